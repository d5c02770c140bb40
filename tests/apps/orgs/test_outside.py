"""Reminders that leave the site: a real queue, a real worker and receivers that count."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models.messages import phrased
from sanbi.apps.orgs.outside import NotDeliveredError, deliver_to, places
from tests.apps.factories.orgs import County, make_county
from tests.support.working import work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # A worker that ends leaves the connection of its thread to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated"),  # apprise asks whether it is there
]


class Receiver(HTTPServer):
    """Takes what is posted, path and text; refuses what comes to a path that is out of order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.taken: list[tuple[str, str]] = []
        self.tried: list[str] = []
        self.broken: set[str] = set()

    def address(self, path: str) -> str:
        """The address of a path as apprise writes it."""
        return f"json://127.0.0.1:{self.server_port}{path}"


class Answer(BaseHTTPRequestHandler):
    """One request to the receiver."""

    server: Receiver

    def do_POST(self) -> None:
        """Take it or refuse it."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.rstrip("/")
        self.server.tried.append(path)
        if path in self.server.broken:
            self.send_error(500)
            return
        self.server.taken.append((path, body["message"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def county(transactional_db: None) -> Iterator[County]:
    """A county in a database whose transactions end, as a worker needs them."""
    yield make_county()
    with connection.cursor() as cursor:  # Django's flush leaves the queue alone
        cursor.execute("delete from procrastinate_jobs")


def jobs() -> list[tuple[str, int]]:
    """State and attempts of each delivery."""
    found = ProcrastinateJob.objects.filter(task_name="orgs.deliver").order_by("id")
    return [(job.status, job.attempts) for job in found]


def test_a_failing_address_neither_stops_nor_repeats_the_others(
    county: County, now: datetime, settings: Any, receiver: Receiver
) -> None:
    settings.SANBI_REMINDERS = [receiver.address(path) for path in ("/a", "/b", "/c")]
    receiver.broken = {"/b"}
    send([county.users["clerk"], county.users["clerk2"]], "a line", now=now)
    work()
    assert sorted(receiver.taken) == [("/a", "a line (2)"), ("/c", "a line (2)")]
    assert jobs() == [("succeeded", 1), ("todo", 1), ("succeeded", 1)]
    receiver.broken = set()
    work()
    assert sorted(path for path, _text in receiver.taken) == ["/a", "/b", "/c"]
    assert sorted(receiver.tried) == ["/a", "/b", "/b", "/c"]
    assert jobs() == [("succeeded", 1), ("succeeded", 2), ("succeeded", 1)]


def test_an_address_that_stays_broken_is_given_up(
    county: County, now: datetime, settings: Any, receiver: Receiver
) -> None:
    settings.SANBI_REMINDERS = [receiver.address("/b"), receiver.address("/b")]  # counts once
    receiver.broken = {"/b"}
    send([county.users["clerk"]], "a line", now=now)
    for _round in range(6):
        work()
    assert (jobs(), receiver.tried) == ([("failed", 4)], ["/b"] * 4)


def test_one_job_for_all_addresses_would_repeat_them(settings: Any, receiver: Receiver) -> None:
    """The twin: what apprise does with all addresses at once, and again."""
    from apprise import Apprise

    receiver.broken = {"/b"}
    sender = Apprise()
    for path in ("/a", "/b"):
        sender.add(receiver.address(path))
    assert not sender.notify(body="a line")
    assert not sender.notify(body="a line")
    assert [path for path, _text in receiver.taken] == ["/a", "/a"]


def test_what_is_undone_is_not_told(
    county: County, now: datetime, settings: Any, receiver: Receiver
) -> None:
    from django.db import transaction

    settings.SANBI_REMINDERS = [receiver.address("/a")]
    with transaction.atomic():
        send([county.users["clerk"]], "a line", now=now)
        transaction.set_rollback(True)
    work()
    assert (jobs(), receiver.tried) == ([], [])


def test_an_address_is_named_without_its_secret(settings: Any) -> None:
    settings.SANBI_REMINDERS = ["nonsense://secret@x", "json://secret@127.0.0.1:9"]
    for place, kind in zip(places(), ("nonsense", "json"), strict=True):
        with pytest.raises(NotDeliveredError) as caught:
            deliver_to(place, "a line")
        assert f" {kind}: of SANBI_REMINDERS" in str(caught.value)
        assert "secret" not in str(caught.value)
    assert deliver_to("0" * 16, "a line") is False  # taken from the settings since


def test_a_line_whose_values_do_not_fit_is_shown_as_it_stands() -> None:
    assert phrased("%d of %(name)s", {"name": "甲"}) == "%d of %(name)s"
    assert phrased("%(name)s: %(gone)s", {"name": "甲"}) == "%(name)s: %(gone)s"
    assert phrased("%(name)s", {"name": "甲"}) == "甲"
    assert phrased("100%", None) == "100%"
