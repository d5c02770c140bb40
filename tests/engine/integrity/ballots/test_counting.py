"""Slips are counted as a scheme counts whole ballots."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity.ballots import (
    CountFault,
    Paper,
    PaperKind,
    Slip,
    VoterClass,
    counted,
    cut,
)
from sanbi.engine.scoring.marks.ballots import count_ballots
from tests.engine.integrity.ballots.rounds import Round, drawn_round
from tests.engine.scoring.properties.cases import frame

ONE = Paper(
    kind=PaperKind.GRADE,
    subjects=("A", "B", "C"),
    classes=(VoterClass("甲", Fraction("0.6")), VoterClass("乙", Fraction("0.4"))),
    grades={"好": Fraction(100), "中": Fraction(80), "差": Fraction(60)},
)


def slips(*given_marks: str) -> list[Slip]:
    """Slips such as 甲A好."""
    return [
        Slip(f"{number:024x}", held[0], held[1], (("", held[2]),))
        for number, held in enumerate(given_marks)
    ]


def whole_ballots(held: Round) -> dict[str, Fraction]:
    """What a scheme's electorate gives for the same ballots, uncut."""
    rows = [
        {"electorate": "e", "period": "p", "ballot": str(number), "class": name, "voter_unit": "",
         "unit": unit, "criterion": criterion, "mark": mark}
        for number, (name, ballot) in enumerate(held.ballots)
        for unit, marks in ballot.items()
        for criterion, mark in marks.items()
    ]  # fmt: skip
    paper = held.paper
    rules: dict[str, Any] = {
        "kind": str(paper.kind),
        "classes": {item.name: item.weight for item in paper.classes},
        "criteria": dict(paper.criteria),
        "grades": dict(paper.grades),
        "top": paper.top,
        "step": paper.step,
        "trim": paper.trim,
        "partial": "accept",
        "self_vote": "accept",
        "empty_class": "redistribute",
    }
    return count_ballots(frame("ballots", rows), "e", "p", rules).results


@given(st.integers(0, 10**9))
def test_cut_slips_give_what_whole_ballots_give(seed: int) -> None:
    held = drawn_round(seed)
    marked = {unit for _name, ballot in held.ballots for unit in ballot}
    if held.paper.kind is PaperKind.RANK and marked != set(held.paper.subjects):
        return  # a scheme takes its places from the units that somebody marked
    found = {row.subject: row.points for row in counted(held.paper, cut(held.ballots))}
    assert {unit: points for unit, points in found.items() if points is not None} == whole_ballots(
        held
    )


def test_classes_are_weighed_and_equal_points_share_the_better_place() -> None:
    given_marks = ("甲A好", "甲A好", "甲A中", "乙A中", "乙A中", "甲B差", "乙B好", "甲C差", "乙C好")
    rows = counted(ONE, slips(*given_marks))
    # A: 0.6·280/3 + 0.4·80 = 88; B and C: 0.6·60 + 0.4·100 = 76
    assert [(row.subject, row.points, row.rank) for row in rows] == [
        ("A", 88, 1),
        ("B", 76, 2),
        ("C", 76, 2),
    ]
    assert rows[0].by_class == {"甲": (Fraction(280, 3), 3), "乙": (Fraction(80), 2)}


def test_a_unit_without_marks_has_no_points_and_an_absent_class_no_weight() -> None:
    rows = counted(ONE, slips("乙A中"))
    assert [(row.points, row.rank) for row in rows] == [(80, 1), (None, None), (None, None)]


@pytest.mark.parametrize(
    ("slip", "why"),
    [
        (Slip("1", "甲", "Z", (("", "好"),)), "not on the paper"),
        (Slip("1", "丙", "A", (("", "好"),)), "not on the paper"),
        (Slip("1", "甲", "A", (("", "优"),)), "no mark"),
        (Slip("1", "甲", "A", (("速度", "好"),)), "no mark"),
        (Slip("1", "甲", "A", ()), "holds no mark"),
        (Slip("1", "甲", "A", (("", "好"), ("", "好"))), "marked twice"),
    ],
)
def test_a_slip_that_does_not_fit_is_not_counted(slip: Slip, why: str) -> None:
    with pytest.raises(CountFault, match=why):
        counted(ONE, [slip])


def test_trimming_that_leaves_nothing_is_a_fault() -> None:
    trimmed = Paper(**{**ONE.__dict__, "trim": 1})
    assert counted(trimmed, slips("甲A好", "甲A差", "甲A中"))[0].points == 80
    with pytest.raises(CountFault, match="leave none"):
        counted(trimmed, slips("甲A好", "甲A差"))
