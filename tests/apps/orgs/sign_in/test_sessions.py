"""Sessions end when they should, and first things come first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import Appointment, User
from sanbi.apps.orgs.services.appointments import Grantee, appointment_end, appointments_give
from sanbi.apps.orgs.services.passwords import password_reset
from sanbi.apps.orgs.sign_in.adapters import OPENED, SEEN
from tests.apps.factories.orgs import County
from tests.apps.orgs.sign_in.conftest import PASSWORD, sign_in

SIGN_IN = "/accounts/login/?next=/"


@pytest.fixture
def elsewhere(people: County) -> Client:
    """The clerk's session on another computer."""
    client = Client()
    sign_in(client, "clerk")
    assert client.get("/").status_code == 200
    return client


def moved(client: Client, **seconds: int) -> None:
    session = client.session
    for key, by in seconds.items():
        session[{"opened": OPENED, "seen": SEEN}[key]] -= by
    session.save()


@pytest.mark.parametrize(
    ("opened", "seen", "why"),
    [(1801, 1801, "idle"), (43201, 10, "old"), (1700, 1700, ""), (43000, 10, "")],
)
def test_a_session_ends_idle_or_old(elsewhere: Client, opened: int, seen: int, why: str) -> None:
    moved(elsewhere, opened=opened, seen=seen)
    answer = elsewhere.get("/")
    if why:
        assert answer["Location"] == SIGN_IN
        assert Entry.objects.latest("id").details == {"why": why}
        assert "_auth_user_id" not in elsewhere.session
    else:
        assert answer.status_code == 200


def test_a_script_of_an_ended_session_is_led_to_the_sign_in(elsewhere: Client) -> None:
    moved(elsewhere, opened=0, seen=1801)
    answer = elsewhere.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/")


def test_use_keeps_a_session_alive(elsewhere: Client) -> None:
    for _ in range(4):
        moved(elsewhere, opened=1000, seen=1000)
        assert elsewhere.get("/").status_code == 200


def test_a_closed_account_is_out_at_the_next_request(elsewhere: Client) -> None:
    User.objects.filter(username="clerk").update(is_active=False)
    assert elsewhere.get("/")["Location"] == SIGN_IN


def test_a_new_password_ends_all_other_sessions(elsewhere: Client, client: Client) -> None:
    sign_in(client, "clerk")
    given = {"old": PASSWORD, "new": "another-horse-10", "again": "another-horse-10"}
    assert client.post("/accounts/password/", given)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert elsewhere.get("/")["Location"] == SIGN_IN


def test_a_reset_password_ends_all_sessions(
    elsewhere: Client, people: County, now: datetime
) -> None:
    new = password_reset(actor=people.actor("sysadmin"), now=now, user=people.users["clerk"].pk)
    assert elsewhere.get("/")["Location"] == SIGN_IN
    again = Client()
    sign_in(again, "clerk", new)
    assert again.get("/")["Location"] == "/accounts/password/"


def test_a_role_that_is_given_ends_the_sessions_of_that_person_alone(
    elsewhere: Client, client: Client, people: County, now: datetime
) -> None:
    sign_in(client, "owner")
    clerk, today = people.users["clerk"], date(2026, 10, 1)
    more = Grantee(clerk.pk, Role.OWNER, people.towns[0].pk, today, reason="兼管项目")
    appointments_give(actor=people.actor("secadmin"), now=now, grants=[more])
    assert elsewhere.get("/")["Location"] == SIGN_IN
    assert client.get("/").status_code == 200
    again = Client()
    sign_in(again, "clerk")
    assert again.get("/").status_code == 200


def test_a_role_that_is_taken_ends_the_sessions_of_that_person_alone(
    elsewhere: Client, client: Client, people: County, now: datetime
) -> None:
    sign_in(client, "owner")
    held = Appointment.objects.get(user=people.users["clerk"])
    appointment_end(
        actor=people.actor("secadmin"),
        now=now,
        appointment=held.pk,
        until=timezone.localdate(now),
        reason="轮岗",
    )
    assert elsewhere.get("/")["Location"] == SIGN_IN
    assert client.get("/").status_code == 200


def test_a_refused_change_of_roles_ends_no_session(
    elsewhere: Client, people: County, now: datetime
) -> None:
    clerk = people.users["clerk"]
    same = Grantee(clerk.pk, Role.CLERK, people.towns[0].pk, date(2026, 10, 1), reason="再次")
    with pytest.raises(Refused):
        appointments_give(actor=people.actor("secadmin"), now=now, grants=[same])
    assert elsewhere.get("/").status_code == 200


def test_one_may_end_the_other_sessions(elsewhere: Client, client: Client) -> None:
    sign_in(client, "clerk")
    assert client.post("/accounts/sessions/end/")["Location"] == "/accounts/2fa/"
    assert client.get("/").status_code == 200
    assert elsewhere.get("/")["Location"] == SIGN_IN


def test_without_a_new_stamp_a_session_goes_on(elsewhere: Client) -> None:
    User.objects.filter(username="clerk").update(post="deputy head")
    assert elsewhere.get("/").status_code == 200
    User.objects.filter(username="clerk").update(session_stamp="another")
    assert elsewhere.get("/")["Location"] == SIGN_IN


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "wrong"}, "old"),
        ({"new": "short", "again": "short"}, "new"),
        ({"new": "1234567890123", "again": "1234567890123"}, "new"),
        ({"new": "qwertyuiop", "again": "qwertyuiop"}, "new"),
        ({"new": PASSWORD, "again": PASSWORD}, "new"),
        ({"again": "different-horse"}, "again"),
    ],
)
def test_a_bad_password_is_refused_by_field(
    people: County, client: Client, given: dict[str, str], said: str
) -> None:
    sign_in(client, "clerk")
    good = {"old": PASSWORD, "new": "another-horse-10", "again": "another-horse-10"}
    answer = client.post("/accounts/password/", good | given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [said]
    assert User.objects.get(username="clerk").check_password(PASSWORD)


def test_some_roles_need_a_second_factor(people: County, settings: Any) -> None:
    settings.SANBI_SECOND_FACTOR = ["office"]
    office, clerk = Client(), Client()
    sign_in(office, "office")
    sign_in(clerk, "clerk")
    assert office.get("/")["Location"] == "/accounts/2fa/"
    assert office.get("/accounts/2fa/").status_code == 200
    assert clerk.get("/").status_code == 200
    Authenticator.objects.create(
        user=people.users["office"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    assert office.get("/").status_code == 200
