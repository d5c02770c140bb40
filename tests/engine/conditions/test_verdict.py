from itertools import product

import pytest

from sanbi.engine.conditions.kleene import Truth
from sanbi.engine.conditions.model import Comparison
from sanbi.engine.conditions.verdict import Outcome, Reason, Trace, Verdict

MADE = Comparison("x", "==", (True,))


@pytest.mark.parametrize(("bare", "held"), list(product((True, False, None), repeat=2)))
def test_waived_is_true_without_waivers_and_false_with_them(bare: Truth, held: Truth) -> None:
    outcome = Trace(MADE, bare, held).outcome
    assert (outcome is Outcome.TRUE) is (held is True)
    assert (outcome is Outcome.UNKNOWN) is (held is None)
    assert (outcome is Outcome.WAIVED) is (bare is True and held is False)


def test_missing_names_each_fact_once_and_only_where_it_left_the_matter_open() -> None:
    reasons = (
        Reason(MADE, Outcome.UNKNOWN, (("x", None), ("y", None))),
        Reason(MADE, Outcome.UNKNOWN, (("y", None), ("z", True)), periods_ago=1),
        Reason(Comparison("w", "is_missing"), Outcome.TRUE, (("w", None),)),
    )
    verdict = Verdict(Outcome.UNKNOWN, reasons, Trace(MADE, None, None))
    assert verdict.missing == ("x", "y")


def test_a_trace_is_walked_from_the_top() -> None:
    leaf = Trace(MADE, True, True)
    top = Trace(MADE, True, True, parts=(Trace(MADE, False, False, parts=(leaf,)), leaf))
    assert [trace.held for trace in top.walk()] == [True, False, True, True]
