"""What conditions know of scores and inputs once gates have struck."""

from tests.engine.scoring.evaluation.small import leaf, run, scores

ZEROED = {"fact": "score.a", "op": "==", "value": 0}
GATE = {
    "id": "G",
    "require": {"fact": "g", "op": ">=", "value": 1},
    "else": [{"effect": "zero_leaf", "target": "a"}],
}


def test_late_vetoes_and_consequences_see_scores_before_all_gates() -> None:
    late = {"all": [ZEROED, {"fact": "group_size", "op": ">", "value": 0}]}
    result = run(
        leaf(),
        figures={"f": {"A": 5, "B": 0}, "g": {"A": 0, "B": 1}},
        gates=[GATE],
        vetoes=[{"id": "V", "when": late, "then": [{"effect": "mark", "text": "x"}]}],
        consequences=[{"id": "c", "when": ZEROED, "text": "零分"}],
    )
    assert scores(result) == {"A": 0.0, "B": 0.0}
    effects = {row["unit"]: row["effects"] for row in result.grades.to_dicts()}
    assert effects == {"A": "G:zero_leaf=a", "B": "V:mark=x"}
    assert [row["unit"] for row in result.consequences.to_dicts()] == ["B"]


def test_formula_without_input_has_no_x() -> None:
    """Its x is missing as a fact too, not 0."""
    missing = {"fact": "x.a", "op": "is_missing"}
    result = run(
        {"id": "a", "rule": {"type": "formula", "formula": "f + 1"}},
        figures={"f": {"A": 5}},
        consequences=[{"id": "c", "when": missing, "text": "无"}],
    )
    assert [row["x"] for row in result.working.to_dicts()] == [None]
    assert [row["unit"] for row in result.consequences.to_dicts()] == ["A"]
