"""A port is free, or the next one is taken, or a message says that it is busy."""

import socket
from collections.abc import Iterator

import pytest

from sanbi.site.serving import ports
from sanbi.site.serving.errors import ServingError
from sanbi.site.serving.ports import reserved_port

HOST = "127.0.0.1"


def bound(port: int, *, shared: bool) -> socket.socket:
    made = socket.socket()
    if shared:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((HOST, port))
    return made


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens, in the way of a server that shares its port."""
    with bound(0, shared=True) as listener:
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with bound(0, shared=False) as probe:
        return int(probe.getsockname()[1])


def test_a_busy_port_that_was_asked_for_is_refused(taken: int) -> None:
    with pytest.raises(ServingError, match=f"port {taken} is busy"), reserved_port(HOST, taken):
        pass


def test_without_the_first_look_a_server_would_share_the_port(taken: int) -> None:
    with bound(taken, shared=True) as second:
        second.listen()  # this is what two granians do to each other


def test_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", taken)
    with reserved_port(HOST) as port:
        assert taken < port < taken + ports.TRIED


def test_when_all_are_busy_the_message_names_them(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ports, "FIRST", taken)
    monkeypatch.setattr(ports, "TRIED", 1)
    message = f"ports {taken} to {taken} are busy"
    with pytest.raises(ServingError, match=message), reserved_port(HOST):
        pass


def test_a_reserved_port_is_kept_from_others_and_open_to_its_server() -> None:
    asked = free_port()
    with reserved_port(HOST, asked) as port:
        assert port == asked
        with pytest.raises(ServingError, match="is busy"), reserved_port(HOST, asked):
            pass
        with bound(port, shared=True) as server:
            server.listen()
            socket.create_connection((HOST, port), timeout=5).close()
            server.accept()[0].close()
    with reserved_port(HOST, asked):
        pass


def test_an_address_of_another_machine_is_told() -> None:
    with (
        pytest.raises(ServingError, match=r"203\.0\.113\.1 port"),
        reserved_port("203.0.113.1", 8000),
    ):
        pass
