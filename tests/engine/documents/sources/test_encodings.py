"""Encodings are told from the text, short or long, whole or damaged; bytes are never lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.documents.sources.encodings import LOST, decode, likelihood
from sanbi.engine.documents.text import Span

SIMPLIFIED = "会议强调，要锚定全年目标任务，抓紧抓实重点项目建设，确保各项工作落地见效。"
TRADITIONAL = "會議強調，要錨定全年目標任務，抓緊抓實重點項目建設，確保各項工作落地見效。"
TEXTS = {"simplified": SIMPLIFIED, "traditional": TRADITIONAL}
KINDS = [
    ("simplified", "utf-8", "utf-8"),
    ("simplified", "gbk", "gb18030"),
    ("simplified", "utf-16-le", "utf-16-le"),
    ("simplified", "utf-16-be", "utf-16-be"),
    ("traditional", "gbk", "gb18030"),
    ("traditional", "big5", "big5hkscs"),
    ("traditional", "utf-8", "utf-8"),
]


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize(("text", "written", "found"), KINDS)
def test_the_encoding_is_told_from_the_text(
    text: str, written: str, found: str, times: int
) -> None:
    whole = TEXTS[text] * times + "\n2026年"
    decoded = decode(whole.encode(written))
    assert (decoded.text.text, decoded.encoding, decoded.lost) == (whole, found, 0)


@pytest.mark.parametrize(("text", "written", "found"), KINDS[:2] + KINDS[4:])
def test_damage_here_and_there_does_not_mislead(text: str, written: str, found: str) -> None:
    raw = bytearray("\n".join([TEXTS[text]] * 6).encode(written))
    raw[40:41], raw[150:151] = b"\xff", b"\xff"
    decoded = decode(bytes(raw))
    assert decoded.encoding == found
    assert likelihood(decoded.text.text) > -2


def test_a_mark_at_the_beginning_decides() -> None:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")):
        assert decode(mark + "县".encode(encoding)).text.text == "县"


def test_what_cannot_be_decoded_keeps_its_bytes() -> None:
    raw = "云川县".encode() + b"\xff\xfe" + "通报".encode()
    decoded = decode(raw)
    assert decoded.text.text == f"云川县{LOST}{LOST}通报"
    assert decoded.lost == 2
    assert decoded.text.origin(Span(3, 5)) == Span(9, 11)
    assert decoded.text.origin(Span(5, 7)) == Span(11, 17)


def test_line_ends_of_all_machines_are_one() -> None:
    decoded = decode("一\r\n二\r三\n".encode())
    assert decoded.text.text == "一\n二\n三\n"
    assert decoded.text.origin(Span(2, 3)) == Span(5, 8)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_and_lead_back(raw: bytes) -> None:
    decoded = decode(raw)
    assert "\r" not in decoded.text.text
    assert "\0" not in decoded.text.text
    if len(decoded.text):
        assert decoded.text.origins.min() >= 0
        assert decoded.text.origins.max() <= len(raw)
        assert (decoded.text.origins[:, 0] <= decoded.text.origins[:, 1]).all()
