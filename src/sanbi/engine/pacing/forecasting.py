"""Where a period will end, how sure that is, and the chance that a target is reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanbi.engine.pacing.catch_up import figure_at, refuse_past
from sanbi.engine.pacing.changes import Kind
from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.pacing.learning import Lesson, learn
from sanbi.engine.pacing.series import MONTHS, Series
from sanbi.engine.phrases import Phrase

LEAST_FOR_A_CHANCE = 3  # pairs of past years, own and lent
MOST_SUMS = 4096  # sums of starts that are kept apart
STEPS = 60  # halvings: 2^-60 of the first bracket


@dataclass(frozen=True)
class Start:
    """A project that is known to begin, beyond what past years had, too.

    Parameters
    ----------
    month : in which it first counts.
    a_month : what it adds each month, in the indicator's unit.
    chance : that it begins as said, in [0, 1].
    """

    month: int
    a_month: float
    chance: float = 1.0


@dataclass(frozen=True)
class Forecast:
    """The distribution of the cumulative figure at the horizon.

    Without starts it is done + base · exp(middle + spread · t) for sums and
    done + middle + spread · t for levels, with t of Student's law.

    Parameters
    ----------
    done : figure now. ``base``: what came after the same month last year (sums).
    middle, lesson : the expected growth of what is left, and what it was learnt from.
    sums : (amount, probability) of the known starts; ((0, 1),) without.
    """

    kind: Kind
    done: float
    base: float
    middle: float
    lesson: Lesson
    sums: tuple[tuple[float, float], ...] = ((0.0, 1.0),)

    @property
    def tells_chances(self) -> bool:
        """Whether past years are enough for a probability; below that only the range is told."""
        return self.lesson.own + self.lesson.lent >= LEAST_FOR_A_CHANCE

    def without_starts(self) -> Forecast:
        """The same forecast without the known starts."""
        return replace(self, sums=((0.0, 1.0),))

    def quantile(self, probability: float) -> float:
        """The figure that is not exceeded with the given probability, in (0, 1)."""
        base = self._base_quantile(probability)
        if len(self.sums) == 1:
            return base + self.sums[0][0]
        low, high = base, base + max(amount for amount, _ in self.sums)
        low += min(0.0, *(amount for amount, _ in self.sums))
        for _ in range(STEPS):
            middle = (low + high) / 2
            if self.below(middle) < probability:
                low = middle
            else:
                high = middle
        return (low + high) / 2

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """The range that holds the figure with the given probability, as much above as below."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def below(self, figure: float) -> float:
        """Probability that the period ends below a figure."""
        return sum(part * self._base_below(figure - amount) for amount, part in self.sums)

    def chance(self, target: float) -> float | None:
        """Probability that a target is reached; None where past years are too few to say."""
        return 1 - self.below(target) if self.tells_chances else None

    def _base_quantile(self, probability: float) -> float:
        from scipy.special import stdtrit

        lesson = self.lesson
        growth = self.middle + lesson.spread * float(stdtrit(lesson.freedom, probability))
        if self.kind == "level":
            return self.done + growth
        return self.done + self.base * math.exp(min(growth, 50.0))

    def _base_below(self, figure: float) -> float:
        from scipy.special import stdtr

        left = figure - self.done
        if self.kind == "sum":
            if left <= 0:
                return 0.0
            left = math.log(left / self.base)
        if not self.lesson.spread:
            return float(left > self.middle)
        return float(stdtr(self.lesson.freedom, (left - self.middle) / self.lesson.spread))


def forecast(
    series: Series,
    year: int,
    month: int,
    horizon: int = MONTHS,
    *,
    group: Sequence[Series] = (),
    starts: Sequence[Start] = (),
    kind: Kind = "sum",
) -> Forecast:
    """Forecast the cumulative figure at the end of month `horizon` from what is known at `month`.

    Parameters
    ----------
    series : Series
        Later figures than (year, month) are not looked at.
    horizon : month, 6 for the half-year and 12 for the year.
    group : series of like units, on which a short series leans.
    starts : projects that are known to begin and that past years had no like of.
    kind : "sum" for amounts that add up over the year, "level" for rates (growth in %).

    Raises
    ------
    PacingError
        when the figure itself is missing, last year's are (sums), figures are not above 0
        (sums), there is no past year at all (levels), or a chance is none.

    Source: docs/algorithms/forecast.md
    """
    refuse_past(month, horizon)
    done = figure_at(series, year, month)
    base = so_far = 0.0
    if kind == "sum":
        base, so_far = _last_year(series, year, month, horizon, done)
    lesson = learn(series, group, year, month, horizon, kind)
    if lesson is None:
        raise _nothing_before(year)
    middle = lesson.centre + lesson.carried * (so_far - lesson.centre)
    return Forecast(kind, done, base, middle, lesson, _sums(starts, month, horizon))


def _last_year(
    series: Series, year: int, month: int, horizon: int, done: float
) -> tuple[float, float]:
    """What came after the month last year, and growth so far as a logarithm."""
    early, whole = series.at(year - 1, month), series.at(year - 1, horizon)
    if early is None or whole is None:
        raise _nothing_before(year)
    for at, held in ((year - 1, early), (year - 1, whole - early), (year, done)):
        if not held > 0:
            raise PacingError(
                Phrase(
                    "year {year}: up to month {month} the figure is {value}; "
                    "growth needs figures above 0",
                    year=at,
                    month=month,
                    value=held,
                )
            )
    return whole - early, math.log(done / early)


def _nothing_before(year: int) -> PacingError:
    return PacingError(
        Phrase(
            "there is nothing from the year before {year} up to the same months; "
            "one past year is needed",
            year=year,
        )
    )


def _sums(starts: Sequence[Start], month: int, horizon: int) -> tuple[tuple[float, float], ...]:
    """What the starts add, with probabilities; near sums are put together when they are many."""
    sums = {0.0: 1.0}
    for start in starts:
        if not 0 <= start.chance <= 1:
            raise PacingError(
                Phrase(
                    "the chance of a start lies from 0 to 1, not at {chance}", chance=start.chance
                )
            )
        amount = start.a_month * max(0, horizon - max(start.month, month + 1) + 1)
        after: dict[float, float] = {}
        for total, chance in sums.items():
            for add, part in ((amount, start.chance), (0.0, 1 - start.chance)):
                if part:
                    after[total + add] = after.get(total + add, 0.0) + chance * part
        sums = after if len(after) <= MOST_SUMS else _gathered(after)
    return tuple(sorted(sums.items()))


def _gathered(sums: dict[float, float]) -> dict[float, float]:
    step = (max(sums) - min(sums)) / (MOST_SUMS / 2)
    gathered: dict[float, float] = {}
    for total, chance in sums.items():
        near = round(total / step) * step
        gathered[near] = gathered.get(near, 0.0) + chance
    return gathered
