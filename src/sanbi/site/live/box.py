"""The box in the database: the statements of casting, and what they answer.

One transaction takes a batch of castings. It holds the rows of their polls for as long as it
writes, so that closing waits for it; the mark on the roll and the ballot stand or fall together;
and whoever sends a casting again finds the mark that it left. Of several castings of one voter in
one batch the first is taken; a second copy of it is answered from the mark.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from psycopg import AsyncConnection
from psycopg.types.json import Jsonb

from sanbi.apps.ballots.codes import receipt_drawn
from sanbi.engine.integrity.ballots import Marks

POLLS = "select id, state from ballots_poll where id = any(%s) order by id for share"
CAST = """
with given as (
    select distinct on (poll_id, voter_id) * from unnest(
        %(polls)s::bigint[], %(voters)s::bigint[], %(keys)s::uuid[], %(receipts)s::text[],
        %(ways)s::text[], %(classes)s::bigint[], %(marks)s::jsonb[], %(cards)s::int[]
    ) with ordinality as t(
        poll_id, voter_id, cast_key, receipt, way, poll_class_id, marks, card, turn
    ) order by poll_id, voter_id, turn
), marked as (
    insert into ballots_rollmark (voter_id, poll_id, way, cast_key, receipt)
    select g.voter_id, g.poll_id, g.way, g.cast_key, g.receipt
    from given g join ballots_voter v on v.id = g.voter_id and v.card = g.card
    order by g.poll_id, g.voter_id
    on conflict do nothing
    returning poll_id, voter_id
)
insert into ballots_boxballot (id, poll_id, poll_class_id, marks)
select gen_random_uuid(), g.poll_id, g.poll_class_id, g.marks
from marked join given g using (poll_id, voter_id)
"""
MARKS = """
select v.id, v.card, coalesce(m.way, ''), m.cast_key, coalesce(m.receipt, '')
from ballots_voter v left join ballots_rollmark m on m.voter_id = v.id where v.id = any(%s)
"""
KEYS = "select poll_id, cast_key from ballots_rollmark where cast_key = any(%s)"
TELL = "select pg_notify('sanbi_live', %s)"


class Answer(StrEnum):
    """What becomes of a casting."""

    RECORDED = "recorded"  # now, or before with the same key
    VOTED = "voted"  # before, with another key
    PAPER = "paper"  # this person took paper
    NOT_OPEN = "not-open"
    OLD_CARD = "enter-again"  # this person was given another card since
    KEY_TAKEN = "key-taken"  # another voter's page made the same key


@dataclass
class Casting:
    """A valid ballot on its way into the box."""

    poll: int
    voter: int
    voter_class: int
    way: str
    key: uuid.UUID
    marks: Marks
    card: int  # the number of the card that was shown
    receipt: str = field(default_factory=receipt_drawn)


@dataclass(frozen=True)
class Outcome:
    """The answer to a casting, with the receipt of the ballot that is in the box."""

    answer: Answer
    receipt: str = ""


async def cast(connection: AsyncConnection[Any], batch: Sequence[Casting]) -> list[Outcome]:
    """Put a batch of ballots into the box in one transaction; outcomes in the order given.

    May be repeated with the same batch after any fault.
    """
    async with connection.transaction():
        polls = sorted({casting.poll for casting in batch})
        states = dict(await (await connection.execute(POLLS, [polls])).fetchall())
        open_polls = {poll for poll, state in states.items() if state == "open"}
        taken = [casting for casting in batch if casting.poll in open_polls]
        if taken:
            await connection.execute(CAST, columns(taken))
            for poll in sorted(open_polls):
                await connection.execute(TELL, [f'{{"kind":"turnout","poll":{poll}}}'])
        voters = [casting.voter for casting in batch]
        rows = await (await connection.execute(MARKS, [voters])).fetchall()
    marks = {voter: tuple(found) for voter, *found in rows}
    return [_outcome(casting, marks, open_polls) for casting in batch]


async def keys_taken(
    connection: AsyncConnection[Any], castings: Sequence[Casting]
) -> set[tuple[int, uuid.UUID]]:
    """Return which of the castings' keys somebody has used."""
    found = await connection.execute(KEYS, [[casting.key for casting in castings]])
    return set(await found.fetchall())


def columns(batch: Sequence[Casting]) -> Mapping[str, Any]:
    """Return the values of `CAST` for a batch."""
    return {
        "polls": [casting.poll for casting in batch],
        "voters": [casting.voter for casting in batch],
        "keys": [casting.key for casting in batch],
        "receipts": [casting.receipt for casting in batch],
        "ways": [casting.way for casting in batch],
        "classes": [casting.voter_class for casting in batch],
        "marks": [Jsonb(casting.marks) for casting in batch],
        "cards": [casting.card for casting in batch],
    }


def _outcome(
    casting: Casting,
    marks: Mapping[int, tuple[Any, ...]],  # voter → card, way, key of casting, receipt
    open_polls: set[int],
) -> Outcome:
    card, way, key, receipt = marks.get(casting.voter, (None, "", None, ""))
    if way == "paper":
        return Outcome(Answer.PAPER)
    if key == casting.key:
        return Outcome(Answer.RECORDED, receipt)
    if way:
        return Outcome(Answer.VOTED, receipt)
    if casting.poll not in open_polls:
        return Outcome(Answer.NOT_OPEN)
    return Outcome(Answer.KEY_TAKEN if card == casting.card else Answer.OLD_CARD)
