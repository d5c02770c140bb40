"""A chart of movement for the page: where lines begin and end, in units of its own drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.apps.bulletins.blocks import Block, Part

WIDTH, STEP, TOP, FROM, TO = 560, 26, 18, 170, 390
GAP = 12


@dataclass(frozen=True)
class Line:
    """A unit's line; ``sense`` is up, down or calm."""

    y_from: float
    y_to: float
    sense: str


@dataclass(frozen=True)
class Label:
    """Names on one place, at one side."""

    x: float
    y: float
    side: str  # of the anchor: end or start
    text: str


@dataclass(frozen=True)
class Drawing:
    """A chart of movement: its size, lines and labels."""

    width: int
    height: float
    start: int
    end: int
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]


def drawn(block: Block) -> Drawing:
    """Return the drawing of a chart; units on the same place share a label."""
    rows = [(row[0].text, float(row[1].text), float(row[2].text)) for row in block.rows]
    last = max(max(was, now) for _name, was, now in rows)
    lines = tuple(Line(_y(was), _y(now), _sense(was, now)) for _name, was, now in rows)
    left = _labels(block.rows, 1, FROM - GAP, "end")
    right = _labels(block.rows, 2, TO + GAP, "start")
    return Drawing(WIDTH, _y(last) + TOP, FROM, TO, lines, (*left, *right))


def _labels(rows: Sequence[tuple[Part, ...]], column: int, x: float, side: str) -> list[Label]:
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row[column].text, []).append(row[0].text)
    return [
        Label(x, _y(float(place)) + 5, side, _label(place, "、".join(found), side))
        for place, found in names.items()
    ]


def _label(place: str, names: str, side: str) -> str:
    return f"{names} {place}" if side == "end" else f"{place} {names}"


def _y(place: float) -> float:
    return TOP + (place - 1) * STEP


def _sense(was: float, now: float) -> str:
    if was == now:
        return "calm"
    return "up" if now < was else "down"
