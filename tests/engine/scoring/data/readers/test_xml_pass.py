"""XML of a part, and what it may not hold."""

import pytest

from sanbi.engine.scoring.data.readers.refusal import Refused
from sanbi.engine.scoring.data.readers.xml_pass import local, parse


def test_every_element_is_heard() -> None:
    heard: list[str] = []
    parse("p", b"<a><b x='1'/><c:d xmlns:c='u'>t</c:d></a>", lambda n, _: heard.append(n),
          lambda n: heard.append(f"/{n}"))  # fmt: skip
    assert heard == ["a", "b", "/b", "c:d", "/c:d", "/a"]
    assert local("c:d") == local("d") == "d"


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
)
def test_document_types_are_refused_in_every_encoding(content: bytes) -> None:
    with pytest.raises(Refused, match="doctype"):
        parse("p", content, lambda *_: None)


@pytest.mark.parametrize("content", [b"", b"<a>", b"<a></b>", b"<a>&e;</a>", b"<a/><b/>"])
def test_what_is_not_well_formed_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="damaged-file"):
        parse("p", content, lambda *_: None)
