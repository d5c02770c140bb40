"""Accounts, roles, loans and handovers: who may, what is refused, what comes out."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sanbi.apps.audit.actors import SYSTEM, Grant, Role
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs import duties
from sanbi.apps.orgs.models import Appointment, Delegation, Message, User
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.services.accounts import Person, accounts_create
from sanbi.apps.orgs.services.appointments import Grantee, appointments_give
from sanbi.apps.orgs.services.delegations import delegation_lend
from sanbi.apps.orgs.services.founding import county_found
from sanbi.apps.orgs.services.handovers import duties_hand_over
from tests.apps.factories.orgs import ON, START, County, make_user

LATER = date(2026, 10, 20)


def give(county: County, now: datetime, user: str, *roles: Role) -> None:
    grants = [Grantee(county.users[user].pk, role, county.root.pk, ON) for role in roles]
    appointments_give(actor=county.actor("secadmin"), now=now, grants=grants)


def test_a_roster_is_made_at_once_or_not_at_all(county: County, now: datetime) -> None:
    town = county.towns[0].pk
    good = [Person("zengmin", "曾敏", town, "副镇长", "13800000000"), Person("shan", "单飞", town)]
    made = accounts_create(actor=county.actor("sysadmin"), now=now, people=good)
    assert [(item.user.username, item.user.pinyin) for item in made] == [
        ("zengmin", "zeng min"),
        ("shan", "shan fei"),
    ]
    assert len({item.password for item in made}) == 2
    found = User.objects.get(username="zengmin")
    assert found.check_password(made[0].password)
    assert found.must_change_password
    entry = Entry.objects.latest("id")
    assert entry.details == {"accounts": ["zengmin", "shan"]}
    before = User.objects.count()
    for bad, where in [
        (Person("zengmin", "曾敏", town), "2"),
        (Person("Ab", "曾敏", town), "2"),
        (Person("a" * 61, "曾敏", town), "2"),
        (Person("ok-name", "", town), "2"),
        (Person("ok-name", "曾敏", 0), "2"),
        (Person("new-one", "曾敏", town), "1"),
    ]:
        with pytest.raises(Refused) as error:
            accounts_create(
                actor=county.actor("sysadmin"),
                now=now,
                people=[Person("new-one", "一", town), bad],
            )
        assert error.value.where == where
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("sysadmin", Role.SECADMIN),
        ("sysadmin", Role.AUDITADMIN),
        ("auditadmin", Role.OFFICE),
        ("office", Role.SYSADMIN),
    ],
)
def test_the_three_administrators_stay_apart(
    county: County, now: datetime, held: str, wanted: Role
) -> None:
    with pytest.raises(Refused, match=r"another hand|不同的人"):
        give(county, now, held, wanted)
    assert Appointment.objects.filter(user=county.users[held]).count() == 1


def test_nor_do_they_come_together_in_one_list(county: County, now: datetime) -> None:
    with pytest.raises(Refused):
        give(county, now, "clerk", Role.SYSADMIN, Role.AUDITADMIN)
    assert Appointment.objects.filter(user=county.users["clerk"]).count() == 1
    Appointment.objects.filter(user=county.users["clerk"]).update(until=date(2026, 10, 8))
    give(county, now, "clerk", Role.SYSADMIN)


def test_a_new_role_ends_the_sessions(county: County, now: datetime) -> None:
    before = User.objects.get(username="clerk").session_stamp
    give(county, now, "clerk", Role.OWNER)
    assert User.objects.get(username="clerk").session_stamp != before


@pytest.mark.parametrize("who", ["sysadmin", "auditadmin", "office", "clerk"])
def test_only_the_security_administrator_appoints(county: County, now: datetime, who: str) -> None:
    grant = Grantee(county.users["clerk2"].pk, Role.OWNER, county.root.pk, ON)
    with pytest.raises(NotAllowed):
        appointments_give(actor=county.actor(who), now=now, grants=[grant])


def test_nobody_gives_a_role_to_the_own_account(county: County, now: datetime) -> None:
    with pytest.raises(Refused):
        give(county, now, "secadmin", Role.EVALUATOR)


def test_a_loan_lends_all_but_administrators_roles(county: County, now: datetime) -> None:
    clerk, deputy = county.users["clerk"], county.users["clerk2"]
    delegation_lend(
        actor=county.actor("clerk"),
        now=now,
        deputy=deputy.pk,
        since=ON,
        until=LATER,
        reason="leave",
    )
    assert Grant(Role.CLERK, county.towns[0].pk, "clerk") in actor_of(deputy, ON).grants
    assert Message.objects.get(user=deputy).link == "/manage/deputy/"
    with pytest.raises(NotAllowed):
        delegation_lend(
            actor=county.actor("sysadmin"),
            now=now,
            deputy=clerk.pk,
            since=ON,
            until=LATER,
            reason="leave",
        )
    Delegation.objects.create(
        lender=county.users["sysadmin"], deputy=deputy, since=ON, until=LATER, reason="x"
    )
    assert Role.SYSADMIN not in actor_of(deputy, ON).roles


def test_a_lent_role_is_not_lent_on(county: County, now: datetime) -> None:
    idle = make_user("idle", county.towns[0])
    Delegation.objects.create(
        lender=county.users["clerk"], deputy=idle, since=ON, until=LATER, reason="x"
    )
    with pytest.raises(NotAllowed):
        delegation_lend(
            actor=actor_of(idle, ON),
            now=now,
            deputy=county.users["clerk2"].pk,
            since=ON,
            until=LATER,
            reason="leave",
        )


def test_a_handover_moves_roles_and_duties(
    county: County, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duties, "DUTIES", duties.DUTIES.copy())
    giver, taker = county.users["clerk"], county.users["owner"]
    moved: list[tuple[int, int]] = []

    def move(old: int, new: int) -> int:
        moved.append((old, new))
        return 3

    monkeypatch.setitem(duties.DUTIES, "project", duties.Duty("projects", lambda _: 3, move))
    monkeypatch.setattr("sanbi.apps.orgs.services.handovers.DUTIES", duties.DUTIES)
    assert duties.open_duties(giver.pk) == {"project": 3}
    result = duties_hand_over(
        actor=county.actor("secadmin"),
        now=now,
        giver=giver.pk,
        taker=taker.pk,
        on=LATER,
        reason="transfer",
    )
    assert result == {"roles": 1, "project": 3}
    assert moved == [(giver.pk, taker.pk)]
    last = date(2026, 10, 19)
    assert actor_of(giver, last).has(Role.CLERK)
    assert not actor_of(giver, LATER).roles
    assert actor_of(taker, last).roles == {Role.OWNER}
    assert actor_of(taker, LATER).roles == {Role.OWNER, Role.CLERK}


@pytest.mark.django_db
def test_a_county_is_founded_with_three_people(now: datetime) -> None:
    made = county_found(actor=SYSTEM, now=now, name="云川县", code="330999")
    assert [item.role for item in made] == [Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN]
    for item in made:
        user = User.objects.get(username=item.username)
        assert user.check_password(item.password)
        assert user.must_change_password
        assert actor_of(user, ON).roles == {item.role}
    with pytest.raises(Refused):
        county_found(actor=SYSTEM, now=now, name="云川县", code="330999")
    assert START < ON
