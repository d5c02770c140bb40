"""What a file is, seen from its content; what cannot be read is one clear fault."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.sources.limits import MOST_BYTES
from sanbi.engine.documents.sources.opening import kind_of
from tests.engine.documents.sources.making import PAGE, pdf, word

REFUSED = {
    "is empty": b"  \n",
    "is no text": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    "save it again as docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "is damaged": b"PK\x03\x04" + b"\0" * 60,
    "is damaged: Failed to load document": b"%PDF-1.7\n" + b"x" * 90,
    "larger than 50 MB": b"a" * (MOST_BYTES + 1),
    "holds nothing to read": b"<html><body><script>1</script></body></html>",
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_read_is_one_clear_fault(message: str) -> None:
    with pytest.raises(DocumentFault, match=message) as caught:
        open_source("a.bin", REFUSED[message])
    assert str(caught.value).startswith("a.bin: ")
    assert not caught.value.text("zh").isascii()


def test_the_kind_is_seen_from_the_content() -> None:
    assert kind_of("a.txt", PAGE.encode()) == "html"
    assert kind_of("a.txt", PAGE.encode("utf-16")) == "html"
    assert kind_of("a.html", "会议强调 <重点>".encode()) == "text"
    assert kind_of("a", word("通报")) == "docx"
    assert kind_of("a", pdf("通报")) == "pdf"
