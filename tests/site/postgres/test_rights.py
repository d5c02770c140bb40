"""The application's role writes rows; what is append-only stays, and tables are the owner's."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from sanbi.site.postgres import ServerAddress, embedded_server
from sanbi.site.postgres.rights import APPEND_ONLY_TABLES, grant_rights

DENIED = psycopg.errors.InsufficientPrivilege


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    folder = tmp_path_factory.mktemp("rights") / "pg"
    with embedded_server(folder, durable=False) as address:
        with psycopg.connect(address.owner_url) as owner:
            for table in ("audit_entry", "orgs_unit"):
                owner.execute(f"create table {table} (id serial, word text)".encode())
            grant_rights(owner)
            grant_rights(owner)  # can be repeated
            owner.execute("create table orgs_later (id serial, word text)")
        yield address


@pytest.fixture
def app(server: ServerAddress) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.url, autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("table", ["orgs_unit", "orgs_later"])
def test_ordinary_rows_can_be_changed(app: psycopg.Connection, table: str) -> None:
    for statement in (
        "insert into {} (word) values ('a')",
        "update {} set word = 'b'",
        "delete from {}",
    ):
        whole = sql.SQL(statement).format(sql.Identifier(table))
        assert app.execute(whole).rowcount == 1


def test_an_append_only_row_can_be_added_and_read(app: psycopg.Connection) -> None:
    app.execute("insert into audit_entry (word) values ('a')")
    row = app.execute("select word from audit_entry").fetchone()
    assert row == ("a",)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set word = 'b'",
        "delete from audit_entry",
        "truncate audit_entry",
        "drop table audit_entry",
        "alter table audit_entry disable trigger all",
        "set session_replication_role = replica",
        "create table mine (id int)",
        "set role sanbi",
        "create role another",
        "create database another",
    ],
)
def test_nothing_else_is_allowed(app: psycopg.Connection, statement: str) -> None:
    with pytest.raises(DENIED):
        app.execute(statement.encode())


def test_the_role_cannot_grant_itself_more(app: psycopg.Connection) -> None:
    app.execute("grant update on audit_entry to sanbi_app")  # PostgreSQL warns, and grants nothing
    with pytest.raises(DENIED):
        app.execute("update audit_entry set word = 'b'")


def test_the_owner_is_not_bound_so_the_site_must_not_be_the_owner(server: ServerAddress) -> None:
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("insert into audit_entry (word) values ('planted')")
        planted = owner.execute("delete from audit_entry where word = 'planted'")
        assert planted.rowcount == 1


def test_the_append_only_tables_are_named() -> None:
    assert sorted(APPEND_ONLY_TABLES) == [
        "actions_card",
        "actions_judgement",
        "actions_reminder",
        "actions_rulebook",
        "actions_step",
        "assessments_measurestep",
        "assessments_roundstep",
        "assessments_run",
        "assessments_runleaf",
        "assessments_runnode",
        "assessments_runrow",
        "assessments_runstudy",
        "assessments_snapshot",
        "audit_anchor",
        "audit_entry",
        "ballots_sealedbox",
        "documents_reading",
        "documents_repairchoice",
        "indicators_comment",
        "indicators_observation",
        "indicators_reportstep",
        "indicators_target",
        "orgs_unitchange",
        "plans_nodeversion",
        "plans_peerfigure",
        "plans_standing",
        "projects_allocationrun",
        "projects_baseline",
        "projects_chaintemplate",
        "projects_countymap",
        "projects_factorbook",
        "projects_factorclaim",
        "projects_ladder",
        "projects_lampreading",
        "projects_lamprules",
        "projects_monthreport",
        "projects_obstacleevent",
        "projects_quantityreport",
        "projects_recognitionrule",
        "projects_stagestep",
        "projects_yearplan",
    ]
