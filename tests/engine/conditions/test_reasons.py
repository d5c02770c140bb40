from typing import Any

from sanbi.engine.conditions import Outcome, evaluate, parse_condition

A, B, C = ({"fact": name} for name in "abc")


def reasons(data: Any, now: Any, *history: Any, **more: Any) -> list[tuple[str, str, int]]:
    verdict = evaluate(parse_condition(data), now, history, **more)
    return [(r.condition.fact, r.outcome.value, r.periods_ago) for r in verdict.reasons]


def test_a_conjunction_is_true_by_all_false_by_the_false_unknown_by_the_unknown() -> None:
    data = {"all": [A, B, C]}
    assert reasons(data, {"a": True, "b": True, "c": True}) == [
        ("a", "true", 0),
        ("b", "true", 0),
        ("c", "true", 0),
    ]
    assert reasons(data, {"a": True, "b": False}) == [("b", "false", 0)]
    assert reasons(data, {"a": True, "b": True}) == [("c", "unknown", 0)]


def test_a_disjunction_mirrors_it() -> None:
    data = {"any": [A, B]}
    assert reasons(data, {"a": False, "b": False}) == [("a", "false", 0), ("b", "false", 0)]
    assert reasons(data, {"a": False, "b": True}) == [("b", "true", 0)]
    assert reasons(data, {"a": False}) == [("b", "unknown", 0)]


def test_at_least_and_negation() -> None:
    data = {"not": {"at_least": {"count": 2, "of": [A, B, C]}}}
    assert reasons(data, {"a": True, "b": True, "c": False}) == [("a", "true", 0), ("b", "true", 0)]
    assert reasons(data, {"a": True, "b": False, "c": False}) == [
        ("b", "false", 0),
        ("c", "false", 0),
    ]


def test_a_streak_names_the_period_that_broke_it() -> None:
    data = {"streak": {"of": A, "at_least": 3}}
    yes, no = {"a": True}, {"a": False}
    assert reasons(data, yes, yes, yes) == [("a", "true", n) for n in (0, 1, 2)]
    assert reasons(data, yes, no, yes) == [("a", "false", 2)]
    assert reasons(data, yes, no, no) == [("a", "false", 1)]


def test_a_short_record_is_told_from_a_missing_fact() -> None:
    data = {"streak": {"of": {"all": [A, B]}, "at_least": 2}}
    verdict = evaluate(parse_condition(data), {"a": True, "b": True})
    assert [(r.periods_ago, r.recorded, r.observed) for r in verdict.reasons] == [
        (1, False, ()),
        (1, False, ()),
    ]
    assert verdict.missing == ()
    ended = evaluate(parse_condition(data), {"a": True, "b": True}, record_begins=True)
    assert {(r.outcome, r.recorded) for r in ended.reasons} == {(Outcome.FALSE, False)}


def test_a_waived_verdict_tells_what_was_true_and_what_waives() -> None:
    data = {"all": [{**A, "waived_by": B}, C]}
    now = {"a": True, "b": True, "c": True}
    assert reasons(data, now) == [("a", "true", 0), ("b", "true", 0), ("c", "true", 0)]
    assert reasons({"not": data}, now) == [("a", "true", 0), ("b", "true", 0)]


def test_a_waivable_part_tells_what_is_open() -> None:
    data = {**A, "waived_by": B}
    assert reasons(data, {"a": True, "b": False}) == [("a", "true", 0)]
    assert reasons(data, {"a": True}) == [("b", "unknown", 0)]
    assert reasons(data, {"b": False}) == [("a", "unknown", 0)]
    assert reasons(data, {}) == [("a", "unknown", 0), ("b", "unknown", 0)]
    assert reasons(data, {"a": False, "b": True}) == [("a", "false", 0)]
    assert reasons(data, {"b": True}) == [("b", "true", 0)]


def test_a_reason_stands_once() -> None:
    assert reasons({"all": [A, A]}, {"a": True}) == [("a", "true", 0)]


def test_the_trace_holds_the_whole_working() -> None:
    verdict = evaluate(parse_condition({"all": [A, {"not": B}]}), {"a": False, "b": True})
    assert [trace.outcome.value for trace in verdict.trace.walk()] == [
        "false",
        "false",
        "false",
        "true",
    ]
