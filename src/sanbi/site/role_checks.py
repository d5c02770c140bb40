"""Whether the role that the site works as could change what is only ever added.

A right that the role does not need is told, even where a trigger still stands in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres.rights import APPEND_ONLY_TABLES, GUARDS

TABLES = list(APPEND_ONLY_TABLES)

POWERS = """
    select rolname, rolsuper or rolbypassrls or rolreplication,
        rolcreaterole
        or pg_has_role(oid, 'pg_write_server_files', 'member')
        or pg_has_role(oid, 'pg_execute_server_program', 'member')
        or has_parameter_privilege(oid, 'session_replication_role', 'set')
    from pg_roles where rolname = current_user
"""
OWNED = """
    select coalesce(string_agg(tablename, ', ' order by tablename), '') from pg_tables
    where schemaname = 'public' and tablename = any(%s)
        and (pg_has_role(current_user, tableowner, 'member') or (
            select pg_has_role(current_user, nspowner, 'member')
            from pg_namespace where nspname = 'public'))
"""
CHANGEABLE = """
    select coalesce(string_agg(tablename, ', ' order by tablename), '') from pg_tables
    where schemaname = 'public' and tablename = any(%s)
        and not pg_has_role(current_user, tableowner, 'member')
        and (has_table_privilege(current_user, format('public.%%I', tablename),
                'update, delete, truncate, trigger')
            or has_any_column_privilege(current_user, format('public.%%I', tablename), 'update'))
"""
UNGUARDED = """
    select coalesce(string_agg(name, ', ' order by name), '') from unnest(%s::text[]) name
    where (
        select count(*) from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = to_regclass('public.' || name) and p.proname = 'sanbi_append_only'
            and t.tgname in (replace(%s, '{table}', name), replace(%s, '{table}', name))
            and t.tgenabled in ('O', 'A')
    ) < 2
"""


def ask(question: str, *values: str | list[str]) -> tuple[Any, ...]:
    """The first row of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values or None)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def role_findings() -> Iterator[Phrase]:
    """What the role may do on the whole server, and what it owns."""
    name, superuser, powerful = ask(POWERS)
    if superuser:
        yield Phrase(
            "the site works as {role}, a superuser, who can change the audit; use a plain role in"
            " SANBI_DATABASE_URL, and the owner in SANBI_OWNER_DATABASE_URL",
            role=name,
        )
        return
    if powerful:
        yield Phrase(
            "the site works as {role}, who may make roles, write files of the server or lay"
            " triggers aside, and so change the audit; use a plain role in SANBI_DATABASE_URL",
            role=name,
        )
    (owned,) = ask(OWNED, TABLES)
    if owned:
        yield Phrase(
            "the site works as {role}, who owns {tables} and could lay their triggers aside; use"
            " another role in SANBI_DATABASE_URL, and the owner in SANBI_OWNER_DATABASE_URL",
            role=name,
            tables=owned,
        )


def table_findings() -> Iterator[Phrase]:
    """What the role may do with the tables, and whether their triggers stand."""
    (changeable,) = ask(CHANGEABLE, TABLES)
    if changeable:
        yield Phrase(
            "the site's role may change rows of {tables}; run: sanbi migrate", tables=changeable
        )
    (unguarded,) = ask(UNGUARDED, TABLES, *GUARDS)
    if unguarded:
        yield Phrase(
            "the triggers that keep {tables} from being changed are gone or switched off; look at"
            " what was changed (sanbi audit verify), then restore them as the owner",
            tables=unguarded,
        )
    (writable,) = ask("select has_table_privilege(current_user, 'audit_entry', 'insert')")
    if not writable:
        yield Phrase("the site's role may not write to the tables; run: sanbi migrate")
