"""Bring the database up to date: migrations by the owner, then rights for the application."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from sanbi.engine.phrases import Phrase
from sanbi.site.serving.errors import ServingError

OWNER_URL = "SANBI_OWNER_DATABASE_URL"
URL = "SANBI_DATABASE_URL"


def set_up() -> None:
    """Load Django with the settings of the environment.

    Raises
        ServingError  when no database or secret key is named, or the name makes no sense.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbi.site.settings")
    if not os.environ.get(URL):
        raise ServingError(
            Phrase(
                "SANBI_DATABASE_URL is not set; name the database, for example"
                " postgresql://sanbi_app:password@localhost/sanbi"
            )
        )
    if not os.environ.get("SANBI_SECRET_KEY"):
        raise ServingError(
            Phrase(
                "SANBI_SECRET_KEY is not set; make one with: python3 -c"
                " 'import secrets; print(secrets.token_urlsafe(50))'"
            )
        )
    try:
        conninfo_to_dict(os.environ[URL])
    except psycopg.Error as error:
        raise ServingError(
            Phrase("SANBI_DATABASE_URL cannot be read ({reason})", reason=str(error).strip())
        ) from error
    django.setup()
    Path(str(settings.STATIC_ROOT)).mkdir(parents=True, exist_ok=True)


def reach() -> None:
    """Ask the database for an answer.

    Raises
        ServingError  when there is none.
    """
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise ServingError(
            Phrase(
                "the database does not answer ({reason}); look at SANBI_DATABASE_URL", reason=reason
            )
        ) from error


def migrate(*, quiet: bool = False) -> None:
    """Apply all migrations and grant the application's rights.

    Works as the role of SANBI_OWNER_DATABASE_URL, or, without it, of SANBI_DATABASE_URL, which then
    owns the tables and gets no rights of its own (`sanbi check --deploy` refuses that).
    """
    from django.core.management import call_command
    from django.db import connection

    from sanbi.site.postgres.rights import grant_rights

    application = connection.settings_dict["USER"]
    with as_owner():
        reach()
        call_command("migrate", interactive=False, verbosity=0 if quiet else 1)
        owner = connection.settings_dict["USER"]
        if application and application != owner:
            with connection.cursor() as cursor:
                grant_rights(cursor, application)


@contextmanager
def as_owner() -> Iterator[None]:
    """Let Django's connection work as the owner of the tables for this block."""
    from django.db import connection

    url = os.environ.get(OWNER_URL)
    if not url:
        yield
        return
    held = connection.settings_dict
    names = {
        "user": "USER",
        "password": "PASSWORD",
        "dbname": "NAME",
        "host": "HOST",
        "port": "PORT",
    }
    parts = conninfo_to_dict(url)
    connection.close()
    connection.settings_dict = held | {
        key: str(parts.get(name) or "") for name, key in names.items()
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = held
