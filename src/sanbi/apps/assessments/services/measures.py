"""Rewards and accountability: a rule proposes, people hear, approve, deliver and close.

Nothing here happens by itself: `measures_propose` is asked for by the office, and each later step
is somebody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.assessments.grounds import Proposed, proposed_by_rules, proposed_by_scheme
from sanbi.apps.assessments.measure_texts import rules_digest
from sanbi.apps.assessments.models import (
    Measure,
    MeasureRule,
    MeasureStep,
    Round,
    RoundState,
    Scheme,
)
from sanbi.apps.assessments.rules import (
    can_approve_measure,
    can_see_measure,
    is_county_leader,
    is_office,
)
from sanbi.apps.assessments.services.moving import needs_reason, round_locked
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.engine.conditions import ConditionError, condition_data, parse_condition
from sanbi.engine.scoring.faults import said

State = Measure.State
STEPS: Mapping[str, tuple[tuple[State, ...], State]] = {
    "hear": ((State.PROPOSED,), State.HEARD),
    "approve": ((State.HEARD,), State.APPROVED),
    "deliver": ((State.APPROVED,), State.DELIVERED),
    "close": ((State.DELIVERED,), State.CLOSED),
    "revoke": ((State.APPROVED, State.DELIVERED), State.REVOKED),
    "exempt": ((State.PROPOSED, State.HEARD), State.EXEMPTED),
}


@dataclass(frozen=True)
class RuleText:
    """A rule over runs as the office writes it; ``condition`` as YAML gives it."""

    code: str
    name: str
    kind: str
    condition: Mapping[str, Any]
    text: str
    active: bool = True


@service("measure_rules.save")
def measure_rules_save(
    *, actor: Actor, now: datetime, scheme: int, rules: Sequence[RuleText], seen: str = ""
) -> list[MeasureRule]:
    """Lay down the rules of a scheme that propose measures; those not named are put to rest.

    ``seen`` is `measure_texts.rules_digest` of the rules that were looked at; without it nothing
    is compared.

    Raises
    ------
    Refused
        with every fault of every condition.
    Conflict
        when somebody else saved the rules meanwhile.
    """
    del now
    require(is_office(actor), _("the assessment office"))
    held = Scheme.objects.select_for_update().filter(pk=scheme).first()
    if held is None:
        raise Missing
    if seen and seen != rules_digest(held.measure_rules.all()):
        raise Conflict(
            _("Somebody else saved the rules in the meantime."),
            _("Open this rule again and put your changes in."),
        )
    _require_conditions(rules)
    held.measure_rules.update(active=False)
    saved = [
        MeasureRule.objects.update_or_create(
            scheme=held,
            code=rule.code,
            defaults={
                "name": rule.name,
                "kind": rule.kind,
                "condition": condition_data(parse_condition(rule.condition)),
                "text": rule.text,
                "active": rule.active,
            },
        )[0]
        for rule in rules
    ]
    tell(held, rules=[rule.code for rule in rules])
    return saved


@service("measures.propose")
def measures_propose(*, actor: Actor, now: datetime, round: int) -> list[Measure]:
    """Propose what the rules say of a final round: one measure for each rule and unit.

    Rules are the scheme's consequences and the conditions over runs. What was proposed before is
    not proposed again.

    Raises
    ------
    Refused
        before the round is final.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    if held.state != RoundState.FINAL or held.current_run_id is None:
        raise Refused(_("Measures follow from a final result."), _("Finish the round first."))
    found = [*proposed_by_scheme(held), *proposed_by_rules(held)]
    measures = _new(held, found, actor, now)
    tell(held, proposed=len(measures))
    return measures


@service("measure.hear")
def measure_hear(*, actor: Actor, now: datetime, measure: int, note: str) -> Measure:
    """Write down what the unit said about a proposed measure."""
    held = _measure_locked(actor, measure)
    require(is_office(actor), _("the assessment office"))
    return _step(held, "hear", actor, now, needs_reason(note))


@service("measure.approve")
def measure_approve(
    *, actor: Actor, now: datetime, measure: int, document: str, note: str = ""
) -> Measure:
    """Approve a measure that was heard, with its document: another person than who proposed it."""
    held = _measure_locked(actor, measure)
    require(can_approve_measure(actor, held), _("a leader, or another person of the office"))
    held.approved_by = actor.user
    return _step(held, "approve", actor, now, note, needs_reason(document))


