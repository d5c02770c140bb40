"""A file opened by what it is, not by what it is called."""

from __future__ import annotations

import hashlib
import re

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Source
from sanbi.engine.documents.sources.html_page import open_html
from sanbi.engine.documents.sources.limits import MEGABYTE, MOST_BYTES, MOST_CHARACTERS
from sanbi.engine.documents.sources.pdf import open_pdf
from sanbi.engine.documents.sources.plain import open_text
from sanbi.engine.documents.sources.word import open_word
from sanbi.engine.phrases import Phrase

OPENERS = {"text": open_text, "html": open_html, "docx": open_word, "pdf": open_pdf}
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|p|table|meta|article)\b", re.IGNORECASE
)
LOOKED_AT = 4096
OTHER = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def open_source(name: str, raw: bytes, *, kind: str | None = None) -> Source:
    """The text of a file, its blocks, and the way from each character to its bytes.

    Parameters
        kind : "text", "html", "docx" or "pdf", where it is known; else seen from the content.
    Raises
        DocumentFault  for what is empty, too large, protected, damaged, or none of these.
    """
    if len(raw) > MOST_BYTES:
        raise DocumentFault(
            name,
            Phrase("is larger than {most} MB", most=MOST_BYTES // MEGABYTE),
            Phrase("send it in parts"),
        )
    if not raw.strip():
        raise DocumentFault(name, Phrase("is empty"))
    source = OPENERS[kind or kind_of(name, raw)](name, raw, hashlib.sha256(raw).hexdigest())
    if len(source.text) > MOST_CHARACTERS:
        raise DocumentFault(
            name,
            Phrase("holds more than {most} characters", most=f"{MOST_CHARACTERS:,}"),
            Phrase("send it in parts"),
        )
    if not source.text.text.strip():
        raise DocumentFault(name, Phrase("holds nothing to read"))
    return source


def kind_of(name: str, raw: bytes) -> str:
    """What a content is.

    Raises
        DocumentFault  for pictures, programs, archives and old Office files.
    """
    if raw.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return "docx"
    if raw.startswith(OLD_OFFICE) or raw.startswith(OTHER):
        raise DocumentFault(
            name,
            Phrase("is no text, page, Word or PDF file"),
            Phrase("save it again as docx, PDF with text, or plain text"),
        )
    head = raw[:LOOKED_AT].replace(b"\0", b"")  # pages in UTF-16 too
    return "html" if MARKUP.search(head) else "text"
