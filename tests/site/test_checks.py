"""Each unsafe setting and each fault of the database is found, named and told how to mend."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection

from sanbi.site import checks
from sanbi.site.postgres.rights import APP_ROLE, APPEND_ONLY_TABLES
from sanbi.site.serving.migrating import as_owner

SAFE = {
    "DEBUG": False,
    "SANBI_DEMO": False,
    "SANBI_UNSAFE_WRITES": False,
    "SECRET_KEY": "Zx8-kQ2_vRw7LmN4pT9bYc3dFg6hJs1aUeIoXq5zWnVt0KrMlP",
    "ALLOWED_HOSTS": ["kaohe.yunchuan.example", "localhost"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}


def now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


@pytest.fixture
def safe(settings: Any) -> Any:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


@pytest.mark.usefixtures("safe")
def test_safe_settings_pass() -> None:
    assert checks.setting_findings() == []


def told_by_django() -> set[str]:
    """What Django's own checks for deployment say, without what the settings silence."""
    found = run_checks(include_deployment_checks=True)
    return {str(message.id) for message in found if not message.is_silenced()}


@pytest.mark.usefixtures("safe")
def test_django_finds_nothing_to_mend_either() -> None:
    assert told_by_django() == set()


def test_django_would_find_it(safe: Any) -> None:
    safe.SECURE_HSTS_SECONDS = 0
    safe.SESSION_COOKIE_SECURE = False
    assert told_by_django() == {"security.W004", "security.W012"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "SANBI_DEBUG is on"),
        ("SANBI_DEMO", True, "SANBI_DEMO is on"),
        ("SANBI_UNSAFE_WRITES", True, "SANBI_UNSAFE_WRITES is on"),
        ("SECRET_KEY", "sanbi-demo-" + SAFE["SECRET_KEY"], "SANBI_SECRET_KEY is one that others"),
        ("SECRET_KEY", "for tests only" + SAFE["SECRET_KEY"], "SANBI_SECRET_KEY is one that other"),
        ("SECRET_KEY", "django-insecure-" + SAFE["SECRET_KEY"], "SANBI_SECRET_KEY is one that ot"),
        ("SECRET_KEY", SAFE["SECRET_KEY"][:49], "SANBI_SECRET_KEY is weak; use at least 50"),
        ("SECRET_KEY", "abcdefghi" * 9, "SANBI_SECRET_KEY is weak"),
        ("ALLOWED_HOSTS", ["*"], "SANBI_ALLOWED_HOSTS lets any name in"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], "SANBI_ALLOWED_HOSTS names this"),
        ("ALLOWED_HOSTS", [], "SANBI_ALLOWED_HOSTS names this machine only"),
        ("SESSION_COOKIE_SECURE", False, "SANBI_HTTPS is off"),
        ("CSRF_COOKIE_SECURE", False, "SANBI_HTTPS is off"),
    ],
)
def test_each_unsafe_setting_is_told_alone(safe: Any, name: str, value: Any, said: str) -> None:
    setattr(safe, name, value)
    found = checks.setting_findings()
    assert [text[: len(said)] for text in found] == [said]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    assert checks.folder_findings(tmp_path / "files") == []
    file = tmp_path / "file"
    file.touch()
    found = checks.folder_findings(file / "files")
    (text,) = found
    assert text.startswith(f"SANBI_FILES: {file / 'files'} cannot be written (Not a directory); ")
    assert list((tmp_path / "files").iterdir()) == []


# -- the database ----------------------------------------------------------------------------------
@pytest.fixture
def tables(db: None) -> None:  # noqa: ARG001  runs before
    if "SANBI_OWNER_DATABASE_URL" not in os.environ:
        pytest.skip("the database that was given has one role only")


@pytest.fixture
def owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:  # noqa: ARG001
    if "SANBI_OWNER_DATABASE_URL" not in os.environ:
        pytest.skip("the database that was given has one role only")
    name = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), as_owner():
        connection.settings_dict["NAME"] = name
        yield


def without_speed(found: list[Any]) -> list[str]:
    """The findings without those of a test server, which writes without care for power cuts."""
    return [str(text) for text in found if " is off: what was saved may be lost" not in text]


@pytest.mark.usefixtures("tables")
def test_the_application_role_passes_and_the_server_of_tests_is_told() -> None:
    found = checks.database_findings(now)
    assert without_speed(found) == []
    assert [text.partition(" ")[0] for text in found] == list(checks.SAFE_WRITES)
    assert found[0] == ("fsync is off: what was saved may be lost; set it to on in postgresql.conf")


@pytest.mark.parametrize("apart", [-3, 3])
@pytest.mark.usefixtures("tables")
def test_clocks_that_differ_are_told(apart: int) -> None:
    found = checks.database_findings(lambda: now() + dt.timedelta(seconds=apart))
    (text,) = without_speed(found)
    assert text.startswith("the clocks of this machine and of the database are 3.0 seconds apart")


@pytest.mark.parametrize("apart", [-1.5, 1.5])
@pytest.mark.usefixtures("tables")
def test_clocks_that_differ_little_are_not(apart: float) -> None:
    found = checks.database_findings(lambda: now() + dt.timedelta(seconds=apart))
    assert without_speed(found) == []


