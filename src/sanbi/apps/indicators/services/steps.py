"""The steps of a report: hand in, sign, check, lock, return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Report, ReportStep
from sanbi.apps.indicators.models.catalogue import Kind
from sanbi.apps.indicators.queries.backgrounds import EMPTY, Background, Entry, background_of
from sanbi.apps.indicators.queries.faults import faults_of
from sanbi.apps.indicators.queries.lines import EDIT, Line
from sanbi.apps.indicators.services.locking import Editions, reports_locked
from sanbi.apps.indicators.services.versions import Said, write_versions
from sanbi.apps.indicators.transitions import STEPS, Step

FIRST_EDITION = "1"


@service("report.submit")
def report_submit(*, actor: Actor, now: datetime, report: int, edition: int | None) -> Report:
    """Hand a draft in: each cell that changed becomes a new version of its value.

    Raises
        Missing  for a report that the actor does not see.
        Conflict  when it is not the edition that was looked at.
        NotAllowed  unless a clerk of the reporting unit hands it in.
        Refused  when it is no draft, a required line is empty, a check finds an error, or a
            finding is not explained; it names the first line, ``where`` is its indicator.
    """
    return _one(_submit(actor, now, {report: edition}))


@service("reports.submit")
def reports_submit(*, actor: Actor, now: datetime, reports: Editions) -> list[Report]:
    """Hand several drafts in, all or none; as `report_submit`."""
    return _told(_submit(actor, now, reports))


@service("report.sign")
def report_sign(*, actor: Actor, now: datetime, report: int, edition: int | None) -> Report:
    """Sign for the unit: its leader, who is not the one that handed it in.

    Raises
        Missing, Conflict, NotAllowed, and Refused when it is in another state.
    """
    return _one(_advance(actor, now, {report: edition}, STEPS["sign"]))


@service("reports.sign")
def reports_sign(*, actor: Actor, now: datetime, reports: Editions) -> list[Report]:
    """Sign several, all or none; as `report_sign`."""
    return _told(_advance(actor, now, reports, STEPS["sign"]))


@service("report.check")
def report_check(*, actor: Actor, now: datetime, report: int, edition: int | None) -> Report:
    """Check for the bureau that owns the data set.

    Raises
        Missing, Conflict, NotAllowed, and Refused when it is in another state.
    """
    return _one(_advance(actor, now, {report: edition}, STEPS["check"]))


@service("reports.check")
def reports_check(*, actor: Actor, now: datetime, reports: Editions) -> list[Report]:
    """Check several, all or none; as `report_check`."""
    return _told(_advance(actor, now, reports, STEPS["check"]))


@service("report.lock")
def report_lock(*, actor: Actor, now: datetime, report: int, edition: int | None) -> Report:
    """Lock: from now on there are only corrections. Statistics among its lines are released.

    Raises
        Missing, Conflict, NotAllowed, and Refused when it is in another state.
    """
    return _one(_lock(actor, now, {report: edition}))


@service("reports.lock")
def reports_lock(*, actor: Actor, now: datetime, reports: Editions) -> list[Report]:
    """Lock several, all or none; as `report_lock`."""
    return _told(_lock(actor, now, reports))


@service("report.return")
def report_return(
    *, actor: Actor, now: datetime, report: int, edition: int | None, reason: str
) -> Report:
    """Send a report back to its draft, with a reason that the unit reads.

    Raises
        Refused  without a reason, or in a state from which nothing is returned.
        Missing, Conflict, NotAllowed  as above.
    """
    return _one(_advance(actor, now, {report: edition}, STEPS["return"], reason.strip()))


# -- what they share -------------------------------------------------------------------------------
def _one(reports: list[Report]) -> Report:
    report = reports[0]
    tell(report, state=report.state, edition=report.edition)
    return report


def _told(reports: list[Report]) -> list[Report]:
    tell(reports[0], state=reports[0].state, reports=[report.pk for report in reports])
    return reports


Inside = Callable[[list[Report]], None]


def _advance(
    actor: Actor,
    now: datetime,
    editions: Editions,
    step: Step,
    reason: str = "",
    inside: Inside | None = None,
) -> list[Report]:
    reports = reports_locked(actor, editions)
    for report in reports:
        require(step.may(actor, report), str(step.who))
        if report.state not in step.sources:
            raise Refused(
                _("“%(report)s” is in the state: %(state)s.")
                % {"report": report, "state": report.get_state_display()},
                _("This step comes after: %(states)s.")
                % {"states": ", ".join(str(source.label) for source in step.sources)},
            )
    if step.reasoned and not reason:
        raise Refused(_("A reason is needed."), _("Write one sentence."), "reason")
    if inside is not None:
        inside(reports)
    steps = [
        ReportStep(
            report=report,
            from_state=report.state,
            to_state=step.to,
            reason=reason[:300],
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for report in reports
    ]
    ReportStep.objects.bulk_create(steps)
    handed_in = {"submitted_at": now, "submitted_by": actor.user} if step.verb == "submit" else {}
    # One plain statement: all get the same state, and bulk_update is several times as slow.
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(
        state=step.to, edition=F("edition") + 1, **handed_in
    )
    for report in reports:
        report.state, report.edition = step.to, report.edition + 1
        for name, value in handed_in.items():
            setattr(report, name, value)
    return reports


def _submit(actor: Actor, now: datetime, editions: Editions) -> list[Report]:
    def write(reports: list[Report]) -> None:
        background = background_of(reports)
        for report in reports:
            _refuse_faults(report, background)
        said = [item for report in reports for item in _said(report, background)]
        write_versions(actor, now, said)

    return _advance(actor, now, editions, STEPS["submit"], inside=write)


def _lock(actor: Actor, now: datetime, editions: Editions) -> list[Report]:
    def release(reports: list[Report]) -> None:
        background, day = background_of(reports), timezone.localdate(now)
        said = [item for report in reports for item in _said(report, background, day)]
        write_versions(actor, now, said)

    return _advance(actor, now, editions, STEPS["lock"], inside=release)


def _refuse_faults(report: Report, background: Background) -> None:
    faults = faults_of(report, background)
    if not faults:
        return
    first = faults[0]
    message = _("“%(report)s”, line %(number)s “%(name)s”: %(text)s") % {
        "report": report,
        "number": first.line.number,
        "name": first.line.indicator,
        "text": first.text,
    }
    rest = len(faults) - 1
    hint = first.fix
    if rest:
        hint += " " + _("%(count)s more lines need a look.") % {"count": rest}
    raise Refused(message, hint.strip(), str(first.line.indicator.pk))


def _said(report: Report, background: Background, released_on: date | None = None) -> list[Said]:
    """What a report says: before its lock all but statistics, at its lock the statistics."""
    entries = background.entries[report.pk]
    return [
        _line_said(report, line, entries.get(line.indicator.pk, EMPTY), released_on)
        for line in background.lines[report.dataset_id]
        if line.mode == EDIT
        and (line.indicator.kind == Kind.STATISTIC) == (released_on is not None)
    ]


def _line_said(report: Report, line: Line, entry: Entry, released_on: date | None) -> Said:
    return Said(
        (report.unit_id, line.indicator.pk, report.period),
        entry.value,
        entry.applicable,
        entry.statement,
        entry.source,
        report.pk,
        released_on=released_on,
        edition=FIRST_EDITION if released_on else "",
    )
