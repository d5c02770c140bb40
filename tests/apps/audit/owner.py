"""A connection to the test database as its owner: what a database administrator could do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict


@contextmanager
def owner() -> Iterator[psycopg.Connection]:
    """Connect as owner and superuser; the block is one transaction. Skip where there is none."""
    url = os.environ.get("SANBI_OWNER_DATABASE_URL", "")
    if not url:
        pytest.skip("no SANBI_OWNER_DATABASE_URL: the owner of this database is not known")
    parts = {**conninfo_to_dict(url), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**parts) as own:  # type: ignore[arg-type]
        yield own


@contextmanager
def past_the_triggers() -> Iterator[psycopg.Connection]:
    """The same with triggers put aside, as only a superuser can."""
    with owner() as own:
        own.execute("set session_replication_role = replica")
        yield own
