"""Arithmetic of period labels, for transforms, history and period roll-up."""

from __future__ import annotations

from fractions import Fraction

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.phrases import Phrase

MONTHS = Fraction(12)


def canonical_period(label: str) -> str:
    """The canonical text of a period; another label stays as it is."""
    try:
        return str(Period.parse(label, strict=False))
    except PeriodError:
        return label


def shifted(label: str, against: str) -> str:
    """The period a year ago or before; a label without arithmetic has none (empty text)."""
    try:
        period = Period.parse(label, strict=False)
        return str(period.year_ago() if against == "year_ago" else period.previous())
    except PeriodError:
        return ""


def sub_periods(label: str, what: str) -> tuple[str, ...]:
    """The months or quarters of a period.

    Raises
    ------
    PeriodError
        when the period has none.
    """
    period = Period.parse(label, strict=False)
    parts = period.months() if what == "months" else period.quarters()
    if not parts:  # a month holds no whole quarter
        raise PeriodError(
            Phrase("The period {label} has no whole {wanted}", label=label, wanted=Phrase(what))
        )
    return tuple(str(part) for part in parts)


def year_share(label: str) -> Fraction:
    """Share of the year gone at the end of the period, by months (2026Q3 → 3/4).

    Raises
    ------
    PeriodError
        for a label that is no period.
    """
    return Fraction(Period.parse(label).end.month) / MONTHS


def within(label: str, whole: str) -> bool:
    """Whether a period lies in another one, or is it; labels without arithmetic only themselves."""
    inner, outer = _parsed(label), _parsed(whole)
    if inner is None or outer is None or not (inner.year and outer.year):
        return label == whole
    return outer.start <= inner.start and inner.end <= outer.end


def latest_before(labels: set[str], label: str) -> str | None:
    """The latest of some periods that lies before a period of the same kind.

    Labels without arithmetic are compared as text.
    """
    before = [other for other in labels if _is_before(other, label)]
    if not before:
        return None
    return max(before, key=_sort_key)


def _is_before(one: str, other: str) -> bool:
    a, b = _parsed(one), _parsed(other)
    if a is None or b is None:
        return a is None and b is None and one < other
    return a.kind is b.kind and a < b


def _parsed(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except PeriodError:
        return None


def _sort_key(label: str) -> tuple[str, str]:
    period = _parsed(label)
    return (period.end.isoformat() if period else "", label)
