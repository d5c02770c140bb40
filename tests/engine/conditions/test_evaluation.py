from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.conditions import (
    ConditionError,
    FactError,
    Outcome,
    Waiver,
    evaluate,
    parse_condition,
)
from tests.engine.conditions.written import FACTS, conditions, facts

TRUTHS = {0: Outcome.FALSE, 1: Outcome.UNKNOWN, 2: Outcome.TRUE}


# -- an evaluator of another make: 0 false, 1 unknown, 2 true --------------------------------------
def oracle(data: Any, timeline: Sequence[dict[str, Any]], at: int) -> int:
    """Kleene by least, greatest and k-th greatest value, straight from the written condition."""
    if at < 0:
        return 1
    if "all" in data:
        return min(oracle(part, timeline, at) for part in data["all"])
    if "any" in data:
        return max(oracle(part, timeline, at) for part in data["any"])
    if "not" in data:
        return 2 - oracle(data["not"], timeline, at)
    if "at_least" in data:
        found = sorted((oracle(p, timeline, at) for p in data["at_least"]["of"]), reverse=True)
        return found[data["at_least"]["count"] - 1]
    if "streak" in data:
        places = range(at, at - data["streak"]["at_least"], -1)
        return min(oracle(data["streak"]["of"], timeline, place) for place in places)
    return compared(data, timeline[at])


def compared(data: Any, now: dict[str, Any]) -> int:
    x, op, value = now[data["fact"]], data["op"], data.get("value")
    if op in ("is_missing", "not_missing"):
        return 2 * ((x is None) == (op == "is_missing"))
    listed = value if isinstance(value, list) else [value]
    others = [now[o["fact"]] if isinstance(o, dict) else o for o in listed]
    if x is None:
        return 1
    if op == "between":
        return 2 * (others[0] <= x <= others[1])
    if op in ("in", "not_in"):
        held = 2 if x in others else 1 if None in others else 0
        return held if op == "in" else 2 - held
    if others[0] is None:
        return 1
    y = others[0]
    truth = {">=": x >= y, ">": x > y, "<=": x <= y, "<": x < y, "==": x == y, "!=": x != y}
    return 2 * truth[op]


@given(conditions(), facts(), st.lists(facts(), max_size=3))
def test_outcomes_agree_with_another_evaluator(data: Any, now: Any, history: Any) -> None:
    timeline = [*history, now]
    verdict = evaluate(parse_condition(data), now, history)
    assert verdict.outcome is TRUTHS[oracle(data, timeline, len(timeline) - 1)]


@given(conditions(), facts(), st.lists(facts(), max_size=2), facts(missing=False))
def test_learning_a_missing_fact_never_overturns_a_verdict(
    data: Any, now: Any, history: Any, learnt: Any
) -> None:
    def has_presence(part: Any) -> bool:
        return "missing" in str(part)

    if has_presence(data):  # these ask about missing itself
        return
    before = evaluate(parse_condition(data), now, history).outcome
    filled = [{f: learnt[f] if p[f] is None else p[f] for f in FACTS} for p in [*history, now]]
    after = evaluate(parse_condition(data), filled[-1], filled[:-1]).outcome
    assert before in (Outcome.UNKNOWN, after)


@given(conditions(with_waivers=True), facts(), st.lists(facts(), max_size=2))
def test_reasons_alone_decide_the_verdict(data: Any, now: Any, history: Any) -> None:
    """Keep only the facts that the reasons show: the outcome must stay."""
    condition = parse_condition(data)
    verdict = evaluate(condition, now, history)
    if verdict.outcome is Outcome.UNKNOWN or "missing" in str(data):
        return
    assert verdict.reasons
    shown: list[dict[str, Any]] = [dict.fromkeys(FACTS) for _ in range(len(history) + 1)]
    for reason in verdict.reasons:
        for name, value in reason.observed:
            shown[-1 - reason.periods_ago][name] = value
    again = evaluate(condition, shown[-1], shown[:-1])
    assert again.outcome in (verdict.outcome, Outcome.UNKNOWN)
    if verdict.outcome is not Outcome.FALSE and "waived_by" not in str(data):
        assert again.outcome is verdict.outcome