@service("measure.deliver")
def measure_deliver(
    *,
    actor: Actor,
    now: datetime,
    measure: int,
    document: str = "",
    note: str = "",
    public: bool = False,
) -> Measure:
    """Deliver an approved measure. An award may be made public with it; nothing else may.

    Raises
    ------
    Refused
        for a notice or talk that shall be made public.
    """
    held = _measure_locked(actor, measure)
    require(is_office(actor), _("the assessment office"))
    if public and held.kind != "award":
        raise Refused(
            _("Only awards are made public here."), _("Deliver it to the unit."), "public"
        )
    held.restricted = not public
    return _step(held, "deliver", actor, now, note, document)


@service("measure.close")
def measure_close(*, actor: Actor, now: datetime, measure: int, note: str) -> Measure:
    """Close a delivered measure after its follow-up."""
    held = _measure_locked(actor, measure)
    require(is_office(actor), _("the assessment office"))
    return _step(held, "close", actor, now, needs_reason(note))


@service("measure.revoke")
def measure_revoke(
    *, actor: Actor, now: datetime, measure: int, note: str, document: str = ""
) -> Measure:
    """Take back an approved or delivered measure, with the reason."""
    held = _measure_locked(actor, measure)
    require(can_approve_measure(actor, held), _("a leader, or another person of the office"))
    return _step(held, "revoke", actor, now, needs_reason(note), document)


@service("measure.exempt")
def measure_exempt(
    *, actor: Actor, now: datetime, measure: int, note: str, document: str = ""
) -> Measure:
    """Exempt a unit from a proposed measure; the approver is another than who proposed it."""
    held = _measure_locked(actor, measure)
    require(can_approve_measure(actor, held), _("a leader, or another person of the office"))
    held.approved_by = actor.user
    return _step(held, "exempt", actor, now, needs_reason(note), document)


def _measure_locked(actor: Actor, pk: int) -> Measure:
    held = Measure.objects.select_for_update().select_related("unit").filter(pk=pk).first()
    if held is None or not can_see_measure(actor, held):
        raise Missing
    require(
        is_office(actor) or is_county_leader(actor) or actor.has(Role.SUPERVISOR),
        _("the assessment office"),
    )
    return held


def _step(
    held: Measure, verb: str, actor: Actor, now: datetime, note: str = "", document: str = ""
) -> Measure:
    sources, to = STEPS[verb]
    if held.state not in sources:
        names = _(" or ").join(str(state.label) for state in sources)
        raise Refused(
            _("This measure is in the state “%(state)s”.") % {"state": held.get_state_display()},
            _("This can be done in the state “%(states)s” only.") % {"states": names},
        )
    held.state = to
    held.save()
    _record(held, actor, now, note, document)
    tell(held, to=str(to), note=note, document=document)
    return held


def _record(held: Measure, actor: Actor, now: datetime, note: str, document: str) -> None:
    MeasureStep.objects.create(
        measure=held,
        to_state=held.state,
        note=note,
        document=document,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


def _new(held: Round, found: Iterable[Proposed], actor: Actor, now: datetime) -> list[Measure]:
    known = set(Measure.objects.filter(round=held).values_list("unit", "rule"))
    measures = Measure.objects.bulk_create(
        Measure(
            round=held,
            unit_id=item.unit,
            rule=item.rule,
            ground=item.ground,
            kind=item.kind,
            text=item.text,
            proposed_by=actor.user,
        )
        for item in found
        if (item.unit, item.rule) not in known
    )
    MeasureStep.objects.bulk_create(
        MeasureStep(
            measure=measure,
            to_state=State.PROPOSED,
            note=measure.ground[:500],
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for measure in measures
    )
    return measures


def _require_conditions(rules: Sequence[RuleText]) -> None:
    lines = []
    for rule in rules:
        try:
            parse_condition(rule.condition)
        except ConditionError as error:
            lines += [
                f"{rule.code} {fault.path}: {said(fault.message, 'zh')}" for fault in error.faults
            ]
    if lines:
        raise Refused("\n".join(lines), _("Mend the conditions."), "condition")
