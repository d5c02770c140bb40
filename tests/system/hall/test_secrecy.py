"""Who tries to learn a vote after sealing guesses; before, the tables tell it outright.

The attacker holds everything that the database keeps: rows, hidden columns, their order, the audit,
the sealed box, the files of the tables on disk. What is outside: docs/operate/hall.md.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import Poll, SealedBox, Voter
from sanbi.engine.integrity.ballots import read_box
from tests.apps.factories.ballots import AT, cast_as, make_poll

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("SANBI_SECRECY_ROUNDS", "24"))
CLASSES = ("县领导", "部门")  # those that mark every unit
SUBJECT = "B-0"
ORDERS = {
    "place of the roll's row": "m.ctid",
    "transaction of the roll's row": "m.xmin::text::bigint, m.ctid",
    "number on the roll": "v.number",
    "key": "v.id",
    "receipt": "m.receipt",
    "key of casting": "m.cast_key",
    "who locked the voter's row": "v.xmax::text::bigint, v.ctid",
}
ORDERED = """
select v.id from ballots_rollmark m join ballots_voter v on v.id = m.voter_id
join ballots_pollclass c on c.id = v.poll_class_id
where m.poll_id = %s and c.name = %s order by {order}
"""
OPEN_BOX = """
select b.marks -> %s ->> '' from ballots_boxballot b
join ballots_pollclass c on c.id = b.poll_class_id
where b.poll_id = %s and c.name = %s order by b.xmin::text::bigint
"""
ROWS_BUT_THE_BOX = "select to_jsonb(t) - 'content' from \"{table}\" t"
SCORE = re.compile(r"(?<![\d.])\d{2}\.\d(?![\d.])")


@dataclass(frozen=True)
class Cast:
    """A poll in which everybody has voted, and what each gave each unit."""

    poll: Poll
    given: dict[int, dict[str, str]]  # voter → unit → score; no score twice


def cast_round(seed: int) -> Cast:
    """A poll of scores; people vote in a drawn order, each score once."""
    draw = random.Random(seed)  # noqa: S311 - to be drawn again
    poll = make_poll("open", subjects=3, people=8, kind="score", grades=())
    voters = list(Voter.objects.filter(poll=poll).select_related("poll", "unit"))
    scores = [f"{number / 10:.1f}" for number in range(201, 999)]
    draw.shuffle(scores)
    draw.shuffle(voters)
    given: dict[int, dict[str, str]] = {}
    for voter in voters:
        units = [code for code in ("B-0", "B-1", "B-2") if voter.unit is None or
                 voter.unit.code != code]  # fmt: skip
        given[voter.pk] = {code: scores.pop() for code in units}
        cast_as(voter, {code: {"": mark} for code, mark in given[voter.pk].items()})
    services.poll_close(actor=SYSTEM, now=AT, poll=poll.pk)
    return Cast(poll, given)


def seal(cast: Cast) -> SealedBox:
    return services.poll_seal(actor=SYSTEM, now=AT, poll=cast.poll.pk)


def asked(query: str, *values: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def hits(cast: Cast, order: str, marks: dict[str, list[str]]) -> int:
    """How many votes are guessed right by laying voters and marks side by side."""
    right = 0
    for name in CLASSES:
        voters = [key for (key,) in asked(ORDERED.format(order=order), cast.poll.pk, name)]
        assert len(voters) == len(marks[name]) > 1
        guesses = zip(voters, marks[name], strict=True)
        right += sum(cast.given[voter][SUBJECT] == mark for voter, mark in guesses)
    return right


def open_marks(cast: Cast) -> dict[str, list[str]]:
    """Marks in the open box, in the order in which they were written."""
    return {
        name: [mark for (mark,) in asked(OPEN_BOX, SUBJECT, cast.poll.pk, name)] for name in CLASSES
    }


def sealed_marks(box: SealedBox) -> dict[str, list[str]]:
    """Marks in the sealed box, in the order of its slips."""
    slips = [slip for slip in read_box(bytes(box.content)).slips if slip.subject == SUBJECT]
    return {
        name: [slip.marks[0][1] for slip in slips if slip.voter_class == name] for name in CLASSES
    }


@pytest.mark.slow
def test_after_sealing_every_attack_is_at_chance_level() -> None:
    """Of n things laid side by side at random, one is right on average, with a variance of one."""
    right = dict.fromkeys(ORDERS, 0)
    for seed in range(ROUNDS):
        cast = cast_round(seed)
        # the twin: before sealing the transactions tell every single vote
        told = hits(cast, ORDERS["transaction of the roll's row"], open_marks(cast))
        assert told == sum(map(len, open_marks(cast).values()))
        marks = sealed_marks(seal(cast))
        for name, order in ORDERS.items():
            right[name] += hits(cast, order, marks)
    chance = len(CLASSES) * ROUNDS
    print(  # noqa: T201 - shown by make bench-hall
        f"{ROUNDS:,} sealed rounds, {chance:,} right by chance (± {5 * chance**0.5:.0f}):",
        ", ".join(f"{name} {count:,}" for name, count in right.items()),
        "; before sealing every vote was told",
    )
    for name, count in right.items():
        assert abs(count - chance) < 5 * chance**0.5, (name, count, chance)


def test_hidden_columns_tell_one_transaction_for_all() -> None:
    cast = cast_round(1)
    before = asked("select distinct xmin::text from ballots_rollmark where poll_id = %s",
                   cast.poll.pk)  # fmt: skip
    assert len(before) == len(cast.given)  # the twin: one for each voter
    seal(cast)
    left = asked("select distinct xmin::text, cmin::text, xmax::text from ballots_rollmark"
                 " where poll_id = %s", cast.poll.pk)  # fmt: skip
    assert len(left) == 1
    assert len(asked("select distinct xmax::text from ballots_voter where poll_id = %s",
                     cast.poll.pk)) == 1  # fmt: skip
    assert asked("select count(*) from ballots_boxballot") == [(0,)]
    rows = asked("select voter_id from ballots_rollmark where poll_id = %s order by ctid",
                 cast.poll.pk)  # fmt: skip
    assert rows == sorted(rows)


@contextmanager
def owner() -> Iterator[psycopg.Connection[Any]]:
    """The owner of the test's database."""
    url = make_conninfo(
        os.environ["SANBI_OWNER_DATABASE_URL"], dbname=connection.settings_dict["NAME"]
    )
    with psycopg.connect(url, autocommit=True) as held:
        yield held


