"""Speakers drawn from a list: repeatable, kept, and drawn again only with a reason."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.drawing import digest_of, drawn
from sanbi.apps.meetings.models import AgendaItem, Draw, ItemKind, Meeting, MeetingState, Theme
from sanbi.apps.meetings.services.agenda import LONGEST, next_place
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.orgs.chosen import units_open
from sanbi.apps.orgs.models import Unit

SEED_BYTES = 16


@service("speakers.draw")
def speakers_draw(
    *,
    actor: Actor,
    now: datetime,
    meeting: int,
    theme: str,
    units: Sequence[int],
    wanted: int,
    minutes: int,
    why: str = "",
) -> Draw:
    """Draw units that speak on a theme, and put their speeches on the agenda.

    A second draw on the same theme takes the speeches of the one before off again; both draws
    are kept.

    Raises
    ------
    Refused
        for an unknown theme, more speakers than units, impossible minutes, a second draw without
        a reason, and one after something was decided on a speech.
    """
    held = meeting_locked(actor, meeting, MeetingState.PLANNED, MeetingState.OPEN)
    if theme not in Theme.values:
        raise Refused(_("There is no such theme."), _("Choose one."), "theme")
    if not 1 <= minutes <= LONGEST:
        raise Refused(_("An item takes 1 to 240 minutes."), _("Type a number between."), "minutes")
    listed = units_open(units, least=1)
    if not 1 <= wanted <= len(listed):
        raise Refused(
            _("Of %(count)d units 1 to %(count)d can be drawn.") % {"count": len(listed)},
            _("Type a number between."),
            "wanted",
        )
    again = held.draws.filter(theme=theme).exists()
    reason = needed(why, "why") if again else ""
    if again:
        _take_off(held, theme)
    made = _drawn(held, theme, listed, wanted)
    made.why, made.at, made.by, made.by_name = reason, now, actor.user, actor.name
    made.save()
    _put_on(made, listed, minutes)
    touched(held)
    tell(held, theme=theme, seed=made.seed, digest=made.digest, order=made.order, why=reason)
    return made


def _drawn(held: Meeting, theme: str, units: Sequence[Unit], wanted: int) -> Draw:
    names = [unit.name for unit in units]
    seed = secrets.token_hex(SEED_BYTES)
    return Draw(
        meeting=held,
        theme=theme,
        seed=seed,
        names=names,
        digest=digest_of(names),
        order=drawn(names, seed),
        wanted=wanted,
    )


def _put_on(draw: Draw, units: Sequence[Unit], minutes: int) -> None:
    by_name = {unit.name: unit for unit in units}
    first = next_place(draw.meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=draw.meeting,
            place=place,
            title=_("Speech: %(unit)s") % {"unit": name},
            kind=ItemKind.SPEECH,
            theme=draw.theme,
            unit=by_name[name],
            draw=draw,
            minutes=minutes,
        )
        for place, name in enumerate(draw.order[: draw.wanted], start=first)
    )


def _take_off(held: Meeting, theme: str) -> None:
    rows = held.items.filter(draw__isnull=False, theme=theme)
    if rows.filter(decisions__isnull=False).exists():
        raise Refused(
            _("Something was decided on a speech that was drawn."),
            _("Take the decision back first."),
        )
    if rows.filter(marks__isnull=False).exists():
        raise Refused(
            _("A speech that was drawn has begun."),
            _("Put further speeches on the agenda by hand."),
        )
    rows.delete()
