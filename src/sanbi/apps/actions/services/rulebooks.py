"""Limits, reminders and cards: a new version of the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Card, Rulebook
from sanbi.apps.actions.rulebook import Audience, Limit, Rule, limits_data, reminders_data
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell

MOST_LIMITS, LONGEST = 12, 366
MOST_RULES, FARTHEST, NEAREST = 20, 120, 30


@service("rulebook.set")
def rulebook_set(
    *,
    actor: Actor,
    now: datetime,
    limits: Sequence[Limit],
    reminders: Sequence[Rule],
    near_days: int,
    valid_from: date,
) -> Rulebook:
    """Say which limits are given, and who is reminded when, from a day on.

    Actions keep the limit that they were given; reminders follow the rules of the day.

    Raises
    ------
    Refused
        without limits, for a key or a day named twice, and for days outside their bounds.
    """
    require(is_supervisor(actor), who_supervises())
    _check_limits(limits)
    _check_reminders(reminders)
    if not 0 <= near_days <= NEAREST:
        raise Refused(_("Yellow begins 0 to 30 days before."), _("Mend the number."), "near_days")
    # No lock: two who write at once run into the one version that each number has.
    last = Rulebook.objects.order_by("-version").first()
    made = Rulebook.objects.create(
        version=1 if last is None else last.version + 1,
        limits=limits_data(limits),
        reminders=reminders_data(reminders),
        near_days=near_days,
        valid_from=valid_from,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, valid_from=valid_from, limits=[row.key for row in limits], reminders=len(reminders))
    return made


def _check_limits(limits: Sequence[Limit]) -> None:
    keys = [row.key for row in limits]
    if not 1 <= len(keys) <= MOST_LIMITS or len(set(keys)) < len(keys):
        raise Refused(
            _("There are 1 to 12 classes of limits, each with a key of its own."),
            _("Mend the lines."),
            "limits",
        )
    if not all(1 <= row.least <= row.most <= LONGEST for row in limits):
        raise Refused(_("A limit is 1 to 366 working days."), _("Mend its line."), "limits")


def _check_reminders(reminders: Sequence[Rule]) -> None:
    days = [row.days for row in reminders]
    if len(days) > MOST_RULES or len(set(days)) < len(days):
        raise Refused(
            _("There are 20 reminders at most, each on a day of its own."),
            _("Mend the lines."),
            "reminders",
        )
    for row in reminders:
        known = set(row.to) <= set(Audience.values) and row.card in {"", *Card.Colour.values}
        if not known or not row.to or not -FARTHEST <= row.days <= FARTHEST:
            raise Refused(
                _("A reminder does not say when, to whom, or which card."),
                _("Mend its line."),
                "reminders",
            )
        if row.card and row.days <= 0:
            raise Refused(
                _("A card is shown after the due date alone."), _("Mend its line."), "reminders"
            )
