"""Text decoded as something else."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.repair.mojibake import misread
from sanbi.engine.documents.text import MappedText

PROSE = "县委书记主持会议，强调压实责任。"


def _mended(text: str) -> str:
    return MappedText.decoded(text).edited(misread(text, official_prose())).text


@pytest.mark.parametrize("whole", [PROSE, "推动高质量发展", "乡镇党委"])
def test_utf8_read_as_gbk(whole: str) -> None:
    for count in range(3, len(whole) + 1):
        raw = whole[:count].encode()
        seen = raw.decode("gb18030", "replace")
        complete = not seen.endswith("\ufffd")
        assert _mended(seen) == (whole[:count] if complete else whole[: count - 1] + "\ufffd")


def test_utf8_read_as_latin() -> None:
    assert _mended("记者：" + "乡镇工作推进会".encode().decode("latin-1")) == "记者：乡镇工作推进会"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("县委&#20070;记", "县委书记"),
        ("县委&#x4E66;记", "县委书记"),
        ("AT&T &#12", "AT&T &#12"),
        ("&#0;&#1114112;", "&#0;&#1114112;"),
    ],
)
def test_escaped_characters(text: str, mended: str) -> None:
    assert _mended(text) == mended


@pytest.mark.parametrize("text", [PROSE, "平阳县腾蛟镇垟心村", "Café à la carte", "鄙虾菹鹿Ψ"])
def test_good_text_stays(text: str) -> None:
    assert _mended(text) == text
