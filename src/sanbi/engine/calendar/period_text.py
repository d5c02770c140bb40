"""Reading a period from what people write."""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from sanbi.engine.calendar.errors import PeriodError
from sanbi.engine.phrases import Phrase


class PeriodKind(StrEnum):
    """How long a period is; `label` is a name without any place in the calendar."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    LABEL = "label"


class PeriodParts(NamedTuple):
    """What a text says: kind, year (0 for a label), number within the year, label."""

    kind: PeriodKind
    year: int
    number: int
    label: str


_FORMS = Phrase("write 2026-09 (month), 2026Q3 (quarter), 2026H1 (half-year) or 2026 (year)")
_LABEL_LIMIT = 64
_YEAR_DIGITS = 4
_NUMERALS = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6,
    "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
    "上": 1, "下": 2,
}  # fmt: skip
_YEAR = r"(?P<year>[0-9]{4})"
_MONTH = r"(?P<number>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_QUARTER = r"(?P<number>[1-9一二三四])"
_PATTERNS: tuple[tuple[PeriodKind, re.Pattern[str]], ...] = (
    (PeriodKind.YEAR, re.compile(rf"{_YEAR}(年度?|年全年|全年)?")),
    (PeriodKind.HALF, re.compile(rf"{_YEAR}[-年]?[Hh](?P<number>[0-9])")),
    (PeriodKind.HALF, re.compile(rf"{_YEAR}年?(?P<number>[上下])半年")),
    (PeriodKind.QUARTER, re.compile(rf"{_YEAR}[-年]?[Qq](?P<number>[0-9])")),
    (PeriodKind.QUARTER, re.compile(rf"{_YEAR}年?第?{_QUARTER}季度?")),
    (PeriodKind.MONTH, re.compile(rf"{_YEAR}[-/](?P<number>[0-9]{{1,2}})")),
    (PeriodKind.MONTH, re.compile(rf"{_YEAR}年{_MONTH}月份?")),
)
_LARGEST = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}
_TO = "[-~至到—–]"  # the signs that people type between two months
_CUMULATIVE_MONTHS = re.compile(
    rf"{_YEAR}[-年/]?(?:0?1|一)月?(?:份)?{_TO}(?:{_YEAR.replace('year', 'again')}[-年/])?"
    rf"{_MONTH}月(?:份)?|{_YEAR.replace('year', 'other')}年前(?P<months>[0-9]+)个月",
)
_CUMULATIVE_QUARTERS = re.compile(
    rf"{_YEAR}年?(?:前|[1一]{_TO})(?P<number>[2-4二三四])个?季度?",
)
_DATE_SIGNS = frozenset("0123456789-/.~—–年月日份季度上下半第全前个至到QHqh一二三四五六七八九十")


def read_period(text: str, *, strict: bool) -> PeriodParts:
    """Read a period from its canonical or Chinese form.

    Spaces and full-width signs do not matter. Forms that could mean two things are refused:
    `2026年1-9月` is a cumulative value, and whether values are cumulative is a property of the
    indicator, so its period is the month 2026-09.

    Parameters
        text : str, such as 2026-09, 2026Q3, 2026年三季度, 2026年上半年.
        strict : bool, False takes any other text that does not look like a date as a label.
    Returns
        PeriodParts, number 1 for a year, 0 for a label.
    Raises
        PeriodError  for everything else; the message says what to write.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for kind, pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            return _parts(kind, match, text)
    _refuse_cumulative(plain, text)
    label = unicodedata.normalize("NFKC", text).strip()
    if strict or _looks_like_date(plain):
        raise PeriodError(
            Phrase("{text} is not a period; {forms}", text=_shown(text), forms=_FORMS)
        )
    return PeriodParts(PeriodKind.LABEL, 0, 0, checked_label(label))


def checked_label(label: str) -> str:
    """Return the label if it can stand in a table: 1 to 64 visible signs, no line breaks."""
    if not label or len(label) > _LABEL_LIMIT or not label.isprintable():
        raise PeriodError(
            Phrase(
                "{label} cannot be the label of a period; write 1 to {most} visible signs, "
                "such as wave-2",
                label=_shown(label),
                most=_LABEL_LIMIT,
            ),
        )
    return label


def _parts(kind: PeriodKind, match: re.Match[str], text: str) -> PeriodParts:
    written = match.groupdict().get("number") or "1"
    number = _NUMERALS.get(written) or int(written)
    year = int(match["year"])
    if not 1 <= number <= _LARGEST[kind]:
        raise PeriodError(
            Phrase(
                "{text}: a year has no {kind} {number}; the last is {last}",
                text=_shown(text),
                kind=Phrase(kind.value),
                number=number,
                last=_LARGEST[kind],
            ),
        )
    if year == 0:
        raise PeriodError(
            Phrase("{text}: there is no year 0; {forms}", text=_shown(text), forms=_FORMS)
        )
    return PeriodParts(kind, year, number, "")


def _refuse_cumulative(plain: str, text: str) -> None:
    months = _CUMULATIVE_MONTHS.fullmatch(plain)
    quarters = _CUMULATIVE_QUARTERS.fullmatch(plain)
    if months:
        written = months["number"] or months["months"]
        number = _NUMERALS.get(written) or int(written)
        if not 1 <= number <= _LARGEST[PeriodKind.MONTH]:
            return
        instead = f"{months['year'] or months['other']}-{number:02d}"
    elif quarters:
        written = quarters["number"]
        instead = f"{quarters['year']}Q{_NUMERALS.get(written) or int(written)}"
    else:
        return
    raise PeriodError(
        Phrase(
            "{text} is a cumulative value, not a period; write {instead} and let the "
            "indicator say whether its values are cumulative",
            text=_shown(text),
            instead=instead,
        ),
    )


def _looks_like_date(plain: str) -> bool:
    signs = set(plain)
    digits = sum(sign.isdigit() for sign in plain)
    if plain.isdigit():
        return digits >= _YEAR_DIGITS
    return bool(signs) and signs <= _DATE_SIGNS


def _shown(text: str) -> str:
    shown = text if len(text) <= _LABEL_LIMIT else text[:_LABEL_LIMIT] + "…"
    return repr(shown)
