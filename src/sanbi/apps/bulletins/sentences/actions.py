"""Supervised actions: how many were closed out, which are overdue, what started each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.apps.bulletins.blocks import TABLE, Block, Part, fact, item, name, text
from sanbi.apps.bulletins.sentences.numbers import day_words


@dataclass(frozen=True)
class Deed:
    """An action. ``days`` are working days past its due date; ``quote`` the words that began it."""

    number: str
    title: str
    unit: str
    due_on: date
    closed_on: date | None
    days: int
    quote: str
    source: str
    url: str
    source_url: str


@dataclass(frozen=True)
class Supervision:
    """What became of the actions between two days; ``on`` is the day of counting."""

    since: date
    on: date
    closed: int
    closed_on_time: int
    open: int
    overdue: int
    closed_rows: tuple[Deed, ...]
    overdue_rows: tuple[Deed, ...]


def action_blocks(seen: Supervision) -> list[Block]:
    """Return what a bulletin says of actions: the sums, what was closed, what is overdue."""
    said = text(
        *(_of(seen, "since", day_words(seen.since)), "至", _of(seen, "on", day_words(seen.on))),
        *("，办结销号督办事项", _of(seen, "closed", str(seen.closed)), "件，其中按期办结"),
        *(_of(seen, "on_time", str(seen.closed_on_time)), "件；目前在办"),
        *(_of(seen, "open", str(seen.open)), "件，其中逾期"),
        *(_of(seen, "overdue", str(seen.overdue)), "件。"),
    )
    return [said, *_closed(seen.closed_rows), *_overdue(seen.overdue_rows)]


def _of(seen: Supervision, what: str, value: str) -> Part:
    span = f"{seen.since.isoformat()}/{seen.on.isoformat()}"
    return fact(f"actions.{what}", value, f"actions/{span}/{what}", f"截至{seen.on.isoformat()}")


def _about(row: Deed, what: str, value: str) -> Part:
    version = (row.closed_on or row.due_on).isoformat()
    return fact(f"{row.number}.{what}", value, f"action/{row.number}/{what}", version)


def _closed(rows: Sequence[Deed]) -> list[Block]:
    if not rows:
        return []
    return [text("已办结销号的事项有："), *(item(*_told(row)) for row in rows)]


def _told(row: Deed) -> list[Part | str]:
    said: list[Part | str] = [name(row.title), "（", name(row.number, row.url), "），牵头单位"]
    said += [name(row.unit), "，", _about(row, "closed", day_words(row.closed_on or row.due_on))]
    said.append("销号")
    if row.quote:
        said += ["。源自", name(f"《{row.source}》" if row.source else "来文", row.source_url)]
        said += ["：“", name(row.quote, row.source_url), "”"]
        return said
    return [*said, "。"]


def _overdue(rows: Sequence[Deed]) -> list[Block]:
    if not rows:
        return []
    lines = tuple(
        (
            name(row.number, row.url),
            name(row.title),
            name(row.unit),
            _about(row, "due", row.due_on.isoformat()),
            _about(row, "days", str(row.days)),
        )
        for row in rows
    )
    heads = ("编号", "事项", "牵头单位", "办理时限", "逾期工作日")
    return [Block(TABLE, (), "逾期未办结事项", heads, "lllcr", (5, 7, 4, 4, 4), lines)]
