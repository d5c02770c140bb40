"""The period of a figure: month, quarter, half-year, year, or a bare label."""

import calendar
import functools
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, Self

from sanbi.engine.calendar.errors import PeriodError
from sanbi.engine.calendar.period_text import PeriodKind, checked_label, read_period
from sanbi.engine.phrases import Phrase

_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}
_MARK = {PeriodKind.QUARTER: "Q", PeriodKind.HALF: "H"}
_QUARTERS_ZH = "一二三四"
_LAST_YEAR = 9999


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period of the working year, or a label such as `wave-2` that has no arithmetic.

    Hashable. Ordered within its kind; comparing two kinds, or two labels, raises TypeError,
    because nothing says which comes first. Values of a period are cumulative from January
    unless the indicator says otherwise: the period itself does not know.

    Parameters
        kind : PeriodKind
        year : int, 1..9999; 0 for a label.
        number : int, month 1..12, quarter 1..4, half 1..2, year 1; 0 for a label.
        label : str, only for kind label.
    Raises
        PeriodError  when the parts do not fit together.
    Source      docs/algorithms/calendar.md §1
    >>> str(Period.parse("2026年三季度").year_ago())
    '2025Q3'
    """

    kind: PeriodKind
    year: int = 0
    number: int = 0
    label: str = ""

    def __post_init__(self) -> None:
        if self.kind is PeriodKind.LABEL:
            checked_label(self.label)
            if self.year or self.number:
                raise PeriodError("A label has no year and no number")
            return
        if self.label:
            raise PeriodError(
                Phrase("A {kind} has no label; leave it empty", kind=Phrase(self.kind.value))
            )
        if not 1 <= self.year <= _LAST_YEAR:
            raise PeriodError(
                Phrase(
                    "There is no year {year}; write a year from 1 to {last}",
                    year=self.year,
                    last=_LAST_YEAR,
                )
            )
        if not 1 <= self.number <= 12 // _MONTHS[self.kind]:
            raise PeriodError(
                Phrase(
                    "A year has no {kind} {number}",
                    kind=Phrase(self.kind.value),
                    number=self.number,
                )
            )

    @classmethod
    def parse(cls, text: str | int, *, strict: bool = True) -> Self:
        """Return the period that a text names.

        Accepts 2026-09, 2026Q3, 2026H1, 2026 and the Chinese forms 2026年9月, 2026年三季度,
        2026年第3季度, 2026年上半年, 2026年; full-width digits and spaces do not matter. A whole
        number is a year (YAML and workbooks hand over 2026 as one).

        Parameters
            text : str or int
            strict : bool, False returns kind label for any other text; a text that looks like
                a broken date (2026-13, 2026年1-9月) is refused even then.
        Raises
            PeriodError  with what to write instead.
        >>> Period.parse("wave-2", strict=False).kind.value
        'label'
        """
        if isinstance(text, bool) or not isinstance(text, str | int):
            raise PeriodError(
                Phrase("{text!r} is not a period; write it as text, such as 2026-09", text=text)
            )
        return cls(*read_period(str(text), strict=strict))

    @classmethod
    def on(cls, day: date, kind: PeriodKind) -> Self:
        """Return the month, quarter, half-year or year that holds the day."""
        if kind is PeriodKind.LABEL:
            raise PeriodError("A day does not say which label it belongs to")
        return cls(kind, day.year, (day.month - 1) // _MONTHS[kind] + 1)

    def __str__(self) -> str:
        """Return the canonical text: 2026-09, 2026Q3, 2026H1, 2026 or the label."""
        if self.kind is PeriodKind.LABEL:
            return self.label
        if self.kind is PeriodKind.YEAR:
            return f"{self.year:04d}"
        if self.kind is PeriodKind.MONTH:
            return f"{self.year:04d}-{self.number:02d}"
        return f"{self.year:04d}{_MARK[self.kind]}{self.number}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period) or other.kind is not self.kind:
            return NotImplemented
        if self.kind is PeriodKind.LABEL:
            return NotImplemented
        return (self.year, self.number) < (other.year, other.number)

    @property
    def listing_key(self) -> tuple[int, int, int, str]:
        """Key for a fixed order of mixed lists: kind, year, number, label. Says nothing of time."""
        return (list(PeriodKind).index(self.kind), self.year, self.number, self.label)

    @property
    def start(self) -> date:
        """First day of the period."""
        return date(self.year, self._first_month(Phrase("first day")), 1)

    @property
    def end(self) -> date:
        """Last day of the period."""
        month = self._first_month(Phrase("last day")) + _MONTHS[self.kind] - 1
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def previous(self, n: int = 1) -> Self:
        """Return the period n places earlier, of the same kind."""
        return self._shifted(-n, Phrase("previous period"))

    def next(self, n: int = 1) -> Self:
        """Return the period n places later, of the same kind."""
        return self._shifted(n, Phrase("next period"))

    def year_ago(self, n: int = 1) -> Self:
        """Return the same period n years earlier: the base of year-on-year growth 同比."""
        if self.kind is PeriodKind.LABEL:
            self._no_arithmetic("period a year ago")
        return self._shifted(-n * 12 // _MONTHS[self.kind], Phrase("period a year ago"))

    def months(self) -> tuple[Self, ...]:
        """Return the months within the period, earliest first; a month holds itself."""
        return self._within(PeriodKind.MONTH, Phrase("months"))

    def quarters(self) -> tuple[Self, ...]:
        """Return the whole quarters within the period; a month holds none and gives ()."""
        return self._within(PeriodKind.QUARTER, Phrase("quarters"))

    def contains(self, other: "Period | date") -> bool:
        """Say whether a day, or the whole of another period, lies within this one."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start.toordinal() <= other.toordinal() <= self.end.toordinal()

    def label_zh(self) -> str:
        """Return the Chinese name: 2026年9月, 2026年三季度, 2026年上半年, 2026年."""
        if self.kind is PeriodKind.LABEL:
            return self.label
        rest = {
            PeriodKind.MONTH: f"{self.number}月",
            PeriodKind.QUARTER: f"{_QUARTERS_ZH[(self.number - 1) % 4]}季度",
            PeriodKind.HALF: "上半年" if self.number == 1 else "下半年",
            PeriodKind.YEAR: "",
        }
        return f"{self.year:04d}年{rest[self.kind]}"

    def label_en(self) -> str:
        """Return the English name: September 2026, Q3 2026, H1 2026, 2026."""
        if self.kind in (PeriodKind.LABEL, PeriodKind.YEAR):
            return str(self)
        if self.kind is PeriodKind.MONTH:
            return f"{_MONTHS_EN[self.number - 1]} {self.year:04d}"
        return f"{_MARK[self.kind]}{self.number} {self.year:04d}"

    def _first_month(self, wanted: str) -> int:
        if self.kind is PeriodKind.LABEL:
            self._no_arithmetic(wanted)
        return (self.number - 1) * _MONTHS[self.kind] + 1

    def _shifted(self, places: int, wanted: str) -> Self:
        if self.kind is PeriodKind.LABEL:
            self._no_arithmetic(wanted)
        in_year = 12 // _MONTHS[self.kind]
        year, place = divmod(self.year * in_year + self.number - 1 + places, in_year)
        return type(self)(self.kind, year, place + 1)

    def _within(self, kind: PeriodKind, wanted: str) -> tuple[Self, ...]:
        first = self._first_month(wanted)
        size = _MONTHS[kind]
        count = _MONTHS[self.kind] // size
        start = (first - 1) // size + 1
        return tuple(type(self)(kind, self.year, start + place) for place in range(count))

    def _no_arithmetic(self, wanted: str) -> NoReturn:
        raise PeriodError(
            Phrase(
                "The period {label!r} is only a label: it has no {wanted}. Name the "
                "months, quarters or years (2026-09, 2026Q3, 2026) if you need one",
                label=self.label,
                wanted=wanted,
            ),
        )


# Written out, because calendar.month_name follows the machine's language.
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
