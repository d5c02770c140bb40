"""Rules over counts and marks: base, full mark and what a rating is out of."""

from tests.engine.scoring.report.excel.small import formula, plan_of

EVENT = {"unit": "A", "item": "x", "kind": "迟报", "count": 2}
RATING = {"unit": "A", "leaf": "x", "assessor": "局", "rating": 8}


def test_events_start_from_a_base() -> None:
    plan = plan_of({"type": "events", "each": -1, "base": 10}, 0.0, tables={"events": [EVENT]})
    assert "参数!" in formula(plan)
    assert "+数据!$" in formula(plan)
    bare = plan_of({"type": "events", "each": -1}, 0.0, tables={"events": [EVENT]})
    assert "+" not in formula(bare)


def test_a_rating_is_a_share_of_what_it_is_out_of() -> None:
    plan = plan_of({"type": "rating", "out_of": 100}, 0.0, tables={"ratings": [RATING]})
    assert "*参数!$E$5/参数!$E$6" in formula(plan)
    bare = plan_of("rating", 0.0, tables={"ratings": [RATING]})
    assert "/" not in formula(bare)
