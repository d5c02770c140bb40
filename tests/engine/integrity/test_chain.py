"""The hash chain: every change is caught, and named as far as the evidence goes (TRUST I2)."""

import random
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity import (
    GENESIS,
    HASH_NAMES,
    Anchor,
    Break,
    BreakKind,
    HashName,
    build_chain,
    digest,
    link,
    verify_chain,
)
from tests.engine.integrity.worked_examples import worked_example

Rows: TypeAlias = tuple[list[bytes], list[str]]
LENGTH = 30
ENTRIES = [f'{{"entry": {number}}}'.encode() for number in range(LENGTH)]
LINKS = build_chain(ENTRIES)
ANCHOR = Anchor(LENGTH, LINKS[-1])
OTHER = "ab" * 32


def rows() -> Rows:
    return list(ENTRIES), list(LINKS)


def verify(tampered: Rows, *anchors: Anchor) -> Break | None:
    return verify_chain(*tampered, anchors=anchors)


# -- the links -------------------------------------------------------------------------------------
def test_links_of_the_page() -> None:
    entries = [line.encode() for line in worked_example("hash-chain.md", "entries").splitlines()]
    expected: dict[str, list[str]] = {}
    for line in worked_example("hash-chain.md", "links").splitlines():
        name, number, text = line.split()
        expected.setdefault(name, []).append(text)
        assert len(expected[name]) == int(number)
    assert list(expected) == list(HASH_NAMES)
    for name in HASH_NAMES:
        links = build_chain(entries, name)
        assert links == expected[name]
        assert verify_chain(entries, links, name) is None
    anchors = [Anchor(3, expected["sha256"][2])]
    kept = [entries[0], entries[2]], [expected["sha256"][0], expected["sha256"][2]]
    assert verify_chain(*kept, anchors=anchors) == Break(1, BreakKind.DELETED)
    cut = entries[:2], expected["sha256"][:2]
    assert verify_chain(*cut, anchors=anchors) == Break(2, BreakKind.TAIL_CUT)


@pytest.mark.parametrize("name", HASH_NAMES)
def test_a_link_is_the_hash_that_the_page_says(name: HashName) -> None:
    assert link(OTHER, b"entry", name) == digest(
        b"sanbi-chain-1\n" + OTHER.encode() + b"\nentry", name
    )
    assert build_chain([b"a", b"b"], name)[1] == link(link(GENESIS, b"a", name), b"b", name)


@pytest.mark.parametrize("previous", ["", "0" * 63, "A" * 64, "0" * 65])
def test_a_link_needs_a_link_before(previous: str) -> None:
    with pytest.raises(ValueError, match="the link before must be 64 lower-case"):
        link(previous, b"")


@given(st.lists(st.binary(max_size=8), max_size=8), st.integers(0, 8))
def test_a_chain_can_be_continued(entries: list[bytes], cut: int) -> None:
    whole = build_chain(entries)
    head = build_chain(entries[:cut])
    start = head[-1] if head else GENESIS
    assert head + build_chain(entries[cut:], start=start) == whole
    assert verify_chain(entries, whole) is None
    assert (
        verify_chain(entries[cut:], whole[cut:], start=(GENESIS, *whole)[min(cut, len(whole))])
        is None
    )


@pytest.mark.parametrize(("length", "head"), [(0, OTHER), (-1, OTHER), (1, "x"), (1, OTHER[1:])])
def test_an_anchor_must_name_a_link(length: int, head: str) -> None:
    with pytest.raises(ValueError, match="an anchor is a length of at least 1"):
        Anchor(length, head)


def test_a_break_reads_as_a_sentence() -> None:
    assert str(Break(7, BreakKind.TAIL_CUT)) == "entry 7: tail cut"


# -- TRUST I2: a thousand of each ------------------------------------------------------------------
def edit(dice: random.Random, tampered: Rows) -> int:
    at = dice.randrange(LENGTH - 1)
    entry = bytearray(tampered[0][at])
    entry[dice.randrange(len(entry))] ^= 1 << dice.randrange(8)
    tampered[0][at] = bytes(entry)
    return at


