"""Waivers of lamps 豁免: one person asks for one, another decides."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.queries.people import current
from sanbi.apps.projects.lamps.rulebook import read, rules_on
from sanbi.apps.projects.models import LampWaiver, Project
from sanbi.apps.projects.queries.lamps import waivers_for
from sanbi.apps.projects.rules import can_decide_waivers, can_report
from sanbi.apps.projects.services.lamps import read_after_change
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_decides_waivers, who_reports
from sanbi.engine.calendar import Period, PeriodError, PeriodKind
from sanbi.engine.scheduling.lamps import LAMPS

MOST_MONTHS = 24


@service("lamp_waiver.propose")
def lamp_waiver_propose(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    lamp: str,
    first: str,
    last: str,
    reason: str,
) -> LampWaiver:
    """Ask that a lamp shall not count for some months, with the reason; somebody else decides.

    Parameters
    ----------
    first, last : months such as 2026-09; both count.

    Raises
    ------
    Refused
        for a lamp that the rules in force let nobody waive, months that are none or run
        backwards, more than 24 of them, and without a reason.
    """
    held = project_locked(actor, project)
    require(can_report(actor, held), who_reports())
    require_in_register(held)
    _require_waivable(lamp, now)
    _require_months(first, last)
    made = LampWaiver.objects.create(
        project=held,
        lamp=lamp,
        first_period=first,
        last_period=last,
        reason=needs_reason(reason),
        proposed_by=actor.user,
        proposed_by_name=actor.name,
        at=now,
    )
    office = current(timezone.localdate(now)).filter(role=Role.OFFICE)
    send(
        {row.user_id for row in office} - {actor.user},
        gettext_noop("A waiver of a lamp of “%(project)s” waits for a decision: %(reason)s"),
        {"project": held.name, "reason": made.reason},
        now=now,
        link=reverse("lamp-waiver", args=[made.pk]),
        private=["reason"],
    )
    tell(held, lamp=lamp, first=first, last=last, reason=made.reason)
    return made


@service("lamp_waiver.decide")
def lamp_waiver_decide(
    *, actor: Actor, now: datetime, waiver: int, approve: bool, why: str = ""
) -> LampWaiver:
    """Approve a waiver, or refuse it with a reason; never one's own.

    An approved one has its effect at once: the lamps of its months are read again.

    Raises
    ------
    NotAllowed
        for whoever asked for it.
    Refused
        when it is decided already, and for a refusal without a reason.
    """
    held, project = _locked(actor, waiver)
    require(can_decide_waivers(actor), who_decides_waivers())
    if held.proposed_by is not None and held.proposed_by == actor.user:
        raise NotAllowed(_("you asked for it yourself"), who_decides_waivers())
    _require_waiting(held)
    held.state = LampWaiver.State.APPROVED if approve else LampWaiver.State.REFUSED
    held.decided_by, held.decided_by_name, held.decided_at = actor.user, actor.name, now
    held.decided_why = why.strip() if approve else needs_reason(why, "why")
    held.save()
    rows = read_after_change(project, held.first_period, now) if approve else []
    if held.proposed_by is not None:
        send(
            [held.proposed_by],
            gettext_noop("The waiver for “%(project)s” was decided; look at the answer."),
            {"project": project.name},
            now=now,
            link=reverse("lamp-waiver", args=[held.pk]),
        )
    tell(
        project,
        lamp=held.lamp,
        decision=held.state,
        reason=held.decided_why,
        months=sorted({row.period for row in rows}),
    )
    return held


@service("lamp_waiver.withdraw")
def lamp_waiver_withdraw(*, actor: Actor, now: datetime, waiver: int) -> LampWaiver:
    """Take back what one has asked for, while nobody has decided.

    Raises
    ------
    NotAllowed
        for anybody else.
    """
    held, project = _locked(actor, waiver)
    require(
        held.proposed_by is not None and held.proposed_by == actor.user, _("whoever asked for it")
    )
    _require_waiting(held)
    held.state, held.decided_at = LampWaiver.State.WITHDRAWN, now
    held.decided_by, held.decided_by_name = actor.user, actor.name
    held.save()
    tell(project, lamp=held.lamp, first=held.first_period, last=held.last_period)
    return held


def _locked(actor: Actor, waiver: int) -> tuple[LampWaiver, Project]:
    """The waiver and its project, both locked, the project first as everywhere."""
    found = waivers_for(actor).filter(pk=waiver).first()
    if found is None:
        raise Missing
    project = project_locked(actor, found.project_id)
    return LampWaiver.objects.select_for_update().get(pk=waiver), project


def _require_waiting(waiver: LampWaiver) -> None:
    if waiver.state != LampWaiver.State.PROPOSED:
        raise Refused(
            _("This waiver is “%(state)s” already.") % {"state": waiver.get_state_display()},
            _("Look at its newest state."),
        )


def _require_waivable(lamp: str, now: datetime) -> None:
    rules = read(rules_on(timezone.localdate(now)))
    rule = rules.lamps.get(lamp) if lamp in LAMPS else None
    if rule is None:
        raise Refused(_("The rules in force know no such lamp."), _("Choose another."), "lamp")
    if not rule.waivable:
        raise Refused(
            _("The rules in force let nobody waive this lamp."), _("Choose another."), "lamp"
        )


def _require_months(first: str, last: str) -> None:
    for text, field in ((first, "first"), (last, "last")):
        try:
            month = Period.parse(text)
        except PeriodError:
            month = None
        if month is None or month.kind is not PeriodKind.MONTH or str(month) != text:
            raise Refused(
                _("“%(period)s” is no month.") % {"period": text[:20]},
                _("Write it such as 2026-09."),
                field,
            )
    if last < first:
        raise Refused(
            _("The last month lies before the first."), _("Mend one of the months."), "last"
        )
    if str(Period.parse(first).next(MOST_MONTHS - 1)) < last:
        raise Refused(_("A waiver lasts two years at most."), _("Ask for less."), "last")
