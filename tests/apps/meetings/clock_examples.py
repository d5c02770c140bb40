"""One example for each service of the speaking clock."""

from __future__ import annotations

from typing import Any

from sanbi.apps.meetings import services
from tests.apps.audit.examples import Example
from tests.apps.factories.meetings import make_item, make_meeting
from tests.apps.factories.orgs import County
from tests.apps.meetings.calling import by


def of_item(county: County, state: str = "open", **given: Any) -> dict[str, Any]:
    item = make_item(make_meeting(county, state))
    return {"meeting": item.meeting_id, "item": item.pk, **given}


CLOCK_EXAMPLES = {
    "clock.press": Example(
        done=by(services.clock_press, "office", lambda c: of_item(c, press="start")),
        refused=by(services.clock_press, "office", lambda c: of_item(c, press="pause")),
    ),
    "agenda.remark": Example(
        done=by(services.agenda_remark, "office", lambda c: of_item(c, text="要点")),
        refused=by(services.agenda_remark, "office", lambda c: of_item(c, "planned", text="要点")),
    ),
}
