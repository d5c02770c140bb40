"""Projects: how far the year's plan is done, who is fast and slow, where the lamp is red."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanbi.apps.bulletins.blocks import TABLE, Block, Part, fact, name, text
from sanbi.apps.bulletins.sentences.numbers import day_words, digits, percent

WAN_IN_YI = 10_000


@dataclass(frozen=True)
class Pace:
    """A project with a plan of the year: 万元, and its share beside that of the year gone by."""

    key: int
    name: str
    unit: str
    planned: Decimal
    completed: Decimal

    @property
    def done(self) -> Decimal:
        """Completed of planned."""
        return self.completed / self.planned


@dataclass(frozen=True)
class Progress:
    """All projects with a plan of the year, and the lists of the fastest and the slowest."""

    on: date
    gone: Decimal
    count: int
    planned: Decimal
    completed: Decimal
    fast: tuple[Pace, ...]
    slow: tuple[Pace, ...]


@dataclass(frozen=True)
class RedLamp:
    """A project whose overall lamp is red: the month, and why, as the lamp's rule says it."""

    key: int
    name: str
    unit: str
    period: str
    reason: str
    url: str


def progress_blocks(seen: Progress) -> list[Block]:
    """Return what a bulletin says of the year's investment, with the two lists."""
    if not seen.count or not seen.planned:
        return [text("截至", _of(seen, "on", day_words(seen.on)), "，没有下达年度投资计划的项目。")]
    done, gone = seen.completed / seen.planned, seen.gone
    gap = digits(abs(done - gone) * 100, 1)
    verdict: list[Part | str] = (
        ["，与时序进度持平"]
        if Decimal(gap) == 0
        else [
            "，快于时序进度" if done > gone else "，慢于时序进度",
            _of(seen, "gap", gap),
            "个百分点",
        ]
    )
    said = text(
        *("截至", _of(seen, "on", day_words(seen.on)), "，下达年度投资计划并已填报的项目"),
        *(_of(seen, "count", str(seen.count)), "个，累计完成投资"),
        *(_of(seen, "completed", digits(seen.completed / WAN_IN_YI, 2)), "亿元，完成年度计划的"),
        *(_of(seen, "done", f"{percent(done)}%"), "，时序进度为"),
        *(_of(seen, "gone", f"{percent(gone)}%"), *verdict, "。"),
    )
    return [said, *_lists(seen)]


def _of(seen: Progress, what: str, value: str) -> Part:
    return fact(f"projects.{what}", value, f"projects/year/{seen.on.year}/{what}", _until(seen.on))


def _until(day: date) -> str:
    return f"截至{day.isoformat()}"


def _lists(seen: Progress) -> Iterator[Block]:
    if seen.fast:
        yield _table("进度较快的项目", "fast", seen, seen.fast)
    if seen.slow:
        yield _table("进度较慢的项目", "slow", seen, seen.slow)


def _table(caption: str, which: str, seen: Progress, rows: Sequence[Pace]) -> Block:
    heads = ("序号", "项目", "属地", "年度计划（万元）", "累计完成（万元）", "完成率（%）")
    lines = []
    for place, row in enumerate(rows, start=1):
        found = {
            "planned": digits(row.planned, 0),
            "completed": digits(row.completed, 0),
            "done": percent(row.done),
        }
        cells = [
            fact(f"project.{row.key}.{what}", value, f"project/{row.key}/{what}", _until(seen.on))
            for what, value in found.items()
        ]
        number = fact(f"projects.{which}.{place}", str(place), "place", "")
        lines.append((number, name(row.name, f"/projects/{row.key}/"), name(row.unit), *cells))
    return Block(TABLE, (), caption, heads, "cllrrr", (2, 8, 4, 4, 4, 4), tuple(lines))


def lamp_blocks(rows: Sequence[RedLamp], on: date) -> list[Block]:
    """Return what a bulletin says of red lamps: how many, and each with the reason of its rule."""
    day = fact("lamps.on", day_words(on), "projects/lamps/on", _until(on))
    if not rows:
        return [text("截至", day, "，没有亮红灯的项目。")]
    count = fact("lamps.count", str(len(rows)), "projects/lamps/red", _until(on))
    said = text("截至", day, "，亮红灯的项目共", count, "个，责任单位要逐个说明原因、限期整改。")
    lines = tuple(
        (
            fact(f"lamps.{place}", str(place), "place", ""),
            name(row.name, row.url),
            name(row.unit),
            fact(f"lamp.{row.key}", row.reason, f"project/{row.key}/lamp", row.period),
        )
        for place, row in enumerate(rows, start=1)
    )
    heads = ("序号", "项目", "属地", "亮灯原因")
    return [said, Block(TABLE, (), "亮红灯项目", heads, "clll", (2, 8, 4, 12), lines)]
