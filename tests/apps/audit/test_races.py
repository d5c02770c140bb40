"""Two who ask for a check of the audit at once: one is at work, the other is told so."""

from __future__ import annotations

from datetime import datetime

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.models import Verification
from sanbi.apps.audit.verification import verification_ask
from tests.support.racing import DONE, REFUSED, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def ask_twice(now: datetime, **how: bool) -> tuple[list[str], int]:
    """What became of two who asked at once, and how many checks there are then."""

    def ask() -> object:
        return verification_ask(actor=SYSTEM, now=now)

    ends = at_once([ask, ask], **how)
    return sorted(ends), Verification.objects.count()


def test_one_check_at_a_time(now: datetime) -> None:
    assert ask_twice(now) == ([DONE, REFUSED], 1)


def test_without_the_lock_there_are_two(now: datetime) -> None:
    assert ask_twice(now, locks=False) == ([DONE, DONE], 2)
