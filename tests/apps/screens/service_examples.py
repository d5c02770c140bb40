"""One example for each service of the app."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.ballots.models import PollState
from sanbi.apps.screens.services import Scenery, home_seen, show_set, show_step
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.ballots import AT, make_poll
from tests.apps.factories.meetings import make_meeting
from tests.apps.factories.orgs import County


def seen(county: County, now: datetime) -> Deed:
    """The clerk has read what changed."""
    return lambda: home_seen(actor=county.actor("clerk"), now=now)


def set_scene(person: str) -> Prepare:
    def prepare(county: County, now: datetime) -> Deed:
        meeting, actor = make_meeting(county), county.actor(person)
        scenery = Scenery("title")
        return lambda: show_set(actor=actor, now=now, meeting=meeting.pk, scenery=scenery)

    return prepare


def step(by: int) -> Prepare:
    """Reveal the first line of a result; nothing stands before it."""

    def prepare(county: County, now: datetime) -> Deed:
        meeting, actor = make_meeting(county), county.actor("office")
        poll = make_poll(PollState.SEALED)
        scenery = Scenery("result", poll=poll.pk)
        show_set(actor=actor, now=AT, meeting=meeting.pk, scenery=scenery)
        return lambda: show_step(actor=actor, now=now, meeting=meeting.pk, by=by, edition=1)

    return prepare


EXAMPLES = {
    "show.set": Example(set_scene("office"), set_scene("leader")),
    "show.step": Example(step(1), step(-1)),
    "home.seen": Example(done=seen, never_refused="it concerns nothing but the own account"),
}
