"""The league table: who leads, who moved and by what, who lost points where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.bulletins.blocks import CHART, TABLE, Block, Part, fact, item, listed, name, text
from sanbi.apps.bulletins.sentences.numbers import digits, plain_rank

FIRST = 3
"""How many are named at the top, and at the end of a group twice as large."""
MOVERS = 5
"""How many risers and fallers are named in a group, the largest movements first."""
NAMED = 2
"""Parts of the score that are named as the reason of a movement."""


@dataclass(frozen=True)
class Share:
    """A part of the score: now and in the round before; None where it cannot be compared."""

    code: str
    name: str
    now: Decimal | None
    before: Decimal | None

    @property
    def change(self) -> Decimal | None:
        """How much it rose."""
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Loss:
    """A leaf on which points were lost."""

    code: str
    name: str
    lost: Decimal
    points: Decimal


@dataclass(frozen=True)
class Row:
    """A unit's line in a group. Lower ranks are better."""

    code: str
    name: str
    score: Decimal | None
    before: Decimal | None
    rank: Decimal | None
    rank_before: Decimal | None
    grade: str
    parts: tuple[Share, ...] = ()
    losses: tuple[Loss, ...] = ()

    @property
    def climbed(self) -> Decimal:
        """Places won."""
        if self.rank is None or self.rank_before is None:
            return Decimal(0)
        return self.rank_before - self.rank


@dataclass(frozen=True)
class League:
    """A group of a run: ``source`` names the run, ``version`` which scoring of the round it is."""

    group: str
    group_name: str
    source: str
    version: str
    digits: int
    rows: tuple[Row, ...]

    def fact(self, row: Row, what: str, value: str) -> Part:
        """Return a figure of a unit in this group."""
        key = f"{self.group}.{row.code}.{what}" if self.group else f"{row.code}.{what}"
        return fact(key, value, f"{self.source}/{self.group}/{row.code}/{what}", self.version)

    def own(self, what: str, value: str) -> Part:
        """Return a figure of the group itself."""
        key = f"{self.group}.{what}" if self.group else what
        return fact(key, value, f"{self.source}/{self.group}/{what}", self.version)


def league_blocks(league: League) -> list[Block]:
    """Return what a bulletin says of a group: sentences, the table, the movement."""
    ranked = sorted((row for row in league.rows if row.rank is not None), key=_place)
    found = [*_standing(league, ranked), *_movements(league, ranked), *_losses(league, ranked)]
    if league.rows:
        found.append(_table(league))
    if any(row.climbed for row in ranked):
        found.append(_chart(league, ranked))
    return found


def _place(row: Row) -> tuple[Decimal, str]:
    return (row.rank or Decimal(0), row.code)


# -- who stands where ------------------------------------------------------------------------------
def _standing(league: League, ranked: Sequence[Row]) -> Iterator[Block]:
    if not ranked:
        return
    top = ranked[:FIRST]
    count = league.own("count", str(len(ranked)))
    said: list[Part | str] = [name(league.group_name), "参加排名的单位共", count, "个。"]
    said += [*listed([name(row.name) for row in top]), "列前"]
    said += [league.own("first", str(len(top))), "位，得分分别为"]
    said += [*listed([_points(league, row) for row in top]), "分"]
    last = ranked[-FIRST:]
    if len(ranked) >= 2 * FIRST:
        said += ["；", *listed([name(row.name) for row in last]), "列后"]
        said += [league.own("last", str(len(last))), "位，得分分别为"]
        said += [*listed([_points(league, row) for row in last]), "分"]
    yield text(*said, "。")


def _points(league: League, row: Row) -> Part:
    return league.fact(row, "score", digits(row.score, league.digits))


# -- who moved -------------------------------------------------------------------------------------
def _movements(league: League, ranked: Sequence[Row]) -> Iterator[Block]:
    moved = sorted((row for row in ranked if row.climbed), key=lambda row: (-row.climbed, row.code))
    risers = [row for row in moved if row.climbed > 0][:MOVERS]
    fallers = [row for row in reversed(moved) if row.climbed < 0][:MOVERS]
    if risers or fallers:
        yield text("与上一轮相比，名次变化较大的有：")
    for row in [*risers, *fallers]:
        yield item(*_moved(league, row))