def delete(dice: random.Random, tampered: Rows) -> int:
    at = dice.randrange(LENGTH - 1)
    del tampered[0][at], tampered[1][at]
    return at


def insert(dice: random.Random, tampered: Rows) -> int:
    at = dice.randrange(LENGTH)
    entry = dice.randbytes(12)
    before = (GENESIS, *LINKS)[at]
    forged = dice.choice([link(before, entry), digest(entry)])  # with a link that fits, or not
    tampered[0].insert(at, entry)
    tampered[1].insert(at, forged)
    return at


def swap(dice: random.Random, tampered: Rows) -> int:
    first, second = sorted(dice.sample(range(LENGTH), 2))
    entries, links = tampered
    entries[first], entries[second] = entries[second], entries[first]
    links[first], links[second] = links[second], links[first]
    return first


def cut_tail(dice: random.Random, tampered: Rows) -> int:
    at = dice.randrange(LENGTH)
    del tampered[0][at:], tampered[1][at:]
    return at


TAMPERING: list[tuple[Callable[[random.Random, Rows], int], BreakKind]] = [
    (edit, BreakKind.EDITED),
    (delete, BreakKind.DELETED),
    (insert, BreakKind.INSERTED),
    (swap, BreakKind.SWAPPED),
    (cut_tail, BreakKind.TAIL_CUT),
]


@pytest.mark.parametrize("name", HASH_NAMES)
def test_the_untouched_chain_holds(name: HashName) -> None:
    links = build_chain(ENTRIES, name)
    anchors = [Anchor(length, links[length - 1]) for length in (LENGTH, 1, 7)]
    assert verify_chain(ENTRIES, links, name, anchors=anchors) is None
    other: HashName = "sm3" if name == "sha256" else "sha256"
    assert verify_chain(ENTRIES, links, other) is not None


@pytest.mark.parametrize(("tamper", "kind"), TAMPERING, ids=[kind for _, kind in TAMPERING])
def test_a_thousand_tamperings_are_caught_and_named(
    tamper: Callable[[random.Random, Rows], int], kind: BreakKind
) -> None:
    dice = random.Random(20261122)  # noqa: S311  (repeatable, not secret)
    for _ in range(1_000):
        tampered = rows()
        at = tamper(dice, tampered)
        assert verify(tampered, ANCHOR) == Break(at, kind)


def test_an_unanchored_tail_is_not_seen() -> None:
    """Negative control: it is the anchor that catches the cut."""
    tampered = ENTRIES[:-1], LINKS[:-1]
    assert verify(tampered) is None
    assert verify(tampered, Anchor(LENGTH - 1, LINKS[-2])) is None
    assert verify(tampered, ANCHOR) == Break(LENGTH - 1, BreakKind.TAIL_CUT)


# -- links renewed ---------------------------------------------------------------------------------
def test_a_rewritten_chain_is_seen_by_its_anchor_only() -> None:
    entries = [*ENTRIES[:12], b"forged", *ENTRIES[13:]]
    tampered = entries, build_chain(entries)
    early = Anchor(10, LINKS[9])
    assert verify(tampered) is None
    assert verify(tampered, early) is None
    assert verify(tampered, ANCHOR) == Break(0, BreakKind.REWRITTEN)
    assert verify(tampered, ANCHOR, early) == Break(10, BreakKind.REWRITTEN)


def test_a_break_behind_a_rewritten_part_does_not_hide_it() -> None:
    entries = [*ENTRIES[:2], b"forged", *ENTRIES[3:]]
    links = build_chain(entries)
    anchor = Anchor(10, LINKS[9])
    entries[20] = b"edited"
    assert verify((entries, links), anchor) == Break(0, BreakKind.REWRITTEN)
    assert verify((entries, links), Anchor(20, LINKS[19])) == Break(0, BreakKind.REWRITTEN)
    assert verify((entries, links), Anchor(21, LINKS[20])) == Break(20, BreakKind.EDITED_OR_DELETED)


