"""Full marks and weights in the heads of columns."""

import pytest

from sanbi.engine.scoring.report.html.marks import (
    mark_or_weight,
    points_text,
    span_text,
    weight_text,
)
from tests.engine.scoring.report.html.county import result
from tests.engine.scoring.report.html.test_board import view_of


def leaves(*weights: str, **changes: str) -> dict[str, object]:
    """A tree whose leaves share the total by weight."""
    codes = ("gdp", "done")
    return {
        "id": "total",
        "aggregate": "weighted",
        **changes,
        "children": [
            {
                "id": f"L{n}",
                "input": code,
                "weight": weight,
                "rule": {"type": "efficacy"},
                "missing": "zero",
            }
            for n, (code, weight) in enumerate(zip(codes, weights, strict=True))
        ],
    }


def heads(**changes: object) -> list[str]:
    held = view_of(result(**changes))
    return [mark_or_weight(held, place) for place in held.top]


def test_a_head_states_full_marks_where_points_add_up() -> None:
    assert heads() == ["满分 60", "满分 40"]


def test_a_head_states_weights_unless_all_weigh_one() -> None:
    shared = {"adjustments": [], "vetoes": []}
    assert heads(tree=leaves("0.6", "0.4"), **shared) == ["权重 0.6", "权重 0.4"]
    assert heads(tree=leaves("1", "1", weights="relative"), **shared) == ["等权", "等权"]


def test_a_weight_is_told_as_stated() -> None:
    held = view_of(result(tree=leaves("0.6", "0.4"), adjustments=[], vetoes=[]))
    assert [weight_text(held, held.entries[place]) for place in held.top] == ["0.6", "0.4"]


@pytest.mark.parametrize(
    ("values", "text"), [([40.0], "40"), ([30.0, 35.5, 40.0], "30–40"), ([2.5, 2.50001], "2.5")]
)
def test_several_numbers_are_a_span(values: list[float], text: str) -> None:
    assert span_text(values) == text


def test_points_of_a_scheme_are_plain_and_none_is_empty() -> None:
    assert points_text(None) == ""
    assert points_text(12.50) == "12.5"
