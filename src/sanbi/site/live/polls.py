"""What the live service knows of polls and voters: read when first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeVar

from psycopg import AsyncConnection

from sanbi.engine.integrity.ballots import Paper, PaperKind
from sanbi.site.live.connections import connected, is_lost
from sanbi.site.live.devices import note_here

T = TypeVar("T")

POLL = """
select kind, criteria, grades, top, step, whole, own_counts, device_allowed
from ballots_poll where id = %s and state not in ('draft', 'void')
"""
SUBJECTS = """
select u.code from ballots_subject s join orgs_unit u on u.id = s.unit_id
where s.poll_id = %s order by s.place
"""
VOTER = """
select v.id, v.poll_class_id, coalesce(u.code, ''), c.name, coalesce(m.way, ''),
    coalesce(m.receipt, ''), p.state, v.card
from ballots_voter v
join ballots_poll p on p.id = v.poll_id
join ballots_pollclass c on c.id = v.poll_class_id
left join orgs_unit u on u.id = v.unit_id
left join ballots_rollmark m on m.voter_id = v.id
where v.poll_id = %s and v.code_digest = %s
"""
TURNOUT = """
select (select count(*) from ballots_rollmark where poll_id = p.id),
    (select count(*) from ballots_voter where poll_id = p.id), p.state, p.edition
from ballots_poll p where id = %s
"""


@dataclass(frozen=True)
class Form:
    """The paper of a poll, and whether it may be filled in on an own device."""

    paper: Paper
    device_allowed: bool


@dataclass(frozen=True)
class Person:
    """Somebody on the roll, found by code; ``way`` is empty until this person has voted."""

    voter: int
    voter_class: int
    own: str
    class_name: str
    way: str
    receipt: str
    state: str
    card: int


class Reader:
    """Questions to the database over one connection, which is made anew when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()
        self._forms: dict[int, Form] = {}

    async def form(self, poll: int) -> Form | None:
        """Return the form of a poll whose roll is closed; None for any other.

        A sealed one has it too: who lost the answer to a casting asks again after sealing.
        """
        if poll not in self._forms:
            found = await self._asked(lambda connection: _form(connection, poll))
            if found is None:
                return None
            self._forms[poll] = found
        return self._forms[poll]

    def forget(self, poll: int) -> None:
        """Read a poll anew when it is asked for: its state has changed."""
        self._forms.pop(poll, None)

    async def person(self, poll: int, digest: str) -> Person | None:
        """Return who holds the card with this code."""

        async def ask(connection: AsyncConnection[Any]) -> Person | None:
            row = await (await connection.execute(VOTER, [poll, digest])).fetchone()
            return None if row is None else Person(*row)

        return await self._asked(ask)

    async def turnout(self, poll: int) -> tuple[int, int, str, int] | None:
        """Return voted, people, state and edition of a poll; None when there is none."""

        async def ask(connection: AsyncConnection[Any]) -> tuple[int, int, str, int] | None:
            row = await (await connection.execute(TURNOUT, [poll])).fetchone()
            return None if row is None else (row[0], row[1], row[2], row[3])

        return await self._asked(ask)

    async def note_here(self, token: str, clock_ms: int, now: datetime) -> bool:
        """Note that a venue's screen is here; whether it is known."""
        return await self._asked(lambda held: note_here(held, token, clock_ms, now))

    async def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            await self._connection.close()

    async def _asked(self, question: Callable[[AsyncConnection[Any]], Awaitable[T]]) -> T:
        """Ask; once more over a new connection where the old one was lost."""
        async with self._lock:
            for last in (False, True):
                try:
                    if self._connection is None or self._connection.closed:
                        self._connection = await connected(self._url)
                    return await question(self._connection)
                except Exception as error:
                    self._connection = None
                    if last or not is_lost(error):
                        raise
        raise AssertionError  # the loop returns or raises


async def _form(connection: AsyncConnection[Any], poll: int) -> Form | None:
    row = await (await connection.execute(POLL, [poll])).fetchone()
    if row is None:
        return None
    kind, criteria, grades, top, step, whole, own_counts, device = row
    codes = await (await connection.execute(SUBJECTS, [poll])).fetchall()
    paper = Paper(
        kind=PaperKind(kind),
        subjects=tuple(code for (code,) in codes),
        classes=(),
        criteria={name: Fraction(weight) for name, weight in criteria},
        grades={name: Fraction(points) for name, points in grades},
        top=Fraction(top),
        step=Fraction(step),
        whole=whole,
        own_counts=own_counts,
    )
    return Form(paper, device)
