"""Seats and awards from units in the order of their result: plain lists in, plain lists out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sitter:
    """Somebody who is to sit: ``unit`` is the name by which the result ranks."""

    name: str
    unit: str


@dataclass(frozen=True)
class Seat:
    """A seat: row and place from 1; ``rank`` is the unit's place, None where it is not ranked."""

    row: int
    place: int
    rank: int | None
    sitter: Sitter


def seated(sitters: Sequence[Sitter], ranking: Sequence[str], in_a_row: int) -> list[Seat]:
    """Return seats row by row: the best unit in front, each unit's people side by side.

    Units that are not ranked sit behind, in the order in which they stand on the roster.

    Parameters
    ----------
    ranking : units, the best first, each once.
    in_a_row : seats in a row, at least 1.

    Raises
    ------
    ValueError
        when a unit is ranked twice, or a row has no seat.
    """
    if len(set(ranking)) != len(ranking) or in_a_row < 1:
        raise ValueError("each unit is ranked once, and a row has a seat")
    ranks = {unit: rank for rank, unit in enumerate(ranking, start=1)}
    order = {unit: place for place, unit in enumerate(ranking)}
    for sitter in sitters:
        order.setdefault(sitter.unit, len(order))
    rows = sorted(sitters, key=lambda sitter: order[sitter.unit])
    return [
        Seat(number // in_a_row + 1, number % in_a_row + 1, ranks.get(sitter.unit), sitter)
        for number, sitter in enumerate(rows)
    ]


@dataclass(frozen=True)
class Award:
    """What a unit is given; ``rank`` is its place."""

    name: str
    unit: str
    rank: int


def awarded(ranking: Sequence[str], awards: Sequence[tuple[str, int]]) -> list[Award]:
    """Return who is called up, in the order of a ceremony: the highest award last.

    Parameters
    ----------
    ranking : units, the best first.
    awards : name and number, the highest first: ("first prize", 1), ("second prize", 2).

    Raises
    ------
    ValueError
        when there are more awards than units.
    """
    names = [name for name, number in awards for _turn in range(number)]
    if len(names) > len(ranking):
        raise ValueError("there are more awards than units")
    groups: dict[str, list[Award]] = {}
    for rank, (name, unit) in enumerate(zip(names, ranking, strict=False), start=1):
        groups.setdefault(name, []).append(Award(name, unit, rank))
    return [award for name in reversed(groups) for award in groups[name]]
