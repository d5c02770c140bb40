"""Pairs of bytes that a decoder dropped because it has no character for them."""

from __future__ import annotations

import numpy as np

from sanbi.engine.documents.repair.beam import Beam, Ints, Writer, joined, pruned, ties
from sanbi.engine.documents.repair.codes import (
    FIRST_LEAD,
    FORBIDDEN,
    trails_read,
    undefined,
    undefined_before,
)

HIDDEN_PAIR = -0.5  # in favour: a page that drops such pairs drops all of them
TWICE = 2
FEW_HELD = 8  # bytes
DROPPERS = 4  # hypotheses of a place for which a dropped pair is tried
HIDING = 5  # first bytes of a dropped pair that are tried for each
SECOND_HIDING = 300  # the same for the second of two dropped pairs in a row
PROMISING = 80
SIBLINGS, ALIKE = 60, 24  # hypotheses for which the likeliest dropped pairs of others are tried

Next = int | str | None  # the byte that ends the next character, its reading, or nothing known


def dropped(writer: Writer, beam: Beam, following: Next, hidden: int) -> Beam:
    """Pairs that the decoder dropped: the last of them begins a character.

    Parameters
        following : what ends that character.
        hidden : how many in a row may have been dropped, 1 or 2.
    """
    open_ones, most = _tried(beam)
    once = _hidden(writer, open_ones, most, following)
    if following is not None:
        once = joined([once, _likewise(writer, beam, open_ones, once)])
    if hidden < TWICE:
        return once
    first = _hidden(writer, pruned(beam, 2 * DROPPERS, 8.0), 3 * DROPPERS, None)
    return joined([once, _hidden(writer, first, SECOND_HIDING, following)])


def _tried(beam: Beam) -> tuple[Beam, int]:
    """Those for which a dropped pair is tried, and how many first bytes of one for all of them.

    Where few bytes are held, as after a mark that may have been any of seven, the best of each.
    """
    best = ties(beam, DROPPERS, 12.0)
    if len(best) > DROPPERS:
        return best, SECOND_HIDING
    order = np.argsort(-beam.score, kind="stable")
    held, first = np.unique(beam.pending[order], return_index=True)
    if len(held) > FEW_HELD:
        return best, HIDING * len(best)
    rest = beam.rows(np.sort(order[first]))
    rest = rest.rows(~np.isin(rest.parent, best.parent) & (rest.score > beam.score.max() - 12.0))
    both = joined([best, rest])
    return both, HIDING * len(both)


def _likewise(writer: Writer, beam: Beam, tried: Beam, found: Beam) -> Beam:
    """The pairs that others were found to have dropped, for hypotheses that were not tried.

    What lies further back, such as a name that no model knows, says little about the pair.
    """
    others = pruned(beam, SIBLINGS, 14.0)
    others = others.rows(~np.isin(others.parent, tried.parent))
    ways_of = np.stack([_pending_of(beam, found), found.last, found.pending])
    _, first = np.unique(ways_of, axis=1, return_index=True)
    best = found.rows(np.sort(first)[:ALIKE])  # the most promising ones come first
    before = _pending_of(beam, best)
    rows, ways = np.nonzero(others.pending[:, None] == before[None, :])
    wide = others.rows(rows)
    ended = writer.pair(
        wide.changed(settled=ways), wide.pending, best.last[ways]
    )  # settled holds the way while rows may fall out
    return ended.changed(
        pending=best.pending[ended.settled],
        settled=-1,
        score=ended.score - HIDDEN_PAIR,
        lost=ended.lost + 2,
    )


def _pending_of(beam: Beam, found: Beam) -> Ints:
    """The first byte that each was holding before its pair was dropped."""
    by_parent = dict(zip(beam.parent.tolist(), beam.pending.tolist(), strict=True))
    return np.array([by_parent[row] for row in found.parent.tolist()], np.int64)


def _hidden(writer: Writer, beam: Beam, most: int, following: Next) -> Beam:
    """A dropped pair: it ended one character and began the next, which `following` ends."""
    pairs = undefined()
    if isinstance(following, int):
        pairs = pairs[writer.codes.costs[pairs[:, 1], following] < FORBIDDEN]
    elif following is not None:
        pairs = undefined_before(following)
    ended = writer.best_pairs(beam, np.unique(pairs[:, 0]), most, 15.0)
    rows, seconds = _opened(pairs, ended.last)
    if following is not None:
        best = _promising(writer, ended, rows, seconds, following)
        rows, seconds = rows[best], seconds[best]
    opened = ended.rows(rows)
    return opened.changed(pending=seconds, score=opened.score - HIDDEN_PAIR, lost=opened.lost + 2)


def _promising(
    writer: Writer, ended: Beam, rows: Ints, opening: Ints, following: int | str
) -> Ints:
    """Those that go on best with what follows: what they hold cannot be told apart before.

    Parameters
        rows, opening : hypotheses by their rows, with the byte that each would hold.
    """
    if isinstance(following, int):
        ways, trails = np.arange(len(rows)), np.full(len(rows), following, np.int64)
    else:
        read = [trails_read(lead, following) for lead in opening.tolist()]
        ways = np.repeat(np.arange(len(rows)), [len(way) for way in read])
        trails = np.array([trail for way in read for trail in way], np.int64)
        fits = writer.codes.costs[opening[ways], trails] < FORBIDDEN
        ways, trails = ways[fits], trails[fits]
    most = PROMISING if isinstance(following, int) else len(ways)
    best, _ = writer.best(ended, rows[ways], opening[ways], trails, most, 15.0)
    own, place = np.unique(ways[best], return_index=True)
    return own[np.argsort(place)][:PROMISING]


def _opened(pairs: Ints, ended: Ints) -> tuple[Ints, Ints]:
    """For hypotheses whose last second byte is `ended`: row and second byte of each pair."""
    pairs = pairs[pairs[:, 1] >= FIRST_LEAD]
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    first = pairs[:, 0].searchsorted(ended)
    many = pairs[:, 0].searchsorted(ended, "right") - first
    rows = np.repeat(np.arange(len(ended)), many)
    inside = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    return rows, pairs[first[rows] + inside, 1]
