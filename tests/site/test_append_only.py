"""Every table of what is only ever added refuses every change, with and without the triggers."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from sanbi.site.postgres.rights import APPEND_ONLY_TABLES
from tests.apps.audit.owner import owner
from tests.site.test_database_roles import role

pytestmark = pytest.mark.django_db(transaction=True)
COLUMNS = {
    model._meta.db_table: model._meta.pk.column
    for model in apps.get_models()
    if model._meta.db_table in APPEND_ONLY_TABLES
}
WAYS = {
    "update": "update {table} set {column} = {column}",
    "delete": "delete from {table}",
    "truncate": "truncate {table} cascade",
    "disable": "alter table {table} disable trigger all",
    "drop trigger": "drop trigger {table}_rows on {table}",
    "own trigger": "create trigger zz before insert on {table} for each row"
    " execute function suppress_redundant_updates_trigger()",
    "drop": "drop table {table} cascade",
    "rename": "alter table {table} rename to gone",
    "rule": "create rule away as on insert to {table} do instead nothing",
    "overwrite": "insert into {table} select * from {table} on conflict ({column})"
    " do update set {column} = excluded.{column}",
    "merge": "merge into {table} t using {table} s on t.{column} = s.{column}"
    " when matched then delete",
    "lock out": "lock table {table} in access exclusive mode",
    "copy to a program": "copy {table} to program 'cat >/dev/null'",
    "copy from a file": "copy {table} from '/etc/passwd'",
    "own function": "create or replace function sanbi_append_only() returns trigger"
    " language plpgsql as 'begin return new; end'",
    "numbers set back": "select setval('audit_entry_id_seq', 1, false)",
    "replica": "set session_replication_role = replica",
}


def test_each_is_a_table_of_ours() -> None:
    assert sorted(COLUMNS) == sorted(APPEND_ONLY_TABLES)


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_the_application_has_no_way(table: str) -> None:
    assert role() == "sanbi_app"
    for name, way in WAYS.items():
        refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner|must be sup")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(way.format(table=table, column=COLUMNS[table]))
            raise AssertionError(f"{name} was let through")


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_the_triggers_stop_the_owner(table: str) -> None:
    with owner() as own:
        for way in (f"truncate {table} cascade",):
            with pytest.raises(Exception, match="only ever added"), own.transaction():
                own.execute(way.encode())
        found = own.execute(
            "select tgname, tgtype::int & 1, tgtype::int & 8, tgtype::int & 16, tgtype::int & 32"
            " from pg_trigger where tgrelid = %s::regclass and not tgisinternal order by 1",
            [table],
        ).fetchall()
    # for each row on delete and update; for each statement on truncate
    assert found == [(f"{table}_rows", 1, 8, 16, 0), (f"{table}_whole", 0, 0, 0, 32)]
