"""One example for each service of the app."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.screens.services import home_seen
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County


def seen(county: County, now: datetime) -> Deed:
    """The clerk has read what changed."""
    return lambda: home_seen(actor=county.actor("clerk"), now=now)


EXAMPLES = {
    "home.seen": Example(done=seen, never_refused="it concerns nothing but the own account"),
}
