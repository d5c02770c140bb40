"""A problem as the YAML that `sanbi allocate` reads (docs/mechanisms/schedule-files.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from sanbi.engine.scheduling.allocation import AllocationProblem, Candidate, Milestone, Quota


def problem_file(problem: AllocationProblem, title: str) -> bytes:
    """Return the file; reading it gives the same problem to the last bit."""
    months = problem.months
    content: dict[str, Any] = {
        "allocation": 1,
        "title": title,
        "months": {"from": months[0], "count": len(months)},
        "quotas": [_quota(item, months) for item in problem.quotas],
        "staff": [
            {
                "key": item.key,
                "name": item.name,
                "measure": item.measure,
                "months": list(item.months),
            }
            for item in problem.staffs
        ],
        "exclusions": [list(group) for group in problem.exclusions],
        "prerequisites": [
            {"before": before, "after": after, "months": lag}
            for before, after, lag in problem.prerequisites
        ],
        "frozen": problem.frozen,
        "stability": problem.stability,
        "earliness": problem.earliness,
        "projects": [_candidate(item, months) for item in problem.candidates],
    }
    fair = problem.fairness
    if fair is not None:
        names = ("quota", "least", "most", "penalty")
        content["fairness"] = {name: getattr(fair, name) for name in names}
        content["fairness"]["shares"] = dict(fair.shares)
    text: str = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=200)
    return text.encode()


def _quota(item: Quota, months: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": item.key,
        "name": item.name,
        "measure": item.measure,
        "releases": list(item.releases),
        "opening": item.opening,
        "keeps": {months[at]: share for at, share in item.keeps.items()},
        "ahead": item.ahead,
    }
    return found | ({"only_for": sorted(item.only_for)} if item.only_for else {})


def _candidate(item: Candidate, months: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": item.key,
        "name": item.name,
        "township": item.township,
        "value": item.value,
        "late": item.late,
        "rank": item.rank,
        "arrived": item.arrived,
        "mandatory": item.mandatory,
    }
    if item.due is not None:
        found["due"] = months[item.due]
    for name, plan in (("approved", item.approved), ("published", item.published)):
        if plan is not None:
            found[name] = [months[at] for at in plan]
    found["milestones"] = [_milestone(each, months) for each in item.milestones]
    return found


def _milestone(each: Milestone, months: Sequence[str]) -> dict[str, Any]:
    return {
        "key": each.key,
        "first": months[each.first],
        "last": months[each.last],
        "gap": each.gap,
        "uses": dict(each.uses),
        "staff": [
            {"key": key, "before": before, "amount": amount} for key, before, amount in each.staff
        ],
    }
