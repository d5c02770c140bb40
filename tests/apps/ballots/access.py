"""Who gets which answer at the routes of voters, which are open to whoever holds a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.orgs import County

CARDS = "voters come with a card; the page holds units, and no mark of anybody"


def open_poll(county: County) -> Mapping[str, Any]:
    """A poll that is being voted."""
    del county
    return {"poll": make_poll("open").pk}


ACCESS = {
    "vote-choice": Access(reads=EVERYONE, public=True),
    "vote": Access(reads=EVERYONE, public=True, things=open_poll, of_no_unit=CARDS),
    "vote-demo": Access(hidden=EVERYONE, public=True, things=open_poll),
}
