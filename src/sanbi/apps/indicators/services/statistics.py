"""Release of official statistics by the bureau that owns them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Indicator, Observation
from sanbi.apps.indicators.models.catalogue import Kind
from sanbi.apps.indicators.queries.values import versions_of
from sanbi.apps.indicators.reading import value_fault
from sanbi.apps.indicators.rules import can_release
from sanbi.apps.indicators.services.locking import indicator_locked
from sanbi.apps.indicators.services.opening import period_of
from sanbi.apps.indicators.services.versions import Said, write_versions
from sanbi.apps.orgs.models import Unit


@service("statistics.release")
def statistics_release(
    *,
    actor: Actor,
    now: datetime,
    indicator: int,
    period: str,
    values: Mapping[int, Decimal],
    released_on: date,
    edition: str,
    reason: str = "",
    source: str = "typed",
) -> list[Observation]:
    """Publish a statistic for units in a period, with its release date and edition 版次.

    A value that was released before gets a new version, marked 已修订; that takes a new edition
    and a reason.

    Parameters
        values : by the unit's primary key.
        source : typed, upload or feed.
    Raises
        NotAllowed  unless the bureau that owns the indicator releases it.
        Refused  when it is not a statistic, is released in the future, without edition, or
            changes released values without a new edition and a reason.
        Missing  for an indicator or unit that does not exist.
    """
    held = indicator_locked(indicator)
    require(can_release(actor, held), str(held.owner))
    asked = period_of(period)
    _check(held, values, edition, released_on, timezone.localdate(now))
    old = versions_of((unit, held.pk, str(asked)) for unit in values)
    changed = [value for value in old.values() if value.value != values[value.unit]]
    if changed and not reason.strip():
        raise Refused(
            _("Released values change."), _("Say in one sentence why they are revised."), "reason"
        )
    if any(value.edition == edition.strip() for value in changed):
        raise Refused(
            _("The edition %(edition)s is out already.") % {"edition": edition},
            _("Name the next edition."),
            "edition",
        )
    said = [
        Said(
            (unit, held.pk, str(asked)),
            value,
            source=source,
            reason=reason.strip()[:300],
            revised=(unit, held.pk, str(asked)) in old,
            released_on=released_on,
            edition=edition.strip(),
        )
        for unit, value in sorted(values.items())
        if (known := old.get((unit, held.pk, str(asked)))) is None or known.value != value
    ]
    rows = write_versions(actor, now, said)
    tell(held, period=str(asked), edition=edition, units=len(rows), reason=reason)
    return rows


def _check(
    indicator: Indicator,
    values: Mapping[int, Decimal],
    edition: str,
    released_on: date,
    today: date,
) -> None:
    if indicator.kind != Kind.STATISTIC:
        raise Refused(
            _("“%(indicator)s” is not an official statistic.") % {"indicator": indicator},
            _("Dispatch figures are reported by the units."),
        )
    if not edition.strip():
        raise Refused(_("A release has an edition."), _("For the first one, write 1."), "edition")
    if released_on > today:
        raise Refused(
            _("The release date is in the future."), _("Release it on that day."), "released_on"
        )
    if Unit.objects.filter(pk__in=values).count() != len(values) or not values:
        raise Missing
    for unit, value in values.items():
        fault = value_fault(value, indicator.decimals)
        if fault:
            raise Refused(fault, "", str(unit))
