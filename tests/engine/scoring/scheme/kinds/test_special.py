from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring.scheme.kinds.basic import UNREADABLE
from sanbi.engine.scoring.scheme.kinds.special import (
    POINTS,
    ConditionKind,
    FormulaKind,
    Limit,
    Reference,
    Span,
    Target,
    plain_data,
)
from sanbi.engine.scoring.scheme.source import FaultList, read_yaml, spot_of

READ: list[tuple[Any, Any, Any]] = [
    (Limit(), "none", None),
    (Limit(), "不限", None),
    (Limit(), "满分", POINTS),
    (Limit(), "7.5", Fraction(15, 2)),
    (Limit(), "viel", "number"),
    (Limit(), {}, "number"),
    (Span(), [0, "points"], [Fraction(0), POINTS]),
    (Span(), [0, 100], [Fraction(0), Fraction(100)]),
    (Span(), [0], "span"),
    (Span(), 5, "span"),
    (Span(), [5, 5], "span"),
    (Span(), [0, "viel"], "number"),
    (Target(), "data", "data"),
    (Target(), "目标值", "data"),
    (Target(), "3.5", Fraction(7, 2)),
    (Target(), "goal", {"use": "goal"}),
    (Target(), "a b", "id"),
    (Target(), [1], "number"),
    (Reference(), 3, Fraction(3)),
    (Reference(), "U1", {"unit": "U1"}),
    (Reference(), {"单位": "007"}, {"unit": "007"}),
    (Reference(), {"input": "k"}, {"use": "k"}),
    (Reference(), {"input": "a b"}, "id"),
    (Reference(), {"who": "k"}, "reference"),
    (Reference(), {"unit": "a", "input": "k"}, "reference"),
    (Reference(), "a b", "id"),
    (FormulaKind(), "1 +", "formula"),
    (FormulaKind(), [1], "formula"),
    (ConditionKind(), {"fact": "a"}, None),
    (ConditionKind(), {"fact": "a", "op": "≈"}, "condition"),
    (ConditionKind(), "a > 1", "condition"),
]


@pytest.mark.parametrize(("kind", "value", "found"), READ)
def test_what_a_kind_reads(kind: Any, value: Any, found: Any) -> None:
    faults = FaultList()
    result = kind.read(spot_of(value), faults)
    if faults.faults:
        assert result is UNREADABLE
        assert {fault.code for fault in faults.faults} == {found}
    elif not isinstance(kind, ConditionKind):
        assert result == found


def test_a_span_of_none_is_refused() -> None:
    faults = FaultList()
    assert Span().read(spot_of([0, "none"]), faults) is UNREADABLE
    assert [fault.code for fault in faults.faults] == ["span"]


def test_a_quoted_number_is_a_unit_code() -> None:
    def read(text: str) -> Any:
        return Reference().read(read_yaml(text, "s").entries["r"][1], FaultList())

    assert read("r: 007") == 7
    assert read("r: '007'") == {"unit": "007"}


def test_every_fault_of_a_condition_is_told() -> None:
    faults = FaultList()
    ConditionKind().read(
        spot_of({"all": [{"fact": "a", "op": "≈", "value": 1}, {"any": []}]}), faults
    )
    assert len(faults.faults) == 2


PLAIN: list[tuple[Any, Any, Any]] = [
    (Limit(), POINTS, POINTS),
    (Limit(), Fraction(1, 2), "0.5"),
    (Span(), [Fraction(0), POINTS], ["0", POINTS]),
    (Target(), "data", "data"),
    (Target(), Fraction(3), "3"),
    (Target(), {"use": "k"}, {"use": "k"}),
    (Reference(), Fraction(3), "3"),
    (Reference(), {"unit": "U1"}, {"unit": "U1"}),
]


@pytest.mark.parametrize(("kind", "value", "plain"), PLAIN)
def test_what_a_kind_writes(kind: Any, value: Any, plain: Any) -> None:
    assert kind.plain(value) == plain


def test_formulas_and_conditions_are_written_as_data() -> None:
    formula = FormulaKind().read(spot_of("a + 2.5"), FaultList())
    assert FormulaKind().plain(formula) == ["+", ["name", "a"], ["num", "2.5"]]
    condition = ConditionKind().read(
        spot_of({"事实": "a", "比较": "不低于", "值": "2.50"}), FaultList()
    )
    assert ConditionKind().plain(condition)["fact"] == "a"


def test_plain_data_keep_quoted_numbers_as_text() -> None:
    spot = read_yaml("a: [1, 2.5, '3', x, yes]\n", "s")
    assert plain_data(spot) == {"a": [1, Fraction(5, 2), "3", "x", True]}


def test_schemas_allow_both_a_number_and_a_word() -> None:
    for kind in (Limit(), Span(), Target(), Reference(), FormulaKind(), ConditionKind()):
        assert kind.schema()
