"""A PostgreSQL server of its own with Sanbi's tables, for the cases that need one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path("var/bench")


@contextmanager
def site_database() -> Iterator[None]:
    """Start a durable server, migrate, and point Django at it; nothing is left behind."""
    from sanbi.site.postgres import embedded_server

    FOLDER.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    try:
        with embedded_server(folder / "pg", durable=True) as server:
            os.environ["SANBI_DATABASE_URL"] = server.owner_url
            os.environ["SANBI_SECRET_KEY"] = "for benchmarks only " * 3
            os.environ["SANBI_FILES"] = str(folder / "files")
            os.environ["DJANGO_SETTINGS_MODULE"] = "sanbi.site.settings"
            import django
            from django.core.management import call_command
            from django.db import connections

            django.setup()
            call_command("migrate", verbosity=0)
            try:
                yield
            finally:
                connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
