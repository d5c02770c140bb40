"""Tests speak to the database as the application does: with a role that owns nothing.

The owner makes the test database and grants the rights, as `sanbi migrate` does. Then Django's
connection changes to the application's role. Where SANBI_DATABASE_URL was given from outside and
no SANBI_OWNER_DATABASE_URL beside it, every test runs as the role given.

pytest takes these fixtures from tests/conftest.py, where they stand above pytest-django's own.
"""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from tests.support.migrated import DATABASE

KEPT = {"auth_permission", "django_content_type"}
NAMES = re.compile(r'"\w+"(, "\w+")*')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001  runs before
    django_db_blocker: Any,
) -> None:
    """Let the owner make the test database, as a copy of a migrated one where there is one."""
    _work_as(_owner())
    with django_db_blocker.unblock():
        _copy_what_is_migrated()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,  # noqa: ARG001  runs before
    django_db_blocker: Any,
) -> Iterator[None]:
    """Grant the rights after the migrations, and work as the application from then on."""
    from django.core.management.commands import flush
    from django.db import connection
    from django.db.backends.postgresql.operations import DatabaseOperations

    owner, plain = _owner(), DatabaseOperations.execute_sql_flush
    # For the class, not for one connection: a browser's driver runs a loop in this thread, and
    # Django then gives the thread another connection.
    DatabaseOperations.execute_sql_flush = lambda self, statements: _flush(  # type: ignore[method-assign]
        self.connection, owner, statements
    )
    # After each test with transactions of its own, Django would look through all apps and make
    # their content types and permissions again. That takes ten times as long as emptying the
    # tables, so these two are left as the migrations made them.
    told, flush.emit_post_migrate_signal = flush.emit_post_migrate_signal, _nothing
    if owner is not None:
        from sanbi.site.postgres.rights import APP_ROLE, grant_rights

        with django_db_blocker.unblock(), connection.cursor() as cursor:
            grant_rights(cursor)
        _work_as({"user": APP_ROLE})
    yield
    flush.emit_post_migrate_signal = told
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]
    _work_as(owner)
    with django_db_blocker.unblock():
        _end_other_sessions()


def _copy_what_is_migrated() -> None:
    """Make test databases out of the server's migrated one, if it has one."""
    from django.conf import settings
    from django.db import connection

    creation = connection.creation
    with creation._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        if not creation._database_exists(cursor, DATABASE):  # type: ignore[attr-defined]
            return
    connection.settings_dict["TEST"]["TEMPLATE"] = DATABASE

    def copy(verbosity: int, autoclobber: bool, **options: Any) -> str:
        name: str = creation._get_test_db_name()
        creation._create_test_db(verbosity, autoclobber, options.get("keepdb", False))  # type: ignore[attr-defined]
        connection.close()
        settings.DATABASES[connection.alias]["NAME"] = name
        connection.settings_dict["NAME"] = name
        return name

    creation.create_test_db = copy  # type: ignore[assignment,method-assign]


def _nothing(*_asked: object, **_more: object) -> None:
    """Stand in for a signal that nobody needs."""


def _owner() -> dict[str, Any] | None:
    from psycopg.conninfo import conninfo_to_dict

    url = os.environ.get("SANBI_OWNER_DATABASE_URL", "")
    return conninfo_to_dict(url) if url else None


def _work_as(role: dict[str, Any] | None) -> None:
    from django.db import connection

    if role is not None:
        connection.close()
        connection.settings_dict["USER"] = str(role["user"])
        connection.settings_dict["PASSWORD"] = str(role.get("password", ""))


def _end_other_sessions() -> None:
    """End what the threads of live servers have left open, or the database cannot be dropped."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
            " and usename in (current_user, %s)",
            ["sanbi_app"],
        )
    connection.close()


def _without_kept(names: re.Match[str]) -> str:
    return ", ".join(name for name in names[0].split(", ") if name.strip('"') not in KEPT)


def _flush(connection: Any, owner: dict[str, Any] | None, statements: Sequence[str]) -> None:
    """Empty the tables after a test with transactions of its own.

    Only the owner may do that, and only past the triggers of the append-only tables.
    """
    import psycopg

    statements = [
        "set session_replication_role = replica",
        *(NAMES.sub(_without_kept, statement) for statement in statements),
    ]
    if owner is None:
        with connection.cursor() as cursor:
            for statement in [*statements, "set session_replication_role = origin"]:
                cursor.execute(statement)
        return
    with psycopg.connect(**{**owner, "dbname": connection.settings_dict["NAME"]}) as own:
        for statement in statements:
            own.execute(statement.encode())
