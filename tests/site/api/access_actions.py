"""Who gets which answer from the API's actions."""

from __future__ import annotations

from tests.apps.access.declaring import EVERYONE, Access
from tests.apps.actions.access import SEE, in_state
from tests.apps.factories.orgs import County


def numbered(county: County) -> dict[str, int]:
    """The address of an action of the first township."""
    return {"number": in_state("progress")(county)["action"]}


def seen() -> Access:
    """What is read of one action."""
    return Access(reads=SEE, hidden=EVERYONE - SEE, things=numbered)


ACCESS = {
    "api:actions": Access(reads=EVERYONE),
    "api:action": seen(),
    "api:action_steps": seen(),
}
