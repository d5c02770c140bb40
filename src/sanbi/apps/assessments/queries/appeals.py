"""Appeals as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from sanbi.apps.assessments.independence import partial
from sanbi.apps.assessments.models import Appeal, Round, RoundState, RunLeaf
from sanbi.apps.assessments.rules import (
    can_appeal,
    can_decide_appeal,
    can_review,
    reads_assessments,
)
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.rules import units_seen

OPEN = (Appeal.State.FILED, Appeal.State.ACCEPTED)


@dataclass(frozen=True)
class AppealLine:
    """An appeal; ``not_independent`` says why the actor may not review it, empty if nothing."""

    pk: int
    round: str
    round_title: str
    unit: int
    unit_name: str
    leaf: str
    leaf_name: str
    reason: str
    state: str
    state_words: str
    filed_by_name: str
    filed_at: datetime
    reviewer_name: str
    due_at: datetime | None
    decision: str
    decided_at: datetime | None
    run: int
    correction: int | None
    may_accept: bool
    may_decide: bool
    may_withdraw: bool
    not_independent: str


@dataclass(frozen=True)
class AppealableLeaf:
    """A leaf of the unit's published result that it may object to."""

    leaf: str
    name: str
    points: Decimal | None
    score: Decimal | None
    lost: Decimal | None


def seen_appeals(actor: Actor) -> QuerySet[Appeal]:
    """Return the appeals that the actor sees: of the own unit, or of all."""
    appeals = Appeal.objects.select_related("round", "unit", "run", "correction")
    if not reads_assessments(actor):
        return appeals.none()
    units = units_seen(actor)
    return appeals if units is None else appeals.filter(unit__in=units)


def appeals_for(actor: Actor, held: Round | None = None, *, state: str = "") -> list[AppealLine]:
    """Return the appeals that the actor sees, the newest first; of one round, or of all."""
    appeals = seen_appeals(actor)
    if held is not None:
        appeals = appeals.filter(round=held)
    if state:
        appeals = appeals.filter(state=state)
    return [appeal_line(actor, item) for item in appeals]


def appeal_for(actor: Actor, pk: int) -> AppealLine:
    """Return one appeal, with whether the actor could review it.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    found = seen_appeals(actor).filter(pk=pk).first()
    if found is None:
        raise Missing
    why_not = partial(actor, found) if can_review(actor) else ""
    return appeal_line(actor, found, why_not)


def appeals_to_review(actor: Actor) -> QuerySet[Appeal]:
    """Return what waits for this reviewer: filed ones, and those taken by this person."""
    appeals = seen_appeals(actor)
    if not can_review(actor) or actor.user is None:
        return appeals.none()
    mine = appeals.filter(state=Appeal.State.ACCEPTED, reviewer=actor.user)
    return appeals.filter(state=Appeal.State.FILED).exclude(unit=actor.unit) | mine


def units_appealing(actor: Actor) -> list[Unit]:
    """Return the units for which the actor may appeal."""
    return list(Unit.objects.filter(pk__in=actor.units_as(Role.CLERK, Role.LEADER)))


def appealable_leaves(actor: Actor, held: Round, unit: int) -> list[AppealableLeaf]:
    """Return the leaves of a unit's published result, those with the greatest loss first.

    Raises
    ------
    Missing
        for a unit that the actor does not act for, or while nothing is published.
    """
    if not can_appeal(actor, unit) or held.current_run_id is None:
        raise Missing
    leaves = RunLeaf.objects.filter(run=held.current_run_id, unit=unit)
    found = [
        AppealableLeaf(leaf.leaf, leaf.name, leaf.points, leaf.score, leaf.lost)
        for leaf in leaves
        if held.state == RoundState.APPEALS
    ]
    return sorted(found, key=lambda item: -(item.lost or 0))


def appeal_line(actor: Actor, item: Appeal, why_not: str = "") -> AppealLine:
    """Return an appeal as pages show it to the actor."""
    is_open = item.state in OPEN
    return AppealLine(
        item.pk,
        item.round.code,
        item.round.title,
        item.unit_id,
        item.unit.name,
        item.leaf,
        item.leaf_name,
        item.reason,
        item.state,
        str(Appeal.State(item.state).label),
        item.filed_by_name,
        item.filed_at,
        item.reviewer_name,
        item.due_at,
        item.decision,
        item.decided_at,
        item.run.number,
        item.correction.number if item.correction else None,
        item.state == Appeal.State.FILED and can_review(actor) and not why_not,
        item.state == Appeal.State.ACCEPTED and can_decide_appeal(actor, item),
        is_open and can_appeal(actor, item.unit_id),
        why_not,
    )
