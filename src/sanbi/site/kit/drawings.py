"""Geometry of the small drawings in cells. Lengths are in CSS pixels, rounded to a tenth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Reading = float | None

SPARK_WIDTH: Final = 84
SPARK_HEIGHT: Final = 22
EDGE: Final = 4.0
DIVERGE_HALF: Final = 26.0
DIVERGE_MIDDLE: Final = 31.0
RULER_WIDTH: Final = 88
RULER_EDGE: Final = 5.0


@dataclass(frozen=True)
class Spark:
    """A line without axes: its unbroken stretches, lone points and its last point."""

    width: int
    height: int
    middle: float
    traces: tuple[str, ...]
    lone: tuple[tuple[float, float], ...]
    end: tuple[float, float] | None


@dataclass(frozen=True)
class Diverge:
    """A bar from the middle line: better to the right, worse to the left."""

    x: float
    width: float
    better: bool
    clipped: bool


@dataclass(frozen=True)
class Ruler:
    """Places 1 to n on a rail, the likely range and the place itself."""

    width: int
    ticks: tuple[float, ...]
    x: float
    range_width: float
    at: float


@dataclass(frozen=True)
class Won:
    """A won bar, the lost rest after it and, if known, where the next place stands."""

    width: float
    won: float
    lost: float
    tick: float | None
    hatches: tuple[tuple[float, float], ...]


def tenth(value: float) -> float:
    """The length as it is written into a drawing."""
    return round(value, 1)


def spark(
    values: Sequence[Reading],
    *,
    low: float | None = None,
    high: float | None = None,
    falling: bool = False,
    width: int = SPARK_WIDTH,
) -> Spark:
    """A spark line of the readings; None leaves a gap, which is never bridged.

    low and high fix the scale (a column of sparks shares one); falling puts the low values on top,
    as places want it. Raises ValueError without readings.
    """
    if not values:
        raise ValueError("a spark line needs at least one reading")
    known = [value for value in values if value is not None]
    bottom = min(known, default=0.0) if low is None else low
    top = max(known, default=0.0) if high is None else high
    spread = (top - bottom) or 1.0
    step = (width - EDGE - 6) / max(len(values) - 1, 1)

    def point(index: int, value: float) -> tuple[float, float]:
        share = (value - bottom) / spread if top != bottom else 0.5
        share = min(max(share, 0.0), 1.0)
        height = share if falling else 1 - share
        return tenth(EDGE + index * step), tenth(EDGE + height * (SPARK_HEIGHT - 2 * EDGE))

    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(point(index, value))
    drawn = [run for run in runs if run]
    return Spark(
        width=width,
        height=SPARK_HEIGHT,
        middle=SPARK_HEIGHT / 2,
        traces=tuple(" ".join(f"{x},{y}" for x, y in run) for run in drawn if len(run) > 1),
        lone=tuple(run[0] for run in drawn if len(run) == 1),
        end=point(len(values) - 1, values[-1]) if values[-1] is not None else None,
    )


def diverge(value: float, scale: float) -> Diverge:
    """The bar of a difference; scale is the largest difference of all columns that share it.

    Raises ValueError if the scale is not positive.
    """
    if scale <= 0:
        raise ValueError("the scale of diverging bars must be above zero")
    share = min(abs(value) / scale, 1.0)
    width = tenth(share * DIVERGE_HALF)
    x = DIVERGE_MIDDLE if value >= 0 else tenth(DIVERGE_MIDDLE - width)
    return Diverge(x=x, width=width, better=value >= 0, clipped=abs(value) > scale)


def ruler(low: int, high: int, at: int, count: int) -> Ruler:
    """The likely places low to high of a unit at place `at` of `count`.

    Raises ValueError unless 1 ≤ low ≤ at ≤ high ≤ count.
    """
    if not 1 <= low <= at <= high <= count:
        raise ValueError(f"places out of order: 1 ≤ {low} ≤ {at} ≤ {high} ≤ {count} must hold")
    span = RULER_WIDTH - 2 * RULER_EDGE

    def x(place: float) -> float:
        return tenth(RULER_EDGE + (place - 1) / max(count - 1, 1) * span)

    marks = sorted({1 + round(quarter * (count - 1) / 4) for quarter in range(5)})
    start = x(low) - 2.6
    return Ruler(
        width=RULER_WIDTH,
        ticks=tuple(x(mark) for mark in marks),
        x=tenth(start),
        range_width=tenth(x(high) + 2.6 - start),
        at=x(at),
    )


def won(got: float, full: float, scale: float, tick: float | None = None, width: int = 240) -> Won:
    """The bar of points won and lost; scale is the largest `full` of the table.

    Raises ValueError unless 0 < full ≤ scale.
    """
    if not 0 < full <= scale:
        raise ValueError("won bars need 0 < full ≤ scale")
    per = width / scale
    inside = min(max(got, 0.0), full) * per
    lost = full * per - inside
    hatches = []
    start = inside - 9
    while start < inside + lost:
        hatches.append((tenth(start), tenth(start + 9)))
        start += 5
    return Won(
        width=float(width),
        won=tenth(inside),
        lost=tenth(lost),
        tick=None if tick is None else tenth(min(max(tick, 0.0), full) * per),
        hatches=tuple(hatches),
    )