@given(conditions(), conditions(), facts())
def test_a_waiver_makes_true_waived_and_leaves_the_rest(data: Any, by: Any, now: Any) -> None:
    plain = evaluate(parse_condition(data), now).outcome
    waiver = evaluate(parse_condition(by), now).outcome
    found = evaluate(parse_condition({"all": [data], "waived_by": by}), now).outcome
    if plain is Outcome.FALSE or waiver is Outcome.FALSE:
        assert found is plain
    elif plain is Outcome.TRUE:
        assert found is (Outcome.WAIVED if waiver is Outcome.TRUE else Outcome.UNKNOWN)
    else:
        assert found is (Outcome.FALSE if waiver is Outcome.TRUE else Outcome.UNKNOWN)


# -- missing facts ---------------------------------------------------------------------------------
def outcome(data: Any, now: Any, *history: Any, **more: Any) -> str:
    return evaluate(parse_condition(data), now, history, **more).outcome.value


LOW = {"fact": "rank_from_bottom", "op": "<=", "value": 3}
UNMET = {"fact": "completion", "op": "<", "value": 100}


@pytest.mark.parametrize("now", [{}, {"completion": None}, {"completion": float("nan")}])
def test_a_missing_fact_is_unknown_and_named(now: Any) -> None:
    verdict = evaluate(parse_condition({"all": [LOW, UNMET]}), {"rank_from_bottom": 1, **now})
    assert verdict.outcome is Outcome.UNKNOWN
    assert verdict.missing == ("completion",)


def test_a_part_that_is_false_settles_a_conjunction_whatever_is_missing() -> None:
    assert outcome({"all": [LOW, UNMET]}, {"rank_from_bottom": 9}) == "false"
    assert outcome({"any": [LOW, UNMET]}, {"rank_from_bottom": 1}) == "true"
    assert outcome({"not": UNMET}, {}) == "unknown"


def test_a_missing_threshold_is_unknown_too() -> None:
    data = {"fact": "x", "op": "<", "value": {"fact": "target"}}
    verdict = evaluate(parse_condition(data), {"x": 3})
    assert (verdict.outcome, verdict.missing) == (Outcome.UNKNOWN, ("target",))


# -- exact comparison ------------------------------------------------------------------------------
@pytest.mark.parametrize("value", [0.1, Decimal("0.10"), Fraction(1, 10)])
def test_one_tenth_is_one_tenth_in_every_type(value: Any) -> None:
    assert outcome({"fact": "x", "op": "==", "value": 0.1}, {"x": value}) == "true"
    assert outcome({"fact": "x", "op": ">", "value": {"number": "0.1"}}, {"x": value}) == "false"


def test_limits_of_between_count() -> None:
    data = {"fact": "x", "op": "between", "value": [0.1, 0.3]}
    found = [outcome(data, {"x": x}) for x in (0.1, 0.3, 0.30000000000000004, 0.09)]
    assert found == ["true", "true", "false", "false"]


def test_a_missing_limit_may_not_matter() -> None:
    data = {"fact": "x", "op": "between", "value": [{"fact": "low"}, 5]}
    assert outcome(data, {"x": 6}) == "false"
    assert outcome(data, {"x": 5}) == "unknown"
    assert outcome({**data, "value": [0, {"fact": "high"}]}, {"x": -1}) == "false"


@pytest.mark.parametrize(
    ("data", "now", "said"),
    [
        ({"fact": "x", "op": ">", "value": 3}, {"x": "4"}, "x: the text '4' and 3 cannot be"),
        ({"fact": "x", "op": "==", "value": 3}, {"x": "3"}, "x: the text '3' and 3"),
        ({"fact": "x", "op": "==", "value": 1}, {"x": True}, "x: True and 1 cannot be"),
        ({"fact": "x"}, {"x": 1}, "x: 1 and True cannot be compared with =="),
        ({"fact": "x", "op": "in", "value": ["a"]}, {"x": 1}, "x: 1 and the text 'a'"),
        ({"fact": "x", "op": "between", "value": [1, 2]}, {"x": "1"}, "cannot be compared with"),
        ({"fact": "x", "op": ">", "value": 3}, {"x": [4]}, r"x: A fact cannot be list"),
    ],
)
def test_facts_of_the_wrong_kind_are_refused(data: Any, now: Any, said: str) -> None:
    with pytest.raises(FactError, match=said):
        evaluate(parse_condition(data), now)


def test_texts_and_yes_no() -> None:
    assert (
        outcome({"fact": "grade", "op": "in", "value": ["优秀", "良好"]}, {"grade": "良好"})
        == "true"
    )
    assert outcome({"fact": "grade", "op": "!=", "value": "优秀"}, {"grade": "良好"}) == "true"
    assert outcome({"fact": "late"}, {"late": False}) == "false"
    assert outcome({"fact": "late", "op": "!=", "value": True}, {"late": False}) == "true"