VALUES = "the server's log keeps the values of"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"log_statement": "ddl"}, []),
        (
            {"log_statement": "mod"},
            ["log_statement is mod", "the server's log keeps the values of"],
        ),
        ({"log_statement": "all", "log_parameter_max_length": "0"}, ["log_statement is all"]),
        ({"log_min_duration_statement": "250"}, [VALUES]),
        ({"log_min_duration_statement": "250", "log_parameter_max_length": "0"}, []),
        ({"log_parameter_max_length_on_error": "-1"}, [VALUES]),
    ],
)
@pytest.mark.usefixtures("owner")
def test_a_log_that_would_keep_ballots_is_told(settings: dict[str, str], told: list[str]) -> None:
    with connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute(f"set {name} = '{value}'")
        try:
            found = checks.database_findings(now)
        finally:
            for name in settings:
                cursor.execute(f"reset {name}")
    texts = [text for text in without_speed(found) if " log" in text or text.startswith("log")]
    assert len(texts) == len(told)
    assert all(text.startswith(words) for text, words in zip(texts, told, strict=True))


@pytest.mark.usefixtures("owner")
def test_a_superuser_is_told() -> None:
    (text,) = without_speed(checks.database_findings(now))
    assert text.startswith("the site works as sanbi, a superuser, who can change the audit")


@pytest.mark.usefixtures("owner")
def test_an_owner_of_the_audit_is_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"alter table audit_entry owner to {APP_ROLE}")
        try:
            cursor.execute(f"set session authorization {APP_ROLE}")
            (text,) = without_speed(checks.database_findings(now))
        finally:
            cursor.execute("reset session authorization")
            cursor.execute("alter table audit_entry owner to sanbi")
            cursor.execute(f"grant select, insert on audit_entry to {APP_ROLE}")
    assert text.startswith("the site works as sanbi_app, who owns audit_entry and could lay")


@pytest.mark.parametrize(
    ("change", "back", "said"),
    [
        ("grant update on audit_entry to", "revoke update on audit_entry from", "may change rows"),
        ("grant delete on audit_anchor to", "revoke delete on audit_anchor from", "may change row"),
        ("revoke insert on audit_entry from", "grant insert on audit_entry to", "may not write"),
    ],
)
@pytest.mark.usefixtures("owner")
def test_rights_that_are_not_as_they_must_be_are_told(change: str, back: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"{change} {APP_ROLE}")
        try:
            cursor.execute(f"set session authorization {APP_ROLE}")
            (text,) = without_speed(checks.database_findings(now))
        finally:
            cursor.execute("reset session authorization")
            cursor.execute(f"{back} {APP_ROLE}")
    assert text.startswith(f"the site's role {said}")
    assert text.endswith("; run: sanbi migrate")


@pytest.mark.parametrize(
    ("change", "back"),
    [
        ("alter role {role} createrole", "alter role {role} nocreaterole"),
        ("grant pg_write_server_files to {role}", "revoke pg_write_server_files from {role}"),
        (
            "grant pg_execute_server_program to {role}",
            "revoke pg_execute_server_program from {role}",
        ),
        (
            "grant set on parameter session_replication_role to {role}",
            "revoke set on parameter session_replication_role from {role}",
        ),
    ],
)
@pytest.mark.usefixtures("owner")
def test_a_role_that_can_make_itself_more_powerful_is_told(change: str, back: str) -> None:
    (text,) = found_after(change, back)
    assert text.startswith("the site works as sanbi_app, who may make roles, write files of the")


@pytest.mark.usefixtures("owner")
def test_an_owner_of_the_schema_is_told() -> None:
    """The owner of a schema may drop what others made in it."""
    (text,) = found_after(
        "alter schema public owner to {role}", "alter schema public owner to pg_database_owner"
    )
    assert text.startswith("the site works as sanbi_app, who owns actions_card, ")


@pytest.mark.parametrize("right", ["update (word)", "trigger"])
@pytest.mark.usefixtures("owner")
def test_a_right_that_only_touches_a_part_is_told(right: str) -> None:
    right = right.replace("word", "actor_name")
    (text,) = found_after(
        f"grant {right} on audit_entry to {{role}}", f"revoke {right} on audit_entry from {{role}}"
    )
    assert text == "the site's role may change rows of audit_entry; run: sanbi migrate"


@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
@pytest.mark.usefixtures("owner")
def test_a_trigger_that_is_off_is_told(table: str) -> None:
    (text,) = found_after(
        f"alter table {table} disable trigger {table}_rows",
        f"alter table {table} enable trigger {table}_rows",
    )
    assert text.startswith(f"the triggers that keep {table} from being changed are gone or switch")


def found_after(change: str, back: str) -> list[str]:
    """What the site's role is told after a change of the owner's, which is taken back."""
    with connection.cursor() as cursor:
        cursor.execute(change.format(role=APP_ROLE))
        try:
            cursor.execute(f"set session authorization {APP_ROLE}")
            return without_speed(checks.database_findings(now))
        finally:
            cursor.execute("reset session authorization")
            cursor.execute(back.format(role=APP_ROLE))


@pytest.mark.usefixtures("tables")
def test_missing_migrations_are_told() -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'sessions'")
    (text,) = without_speed(checks.database_findings(now))
    assert text == "the database lacks 1 migrations; run: sanbi migrate"


@pytest.mark.usefixtures("tables")
def test_an_old_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_POSTGRESQL", 99)
    (text,) = checks.database_findings(now)
    assert text.endswith("is too old; Sanbi needs 99 or later")
