import csv
import io
from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import Result, score
from sanbi.engine.scoring.result import rows
from sanbi.engine.scoring.result.result import Result as Whole
from sanbi.engine.scoring.result.texts import rank_text, score_text, unrounded_text
from tests.engine.scoring.properties.cases import PERIOD, data_of, figures, leaf, run, scheme_of

F = Fraction
UNITS = [
    {"unit": "U0", "name": "东乡", "group": "g"},
    {"unit": "U1", "group": "g"},
    {"unit": "U2", "group": "g;h"},
]
TABLE = {"a": [2.5, 7.25, None], "b": [1.0, 1.0, 3.0]}


def made(precision: int | None = 1, **more: Any) -> Result:
    """Two leaves over two groups, one of which a unit lacks."""
    data = data_of(
        UNITS,
        figures(TABLE),
        history=[{"unit": "U0", "group": "g", "period": "2026Q2", "rank": 1.0}],
    )
    children = [leaf("a", points=10, missing="leave_out"), leaf("b", "rank_step", points=5)]
    return run(data, *children, precision=precision, groups=[{"id": "h"}, {"id": "g"}], **more)


def test_the_league_table_is_by_group_then_place_then_code() -> None:
    result = made()
    assert isinstance(result, Whole)
    assert [row[:5] for row in result.ranking_rows] == [
        ["U2", "U2", "h", "15.0", ""],
        ["U1", "U1", "g", "12.1", "1"],
        ["U0", "东乡", "g", "7.3", "2"],
        ["U2", "U2", "g", "15.0", ""],
    ]
    assert [row[5:] for row in result.ranking_rows][2] == ["1", "-1", "4.8"]


def test_the_working_is_by_group_unit_and_tree() -> None:
    result = made()
    assert [tuple(row[:3]) for row in result.working_rows] == [
        (group, unit, name)
        for group, units in (("h", ["U2"]), ("g", ["U0", "U1", "U2"]))
        for unit in units
        for name in ("a", "b")
    ]
    first = dict(zip(rows.WORKING, result.working_rows[2], strict=True))
    assert (first["x"], first["unrounded"], first["score"], first["points"], first["lost"]) == (
        "2.5",
        "2.5",
        "2.5",
        "10",
        "7.5",
    )
    hole = dict(zip(rows.WORKING, result.working_rows[-2], strict=True))
    assert (hole["x"], hole["score"], hole["lost"], hole["state"]) == (
        "",
        "",
        "",
        "missing:leave_out",
    )


def test_frames_hold_the_same_as_numbers() -> None:
    result = made()
    assert result.ranking["score"].to_list() == [15.0, 12.1, 7.3, 15.0]
    assert result.ranking["rank"].to_list() == [None, 1.0, 2.0, None]
    assert result.working["lost"].null_count() == 2
    assert result.nodes.columns == list(rows.NODES)
    assert result.adjustments.is_empty()
    assert result.grades.is_empty()
    assert result.consequences.is_empty()


def test_csv_texts_are_the_rows() -> None:
    result = made()
    assert list(csv.reader(io.StringIO(result.ranking_csv())))[1:] == result.ranking_rows
    assert result.working_csv().startswith(",".join(rows.WORKING))
    assert set(result.csv_files()) == {
        f"result/{name}.csv"
        for name in ("ranking", "working", "nodes", "adjustments", "grades", "consequences")
    }


def test_a_result_names_what_it_came_from() -> None:
    result = made()
    assert (result.period, result.previous_period) == (PERIOD, "2026Q2")
    assert result.scheme.id == "t"
    assert result.data.units.height == 3


def test_leaves_of_another_precision_are_written_with_theirs() -> None:
    data = data_of(["U0"], figures({"a": [2.567], "b": [1.0]}))
    result = run(data, leaf("a", precision=2), leaf("b"), precision=0)
    assert [row[9] for row in result.working_rows] == ["2.57", "1"]


def test_points_that_differ_are_written_for_each_unit() -> None:
    data = data_of(["U0", "U1"], figures({"a": [1.0, 1.0]}))
    result = run(data, leaf("a", points=10, overrides=[{"unit": "U1", "points": "7.5"}]))
    assert [row[10:12] for row in result.working_rows] == [["10", "9.00"], ["7.5", "6.50"]]


def test_adjustments_grades_and_consequences() -> None:
    result = run(
        data_of(["U0", "U1"], figures({"a": [1.0, 9.0]})),
        leaf("a"),
        adjustments=[{"id": "j", "sign": "add", "cap": 5, "items": [leaf("i", input="a")]}],
        grades={"bands": [{"grade": "优", "min": 10}, {"grade": "良"}]},
        vetoes=[
            {
                "id": "v",
                "when": {"fact": "a", "op": ">", "value": 5},
                "then": {"effect": "cap_grade", "to": "良"},
            }
        ],
        consequences=[
            {"id": "c", "text": "约谈", "when": {"fact": "total", "op": "<", "value": 5}}
        ],
    )
    assert result.adjustment_rows == [
        ["all", "U0", "j", "1.00", "1.00"],
        ["all", "U1", "j", "9.00", "5.00"],
    ]
    assert result.grade_rows == [["all", "U0", "良", ""], ["all", "U1", "良", "v:cap_grade=良"]]
    assert result.consequence_rows == [["all", "U0", "c", "约谈"]]


def test_float_scores_are_written_as_they_print() -> None:
    data = data_of(["U0"], figures({"a": [0.1], "b": [0.2]}))
    result = score(scheme_of(leaf("a"), leaf("b"), precision=None), data)
    assert result.ranking_rows[0][3] == "0.30000000000000004"


TEXTS: list[tuple[Any, str]] = [
    (F(1, 3), "0.333333333333"),
    (F(2, 3), "0.666666666667"),
    (F(5, 2), "2.5"),
    (F(100), "100"),
    (F(-1, 10**13), "0"),
    (F(0), "0"),
    (0.1, "0.1"),
    (7, "7"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_unrounded_figures(value: Any, text: str) -> None:
    assert unrounded_text(value) == text


SCORES: list[tuple[Any, int | None, str]] = [
    (F(5, 2), 2, "2.50"),
    (F(5, 2), 0, "2.5"),  # no step rounded it
    (F(1, 3), 2, "0.333333333333"),
    (F(-1, 4), 2, "-0.25"),
    (F(3), 0, "3"),
    (F(3), None, "3"),
    (0.25, 1, "0.25"),
    (3, 1, "3.0"),
]


@pytest.mark.parametrize(("value", "digits", "text"), SCORES)
def test_scores(value: Any, digits: int | None, text: str) -> None:
    assert score_text(value, digits) == text


def test_ranks() -> None:
    assert [rank_text(rank) for rank in (1.0, 2.5, float("nan"))] == ["1", "2.5", ""]