def _moved(league: League, row: Row) -> list[Part | str]:
    was = league.fact(row, "rank_before", plain_rank(row.rank_before))
    now = league.fact(row, "rank", plain_rank(row.rank))
    verb = "位升至第" if row.climbed > 0 else "位降至第"
    return [name(row.name), "由第", was, verb, now, "位", *_because(league, row), "。"]


def _because(league: League, row: Row) -> list[Part | str]:
    """Return the reason that the run's own parts give, or nothing where they give none."""
    up = row.climbed > 0
    changes = [(part.change or Decimal(0), part) for part in row.parts]
    fitting = [(size, part) for size, part in changes if size and (size > 0) == up]
    if not fitting:
        return _overtaken(league, row)
    reasons: list[Part | str] = []
    largest = sorted(fitting, key=lambda found: abs(found[0]), reverse=True)[:NAMED]
    for place, (size, part) in enumerate(largest):
        reasons += ["、" if place else "，主要是", *_risen(league, row, part, size)]
    return reasons


def _risen(league: League, row: Row, part: Share, size: Decimal) -> list[Part | str]:
    before = league.fact(row, f"{part.code}.before", digits(part.before, league.digits))
    now = league.fact(row, f"{part.code}.now", digits(part.now, league.digits))
    much = league.fact(row, f"{part.code}.change", digits(abs(size), league.digits))
    verb = "得分提高" if size > 0 else "得分减少"
    return [name(part.name), verb, much, "分（由", before, "分到", now, "分）"]


def _overtaken(league: League, row: Row) -> list[Part | str]:
    """A unit that fell although no part of its score did: others rose by more."""
    comparable = row.score is not None and row.before is not None and row.parts
    if row.climbed > 0 or not comparable or any(part.change is None for part in row.parts):
        return []
    rise = (row.score or Decimal(0)) - (row.before or Decimal(0))
    if rise <= 0:
        return []
    size = league.fact(row, "rise", digits(rise, league.digits))
    return ["，得分虽提高", size, "分，但增幅小于超过它的单位"]


# -- who lost points -------------------------------------------------------------------------------
def _losses(league: League, ranked: Sequence[Row]) -> Iterator[Block]:
    last = [row for row in ranked[-FIRST:] if row.losses] if len(ranked) >= 2 * FIRST else []
    if last:
        yield text("排名靠后的单位失分情况：")
    for row in last:
        said: list[Part | str] = [name(row.name), "失分较多的是"]
        for place, loss in enumerate(row.losses):
            lost = league.fact(row, f"{loss.code}.lost", digits(loss.lost, league.digits))
            full = league.fact(row, f"{loss.code}.full", digits(loss.points, league.digits))
            said += ["、" if place else "", name(loss.name), "（满分", full, "分，失", lost, "分）"]
        yield item(*said, "。")


# -- tables ----------------------------------------------------------------------------------------
def _table(league: League) -> Block:
    return Block(
        TABLE,
        caption=f"{league.group_name}得分和名次",
        heads=("名次", "单位", "得分", "上轮名次", "升降", "等次"),
        aligns="clrccc",
        widths=(2, 4, 3, 3, 3, 3),
        rows=tuple(_line(league, row) for row in league.rows),
    )


def _line(league: League, row: Row) -> tuple[Part, ...]:
    known = row.rank is not None and row.rank_before is not None
    return (
        _cell(league, row, "rank", plain_rank(row.rank)),
        name(row.name),
        _cell(league, row, "score", digits(row.score, league.digits)),
        _cell(league, row, "rank_before", plain_rank(row.rank_before)),
        _cell(league, row, "moved", _moved_cell(row)) if known and row.climbed else name("—"),
        name(row.grade or "—"),
    )


def _cell(league: League, row: Row, what: str, value: str) -> Part:
    return league.fact(row, what, value) if value else name("—")


def _moved_cell(row: Row) -> str:
    return f"{'↑' if row.climbed > 0 else '↓'}{plain_rank(abs(row.climbed))}"


def _chart(league: League, ranked: Sequence[Row]) -> Block:
    rows = [
        (
            name(row.name),
            league.fact(row, "rank_before", plain_rank(row.rank_before)),
            league.fact(row, "rank", plain_rank(row.rank)),
        )
        for row in ranked
        if row.rank_before is not None
    ]
    return Block(CHART, caption=f"{league.group_name}名次变化", rows=tuple(rows))
