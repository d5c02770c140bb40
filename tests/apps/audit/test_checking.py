"""Tampering past all guards is found: which entry, and what was done to it (TRUST I2)."""

# ruff: noqa: S311, S608 - chance by seed, and SQL of our own

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import psycopg
import pytest
from django.utils import translation

from sanbi.apps.audit.anchoring import anchor_entries
from sanbi.apps.audit.checking import Report, check_audit
from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.findings import Finding, Findings
from sanbi.apps.audit.models import Anchor, Entry
from sanbi.apps.audit.published import Published, anchors_text, read_published
from sanbi.engine.integrity import BreakKind
from tests.apps.audit.owner import owner
from tests.apps.audit.test_anchoring import write

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = "at, actor, actor_name, actor_unit, action, kind, key, name, outcome, details, digest"
K = BreakKind


@dataclass
class Chain:
    """Twelve entries in four anchors, and the means to tamper with them and mend them again."""

    own: psycopg.Connection
    entries: list[Entry]
    anchors: list[Anchor]
    published: list[Published]

    def do(self, statement: str, *values: object) -> None:
        self.own.execute(statement.encode(), values)

    def mend(self) -> None:
        for table in ("audit_entry", "audit_anchor"):
            self.do(f"delete from {table}")
            self.do(f"insert into {table} select * from kept_{table}")

    def anchor_of(self, place: int) -> int:
        return place // 3 + 1

    def check(self, *, with_published: bool = True) -> Report:
        return check_audit(self.published if with_published else ())


@pytest.fixture
def chain(now: datetime) -> Iterator[Chain]:
    for anchor in range(4):
        for place in range(3):
            fields = {"name": f"第{anchor * 3 + place}条", "details": {"cells": place}}
            write(now, 1, **fields)
        anchor_entries(now)
    entries, anchors = list(Entry.objects.order_by("pk")), list(Anchor.objects.order_by("number"))
    published = [Published(anchor.number, anchor.digest) for anchor in anchors]
    with owner() as own:
        own.autocommit = False
        own.commit()
        own.autocommit = True
        own.execute("set session_replication_role = replica")
        for table in ("audit_entry", "audit_anchor"):
            own.execute(f"create temp table kept_{table} as table {table}".encode())
        yield Chain(own, entries, anchors, published)


def edit(chain: Chain, chance: random.Random) -> Finding:
    place = chance.randrange(12)
    entry = chain.entries[place]
    column, value = chance.choice(
        [
            ("actor_name", "王强"),
            ("actor", 9),
            ("action", "a.c"),
            ("name", "别的"),
            ("details", '{"cells": 99}'),
            ("details", '{"cells": 0.5}'),
            ("outcome", "refused"),
            ("at", "2026-10-09 06:32:00.000001+00"),
            ("digest", "0" * 64),
        ]
    )
    chain.do(f"update audit_entry set {column} = %s where id = %s", value, entry.pk)
    if chance.random() < 0.5 and value != '{"cells": 0.5}':
        fresh = digest_of(Entry.objects.get(pk=entry.pk))  # whoever edits renews the digest, too
        if fresh != entry.digest:
            chain.do("update audit_entry set digest = %s where id = %s", fresh, entry.pk)
    return Finding(K.EDITED, entry.pk, chain.anchor_of(place))


def delete(chain: Chain, chance: random.Random) -> Finding:
    place = chance.randrange(12)
    chain.do("delete from audit_entry where id = %s", chain.entries[place].pk)
    return Finding(K.DELETED, chain.entries[place].pk, chain.anchor_of(place))


def insert(chain: Chain, chance: random.Random) -> Finding:
    number = chance.choice((chain.entries[-1].pk + chance.randint(1, 99), -chance.randint(1, 99)))
    like = chance.choice(chain.entries)
    forged = Entry(at=like.at, actor_name="王强", action="a.b", outcome="done", digest="")
    forged.digest = digest_of(forged)
    chain.do(
        f"insert into audit_entry (id, written_at, transaction, {CONTENT})"
        " values (%s, %s, %s::text::xid8, %s, null, %s, '', 'a.b', '', '', '', 'done', '{}', %s)",
        *(number, like.written_at, like.transaction, like.at, "王强", forged.digest),
    )
    return Finding(K.INSERTED, number, 4)


