"""Slips: ballots cut by subject, so that nobody is known by the pattern of a whole ballot.

A township does not mark itself, so a whole ballot of its class with one line left blank names its
voter; and somebody who was told how to vote could sign a ballot by an agreed pattern of low marks.
Every rule of counting works subject by subject, so the slips give the same result.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sanbi.engine.integrity.ballots.paper import Marks

SLIP_BYTES = 12
FEWEST = 5
"""A class with fewer slips for any subject is not told apart: it is counted with another."""

Draw = Callable[[int], str]


@dataclass(frozen=True, order=True)
class Slip:
    """What one voter gave one subject: ``number`` is drawn by lot and tells nothing."""

    number: str
    voter_class: str
    subject: str
    marks: tuple[tuple[str, str], ...]  # criterion, mark; in the paper's order


def cut(ballots: Iterable[tuple[str, Marks]], draw: Draw = secrets.token_hex) -> tuple[Slip, ...]:
    """Return the slips of ballots, ordered by numbers that are drawn by lot.

    Parameters
    ----------
    ballots : (class, marks) of each valid ballot, in any order.
    draw : gives an unguessable text for a number of bytes.
    """
    slips = [
        Slip(draw(SLIP_BYTES), voter_class, subject, tuple(held.items()))
        for voter_class, marks in ballots
        for subject, held in marks.items()
    ]
    return tuple(sorted(slips))


def joined_classes(
    counts: Mapping[str, int],
    into: Mapping[str, str],
    own: Mapping[str, Mapping[str, int]] | None = None,
    fewest: int = FEWEST,
) -> dict[str, str]:
    """Return, for each class, the class under which its ballots are counted and shown.

    A class with one to four ballots, or with so few for some subject because voters do not mark
    their own unit, is counted with the class that was declared for it before the vote; without one
    that has ballots, with the largest. The smallest class goes first.

    Parameters
    ----------
    counts : ballots by class.
    into : the class that was declared for each class; a class may be absent.
    own : class → subject → voters who may not mark it, since it is their own.
    """
    roots = {name: name for name in counts}
    while True:
        held = _held(counts, roots)
        told = told_apart(counts, own or {}, roots)
        small = sorted((told[root], root) for root, count in held.items() if count)
        small = [one for one in small if one[0] < fewest]
        others = {root: count for root, count in held.items() if count}
        if not small or len(others) < 2:  # noqa: PLR2004 - nothing to be counted with
            return roots
        root = small[0][1]
        del others[root]
        target = roots.get(into.get(root, ""), "")
        if target not in others:
            target = max(sorted(others), key=lambda name: others[name])
        roots = {name: target if held_by == root else held_by for name, held_by in roots.items()}


def told_apart(
    counts: Mapping[str, int],
    own: Mapping[str, Mapping[str, int]],
    roots: Mapping[str, str],
) -> dict[str, int]:
    """Return, for each class as counted, how many mark the subject that the fewest may mark."""
    kept: dict[str, Counter[str]] = {root: Counter() for root in roots.values()}
    for name, units in own.items():
        kept[roots[name]].update(units)
    return {
        root: max(count - max(kept[root].values(), default=0), 0)
        for root, count in _held(counts, roots).items()
    }


def _held(counts: Mapping[str, int], roots: Mapping[str, str]) -> dict[str, int]:
    held: dict[str, int] = {}
    for name, count in counts.items():
        held[roots[name]] = held.get(roots[name], 0) + count
    return held
