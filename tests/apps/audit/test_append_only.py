"""Nobody changes an entry: the application has no right to, the owner is stopped by triggers."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sanbi.apps.audit.models import Anchor, Entry
from tests.apps.audit.owner import owner, past_the_triggers

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = [
    "update audit_entry set actor_name = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "update audit_anchor set digest = 'x'",
    "delete from audit_anchor",
    "truncate audit_anchor",
]
WAYS_AROUND = [
    "alter table audit_entry disable trigger all",
    "drop trigger audit_entry_rows on audit_entry",
    "alter table audit_entry disable trigger audit_entry_rows",
    "drop table audit_anchor",
    "create or replace function sanbi_append_only() returns trigger as '' language plpgsql",
    "set session_replication_role = replica",
    "set role postgres",
    "alter table audit_entry owner to sanbi_app",
    "create rule away as on insert to audit_entry do instead nothing",
]


@pytest.fixture(autouse=True)
def _rows() -> None:
    at = timezone.make_aware(timezone.datetime(2026, 10, 9))
    Entry.objects.create(at=at, actor_name="李敏", action="a.b", outcome="done", digest="d")
    Anchor.objects.create(number=1, at=at, cluster="1", until=5, count=0, digest="d")


def unchanged() -> bool:
    return Entry.objects.get().actor_name == "李敏" and Anchor.objects.get().digest == "d"


@pytest.mark.parametrize("statement", [*CHANGES, *WAYS_AROUND])
def test_the_application_has_no_right_to(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user, usesuper from pg_user where usename = current_user")
        if cursor.fetchone() != ("sanbi_app", False):
            pytest.skip("this run does not work as the application's role")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert unchanged()


@pytest.mark.parametrize("statement", CHANGES)
def test_the_owner_is_stopped_by_the_triggers(statement: str) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation, match="only ever added"), owner() as own:
        own.execute(statement.encode())
    assert unchanged()


def test_a_superuser_can_put_the_triggers_aside() -> None:
    """The twin: that is why entries are chained and anchors kept elsewhere."""
    with past_the_triggers() as own:
        own.execute("update audit_entry set actor_name = 'x'")
    assert not unchanged()