def swap(chain: Chain, chance: random.Random) -> Finding:
    one, other = sorted(chance.sample(range(12), 2))
    first, second = chain.entries[one].pk, chain.entries[other].pk
    if chance.random() < 0.5:
        for before, after in ((first, -1), (second, first), (-1, second)):
            chain.do("update audit_entry set id = %s where id = %s", after, before)
    else:
        for here, there in ((first, second), (second, first)):
            chain.do(
                f"update audit_entry set ({CONTENT}) ="
                f" (select {CONTENT} from kept_audit_entry where id = %s) where id = %s",
                *(there, here),
            )
    return Finding(K.SWAPPED, first, chain.anchor_of(one), other=second)


def cut(chain: Chain, chance: random.Random) -> Finding:
    kept = chance.randrange(4)
    chain.do("delete from audit_anchor where number > %s", kept)
    chain.do("delete from audit_entry where id >= %s", chain.entries[kept * 3].pk)
    return Finding(K.TAIL_CUT, anchor=kept + 1, last=kept)


TAMPERS = (edit, delete, insert, swap, cut)


@pytest.mark.parametrize("hash_name", ["sha256", "sm3"])
@pytest.mark.parametrize("tamper", TAMPERS)
def test_each_tampering_is_found_and_named(
    request: pytest.FixtureRequest, settings: object, tamper: Callable[..., Finding], hash_name: str
) -> None:
    walk(request, settings, tamper, hash_name, 20)


@pytest.mark.slow
@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_thousand_of_each_are_found(
    request: pytest.FixtureRequest, settings: object, tamper: Callable[..., Finding]
) -> None:
    walk(request, settings, tamper, "sha256", 1_000)


def walk(
    request: pytest.FixtureRequest,
    settings: object,
    tamper: Callable[..., Finding],
    hash_name: str,
    times: int,
) -> None:
    settings.SANBI_HASH = hash_name  # type: ignore[attr-defined]
    chain: Chain = request.getfixturevalue("chain")
    assert chain.check().is_whole
    for seed in range(times):
        expected = tamper(chain, random.Random(seed))
        report = chain.check()
        assert report.findings[0] == expected, seed
        assert not report.is_whole
        chain.mend()
    assert chain.check().is_whole


def test_the_twin_without_published_anchors_does_not_see_a_cut_tail(chain: Chain) -> None:
    cut(chain, random.Random(1))
    assert chain.check(with_published=False).is_whole
    assert not chain.check().is_whole


def test_a_history_rewritten_with_all_its_anchors_is_not_the_published_one(chain: Chain) -> None:
    now = chain.entries[0].at
    edit(chain, random.Random(2))
    chain.do("delete from audit_anchor")
    for entry in Entry.objects.all():
        chain.do("update audit_entry set digest = %s where id = %s", digest_of(entry), entry.pk)
    anchor_entries(now)
    assert chain.check(with_published=False).is_whole
    found = chain.check().findings
    assert {finding.kind for finding in found} == {K.REWRITTEN, K.TAIL_CUT}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("digest", "0" * 64),
        ("previous", "0" * 64),
        ("entries", ""),
        ("entries", "1 x\nno line\n"),
        ("count", 2),
        ("until", "1"),
        ("above", 5),
        ("cluster", "1"),
        ("last_entry", 1),
        ("at", "2026-01-01 00:00:00+00"),
    ],
)
def test_an_edited_anchor_is_found(chain: Chain, column: str, value: object) -> None:
    cast = "::text::xid8" if column == "until" else ""
    chain.do(f"update audit_anchor set {column} = %s{cast} where number = 2", value)
    found = chain.check().findings
    assert Finding(K.EDITED, anchor=2) in found


