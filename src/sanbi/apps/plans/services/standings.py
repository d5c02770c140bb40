"""Places that a rank target has reached, as somebody published them."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.plans.models import PlanState, Standing
from sanbi.apps.plans.rules import can_record
from sanbi.apps.plans.services.locking import (
    month_known,
    node_locked,
    require_state,
    source_known,
)
from sanbi.apps.plans.words import unit_words


@service("standing.record")
def standing_record(
    *,
    actor: Actor,
    now: datetime,
    node: int,
    period: str,
    place: int,
    source: str,
    published_on: date,
) -> Standing:
    """Record the place of a month; a month that has one gets a new version.

    Raises
    ------
    Refused
        where no place is wanted, for a place that there is not, a month or a day to come, and
        without a source; for a plan that is a draft or closed.
    """
    held = node_locked(actor, node)
    require(can_record(actor, held), unit_words())
    require_state(held.plan, PlanState.ADOPTED)
    if held.rank_wanted is None:
        raise Refused(_("This target wants no place."), _("Read its progress from its links."))
    today = timezone.localdate(now)
    if not 1 <= place <= (held.rank_of or place):
        raise Refused(
            _("There is no such place."),
            _("Type a place from 1 to the number of places."),
            "place",
        )
    month_known(period, today)
    said = source_known(source, published_on, today)
    rows = held.standings.filter(period=period)
    last = rows.aggregate(last=Max("version"))["last"] or 0
    made = Standing.objects.create(
        node=held,
        period=period,
        version=last + 1,
        place=place,
        of=held.rank_of,
        source=said,
        published_on=published_on,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(held, period=period, place=place, version=made.version)
    return made
