"""What a hall is shown: a scene is set, and revealed step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.live_events import tell_live
from sanbi.apps.audit.services import service, tell
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.meetings.models import AgendaItem
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.screens.models import Scene, Show
from sanbi.apps.screens.queries.chart import SORTS
from sanbi.apps.screens.queries.scenes import COUNTED, steps_of
from sanbi.apps.screens.rules import can_steer

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Scenery:
    """What a scene is about, by primary keys and codes; what a scene does not need stays empty."""

    scene: str
    round: int | None = None
    group: str = ""
    node: str = ""
    poll: int | None = None
    item: int | None = None


@service("show.set")
def show_set(*, actor: Actor, now: datetime, meeting: int, scenery: Scenery) -> Show:
    """Put a scene on the screens of a meeting, nothing of it revealed.

    Raises
    ------
    Refused
        for a scene that lacks what it is about, and a result that is not counted.
    """
    held = _show_locked(actor, meeting)
    if scenery.scene not in Scene.values:
        raise Refused(_("There is no such scene."), _("Choose one."), "scene")
    held.scene, held.step = scenery.scene, 0
    held.group, held.node = scenery.group, scenery.node
    held.round = _found(Round.objects.all(), scenery.round)
    held.poll = _found(Poll.objects.exclude(state=PollState.DRAFT), scenery.poll)
    held.item = _found(AgendaItem.objects.filter(meeting=held.meeting_id), scenery.item)
    _require_matter(held, timezone.localdate(now))
    _touched(held)
    tell(held, scene=held.scene, round=scenery.round, poll=scenery.poll, group=held.group)
    return held


@service("show.step")
def show_step(*, actor: Actor, now: datetime, meeting: int, by: int, edition: int) -> Show:
    """Reveal one line more, or hide the last one again.

    Two presses of a key on two consoles move one step: the second is told that it came late.

    Raises
    ------
    Conflict
        when the show has moved since.
    Refused
        when there is nothing more.
    """
    held = _show_locked(actor, meeting)
    if held.edition != edition:
        raise Conflict(_("The screens have moved on."), _("Look where they are."))
    step = held.step + by
    if abs(by) != 1 or not 0 <= step <= steps_of(held, timezone.localdate(now)):
        raise Refused(_("There is nothing more to reveal."), _("Choose another scene."))
    held.step = step
    _touched(held)
    tell(held, step=step)
    return held


def _show_locked(actor: Actor, meeting: int) -> Show:
    found = meetings_for(actor).filter(pk=meeting).select_for_update(of=("self",)).first()
    if found is None:
        raise Missing
    require(can_steer(actor), who_convenes())
    held, _new = Show.objects.get_or_create(meeting=found)
    return held


def _found(rows: QuerySet[Row], key: int | None) -> Row | None:
    return None if key is None else rows.filter(pk=key).first()


def _require_matter(held: Show, today: date) -> None:
    if held.scene in {Scene.TABLE, Scene.DIMENSION}:
        if held.round is None or held.round.current_run_id is None:
            raise Refused(_("This scene needs a round that is scored."), _("Choose one."), "round")
    elif held.scene in {Scene.TURNOUT, Scene.RESULT} and held.poll is None:
        raise Refused(_("This scene needs a poll."), _("Choose one."), "poll")
    if held.scene == Scene.RESULT and held.poll is not None and held.poll.state not in COUNTED:
        raise Refused(
            _("The poll is not counted: there are never interim results."),
            _("Close and seal it first."),
            "poll",
        )
    if held.scene == Scene.WALL and held.node not in SORTS:
        raise Refused(_("There is no such choice of projects."), _("Choose one."), "node")
    if held.scene == Scene.TABLE:
        steps_of(held, today)  # Missing for a group that the round does not have
    if held.scene == Scene.DIMENSION and steps_of(held, today) == 0:
        raise Refused(_("There is no such dimension."), _("Choose one."), "node")


def _touched(held: Show) -> None:
    held.edition += 1
    held.save()
    tell_live("show", show=held.meeting_id, edition=held.edition)
