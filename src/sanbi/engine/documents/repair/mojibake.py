"""Text that was decoded as another encoding, and what is left of escaped characters."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from sanbi.engine.documents.language import Model
from sanbi.engine.documents.text import Edit, Span

ENTITY = re.compile(r"&#(?:\d{2,7}|[xX][0-9a-fA-F]{2,6});?")
# Runs that could be UTF-8 bytes read as GBK, or as Latin-1 and its Windows kin.
HAN_RUN = re.compile(r"[\u0080-\uffff]{3,}(?:\?[\u0080-\uffff]*)*")
LATIN_RUN = re.compile(r"[\u0080-\u024f\u02c6\u02dc\u2010-\u203a\u20ac\u2122]{3,}")
LAST_LATIN = 0xFF
LOST = "\ufffd"
NO_LEAD = b"\x80"  # the one byte of UTF-8 that cannot begin a pair of GBK
NO_LEADS = frozenset({"€", LOST})
BETTER = 1.5  # nats for each character by which the new reading has to be likelier


def misread(text: str, model: Model) -> list[Edit]:
    """What to put in for misread runs, in order and apart."""
    edits: list[Edit] = []
    here = 0
    for edit in sorted([*_entities(text), *_runs(text, model)], key=lambda edit: edit.span):
        if edit.span.start >= here:
            edits.append(edit)
            here = edit.span.end
    return edits


def _entities(text: str) -> Iterator[Edit]:
    for match in ENTITY.finditer(text):
        told = html.unescape(match[0] if match[0].endswith(";") else f"{match[0]};")
        if len(told) == 1 and told.isprintable() and told != LOST:
            yield Edit(Span(match.start(), match.end()), told)


def _runs(text: str, model: Model) -> Iterator[Edit]:
    yield from _decoded(text, HAN_RUN, "gb18030", model)
    yield from _decoded(text, LATIN_RUN, "cp1252", model)


def _decoded(text: str, runs: re.Pattern[str], encoding: str, model: Model) -> Iterator[Edit]:
    for match in runs.finditer(text):
        told = _utf8(match[0], encoding)
        if told is None or told == match[0]:
            continue
        old, new = model.scores([match[0], told])
        if new / max(1, len(told)) - old / len(match[0]) > BETTER:
            yield Edit(Span(match.start(), match.end()), told)


def _utf8(run: str, encoding: str) -> str | None:
    """The run as the UTF-8 that its bytes are; `None` where they are none.

    GBK pairs bytes: of an odd number the last one is lost and shown as "?". That character stays
    the replacement mark.
    """
    try:
        cut = run.endswith(LOST)  # a first byte whose second is missing: the end of the text
        raw = _raw(run[: len(run) - cut], encoding)
        told = raw.decode("utf-8", "replace")
    except UnicodeEncodeError:
        return None
    return told if told.count(LOST) <= run.count("?") + cut else None


def _raw(run: str, encoding: str) -> bytes:
    if encoding == "gb18030" and not NO_LEADS.intersection(run):
        return run.encode(encoding)
    return b"".join(_bytes(character, encoding) for character in run)


def _bytes(character: str, encoding: str) -> bytes:
    if encoding == "cp1252" and ord(character) <= LAST_LATIN:
        return bytes([ord(character)])
    if encoding == "gb18030" and character in NO_LEADS:
        return NO_LEAD
    return character.encode(encoding)
