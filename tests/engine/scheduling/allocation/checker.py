"""Checks a plan by reading the problem alone: nothing of the allocation's own tables is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from sanbi.engine.scheduling.allocation import Allocation, AllocationProblem, Candidate, Quota

CLOSE = 1e-6
Plan = Mapping[str, tuple[int, ...]]  # project → month of each milestone


def plan_of(found: Allocation) -> dict[str, tuple[int, ...]]:
    """The months of all admitted projects."""
    return {item.key: item.months for item in found.admitted}


def broken(problem: AllocationProblem, plan: Plan) -> list[str]:
    """Return every rule that a plan breaks, in words; empty where it keeps all."""
    return [
        *_of_projects(problem, plan),
        *_of_quotas(problem, plan),
        *_of_staff(problem, plan),
        *_of_townships(problem, plan),
        *_of_rules(problem, plan),
    ]


def _of_projects(problem: AllocationProblem, plan: Plan) -> Iterator[str]:
    for item in problem.candidates:
        months = plan.get(item.key)
        if months is None:
            frozen = item.published is not None and min(item.published) < problem.frozen
            if item.mandatory or item.approved is not None or frozen:
                yield f"{item.key} is left out"
        elif item.approved is not None:
            if months != item.approved:
                yield f"{item.key} leaves its approved months"
        else:
            yield from _of_months(item, months, problem.frozen)


def _of_months(item: Candidate, months: tuple[int, ...], frozen: int) -> Iterator[str]:
    before = None
    for milestone, month in zip(item.milestones, months, strict=True):
        if not milestone.first <= month <= milestone.last:
            yield f"{item.key} {milestone.key} outside its window"
        if before is not None and month < before + milestone.gap:
            yield f"{item.key} {milestone.key} too soon"
        before = month
    published = item.published or (frozen,) * len(months)
    for month, planned in zip(months, published, strict=True):
        if month != planned and min(month, planned) < frozen:
            yield f"{item.key} changes a frozen month"


def uses_of(problem: AllocationProblem, plan: Plan, quota: str) -> list[float]:
    """What a plan takes of a quota in each month."""
    uses = [0.0] * len(problem.months)
    for item in problem.candidates:
        for milestone, month in zip(item.milestones, plan.get(item.key, ()), strict=False):
            uses[month] += milestone.uses.get(quota, 0.0)
    return uses


def _of_quotas(problem: AllocationProblem, plan: Plan) -> Iterator[str]:
    for quota in problem.quotas:
        users = {
            item.key
            for item in problem.candidates
            if item.key in plan and any(m.uses.get(quota.key) for m in item.milestones)
        }
        if quota.only_for and users - quota.only_for:
            yield f"{quota.key} is used by others"
        for month in overdrawn(quota, uses_of(problem, plan, quota.key)):
            yield f"{quota.key} is overdrawn in month {month}"


def overdrawn(quota: Quota, uses: list[float]) -> list[int]:
    """Months at whose end more is used than may be."""
    found, stock, since = [], quota.opening, 0.0
    for month, (release, use) in enumerate(zip(quota.releases, uses, strict=True)):
        if month in quota.keeps:
            stock, since = min(stock, quota.keeps[month] * since), 0.0
        stock, since = stock + release - use, since + release
        if stock < -quota.ahead - CLOSE or (month == len(uses) - 1 and stock < -CLOSE):
            found.append(month)
    return found


def _of_staff(problem: AllocationProblem, plan: Plan) -> Iterator[str]:
    work = {staff.key: [0.0] * len(problem.months) for staff in problem.staffs}
    for item in problem.candidates:
        for milestone, month in zip(item.milestones, plan.get(item.key, ()), strict=False):
            for key, earlier, amount in milestone.staff:
                work[key][max(month - earlier, 0)] += amount
    for staff in problem.staffs:
        for month, (done, able) in enumerate(zip(work[staff.key], staff.months, strict=True)):
            if done > able + CLOSE:
                yield f"{staff.key} is overworked in month {month}"


def _land(problem: AllocationProblem, plan: Plan) -> dict[str, float]:
    """What each township gets of the quota that is shared out fairly."""
    fair = problem.fairness
    assert fair is not None
    land = dict.fromkeys(fair.shares, 0.0)
    for item in problem.candidates:
        if item.key in plan:
            land[item.township] += sum(m.uses.get(fair.quota, 0.0) for m in item.milestones)
    return land


def _released(problem: AllocationProblem) -> float:
    assert problem.fairness is not None
    (total,) = [sum(q.releases) for q in problem.quotas if q.key == problem.fairness.quota]
    return total


def _of_townships(problem: AllocationProblem, plan: Plan) -> Iterator[str]:
    fair = problem.fairness
    if fair is not None:
        for name, land in _land(problem, plan).items():
            if land > fair.most * fair.shares[name] * _released(problem) + CLOSE:
                yield f"township {name} gets too much"


def _of_rules(problem: AllocationProblem, plan: Plan) -> Iterator[str]:
    for group in problem.exclusions:
        if len(plan.keys() & set(group)) > 1:
            yield f"more than one of {list(group)}"
    for before, after, lag in problem.prerequisites:
        if after in plan and (before not in plan or plan[after][0] < plan[before][-1] + lag):
            yield f"{after} does not wait for {before}"


def worth(problem: AllocationProblem, plan: Plan) -> float:
    """Return the points of a plan, by the words of the problem's documentation."""
    points = 0.0
    for item in problem.candidates:
        lost = problem.stability * item.value if item.published is not None else 0.0
        months = plan.get(item.key)
        if months is None:
            points -= lost
            continue
        late = max(months[-1] - item.due, 0) if item.due is not None else 0
        points += item.value * max(1 - item.late * late, 0)
        points -= lost if months != item.published else 0.0
        points += problem.earliness * (len(problem.months) - 1 - months[-1])
    fair = problem.fairness
    if fair is not None:
        for name, land in _land(problem, plan).items():
            least = fair.least * fair.shares[name] * _released(problem)
            points -= fair.penalty * max(least - land, 0)
    return points


def every_plan(problem: AllocationProblem) -> Iterator[dict[str, tuple[int, ...]]]:
    """Yield all plans that keep every rule."""
    choices = []
    for item in problem.candidates:
        windows = [range(m.first, m.last + 1) for m in item.milestones]
        ways = {item.approved} if item.approved is not None else set(product(*windows))
        choices.append([None, *sorted(ways)])
    keys = [item.key for item in problem.candidates]
    for chosen in product(*choices):
        plan = {key: m for key, m in zip(keys, chosen, strict=True) if m is not None}
        if not broken(problem, plan):
            yield plan


def best_worth(problem: AllocationProblem) -> float | None:
    """Return the points of the best plan, by trying all; None where no plan keeps every rule."""
    return max((worth(problem, plan) for plan in every_plan(problem)), default=None)
