"""Counting ballots 测评票: rank, score and grade ballots, classes with weights, trimmed means.

Source: S1 (rank ballots), S6, S7, S14; docs/algorithms/ballot.md
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import polars as pl

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.faults import DataFaults, Fault

HUNDRED = Fraction(100)
Marks = dict[str, dict[str, Fraction]]  # unit → criterion → points


@dataclass
class BallotCount:
    """Outcome of one electorate in one period.

    ``results`` holds b, 0 … 100, for each unit with a counted mark; ``invalid`` the ballots that
    were put aside, by number and class, each with the reason; ``counted`` the number of valid
    ballots by class.
    """

    results: dict[str, Fraction] = field(default_factory=dict)
    invalid: dict[tuple[str, str], str] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)
    class_means: dict[str, dict[str, Fraction]] = field(default_factory=dict)


@dataclass
class _Ballot:
    number: str
    kind: str
    voter_unit: str
    marks: list[tuple[str, str, str]]  # unit, criterion, mark


def count_ballots(
    table: pl.DataFrame, electorate: str, period: str, rules: Mapping[str, Any]
) -> BallotCount:
    """Count the ballots of an electorate.

    Raises
    ------
    DataFaults
        when a class is not in the scheme, a class is empty and that is an error, or trimming
        leaves no ballot.
    """
    ballots = _gather(table, electorate, period)
    subjects = sorted({unit for ballot in ballots for unit, _, mark in ballot.marks if mark})
    count = BallotCount()
    points: dict[str, list[Marks]] = {}
    for ballot in ballots:
        if rules["classes"] and ballot.kind not in rules["classes"]:
            message = Phrase(
                "ballot {number}: the class '{kind}' is not in the scheme",
                number=ballot.number,
                kind=ballot.kind,
            )
            hint = Phrase("known: {words}", words=list(rules["classes"]))
            raise DataFaults(
                [
                    Fault(
                        Phrase("ballots {electorate}", electorate=electorate),
                        message,
                        hint,
                        "ballot-class",
                    )
                ]
            )
        _refuse_criteria(ballot, electorate, rules["criteria"])
        marks, reason = _points(ballot, subjects, rules)
        if reason:
            count.invalid[ballot.number, ballot.kind] = reason
            continue
        kind = ballot.kind if rules["classes"] else ""
        points.setdefault(kind, []).append(marks)
        count.counted[kind] = count.counted.get(kind, 0) + 1
    for kind, held in points.items():
        count.class_means[kind] = _class_means(held, rules, electorate, kind)
    count.results = _weighted(count.class_means, subjects, rules, electorate)
    return count


def _gather(table: pl.DataFrame, electorate: str, period: str) -> list[_Ballot]:
    held = table.filter((pl.col("electorate") == electorate) & (pl.col("period") == period))
    ballots: dict[tuple[str, str], _Ballot] = {}
    for row in held.to_dicts():
        key = (row["ballot"], row["class"])
        ballot = ballots.setdefault(
            key, _Ballot(row["ballot"], row["class"], row["voter_unit"], [])
        )
        ballot.marks.append((row["unit"], row["criterion"], (row["mark"] or "").strip()))
    return [ballots[key] for key in sorted(ballots)]


def _refuse_criteria(ballot: _Ballot, electorate: str, known: Mapping[str, Fraction]) -> None:
    """A criterion that the scheme does not weigh is a fault of the data, not of the voter."""
    unknown = sorted({criterion for _, criterion, _ in ballot.marks} - set(known))
    if known and unknown:
        message = Phrase(
            "ballot {number}: the criterion '{criterion}' is not in the scheme",
            number=ballot.number,
            criterion=unknown[0],
        )
        hint = Phrase("known: {words}", words=list(known))
        raise DataFaults(
            [
                Fault(
                    Phrase("ballots {electorate}", electorate=electorate),
                    message,
                    hint,
                    "ballot-criterion",
                )
            ]
        )


def _points(ballot: _Ballot, subjects: list[str], rules: Mapping[str, Any]) -> tuple[Marks, str]:
    """The ballot's points by unit and criterion, or the reason why it is invalid."""
    points: Marks = {}
    places: dict[str, set[Fraction]] = {}
    marked: set[str] = set()
    for unit, criterion, mark in ballot.marks:
        if not mark:
            continue
        value, reason = _value(mark, len(subjects), rules)
        if value is None:
            return {}, reason
        if rules["kind"] == "rank":
            taken = places.setdefault(criterion, set())
            if value in taken:
                return {}, Phrase("two units on place {mark}", mark=mark)
            taken.add(value)
        marked.add(unit)
        if unit == ballot.voter_unit and rules["self_vote"] == "reject":
            continue
        if criterion in points.get(unit, {}):
            return {}, Phrase("{unit} is marked twice", unit=unit)
        points.setdefault(unit, {})[criterion] = value
    if rules["partial"] == "reject":
        absent = set(subjects) - marked - {ballot.voter_unit}
        if absent:
            return {}, Phrase("not marked: {units}", units=sorted(absent))
    return points, ""


