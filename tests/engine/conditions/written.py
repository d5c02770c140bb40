"""Conditions as people might write them, for the tests of this folder."""

from typing import Any

from hypothesis import strategies as st

FACTS = ("a", "b", "c", "d")
CHINESE = {
    "fact": "事实", "op": "比较", "value": "值", "all": "且", "any": "或", "not": "非",
    "at_least": "至少", "streak": "连续", "count": "次数", "of": "其中", "waived_by": "豁免",
    "number": "数",
}  # fmt: skip
CHINESE_OPERATORS = {
    ">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "==": "等于", "!=": "不等于",
    "in": "属于", "not_in": "不属于", "between": "介于", "is_missing": "缺失",
    "not_missing": "不缺失",
}  # fmt: skip

NUMBERS = st.integers(-3, 3)


def _comparisons() -> st.SearchStrategy[dict[str, Any]]:
    fact = st.sampled_from(FACTS)
    operand = NUMBERS | st.fixed_dictionaries({"fact": fact})
    one = st.fixed_dictionaries(
        {
            "fact": fact,
            "op": st.sampled_from([">=", ">", "<=", "<", "==", "!="]),
            "value": operand,
        }
    )
    several = st.fixed_dictionaries(
        {
            "fact": fact,
            "op": st.sampled_from(["in", "not_in"]),
            "value": st.lists(operand, min_size=1, max_size=3),
        }
    )
    between = st.fixed_dictionaries(
        {
            "fact": fact,
            "op": st.just("between"),
            "value": st.lists(NUMBERS, min_size=2, max_size=2).map(sorted),
        }
    )
    presence = st.fixed_dictionaries(
        {"fact": fact, "op": st.sampled_from(["is_missing", "not_missing"])}
    )
    return one | several | between | presence


@st.composite
def _at_least(draw: st.DrawFn, parts: st.SearchStrategy[Any]) -> dict[str, Any]:
    of = draw(st.lists(parts, min_size=1, max_size=3))
    return {"at_least": {"count": draw(st.integers(1, len(of))), "of": of}}


def _compound(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    lists = st.lists(parts, min_size=1, max_size=3)
    return (
        st.fixed_dictionaries({"all": lists})
        | st.fixed_dictionaries({"any": lists})
        | st.fixed_dictionaries({"not": parts})
        | _at_least(parts)
        | st.fixed_dictionaries(
            {"streak": st.fixed_dictionaries({"of": parts, "at_least": st.integers(2, 3)})}
        )
    )


def conditions(*, with_waivers: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Written conditions over the facts a, b, c, d."""

    def grow(parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        grown = _compound(parts)
        if with_waivers:
            grown |= st.builds(lambda part, by: {**part, "waived_by": by}, parts, parts)
        return grown

    return st.recursive(_comparisons(), grow, max_leaves=6)


def facts(*, missing: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """The facts of one period, some of them missing."""
    value = NUMBERS | st.none() if missing else NUMBERS
    return st.fixed_dictionaries(dict.fromkeys(FACTS, value))


def in_chinese(data: Any) -> Any:
    """The same condition with Chinese keys and operators."""
    if isinstance(data, list):
        return [in_chinese(item) for item in data]
    if not isinstance(data, dict):
        return data
    return {
        CHINESE[key]: CHINESE_OPERATORS[value] if key == "op" else in_chinese(value)
        for key, value in data.items()
    }
