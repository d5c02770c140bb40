"""A made-up county with projects that ask for scarce factors; everything is drawn from a seed."""

from __future__ import annotations

import numpy as np

from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)

MONTHS = 12
TOWNSHIPS = 12
SHARE = 0.6  # of what all projects ask for, in every factor
WEIGHTS = {1: 3.0, 2: 2.0, 3: 1.0}  # province, city, county
FACTORS = ("land", "energy", "emission", "funds")


def made_up_county(projects: int, seed: int) -> AllocationProblem:
    """Return a problem: four quotas and two offices over a year, twelve townships.

    Quotas and offices have 60 % of what is asked for. Land comes in two batches, energy each
    quarter (half of the rest is kept), funds in three batches with some use ahead, emission at
    once. Three in a hundred projects must be admitted, every fiftieth pair wants the same site,
    every fiftieth plant waits for infrastructure.
    """
    random = np.random.default_rng(seed)
    drawn = [_candidate(number, random, projects) for number in range(projects)]
    asked = {
        key: sum(m.uses.get(key, 0.0) for item in drawn for m in item.milestones) for key in FACTORS
    }
    releases = {
        "land": _batches({0: 0.6, 6: 0.4}, asked["land"]),
        "energy": _batches(dict.fromkeys((0, 3, 6, 9), 0.25), asked["energy"]),
        "emission": _batches({0: 1.0}, asked["emission"]),
        "funds": _batches({0: 0.4, 4: 0.3, 8: 0.3}, asked["funds"]),
    }
    keeps = {"energy": dict.fromkeys((3, 6, 9), 0.5)}
    ahead = {"funds": 0.02 * asked["funds"]}
    quotas = [
        Quota(key, releases[key], keeps=keeps.get(key, {}), ahead=ahead.get(key, 0.0))
        for key in FACTORS
    ]
    days = sum(amount for item in drawn for m in item.milestones for _, _, amount in m.staff)
    staffs = [Staff(key, [SHARE * days / 2 / MONTHS * 1.3] * MONTHS) for key in ("eia", "permit")]
    keys = [item.key for item in drawn]
    pairs = random.permutation(projects)[: projects // 25 * 2].reshape(2, -1, 2)
    return AllocationProblem(
        months=[f"2027-{month:02}" for month in range(1, MONTHS + 1)],
        candidates=drawn,
        quotas=quotas,
        staffs=staffs,
        fairness=Fairness("land", _shares(drawn), penalty=0.01),
        exclusions=[[keys[a], keys[b]] for a, b in pairs[0] if not _both(drawn[a], drawn[b])],
        prerequisites=[(keys[a], keys[b], 1) for a, b in pairs[1] if not drawn[b].mandatory],
    )


def _candidate(number: int, random: np.random.Generator, projects: int) -> Candidate:
    land = float(np.round(random.lognormal(3.2, 0.7), 1))
    invest = float(np.round(land * random.lognormal(0.0, 0.5) / 20, 2))
    rank = int(random.choice([1, 2, 3], p=[0.1, 0.3, 0.6]))
    first = int(random.integers(0, 5))
    spans = random.integers(2, 5, 3)
    uses = (
        {"land": land},
        {"energy": float(np.round(random.lognormal(4.5, 0.9), 0)),
         "emission": float(np.round(random.lognormal(1.0, 0.8), 2))},
        {"funds": float(np.round(invest * random.uniform(200, 800), 0))},
    )  # fmt: skip
    staff: tuple[list[tuple[str, int, float]], ...] = (
        [],
        [("eia", 1, float(random.integers(2, 12)))],
        [("permit", 1, float(random.integers(2, 12)))],
    )
    milestones, month = [], first
    for name, use, work, span in zip(("land", "review", "permit"), uses, staff, spans, strict=True):
        last = min(month + int(span), MONTHS - 1)
        gap = 0 if name == "land" else 1
        milestones.append(Milestone(name, min(month, MONTHS - 1), last, gap, use, work))
        month += 1
    return Candidate(
        key=f"p{number}",
        township=f"t{random.integers(TOWNSHIPS)}",
        value=WEIGHTS[rank] * invest + 0.01,
        milestones=milestones,
        due=min(first + 5, MONTHS - 1),
        rank=rank,
        arrived=number,
        mandatory=bool(number < 0.03 * projects),
    )


def _batches(shares: dict[int, float], asked: float) -> list[float]:
    months = [0.0] * MONTHS
    for month, share in shares.items():
        months[month] = round(SHARE * asked * share, 2)
    return months


def _shares(candidates: list[Candidate]) -> dict[str, float]:
    """A township's share is its part of the land that is asked for."""
    asked: dict[str, float] = {}
    for item in candidates:
        land = sum(m.uses.get("land", 0.0) for m in item.milestones)
        asked[item.township] = asked.get(item.township, 0.0) + land
    total = sum(asked.values())
    return {name: land / total for name, land in asked.items()}


def _both(one: Candidate, other: Candidate) -> bool:
    """Whether no plan may do without both."""
    return one.mandatory and other.mandatory
