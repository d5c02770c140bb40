"""Measures as pages show them; restricted ones only to those who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from sanbi.apps.assessments.models import Measure, Round
from sanbi.apps.assessments.rules import (
    can_approve_measure,
    is_office,
    reads_assessments,
    sees_all_measures,
)
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing

State = Measure.State
OFFICE_STEPS: Mapping[str, tuple[str, ...]] = {
    State.PROPOSED: ("hear",),
    State.APPROVED: ("deliver",),
    State.DELIVERED: ("close",),
}
APPROVER_STEPS: Mapping[str, tuple[str, ...]] = {
    State.PROPOSED: ("exempt",),
    State.HEARD: ("approve", "exempt"),
    State.APPROVED: ("revoke",),
    State.DELIVERED: ("revoke",),
}


@dataclass(frozen=True)
class MeasureLine:
    """A measure; ``verbs`` are what the actor may do with it now.

    ``needs_other`` tells somebody of the office who proposed it that another one decides.
    """

    pk: int
    round: str
    round_title: str
    unit: int
    unit_name: str
    subject: str
    kind: str
    kind_words: str
    text: str
    ground: str
    rule: str
    state: str
    state_words: str
    restricted: bool
    verbs: tuple[str, ...]
    needs_other: bool


@dataclass(frozen=True)
class MeasureLog:
    """A step of a measure."""

    at: datetime
    to: str
    by_name: str
    note: str
    document: str


def seen_measures(actor: Actor) -> QuerySet[Measure]:
    """Return the measures that the actor may see, the newest first."""
    measures = Measure.objects.select_related("round", "unit")
    if not reads_assessments(actor):
        return measures.none()
    if sees_all_measures(actor):
        return measures
    led = actor.units_as(Role.LEADER)
    return measures.filter(Q(restricted=False) | Q(unit__in=led))


def measures_for(actor: Actor, held: Round | None = None, *, state: str = "") -> list[MeasureLine]:
    """Return the measures of a round, or of all, that the actor may see."""
    measures = seen_measures(actor)
    if held is not None:
        measures = measures.filter(round=held)
    if state:
        measures = measures.filter(state=state)
    return [_line(actor, item) for item in measures]


def measure_for(actor: Actor, pk: int) -> tuple[MeasureLine, list[MeasureLog]]:
    """Return one measure and its steps, the first first.

    Raises
    ------
    Missing
        when there is none that the actor may see.
    """
    found = seen_measures(actor).filter(pk=pk).first()
    if found is None:
        raise Missing
    log = [
        MeasureLog(step.at, str(State(step.to_state).label), step.by_name, step.note, step.document)
        for step in found.steps.all()
    ]
    return _line(actor, found), log


def _line(actor: Actor, item: Measure) -> MeasureLine:
    verbs: tuple[str, ...] = ()
    if is_office(actor):
        verbs += OFFICE_STEPS.get(item.state, ())
    decides = can_approve_measure(actor, item)
    if decides:
        verbs += APPROVER_STEPS.get(item.state, ())
    return MeasureLine(
        item.pk,
        item.round.code,
        item.round.title,
        item.unit_id,
        item.unit.name,
        item.subject,
        item.kind,
        item.get_kind_display(),
        item.text,
        item.ground,
        item.rule,
        item.state,
        str(State(item.state).label),
        item.restricted,
        verbs,
        is_office(actor) and not decides and item.state in APPROVER_STEPS,
    )
