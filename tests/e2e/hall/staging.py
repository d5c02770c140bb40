"""Sets the stage of the hall's story in the database that the environment names; prints its keys.

``python -m tests.e2e.hall.staging``: a county, an exchange round that is under way, a poll of eight
townships that is open, and a console that shows its turnout.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.conf import settings

VOTERS = 20


def main() -> None:
    """Make everything by the services that people use."""
    django.setup()
    from django.test import Client

    from sanbi.apps.audit.actors import SYSTEM
    from sanbi.apps.ballots import services
    from sanbi.apps.ballots.models import Voter
    from sanbi.apps.screens.services import Scenery, show_set
    from tests.apps.factories.ballots import code_for, make_subjects, poll_facts, voter_rows
    from tests.apps.factories.meetings import make_meeting
    from tests.apps.factories.orgs import make_county

    now = datetime.now(tz=UTC)
    county = make_county()
    meeting = make_meeting(county, title="第三季度“三比三看”交流会", begins_at=now)
    subjects = make_subjects(8)
    poll = services.poll_prepare(actor=SYSTEM, now=now, facts=poll_facts(subjects))
    rows = voter_rows(subjects, 7)[: VOTERS + 1]
    services.roll_take_over(actor=SYSTEM, now=now, poll=poll.pk, rows=rows)
    services.poll_ready(actor=SYSTEM, now=now, poll=poll.pk)
    services.poll_open(actor=SYSTEM, now=now, poll=poll.pk)
    office = county.actor("office")
    scenery = Scenery("turnout", poll=poll.pk)
    show = show_set(actor=office, now=now, meeting=meeting.pk, scenery=scenery)
    client = Client()
    client.force_login(
        county.users["office"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    held: dict[str, Any] = {
        "meeting": meeting.pk,
        "poll": poll.pk,
        "screen": f"/hall/{show.key}/",
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "cookie": settings.SESSION_COOKIE_NAME,
        "voters": [
            {"code": code_for(voter), "own": voter.unit.code if voter.unit else ""}
            for voter in Voter.objects.filter(poll=poll).order_by("number")
        ],
        "subjects": [unit.code for unit in subjects],
    }
    sys.stdout.write(json.dumps(held))


if __name__ == "__main__":
    main()
