"""A unit's total, place and grade as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanbi.engine.conditions import condition_text
from sanbi.engine.scoring.evaluation.outcome import run_previous
from sanbi.engine.scoring.explain.explanation import (
    AdjustmentPart,
    GateHit,
    Neighbour,
    Part,
    Shown,
    UnitExplanation,
)
from sanbi.engine.scoring.explain.grade_words import grade_reason, tie_sentence
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.part_words import PartTeller
from sanbi.engine.scoring.explain.phrasing import scored, signed
from sanbi.engine.scoring.explain.standing import Standing, value_at
from sanbi.engine.scoring.explain.substitution.numerals import MINUS
from sanbi.engine.scoring.result.texts import rank_text

MOST_LOST = 5


def unit_explanation(
    standing: Standing,
    naming: Naming,
    teller: PartTeller,
    gates: tuple[GateHit, ...],
    given: str | None,
) -> UnitExplanation:
    """Return the explanation of one unit; ``given`` is its grade before effects."""
    outcome, run, words = standing.outcome, standing.run, naming.words
    digits = run.scheme.precision
    total = standing.total(standing.row)
    previous = outcome.previous[standing.row]
    gap = value_at(outcome.ranks.gap, standing.row)
    earlier = run_previous(run)
    change = None if previous is None or not standing.ranked else previous - standing.rank
    parts, adjustments = teller.parts(), teller.adjustments()
    held: dict[str, Any] = {
        "unit": standing.code,
        "name": run.names[standing.code],
        "group": outcome.cohort.group,
        "group_name": naming.group(outcome.cohort.group, outcome.cohort.name),
        "period": run.period,
        "period_label": words.period(run.period),
        "language": words.language,
        "scheme_title": run.scheme.title,
        "scheme_version": run.scheme.version,
        "score": None if total is None else scored(total, digits),
        "points": parts[0].points if parts else None,
        "rank": standing.rank_of(standing.row),
        "of": standing.count,
        "unranked": "" if standing.ranked else unranked_reason(standing, naming, gates),
        "previous_rank": "" if previous is None else rank_text(float(previous)),
        "previous_period_label": "" if earlier is None else words.period(earlier),
        "change": None if change is None else Shown(change, signed(change)),
        "gap": None if gap is None else scored(gap, digits),
        "neighbours": neighbours(standing, digits),
        "parts": parts,
        "adjustments": adjustments,
        "gates": gates,
        "tie": tie_sentence(standing, naming),
        "grade": outcome.grades[standing.row] or "",
        "grade_reason": grade_reason(standing, naming, gates, given),
        "consequences": consequences(standing, naming),
    }
    draft = UnitExplanation(**held, sentences=())
    return UnitExplanation(**held, sentences=tuple(sentences(draft, naming)))


def neighbours(standing: Standing, digits: int | None) -> tuple[Neighbour, ...]:
    """Return the units of the next better and the next worse place."""
    found = []
    mine = standing.total(standing.row)
    for row in (standing.better, standing.worse):
        if row is None:
            continue
        code, total = standing.outcome.codes[row], standing.total(row)
        difference = None if mine is None or total is None else abs(mine - total)
        found.append(
            Neighbour(
                unit=code,
                name=standing.run.names[code],
                rank=standing.rank_of(row),
                score=None if total is None else scored(total, digits),
                difference=None if difference is None else scored(difference, digits),
            )
        )
    return tuple(found)


def unranked_reason(standing: Standing, naming: Naming, gates: Sequence[GateHit]) -> str:
    """Write why a unit has no rank."""
    words = naming.words
    left_out = standing.outcome.scores.left_out
    reasons = [gate.name for gate in gates if gate.kind == "exclusion" and gate.name]
    lasting = {
        gate.id
        for gate in standing.run.scheme.gates
        if any(effect.effect == "unranked" for effect in gate.effects)
    }
    reasons += [gate.name for gate in gates if gate.id in lasting]
    if bool(left_out[standing.row]):
        reasons.append(words.say("unranked.left_out"))
    takes_part = bool(standing.outcome.cohort.scope.participates[standing.row])
    if not reasons and not takes_part:
        reasons.append(words.say("unranked.not_participating"))
    if standing.total(standing.row) is None:
        reasons.append(words.say("unranked.no_total"))
    return words.listing(reasons)


def consequences(standing: Standing, naming: Naming) -> tuple[str, ...]:
    """Write what follows for the unit, with the condition that it met."""
    scheme, words = standing.run.scheme, naming.words
    found = []
    for row, name, text in standing.outcome.consequences:
        if row != standing.row:
            continue
        item = next(held for held in scheme.consequences if held.id == name)
        told = text
        if item.name not in {text, item.id}:
            told = words.say("consequence.named", name=item.name, text=text)
        if item.when is not None and item.select is None:
            clause = condition_text(item.when, words.language, naming.facts)
            told += words.say("consequence.when", when=clause)
        found.append(told)
    return tuple(found)


# sentences ----------------------------------------------------------------------------------------
def sentences(unit: UnitExplanation, naming: Naming) -> list[str]:
    """Write everything as sentences, in reading order."""
    words = naming.words
    told = [_title(unit, naming), _standing(unit, naming)]
    if unit.tie:
        told.append(unit.tie)
    told += _won_and_lost(unit, naming)
    told += [_adjustment(part, naming) for part in unit.adjustments if _counts(part)]
    told += [
        words.say(
            f"gate.{gate.kind}",
            name=gate.name,
            sentence=gate.sentence,
            effects=words.listing(gate.effects),
        )
        for gate in unit.gates
    ]
    if unit.grade:
        told.append(words.say("unit.grade", grade=unit.grade, reason=_in_brackets(unit, naming)))
    if unit.consequences:
        told += [words.say("unit.consequence", text=text) for text in unit.consequences]
    return [text for text in told if text]


def _in_brackets(unit: UnitExplanation, naming: Naming) -> str:
    return naming.words.say("brackets", text=unit.grade_reason) if unit.grade_reason else ""


def _title(unit: UnitExplanation, naming: Naming) -> str:
    return naming.words.say(
        "unit.title",
        title=unit.scheme_title,
        version=unit.scheme_version,
        period=unit.period_label,
        group=naming.words.say("unit.group", name=unit.group_name) if unit.group_name else "",
    )


def _standing(unit: UnitExplanation, naming: Naming) -> str:
    """Write score, place, change, and the gaps to both neighbours."""
    words = naming.words
    if unit.score is None:
        return words.say("unit.no_score", name=unit.name, reason=unit.unranked)
    score = words.points(unit.score.text)
    if not unit.rank:
        return words.say("unit.unranked", name=unit.name, score=score, reason=unit.unranked)
    clauses = [words.say("unit.score", name=unit.name, score=score, rank=unit.rank, of=unit.of)]
    if unit.change is not None:
        size = unit.change.text.lstrip(f"+{MINUS}")
        key = "same" if unit.change.value == 0 else ("rose" if unit.change.value > 0 else "fell")
        clauses.append(words.say(f"unit.{key}", size=size, period=unit.previous_period_label))
    better = unit.neighbours[0] if unit.gap is not None and unit.neighbours else None
    worse = unit.neighbours[-1] if len(unit.neighbours) > (unit.gap is not None) else None
    for key, other in (("behind", better), ("ahead", worse)):
        if other is not None and other.difference is not None:
            size = words.points(other.difference.text)
            clauses.append(words.say(f"unit.{key}", rank=other.rank, name=other.name, size=size))
    return words.say("comma_clause").join(clauses) + words.say("stop")


def _won_and_lost(unit: UnitExplanation, naming: Naming) -> list[str]:
    """Write the parts of the total, and where most was lost."""
    words = naming.words
    top = [_part(part, naming) for part in unit.parts if part.depth == 1]
    told = [words.say("unit.parts", parts=words.clauses(top))]
    worst = [_loss(part, part.lost, naming) for part in most_lost(unit)[:MOST_LOST] if part.lost]
    if worst:
        told.append(words.say("unit.most_lost", parts=words.listing(worst)))
    states = [part for part in unit.parts if part.kind == "leaf" and part.state_label]
    if states:
        listed = words.clauses(
            [
                words.say("unit.state", name=_part_name(part, naming), state=part.state_label)
                for part in states
            ]
        )
        told.append(words.say("unit.states", parts=listed))
    return told


def most_lost(unit: UnitExplanation) -> list[Part]:
    """Return the leaves that lost points, those that cost the total most first.

    Where parts are not combined in a straight line, their own points are compared.
    """
    lost = [
        part
        for part in unit.parts
        if part.kind == "leaf" and part.lost is not None and part.lost.value > 0
    ]
    known = all(part.lost_in_total is not None for part in lost)

    def cost(part: Part) -> float:
        held = part.lost_in_total if known else part.lost
        return 0.0 if held is None else float(held.value)

    return sorted(lost, key=cost, reverse=True)


def _loss(part: Part, own: Shown, naming: Naming) -> str:
    """Write what a leaf lost, and what that is in the total where it differs."""
    words = naming.words
    name, lost = _part_name(part, naming), words.points(own.text)
    total = part.lost_in_total
    if total is None or total.value == own.value:
        return words.say("unit.loss", name=name, lost=lost)
    worth = words.points(total.text)
    return words.say("unit.loss_in_total", name=name, lost=lost, total=worth)


def _part_name(part: Part, naming: Naming) -> str:
    if not part.period_label:
        return part.name
    return naming.words.say("unit.part_period", name=part.name, period=part.period_label)


def _part(part: Part, naming: Naming) -> str:
    words = naming.words
    name = _part_name(part, naming)
    if part.score is None:
        return words.say("unit.state", name=name, state=part.state_label)
    score = words.points(part.score.text)
    if part.lost is None or not part.points or not part.points.value:
        return words.say("unit.part", name=name, score=score)
    lost = part.lost.value
    key = "unit.part_full" if lost == 0 else ("unit.part_lost" if lost > 0 else "unit.part_above")
    return words.say(
        key,
        name=name,
        score=score,
        points=words.points(part.points.text),
        lost=words.points(part.lost.text.replace(MINUS, "")),
    )


def _counts(part: AdjustmentPart) -> bool:
    return bool(part.raw.value or part.counted.value)


def _adjustment(part: AdjustmentPart, naming: Naming) -> str:
    """Write a block of bonus or deduction with its items."""
    words = naming.words
    items = [
        words.say(f"unit.item_{part.sign}", name=item.name, score=words.points(item.score.text))
        for item in part.items
        if item.score is not None and item.score.value
    ]
    key = "unit.add" if part.sign == "add" else "unit.deduct"
    note = words.say("unit.adjustment_note", raw=words.points(part.raw.text), note=part.note)
    return words.say(
        key,
        name=part.name,
        counted=words.points(part.counted.text),
        items=words.say("brackets", text=words.listing(items)) if items else "",
        note=note if part.note else "",
    )
