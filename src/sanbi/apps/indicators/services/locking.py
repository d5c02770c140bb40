"""Rows that a service is about to change, locked before anybody looks at their state."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing
from sanbi.apps.indicators.models import Indicator, Report
from sanbi.apps.indicators.rules import reports_seen

Editions = Mapping[int, int | None]
"""Reports by primary key, with the edition that was looked at; None: whatever it is."""


def reports_locked(actor: Actor, editions: Editions) -> list[Report]:
    """Return the reports, locked in primary-key order, with data set and unit.

    Raises
        Missing  when one is not there, or not for the actor to see.
        Conflict  when one has another edition than was looked at.
    """
    wanted = sorted(editions)
    seen = Report.objects.filter(reports_seen(actor), pk__in=wanted).values_list("pk", flat=True)
    if not wanted or set(seen) != set(wanted):
        raise Missing
    held = list(
        Report.objects.filter(pk__in=wanted)
        .select_related("dataset__owner", "unit")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for report in held:
        edition = editions[report.pk]
        if edition is not None and report.edition != edition:
            raise Conflict(
                _("Somebody changed “%(report)s” in the meantime.") % {"report": report},
                _("Look at the newest state; what you typed is kept in this window."),
            )
    return held


def report_locked(actor: Actor, report: int, edition: int | None = None) -> Report:
    """Return one report, locked."""
    return reports_locked(actor, {report: edition})[0]


def indicator_locked(indicator: int) -> Indicator:
    """Return an indicator, locked: versions of targets and statistics are counted under it.

    Raises
        Missing  when there is none.
    """
    held = (
        Indicator.objects.filter(pk=indicator)
        .select_related("owner")
        .select_for_update(of=("self",))
        .first()
    )
    if held is None:
        raise Missing
    return held
