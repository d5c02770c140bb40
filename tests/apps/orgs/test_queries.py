"""Accounts as actors, and which units they see."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.apps.audit.actors import NOBODY, Grant, Role
from sanbi.apps.orgs.models import Appointment, Delegation
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.rules import can_see_unit, units_seen
from tests.apps.factories.orgs import ON, County

ALL = None


def test_an_actor_holds_the_roles_of_the_day(county: County) -> None:
    user, town = county.users["clerk"], county.towns[0]
    Appointment.objects.create(
        user=user, role="owner", unit=town, since=date(2026, 1, 1), until=date(2026, 10, 8)
    )
    Appointment.objects.create(user=user, role="leader", unit=town, since=date(2026, 10, 10))
    actor = actor_of(user, ON)
    assert actor.grants == (Grant(Role.CLERK, town.pk),)
    assert (actor.user, actor.name, actor.unit, actor.unit_name) == (
        user.pk,
        "clerk",
        town.pk,
        "青石镇",
    )
    assert actor_of(user, date(2026, 10, 8)).has_for(town.pk, Role.OWNER)


def test_a_deputy_holds_lent_roles_while_the_lender_is_away(county: County) -> None:
    lender, deputy = county.users["clerk"], county.users["clerk2"]
    lent = Delegation.objects.create(
        lender=lender, deputy=deputy, since=ON, until=date(2026, 10, 12), reason="leave"
    )
    assert Grant(Role.CLERK, county.towns[0].pk, "clerk") in actor_of(deputy, ON).grants
    assert len(actor_of(deputy, date(2026, 10, 13)).grants) == 1
    lent.ended_on = ON
    lent.save()
    assert len(actor_of(deputy, ON).grants) == 1


def test_a_closed_account_is_nobody(county: County) -> None:
    user = county.users["office"]
    user.is_active = False
    assert actor_of(user, ON) == NOBODY


@pytest.mark.parametrize(
    ("who", "places"),
    [
        ("office", ALL),
        ("bureau", ALL),
        ("supervisor", ALL),
        ("leader", ALL),
        ("auditor", ALL),
        ("clerk", {0}),
        ("town_leader", {0}),
        ("owner", {0}),
        ("evaluator", {0}),
        ("clerk2", {1}),
        ("sysadmin", set()),
        ("secadmin", set()),
        ("auditadmin", set()),
    ],
)
def test_who_sees_which_units(county: County, who: str, places: set[int] | None) -> None:
    actor = county.actor(who)
    expected = None if places is None else {county.towns[place].pk for place in places}
    assert units_seen(actor) == expected
    assert can_see_unit(actor, county.towns[0].pk) == (places is None or 0 in places)
    assert units_seen(NOBODY) == frozenset()
