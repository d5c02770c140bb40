"""Corrections after the lock: a new version with its reason, marked 已修订."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Observation, Report, ReportState, ReportStep
from sanbi.apps.indicators.models.catalogue import Kind
from sanbi.apps.indicators.queries.lines import EDIT, Line, lines_of
from sanbi.apps.indicators.queries.values import versions_of
from sanbi.apps.indicators.reading import value_fault
from sanbi.apps.indicators.rules import can_correct
from sanbi.apps.indicators.services.locking import report_locked
from sanbi.apps.indicators.services.versions import Said, write_versions


@service("report.correct")
def observations_correct(
    *,
    actor: Actor,
    now: datetime,
    report: int,
    edition: int | None,
    values: Mapping[int, Decimal | None],
    reason: str,
) -> list[Observation]:
    """Correct values of a locked report.

    Parameters
        values : the right value by indicator; None: there is no value.
        reason : what was wrong; every board that shows the value can tell it.
    Raises
        NotAllowed  unless the bureau that owns the data set corrects.
        Refused  without a reason, before the lock, for a value that cannot be, or when nothing
            differs; ``where`` is the indicator or "reason".
        Missing, Conflict  as for every report.
    """
    held = report_locked(actor, report, edition)
    require(can_correct(actor, held), str(held.dataset.owner))
    if held.state != ReportState.LOCKED:
        raise Refused(
            _("“%(report)s” is not locked yet.") % {"report": held},
            _("Return it with a reason; the unit corrects it itself."),
        )
    if not reason.strip():
        raise Refused(_("A reason is needed."), _("Write one sentence."), "reason")
    lines = {line.indicator.pk: line for line in lines_of([held.dataset])[held.dataset_id]}
    said = [_said(held, lines, value, reason.strip()) for value in sorted(values.items())]
    rows = write_versions(actor, now, _continued(said, lines, timezone.localdate(now)))
    if not rows:
        raise Refused(_("Nothing differs from what stands there."), _("Write the right value."))
    _record(actor, now, held, reason)
    tell(held, corrected=[row.indicator_id for row in rows], reason=reason)
    return rows


def _said(
    report: Report, lines: Mapping[int, Line], value: tuple[int, Decimal | None], reason: str
) -> Said:
    indicator, corrected = value
    line = lines.get(indicator)
    if line is None or line.mode != EDIT:
        raise Missing
    fault = "" if corrected is None else value_fault(corrected, line.indicator.decimals)
    if fault:
        raise Refused(fault, "", str(indicator))
    return Said(
        (report.unit_id, indicator, report.period),
        corrected,
        report=report.pk,
        reason=reason[:300],
        revised=True,
    )


def _continued(said: list[Said], lines: Mapping[int, Line], day: date) -> list[Said]:
    """Leave out what does not differ; keep statements, and give statistics their next edition."""
    newest = versions_of(item.key for item in said)
    kept = []
    for item in said:
        old = newest.get(item.key)
        if old is None or (old.value, old.applicable) != (item.value, True):
            version = 1 if old is None else old.version + 1
            statistic = lines[item.key[1]].indicator.kind == Kind.STATISTIC
            kept.append(
                replace(
                    item,
                    statement="" if old is None else old.statement,
                    released_on=day if statistic else None,
                    edition=str(version) if statistic else "",
                )
            )
    return kept


def _record(actor: Actor, now: datetime, report: Report, reason: str) -> None:
    ReportStep.objects.create(
        report=report,
        from_state=report.state,
        to_state=report.state,
        reason=reason[:300],
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    report.edition += 1
    report.save(update_fields=["edition"])
