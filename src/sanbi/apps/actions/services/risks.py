"""Hidden dangers and incidents: found, graded, recorded, confirmed by another, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.categories import BOTTOM_LINES
from sanbi.apps.actions.grading import is_at_least, least_grade
from sanbi.apps.actions.models import Danger, Incident, Kind, Source
from sanbi.apps.actions.moves import ENDED, Deed
from sanbi.apps.actions.queries.risks import dangers_for, incidents_for
from sanbi.apps.actions.rules import (
    can_confirm_incident,
    can_record_incident,
    can_report_danger,
    can_withdraw_incident,
    is_supervisor,
)
from sanbi.apps.actions.services.filing import Facts, filed
from sanbi.apps.actions.services.locking import action_locked, noted
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import unit_open

EARLIEST = date(2000, 1, 1)


@dataclass(frozen=True)
class DangerFacts:
    """A danger that was found: which bottom line, where, by whom, and who rectifies it."""

    line: str
    title: str
    place: str
    found_on: date
    found_by: str
    lead_unit: int
    wanted: str
    content: str = ""
    limit: str = ""
    due_on: date | None = None


@service("danger.report")
def danger_report(*, actor: Actor, now: datetime, facts: DangerFacts) -> Danger:
    """Put a hidden danger on file as an action.

    Reported by a unit about itself it waits to be assigned; the supervision office assigns it at
    once.

    Raises
    ------
    Refused
        for an unknown bottom line, a day to come, and by `filed`.
    """
    require(can_report_danger(actor, facts.lead_unit), who_supervises())
    if facts.line not in dict(BOTTOM_LINES):
        raise Refused(_("There is no such bottom line."), _("Choose one."), "line")
    _past(facts.found_on, timezone.localdate(now), "found_on")
    own = not is_supervisor(actor)
    action = filed(
        actor,
        now,
        Facts(
            kind=Kind.RISK,
            category=facts.line,
            title=facts.title,
            content=facts.content,
            wanted=needed(facts.wanted, "wanted"),
            lead_unit=facts.lead_unit,
            limit=facts.limit,
            due_on=facts.due_on,
            source=Source.SELF_FOUND if own else Source.INSPECTION,
            source_text=f"{facts.found_by} {facts.place}"[:200],
        ),
        assign=not own,
    )
    made = Danger.objects.create(
        action=action,
        place=needed(facts.place, "place"),
        found_on=facts.found_on,
        found_by=needed(facts.found_by, "found_by"),
        by=actor.user,
        by_name=actor.name,
    )
    tell(action, kind=facts.line, unit=action.lead_unit.name, due_on=action.due_on)
    return made


@service("danger.grade")
def danger_grade(*, actor: Actor, now: datetime, action: int, grade: str, why: str) -> Danger:
    """Say how grave a danger is, and why; it can be graded anew until it has ended.

    Raises
    ------
    Refused
        for an unknown grade, without a reason, and once it has ended.
    """
    held = action_locked(actor, action)
    require(is_supervisor(actor), who_supervises())
    row = dangers_for(actor).filter(action=held).order_by().first()
    if row is None:
        raise Missing
    if held.state in ENDED:
        raise Refused(_("It has ended."), _("Take it up again first."))
    if grade not in Danger.Grade.values:
        raise Refused(_("Say how grave it is."), _("Choose one."), "grade")
    row.grade, row.grade_why = grade, needed(why, "why")
    row.graded_on = timezone.localdate(now)
    row.save()
    noted(held, Deed.CHANGED, actor, now, f"{row.get_grade_display()}：{row.grade_why}")
    tell(held, grade=grade, reason=row.grade_why)
    return row


# -- incidents -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class IncidentFacts:
    """What happened; the unit and the danger that it came from are primary keys."""

    unit: int
    line: str
    grade: str
    title: str
    happened_on: date
    document: str
    place: str = ""
    deaths: int = 0
    injured: int = 0
    loss_wan: Decimal = Decimal(0)
    danger: int | None = None


@service("incident.record")
def incident_record(*, actor: Actor, now: datetime, facts: IncidentFacts) -> Incident:
    """Record an incident with the document that found it; it counts once another confirms it.

    Raises
    ------
    Refused
        for an unknown bottom line or grade, a grade milder than deaths, injured or loss ask for, a
        day to come, and without a title or document.
    """
    require(can_record_incident(actor), _("the supervision office, or a bureau"))
    _past(facts.happened_on, timezone.localdate(now), "happened_on")
    if facts.line not in dict(BOTTOM_LINES):
        raise Refused(_("There is no such bottom line."), _("Choose one."), "line")
    _graded(facts)
    made = Incident.objects.create(
        unit=unit_open(facts.unit, "unit"),
        line=facts.line,
        grade=facts.grade,
        title=needed(facts.title, "title"),
        place=facts.place.strip(),
        happened_on=facts.happened_on,
        deaths=facts.deaths,
        injured=facts.injured,
        loss_wan=facts.loss_wan,
        document=needed(facts.document, "document"),
        danger=_danger(actor, facts.danger),
        recorded_by=actor.user,
        recorded_by_name=actor.name,
    )
    tell(made, unit=made.unit.name, kind=made.line, grade=made.grade, document=made.document)
    return made


def _graded(facts: IncidentFacts) -> None:
    if facts.grade not in Incident.Grade.values:
        raise Refused(_("Say how grave it is."), _("Choose one."), "grade")
    if facts.deaths < 0 or facts.injured < 0 or facts.loss_wan < 0:
        raise Refused(_("A count is not below 0."), _("Type 0 or more."), "deaths")
    least = least_grade(facts.deaths, facts.injured, facts.loss_wan)
    if not is_at_least(facts.grade, least):
        raise Refused(
            _("Deaths, injured and loss make it at least: %(grade)s.") % {"grade": least.label},
            _("Choose this grade, or mend the figures."),
            "grade",
        )


def _danger(actor: Actor, danger: int | None) -> Danger | None:
    if danger is None:
        return None
    found = dangers_for(actor).filter(pk=danger).first()
    if found is None:
        raise Refused(_("There is no such danger."), _("Choose one."), "danger")
    return found


def _past(day: date, today: date, field: str) -> None:
    if day > today:
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), field)
    if day < EARLIEST:
        raise Refused(_("This day lies too far back."), _("Write the right year."), field)


@service("incident.confirm")
def incident_confirm(*, actor: Actor, now: datetime, incident: int) -> Incident:
    """Confirm an incident: from now on it counts in scores. Never by who recorded it."""
    held = _locked(actor, incident)
    require(can_confirm_incident(actor, held), _("the assessment office, not who recorded it"))
    _in_state(held, Incident.State.RECORDED)
    _decide(held, Incident.State.CONFIRMED, actor, now)
    tell(held, unit=held.unit.name, grade=held.grade, document=held.document)
    return held


@service("incident.withdraw")
def incident_withdraw(*, actor: Actor, now: datetime, incident: int, why: str) -> Incident:
    """Take an incident back, with the reason: it no longer counts in what is frozen from now on.

    Raises
    ------
    Refused
        without a reason, and when it was withdrawn already.
    """
    held = _locked(actor, incident)
    require(
        can_withdraw_incident(actor, held),
        _("the assessment office; before it is confirmed, also who recorded it"),
    )
    _in_state(held, Incident.State.RECORDED, Incident.State.CONFIRMED)
    held.why = needed(why, "why")
    _decide(held, Incident.State.WITHDRAWN, actor, now)
    tell(held, unit=held.unit.name, grade=held.grade, reason=held.why)
    return held


def _locked(actor: Actor, incident: int) -> Incident:
    seen = incidents_for(actor).filter(pk=incident).order_by()
    held = seen.select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    return held


def _in_state(held: Incident, *states: Incident.State) -> None:
    if held.state not in states:
        raise Refused(
            _("The incident is “%(state)s”.") % {"state": held.get_state_display()},
            _("Look at its newest state."),
        )


def _decide(held: Incident, state: Incident.State, actor: Actor, now: datetime) -> None:
    held.state, held.decided_on = state, timezone.localdate(now)
    held.decided_by, held.decided_by_name = actor.user, actor.name
    held.edition += 1
    held.save()
