"""Reminders of reports that wait for somebody."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Report, ReportState
from sanbi.apps.indicators.rules import can_remind, reporting_unit
from sanbi.apps.indicators.services.locking import reports_locked
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Appointment

WAITS_FOR = {
    ReportState.DRAFT: (Role.CLERK, Role.BUREAU),
    ReportState.SUBMITTED: (Role.LEADER,),
    ReportState.UNIT_SIGNED: (Role.BUREAU,),
    ReportState.BUREAU_CHECKED: (Role.BUREAU,),
}


@service("report.remind")
def reports_remind(*, actor: Actor, now: datetime, reports: Collection[int]) -> int:
    """Send a message to everybody whose step a report waits for; once a day for each report.

    Returns
        how many messages were sent.
    Raises
        NotAllowed  unless the office, the supervision office or the bureau reminds.
        Refused  when a report is locked: it waits for nobody.
        Missing  for a report that the actor does not see.
    """
    held = reports_locked(actor, dict.fromkeys(reports))
    for report in held:
        require(
            actor is SYSTEM or can_remind(actor, report),
            _("the bureau, or an office of the county"),
        )
        if report.state == ReportState.LOCKED:
            raise Refused(_("“%(report)s” is locked.") % {"report": report})
    day = timezone.localdate(now)
    people = _people(held, now)
    sent = sum(
        send(
            people.get((_place(report), report.state), ()),
            gettext_noop("%(report)s waits for you; due %(due)s."),
            {"report": report, "due": f"{timezone.localtime(report.due_at):%m-%d %H:%M}"},
            now=now,
            link=f"/indicators/report/{report.pk}/",
            key=f"report:{report.pk}:{report.state}:{day}",
        )
        for report in held
    )
    tell(held[0], reports=[report.pk for report in held], messages=sent)
    return sent


def _place(report: Report) -> int:
    """The unit whose people the report waits for."""
    if report.state in (ReportState.UNIT_SIGNED, ReportState.BUREAU_CHECKED):
        return report.dataset.owner_id
    return reporting_unit(report)


def _people(reports: list[Report], now: datetime) -> dict[tuple[int, str], set[int]]:
    day = timezone.localdate(now)
    held = Appointment.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        since__lte=day,
        user__is_active=True,
        unit__in={_place(report) for report in reports},
    ).values_list("unit_id", "role", "user_id")
    found: dict[tuple[int, str], set[int]] = {}
    for unit, role, user in held:
        for state, roles in WAITS_FOR.items():
            if role in roles:
                found.setdefault((unit, state.value), set()).add(user)
    return found
