"""Counting of ballots (contract section 2.7)."""

from collections.abc import Mapping
from fractions import Fraction

from package_verifier.exact import is_number, measured
from package_verifier.faults import RefusedError
from package_verifier.parts import Electorate
from package_verifier.tables import Mark

ZERO = Fraction(0)
MOST_POINTS = 100
Ballots = dict[tuple[str, str], list[Mark]]


def _filled(marks: list[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.mark]


def _points(electorate: Electorate, mark: Mark, units: int) -> Fraction | None:
    """Return what a mark is worth; None for one that makes the ballot invalid."""
    if electorate.kind == "grade":
        return electorate.grades.get(mark.mark)
    if not is_number(mark.mark):
        return None
    number = measured(mark.mark)
    if electorate.kind == "score":
        return number if 0 <= number <= MOST_POINTS else None
    if number.denominator != 1 or not 1 <= number <= units:
        return None
    return electorate.top - electorate.step * (number - 1)


def _valid(electorate: Electorate, marks: list[Mark], paper: set[str]) -> bool:
    if any(_points(electorate, mark, len(paper)) is None for mark in marks):
        return False
    if electorate.kind == "rank":
        places = [(mark.criterion, measured(mark.mark)) for mark in marks]
        if len(set(places)) < len(places):
            return False
    if electorate.partial == "reject":
        own = {mark.voter_unit for mark in marks}
        if paper - {mark.unit for mark in marks} - own:
            return False
    return True


def _by_ballot(marks: list[Mark]) -> Ballots:
    """Return the ballots; their numbers may start again in each class."""
    found: Ballots = {}
    for mark in marks:
        found.setdefault((mark.voter_class, mark.ballot), []).append(mark)
    return found


def _ballot_points(electorate: Electorate, marks: list[Mark], units: int) -> dict[str, Fraction]:
    """Return what one valid ballot gives to each unit, criteria weighed."""
    sums: dict[str, tuple[Fraction, Fraction]] = {}
    for mark in marks:
        if electorate.self_vote == "reject" and mark.voter_unit == mark.unit:
            continue
        weight = electorate.criteria.get(mark.criterion, ZERO) if electorate.criteria else 1
        points = _points(electorate, mark, units) or ZERO
        total, weights = sums.get(mark.unit, (ZERO, ZERO))
        sums[mark.unit] = (total + weight * points, weights + weight)
    return {unit: total / weights for unit, (total, weights) in sums.items() if weights}


def _trimmed_mean(values: list[Fraction], trim: int, where: str) -> Fraction:
    kept = sorted(values)[trim : len(values) - trim] if trim else values
    if not kept:
        raise RefusedError(where, f"leaving out {trim} highest and lowest leaves no ballot")
    return sum(kept, ZERO) / len(kept)


def _check_stated(electorate: Electorate, marks: list[Mark]) -> None:
    """Refuse a class or criterion that is none of those the electorate states, if it does."""
    for mark in marks:
        for said, stated in (
            (mark.voter_class, electorate.classes),
            (mark.criterion, electorate.criteria),
        ):
            if stated and said not in stated:
                where = f"electorate {electorate.id}, ballot {mark.ballot}"
                raise RefusedError(where, f"{said!r} is no class or criterion of it")


def count_ballots(electorate: Electorate, marks: list[Mark]) -> dict[str, Fraction]:
    """Return b, 0..100 or what the grades say, of every unit with a counted mark."""
    _check_stated(electorate, marks)
    marks = _filled(marks)
    paper = {mark.unit for mark in marks}
    by_class: dict[str, dict[str, list[Fraction]]] = {unit: {} for unit in paper}
    for ballot in _by_ballot(marks).values():
        if not _valid(electorate, ballot, paper):
            continue
        voter_class = ballot[0].voter_class if electorate.classes else ""
        for unit, points in _ballot_points(electorate, ballot, len(paper)).items():
            by_class[unit].setdefault(voter_class, []).append(points)
    weights = electorate.classes or {"": Fraction(1)}
    found = {
        unit: _weighed(electorate, unit, classes, weights) for unit, classes in by_class.items()
    }
    return {unit: value for unit, value in found.items() if value is not None}


def _weighed(
    electorate: Electorate,
    unit: str,
    classes: dict[str, list[Fraction]],
    weights: Mapping[str, Fraction],
) -> Fraction | None:
    """Return the weighed mean of the class means of one unit."""
    where = f"electorate {electorate.id}, unit {unit}"
    counted = {name: marks for name, marks in classes.items() if name in weights}
    if not counted:
        return None
    if electorate.empty_class == "error" and len(counted) < len(weights):
        raise RefusedError(where, "a class has no counted mark")
    total = sum(
        (
            weights[name] * _trimmed_mean(marks, electorate.trim, where)
            for name, marks in counted.items()
        ),
        ZERO,
    )
    whole = sum((weights[name] for name in counted), ZERO)
    return total / whole if whole else None
