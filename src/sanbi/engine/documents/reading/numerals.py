"""Numbers as bulletins write them: Arabic, or Chinese up to ninety-nine."""

from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
TEN = 10
LONGEST = 4  # an Arabic number of items
NUMERAL = r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|\d{1,4})"


def whole_number(said: str) -> int | None:
    """十二 → 12, "8" → 8; `None` where it is no number below 100 (below 10,000 in digits).

    >>> whole_number("二十三")
    23
    """
    if said.isdecimal() and len(said) <= LONGEST:
        return int(said)
    if said in DIGITS:
        return DIGITS[said]
    tens, ten, ones = said.partition("十")
    if not ten or (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return TEN * DIGITS.get(tens, 1) + DIGITS.get(ones, 0)