def test_links_renewed_in_part_move_the_break() -> None:
    entries, links = rows()
    entries[5] = b"edited"
    links[5] = link(links[4], entries[5])
    assert verify((entries, links), ANCHOR) == Break(6, BreakKind.EDITED)


# -- what an anchor adds ---------------------------------------------------------------------------
def test_without_an_anchor_edited_and_deleted_are_not_told_apart() -> None:
    edited = rows()
    edited[0][3] = b"edited"
    deleted = ENTRIES[:3] + ENTRIES[4:], LINKS[:3] + LINKS[4:]
    for tampered, kind in [(edited, BreakKind.EDITED), (deleted, BreakKind.DELETED)]:
        assert verify(tampered) == Break(3, BreakKind.EDITED_OR_DELETED)
        assert verify(tampered, Anchor(3, LINKS[2])) == Break(3, BreakKind.EDITED_OR_DELETED)
        assert verify(tampered, ANCHOR, Anchor(3, LINKS[2])) == Break(3, kind)
        assert verify(tampered, ANCHOR, Anchor(9, LINKS[8])) == Break(3, kind)


def test_many_rows_put_in_and_one_edited_are_told_by_the_count() -> None:
    entries = [*ENTRIES[:3], b"x", b"y", b"edited", *ENTRIES[4:]]
    links = [*LINKS[:3], digest(b"x"), digest(b"y"), LINKS[3], *LINKS[4:]]
    assert verify((entries, links), ANCHOR) == Break(3, BreakKind.INSERTED)


def test_an_anchor_of_the_edited_row_itself_tells() -> None:
    entries, links = rows()
    entries[3] = b"edited"
    assert verify((entries, links), Anchor(4, LINKS[3])) == Break(3, BreakKind.EDITED)
    entries, links = rows()
    entries[-1] = b"edited"
    assert verify((entries, links), ANCHOR) == Break(LENGTH - 1, BreakKind.EDITED)


# -- other shapes of tampering ---------------------------------------------------------------------
def test_a_changed_link_is_an_edit() -> None:
    for at in range(LENGTH):
        for text in (OTHER, "", "no link", "\ud800"):
            entries, links = rows()
            links[at] = text
            found = verify((entries, links))
            last = at == LENGTH - 1
            kind = BreakKind.EDITED_OR_DELETED if last else BreakKind.EDITED
            assert found == Break(at, kind)


def test_links_that_are_no_links_match_nothing() -> None:
    entries, links = rows()
    links[3:6] = ["\ud800", "\udfff", "县"]
    assert verify((entries, links), ANCHOR) == Break(3, BreakKind.EDITED)


@pytest.mark.parametrize("source", [0, 4, 5, 20, LENGTH - 1])
def test_a_copied_row_is_an_insertion(source: int) -> None:
    entries, links = rows()
    at = 5 if source < 5 else 3
    entries.insert(at, ENTRIES[source])
    links.insert(at, LINKS[source])
    assert verify((entries, links)) == Break(at, BreakKind.INSERTED)


@pytest.mark.parametrize(("source", "target"), [(2, 9), (9, 2), (0, LENGTH - 1), (LENGTH - 1, 0)])
def test_a_moved_row_is_out_of_order(source: int, target: int) -> None:
    entries, links = rows()
    entries.insert(target, entries.pop(source))
    links.insert(target, links.pop(source))
    assert verify((entries, links)) == Break(min(source, target), BreakKind.SWAPPED)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("at", [0, 7, LENGTH - 1])
def test_many_rows_with_fitting_links_put_in(at: int, count: int) -> None:
    forged = [b"forged %d" % number for number in range(count)]
    entries = [*ENTRIES[:at], *forged, *ENTRIES[at:]]
    links = [*LINKS[:at], *build_chain(forged, start=(GENESIS, *LINKS)[at]), *LINKS[at:]]
    assert verify((entries, links)) == Break(at, BreakKind.INSERTED)


