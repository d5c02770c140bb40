"""Two administrators at once: on one account, on one unit, in one tree. Each race has its twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.models import Appointment, Delegation, Unit, User
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.services.accounts import Person, account_close, accounts_create
from sanbi.apps.orgs.services.appointments import Grantee, appointments_give
from sanbi.apps.orgs.services.delegations import delegation_lend
from sanbi.apps.orgs.services.handovers import duties_hand_over
from sanbi.apps.orgs.services.tokens import token_make, token_revoke
from sanbi.apps.orgs.services.units import unit_close, unit_create, unit_move
from tests.apps.conftest import NOW
from tests.apps.factories.orgs import County, make_county, make_unit, make_user
from tests.support.racing import DONE, REFUSED, Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 10, 9)
ONE = [DONE, REFUSED]


@dataclass(frozen=True)
class Race:
    """Two deeds of which only one may come through, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool]

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether one came through, the other was refused, and all holds."""
        return sorted(at_once(self.deeds, locks=locks)) == ONE and self.holds()


def two_roles_that_lie_apart(county: County) -> Race:
    person = county.users["clerk2"].pk
    other = actor_of(make_user("secadmin2", county.root, Role.SECADMIN), ON)

    def give(who: object, role: Role) -> Deed:
        grant = Grantee(person, role, county.root.pk, ON)
        return lambda: appointments_give(actor=who, now=NOW, grants=[grant])  # type: ignore[arg-type]

    def apart() -> bool:
        roles = Appointment.objects.filter(user=person).values_list("role", flat=True)
        return len({Role.SYSADMIN, Role.AUDITADMIN} & set(roles)) == 1

    deeds = (give(county.actor("secadmin"), Role.SYSADMIN), give(other, Role.AUDITADMIN))
    return Race(deeds, apart)


def two_who_close_one_account(county: County) -> Race:
    person = county.users["clerk2"].pk
    other = actor_of(make_user("sysadmin2", county.root, Role.SYSADMIN), ON)

    def close(who: object) -> Deed:
        return lambda: account_close(actor=who, now=NOW, user=person, reason="调离")  # type: ignore[arg-type]

    return Race(
        (close(county.actor("sysadmin")), close(other)),
        lambda: not User.objects.get(pk=person).is_active,
    )


def two_moves_that_would_close_a_ring(county: County) -> Race:
    """West goes below a village of the east while the east goes below a village of the west."""
    admin = county.actor("sysadmin")
    west, east = (make_unit(code, parent=county.root) for code in ("west", "east"))
    in_west, in_east = make_unit("in-west", parent=west), make_unit("in-east", parent=east)

    def move(unit: Unit, parent: Unit) -> Deed:
        return lambda: unit_move(actor=admin, now=NOW, unit=unit.pk, parent=parent.pk, on=ON)

    def all_reach_the_county() -> bool:
        above = dict(Unit.objects.values_list("pk", "parent"))
        for key in above:
            here, steps = key, 0
            while above[here] is not None:
                here, steps = above[here], steps + 1
                if steps > len(above):
                    return False
        return True

    return Race((move(west, in_east), move(east, in_west)), all_reach_the_county)


def closing_a_unit_that_gets_one_below(county: County) -> Race:
    admin = county.actor("sysadmin")
    unit = make_unit("empty", parent=county.root)

    def close() -> object:
        return unit_close(actor=admin, now=NOW, unit=unit.pk, on=ON)

    def create() -> object:
        return unit_create(
            actor=admin, now=NOW, code="below", name="新村", kind="township", parent=unit.pk
        )

    def holds() -> bool:
        closed = Unit.objects.get(pk=unit.pk).until is not None
        return closed != Unit.objects.filter(parent=unit).exists()

    return Race((close, create), holds)


def closing_a_unit_that_gets_a_person(county: County) -> Race:
    closer, giver = county.actor("sysadmin"), county.actor("secadmin")
    unit = make_unit("empty", parent=county.root)
    grant = Grantee(county.users["clerk2"].pk, Role.LEADER, unit.pk, date(2026, 10, 12))

    def close() -> object:
        return unit_close(actor=closer, now=NOW, unit=unit.pk, on=ON)

    def give() -> object:
        return appointments_give(actor=giver, now=NOW, grants=[grant])

    def holds() -> bool:
        closed = Unit.objects.get(pk=unit.pk).until is not None
        return closed != Appointment.objects.filter(unit=unit).exists()

    return Race((close, give), holds)


def two_loans_of_the_same_days(county: County) -> Race:
    lender = county.actor("clerk")

    def lend(deputy: str) -> Deed:
        key = county.users[deputy].pk
        return lambda: delegation_lend(
            actor=lender, now=NOW, deputy=key, since=ON, until=ON, reason="休假"
        )

    return Race(
        (lend("town_leader"), lend("owner")),
        lambda: Delegation.objects.filter(lender=lender.user).count() == 1,
    )


def two_who_hand_over(county: County) -> Race:
    admin, giver = county.actor("secadmin"), county.users["clerk"].pk

    def hand_over(taker: str) -> Deed:
        key = county.users[taker].pk
        return lambda: duties_hand_over(
            actor=admin, now=NOW, giver=giver, taker=key, on=date(2026, 10, 12), reason="调动"
        )

    def one_clerk_follows() -> bool:
        following = Appointment.objects.filter(since=date(2026, 10, 12), role=Role.CLERK)
        return following.count() == 1

    return Race((hand_over("owner"), hand_over("evaluator")), one_clerk_follows)


def two_who_take_back_a_key(county: County) -> Race:
    clerk, admin = county.actor("clerk"), county.actor("secadmin")
    token, _text = token_make(
        actor=clerk, now=NOW, name="月报接口", unit=county.towns[0].pk, writes=True, expires_on=ON
    )
    return Race(
        (
            lambda: token_revoke(actor=clerk, now=NOW, token=token.pk),
            lambda: token_revoke(actor=admin, now=NOW, token=token.pk),
        ),
        lambda: True,
    )


RACES = [
    two_roles_that_lie_apart,
    two_who_close_one_account,
    two_moves_that_would_close_a_ring,
    closing_a_unit_that_gets_one_below,
    closing_a_unit_that_gets_a_person,
    two_loans_of_the_same_days,
    two_who_hand_over,
    two_who_take_back_a_key,
]


@pytest.mark.parametrize("race", RACES)
def test_only_one_comes_through(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


def test_an_account_name_is_given_once(county: County) -> None:
    """The database's own rule stands behind it: the second is told, and nothing breaks."""
    admin = county.actor("sysadmin")

    def create(name: str) -> Deed:
        person = Person("zhang.wei", name, county.towns[0].pk)
        return lambda: accounts_create(actor=admin, now=NOW, people=[person])

    assert sorted(at_once([create("张伟"), create("章薇")])) == ONE
    assert User.objects.filter(username="zhang.wei").count() == 1
