"""Counting slips, exactly: class means, weights, ranks.

The rules are those of a scheme's electorate (docs/algorithms/ballot.md); they are written here a
second time because a package of ballots must be counted without a scheme. A test compares both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.integrity.ballots.paper import Paper
from sanbi.engine.integrity.ballots.slips import Slip
from sanbi.engine.phrases import Phrase


@dataclass(frozen=True)
class Standing:
    """The result of one subject: ``points`` 0..100, None without a counted mark; ``rank`` 1.."""

    subject: str
    points: Fraction | None
    rank: int | None
    by_class: Mapping[str, tuple[Fraction, int]]  # class → mean, number of slips


class CountFault(ValueError):  # noqa: N818 - a fault of the slips
    """Slips or a box that cannot be counted; the text is a Phrase that says why."""


def counted(paper: Paper, slips: Iterable[Slip]) -> tuple[Standing, ...]:
    """Return the result of every subject of a paper, in its order.

    Ranks are those of competitions: equal points share a place, and the next places stay free.

    Raises
    ------
    CountFault
        for a slip that does not fit the paper, and where trimming leaves no mark of a class.
    """
    given = _points(paper, slips)
    weights = {item.name: item.weight for item in paper.classes}
    means = {
        subject: {
            name: (_mean(values, paper.trim, subject, name), len(values))
            for name, values in sorted(given[subject].items())
        }
        for subject in paper.subjects
    }
    points = {subject: _weighted(held, weights) for subject, held in means.items()}
    marked = sorted((value for value in points.values() if value is not None), reverse=True)
    return tuple(
        Standing(
            subject,
            value,
            None if value is None else marked.index(value) + 1,
            means[subject],
        )
        for subject, value in points.items()
    )


def _points(paper: Paper, slips: Iterable[Slip]) -> dict[str, dict[str, list[Fraction]]]:
    """Return the points of each slip by subject and class."""
    known = {item.name for item in paper.classes}
    found: dict[str, dict[str, list[Fraction]]] = {
        subject: defaultdict(list) for subject in paper.subjects
    }
    for slip in slips:
        if slip.subject not in found or slip.voter_class not in known:
            raise CountFault(
                Phrase("slip {slip}: its subject or class is not on the paper", slip=slip.number)
            )
        found[slip.subject][slip.voter_class].append(_slip_points(paper, slip))
    return found


def _slip_points(paper: Paper, slip: Slip) -> Fraction:
    weighed: list[tuple[Fraction, Fraction]] = []
    if len(dict(slip.marks)) < len(slip.marks):
        raise CountFault(Phrase("slip {slip}: a criterion is marked twice", slip=slip.number))
    for name, mark in slip.marks:
        value = paper.points_of(mark)
        if name not in paper.criterion_names or value is None:
            raise CountFault(
                Phrase(
                    "slip {slip}: '{mark}' is no mark of this paper", slip=slip.number, mark=mark
                )
            )
        weighed.append((paper.criteria.get(name, Fraction(1)), value))
    total = sum((weight for weight, _ in weighed), Fraction(0))
    if not total:
        raise CountFault(Phrase("slip {slip}: it holds no mark", slip=slip.number))
    return sum((weight * value for weight, value in weighed), Fraction(0)) / total


def _mean(values: list[Fraction], trim: int, subject: str, name: str) -> Fraction:
    kept = sorted(values)[trim : len(values) - trim]
    if not kept:
        raise CountFault(
            Phrase(
                "{subject}, class {name}: {count} marks, {trim} dropped at each end leave none",
                subject=subject,
                name=name,
                count=len(values),
                trim=trim,
            )
        )
    return sum(kept, Fraction(0)) / len(kept)


def _weighted(
    held: Mapping[str, tuple[Fraction, int]], weights: Mapping[str, Fraction]
) -> Fraction | None:
    total = sum((weights[name] for name in held), Fraction(0))
    if not total:
        return None
    return sum((weights[name] * mean for name, (mean, _) in held.items()), Fraction(0)) / total
