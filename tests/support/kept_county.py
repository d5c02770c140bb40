"""The demo county, loaded once by each worker: later tests get a copy of its database and files.

Loading takes about a minute, a copy a second or two. The copy stays on the worker's own server and
goes with it. Where the owner of the database is not known, every test loads anew.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from sanbi.site.demo import load

KEPT = "sanbi_kept_county"
kept_files: dict[str, Path] = {}  # stage → the files that belong to the kept database


def lay_county(stage: str, files: Path, kept: Path) -> None:
    """Fill the test's database and folder with the county at a stage.

    Parameters
        files : the folder of the site's files; must not exist.
        kept : where this worker keeps the files of the county for the next test.
    """
    owner = os.environ.get("SANBI_OWNER_DATABASE_URL", "")
    if owner and stage in kept_files:
        _copy_database(owner, f"{KEPT}_{stage}", _test_database())
        shutil.copytree(kept_files[stage], files)
        return
    load(stage)
    if owner:
        with _as_owner(owner, _test_database()) as own:
            own.execute("analyze")  # as the demo does after loading
        _copy_database(owner, _test_database(), f"{KEPT}_{stage}")
        kept_files[stage] = shutil.copytree(files, kept)


def _test_database() -> str:
    return str(connections["default"].settings_dict["NAME"])


def _copy_database(owner: str, source: str, target: str) -> None:
    """Make `target` a copy of `source`; nobody may be in either."""
    connections.close_all()
    with _as_owner(owner, "postgres") as own:
        for name in (source, target):
            own.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [name]
            )
        own.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(target)))
        own.execute(
            sql.SQL("create database {} template {}").format(
                sql.Identifier(target), sql.Identifier(source)
            )
        )


@contextmanager
def _as_owner(url: str, database: str) -> Iterator[psycopg.Connection]:
    parts = {**conninfo_to_dict(url), "dbname": database, "autocommit": True}
    with psycopg.connect(**parts) as own:  # type: ignore[arg-type]
        yield own
