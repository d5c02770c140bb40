"""A conflict is named with what is needed for it, and nothing else: checked by trying all plans."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import event, given, settings

from sanbi.engine.phrases import phrase_of
from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
    allocate,
)
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from tests.engine.scheduling.allocation.checker import best_worth
from tests.engine.scheduling.allocation.small_counties import TOWNSHIPS, counties

MONTHS = ["2027-01", "2027-02", "2027-03"]


def refusal(problem: AllocationProblem, seconds: float = 20) -> list[SchedulingFault]:
    with pytest.raises(SchedulingFaults) as refused:
        allocate(problem, seconds=seconds, clock=time.monotonic)
    return list(refused.value.faults)


def must(
    key: str,
    uses: dict[str, float],
    first: int = 0,
    last: int = 2,
    *,
    name: str = "",
    township: str = "east",
) -> Candidate:
    milestone = Milestone("start", first, last, uses=uses)
    return Candidate(key, township, 1.0, [milestone], name=name, mandatory=True)


def said_of(fault: SchedulingFault, name: str) -> tuple[str, ...]:
    """What stands in one of the braces of a message."""
    values = phrase_of(fault.message).values[name]
    assert isinstance(values, tuple)
    return values


# -- against all plans -----------------------------------------------------------------------------
def with_only(problem: AllocationProblem, rules: set[str], projects: set[str]) -> AllocationProblem:
    """The problem with some of its constraints, and some of its projects forced.

    What a township may get at most stands here as a quota of the township.
    """
    horizon, fair = len(problem.months), problem.fairness
    kept = [quota for quota in problem.quotas if quota.key in rules]
    limited = [name for name in TOWNSHIPS if f"the most that township {name} may get" in rules]
    for name in limited:
        assert fair is not None
        most = fair.most * fair.shares[name] * sum(problem.quotas[0].releases)
        kept.append(Quota(name, [most] + [0.0] * (horizon - 1)))
    able = problem.staffs[0].months if "office" in rules else [1e6] * horizon
    return replace(
        problem,
        candidates=[_with_only(item, rules, projects, limited) for item in problem.candidates],
        quotas=kept,
        staffs=[Staff("office", able)],
        fairness=None,
        exclusions=[g for g in problem.exclusions if f"at most one of {', '.join(g)}" in rules],
        prerequisites=[
            link for link in problem.prerequisites if f"{link[1]} waits for {link[0]}" in rules
        ],
    )


def _with_only(
    item: Candidate, rules: set[str], projects: set[str], limited: list[str]
) -> Candidate:
    forced = item.key in projects
    milestones = []
    for milestone in item.milestones:
        uses = {key: amount for key, amount in milestone.uses.items() if key in rules}
        if item.township in limited:
            uses[item.township] = milestone.uses.get("land", 0.0)
        milestones.append(replace(milestone, uses=uses))
    # Where a project is not forced, its approved months bind nobody.
    return replace(
        item,
        mandatory=forced,
        approved=item.approved if forced else None,
        milestones=milestones,
    )


@settings(max_examples=150)
@given(counties())
def test_what_is_named_conflicts_and_each_part_of_it_is_needed(problem: AllocationProblem) -> None:
    problem = replace(
        problem, candidates=[replace(item, published=None, mandatory=True) for item in
                             problem.candidates], frozen=0
    )  # fmt: skip
    if best_worth(problem) is not None:
        allocate(problem, seconds=20, clock=time.monotonic)
        return
    (*_, fault) = refusal(problem)
    if "windows" in fault.message:
        event("windows")
        return
    event("conflict")
    rules, projects = set(said_of(fault, "constraints")), set(said_of(fault, "names"))
    assert best_worth(with_only(problem, rules, projects)) is None
    for rule in rules:
        assert best_worth(with_only(problem, rules - {rule}, projects)) is not None, rule
    for project in projects:
        assert best_worth(with_only(problem, rules, projects - {project})) is not None, project


# -- by hand ---------------------------------------------------------------------------------------
def test_three_of_four_projects_are_too_many_for_the_land() -> None:
    problem = AllocationProblem(
        MONTHS,
        [
            must("a", {"land": 40}, name="机械厂"),
            must("b", {"land": 40}, name="食品厂"),
            must("c", {"land": 40}, name="纺织厂"),
            must("d", {"energy": 1}, name="水厂"),
        ],
        [Quota("land", [100, 0, 0], name="用地指标"), Quota("energy", [5, 0, 0], name="能耗")],
    )
    (fault,) = refusal(problem)
    assert fault.text("en") == (
        "3 projects that must be admitted do not fit together: 机械厂, 食品厂, 纺织厂; "
        "in the way: 用地指标 — take one of these projects off the list, "
        "or give way in one of these"
    )
    assert fault.text("zh") == (
        "3个必保项目放不到一起：机械厂、食品厂、纺织厂；卡在：用地指标；"
        "请从必保名单中去掉其中一个项目，或者放宽其中一项"
    )


def test_halves_of_projects_would_fit_and_whole_ones_do_not() -> None:
    # Each month has room for one and a half; in parts, three fit into two months.
    problem = AllocationProblem(
        MONTHS[:2],
        [must(key, {"land": 10}, last=1) for key in "abc"],
        [Quota("land", [15, 15], keeps={1: 0.0})],
    )
    (fault,) = refusal(problem)
    assert fault.message == (
        "3 projects that must be admitted do not fit together: a, b, c; in the way: land"
    )


def test_a_township_with_too_much_is_named() -> None:
    shares = {"东岭镇": 0.5, "西河乡": 0.5}
    problem = AllocationProblem(
        MONTHS,
        [must("a", {"land": 30}, township="东岭镇"), must("b", {"land": 30}, township="东岭镇")],
        [Quota("land", [100, 0, 0])],
        fairness=Fairness("land", shares, least=0.0, most=1.0),
    )
    (fault,) = refusal(problem)
    assert fault.text("zh") == (
        "2个必保项目放不到一起：a、b；卡在：乡镇“东岭镇”的上限；"
        "请从必保名单中去掉其中一个项目，或者放宽其中一项"
    )


def test_infrastructure_that_nobody_asked_for_is_part_of_the_conflict() -> None:
    road = Candidate("road", "east", 1.0, [Milestone("built", 2, 2)], name="进园道路")
    plant = must("plant", {}, 0, 1, name="电池厂")
    problem = AllocationProblem(MONTHS, [road, plant], prerequisites=[("road", "plant", 0)])
    (fault,) = refusal(problem)
    assert fault.message == (
        "1 projects that must be admitted do not fit together: 电池厂; "
        "in the way: 电池厂 waits for 进园道路"
    )


def test_two_on_one_site_are_named_with_their_site() -> None:
    site = AllocationProblem(MONTHS, [must("a", {}), must("b", {})], exclusions=[["a", "b"]])
    assert said_of(refusal(site)[0], "constraints") == ("at most one of a, b",)


def test_a_project_whose_windows_leave_no_month_is_named() -> None:
    late = [Milestone("land", 2, 2), Milestone("permit", 0, 1)]
    problem = AllocationProblem(
        MONTHS, [Candidate("a", "east", 1.0, late, mandatory=True), must("b", {})]
    )
    (fault,) = refusal(problem)
    assert fault.text("zh") == (
        "项目 a：必须安排，但它的时间窗排不下各节点；请放宽时间窗，或者解除冻结"
    )


def test_approved_months_outweigh_other_projects_but_not_the_land() -> None:
    # A hundred small projects are worth more than the mandatory one: it stands all the same.
    small = [
        Candidate(f"s{n}", "east", 100.0, [Milestone("start", 0, 2, uses={"land": 0.01})])
        for n in range(100)
    ]
    problem = AllocationProblem(
        MONTHS, [must("big", {"land": 100}), *small], [Quota("land", [100.0, 0, 0])]
    )
    found = allocate(problem, seconds=20, clock=time.monotonic)
    assert [item.key for item in found.admitted] == ["big"]
    assert found.points == pytest.approx(1.0 + 0.002)


@pytest.mark.slow
def test_a_conflict_among_many_is_found_in_good_time() -> None:
    crowd = [must(f"p{n}", {"land": 1.0}) for n in range(300)]
    problem = AllocationProblem(MONTHS, crowd, [Quota("land", [299.0, 0, 0])])
    began = time.process_time()
    (fault,) = refusal(problem)
    assert fault.message.startswith("300 projects")
    assert "p11 and 288 more" in fault.message
    assert time.process_time() - began < 20