def _value(mark: str, subjects: int, rules: Mapping[str, Any]) -> tuple[Fraction | None, str]:
    """Points of one mark, or None and why it is no mark."""
    if rules["kind"] == "grade":
        if mark in rules["grades"]:
            return rules["grades"][mark], ""
        return None, Phrase("'{mark}' is no grade", mark=mark)
    try:
        number = Fraction(mark)
    except (ValueError, ZeroDivisionError):
        return None, Phrase("'{mark}' is no number", mark=mark)
    if rules["kind"] == "score":
        inside = 0 <= number <= HUNDRED
        return (number, "") if inside else (None, Phrase("'{mark}' is outside 0 … 100", mark=mark))
    if number.denominator != 1 or not 1 <= number <= subjects:
        return None, Phrase("'{mark}' is no place from 1 to {last}", mark=mark, last=subjects)
    return rules["top"] - rules["step"] * (number - 1), ""


def _of_ballot(marks: dict[str, Fraction], criteria: Mapping[str, Fraction]) -> Fraction:
    """A ballot's points for one unit over its criteria, all of which the scheme weighs."""
    if not criteria:
        return sum(marks.values(), Fraction(0)) / len(marks)
    total = sum((criteria[name] for name in marks), Fraction(0))
    return sum((criteria[name] * value for name, value in marks.items()), Fraction(0)) / total


def _class_means(
    ballots: list[Marks], rules: Mapping[str, Any], electorate: str, kind: str
) -> dict[str, Fraction]:
    lists: dict[str, list[Fraction]] = {}
    for marks in ballots:
        for unit, by_criterion in marks.items():
            value = _of_ballot(by_criterion, rules["criteria"])
            lists.setdefault(unit, []).append(value)
    means = {}
    for unit, values in lists.items():
        kept = sorted(values)[rules["trim"] : len(values) - rules["trim"]]
        if not kept:
            message = Phrase(
                "class '{kind}': trimming leaves no ballot for {unit}", kind=kind, unit=unit
            )
            hint = Phrase(
                "{count} ballots, {trim} dropped at each end", count=len(values), trim=rules["trim"]
            )
            raise DataFaults(
                [
                    Fault(
                        Phrase("ballots {electorate}", electorate=electorate), message, hint, "trim"
                    )
                ]
            )
        means[unit] = sum(kept, Fraction(0)) / len(kept)
    return means


def _weighted(
    means: dict[str, dict[str, Fraction]],
    subjects: list[str],
    rules: Mapping[str, Any],
    electorate: str,
) -> dict[str, Fraction]:
    classes: Mapping[str, Fraction] = rules["classes"] or {"": Fraction(1)}
    results = {}
    for unit in subjects:
        held = {kind: means[kind][unit] for kind in classes if unit in means.get(kind, {})}
        if not held:
            continue
        if len(held) < len(classes) and rules["empty_class"] == "error":
            absent = sorted(set(classes) - set(held))
            message = Phrase(
                "{unit} has no counted mark from: {classes}", unit=unit, classes=absent
            )
            hint = "or choose empty_class: redistribute"
            raise DataFaults(
                [
                    Fault(
                        Phrase("ballots {electorate}", electorate=electorate),
                        message,
                        hint,
                        "empty-class",
                    )
                ]
            )
        total = sum((classes[kind] for kind in held), Fraction(0))
        weighted = sum((classes[kind] * mean for kind, mean in held.items()), Fraction(0))
        results[unit] = weighted / total
    return results
