"""A meeting 会议: when, where and with whom it was held, what it decided, what its poll found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.apps.bulletins.blocks import TABLE, Block, Part, fact, item, name, text
from sanbi.apps.bulletins.sentences.numbers import day_words


@dataclass(frozen=True)
class Held:
    """A meeting that was held; who came is counted by its roster, without one by its units."""

    key: int
    title: str
    place: str
    chair: str
    on: date
    asked: int
    present: int
    counted: str  # 人 or 个单位
    decisions: int
    url: str


@dataclass(frozen=True)
class Resolved:
    """A decision: what is to be done, by whom, until when."""

    key: int
    text: str
    unit: str
    due_on: date


@dataclass(frozen=True)
class Polled:
    """A published poll: turnout, and the places of the units with their points as shown."""

    key: int
    title: str
    people: int
    cast: int
    rows: tuple[tuple[str, str, str, str], ...]  # code, name, place, points
    digest: str


def meeting_blocks(held: Held) -> list[Block]:
    """Return the opening: the meeting in one paragraph."""

    def of(what: str, value: str) -> Part:
        return fact(f"meeting.{what}", value, f"meeting/{held.key}/{what}", held.on.isoformat())

    said: list[Part | str] = [of("on", day_words(held.on)), "，"]
    if held.chair:
        said += [name(held.chair), "在", name(held.place or "会场"), "主持召开"]
    else:
        said += ["在", name(held.place or "会场"), "召开"]
    said += [name(held.title, held.url)]
    if held.asked:
        said += ["。应到", of("asked", str(held.asked)), f"{held.counted}，实到"]
        said += [of("present", str(held.present)), held.counted]
    if held.decisions:
        said += ["。会议议定事项", of("decisions", str(held.decisions)), "件"]
    return [text(*said, "。现将有关情况通报如下。")]


def decision_blocks(rows: Sequence[Resolved]) -> list[Block]:
    """Return each decision with its unit and term; one sentence where there is none."""
    if not rows:
        return [text("会议没有议定事项。")]
    return [
        item(
            name(row.text.rstrip("。；;.")),
            "。责任单位：",
            name(row.unit),
            "；完成时限：",
            fact(
                f"decision.{row.key}.due",
                day_words(row.due_on),
                f"decision/{row.key}/due",
                row.due_on.isoformat(),
            ),
            "。",
        )
        for row in rows
    ]


def poll_blocks(held: Polled | None) -> list[Block]:
    """Return turnout and places of the meeting's poll; one sentence where none is published."""
    if held is None:
        return [text("本次会议没有已公布的现场测评结果。")]

    def of(what: str, value: str) -> Part:
        source = f"poll/{held.key}/{what}"
        return fact(f"poll.{held.key}.{what}", value, source, held.digest)

    said = text(
        "“", name(held.title), "”应参评", of("people", str(held.people)), "人，实际参评",
        of("cast", str(held.cast)), "人，各单位得分和名次如下。",
    )  # fmt: skip
    table = Block(
        TABLE,
        caption=f"{held.title}结果",
        heads=("名次", "单位", "得分"),
        aligns="clr",
        widths=(1, 3, 2),
        rows=tuple(
            (of(f"{code}.rank", place), name(unit), of(f"{code}.points", points))
            for code, unit, place, points in held.rows
        ),
    )
    return [said, table]
