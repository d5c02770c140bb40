"""What pacing refuses is said in both languages."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import PacingError, Series, catch_up


def test_a_refusal_reads_in_english_and_chinese() -> None:
    with pytest.raises(PacingError) as refused:
        catch_up(Series({2026: {6: 1}}), 2026, 7, 5)
    assert refused.value.text("en") == (
        "there is no figure for 2026-07; give the months that are published"
    )
    assert refused.value.text("zh") == "没有 2026 年 7 月的数；请取已公布的月份"