# -- links kept elsewhere --------------------------------------------------------------------------
def test_entries_alone_put_in_taken_out_swapped_or_edited() -> None:
    for at in range(LENGTH - 1):
        put_in = [*ENTRIES[:at], b"forged", *ENTRIES[at:]]
        assert verify((put_in, LINKS)) == Break(at, BreakKind.INSERTED)
        taken_out = ENTRIES[:at] + ENTRIES[at + 1 :]
        assert verify((taken_out, LINKS)) == Break(at, BreakKind.DELETED)
        swapped = list(ENTRIES)
        swapped[at], swapped[-1] = swapped[-1], swapped[at]
        assert verify((swapped, LINKS)) == Break(at, BreakKind.SWAPPED)
        edited = [*ENTRIES[:at], b"edited", *ENTRIES[at + 1 :]]
        assert verify((edited, LINKS), ANCHOR) == Break(at, BreakKind.EDITED)


def test_a_copied_entry_is_an_insertion() -> None:
    put_in = [*ENTRIES[:4], ENTRIES[20], *ENTRIES[4:]]
    assert verify((put_in, LINKS)) == Break(4, BreakKind.INSERTED)


def test_repeated_entries_do_not_mislead() -> None:
    entries = [b"yes", b"no", b"yes", b"no", b"yes"]
    links = build_chain(entries)
    anchor = Anchor(5, links[4])
    for at in range(5):
        other = [*entries[:at], b"no" if entries[at] == b"yes" else b"yes", *entries[at + 1 :]]
        assert verify((other, links), anchor) == Break(at, BreakKind.EDITED)
    exchanged = [b"no", b"yes", *entries[2:]]
    assert verify((exchanged, links), anchor) == Break(0, BreakKind.SWAPPED)


def test_entries_and_links_of_other_lengths() -> None:
    assert verify((ENTRIES[:-2], LINKS)) == Break(LENGTH - 2, BreakKind.TAIL_CUT)
    assert verify(([*ENTRIES, b"new"], LINKS)) == Break(LENGTH, BreakKind.INSERTED)
    assert verify(([], LINKS)) == Break(0, BreakKind.TAIL_CUT)
    assert verify(([], [])) is None
    assert verify(([], []), ANCHOR) == Break(0, BreakKind.TAIL_CUT)
    edited_and_cut = [*ENTRIES[:3], b"edited", *ENTRIES[4:-1]]
    assert verify((edited_and_cut, LINKS)) == Break(3, BreakKind.EDITED)
    edited_and_more = [*ENTRIES[:3], b"edited", *ENTRIES[4:], b"new"]
    assert verify((edited_and_more, LINKS)) == Break(3, BreakKind.EDITED)


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=6, unique=True), st.randoms())
def test_whatever_differs_from_the_chain_is_a_break(
    entries: list[bytes], dice: random.Random
) -> None:
    """Detection, apart from the diagnosis: any other rows break the chain or miss its anchor."""
    links = build_chain(entries)
    pairs = list(zip(entries, links, strict=True))
    extra = (b"new!", link(dice.choice([GENESIS, *links]), b"new!"))
    picked = [dice.choice([*pairs, extra]) for _ in range(dice.randrange(len(pairs) + 2))]
    tampered = [entry for entry, _ in picked], [text for _, text in picked]
    found = verify_chain(*tampered, anchors=[Anchor(len(links), links[-1])])
    holds_all = picked[: len(pairs)] == pairs
    goes_on = picked[len(pairs) :] in ([], [extra]) and (
        len(picked) == len(pairs) or extra[1] == link(links[-1], b"new!")
    )
    assert (found is None) == (holds_all and goes_on)


@pytest.mark.slow
def test_a_million_entries_within_a_minute() -> None:
    from time import perf_counter

    entries = [b'{"entry": %d}' % number for number in range(1_000_000)]
    for name in HASH_NAMES:
        start = perf_counter()
        assert verify_chain(entries, build_chain(entries, name), name) is None
        assert perf_counter() - start < 60
