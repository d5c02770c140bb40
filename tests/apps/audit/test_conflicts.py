"""What the database alone can find: somebody else saved the same thing. It is told, not a fault."""

# ruff: noqa: S608 - keys of rows that the test has made

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.services import SERVICES, service, tell
from tests.apps.factories.orgs import County

WHO = Actor(7, "李敏", 3, "青石镇")


def run(now: datetime, statement: str) -> None:
    """A service that does nothing but execute a statement."""

    @service("test.execute")
    def execute(*, actor: Actor, now: datetime) -> None:
        del actor, now
        with connection.cursor() as cursor:
            cursor.execute(statement)
        tell(None)

    try:
        execute(actor=WHO, now=now)
    finally:
        del SERVICES["test.execute"]


def test_the_same_saved_twice_is_a_conflict_with_one_entry(county: County, now: datetime) -> None:
    with pytest.raises(Conflict, match=r"Somebody saved the same|同一时刻"):
        run(now, f"update orgs_unit set code = 'T1' where id = {county.towns[1].pk}")
    entry = Entry.objects.get()
    assert (entry.action, entry.outcome) == ("test.execute", "refused")
    county.towns[1].refresh_from_db()
    assert county.towns[1].code == "T2"


def test_another_broken_rule_of_the_database_stays_a_fault(county: County, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="null value"), transaction.atomic():
        run(now, f"update orgs_unit set name = null where id = {county.towns[1].pk}")
    assert not Entry.objects.exists()
