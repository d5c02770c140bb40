"""A PostgreSQL server of its own with Sanbi's tables, for the cases that need one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.migrated import DATABASE, lay_data

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = Path("var/bench")
TEMPLATES, SOURCE = Path("var/test-templates").absolute(), Path("src/sanbi").absolute()


@contextmanager
def site_database() -> Iterator[None]:
    """Start a durable server with the tables, and point Django at it; nothing is left behind.

    The tables are a copy of those that the tests keep migrated; they are made where there are none.
    """
    from sanbi.site.postgres import embedded_server
    from sanbi.site.postgres.server import OWNER

    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        lay_data(folder / "pg", TEMPLATES, SOURCE)
        laid = (folder / "pg").is_dir()
        with embedded_server(folder / "pg", durable=True) as server:
            url = server.url_of(OWNER, DATABASE) if laid else server.owner_url
            os.environ["SANBI_DATABASE_URL"] = url
            os.environ["SANBI_SECRET_KEY"] = "for benchmarks only " * 3
            os.environ["SANBI_FILES"] = str(folder / "files")
            os.environ["DJANGO_SETTINGS_MODULE"] = "sanbi.site.settings"
            import django
            from django.core.management import call_command
            from django.db import connections

            django.setup()
            _point_at(connections["default"], url)
            if not laid:
                call_command("migrate", verbosity=0)
            try:
                yield
            finally:
                connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _point_at(connection: BaseDatabaseWrapper, url: str) -> None:
    """Point Django's connection at a server: its settings may be those of an earlier case."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    named = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    connection.close()
    connection.settings_dict.update(
        {name: str(parts.get(part, "") or "") for name, part in named.items()}
    )