def whole_ballots_on_disk(cast: Cast) -> int:
    """How many voters' whole ballots lie in the files of the database, WAL left aside."""
    with owner() as held:
        held.execute("checkpoint")
        row = held.execute("show data_directory").fetchone()
        assert row is not None
    content = b"".join(
        path.read_bytes()
        for path in Path(row[0], "base").rglob("*")
        if path.is_file() and not path.name.startswith("pg_internal")
    )
    patterns = [
        re.compile(b".{0,24}".join(re.escape(mark.encode()) for mark in marks.values()), re.DOTALL)
        for marks in cast.given.values()
    ]
    return sum(pattern.search(content) is not None for pattern in patterns)


def test_no_file_of_the_database_keeps_a_ballot() -> None:
    cast = cast_round(2)
    with owner() as held:
        held.execute("analyze ballots_boxballot")  # as the server does by itself
        held.execute("analyze ballots_rollmark")
    assert whole_ballots_on_disk(cast) == len(cast.given)  # the twin: all of them before
    seal(cast)
    assert whole_ballots_on_disk(cast) == 0


def test_twin_that_only_deletes_leaves_every_ballot_on_disk() -> None:
    cast = cast_round(3)
    with owner() as held:
        held.execute("delete from ballots_boxballot")
    assert asked("select count(*) from ballots_boxballot") == [(0,)]
    assert whole_ballots_on_disk(cast) == len(cast.given)


def test_audit_notices_and_tables_hold_no_mark_beside_a_voter() -> None:
    """No row of any table but the open box holds a mark; no entry and no notice a receipt."""
    with owner() as listener:
        listener.execute("listen sanbi_live")
        cast = cast_round(4)
        box = seal(cast)
        services.poll_publish(actor=SYSTEM, now=AT, poll=cast.poll.pk)
        told = [notice.payload for notice in listener.notifies(timeout=0.5)]
    receipts = read_box(bytes(box.content)).receipts
    marks = {mark for given in cast.given.values() for mark in given.values()}
    assert told != []
    for payload in told:
        facts = json.loads(payload)
        assert set(facts) <= {"kind", "poll", "state"}, facts
    entries = "\n".join(str(row) for row in asked("select to_jsonb(e) from audit_entry e"))
    assert "poll.seal" in entries
    assert not any(receipt in entries for receipt in receipts)
    assert set(SCORE.findall(entries)) & marks == set()
    for (table,) in asked("select tablename from pg_tables where schemaname = 'public'"):
        query = ROWS_BUT_THE_BOX.format(table=table)
        text = "\n".join(str(row) for row in asked(query))
        assert set(SCORE.findall(text)) & marks == set(), table
