"""Tests of the site work as the application's role, and append-only tables are emptied between."""

import datetime as dt

import pytest
from django.db import DatabaseError, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor

from sanbi.apps.audit.models import Entry

NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        name: str = cursor.fetchone()[0]
        return name


def add_entry() -> None:
    Entry.objects.create(at=NOW, action="test.add", outcome=Entry.Outcome.DONE, digest="0")


@pytest.mark.django_db
def test_a_test_is_the_application_and_cannot_change_the_audit() -> None:
    assert role() == "sanbi_app"
    add_entry()
    with pytest.raises(ProgrammingError, match="permission denied for table audit_entry"):
        Entry.objects.update(action="test.other")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_with_transactions_of_its_own_a_test_finds_the_audit_empty(turn: int) -> None:
    assert (turn, role(), Entry.objects.count()) == (turn, "sanbi_app", 0)
    add_entry()


@pytest.mark.django_db
def test_even_the_owner_is_stopped_by_the_triggers() -> None:
    # Only a superuser can lay them aside, and the site never works as one.
    from sanbi.site.postgres.rights import APPEND_ONLY_TABLES

    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where not t.tgisinternal and c.relname = any(%s) group by 1 order by 1",
            [list(APPEND_ONLY_TABLES)],
        )
        assert cursor.fetchall() == [(name, 2) for name in sorted(APPEND_ONLY_TABLES)]
        with pytest.raises(DatabaseError):
            cursor.execute("truncate audit_entry")


@pytest.mark.django_db
def test_the_tables_are_those_of_the_migrations_as_they_stand() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
