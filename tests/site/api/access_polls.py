"""Who gets which answer from the API's polls."""

from __future__ import annotations

from collections.abc import Callable

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.ballots.access import ROLL
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.orgs import County


def numbered(state: str) -> Callable[[County], dict[str, int]]:
    """The address of a poll."""
    return lambda county: {"number": make_poll(state).pk if county else 0}


SEALED = Access(
    reads=ROLL,
    hidden=EVERYONE - ROLL,
    things=numbered("sealed"),
    of_no_unit="office and auditor alone",
)
ACCESS = {
    "api:polls": Access(reads=EVERYONE),
    "api:poll_result": SEALED,
    "api:poll_box": SEALED,
}
