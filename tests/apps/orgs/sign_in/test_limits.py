"""Guessing passwords: the account locks, the address does not."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client

from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County
from tests.apps.orgs.sign_in.conftest import sign_in

GUESSES = int(os.environ.get("SANBI_GUESSES", "1000"))  # make soak: the full number

CROWD = 500


def guess(name: str, times: int, address: str = "10.0.0.1") -> list[int]:
    client = Client()
    return [sign_in(client, name, f"wrong-{turn}", address).status_code for turn in range(times)]


def test_five_failures_lock_for_a_quarter_of_an_hour(people: County, client: Client) -> None:
    assert guess("clerk", 8) == [200, 200, 200, 200, 429, 429, 429, 429]
    locked = sign_in(client, "clerk", address="10.9.9.9")  # from elsewhere, with the right one
    assert locked.status_code == 429
    assert "clerk" in locked.content.decode()
    assert sign_in(client, "clerk2").status_code == 302
    said = Entry.objects.order_by("id").values_list("action", flat=True)
    assert list(said) == ["session.refuse"] * 4 + ["session.lock", "session.open"]
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    assert sign_in(Client(), "clerk").status_code == 302


def test_spellings_of_a_name_count_for_one_account(people: County) -> None:
    spelled = ["clerk", "CLERK", " Clerk", "cLerk ", "cler\u212a"]  # the last: the sign of kelvin
    for turn, name in enumerate(spelled):
        answer = sign_in(Client(), name, "wrong", f"10.0.1.{turn}")
    assert answer.status_code == 429


def test_a_success_forgets_the_failures(people: County) -> None:
    guess("clerk", 4)
    assert sign_in(Client(), "clerk").status_code == 302
    assert guess("clerk", 4) == [200, 200, 200, 200]


@pytest.mark.slow
def test_five_hundred_people_behind_one_address_sign_in(people: County) -> None:
    """With the settings as they are; only the hash is cheap."""
    clerk = people.users["clerk"]
    crowd = [
        User(
            username=f"p{number}",
            name=f"p{number}",
            unit=people.towns[0],
            created_at=clerk.created_at,
            password=clerk.password,
        )
        for number in range(CROWD)
    ]
    User.objects.bulk_create(crowd)
    for person in crowd:  # each mistypes once, then hits
        assert sign_in(Client(), person.username, "wrong").status_code == 200
        assert sign_in(Client(), person.username).status_code == 302
    opened = Entry.objects.filter(action="session.open").values("actor").distinct()
    assert opened.count() == CROWD


def test_a_noisy_address_gets_two_tries_an_account(people: County, settings: Any) -> None:
    settings.SANBI_NOISY_ADDRESS = 5
    guess("clerk", 4)
    assert guess("clerk2", 2) == [200, 429]
    assert guess("owner", 4, address="10.0.0.2") == [200, 200, 200, 200]


def test_without_the_guard_guessing_goes_on(people: County, settings: Any) -> None:
    settings.AXES_ENABLED = False
    settings.ACCOUNT_RATE_LIMITS = False
    assert guess("clerk", 12) == [200] * 12
    assert sign_in(Client(), "clerk").status_code == 302


@pytest.mark.slow
def test_of_any_number_of_guesses_five_are_tried(people: County) -> None:
    answers = guess("clerk", GUESSES)
    assert answers.count(200) == 4
    assert answers.count(429) == GUESSES - 4
    assert Entry.objects.count() == 5
