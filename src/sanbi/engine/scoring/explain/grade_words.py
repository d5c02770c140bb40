"""Why a unit has its grade, and how equal totals were placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.evaluation.cohort import CohortScorer
from sanbi.engine.scoring.evaluation.grading import quota_limits
from sanbi.engine.scoring.evaluation.ranking import tie_column
from sanbi.engine.scoring.explain.explanation import GateHit
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.phrasing import published
from sanbi.engine.scoring.explain.standing import Standing, equal_rows, value_at
from sanbi.engine.scoring.explain.substitution.numerals import shown
from sanbi.engine.scoring.scheme.model import Grades

GRADE_EFFECTS = ("cap_grade", "downgrade", "lowest_grade")
Item = Mapping[str, Any]


def grade_reason(
    standing: Standing, naming: Naming, gates: Sequence[GateHit], given: str | None
) -> str:
    """Write the band or quota of the grade, and what lowered it; "" without grades.

    ``given`` is the grade before effects.
    """
    grades = standing.run.scheme.grades
    final = standing.outcome.grades[standing.row]
    if grades is None or final is None:
        return ""
    words = naming.words
    lowering = _lowering(naming, gates)
    if given is None:
        return words.say("grade.only_effect", gates=lowering)
    by_quota = grades.by == "quota"
    band = (_quota if by_quota else _band)(standing, naming, grades, given)
    if given == final:
        return band
    return words.say("grade.lowered", band=band, given=given, grade=final, gates=lowering)


def _lowering(naming: Naming, gates: Sequence[GateHit]) -> str:
    """Write the gates that touched the grade."""
    kept = {
        gate.id
        for gate in naming.run.scheme.gates
        if any(effect.effect in GRADE_EFFECTS for effect in gate.effects)
    }
    return naming.words.listing(
        naming.words.say(f"grade.by_{gate.kind}", name=gate.name)
        for gate in gates
        if gate.id in kept
    )


def _limit(item: Item) -> Fraction | None:
    low: Fraction | None = item["min"]
    return low if low is not None else item.get("max")


def _band(standing: Standing, naming: Naming, grades: Grades, given: str) -> str:
    """Write the limits of the band of totals."""
    words = naming.words
    place = grades.names.index(given)
    own = _limit(grades.bands[place])
    above = None if place == 0 else _limit(grades.bands[place - 1])
    texts = {
        "own": "" if own is None else words.points(shown(own)),
        "above": "" if above is None else words.points(shown(above)),
    }
    key = {(True, True): "between", (True, False): "from", (False, True): "under"}.get(
        (own is not None, above is not None), "all"
    )
    return words.say(f"grade.band.{key}.{standing.run.scheme.better}", **texts)


def _quota(standing: Standing, naming: Naming, grades: Grades, given: str) -> str:
    """Write the places that the quota gives to the grade."""
    words = naming.words
    quotas = grades.groups.get(standing.outcome.cohort.group, grades.quotas)
    count = standing.count
    limits = quota_limits(quotas, count, grades.round)
    names = [str(quota["grade"]) for quota in quotas]
    place = names.index(given)
    first = 1 if place == 0 else int(limits[place - 1] or 0) + 1
    last = limits[place]
    if last is None:
        return words.say("grade.quota.rest", first=first, count=count)
    share = quotas[place]["share"]
    key = "grade.place" if first == last else "grade.places"
    return words.say(
        "grade.quota.count" if share is None else "grade.quota.share",
        places=words.say(key, first=first, last=last),
        count=count,
        share="" if share is None else f"{shown(share * 100)}%",
    )


def tie_sentence(standing: Standing, naming: Naming) -> str:
    """Write how equal totals were placed; "" where no total is equal."""
    scheme, outcome = standing.run.scheme, standing.outcome
    on_published = scheme.rank_on == "published"
    totals = outcome.scores.published if on_published else outcome.scores.unrounded
    if totals is None or not standing.ranked:
        return ""
    others = equal_rows(totals, standing.row, np.asarray(outcome.ranks.ranked, dtype=bool))
    if not others:
        return ""
    words = naming.words
    rank = outcome.ranks.rank
    shared = [row for row in others if rank[row] == standing.rank]
    parts = []
    if shared:
        names = words.listing(_name(standing, row) for row in shared)
        place = standing.rank_of(standing.row)
        parts.append(words.say("tie.shared", names=names, rank=place))
    parts += [_split(standing, naming, row) for row in others if row not in shared]
    total = published(standing.total(standing.row), scheme.precision)
    key = "tie.published" if on_published else "tie.unrounded"
    return words.say(key, total=words.points(total), parts=words.clauses(parts))


def _name(standing: Standing, row: int) -> str:
    return standing.run.names[standing.outcome.codes[row]]


def _split(standing: Standing, naming: Naming, row: int) -> str:
    """Write which key put two equal totals in order."""
    words = naming.words
    scheme, outcome = standing.run.scheme, standing.outcome
    scorer = CohortScorer(standing.run, outcome.cohort, {})
    for key in scheme.ties.then:
        column = tie_column(scorer, outcome.scores, key["by"])
        mine, other = value_at(column, standing.row), value_at(column, row)
        if mine is None or other is None or mine == other:
            continue
        ahead = (mine > other) == (key["better"] == "high")
        return words.say(
            "tie.ahead" if ahead else "tie.behind",
            name=_name(standing, row),
            key=naming.part(key["by"]),
            mine=shown(mine),
            other=shown(other),
        )
    ahead = outcome.ranks.rank[standing.row] < outcome.ranks.rank[row]
    reason = "tie.order_ahead" if ahead else "tie.order_behind"
    return words.say(reason, name=_name(standing, row))
