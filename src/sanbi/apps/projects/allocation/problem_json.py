"""A problem as plain data, and back: what a stranger needs to recompute a run."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sanbi.engine.integrity.canonical import json_bytes, read_json
from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)

FORMAT = "sanbi-allocation-1"


def problem_bytes(problem: AllocationProblem) -> bytes:
    """Return a problem as canonical JSON: the same problem gives the same bytes."""
    return json_bytes({"format": FORMAT, **_plain(asdict(problem))})


def problem_from(data: bytes) -> AllocationProblem:
    """Return the problem that `problem_bytes` wrote, the same to the last bit.

    Raises
    ------
    SchedulingFaults
        for what the engine refuses.
    ValueError
        for another format.
    """
    read: Any = _floats(read_json(data))
    if read.get("format") != FORMAT:
        raise ValueError(f"this is no {FORMAT}")
    fairness = read["fairness"]
    return AllocationProblem(
        months=read["months"],
        candidates=[_candidate(item) for item in read["candidates"]],
        quotas=[_quota(item) for item in read["quotas"]],
        staffs=[Staff(**item) for item in read["staffs"]],
        fairness=Fairness(**fairness) if fairness else None,
        exclusions=read["exclusions"],
        prerequisites=[(before, after, lag) for before, after, lag in read["prerequisites"]],
        frozen=read["frozen"],
        stability=read["stability"],
        earliness=read["earliness"],
    )


def _candidate(item: dict[str, Any]) -> Candidate:
    milestones = [
        Milestone(**{**each, "staff": [(key, early, n) for key, early, n in each["staff"]]})
        for each in item["milestones"]
    ]
    plans = {
        name: tuple(item[name]) if item[name] is not None else None
        for name in ("approved", "published")
    }
    return Candidate(**{**item, "milestones": milestones, **plans})


def _quota(item: dict[str, Any]) -> Quota:
    keeps = {int(month): share for month, share in item["keeps"].items()}
    return Quota(**{**item, "keeps": keeps, "only_for": frozenset(item["only_for"])})


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a problem holds
    """The value without floats, tuples and sets."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(value)
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _floats(value: Any) -> Any:  # noqa: ANN401 - whatever a problem holds
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _floats(item) for key, item in value.items()}
    return [_floats(item) for item in value] if isinstance(value, list) else value
