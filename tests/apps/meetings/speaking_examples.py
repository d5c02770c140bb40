"""One example for each service of draws and contributions."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanbi.apps.meetings import services
from tests.apps.audit.examples import Example
from tests.apps.factories.meetings import make_contribution, make_meeting
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT
from tests.apps.meetings.calling import by


def drawing(county: County, wanted: int = 1) -> dict[str, Any]:
    units = [unit.pk for unit in county.towns]
    plain = {"theme": "projects", "units": units, "wanted": wanted, "minutes": 8}
    return {"meeting": make_meeting(county).pk, **plain}


def asking(county: County, due_on: date = date(2026, 10, 9)) -> dict[str, Any]:
    units = [unit.pk for unit in county.towns]
    return {"meeting": make_meeting(county).pk, "units": units, "due_on": due_on}


def handing(county: County, text: str = "书面交流材料") -> dict[str, Any]:
    row = make_contribution(make_meeting(county), county.towns[0])
    return {"contribution": row.pk, "text": text}


def excusing(county: County, state: str = "asked") -> dict[str, Any]:
    at = AT if state == "handed_in" else None
    row = make_contribution(make_meeting(county), county.towns[0], state=state, handed_in_at=at)
    return {"meeting": row.meeting_id, "contribution": row.pk, "why": "防汛救灾"}


SPEAKING_EXAMPLES = {
    "speakers.draw": Example(
        done=by(services.speakers_draw, "office", drawing),
        refused=by(services.speakers_draw, "office", lambda c: drawing(c, 99)),
    ),
    "contribution.ask": Example(
        done=by(services.contributions_ask, "office", asking),
        refused=by(services.contributions_ask, "office", lambda c: asking(c, date(2026, 10, 8))),
    ),
    "contribution.hand_in": Example(
        done=by(services.contribution_hand_in, "clerk", handing),
        refused=by(services.contribution_hand_in, "clerk", lambda c: handing(c, " ")),
    ),
    "contribution.excuse": Example(
        done=by(services.contribution_excuse, "office", excusing),
        refused=by(services.contribution_excuse, "office", lambda c: excusing(c, "handed_in")),
    ),
}
