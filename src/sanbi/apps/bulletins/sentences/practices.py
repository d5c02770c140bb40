"""Good practice 好经验: what was shared with all in the period, and who took it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.apps.bulletins.blocks import Block, Part, fact, item, listed, name, text
from sanbi.apps.bulletins.sentences.numbers import day_words


@dataclass(frozen=True)
class Lesson:
    """A practice: who found it, its effect in their words, the units that took it over."""

    key: int
    title: str
    unit: str
    effect: str
    shared_on: date
    takers: tuple[str, ...]
    url: str


def practice_blocks(rows: Sequence[Lesson], since: date, on: date) -> list[Block]:
    """Return what a bulletin says of good practice; one sentence where nothing was shared."""
    span, version = f"{since.isoformat()}/{on.isoformat()}", f"截至{on.isoformat()}"

    def of(what: str, value: str) -> Part:
        return fact(f"practices.{what}", value, f"practices/{span}/{what}", version)

    days = (of("since", day_words(since)), "至", of("on", day_words(on)))
    if not rows:
        return [text(*days, "，没有新推广的好经验。")]
    said: list[Part | str] = [*days, "，经审核推广好经验", of("shared", str(len(rows))), "条"]
    takers = {unit for row in rows for unit in row.takers}
    if takers:
        said += ["，已有", of("takers", str(len(takers))), "个单位学习借鉴"]
    return [text(*said, "："), *(item(*_told(row)) for row in rows)]


def _told(row: Lesson) -> list[Part | str]:
    day = fact(
        f"practice.{row.key}.shared",
        day_words(row.shared_on),
        f"practice/{row.key}/shared",
        row.shared_on.isoformat(),
    )
    said: list[Part | str] = [name(row.unit), "“", name(row.title, row.url), "”（", day, "推广）"]
    if row.effect:
        said += ["，成效：", name(row.effect.rstrip("。；;."))]
    if row.takers:
        said += ["。学习借鉴的有", *listed([name(unit) for unit in row.takers])]
    return [*said, "。"]
