"""The rank ribbon: place 1 on top, all grey, at most three units marked by colour and dash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from sanbi.engine.scoring.report.html.charts import Drawing
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.numerals import coordinate as px
from sanbi.engine.scoring.result.texts import rank_text

Ranks = Sequence[float | None]
MOST_NAMED = 40
LEFT, TOP, NAMES, STEP = 64.0, 22.0, 150.0, 21.6


@dataclass(frozen=True)
class Ribbon:
    """The drawing, and which units it marks, in words."""

    drawing: Drawing
    marked: str


@dataclass(frozen=True)
class _Frame:
    """Where things lie: width of the field, distance of two places, of two periods."""

    step: float
    stride: float
    bottom: float
    right: float

    def spot(self, index: int, rank: float) -> tuple[float, float]:
        return LEFT + index * self.stride, TOP + (rank - 1) * self.step


def draw_ribbon(view: CohortView, labels: Sequence[str], ranks: Sequence[Ranks]) -> Ribbon:
    """The ribbon of a cohort."""
    largest = max((rank for line in ranks for rank in line if rank is not None), default=1.0)
    named = largest <= MOST_NAMED
    step = STEP if named else max(2.0, 480 / largest)
    right = LEFT + 640
    bottom = TOP + (largest - 1) * step + 8
    frame = _Frame(step, 640 / max(len(labels) - 1, 1), bottom, right)
    marked = _marked(view, ranks)
    looks = {place: look for place, look, _ in marked}
    lines = [
        _line(view, frame, place, line, looks.get(place, ""), named)
        for place, line in _grey_first(ranks, looks)
    ]
    height = bottom + 22
    title = view.words("ribbon_title", group=view.outcome.cohort.name, n=len(labels))
    said = "".join(
        view.words("ribbon_line", name=view.names[place], ranks=_said(view, ranks[place]))
        for place, _, _ in marked
    )
    desc = view.words("ribbon_desc", lines=said)
    drawing = Drawing(
        f'<svg class="rb" width="{px(right + NAMES)}" height="{px(height)}" '
        f'viewBox="0 0 {px(right + NAMES)} {px(height)}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>"
        f"{_grid(frame, labels)}{''.join(lines)}</svg>"
    )
    words = view.words.join([text for _, _, text in marked])
    return Ribbon(drawing, view.words("ribbon_marked", names=words) if words else "")


def _said(view: CohortView, line: Ranks) -> str:
    return view.words.join(["—" if rank is None else rank_text(rank) for rank in line])


def _marked(view: CohortView, ranks: Sequence[Ranks]) -> list[tuple[int, str, str]]:
    """The unit that rose most and the one that fell most since the last period."""
    changes = [
        (line[-2] - line[-1], place)
        for place, line in enumerate(ranks)
        if line[-1] is not None and line[-2] is not None
    ]
    found = []
    if changes:
        up, riser = max(changes, key=lambda item: (item[0], -item[1]))
        down, faller = min(changes)
        if up > 0:
            text = view.words("ribbon_up", name=view.names[riser], n=rank_text(up))
            found.append((riser, "up", text))
        if down < 0:
            text = view.words("ribbon_down", name=view.names[faller], n=rank_text(-down))
            found.append((faller, "dn", text))
    return found


def _grey_first(ranks: Sequence[Ranks], looks: dict[int, str]) -> list[tuple[int, Ranks]]:
    """Marked lines are drawn last, so that they lie on top."""
    return sorted(enumerate(ranks), key=lambda item: item[0] in looks)


def _grid(frame: _Frame, labels: Sequence[str]) -> str:
    parts = []
    for index, label in enumerate(labels):
        x = LEFT + index * frame.stride
        parts.append(
            f'<path class="gr" d="M{px(x)} 12V{px(frame.bottom)}"/>'
            f'<text x="{px(x)}" y="{px(frame.bottom + 16)}" text-anchor="middle">'
            f"{escape(label)}</text>"
        )
    return "".join(parts)


def _line(
    view: CohortView,
    frame: _Frame,
    place: int,
    line: Ranks,
    look: str,
    named: bool,  # noqa: FBT001
) -> str:
    spots = [
        (index, *frame.spot(index, rank)) for index, rank in enumerate(line) if rank is not None
    ]
    if not spots:
        return ""
    path, dots = f"M{px(spots[0][1])} {px(spots[0][2])}", ""
    for (before, x0, y0), (index, x1, y1) in pairwise(spots):
        if index - before > 1:
            path += f"M{px(x1)} {px(y1)}"
            continue
        middle = (x0 + x1) / 2
        path += f"C{px(middle)} {px(y0)} {px(middle)} {px(y1)} {px(x1)} {px(y1)}"
    dots = "".join(f'<circle cx="{px(x)}" cy="{px(y)}" r="3.2"/>' for _, x, y in spots)
    ends = _ends(view, frame, place, line, named or bool(look))
    code = escape(view.outcome.codes[place])
    opening = f'<g class="{look or "no"}" data-unit="{code}">'
    return f'{opening}<path class="ln" d="{path}"/>{dots}{ends}</g>'


def _ends(view: CohortView, frame: _Frame, place: int, line: Ranks, shown: bool) -> str:  # noqa: FBT001
    """Ranks at both ends and the name behind the last one."""
    parts = []
    hidden = "" if shown else ' class="hid"'
    if line[0] is not None:
        x, y = frame.spot(0, line[0])
        place_text = f'x="{px(x - 12)}" y="{px(y + 4)}" text-anchor="end"'
        parts.append(f"<text{hidden} {place_text}>{rank_text(line[0])}</text>")
    if line[-1] is not None:
        x, y = frame.right, frame.spot(len(line) - 1, line[-1])[1]
        rank, name = rank_text(line[-1]), escape(view.names[place])
        parts.append(
            f'<text{hidden} x="{px(x + 12)}" y="{px(y + 4)}"><tspan class="k">{rank}</tspan>'
            f'<tspan x="{px(x + 36)}">{name}</tspan></text>'
        )
    return "".join(parts)
