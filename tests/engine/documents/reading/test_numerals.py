from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.numerals import whole_number


@pytest.mark.parametrize(
    ("said", "number"),
    [("8", 8), ("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("四十七", 47), ("1234", 1234)],
)
def test_numbers(said: str, number: int) -> None:
    assert whole_number(said) == number


@pytest.mark.parametrize("said", ["", "几", "百", "12345", "十十", "甲十"])
def test_what_is_no_number(said: str) -> None:
    assert whole_number(said) is None
