"""What is said of projects left out and of factors is checked by doing it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from sanbi.engine.scheduling import allocation
from sanbi.engine.scheduling.allocation import (
    Allocation,
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)
from sanbi.engine.scheduling.allocation.columns import columns_of
from sanbi.engine.scheduling.allocation.master import Master
from sanbi.engine.scheduling.faults import SchedulingFaults
from tests.engine.scheduling.allocation.checker import broken, plan_of
from tests.engine.scheduling.allocation.small_counties import counties

MONTHS = ["2027-01", "2027-02", "2027-03"]
Needs = Mapping[str, Sequence[tuple[int, float]]]


def allocate(problem: AllocationProblem, gap: float = 0.0) -> Allocation:
    return allocation.allocate(problem, seconds=20, gap=gap, clock=time.monotonic)


def added(problem: AllocationProblem, needs: Needs, less: str = "") -> AllocationProblem:
    """The problem with more released, 1 % less than that of one factor."""
    amounts = {
        key: [0.0] * len(problem.months)
        for key in [*(q.key for q in problem.quotas), *(s.key for s in problem.staffs)]
    }
    for key, rows in needs.items():
        for month, amount in rows:
            amounts[key][month] += amount * (0.99 if key == less else 1.0)
    fair = problem.fairness
    if fair is not None:  # a township's part is reckoned from what was planned to be released
        (planned,) = [sum(quota.releases) for quota in problem.quotas if quota.key == fair.quota]
        more = planned + sum(amounts[fair.quota])
        fair = replace(fair, most=fair.most * planned / more if more else fair.most)
        fair = replace(fair, least=min(fair.least, fair.most))
    return replace(
        problem,
        quotas=[
            replace(quota, releases=_sums(quota.releases, amounts[quota.key]))
            for quota in problem.quotas
        ],
        staffs=[
            replace(staff, months=_sums(staff.months, amounts[staff.key]))
            for staff in problem.staffs
        ],
        fairness=fair,
    )


def _sums(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def ways(problem: AllocationProblem, key: str) -> list[tuple[int, ...]]:
    """All months in which a project could be, and would bring points."""
    place = [item.key for item in problem.candidates].index(key)
    columns = columns_of(problem)
    value = columns.value[columns.first[place] : columns.first[place + 1]]
    pairs = zip(columns.months[place].tolist(), value, strict=True)
    return [tuple(months) for months, points in pairs if points > 0]


@settings(max_examples=120)
@given(counties())
def test_with_what_it_wants_a_project_fits_and_with_less_it_does_not(
    problem: AllocationProblem,
) -> None:
    try:
        found = allocate(problem)
    except SchedulingFaults:
        return
    plan = plan_of(found)
    for out in found.left_out:
        event(out.binds)
        fits = [m for m in ways(problem, out.key) if not broken(problem, {**plan, out.key: m})]
        assert fits == []
        if not out.wants:
            continue
        assert out.wants == {
            key: pytest.approx(sum(amount for _, amount in rows))
            for key, rows in out.by_month.items()
        }
        assert out.binds in out.wants
        assert broken(added(problem, out.by_month), {**plan, out.key: out.months}) == []
        for key in out.wants:
            fewer = added(problem, out.by_month, less=key)
            for months in ways(problem, out.key):
                assert broken(fewer, {**plan, out.key: months}), (out.key, key)


@settings(max_examples=50)
@given(counties())
def test_a_rule_that_binds_binds_in_every_month(problem: AllocationProblem) -> None:
    try:
        found = allocate(problem)
    except SchedulingFaults:
        return
    words = {"township": "too much", "exclusion": "more than one", "prerequisite": "wait"}
    for out in found.left_out:
        if out.binds in words:
            plan = {**plan_of(found), out.key: out.months}
            assert words[out.binds] in " ".join(broken(problem, plan))


def county(**changes: object) -> AllocationProblem:
    """Three projects and land for two; a fourth on the site of the first."""
    made = {
        "a": (20.0, 40.0, 0, 1), "b": (15.0, 40.0, 0, 2), "c": (6.0, 40.0, 1, 2),
        "d": (1.0, 5.0, 0, 0),
    }  # fmt: skip
    projects = [
        Candidate(key, "east", value, [Milestone("land", first, last, uses={"land": mu})])
        for key, (value, mu, first, last) in made.items()
    ]
    problem = AllocationProblem(
        MONTHS, projects, [Quota("land", [50.0, 0.0, 50.0])], exclusions=[["a", "d"]], earliness=0.0
    )
    return replace(problem, **changes)  # type: ignore[arg-type]


def test_a_planner_reads_how_much_by_when() -> None:
    found = allocate(county())
    assert plan_of(found) == {"a": (found.admitted[0].months[0],), "b": (2,)}
    c, d = found.left_out
    assert (c.key, c.binds, c.wants, c.by_month) == (
        "c", "land", {"land": 20.0}, {"land": ((2, 20.0),)},
    )  # fmt: skip
    assert (d.key, d.binds, d.wants) == ("d", "exclusion", {})


def test_which_factor_binds() -> None:
    short = Milestone("start", 0, 0, uses={"land": 10.0, "energy": 10.0})
    problem = AllocationProblem(
        MONTHS,
        [Candidate("a", "east", 9.0, [short]), Candidate("b", "east", 8.0, [short])],
        [Quota("land", [100.0, 0, 0]), Quota("energy", [12.0, 0, 0])],
        [Staff("office", [1.0] * 3)],
    )
    found = allocate(problem)
    (out,) = found.left_out
    assert (out.binds, out.wants) == ("energy", {"energy": 8.0})
    land, energy, office = found.factors
    assert (land.price, land.month, land.used, land.supply) == (0.0, None, 10.0, 100.0)
    assert energy.price == pytest.approx(0.8002)
    assert energy.month == 0
    assert energy.by_month == (10.0, 0.0, 0.0)
    assert (office.price, office.used, office.supply) == (0.0, 0.0, 3.0)


def test_a_township_and_a_window_are_named() -> None:
    shares = {"east": 0.1, "west": 0.9}
    big = Candidate("a", "east", 9.0, [Milestone("start", 0, 0, uses={"land": 30.0})])
    shut = Candidate("b", "west", 9.0, [Milestone("x", 2, 2), Milestone("y", 0, 1)])
    problem = AllocationProblem(
        MONTHS, [big, shut], [Quota("land", [100.0, 0, 0])],
        fairness=Fairness("land", shares, most=1.5),
    )  # fmt: skip
    assert [out.binds for out in allocate(problem).left_out] == ["township", "window"]


# -- prices ----------------------------------------------------------------------------------------
def relaxed_worth(problem: AllocationProblem) -> float:
    """The optimum in parts of projects, over all columns."""
    columns = columns_of(problem)
    master = Master(problem, columns)
    master.take(columns.owner.argsort(kind="stable"))
    relaxed = master.relaxed()
    assert relaxed is not None
    return relaxed.objective


def test_a_price_is_what_one_unit_more_brings_and_one_less_costs() -> None:
    problem = county()
    (land,) = allocate(problem).factors
    base = relaxed_worth(problem)
    assert land.month is not None
    more = relaxed_worth(added(problem, {"land": [(land.month, 1.0)]})) - base
    less = base - relaxed_worth(added(problem, {"land": [(land.month, -1.0)]}))
    assert more == pytest.approx(land.price)
    assert less == pytest.approx(land.price)
    assert land.price == pytest.approx(6 / 40)  # the third project takes what is left


@settings(max_examples=50)
@given(counties())
def test_no_unit_brings_more_than_its_price(problem: AllocationProblem) -> None:
    problem = replace(problem, fairness=None)
    try:
        found = allocate(problem)
    except SchedulingFaults:
        return
    base = relaxed_worth(problem)
    for factor in found.factors:
        for month in range(len(problem.months)):
            more = relaxed_worth(added(problem, {factor.key: [(month, 1.0)]})) - base
            # A quota that expires in part keeps more when more is released.
            kept = 2.0 if any(q.key == factor.key and q.keeps for q in problem.quotas) else 1.0
            assert more <= kept * factor.price + 1e-5
