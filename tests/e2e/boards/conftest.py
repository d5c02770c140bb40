"""A county with six rounds on show."""

from __future__ import annotations

import pytest

from sanbi.apps.audit.actors import Role
from tests.apps.factories.boards import Boards, appeal, corrected, make_boards, publish
from tests.apps.factories.orgs import County, make_user


@pytest.fixture
def boards(county: County) -> Boards:
    """Six quarters of sixteen townships; the last one scored again, with two appeals open.

    `mine` is a clerk of 青石镇.
    """
    made = make_boards(state="appeals")
    publish(made.latest, corrected(made))
    appeal(made, 9, "accepted")
    appeal(made, 13, "filed")
    county.users["mine"] = make_user("mine", made.units[6], Role.CLERK, name="王五")
    return made
