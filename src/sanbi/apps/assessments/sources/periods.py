"""Which reported period a scheme's period draws on."""

from __future__ import annotations

from collections.abc import Iterable

from sanbi.engine.calendar import Period, PeriodError, PeriodKind

YEARS_BACK = 5
"""How far earlier figures (growth, streaks) are looked for."""


def native_period(label: str, frequency: str) -> str | None:
    """Return the reported period whose figure stands for a label: its last one.

    Values are cumulative, stocks or rates, so that the September report speaks for the third
    quarter. None where the figure is reported less often than asked for, or the label is no
    period.
    """
    try:
        period = Period.parse(label)
        kind = PeriodKind(frequency)
        native = Period.on(period.end, kind)
    except (PeriodError, ValueError):
        return None
    return str(native) if native.end == period.end else None


def labels_of(kinds: Iterable[PeriodKind], last: Period) -> list[str]:
    """Return the labels of some kinds that end no later than a period, `YEARS_BACK` years back."""
    found = []
    for kind in sorted(set(kinds)):
        period = Period.on(last.end, kind)
        if period.end > last.end:
            period = period.previous()
        while period.year >= last.year - YEARS_BACK:
            found.append(str(period))
            period = period.previous()
    return found
