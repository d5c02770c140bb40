"""Looks a problem over before it is solved: every fault once, with where, what and the mending."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import inf

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.allocation.problem import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
)
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

MOST_MONTHS = 60
CLOSE = 1e-6


def check(problem: AllocationProblem) -> None:
    """Refuse a problem that cannot be meant.

    Raises
    ------
    SchedulingFaults
        naming everything that is wrong.
    """
    faults = list(dict.fromkeys(_faults(problem)))
    if faults:
        raise SchedulingFaults(faults)


def _faults(problem: AllocationProblem) -> Iterator[SchedulingFault]:
    horizon = len(problem.months)
    if not 1 <= horizon <= MOST_MONTHS:
        message = Phrase("there are {n} months", n=horizon)
        hint = Phrase("write 1 to {most}", most=MOST_MONTHS)
        yield SchedulingFault(Phrase("months"), message, hint)
    if not problem.candidates:
        hint = Phrase("write at least one")
        yield SchedulingFault(Phrase("projects"), Phrase("there is no project"), hint)
    yield from _settings(problem, horizon)
    keys = [item.key for item in problem.candidates]
    factors = [quota.key for quota in problem.quotas]
    factors += [staff.key for staff in problem.staffs]
    yield from _doubled([_project(key) for key in keys])
    yield from _doubled([_factor(key) for key in factors])
    for quota in problem.quotas:
        yield from _amounts(quota.key, quota.releases, horizon)
        yield from _quota(quota, horizon, set(keys))
    for staff in problem.staffs:
        yield from _amounts(staff.key, staff.months, horizon)
    for candidate in problem.candidates:
        yield from _candidate(candidate, problem, horizon)
    yield from _links(problem, set(keys))
    if problem.fairness is not None:
        yield from _fairness(problem.fairness, problem)


def _project(key: str) -> Phrase:
    return Phrase("project {key}", key=key)


def _factor(key: str) -> Phrase:
    return Phrase("factor {key}", key=key)


def _outside(where: str, name: str, value: float, least: float, most: float) -> SchedulingFault:
    """A number that leaves its limits, or is none."""
    if most == inf:
        hint = Phrase("write a number from {least}", least=f"{least:g}")
    else:
        hint = Phrase("write a number from {least} to {most}", least=f"{least:g}", most=f"{most:g}")
    message = Phrase("{name} is {value}", name=name, value=f"{value:g}")
    return SchedulingFault(where, message, hint)


def _within(value: float, least: float, most: float = inf) -> bool:
    return least <= value <= most and value != inf


def _settings(problem: AllocationProblem, horizon: int) -> Iterator[SchedulingFault]:
    rules = Phrase("rules")
    if not _within(problem.frozen, 0, horizon):
        yield _outside(rules, Phrase("the number of frozen months"), problem.frozen, 0, horizon)
    if not _within(problem.stability, 0, 1):
        yield _outside(rules, Phrase("the stability"), problem.stability, 0, 1)
    if not _within(problem.earliness, 0):
        yield _outside(rules, Phrase("the worth of an earlier month"), problem.earliness, 0, inf)


def _doubled(places: Iterable[Phrase]) -> Iterator[SchedulingFault]:
    for place, times in Counter(places).items():
        if times > 1:
            yield SchedulingFault(
                place, Phrase("stands {times} times", times=times), Phrase("keep one")
            )


def _amounts(key: str, amounts: Sequence[float], horizon: int) -> Iterator[SchedulingFault]:
    if len(amounts) != horizon:
        message = Phrase("has {n} amounts for {months} months", n=len(amounts), months=horizon)
        yield SchedulingFault(_factor(key), message, Phrase("write one amount for each month"))
    for month, amount in enumerate(amounts):
        if not _within(amount, 0):
            message = Phrase("the amount of month {month} is {amount}", month=month, amount=amount)
            yield SchedulingFault(_factor(key), message, Phrase("write 0 or more"))


def _quota(quota: Quota, horizon: int, keys: set[str]) -> Iterator[SchedulingFault]:
    where = _factor(quota.key)
    if not _within(quota.opening, 0):
        yield _outside(where, Phrase("the opening stock"), quota.opening, 0, inf)
    if not _within(quota.ahead, 0):
        yield _outside(where, Phrase("what may be used ahead"), quota.ahead, 0, inf)
    for month, share in quota.keeps.items():
        if not 1 <= month < horizon:
            message = Phrase("stock expires in month {month}", month=month)
            yield SchedulingFault(
                where, message, Phrase("write months from 1 to {last}", last=horizon - 1)
            )
        if not _within(share, 0, 1):
            yield _outside(where, Phrase("the share that is carried over"), share, 0, 1)
    for key in sorted(quota.only_for - keys):
        yield SchedulingFault(
            where, Phrase("there is no project '{key}'", key=key), Phrase("use its key")
        )


def _candidate(
    candidate: Candidate, problem: AllocationProblem, horizon: int
) -> Iterator[SchedulingFault]:
    where = _project(candidate.key)
    if not 0 < candidate.value < inf:
        message = Phrase("its value is {value}", value=candidate.value)
        yield SchedulingFault(where, message, Phrase("write it above 0"))
    if not _within(candidate.late, 0, 1):
        yield _outside(where, Phrase("the loss by a month's lateness"), candidate.late, 0, 1)
    if not candidate.milestones:
        yield SchedulingFault(where, Phrase("has no milestone"), Phrase("write at least one"))
    for milestone in candidate.milestones:
        yield from _milestone(where, milestone, horizon)
        yield from _uses(candidate, milestone, problem)
    for months in (candidate.approved, candidate.published):
        if months is not None:
            yield from _plan(where, candidate, months, horizon)


def _milestone(where: str, milestone: Milestone, horizon: int) -> Iterator[SchedulingFault]:
    if not 0 <= milestone.first <= milestone.last < horizon:
        message = Phrase("milestone {key} falls between months {first} and {last}",
                         key=milestone.key, first=milestone.first, last=milestone.last)  # fmt: skip
        yield SchedulingFault(
            where, message, Phrase("write months from 0 to {last}", last=horizon - 1)
        )
    if not _within(milestone.gap, 0):
        yield _outside(where, Phrase("the gap before a milestone"), milestone.gap, 0, inf)


def _uses(
    candidate: Candidate, milestone: Milestone, problem: AllocationProblem
) -> Iterator[SchedulingFault]:
    where = _project(candidate.key)
    quotas = {quota.key: quota for quota in problem.quotas}
    staffs = {staff.key for staff in problem.staffs}
    wanted = [(key, amount, key in quotas) for key, amount in milestone.uses.items()]
    wanted += [(key, amount, key in staffs) for key, _, amount in milestone.staff]
    for key, amount, known in wanted:
        if not known:
            message = Phrase("there is no factor '{key}'", key=key)
            yield SchedulingFault(where, message, Phrase("use a factor's key"))
        if not _within(amount, 0):
            message = Phrase("takes {amount} of {key}", amount=amount, key=key)
            yield SchedulingFault(where, message, Phrase("write 0 or more"))
        only = quotas[key].only_for if key in quotas else frozenset()
        if only and candidate.key not in only:
            message = Phrase("takes {key}, which is kept for others", key=key)
            hint = Phrase("use another factor, or add the project to those that may use it")
            yield SchedulingFault(where, message, hint)
    for key, earlier, _ in milestone.staff:
        if earlier < 0:
            message = Phrase("asks for {key} after its milestone", key=key)
            yield SchedulingFault(where, message, Phrase("write 0 or more months before it"))


def _plan(
    where: str, candidate: Candidate, months: Sequence[int], horizon: int
) -> Iterator[SchedulingFault]:
    """Faults of an approved or published plan of one project."""
    if len(months) != len(candidate.milestones):
        message = Phrase("has {n} months for {of} milestones",
                         n=len(months), of=len(candidate.milestones))  # fmt: skip
        yield SchedulingFault(where, message, Phrase("write one month for each milestone"))
    if any(not 0 <= month < horizon for month in months):
        message = Phrase("its plan names the months {months}", months=list(months))
        yield SchedulingFault(
            where, message, Phrase("write months from 0 to {last}", last=horizon - 1)
        )


def _links(problem: AllocationProblem, keys: set[str]) -> Iterator[SchedulingFault]:
    rules = Phrase("rules")
    named = [key for group in problem.exclusions for key in group]
    named += [key for before, after, _ in problem.prerequisites for key in (before, after)]
    for key in dict.fromkeys(named):
        if key not in keys:
            message = Phrase("there is no project '{key}'", key=key)
            yield SchedulingFault(rules, message, Phrase("use its key"))
    for group in problem.exclusions:
        for key, times in Counter(group).items():
            if times > 1:
                message = Phrase("project {key} excludes itself", key=key)
                yield SchedulingFault(rules, message, Phrase("name it once in its group"))
    for before, after, lag in problem.prerequisites:
        if lag < 0:
            where = Phrase("{before} before {after}", before=before, after=after)
            yield _outside(where, Phrase("the number of months between them"), lag, 0, inf)
    circle = _circle(problem)
    if circle:
        message = Phrase("these projects wait for each other: {names}", names=circle)
        yield SchedulingFault(rules, message, Phrase("take out one of these prerequisites"))


def _circle(problem: AllocationProblem) -> list[str]:
    """Projects of which each waits for another of them; empty where there is no circle."""
    waits: dict[str, set[str]] = {}
    for before, after, _ in problem.prerequisites:
        waits.setdefault(after, set()).add(before)
        waits.setdefault(before, set())
    while free := [key for key, others in waits.items() if not others]:
        for key in free:
            del waits[key]
        for others in waits.values():
            others.difference_update(free)
    return sorted(waits)


def _fairness(fairness: Fairness, problem: AllocationProblem) -> Iterator[SchedulingFault]:
    where = Phrase("fairness")
    if fairness.quota not in {quota.key for quota in problem.quotas}:
        message = Phrase("there is no factor '{key}'", key=fairness.quota)
        yield SchedulingFault(where, message, Phrase("use a factor's key"))
    missing = {candidate.township for candidate in problem.candidates} - fairness.shares.keys()
    if missing:
        message = Phrase("townships without a share: {names}", names=sorted(missing))
        yield SchedulingFault(where, message, Phrase("write a share for each township"))
    for name, share in fairness.shares.items():
        if not _within(share, 0, 1):
            yield _outside(Phrase("township {name}", name=name), Phrase("the share"), share, 0, 1)
    if not abs(sum(fairness.shares.values()) - 1) <= CLOSE:
        message = Phrase("the shares add up to {sum}", sum=round(sum(fairness.shares.values()), 6))
        yield SchedulingFault(where, message, Phrase("make them add up to 1"))
    if not 0 <= fairness.least <= fairness.most < inf:
        message = Phrase("a township gets {least} to {most} times its share",
                         least=fairness.least, most=fairness.most)  # fmt: skip
        yield SchedulingFault(where, message, Phrase("write the lower number first, from 0"))
    if not _within(fairness.penalty, 0):
        yield _outside(where, Phrase("the penalty of a missed unit"), fairness.penalty, 0, inf)
