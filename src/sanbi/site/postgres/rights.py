"""Who may do what in the database.

The owner makes and changes tables (migrations). The application works as a second role, which owns
nothing: it may read and write rows, but what is written to an append-only table stays, whatever a
fault or a stolen password does.
"""

from __future__ import annotations

from typing import Any, Protocol

APP_ROLE = "sanbi_app"

# Rows of these are added and read, never changed or removed.
APPEND_ONLY_TABLES = (
    "audit_entry",
    "audit_anchor",
    "indicators_observation",
    "indicators_target",
    "indicators_reportstep",
    "indicators_comment",
    "orgs_unitchange",
    "assessments_snapshot",
    "assessments_run",
    "assessments_runrow",
    "assessments_runnode",
    "assessments_runleaf",
    "assessments_runstudy",
    "assessments_roundstep",
    "assessments_measurestep",
    "projects_stagestep",
    "projects_recognitionrule",
    "projects_yearplan",
    "projects_monthreport",
    "projects_quantityreport",
    "projects_baseline",
    "projects_ladder",
    "projects_obstacleevent",
    "projects_lamprules",
    "projects_factorbook",
    "projects_factorclaim",
    "projects_allocationrun",
    "projects_lampreading",
    "projects_countymap",
    "projects_chaintemplate",
    "actions_step",
    "actions_card",
    "actions_reminder",
    "actions_rulebook",
    "actions_judgement",
    "documents_reading",
    "documents_repairchoice",
    "plans_nodeversion",
    "plans_standing",
    "plans_peerfigure",
    "ballots_sealedbox",
)
GUARDS = ("{table}_rows", "{table}_whole")  # triggers that refuse a change, whoever asks for it


class Connection(Protocol):
    """A connection of psycopg, or a cursor of Django or psycopg."""

    def execute(self, query: Any, params: Any = None, /) -> Any:  # noqa: ANN401
        """Run one statement."""
        ...


def make_app_role(connection: Connection, role: str = APP_ROLE) -> None:
    """Make the application's role, which may log in and nothing more, unless it is there."""
    connection.execute(
        f"""
        do $$ begin
            if not exists (select from pg_roles where rolname = '{role}') then
                create role {role} login nosuperuser nocreatedb nocreaterole noinherit;
            end if;
        end $$
        """
    )


def grant_rights(connection: Connection, role: str = APP_ROLE) -> None:
    """Give the application's role its rights on all tables of the current schema.

    To be run by the owner after each migration. Can be repeated: rights that a table no longer
    gives are taken back.

    Parameters
        role : a role that exists.
    """
    for statement in _statements(role):
        connection.execute(statement)


def _statements(role: str) -> list[str]:
    rows, numbers = "select, insert, update, delete", "usage, select"
    later = "alter default privileges in schema public"
    return [
        f"grant usage on schema public to {role}",
        f"grant {rows} on all tables in schema public to {role}",
        f"grant {numbers} on all sequences in schema public to {role}",
        # Numbers are drawn, never set back: a set number would stop the audit.
        f"revoke update on all sequences in schema public from {role}",
        f"{later} revoke update on sequences from {role}",
        f"{later} grant {rows} on tables to {role}",
        f"{later} grant {numbers} on sequences to {role}",
        *(_take_back(table, role) for table in APPEND_ONLY_TABLES),
    ]


def _take_back(table: str, role: str) -> str:
    return f"""
        do $$ begin
            if to_regclass('public.{table}') is not null then
                revoke update, delete, truncate, trigger on public.{table} from {role}, public;
            end if;
        end $$
        """
