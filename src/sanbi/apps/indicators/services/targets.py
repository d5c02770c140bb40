"""Targets of units for a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.drafts import TargetDraft
from sanbi.apps.indicators.models import Indicator, Target
from sanbi.apps.indicators.reading import value_fault
from sanbi.apps.indicators.rules import can_set_targets
from sanbi.apps.indicators.services.locking import indicator_locked
from sanbi.apps.orgs.models import Unit

FIELDS = ("value", "q1", "q2", "q3")


@service("targets.save")
def targets_save(
    *,
    actor: Actor,
    now: datetime,
    indicator: int,
    year: int,
    targets: Sequence[TargetDraft],
    reason: str = "",
) -> list[Target]:
    """Set targets of units for a year; each that differs from the newest becomes a version.

    The county's own target is set the same way, with the county as unit.

    Returns
        the new versions.
    Raises
        NotAllowed  unless the office or the bureau that owns the indicator sets them.
        Refused  for a value that cannot be, cumulative quarters that fall, or a change of an
            earlier target without a reason; ``where`` is the unit, or "reason".
        Missing  for an indicator or unit that does not exist.
    """
    held = indicator_locked(indicator)
    require(can_set_targets(actor, held), _("the bureau that owns it, or the office"))
    units = {draft.unit for draft in targets}
    if not units or Unit.objects.filter(pk__in=units).count() != len(targets):
        raise Missing
    for draft in targets:
        _check(held, draft)
    newest = {
        target.unit_id: target
        for target in Target.objects.filter(indicator=held, year=year, unit__in=units)
        .order_by("unit_id", "-version")
        .distinct("unit_id")
    }
    changed = [draft for draft in targets if _differs(newest.get(draft.unit), draft)]
    if any(draft.unit in newest for draft in changed) and not reason.strip():
        raise Refused(_("Targets that were set change."), _("Say in one sentence why."), "reason")
    rows = Target.objects.bulk_create(
        Target(
            unit_id=draft.unit,
            indicator=held,
            year=year,
            version=newest[draft.unit].version + 1 if draft.unit in newest else 1,
            value=draft.value,
            q1=draft.q1,
            q2=draft.q2,
            q3=draft.q3,
            reason=reason.strip()[:300],
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for draft in changed
    )
    tell(held, year=year, units=len(rows), reason=reason)
    return rows


def _differs(old: Target | None, draft: TargetDraft) -> bool:
    return old is None or any(getattr(old, name) != getattr(draft, name) for name in FIELDS)


def _check(indicator: Indicator, draft: TargetDraft) -> None:
    given = [value for name in FIELDS if (value := getattr(draft, name)) is not None]
    for value in given:
        fault = value_fault(value, indicator.decimals)
        if fault:
            raise Refused(fault, "", str(draft.unit))
    if indicator.accumulation != Indicator.Accumulation.CUMULATIVE:
        return
    year = [
        value for name in ("q1", "q2", "q3", "value") if (value := getattr(draft, name)) is not None
    ]
    if year != sorted(year):
        raise Refused(
            _("A cumulative target falls from one quarter to the next."),
            _("Each quarter holds all before it: write what is to be reached since January."),
            str(draft.unit),
        )
