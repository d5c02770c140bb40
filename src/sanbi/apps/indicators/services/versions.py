"""New versions of values: written only for what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Observation
from sanbi.apps.indicators.queries.values import Key, versions_of


@dataclass(frozen=True)
class Said:
    """What somebody says of a unit, an indicator and a period."""

    key: Key
    value: Decimal | None
    applicable: bool = True
    statement: str = ""
    source: str = "typed"
    report: int | None = None
    reason: str = ""
    revised: bool = False
    released_on: date | None = None
    edition: str = ""


def write_versions(actor: Actor, now: datetime, said: Iterable[Said]) -> list[Observation]:
    """Add a version for each value that differs from the newest one, in two queries.

    A value that was never reported and is empty now gets none. The caller holds the lock under
    which versions are counted: the report, or the indicator.
    """
    asked = list(said)
    newest = versions_of(item.key for item in asked)
    rows = []
    for item in asked:
        old = newest.get(item.key)
        if old is None and item.value is None and item.applicable:
            continue
        same = old is not None and (old.value, old.applicable, old.statement, old.edition) == (
            item.value,
            item.applicable,
            item.statement,
            item.edition,
        )
        if same:
            continue
        unit, indicator, period = item.key
        rows.append(
            Observation(
                unit_id=unit,
                indicator_id=indicator,
                period=period,
                version=1 if old is None else old.version + 1,
                value=item.value,
                applicable=item.applicable,
                statement=item.statement,
                reason=item.reason,
                revised=item.revised,
                source=item.source,
                released_on=item.released_on,
                edition=item.edition,
                report_id=item.report,
                by=actor.user,
                by_name=actor.name,
                at=now,
            )
        )
    return Observation.objects.bulk_create(rows)
