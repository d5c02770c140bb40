import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.conditions import (
    AllOf,
    AtLeast,
    Comparison,
    ConditionError,
    FactRef,
    Negation,
    Streak,
    Waivable,
    condition_data,
    condition_faults,
    facts_of,
    parse_condition,
)
from tests.engine.conditions.written import conditions, in_chinese


def test_every_form() -> None:
    data = {
        "all": [
            {"fact": "gdp_growth", "op": ">=", "value": 8},
            {"not": {"fact": "grade", "op": "in", "value": ["一般", {"fact": "last"}]}},
            {"at_least": {"count": 1, "of": [{"fact": "done"}]}},
            {"streak": {"of": {"fact": "x", "op": "between", "value": [0, 0.1]}, "at_least": 3}},
            {"fact": "x", "op": "is_missing"},
        ],
        "waived_by": {"fact": "force_majeure"},
    }
    within = Comparison("x", "between", (Fraction(0), Fraction(1, 10)))
    assert parse_condition(data) == Waivable(
        AllOf(
            (
                Comparison("gdp_growth", ">=", (Fraction(8),)),
                Negation(Comparison("grade", "in", ("一般", FactRef("last")))),
                AtLeast(1, (Comparison("done", "==", (True,)),)),
                Streak(within, 3),
                Comparison("x", "is_missing"),
            )
        ),
        Comparison("force_majeure", "==", (True,)),
    )
    assert condition_faults(data) == []


def test_chinese_keys_of_the_contract() -> None:
    data = {
        "且": [
            {"事实": "增速", "比较": "≥", "值": {"事实": "目标"}},
            {"或": [{"非": {"事实": "停工"}}, {"至少": {"次数": 1, "其中": [{"事实": "开工"}]}}]},
            {"连续": {"条件": {"事实": "名次", "比较": "高于", "值": 9}, "次数": 3}},
        ],
        "豁免": {"事实": "不可抗力"},
    }
    english = {
        "all": [
            {"fact": "增速", "op": ">=", "value": {"fact": "目标"}},
            {
                "any": [
                    {"not": {"fact": "停工"}},
                    {"at_least": {"count": 1, "of": [{"fact": "开工"}]}},
                ]
            },
            {"streak": {"of": {"fact": "名次", "op": ">", "value": 9}, "at_least": 3}},
        ],
        "waived_by": {"fact": "不可抗力"},
    }
    assert parse_condition(data) == parse_condition(english)
    assert facts_of(parse_condition(data)) == {"增速", "目标", "停工", "开工", "名次", "不可抗力"}


@given(conditions(with_waivers=True))
def test_conditions_survive_json_and_translation(data: Any) -> None:
    condition = parse_condition(data)
    plain = condition_data(condition)
    assert parse_condition(json.loads(json.dumps(plain))) == condition
    assert parse_condition(in_chinese(data)) == condition


def test_a_waiver_inside_a_waiver_keeps_both() -> None:
    inner = Waivable(Comparison("a", "==", (True,)), Comparison("b", "==", (True,)))
    outer = Waivable(inner, Comparison("c", "==", (True,)))
    assert facts_of(parse_condition(condition_data(outer))) == {"a", "b", "c"}


def test_a_number_that_no_decimal_names_survives() -> None:
    condition = Comparison("x", ">", (Fraction(1, 3),))
    assert condition_data(condition)["value"] == {"number": "1/3"}
    assert parse_condition(condition_data(condition)) == condition


