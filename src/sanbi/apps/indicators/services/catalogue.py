"""Services of the catalogue of indicators."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.checking import settings_fault
from sanbi.apps.indicators.drafts import IndicatorDraft
from sanbi.apps.indicators.models import Check, DatasetLine, Indicator
from sanbi.apps.indicators.models.catalogue import Frequency, Kind
from sanbi.apps.indicators.rules import can_keep_for
from sanbi.apps.indicators.services.locking import indicator_locked
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pinyin import place_key

MOST_DECIMALS = 6
CHOICES = {
    "direction": Indicator.Direction.values,
    "accumulation": Indicator.Accumulation.values,
    "frequency": Frequency.values,
    "kind": Kind.values,
}


@service("indicator.save")
def indicator_save(
    *, actor: Actor, now: datetime, draft: IndicatorDraft, indicator: int | None = None
) -> Indicator:
    """Add an indicator to the catalogue, or change one.

    Raises
        NotAllowed  unless the office or the bureau that owns it (before and after) saves it.
        Refused  for a field that cannot be; ``where`` names it.
        Missing  when the indicator or its owner does not exist.
    """
    del now
    held = Indicator() if indicator is None else indicator_locked(indicator)
    if held.pk:
        require(can_keep_for(actor, held.owner_id), str(held.owner))
    require(can_keep_for(actor, draft.owner), _("the bureau that owns it, or the office"))
    _check(held, draft)
    changed = {
        name: [getattr(held, name), getattr(draft, name)]
        for name in PLAIN_FIELDS
        if getattr(held, name) != getattr(draft, name)
    }
    for name in PLAIN_FIELDS:
        setattr(held, name, getattr(draft, name))
    held.owner_id, held.part_of_id = draft.owner, draft.part_of
    held.pinyin = place_key(draft.name)[:160]
    held.save()
    Check.objects.filter(indicator=held).delete()
    Check.objects.bulk_create(
        Check(
            indicator=held, kind=check.kind, severity=check.severity, settings=dict(check.settings)
        )
        for check in draft.checks
    )
    tell(held, changed=changed, checks=len(draft.checks))
    return held


PLAIN_FIELDS = [
    item.name for item in fields(IndicatorDraft) if item.name not in {"owner", "part_of", "checks"}
]


@service("indicator.retire")
def indicator_retire(
    *, actor: Actor, now: datetime, indicator: int, reason: str, active: bool = False
) -> Indicator:
    """Take an indicator out of use, or back into it; its values stay.

    Raises
        Refused  without a reason, or while an active data set still collects it.
    """
    del now
    held = indicator_locked(indicator)
    require(can_keep_for(actor, held.owner_id), str(held.owner))
    if not reason.strip():
        raise Refused(_("A reason is needed."), _("Write one sentence."), "reason")
    line = DatasetLine.objects.filter(indicator=held, dataset__active=True).first()
    if line is not None and not active:
        raise Refused(
            _("“%(dataset)s” still collects it.") % {"dataset": line.dataset},
            _("Take it out of that data set first."),
        )
    held.active = active
    held.save(update_fields=["active"])
    tell(held, active=active, reason=reason)
    return held


def _check(held: Indicator, draft: IndicatorDraft) -> None:
    for name in ("code", "name", "measure", "purpose"):
        if not getattr(draft, name).strip():
            raise Refused(_("This is empty."), _("Fill it in."), name)
    for name, choices in CHOICES.items():
        if getattr(draft, name) not in choices:
            raise Refused(
                _("“%(value)s” is not one of the choices.") % {"value": getattr(draft, name)},
                _("Choose one of: %(choices)s.") % {"choices": ", ".join(choices)},
                name,
            )
    if not 0 <= draft.decimals <= MOST_DECIMALS:
        raise Refused(_("At most %(decimals)s decimals.") % {"decimals": 6}, "", "decimals")
    if not Unit.objects.filter(pk=draft.owner).exists():
        raise Missing
    if Indicator.objects.exclude(pk=held.pk).filter(code=draft.code).exists():
        raise Refused(
            _("There is an indicator with the code %(code)s already.") % {"code": draft.code},
            _("Take another code, or change that indicator."),
            "code",
        )
    if draft.part_of is not None:
        _check_part(held, draft.part_of)
    for check in draft.checks:
        _check_settings(check.kind, check.severity, dict(check.settings))


def _check_part(held: Indicator, whole: int) -> None:
    above: int | None = whole
    seen = set()
    while above is not None and above not in seen:
        if above == held.pk:
            raise Refused(
                _("An indicator cannot be a part of itself."), _("Choose another."), "part_of"
            )
        seen.add(above)
        row = Indicator.objects.filter(pk=above).values_list("part_of_id", flat=True).first()
        above = row


def _check_settings(kind: str, severity: str, settings: dict[str, object]) -> None:
    fault = settings_fault(kind, settings)
    if severity not in Check.Severity.values:
        fault = _("A check either must be corrected, or needs a word of explanation.")
    if fault:
        raise Refused(fault, _("Correct the check."), "checks")
