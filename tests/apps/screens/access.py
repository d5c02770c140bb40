"""Who gets which answer at the routes of the home page and of a hall's screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbi.apps.screens.services import Scenery, show_set
from tests.apps.access.declaring import BUREAU, EVERYONE, OFFICE, Access
from tests.apps.factories.ballots import AT
from tests.apps.factories.meetings import make_meeting
from tests.apps.factories.orgs import County

STEER = OFFICE | BUREAU
ALL_SEE = "what a hall is shown is for everybody in it"


def meeting(county: County) -> Mapping[str, Any]:
    """A meeting to come."""
    return {"meeting": make_meeting(county).pk}


def show(county: County) -> Mapping[str, Any]:
    """A show of a meeting."""
    held = make_meeting(county)
    scenery = Scenery("title")
    made = show_set(actor=county.actor("office"), now=AT, meeting=held.pk, scenery=scenery)
    return {"key": made.key}


ACCESS = {
    "home": Access(reads=EVERYONE),
    "home-seen": Access(changes=EVERYONE),
    "screens": Access(reads=EVERYONE),
    "show-console": Access(reads=STEER, things=meeting, of_no_unit=ALL_SEE),
    "show-scene": Access(
        changes=STEER, things=meeting, form={"scene": "title"}, of_no_unit=ALL_SEE
    ),
    "show-step": Access(changes=STEER, things=meeting, form={"by": "on"}, of_no_unit=ALL_SEE),
    "show-screen": Access(reads=EVERYONE, public=True, things=show, of_no_unit=ALL_SEE),
    "show-now": Access(reads=EVERYONE, public=True, things=show, of_no_unit=ALL_SEE),
}