FAULTS: list[tuple[Any, str]] = [
    (3, "condition: 3 is not a condition; write {fact: …"),
    (None, "condition: an empty value is not a condition"),
    ({}, "condition: the condition says nothing to compare; write exactly one of fact, all"),
    ({"fact": "a", "all": []}, "condition: the condition says fact and all; write exactly one"),
    ({"fakt": "a"}, "fakt: 'fakt' is not known here; did you mean fact?"),
    ({"fact": "a", 3: 1}, "3: 3 is not known here; allowed: fact, all, any"),
    ({"fact": "a", "事实": "b"}, "事实: 事实 says the same as fact; keep one"),
    ({"fact": ""}, "fact: '' is not the name of a fact"),
    ({"fact": 8}, "fact: 8 is not the name of a fact"),
    ({"fact": "a", "value": 8}, 'condition: the operator is missing; write op: ">="'),
    ({"fact": "a", "op": ">="}, "condition: >= has no value; write value:"),
    ({"fact": "a", "op": "=>", "value": 8}, "op: '=>' is not a known operator; did you mean >=?"),
    ({"fact": "a", "op": "bettween"}, "op: 'bettween' is not a known operator; did you mean b"),
    ({"fact": "a", "op": "§", "value": 8}, "op: '§' is not a known operator; write one of >= >"),
    ({"fact": "a", "op": 8, "value": 8}, "op: 8 is not a known operator; write one of"),
    (
        {"fact": "a", "op": ">=", "value": "８％"},
        "value: >= compares numbers, not '８％'; write 8 as",
    ),
    ({"fact": "a", "op": ">=", "value": "1,200"}, "; write 1200 as a bare number"),
    ({"fact": "a", "op": ">=", "value": "高"}, "not '高'; write a number, or {fact: name}"),
    ({"fact": "a", "op": ">=", "value": True}, "value: >= compares numbers, not True"),
    ({"fact": "a", "op": ">=", "value": None}, "value: the value is empty; write a value"),
    ({"fact": "a", "op": ">=", "value": float("nan")}, "value: the value is empty"),
    ({"fact": "a", "op": ">=", "value": float("inf")}, "value: inf cannot be compared"),
    ({"fact": "a", "op": ">=", "value": [8]}, "value: >= compares with one value, not a list"),
    ({"fact": "a", "op": ">=", "value": {"fact": 3}}, "value.fact: 3 is not the name of a fact"),
    ({"fact": "a", "op": ">=", "value": {"fakt": "b"}}, "value.fakt: 'fakt' is not known here"),
    ({"fact": "a", "op": ">=", "value": {}}, "value: the value is not clear; write {fact: name}"),
    (
        {"fact": "a", "op": ">=", "value": {"fact": "b", "number": "1"}},
        "value: the value is not cl",
    ),
    (
        {"fact": "a", "op": ">=", "value": {"number": "1e5"}},
        "value.number: '1e5' is not a number as",
    ),
    ({"fact": "a", "op": ">=", "value": {"number": 8}}, "value.number: 8 is not a number as text"),
    ({"fact": "a", "op": "is_missing", "value": 8}, "value: is_missing needs no value; leave"),
    ({"fact": "a", "op": "in", "value": 8}, "value: in needs a list; write […]"),
    ({"fact": "a", "op": "in", "value": []}, "value: in needs a list"),
    (
        {"fact": "a", "op": "in", "value": [1, "b"]},
        "value: the list mixes numbers, texts or yes/no",
    ),
    ({"fact": "a", "op": "in", "value": [1, None]}, "value[1]: the value is empty"),
    (
        {"fact": "a", "op": "between", "value": [1]},
        "value: between has 1 values; write [low, high]",
    ),
    ({"fact": "a", "op": "between", "value": [2, 1]}, "value: the lower limit is above the upper"),
    ({"fact": "a", "op": "between", "value": "1-2"}, "value: between needs a list; write [low, hi"),
    ({"all": []}, "all: an empty list is not a list of conditions"),
    ({"any": {"fact": "a"}}, "any: a mapping is not a list of conditions"),
    ({"not": [{"fact": "a"}]}, "not: a list is not a condition"),
    ({"all": [{"fact": "a"}], "op": ">="}, "op: op belongs to a comparison, not to all"),
    ({"at_least": 2}, "at_least: 2 is not complete; write {count: 2, of: […]}"),
    ({"at_least": {"of": [{"fact": "a"}]}}, "at_least: count is missing"),
    (
        {"at_least": {"count": 2, "of": [{"fact": "a"}]}},
        "at_least.count: 2 is out of range; write 1",
    ),
    ({"at_least": {"count": 0, "of": [{"fact": "a"}]}}, "at_least.count: 0 is out of range"),
    ({"at_least": {"count": True, "of": [{"fact": "a"}]}}, "count: True is not a whole number"),
    (
        {"至少": {"次数": "2", "其中": [{"事实": "a"}]}},
        "至少.次数: '2' is not a whole number; write 1",
    ),
    ({"streak": [{"fact": "a"}]}, "streak: a list is not complete; write {of: …, at_least: 3}"),
    (
        {"streak": {"of": {"fact": "a"}, "at_least": 1}},
        "streak.at_least: 1 is out of range; write 2",
    ),
    ({"连续": {"条件": {"事实": 3}, "次数": 1}}, "连续.次数: 1 is out of range; write 2 or more"),
    (
        {"streak": {"of": {"fact": "a"}, "count": 2, "at_least": 3}},
        "at_least: at_least says the sam",
    ),
    ({"fact": "a", "waived_by": "b"}, "waived_by: 'b' is not a condition"),
]


@pytest.mark.parametrize(("data", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_each_fault_says_where_what_and_how_to_mend(data: Any, said: str) -> None:
    faults = condition_faults(data)
    assert any(said in str(fault) for fault in faults), faults
    with pytest.raises(ConditionError) as refusal:
        parse_condition(data)
    assert list(refusal.value.faults) == faults
    assert str(refusal.value) == "\n".join(str(fault) for fault in faults)


def test_all_faults_come_at_once_in_reading_order() -> None:
    data = {
        "all": [
            {"fact": "a", "op": "=>", "value": 8},
            {"any": []},
            {"streak": {"of": {"fact": "x", "op": ">="}, "at_least": 0}},
        ],
        "waived_by": {"fakt": "b"},
    }
    assert [fault.path for fault in condition_faults(data)] == [
        "all[0].op",
        "all[1].any",
        "all[2].streak.of",
        "all[2].streak.at_least",
        "waived_by.fakt",
    ]


def test_a_deep_condition_is_refused_once() -> None:
    data: Any = {"fact": "a"}
    for _ in range(5_000):
        data = {"not": data}
    (fault,) = condition_faults(data)
    assert fault.path == ".".join(["not"] * 21)
    assert fault.message == "the condition has more than 20 levels or 2000 parts"
    assert fault.hint == "split it into several conditions"


def test_the_limits_themselves_are_allowed() -> None:
    deep: Any = {"fact": "a"}
    for _ in range(20):
        deep = {"not": deep}
    assert condition_faults(deep) == []
    assert condition_faults({"all": [{"fact": "a"}] * 1_999}) == []
    assert len(condition_faults({"all": [{"fact": "a"}] * 2_000})) == 1


def test_a_condition_that_repeats_itself_without_end_is_refused_quickly() -> None:
    data: Any = {"fact": "a"}
    for _ in range(15):
        data = {"all": [data] * 50}  # 50^15 comparisons in a few bytes of YAML anchors
    assert len(condition_faults(data)) == 1


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.floats()
    | st.sampled_from(["a", ">=", "且"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["fact", "op", "value", "all", "any", "not", "at_least", "streak", "of"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(JUNK)
def test_any_data_is_read_or_refused_with_a_path(data: Any) -> None:
    faults = condition_faults(data)
    if not faults:
        assert facts_of(parse_condition(data))
    assert all(fault.path and fault.message and fault.hint for fault in faults)
