"""Grades 等次 by bands or quotas, and the effects that lower them (S5, S14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Mask, Number
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores
from sanbi.engine.scoring.evaluation.ranking import Ranks
from sanbi.engine.scoring.scheme.model import Effect, Grades

HALF = Fraction(1, 2)


def grade_cohort(scorer: CohortScorer, scores: Scores, ranks: Ranks) -> list[str | None]:
    """The grade of each unit before effects; None without a rank or without grades."""
    grades = scorer.run.scheme.grades
    if grades is None or scores.published is None:
        return [None] * scorer.scope.size
    totals = scores.published.values.tolist()
    if grades.by == "score":
        return [
            _by_band(totals[place], grades.bands, scorer) if ranks.ranked[place] else None
            for place in range(scorer.scope.size)
        ]
    quotas = grades.groups.get(scorer.cohort.group, grades.quotas)
    limits = quota_limits(quotas, int(ranks.ranked.sum()), grades.round)
    return [
        _by_quota(totals[place], float(ranks.rank[place]), quotas, limits, scorer)
        if ranks.ranked[place]
        else None
        for place in range(scorer.scope.size)
    ]


def _reaches(total: Number, limit: Fraction, scorer: CohortScorer) -> bool:
    bound = scorer.run.arithmetic.constant(limit)
    return bool(total >= bound if scorer.run.scheme.better == "high" else total <= bound)


def _limit(item: Mapping[str, Any]) -> Fraction | None:
    """The limit of a band: min, or max where less is better."""
    low: Fraction | None = item["min"]
    return low if low is not None else item.get("max")


def _by_band(total: Number, bands: Sequence[Mapping[str, Any]], scorer: CohortScorer) -> str | None:
    for band in bands:
        limit = _limit(band)
        if limit is None or _reaches(total, limit, scorer):
            return str(band["grade"])
    return None


def quota_limits(quotas: Sequence[Mapping[str, Any]], ranked: int, mode: str) -> list[int | None]:
    """Last rank of each grade: cumulated counts, or shares of the ranked units rounded."""
    limits: list[int | None] = []
    total = 0
    for quota in quotas:
        if quota["count"] is not None:
            total += quota["count"]
        elif quota["share"] is not None:
            part = quota["share"] * ranked
            total += {"down": floor, "up": ceil, "half_up": lambda x: floor(x + HALF)}[mode](part)
        else:
            limits.append(None)
            continue
        limits.append(total)
    if limits:
        limits[-1] = None
    return limits


def _by_quota(
    total: Number,
    rank: float,
    quotas: Sequence[Mapping[str, Any]],
    limits: Sequence[int | None],
    scorer: CohortScorer,
) -> str | None:
    for quota, limit in zip(quotas, limits, strict=True):
        within = limit is None or rank <= limit
        if within and (quota["min"] is None or _reaches(total, quota["min"], scorer)):
            return str(quota["grade"])
    return str(quotas[-1]["grade"])


def apply_effects(
    grades: Grades,
    given: list[str | None],
    effects: Sequence[tuple[Mask, Effect, str]],
) -> list[str | None]:
    """Grades after cap_grade, downgrade (levels add up) and lowest_grade."""
    names = grades.names
    result = list(given)
    for place in range(len(result)):
        hits = [effect for mask, effect, _ in effects if mask[place]]
        if any(effect.effect == "lowest_grade" for effect in hits):
            result[place] = names[-1]
            continue
        if result[place] is None:
            continue
        level = names.index(str(result[place]))
        for effect in hits:
            if effect.effect == "cap_grade":
                level = max(level, names.index(str(effect.to)))
        level += sum(effect.levels for effect in hits if effect.effect == "downgrade")
        result[place] = names[min(level, len(names) - 1)]
    return result


def effect_words(effects: Sequence[tuple[Mask, Effect, str]], size: int) -> list[str]:
    """For each unit the effects that apply, as ``gate:effect`` joined by ``;``."""
    if not effects:
        return [""] * size
    words: list[list[str]] = [[] for _ in range(size)]
    for mask, effect, gate in effects:
        detail = effect.text if effect.effect == "mark" else (effect.to or effect.target or "")
        word = f"{gate}:{effect.effect}" + (f"={detail}" if detail else "")
        for place in np.flatnonzero(mask).tolist():
            words[place].append(word)
    return ["; ".join(items) for items in words]
