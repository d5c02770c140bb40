from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.marks.ballots import BallotCount, count_ballots
from tests.engine.scoring.properties.cases import PERIOD, frame, leaf, run, table_of, unrounded

F = Fraction
RULES: dict[str, Any] = {
    "kind": "score",
    "classes": {},
    "top": F(100),
    "step": F(3),
    "grades": {"好": F(100), "差": F(50)},
    "trim": 0,
    "criteria": {},
    "partial": "count",
    "self_vote": "reject",
    "empty_class": "redistribute",
}


def mark(ballot: str, unit: str, given: str | None, **more: str) -> dict[str, Any]:
    """One row of the ballots table."""
    return {
        "electorate": "e",
        "period": PERIOD,
        "ballot": ballot,
        "unit": unit,
        "mark": given,
        **more,
    }


def counted(*rows: dict[str, Any], **rules: Any) -> BallotCount:
    """The count of these rows."""
    return count_ballots(frame("ballots", rows), "e", PERIOD, {**RULES, **rules})


def code_of(*rows: dict[str, Any], **rules: Any) -> str:
    """The code of the fault for which the ballots are refused."""
    with pytest.raises(DataFaults) as refusal:
        counted(*rows, **rules)
    return refusal.value.faults[0].code


def test_other_electorates_and_periods_do_not_count() -> None:
    found = counted(
        mark("1", "A", "80"),
        {**mark("2", "A", "90"), "electorate": "f"},
        {**mark("3", "A", "90"), "period": "2026Q2"},
    )
    assert found.results == {"A": 80}
    assert found.counted == {"": 1}


def test_no_ballots_give_no_results() -> None:
    assert counted() == BallotCount()


def test_blank_marks_do_not_count() -> None:
    found = counted(
        mark("1", "A", "80"), mark("1", "B", ""), mark("1", "C", None), mark("1", "D", " ")
    )
    assert found.results == {"A": 80}
    assert found.invalid == {}


def test_rank_ballots_count_down_from_the_top() -> None:
    found = counted(
        mark("1", "A", "1"),
        mark("1", "B", "2"),
        mark("2", "A", "2"),
        mark("2", "B", "1"),
        kind="rank",
    )
    assert found.results == {"A": F(197, 2), "B": F(197, 2)}
    assert counted(mark("1", "A", "1"), kind="rank", top=F(10), step=F(1)).results == {"A": 10}


INVALID: list[tuple[str, str, str]] = [
    ("rank", "3", "beyond the paper"),
    ("rank", "0", "no place"),
    ("rank", "1.5", "no place"),
    ("rank", "first", "no number"),
    ("rank", "2", "taken"),
    ("score", "100.01", "outside"),
    ("score", "-1", "outside"),
    ("score", "1/0", "no number"),
    ("grade", "良", "no grade"),
]


@pytest.mark.parametrize(("kind", "given", "why"), INVALID)
def test_a_wrong_mark_spoils_the_whole_ballot(kind: str, given: str, why: str) -> None:
    good = {"rank": "2", "score": "50", "grade": "好"}[kind]
    found = counted(mark("1", "A", good), mark("1", "B", given), mark("2", "A", good), kind=kind)
    assert list(found.invalid) == [("1", "")], why
    assert found.invalid["1", ""]
    assert set(found.results) == {"A"}


def test_a_unit_marked_twice_spoils_the_ballot() -> None:
    assert list(counted(mark("1", "A", "80"), mark("1", "A", "90")).invalid) == [("1", "")]


def test_own_marks_are_left_out_but_do_not_make_a_ballot_partial() -> None:
    own = [mark("1", "A", "10", voter_unit="A"), mark("1", "B", "80", voter_unit="A")]
    assert counted(*own).results == {"B": 80}
    assert counted(*own, self_vote="count").results == {"A": 10, "B": 80}
    others = [mark("2", "A", "60", voter_unit="B"), mark("1", "B", "80", voter_unit="A")]
    assert counted(*others, partial="reject").results == {"A": 60, "B": 80}
    assert list(counted(*others, mark("3", "A", "5"), partial="reject").invalid) == [("3", "")]


def test_classes_weigh() -> None:
    rows = [mark("1", "A", "90", **{"class": "领导"}), mark("2", "A", "60", **{"class": "群众"})]
    weights = {"领导": F(2), "群众": F(1)}
    found = counted(*rows, classes=weights)
    assert found.results == {"A": 80}
    assert found.class_means == {"领导": {"A": 90}, "群众": {"A": 60}}
    assert found.counted == {"领导": 1, "群众": 1}
    assert counted(*rows).results == {"A": 75}  # without declared classes all are one
    only = counted(rows[0], classes=weights)
    assert only.results == {"A": 90}


def test_numbers_may_start_again_in_each_class() -> None:
    rows = [mark("1", "A", "90", **{"class": "领导"}), mark("1", "A", "60", **{"class": "群众"})]
    assert counted(*rows, classes={"领导": F(1), "群众": F(1)}).results == {"A": 75}


def test_an_empty_class_may_be_refused() -> None:
    row = mark("1", "A", "90", **{"class": "领导"})
    both = {"领导": F(2), "群众": F(1)}
    assert code_of(row, classes=both, empty_class="error") == "empty-class"


def test_an_unknown_class_or_criterion_is_refused() -> None:
    assert (
        code_of(mark("1", "A", "90", **{"class": "来宾"}), classes={"领导": F(1)}) == "ballot-class"
    )
    assert (
        code_of(mark("1", "A", "90", criterion="体"), criteria={"德": F(1)}) == "ballot-criterion"
    )


def test_trimming_that_leaves_nothing_is_refused() -> None:
    rows = [mark(str(n), "A", "90") for n in range(2)]
    assert code_of(*rows, trim=1) == "trim"
    assert counted(*rows, mark("3", "A", "60"), trim=1).results == {"A": 90}


def test_criteria_weigh_and_may_be_missing() -> None:
    criteria = {"德": F(3), "能": F(1)}
    rows = [mark("1", "A", "80", criterion="德"), mark("1", "A", "40", criterion="能")]
    assert counted(*rows, criteria=criteria).results == {"A": 70}
    assert counted(rows[1], criteria=criteria).results == {"A": 40}
    free = counted(*rows)  # undeclared criteria are averaged
    assert free.results == {"A": 60}


def test_a_leaf_takes_the_count() -> None:
    rows = [{**mark("1", "U0", "80")}, {**mark("1", "U1", "50")}]
    data = table_of({"x": [1.0, 1.0, 1.0]}, ballots=rows)
    child = {
        "id": "a",
        "points": 20,
        "missing": "zero",
        "rule": {"type": "ballot", "electorate": "e"},
    }
    result = run(data, child, leaf("x"), electorates={"e": {"kind": "score"}})
    assert unrounded(result, "a") == [16, 10, 0]
