"""Drawings as inline SVG. Lengths are CSS pixels; every chart has its words in `<title>`.

Shapes carry classes and no colours: light, dark and print are the style sheet's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from sanbi.engine.scoring.report.html.numerals import coordinate as px

DEVIATION_WIDTH = 62
HALF = 27.0
BAR_WIDTH = 252.0


class Drawing(str):
    """Finished markup: a template puts it in as it is.

    Only drawings are made so, from numbers and escaped words.
    """

    __slots__ = ()

    def __html__(self) -> str:
        """The markup itself, for the template's escaping."""
        return str(self)


def deviation_bar(offset: float, title: str, *, better: bool) -> Drawing:
    """A bar from the group's median.

    Parameters
        offset : −1 … 1, share of the half width; positive = more points, to the right.
        title : what it says in words.
        better : solid blue when true, hollow ochre when false.
    """
    middle = DEVIATION_WIDTH / 2
    length = max(abs(offset) * HALF, 0.0)
    shape = ""
    if length >= 0.05:  # noqa: PLR2004 - thinner than anybody sees
        start = middle if offset > 0 else middle - length
        if better:
            shape = f'<path class="bw" d="M{px(start)} 6h{px(length)}v9h-{px(length)}z"/>'
        else:
            inner = max(length - 1, 0.4)
            shape = f'<path class="bl" d="M{px(start + 0.5)} 6.5h{px(inner)}v8h-{px(inner)}z"/>'
    return Drawing(
        f'<svg class="dv" role="img"><title>{escape(title)}</title>'
        f'{shape}<path class="ax" d="M31 2v17"/></svg>'
    )


@dataclass(frozen=True)
class BarScale:
    """The one scale of all won/lost bars of a cohort: points of the total from low to high."""

    low: float
    high: float

    @property
    def unit(self) -> float:
        """Pixels for one point."""
        span = self.high - self.low
        return BAR_WIDTH / span if span > 0 else 0.0

    def at(self, value: float) -> float:
        """Where a value lies."""
        return (value - self.low) * self.unit

    @property
    def zero(self) -> float:
        """Where nought lies."""
        return self.at(0.0)


def won_lost_bar(
    scale: BarScale, won: float, full: float | None, tick: float | None, title: str
) -> Drawing:
    """What a leaf won, what it lost of its full mark, and the tick of the next better unit.

    All in points of the total; ``full`` None = no full mark, ``tick`` None = nobody ahead. The
    numbers stand in the row already, so ``title`` says only what the tick is.
    """
    zero, end = scale.zero, scale.at(won)
    parts = []
    if end != zero:
        parts.append(f'<path class="{"ww" if won >= 0 else "wn"}" d="M{px(zero)} 9H{px(end)}"/>')
    if full is not None and full > won:
        start = max(end, zero) if won >= 0 else zero
        lost = max(scale.at(full) - start - 1, 0.4)
        parts.append(f'<path class="bh" d="{_box(start + 0.5, 4.5, lost, 9)}"/>')
    if scale.low < 0:
        parts.append(f'<path class="ax" d="M{px(zero)} 1v16"/>')
    if tick is not None:
        parts.append(f'<path class="wt" d="M{px(scale.at(tick))} 1v16"/>')
    said = f' role="img"><title>{escape(title)}</title>' if title else ' aria-hidden="true">'
    return Drawing(f'<svg class="wl"{said}{"".join(parts)}</svg>')


def lost_bar(share: float) -> Drawing:
    """A hatched bar of a loss; ``share`` of the greatest one, 0 … 1. Its number stands beside."""
    length = px(max(share * 129, 1.0))
    path = f'<path class="bh" d="M.5 1.5h{length}v9h-{length}z"/>'
    return Drawing(f'<svg class="lb" aria-hidden="true">{path}</svg>')


def rank_line(ranks: Sequence[float | None], size: int, title: str) -> Drawing:
    """A small line of the ranks of some periods, the last one dotted; place 1 on top."""
    step = 74 / max(len(ranks) - 1, 1)
    span = max(size - 1, 1)
    spots = [
        (4 + index * step, 4 + (rank - 1) / span * 14)
        for index, rank in enumerate(ranks)
        if rank is not None
    ]
    line = " ".join(f"{px(x)},{px(y)}" for x, y in spots)
    last = ""
    if spots and ranks[-1] is not None:
        last = f'<circle class="dot" cx="{px(spots[-1][0])}" cy="{px(spots[-1][1])}" r="3"/>'
    return Drawing(
        f'<svg class="rl" role="img"><title>{escape(title)}</title>'
        f'<path class="gd" d="M0 11h84"/><polyline points="{line}"/>{last}</svg>'
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{px(x)} {px(y)}h{px(width)}v{px(height)}h-{px(width)}z"
