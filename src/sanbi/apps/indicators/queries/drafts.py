"""What drafts hold now, for a window that was overtaken by another."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.checking import shown
from sanbi.apps.indicators.models import Cell, Dataset, Report
from sanbi.apps.indicators.queries.backgrounds import EMPTY, Entry, entries_of
from sanbi.apps.indicators.queries.lines import EDIT, Line, lines_of
from sanbi.apps.indicators.rules import can_edit, reports_seen
from sanbi.apps.orgs.models import User


def drafts_now(actor: Actor, reports: Collection[int]) -> dict[str, Any]:
    """Return ``editions``, ``now`` (cells by REPORT-INDICATOR as they are typed) and ``by``.

    ``by`` is the name of who saved last. Where one of the reports cannot be typed in any more,
    only ``message`` and ``hint`` say so: nothing can be merged then.
    """
    held = list(
        Report.objects.filter(reports_seen(actor), pk__in=reports).select_related("dataset", "unit")
    )
    for report in held:
        if not can_edit(actor, report):
            told = _("“%(report)s” is no longer a draft: %(state)s.")
            state = report.get_state_display()
            return {
                "message": told % {"report": report, "state": state},
                "hint": _("Ask for it to be returned, or for a correction once it is locked."),
            }
    lines = lines_of(list({report.dataset_id: report.dataset for report in held}.values()))
    entries = entries_of(held)
    return {
        "editions": {report.pk: report.edition for report in held},
        "now": {
            f"{report.pk}-{line.indicator.pk}": _cell(
                report, line, entries[report.pk].get(line.indicator.pk, EMPTY)
            )
            for report in held
            for line in lines[report.dataset_id]
            if line.mode == EDIT
        },
        "by": _last(held, actor),
    }


def _cell(report: Report, line: Line, entry: Entry) -> dict[str, Any]:
    text = "" if entry.value is None else shown(entry.value, line.indicator.decimals)
    if not entry.applicable and report.dataset.reporter == Dataset.Reporter.OWNER:
        text = _("Not applicable")  # a matrix has no box to tick
    return {"value": text, "statement": entry.statement, "applicable": entry.applicable}


def _last(reports: Collection[Report], actor: Actor) -> str:
    last = (
        Cell.objects.filter(report__in=reports)
        .exclude(saved_by=actor.user)
        .order_by("-saved_at")
        .values_list("saved_by", flat=True)
        .first()
    )
    known = User.objects.filter(pk=last).values_list("name", flat=True).first() if last else None
    return known or _("Another window")
