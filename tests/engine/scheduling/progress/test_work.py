"""Shares of nodes and quantities, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.progress import Credit, WorkNode, WorkQuantity
from sanbi.engine.scheduling.progress.work import (
    Work,
    checked,
    earned_share,
    exact,
    planned_share,
)

MARCH, APRIL, MAY = (Period.parse(f"2026-0{number}") for number in (3, 4, 5))
NODE = WorkNode("n", 2, date(2026, 3, 22), date(2026, 4, 10))
PILE = WorkQuantity("q", 1, 100, {MARCH: 30, MAY: 100})


@pytest.mark.parametrize(
    ("credit", "march", "april"),
    [(Credit.FINISH, 0, 1), (Credit.LINEAR, Fraction(1, 2), 1), (Credit.HALVES, Fraction(1, 2), 1)],
)
def test_planned_share_of_a_node(credit: Credit, march: Fraction, april: Fraction) -> None:
    assert planned_share(NODE, MARCH.previous(), credit) == 0
    assert planned_share(NODE, MARCH, credit) == march
    assert planned_share(NODE, APRIL, credit) == april


@pytest.mark.parametrize("credit", Credit)
def test_a_plan_of_no_length_is_due_on_its_day(credit: Credit) -> None:
    milestone = WorkNode("m", 1, date(2026, 3, 31), date(2026, 3, 31))
    assert planned_share(milestone, MARCH, credit) == 1
    later = replace(milestone, start=date(2026, 4, 1), finish=date(2026, 4, 1))
    assert planned_share(later, MARCH, credit) == 0


def test_earned_share_of_a_node() -> None:
    begun = replace(NODE, started=date(2026, 4, 30), reported={APRIL: Decimal("0.3"), MARCH: 0.1})
    assert [earned_share(begun, month, Credit.HALVES) for month in (MARCH, APRIL)] == [
        0,
        Fraction(1, 2),
    ]
    assert [earned_share(begun, month, Credit.LINEAR) for month in (MARCH, APRIL, MAY)] == [
        Fraction(1, 10),
        Fraction(3, 10),
        Fraction(3, 10),
    ]
    assert earned_share(begun, APRIL, Credit.FINISH) == 0
    done = replace(begun, finished=date(2026, 5, 31))
    for credit in Credit:
        assert earned_share(done, MAY, credit) == 1
    assert earned_share(done, APRIL, Credit.FINISH) == 0
    never = replace(NODE)
    assert [earned_share(never, MAY, credit) for credit in Credit] == [0, 0, 0]


@pytest.mark.parametrize(("reported", "share"), [(1.5, 1), (-0.5, 0)])
def test_a_reported_share_stays_within_the_node(reported: float, share: int) -> None:
    assert earned_share(replace(NODE, reported={MAY: reported}), MAY, Credit.LINEAR) == share


def test_share_of_a_quantity() -> None:
    assert [planned_share(PILE, month, Credit.FINISH) for month in (MARCH, APRIL, MAY)] == [
        Fraction(3, 10),
        Fraction(3, 10),
        1,
    ]
    assert planned_share(PILE, MARCH.previous(), Credit.LINEAR) == 0
    more = replace(PILE, planned={MARCH: 30, MAY: 120}, done={MARCH: 20.5, APRIL: None, MAY: 120})
    assert planned_share(more, MAY, Credit.LINEAR) == 1
    assert [earned_share(more, month, Credit.LINEAR) for month in (MARCH, APRIL, MAY)] == [
        Fraction(41, 200),
        None,
        1,
    ]
    assert earned_share(more, MAY.next(), Credit.LINEAR) == 1  # all was done before
    assert earned_share(replace(PILE, done={MARCH: -5}), MARCH, Credit.LINEAR) == 0
    assert earned_share(PILE, MARCH, Credit.LINEAR) is None


def test_exact() -> None:
    assert (exact(0.1), exact(Decimal("0.25")), exact(3)) == (Fraction(1, 10), Fraction(1, 4), 3)


def test_weights_are_added() -> None:
    assert checked([NODE, replace(PILE, weight=0.5)]) == Fraction(5, 2)


FAULTS: list[tuple[list[Work], list[str]]] = [
    ([], ["progress: there is no work to measure — give a node or a quantity"]),
    (
        [replace(NODE, weight=0), replace(PILE, weight=0)],
        [
            (
                "progress: every weight is 0, so nothing can be earned — give at least one node or "
                "quantity a weight above 0"
            )
        ],
    ),
    (
        [NODE, NODE, replace(NODE, key="m", weight=-1)],
        ["n: stands 2 times — keep one", "m: has the weight -1 — write 0 or more"],
    ),
    (
        [replace(NODE, finish=date(2026, 3, 21))],
        [
            (
                "n: is planned to finish on 2026-03-21, before it starts on 2026-03-22 — write the "
                "earlier day as the start"
            )
        ],
    ),
    (
        [replace(NODE, started=date(2026, 4, 2), finished=date(2026, 4, 1))],
        [
            (
                "n: is finished on 2026-04-01, before it started on 2026-04-02 — write the earlier "
                "day as the start"
            )
        ],
    ),
    ([replace(PILE, whole=0)], ["q: is 0 as a whole — write an amount above 0"]),
    (
        [replace(PILE, planned={MARCH: 30, APRIL: 20})],
        [
            (
                "q: is planned to be less in 2026-04 than before — write the amount since the "
                "beginning for each month"
            ),
            "q: has a plan that does not reach 100 — plan the whole amount for the last month",
        ],
    ),
    (
        [replace(PILE, planned={})],
        ["q: has a plan that does not reach 100 — plan the whole amount for the last month"],
    ),
]


@pytest.mark.parametrize(("work", "said"), FAULTS)
def test_every_fault_is_told_at_once(work: Any, said: list[str]) -> None:
    with pytest.raises(SchedulingFaults) as refused:
        checked(work)
    assert [str(fault) for fault in refused.value.faults] == said
    for fault in refused.value.faults:
        assert "；" in fault.text("zh")
