"""Three-valued conditions: every form, every operator, streaks, waivers."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from package_verifier.conditions import Fact, facts_of, holds, read_condition
from package_verifier.faults import DamagedError, RefusedError


@dataclass
class Known:
    """Facts of this period and of those before."""

    periods: list[dict[str, Fact]] = field(default_factory=list)

    def fact(self, name: str, back: int) -> Fact:
        return self.periods[back].get(name) if back < len(self.periods) else None


NOW = Known([{"n": Fraction(5), "m": Fraction(7), "word": "红", "yes": "true"}])
YES: Any = {"fact": "n", "op": "==", "value": "5"}
NO: Any = {"fact": "n", "op": "==", "value": "6"}
WHO_KNOWS: Any = {"fact": "gone", "op": "==", "value": "6"}


def comparison(fact: str, op: str, value: Any = None) -> Any:
    return {"fact": fact, "op": op} | ({} if value is None else {"value": value})


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (comparison("n", ">=", "5.0"), True),
        (comparison("n", ">", 5), False),
        (comparison("n", "<=", {"number": "5"}), True),
        (comparison("n", "<", {"number": "16/3"}), True),
        (comparison("n", "!=", "5"), False),
        (comparison("n", "<", {"fact": "m"}), True),
        (comparison("n", "<", {"fact": "gone"}), None),
        (comparison("word", "==", "红"), True),
        (comparison("word", "in", ["黄", "红"]), True),
        (comparison("word", "not_in", ["黄", "红"]), False),
        (comparison("n", "between", ["5", "6"]), True),
        (comparison("n", "between", ["6", "7"]), False),
        (comparison("gone", "is_missing"), True),
        (comparison("gone", "not_missing"), False),
        ({"fact": "yes"}, True),
        (comparison("yes", "==", value=False), False),
        ({"fact": "gone"}, None),
        ({"all": [YES, YES]}, True),
        ({"all": [YES, WHO_KNOWS]}, None),
        ({"all": [NO, WHO_KNOWS]}, False),
        ({"any": [YES, WHO_KNOWS]}, True),
        ({"any": [NO, WHO_KNOWS]}, None),
        ({"any": [NO, NO]}, False),
        ({"not": NO}, True),
        ({"not": WHO_KNOWS}, None),
        ({"at_least": {"count": 2, "of": [YES, NO, YES]}}, True),
        ({"at_least": {"count": 2, "of": [YES, NO, WHO_KNOWS]}}, None),
        ({"at_least": {"count": 2, "of": [YES, NO, NO]}}, False),
        (YES | {"waived_by": YES}, False),
        (YES | {"waived_by": NO}, True),
        (YES | {"waived_by": WHO_KNOWS}, None),
        (NO | {"waived_by": WHO_KNOWS}, False),
        ({"not": YES | {"waived_by": YES}}, True),
    ],
)
def test_truth(condition: Any, truth: bool | None) -> None:
    assert holds(read_condition(condition, "c"), NOW) is truth


@pytest.mark.parametrize(
    ("values", "truth"),
    [([1, 1, 1], True), ([1, 1, None], None), ([1, 0, None], False), ([1, 1], None)],
)
def test_streak_looks_back(values: list[int | None], truth: bool | None) -> None:
    known = Known([{} if value is None else {"red": Fraction(value)} for value in values])
    condition = {"streak": {"of": comparison("red", "==", "1"), "at_least": 3}}
    assert holds(read_condition(condition, "c"), known) is truth


@pytest.mark.parametrize("condition", [comparison("n", "==", "五"), comparison("word", ">", "红"),
                                       comparison("word", "==", 5), {"fact": "word"}])  # fmt: skip
def test_number_beside_text_is_refused(condition: Any) -> None:
    with pytest.raises(RefusedError):
        holds(read_condition(condition, "c"), NOW)


NOT_UNDERSTOOD = [
    {}, [], {"maybe": []}, YES | {"because": 1}, comparison("n", "~", "5"), comparison("n", ">="),
]  # fmt: skip


@pytest.mark.parametrize("condition", NOT_UNDERSTOOD)
def test_condition_that_is_not_understood_is_damage(condition: Any) -> None:
    with pytest.raises(DamagedError):
        read_condition(condition, "c")


def test_all_facts_are_named() -> None:
    condition = {"any": [{"not": YES}, WHO_KNOWS | {"waived_by": {"fact": "w"}},
                         comparison("n", "<", {"fact": "m"})]}  # fmt: skip
    assert facts_of(read_condition(condition, "c")) == {"n", "gone", "w", "m"}
