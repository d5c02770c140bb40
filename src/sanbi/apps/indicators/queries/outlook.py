"""Where an indicator's half-year and year will end, and what its targets still need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Indicator, Observation, Target
from sanbi.apps.indicators.queries.targets import target_history
from sanbi.apps.indicators.rules import observations_seen
from sanbi.apps.orgs.models import Unit
from sanbi.engine.calendar import Period
from sanbi.engine.pacing import (
    CatchUp,
    Forecast,
    PacingError,
    catch_up,
    forecast,
    seasonal_profile,
)
from sanbi.engine.pacing import Series as Figures
from sanbi.engine.pacing.forecasting import LEAST_FOR_A_CHANCE

HALF, YEAR = 6, 12


@dataclass(frozen=True)
class End:
    """The end of the half-year or year.

    Parameters
    ----------
    month : 6 or 12.
    middle, low, high : the forecast with the range that holds in four of five cases.
    target : cumulative; None where there is none.
    chance : that the target is kept, in per cent; None without a target, or with too few years.
    needed : what reaches the target; None without one, and for what does not add up.
    """

    month: int
    middle: float
    low: float
    high: float
    target: Decimal | None
    chance: float | None
    needed: CatchUp | None


@dataclass(frozen=True)
class Outlook:
    """What is ahead of a unit's indicator.

    Parameters
    ----------
    period : the newest period with a value, from which all is told.
    ends : half-year and year, those that are still ahead.
    usual : share of the year in per cent that is usual by now; None below two whole past years.
    done : share of the annual target in per cent; None without one, and for rates.
    own, lent : pairs of past years of the unit, and of the units beside it.
    refused : why nothing can be told, in the reader's language.
    """

    period: str
    ends: tuple[End, ...] = ()
    usual: float | None = None
    done: float | None = None
    own: int = 0
    lent: int = 0
    refused: str = ""

    @property
    def few(self) -> bool:
        """Whether past years are too few for a chance."""
        return self.own + self.lent < LEAST_FOR_A_CHANCE


def outlook_of(actor: Actor, indicator: Indicator, unit: Unit) -> Outlook | None:
    """Forecast the ends of the year that the newest value is in, from what the actor may see.

    None without any value, and when the year is over. Two queries.
    """
    figures = _figures(actor, indicator, unit)
    own = figures.pop(unit.pk, None)
    if own is None:
        return None
    year = max(own.years)
    month = max(own.years[year])
    period = f"{year}-{month:02d}"
    if month == YEAR:
        return None
    summed = indicator.accumulation == Indicator.Accumulation.CUMULATIVE
    targets = _targets(actor, indicator, unit, year)
    made: dict[int, Forecast] = {}
    try:
        for horizon in (HALF, YEAR):
            if month < horizon:
                made[horizon] = forecast(
                    own,
                    year,
                    month,
                    horizon,
                    group=list(figures.values()),
                    kind="sum" if summed else "level",
                )
    except PacingError as error:
        language = "zh" if (get_language() or "").startswith("zh") else "en"
        return Outlook(period, refused=error.text(language))
    ends = tuple(
        _end(indicator, own, (year, month, horizon), told, targets.get(horizon))
        for horizon, told in made.items()
    )
    lesson = made[YEAR].lesson
    whole = ends[-1].needed
    return Outlook(
        period,
        ends,
        _usual(own, year, month) if summed else None,
        100 * whole.share if whole else None,
        lesson.own,
        lesson.lent,
    )


def _figures(actor: Actor, indicator: Indicator, unit: Unit) -> dict[int, Figures]:
    """The newest figures of the unit and of those beside it, by primary key."""
    rows = (
        Observation.objects.filter(
            observations_seen(actor), indicator=indicator, unit__parent=unit.parent_id
        )
        .order_by("period", "unit_id", "-version")
        .distinct("period", "unit_id")
        .values_list("unit_id", "period", "value")
    )
    years: defaultdict[int, defaultdict[int, dict[int, float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for pk, text, value in rows:
        if value is not None:
            end = Period.parse(text).end
            years[pk][end.year][end.month] = float(value)
    return {pk: Figures(held) for pk, held in years.items()}


def _targets(actor: Actor, indicator: Indicator, unit: Unit, year: int) -> dict[int, Decimal]:
    """The targets of half-year and year; half of the year's where no second quarter is set."""
    found: tuple[Target, ...] = target_history(actor, indicator.pk, year, unit.pk)
    if not found:
        return {}
    newest = found[0]
    rate = indicator.accumulation != Indicator.Accumulation.CUMULATIVE
    half = newest.value if rate else newest.value / 2
    return {HALF: half if newest.q2 is None else newest.q2, YEAR: newest.value}


def _end(
    indicator: Indicator,
    own: Figures,
    when: tuple[int, int, int],
    told: Forecast,
    target: Decimal | None,
) -> End:
    year, month, horizon = when
    low, high = told.interval()
    chance = needed = None
    if target is not None:
        low_is_better = indicator.direction == Indicator.Direction.LOW
        reached = told.chance(float(target))
        if reached is not None:
            chance = 100 * (1 - reached if low_is_better else reached)
        if told.kind == "sum" and target > 0 and not low_is_better:
            needed = catch_up(own, year, month, float(target), horizon)
    return End(horizon, told.quantile(0.5), low, high, target, chance, needed)


def _usual(own: Figures, year: int, month: int) -> float | None:
    try:
        return 100 * seasonal_profile(own, year).progress(month)
    except PacingError:
        return None


@dataclass(frozen=True)
class FanPoint:
    """A month that is ahead: quantiles of the cumulative figure (or the level)."""

    month: int
    low95: float
    low80: float
    low50: float
    middle: float
    high50: float
    high80: float
    high95: float


@dataclass(frozen=True)
class Fan:
    """This year month by month: what was, what is likely, the year before, and the targets.

    ``known`` and ``before`` are (month, figure); ``targets`` month → cumulative target.
    """

    year: int
    known: tuple[tuple[int, float], ...]
    before: tuple[tuple[int, float], ...]
    ahead: tuple[FanPoint, ...]
    targets: dict[int, Decimal]


TAILS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)


def fan_of(actor: Actor, indicator: Indicator, unit: Unit) -> Fan | None:
    """The fan of a unit's indicator over the year of its newest figure; None where none is told."""
    figures = _figures(actor, indicator, unit)
    own = figures.pop(unit.pk, None)
    if own is None:
        return None
    year = max(own.years)
    month = max(own.years[year])
    summed = indicator.accumulation == Indicator.Accumulation.CUMULATIVE
    ahead = []
    for horizon in range(month + 1, YEAR + 1):
        try:
            told = forecast(
                own,
                year,
                month,
                horizon,
                group=list(figures.values()),
                kind="sum" if summed else "level",
            )
        except PacingError:
            continue  # past years have no figure of that month
        ahead.append(FanPoint(horizon, *(told.quantile(tail) for tail in TAILS)))
    if not ahead:
        return None
    known = tuple(sorted(own.years[year].items()))
    before = tuple(sorted(own.years.get(year - 1, {}).items()))
    return Fan(year, known, before, tuple(ahead), _targets(actor, indicator, unit, year))
