"""What `sanbi check` looks at before the site may serve real people.

Each finding says what is wrong and how to mend it. Settings are looked at with `deploy` only: the
demo and a developer's machine may be looser; the database and the folders must be right anywhere.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sanbi.engine.phrases import Phrase
from sanbi.site.role_checks import ask, role_findings, table_findings

OLDEST_POSTGRESQL = 15
MOST_SKEW = dt.timedelta(seconds=2)
SHORTEST_KEY = 50
FEWEST_SIGNS = 10  # different ones in a key
KNOWN_KEYS = ("sanbi-demo-", "for tests only", "django-insecure-")
LOCAL = frozenset(["127.0.0.1", "localhost", "[::1]", "::1"])
SAFE_WRITES = ("fsync", "full_page_writes", "synchronous_commit")
LOGGING = (
    "log_statement",
    "log_min_duration_statement",
    "log_min_duration_sample",
    "log_parameter_max_length",
    "log_parameter_max_length_on_error",
)

Clock = Callable[[], dt.datetime]


def findings(*, deploy: bool, clock: Clock) -> list[Phrase]:
    """Everything that must be mended, in the order in which to mend it.

    Parameters
        deploy : look at the settings as well, as for a site that serves real people.
        clock : tells the moment, aware; called around a question to the database.
    """
    found = [
        Phrase("{text}", text=str(message.msg)) for message in run_checks() if _is_fault(message)
    ]
    if deploy:
        found += setting_findings()
    found += folder_findings(settings.SANBI_FILES)
    try:
        return found + database_findings(clock)
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        text = Phrase(
            "the database does not answer ({reason}); look at SANBI_DATABASE_URL", reason=reason
        )
        return [*found, text]


def setting_findings() -> list[Phrase]:
    """Settings that are not safe where real people work."""
    return list(_settings())


def _is_fault(message: Any) -> bool:  # noqa: ANN401  Django types it loosely
    return bool(message.level >= ERROR)


def _settings() -> Iterator[Phrase]:
    if settings.DEBUG:
        yield Phrase("SANBI_DEBUG is on: errors show the inside of the site; unset it")
    if settings.SANBI_DEMO:
        yield Phrase("SANBI_DEMO is on: everyone may sign in with the demo's passwords; unset it")
    if settings.SANBI_UNSAFE_WRITES:
        yield Phrase("SANBI_UNSAFE_WRITES is on: confirmed ballots could be lost; unset it")
    key = settings.SECRET_KEY
    if key.startswith(KNOWN_KEYS):
        yield Phrase("SANBI_SECRET_KEY is one that others know; make a new one")
    elif len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_SIGNS:
        yield Phrase("SANBI_SECRET_KEY is weak; use at least {n} random characters", n=SHORTEST_KEY)
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts:
        yield Phrase("SANBI_ALLOWED_HOSTS lets any name in; list the names of the site only")
    elif not hosts - LOCAL:
        yield Phrase("SANBI_ALLOWED_HOSTS names this machine only; add the name of the site")
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield Phrase("SANBI_HTTPS is off: sessions could be read on the way; serve through HTTPS")


def folder_findings(folder: Path) -> list[Phrase]:
    """Whether attachments can be kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return []
    except OSError as error:
        return [
            Phrase(
                "SANBI_FILES: {folder} cannot be written ({reason}); give the site's user a folder",
                folder=folder.absolute(),
                reason=Phrase(error.strerror or "error"),
            )
        ]


# -- the database ----------------------------------------------------------------------------------
def database_findings(clock: Clock) -> list[Phrase]:
    """What is wrong with the server, with the role that the site works as, and with its tables."""
    version = ask("select current_setting('server_version_num')::int / 10000")[0]
    if version < OLDEST_POSTGRESQL:
        return [
            Phrase(
                "PostgreSQL {version} is too old; Sanbi needs {least} or later",
                version=version,
                least=OLDEST_POSTGRESQL,
            )
        ]
    return [*_writes(), *_log(), *_skew(clock), *role_findings(), *_tables()]


def _writes() -> Iterator[Phrase]:
    for name in SAFE_WRITES:
        if ask("select current_setting(%s)", name)[0] == "off":
            yield Phrase(
                "{name} is off: what was saved may be lost; set it to on in postgresql.conf",
                name=name,
            )


def _log() -> Iterator[Phrase]:
    """Whether the server's log would keep ballots, and what else people enter."""
    told = {name: ask("select current_setting(%s)", name)[0] for name in LOGGING}
    statements = told["log_statement"] in {"mod", "all"}
    slow = told["log_min_duration_statement"] != "-1" or told["log_min_duration_sample"] != "-1"
    if statements:
        yield Phrase(
            "log_statement is {value}: the server's log would keep ballots; set it to none or ddl"
            " in postgresql.conf",
            value=told["log_statement"],
        )
    if (statements or slow) and told["log_parameter_max_length"] != "0":
        yield Phrase(
            "the server's log keeps the values of statements; set log_parameter_max_length to 0"
            " in postgresql.conf"
        )
    if told["log_parameter_max_length_on_error"] != "0":
        yield Phrase(
            "the server's log keeps the values of statements that failed; set"
            " log_parameter_max_length_on_error to 0 in postgresql.conf"
        )


def _skew(clock: Clock) -> Iterator[Phrase]:
    before = clock()
    (told,) = ask("select clock_timestamp()")
    after = clock()
    apart = max(told - after, before - told)
    if apart > MOST_SKEW:
        yield Phrase(
            "the clocks of this machine and of the database are {n} seconds apart;"
            " let both follow a time server (NTP)",
            n=round(apart.total_seconds(), 1),
        )


def _tables() -> Iterator[Phrase]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Phrase("the database lacks {n} migrations; run: sanbi migrate", n=len(waiting))
        return
    yield from table_findings()