# -- streaks ---------------------------------------------------------------------------------------
LATE = {"streak": {"of": {"fact": "late"}, "at_least": 3}}


def late(*values: bool | None) -> list[dict[str, Any]]:
    return [{"late": value} for value in values]


def test_a_streak_counts_back_from_now() -> None:
    assert outcome(LATE, *late(True), *late(True, True)) == "true"
    assert outcome(LATE, *late(True), *late(False, True, True)) == "true"
    assert outcome(LATE, *late(True), *late(True, False)) == "false"
    assert outcome(LATE, *late(False), *late(True, True)) == "false"


def test_a_gap_or_a_short_record_is_unknown_unless_already_broken() -> None:
    assert outcome(LATE, *late(True), *late(True, None)) == "unknown"
    assert outcome(LATE, *late(True), *late(True)) == "unknown"
    assert outcome(LATE, *late(True), *late(False)) == "false"
    assert outcome(LATE, *late(True)) == "unknown"


def test_where_the_record_begins_a_streak_cannot_have_run_longer() -> None:
    assert outcome(LATE, *late(True), *late(True), record_begins=True) == "false"
    assert outcome(LATE, *late(True), *late(True, True), record_begins=True) == "true"


def test_a_waived_period_breaks_a_streak() -> None:
    part = {"fact": "late", "waived_by": {"fact": "typhoon"}}
    data = {"streak": {"of": part, "at_least": 2}}
    calm, storm = {"late": True, "typhoon": False}, {"late": True, "typhoon": True}
    assert outcome(data, calm, calm) == "true"
    assert outcome(data, calm, storm) == "waived"
    assert outcome(data, calm, {"late": False, "typhoon": True}) == "false"


def test_a_streak_within_a_streak() -> None:
    data = {"streak": {"of": {"streak": {"of": {"fact": "late"}, "at_least": 2}}, "at_least": 2}}
    del data["streak"]["at_least"]
    data["streak"]["count"] = 2
    assert outcome(data, *late(True), *late(True, True)) == "true"
    assert outcome(data, *late(True), *late(False, True)) == "false"


# -- waivers ---------------------------------------------------------------------------------------
def waiver(unit: str | None = "Y03", period: str | None = "2026Q3", reason: str = "台风") -> Waiver:
    return Waiver(unit, period, reason, "县委常委会")


def judged(now: Any, *waivers: Waiver, **who: Any) -> Any:
    condition = parse_condition({"all": [LOW, UNMET]})
    return evaluate(condition, now, waivers=waivers, **who)


HIT = {"rank_from_bottom": 2, "completion": 92.5}


def test_a_decision_sets_a_true_condition_aside_for_its_unit_and_period_only() -> None:
    verdict = judged(HIT, waiver(), unit="Y03", period="2026Q3")
    assert verdict.outcome is Outcome.WAIVED
    assert verdict.waiver == waiver()
    assert len(verdict.reasons) == 2
    for who in ({"unit": "Y04", "period": "2026Q3"}, {"unit": "Y03", "period": "2026Q2"}):
        assert judged(HIT, waiver(), **who).outcome is Outcome.TRUE


def test_a_decision_for_everyone_says_so() -> None:
    assert judged(HIT, waiver(None, None)).outcome is Outcome.WAIVED
    assert judged(HIT, waiver(None), period="2026Q3").outcome is Outcome.WAIVED


def test_the_first_fitting_decision_counts() -> None:
    others = (waiver("Y09"), waiver(reason="洪水"), waiver())
    assert judged(HIT, *others, unit="Y03", period="2026Q3").waiver.reason == "洪水"


def test_a_decision_changes_nothing_but_a_true_condition() -> None:
    miss = {"rank_from_bottom": 9, "completion": 92.5}
    for now, found in ((miss, Outcome.FALSE), ({"rank_from_bottom": 1}, Outcome.UNKNOWN)):
        verdict = judged(now, waiver(), unit="Y03", period="2026Q3")
        assert (verdict.outcome, verdict.waiver) == (found, None)


@pytest.mark.parametrize("name", ["unit", "period"])
def test_a_decision_for_one_needs_to_know_who_is_judged(name: str) -> None:
    who = {"unit": "Y03", "period": "2026Q3"}
    del who[name]
    with pytest.raises(ConditionError, match=rf"waivers\[0\].{name}: .* evaluate with {name}="):
        judged(HIT, waiver(), **who)
