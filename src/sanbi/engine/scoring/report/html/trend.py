"""Ranks of earlier periods: the lines in the table and the ribbon below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.scoring.report.html.charts import Drawing
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.ribbon import Ribbon, draw_ribbon
from sanbi.engine.scoring.result.texts import rank_text

MOST_PERIODS = 6


@dataclass(frozen=True)
class Trend:
    """Ranks of a cohort's units over periods, the last one this run's.

    ``ranks[unit][period]``, None where there is none; ``size`` is the largest rank.
    """

    periods: tuple[str, ...]
    labels: tuple[str, ...]
    ranks: tuple[tuple[float | None, ...], ...]
    ribbon: Ribbon

    @cached_property
    def size(self) -> int:
        """The largest rank."""
        held = [rank for line in self.ranks for rank in line if rank is not None]
        return int(max(held, default=1))

    def line_words(self, view: CohortView, place: int) -> str:
        """A unit's ranks in words."""
        return view.words(
            "ribbon_line", name=view.names[place], ranks=self.rank_words(view, place)
        ).strip()

    def rank_words(self, view: CohortView, place: int) -> str:
        """The ranks of one unit in one line."""
        return view.words.join(
            ["—" if rank is None else rank_text(rank) for rank in self.ranks[place]]
        )

    @property
    def drawing(self) -> Drawing:
        """The ribbon."""
        return self.ribbon.drawing


def build_trend(view: CohortView) -> Trend | None:
    """The trend of a cohort, None where the history holds no rank of an earlier period."""
    held = _earlier(view)
    if not held:
        return None
    periods = (*held, view.run.period)
    now = [
        float(rank) if ranked else None
        for rank, ranked in zip(view.outcome.ranks.rank, view.ranked, strict=True)
    ]
    ranks = tuple(
        (*(held[period].get(code) for period in held), now[place])
        for place, code in enumerate(view.outcome.codes)
    )
    labels = tuple(view.words.short_period(period) for period in periods)
    ribbon = draw_ribbon(view, labels, ranks)
    return Trend(periods, labels, ranks, ribbon)


def _earlier(view: CohortView) -> dict[str, dict[str, float]]:
    """Ranks by period and unit, of the latest earlier periods of the run's kind."""
    table = view.run.data.history
    if table.height == 0:
        return {}
    group, members = view.outcome.cohort.group, set(view.outcome.codes)
    held: dict[str, dict[str, float]] = {}
    for row in table.to_dicts():
        if row["rank"] is not None and row["group"] in {"", group} and row["unit"] in members:
            held.setdefault(row["period"], {})[row["unit"]] = float(row["rank"])
    now = _parsed(view.run.period)
    earlier = [label for label in held if _is_before(label, view.run.period, now)]
    earlier.sort(key=_order)
    return {label: held[label] for label in earlier[-(MOST_PERIODS - 1) :]}


def _parsed(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except PeriodError:
        return None


def _is_before(label: str, run: str, now: Period | None) -> bool:
    other = _parsed(label)
    if now is None or other is None:
        return now is None and other is None and label < run
    return other.kind is now.kind and other < now


def _order(label: str) -> tuple[str, str]:
    period = _parsed(label)
    return (period.end.isoformat() if period else "", label)
