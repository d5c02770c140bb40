"""What makes a ballot invalid, one reason after the other."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from sanbi.engine.integrity.ballots import (
    BallotFault,
    Marks,
    Paper,
    PaperKind,
    Reason,
    VoterClass,
    checked,
)

GRADES = Paper(
    kind=PaperKind.GRADE,
    subjects=("A", "B", "C"),
    classes=(VoterClass("部门", Fraction(1)),),
    grades={"好": Fraction(100), "差": Fraction(60)},
)
SCORES = replace(GRADES, kind=PaperKind.SCORE, grades={})
RANKS = replace(GRADES, kind=PaperKind.RANK, grades={})
TWO = replace(GRADES, criteria={"速度": Fraction(1), "质量": Fraction(2)})


def plain(**marks: str) -> Marks:
    """Marks without criteria."""
    return {subject: {"": mark} for subject, mark in marks.items()}


@pytest.mark.parametrize(
    ("paper", "mark", "points"),
    [
        (GRADES, "好", "100"),
        (GRADES, "", None),
        (GRADES, "100", None),
        (SCORES, "0", "0"),
        (SCORES, "85.5", "85.5"),
        (SCORES, "100.0", "100"),
        (SCORES, "100.1", None),
        (SCORES, "85.55", None),
        (SCORES, "-1", None),
        (SCORES, "1e2", None),
        (SCORES, "８５", None),  # full width
        (SCORES, "85\n", None),
        (RANKS, "1", "100"),
        (RANKS, "3", "94"),
        (RANKS, "0", None),
        (RANKS, "4", None),
        (RANKS, "01", None),
        (RANKS, "²", None),
        (RANKS, "三", None),
        (replace(RANKS, top=Fraction(10), step=Fraction("0.5")), "2", "9.5"),
    ],
)
def test_a_mark_is_worth(paper: Paper, mark: str, points: str | None) -> None:
    assert paper.points_of(mark) == (None if points is None else Fraction(points))


@pytest.mark.parametrize(
    ("paper", "marks", "own", "fault"),
    [
        (GRADES, plain(A="好", B="好", D="好"), "", (Reason.NOT_ON_PAPER, "D", "")),
        (GRADES, {"A": {"速度": "好"}}, "", (Reason.NOT_ON_PAPER, "A", "速度")),
        (GRADES, plain(A="好", B="好", C="优"), "", (Reason.NO_MARK, "C", "")),
        (GRADES, plain(A="好", B="好", C="好"), "C", (Reason.OWN_UNIT, "C", "")),
        (GRADES, {}, "", (Reason.BLANK, "", "")),
        (GRADES, plain(A=" ", B=""), "", (Reason.BLANK, "", "")),
        (GRADES, plain(A="好", B="好"), "", (Reason.NOT_ALL, "C", "")),
        (GRADES, plain(A="好", B="好"), "A", (Reason.OWN_UNIT, "A", "")),
        (TWO, {unit: {"速度": "好"} for unit in "ABC"}, "", (Reason.NOT_ALL, "A", "质量")),
        (RANKS, plain(A="1", B="2", C="2"), "", (Reason.PLACE_TWICE, "C", "")),
    ],
)
def test_an_invalid_ballot_says_why_and_where(
    paper: Paper, marks: Marks, own: str, fault: tuple[Reason, str, str]
) -> None:
    with pytest.raises(BallotFault) as found:
        checked(paper, marks, own)
    assert (found.value.reason, found.value.subject, found.value.criterion) == fault
    assert str(found.value).startswith(fault[0])


def test_a_valid_ballot_is_put_in_the_order_of_the_paper() -> None:
    found = checked(GRADES, plain(C="差", A=" 好 ", B="好"))
    assert list(found.items()) == [("A", {"": "好"}), ("B", {"": "好"}), ("C", {"": "差"})]
    two = checked(TWO, {unit: {"质量": "好", "速度": "差"} for unit in "CBA"})
    assert list(two["A"]) == ["速度", "质量"]


def test_the_own_unit_is_left_out_or_counts() -> None:
    assert list(checked(GRADES, plain(A="好", B="好"), own="C")) == ["A", "B"]
    counts = replace(GRADES, own_counts=True)
    assert len(checked(counts, plain(A="好", B="好", C="好"), own="C")) == 3
    with pytest.raises(BallotFault, match="not-all"):
        checked(counts, plain(A="好", B="好"), own="C")


def test_blanks_stay_blank_where_a_ballot_need_not_be_whole() -> None:
    part = replace(TWO, whole=False)
    assert checked(part, {"B": {"质量": "好", "速度": ""}}) == {"B": {"质量": "好"}}


def test_places_are_counted_for_each_criterion_of_its_own() -> None:
    ranks = replace(TWO, kind=PaperKind.RANK, grades={})
    same = {unit: dict.fromkeys(("速度", "质量"), mark) for unit, mark in zip("ABC", "132")}  # noqa: B905
    assert checked(ranks, same) == same
