"""Field visits: recorded with their findings, which are filed as actions or left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Action, Finding, Firm, Source, Visit
from sanbi.apps.actions.queries.visits import visits_for
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.services.filing import Facts, filed
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import unit_open

MOST_FINDINGS = 40
LONGEST_FINDING = 1000


@dataclass(frozen=True)
class VisitFacts:
    """Who went where and why; the unit and the firm are primary keys."""

    on: date
    unit: int
    place: str
    people: str
    topic: str
    firm: int | None = None
    findings: Sequence[str] = ()


@service("visit.record")
def visit_record(*, actor: Actor, now: datetime, facts: VisitFacts) -> Visit:
    """Record a visit with what was found; each finding waits to be filed or left.

    Raises
    ------
    Refused
        for a day to come, a firm of another township, more than 40 findings, and an empty field.
    """
    require(is_supervisor(actor), who_supervises())
    if facts.on > timezone.localdate(now):
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), "on")
    findings = [text.strip() for text in facts.findings if text.strip()]
    if len(findings) > MOST_FINDINGS or any(len(text) > LONGEST_FINDING for text in findings):
        raise Refused(
            _("A visit has at most 40 findings of 1,000 characters each."),
            _("Leave some out, or shorten them."),
            "findings",
        )
    unit = unit_open(facts.unit, "unit")
    made = Visit.objects.create(
        on=facts.on,
        unit=unit,
        firm=_firm(facts.firm, unit.pk),
        place=needed(facts.place, "place"),
        people=needed(facts.people, "people"),
        topic=needed(facts.topic, "topic"),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    Finding.objects.bulk_create(
        Finding(visit=made, place=place, text=text) for place, text in enumerate(findings, start=1)
    )
    tell(made, unit=unit.name, on=made.on, count=len(findings))
    return made


def _firm(firm: int | None, unit: int) -> Firm | None:
    if firm is None:
        return None
    found = Firm.objects.filter(pk=firm, township=unit).first()
    if found is None:
        raise Refused(
            _("The firm does not belong to this unit."), _("Choose its township."), "firm"
        )
    return found


@service("finding.file")
def finding_file(
    *, actor: Actor, now: datetime, visit: int, finding: int, facts: Facts, assign: bool = False
) -> Action:
    """File a finding as an action, which keeps its sentence."""
    require(is_supervisor(actor), who_supervises())
    row = _waiting(actor, visit, finding)
    made = filed(
        actor,
        now,
        replace(
            facts,
            quote=row.text,
            source=Source.SELF_FOUND,
            source_text=f"{row.visit} {row.visit.place}"[:200],
            source_link=reverse("visit", args=[visit]),
        ),
        assign=assign,
    )
    row.state, row.action = Finding.State.FILED, made
    row.save()
    tell(made, unit=made.lead_unit.name, due_on=made.due_on, text=row.text[:200])
    return made


@service("finding.leave")
def finding_leave(*, actor: Actor, now: datetime, visit: int, finding: int, why: str) -> Finding:
    """Say that a finding needs no action, with the reason."""
    del now
    require(is_supervisor(actor), who_supervises())
    row = _waiting(actor, visit, finding)
    row.state, row.why = Finding.State.LEFT, needed(why, "why")
    row.save()
    tell(row.visit, text=row.text[:200], reason=row.why)
    return row


def _waiting(actor: Actor, visit: int, finding: int) -> Finding:
    """A finding that waits, locked."""
    if not visits_for(actor).filter(pk=visit).exists():
        raise Missing
    rows = Finding.objects.filter(visit=visit, pk=finding).select_related("visit")
    row = rows.select_for_update(of=("self",)).first()
    if row is None:
        raise Missing
    if row.state != Finding.State.WAITS:
        raise Refused(_("The finding was decided already."), _("Look at its newest state."))
    return row
