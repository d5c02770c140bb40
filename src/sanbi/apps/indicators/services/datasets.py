"""Services of data sets."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.drafts import DatasetDraft
from sanbi.apps.indicators.models import (
    Cell,
    Dataset,
    DatasetLine,
    DatasetUnit,
    Indicator,
    ReportState,
)
from sanbi.apps.indicators.models.catalogue import Frequency, Kind
from sanbi.apps.indicators.rules import can_keep_for
from sanbi.apps.orgs.models import Unit

LATEST_DUE_DAY = 60


@service("dataset.save")
def dataset_save(
    *, actor: Actor, now: datetime, draft: DatasetDraft, dataset: int | None = None
) -> Dataset:
    """Make a data set, or change its lines, units and clock.

    Reports that are open already keep their due date; their drafts lose the cells of lines that
    are no longer there.

    Raises
        NotAllowed  unless the office or the owner saves it.
        Refused  for a field that cannot be, or an indicator that another data set already
            collects from one of the units; ``where`` names the field.
        Missing  when the data set, its owner, a unit or an indicator does not exist.
    """
    del now
    held = Dataset() if dataset is None else _locked(dataset)
    if held.pk:
        require(can_keep_for(actor, held.owner_id), str(held.owner))
    require(can_keep_for(actor, draft.owner), _("the bureau that owns it, or the office"))
    _check(held, draft)
    _check_lines(held, draft)
    for name in ("code", "name", "reporter", "frequency", "due_day", "due_time", "purpose"):
        setattr(held, name, getattr(draft, name))
    held.owner_id, held.active = draft.owner, draft.active
    held.save()
    _write_lines(held, draft)
    DatasetUnit.objects.filter(dataset=held).exclude(unit__in=draft.units).delete()
    DatasetUnit.objects.bulk_create(
        [DatasetUnit(dataset=held, unit_id=unit) for unit in draft.units], ignore_conflicts=True
    )
    tell(held, lines=len(draft.lines), units=len(draft.units), active=draft.active)
    return held


def _locked(dataset: int) -> Dataset:
    held = (
        Dataset.objects.filter(pk=dataset)
        .select_related("owner")
        .select_for_update(of=("self",))
        .first()
    )
    if held is None:
        raise Missing
    return held


def _check(held: Dataset, draft: DatasetDraft) -> None:
    for name in ("code", "name"):
        if not getattr(draft, name).strip():
            raise Refused(_("This is empty."), _("Fill it in."), name)
    if draft.reporter not in Dataset.Reporter.values:
        raise Refused(_("Who fills it in?"), _("Choose the units or the bureau."), "reporter")
    if draft.frequency not in Frequency.values:
        raise Refused(_("How often is it reported?"), _("Choose one."), "frequency")
    if not 1 <= draft.due_day <= LATEST_DUE_DAY:
        raise Refused(
            _("It is due 1 to %(days)s days after the period.") % {"days": LATEST_DUE_DAY},
            _("Write a whole number."),
            "due_day",
        )
    if not draft.lines or not draft.units:
        where = "units" if draft.lines else "lines"
        raise Refused(_("A data set has lines and units."), _("Add at least one."), where)
    if Dataset.objects.exclude(pk=held.pk).filter(code=draft.code).exists():
        raise Refused(
            _("There is a data set with the code %(code)s already.") % {"code": draft.code},
            _("Take another code."),
            "code",
        )
    units = Unit.objects.filter(pk__in={draft.owner, *draft.units}).count()
    if units != len({draft.owner, *draft.units}):
        raise Missing


def _check_lines(held: Dataset, draft: DatasetDraft) -> None:
    wanted = [line.indicator for line in draft.lines]
    indicators = {item.pk: item for item in Indicator.objects.filter(pk__in=wanted)}
    if len(indicators) != len(set(wanted)):
        raise Missing
    if len(set(wanted)) != len(wanted):
        raise Refused(_("An indicator stands in it twice."), _("Remove one."), "lines")
    resting = next((item for item in indicators.values() if not item.active), None)
    if resting is not None:
        raise Refused(
            _("“%(indicator)s” is out of use.") % {"indicator": resting}, _("Remove it."), "lines"
        )
    typed = [
        line.indicator
        for line in draft.lines
        if not line.imported
        and (draft.reporter == "owner" or indicators[line.indicator].kind != Kind.STATISTIC)
    ]
    other = (
        DatasetLine.objects.filter(
            indicator__in=typed,
            imported=False,
            dataset__active=True,
            dataset__units__unit__in=draft.units,
        )
        .exclude(dataset=held.pk)
        .exclude(indicator__kind=Kind.STATISTIC, dataset__reporter="units")
        .select_related("dataset", "indicator")
        .first()
    )
    if other is not None and draft.active:
        raise Refused(
            _("“%(dataset)s” already collects “%(indicator)s” from one of these units.")
            % {"dataset": other.dataset, "indicator": other.indicator},
            _("A figure is reported once: take it out, or mark it as imported."),
            "lines",
        )


def _write_lines(held: Dataset, draft: DatasetDraft) -> None:
    kept = [line.indicator for line in draft.lines]
    DatasetLine.objects.filter(dataset=held).exclude(indicator__in=kept).delete()
    Cell.objects.filter(report__dataset=held, report__state=ReportState.DRAFT).exclude(
        indicator__in=kept
    ).delete()
    DatasetLine.objects.bulk_create(
        [
            DatasetLine(
                dataset=held,
                indicator_id=line.indicator,
                heading=line.heading,
                required=line.required,
                imported=line.imported,
                sequence=place,
            )
            for place, line in enumerate(draft.lines, start=1)
        ],
        update_conflicts=True,
        unique_fields=["dataset", "indicator"],
        update_fields=["heading", "required", "imported", "sequence"],
    )