def test_a_missing_anchor_is_found(chain: Chain) -> None:
    chain.do("delete from audit_anchor where number = 2")
    assert chain.check().findings[0] == Finding(K.DELETED, anchor=2)


def test_an_entry_listed_twice_is_found(chain: Chain) -> None:
    line = f"{chain.entries[0].pk} {chain.entries[0].digest}\n"
    chain.do("update audit_anchor set entries = entries || %s where number = 4", line)
    found = chain.check().findings
    assert Finding(K.INSERTED, chain.entries[0].pk, 4) in found


def test_entries_not_yet_anchored_are_checked_by_their_own_digest(chain: Chain) -> None:
    write(chain.entries[0].at, 2)
    youngest = Entry.objects.order_by("-pk")[0].pk
    assert (chain.check().pending, chain.check().anchored) == (2, 12)
    chain.do("update audit_entry set name = 'x' where id = %s", youngest)
    assert chain.check().findings == (Finding(K.EDITED, youngest),)


def test_a_change_of_the_hash_keeps_the_old_entries_whole(chain: Chain, settings: object) -> None:
    settings.SANBI_HASH = "sm3"  # type: ignore[attr-defined]
    write(chain.entries[0].at)
    anchor_entries(chain.entries[0].at)
    assert chain.check().is_whole
    edit(chain, random.Random(0))
    assert not chain.check().is_whole


def test_progress_is_told(chain: Chain) -> None:
    told: list[tuple[int, int]] = []
    check_audit(progress=lambda checked, total: told.append((checked, total)))
    assert told == [(12, 12)]


def test_what_was_found_is_said_in_words() -> None:
    with translation.override("en"):
        assert [
            str(finding)
            for finding in (
                Finding(K.EDITED, 17, 3),
                Finding(K.EDITED, 17),
                Finding(K.DELETED, 17, 3),
                Finding(K.INSERTED, 99, 3),
                Finding(K.SWAPPED, 17, 3, other=18),
                Finding(K.EDITED, anchor=3),
                Finding(K.DELETED, anchor=3),
                Finding(K.TAIL_CUT, anchor=9, last=5),
                Finding(K.REWRITTEN, anchor=3),
            )
        ] == [
            "Entry 17 was edited after anchor 3 had listed it.",
            "Entry 17, not yet anchored, was edited: its digest does not fit.",
            "Entry 17 is missing; anchor 3 lists it.",
            "Entry 99 was put in: it claims to be older than anchor 3, which does not list it.",
            "Entries 17 and 18 stand in each other's place (anchor 3).",
            "Anchor 3 was edited, or the one before it.",
            "Anchor 3 is missing.",
            (
                "The audit ends with anchor 5, but anchor 9 was published:"
                " what came after was cut off."
            ),
            "Anchor 3 is not the one that was published.",
        ]


def test_many_faults_are_counted_and_the_first_thousand_kept() -> None:
    findings = Findings()
    for number in range(1_500):
        findings.add(K.DELETED, number, 1)
        findings.add_edited(number, 1, f"{number}", "x")
    assert findings.count == 3_000
    assert len(findings.listed()) == 1_000


@pytest.mark.parametrize("as_csv", [False, True])
def test_published_anchors_are_written_and_read_back(chain: Chain, as_csv: bool) -> None:
    text = anchors_text(chain.anchors, as_csv=as_csv)
    assert read_published(text) == chain.published
    assert read_published(f"\ufeff{text}\n") == chain.published
    assert "第" not in text


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", ""),
        ("number,digest\n", ""),
        ("number,digest\n1,xyz\n", "2"),
        ("a,b\n1,2\n", "2"),
        ('{"number": 1, "digest": "' + "a" * 64 + '"}\n{"number": 2}\n', "2"),
        ('{"number": "x", "digest": "' + "a" * 64 + '"}\n', "1"),
        ("{not json}\n", "1"),
        ("{}\n[]\n", "1"),
    ],
)
def test_a_file_that_holds_no_anchors_is_refused(text: str, where: str) -> None:
    with pytest.raises(Refused) as caught:
        read_published(text)
    assert caught.value.where == where
