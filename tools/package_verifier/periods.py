"""Periods by their labels: 2026, 2026H1, 2026Q3, 2026-07 (also 2026M07)."""

import re
from dataclasses import dataclass
from fractions import Fraction

MONTHS = 12
LABEL = re.compile(r"(\d{4})(?:(H)([12])|(Q)([1-4])|(-|M)(0[1-9]|1[0-2]))?", re.ASCII)
IN_A_YEAR = {"": 1, "H": 2, "Q": 4, "-": MONTHS, "M": MONTHS}


@dataclass(frozen=True)
class Period:
    """The ``number``-th part of a year; ``kind`` is '' (year), H, Q, or - and M (month)."""

    year: int
    kind: str
    number: int

    def label(self) -> str:
        """Return the text that stands in the data."""
        width = 2 if self.kind in ("-", "M") else 1
        return (
            f"{self.year:04}{self.kind}{self.number:0{width}}" if self.kind else f"{self.year:04}"
        )

    def shifted(self, parts: int) -> "Period":
        """Return the period of the same kind ``parts`` later (earlier when negative)."""
        count = IN_A_YEAR[self.kind]
        place = self.year * count + self.number - 1 + parts
        return Period(place // count, self.kind, place % count + 1)

    def parts(self, kind: str) -> tuple[str, ...]:
        """Return the labels of the ``months`` or ``quarters`` that make up the period."""
        sign = {"months": "-", "quarters": "Q"}[kind]
        each = Fraction(IN_A_YEAR[sign], IN_A_YEAR[self.kind])
        if each < 1:
            return ()
        last = int(self.number * each)
        first = last - int(each) + 1
        return tuple(Period(self.year, sign, n).label() for n in range(first, last + 1))

    def progress(self) -> Fraction:
        """Return the share of the year that is over when the period ends."""
        return Fraction(self.number, IN_A_YEAR[self.kind])


def read_period(label: str) -> Period | None:
    """Return the period that a label names; None for a free label."""
    match = LABEL.fullmatch(label)
    if match is None:
        return None
    kind = match[2] or match[4] or match[6] or ""
    return Period(int(match[1]), kind, int(match[3] or match[5] or match[7] or 1))


def shifted_label(label: str, against: str) -> str | None:
    """Return the label of ``previous`` or ``year_ago``; None where a free label has none."""
    period = read_period(label)
    if period is None:
        return None
    parts = -1 if against == "previous" else -IN_A_YEAR[period.kind]
    return period.shifted(parts).label()
