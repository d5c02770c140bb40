"""Who may see and do what with indicators, data sets and reports."""

from __future__ import annotations

from django.db.models import Q

from sanbi.apps.audit.actors import SYSTEM, Actor, Role
from sanbi.apps.indicators.models import Dataset, Indicator, Report, ReportState
from sanbi.apps.indicators.models.catalogue import Kind
from sanbi.apps.orgs.models import Unit

READERS = (Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR)
OWN_UNIT = (Role.BUREAU, Role.CLERK, Role.OWNER, Role.LEADER, Role.EVALUATOR)
OF_AN_OWNER = (Role.BUREAU, Role.CLERK, Role.LEADER)
FIGURES = (*READERS, *OWN_UNIT)


# -- reading ---------------------------------------------------------------------------------------
def can_read(actor: Actor) -> bool:
    """Whether the actor reads figures at all; the three administrators do not."""
    return actor.reading.has(*FIGURES)


def sees_everything(actor: Actor) -> bool:
    """Whether the actor reads every unit's reports, as the office, auditor, county leader do."""
    if actor is SYSTEM or actor.reading.has(*READERS):
        return True
    led = actor.units_as(Role.LEADER)
    return bool(led) and Unit.objects.filter(pk__in=led, parent__isnull=True).exists()


def reports_seen(actor: Actor) -> Q:
    """Return the condition on `Report` for those that the actor may see."""
    if sees_everything(actor):
        return Q()
    return Q(unit__in=actor.units_as(*OWN_UNIT)) | Q(
        dataset__owner__in=actor.units_as(*OF_AN_OWNER)
    )


def observations_seen(actor: Actor) -> Q:
    """Return the condition on `Observation` for those that the actor may see.

    Released statistics are read by everyone who reads figures.
    """
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    owned = actor.units_as(*OF_AN_OWNER)
    return (
        Q(unit__in=actor.units_as(*OWN_UNIT))
        | Q(indicator__owner__in=owned)
        | Q(report__dataset__owner__in=owned)
        | Q(indicator__kind=Kind.STATISTIC)
    )


def targets_seen(actor: Actor) -> Q:
    """Return the condition on `Target`: own unit, own indicators, and the county's."""
    if sees_everything(actor):
        return Q()
    if not can_read(actor):
        return Q(pk__in=[])
    return (
        Q(unit__in=actor.units_as(*OWN_UNIT))
        | Q(indicator__owner__in=actor.units_as(*OF_AN_OWNER))
        | Q(unit__parent__isnull=True)
    )


# -- catalogue -------------------------------------------------------------------------------------
def can_keep_indicators(actor: Actor) -> bool:
    """Whether the actor keeps any part of the catalogue."""
    return actor.has(Role.OFFICE, Role.BUREAU)


def can_keep_for(actor: Actor, owner: int) -> bool:
    """Whether the actor keeps what a unit owns: the office, or that bureau."""
    return actor.has(Role.OFFICE) or actor.has_for(owner, Role.BUREAU)


def can_set_targets(actor: Actor, indicator: Indicator) -> bool:
    """Whether the actor sets targets of an indicator."""
    return can_keep_for(actor, indicator.owner_id)


def can_release(actor: Actor, indicator: Indicator) -> bool:
    """Whether the actor releases a statistic: only the bureau that owns it."""
    return actor.has_for(indicator.owner_id, Role.BUREAU)


def can_open_reports(actor: Actor) -> bool:
    """Whether the actor opens a period for reporting."""
    return actor is SYSTEM or actor.has(Role.OFFICE, Role.BUREAU)


def can_see_burden(actor: Actor) -> bool:
    """Whether the actor sees what reporting costs the units."""
    return actor.has(*READERS, Role.BUREAU) or sees_everything(actor)


# -- reports ---------------------------------------------------------------------------------------
def reporting_unit(report: Report) -> int:
    """Primary key of the unit that fills a report in: its own, or the bureau."""
    if report.dataset.reporter == Dataset.Reporter.OWNER:
        return report.dataset.owner_id
    return report.unit_id


def is_filler(actor: Actor, report: Report) -> bool:
    """Whether the actor fills in for the reporting unit."""
    unit = reporting_unit(report)
    if actor.has_for(unit, Role.CLERK):
        return True
    return report.dataset.reporter == Dataset.Reporter.OWNER and actor.has_for(unit, Role.BUREAU)


def can_edit(actor: Actor, report: Report) -> bool:
    """Whether the actor changes cells now."""
    return report.state == ReportState.DRAFT and is_filler(actor, report)


def can_submit(actor: Actor, report: Report) -> bool:
    """Whether the actor hands reports like this one in."""
    return is_filler(actor, report)


def can_sign(actor: Actor, report: Report) -> bool:
    """Whether the actor signs for the unit: its leader, not who handed it in."""
    if actor.user == report.submitted_by:
        return False
    return actor.has_for(reporting_unit(report), Role.LEADER)


def can_check(actor: Actor, report: Report) -> bool:
    """Whether the actor checks for the bureau, and did not hand it in."""
    if actor.user == report.submitted_by:
        return False
    return actor.has_for(report.dataset.owner_id, Role.BUREAU)


def can_lock(actor: Actor, report: Report) -> bool:
    """Whether the actor locks: the office, or the bureau."""
    return can_keep_for(actor, report.dataset.owner_id)


def can_return(actor: Actor, report: Report) -> bool:
    """Whether the actor sends it back: whoever may take the next step."""
    match report.state:
        case ReportState.SUBMITTED:
            return can_sign(actor, report)
        case ReportState.UNIT_SIGNED:
            return can_check(actor, report)
        case ReportState.BUREAU_CHECKED:
            return can_lock(actor, report)
        case _:
            return can_lock(actor, report) or can_sign(actor, report)


def can_correct(actor: Actor, report: Report) -> bool:
    """Whether the actor adds a corrected version after the lock: the bureau."""
    return actor.has_for(report.dataset.owner_id, Role.BUREAU)


def can_comment(actor: Actor, report: Report) -> bool:
    """Whether the actor remarks on a report: who works with it; auditors only read."""
    return (
        is_filler(actor, report)
        or actor.has_for(reporting_unit(report), Role.LEADER)
        or can_lock(actor, report)
    )


def can_remind(actor: Actor, report: Report) -> bool:
    """Whether the actor reminds of a report: the bureau or an office of the county."""
    return can_lock(actor, report) or actor.has(Role.SUPERVISOR)


# -- files of reports ------------------------------------------------------------------------------
def _report_of(actor: Actor, key: str) -> Report | None:
    if not key.isdecimal():
        return None
    return Report.objects.filter(reports_seen(actor), pk=key).select_related("dataset").first()


def can_see_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of a report: who sees the report."""
    return _report_of(actor, key) is not None


def unit_of_files(key: str) -> int:
    """The unit that files of a report belong to: the one that reports."""
    return Report.objects.values_list("unit_id", flat=True).get(pk=key)


def can_add_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files: who fills the report in, until the lock."""
    report = _report_of(actor, key)
    if report is None or report.state == ReportState.LOCKED:
        return False
    return is_filler(actor, report)
