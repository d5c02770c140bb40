"""Break a deed off after each of its SQL statements, and see that nothing is left half done.

Also, from the machine's side, what a crash of the process at that point would leave: an open
transaction is undone, so only what stands outside one can stay behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

# They only mark places inside a transaction; breaking off after them is breaking off before the
# statement that follows.
_MARKS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


class BrokenOffError(Exception):
    """The deed was broken off here on purpose."""


class HalfDoneError(AssertionError):
    """A deed that was broken off is neither done nor undone."""


def fail_at_each_statement(
    deed: Callable[[], object], *, state: Callable[[], object] | None = None
) -> int:
    """Perform a deed broken off after its 1st, 2nd, … last statement; the database stays as it was.

    Every attempt, and the whole one at the beginning, is undone afterwards, so the deed may be any
    call that works now; it must work again from the same state.

    Parameters
    ----------
    deed : callable without arguments
        What to perform, for instance one service call.
    state : callable, optional
        What counts as stored; a value that can be compared. Left out: every row of every table of
        the platform.

    Returns
    -------
    int
        How many statements the deed has; at least 1.

    Raises
    ------
    HalfDoneError
        with the number and text of the statement after which the state is neither that before nor
        that after the deed, or whose failure the deed swallowed.
    """
    seen = state or everything_stored
    before = seen()
    statements, done = _whole(deed, seen)
    if not statements:
        raise HalfDoneError("the deed has no statement at all: it cannot be what was meant")
    for count in range(1, len(statements) + 1):
        left = _broken_off(deed, seen, count)
        if left not in (before, done):
            raise HalfDoneError(
                f"broken off after statement {count} of {len(statements)}, the deed is half done: "
                f"{statements[count - 1]}"
            )
    return len(statements)


def everything_stored() -> dict[str, tuple[int, str]]:
    """Count and digest of the rows of each table of the platform's apps."""
    tables = sorted(
        model._meta.db_table
        for app in apps.get_app_configs()
        if app.name.startswith("sanbi.")
        for model in app.get_models(include_auto_created=True)
    )
    query = " union all ".join(
        f"select '{table}', count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"  # noqa: S608
        f' from "{table}" t'
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {table: (count, digest) for table, count, digest in cursor.fetchall()}


def _whole(deed: Callable[[], object], seen: Callable[[], object]) -> tuple[list[str], object]:
    with _undone(), _statements(None) as statements:
        deed()
        held = list(statements)
        return held, seen()


def _broken_off(deed: Callable[[], object], seen: Callable[[], object], count: int) -> object:
    with _undone():
        try:
            with _statements(count):
                deed()
        except BrokenOffError:
            # A bare save, outside every transaction but ours, would only have marked ours as
            # broken; what it and those before it left is to be seen.
            transaction.set_rollback(False)
            return seen()
        raise HalfDoneError(f"the deed goes on although its statement {count} failed")


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _statements(limit: int | None) -> Iterator[list[str]]:
    """Statements executed in the block; after number ``limit`` each one is broken off."""
    seen: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if str(sql).startswith(_MARKS):
            return execute(sql, params, many, context)
        if limit is not None and len(seen) >= limit:
            raise BrokenOffError
        result = execute(sql, params, many, context)
        seen.append(str(sql)[:300])
        if len(seen) == limit:
            raise BrokenOffError
        return result

    with connection.execute_wrapper(watch):
        yield seen
