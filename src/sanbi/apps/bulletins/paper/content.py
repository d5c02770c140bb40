"""A bulletin as it is read from top to bottom, the same for every paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanbi.apps.bulletins.blocks import Block, blocks_of, own_blocks
from sanbi.apps.bulletins.models import Bulletin, Section
from sanbi.apps.bulletins.queries import values_of
from sanbi.apps.bulletins.sentences.numbers import day_words
from sanbi.apps.meetings.paper.minutes import counted

TITLE_LINE = 19
"""Characters of 二号 in a line of the title."""
BREAKS = ("有关情况", "考核结果", "重点工作", "推进情况", "落实情况")
"""Words before which a long title is broken."""


@dataclass(frozen=True)
class Chapter:
    """A section: its heading with its number (empty for the opening), and its blocks."""

    key: int
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Content:
    """What a paper says. ``sign`` is the number, ``dated`` the day; both are empty in a draft.

    ``note`` names the newest link of the audit's chain, ``state`` what a reader must know of a
    paper that does not hold: that it is a draft, or was recalled, or replaces another.
    """

    issuer: str
    sign: str
    title: str
    recipients: str
    copies: str
    dated: str
    red_head: bool
    chapters: tuple[Chapter, ...]
    note: str
    state: str

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title, a long one broken by sense where it can be, else in the middle."""
        if len(self.title) <= TITLE_LINE:
            return (self.title,)
        for words in BREAKS:
            place = self.title.find(words)
            if TITLE_LINE // 3 <= place <= TITLE_LINE:
                return (self.title[:place], self.title[place:])
        return (self.title[: len(self.title) // 2], self.title[len(self.title) // 2 :])


def content_of(bulletin: Bulletin) -> Content:
    """Return a bulletin's content; two queries."""
    return Content(
        issuer=bulletin.issuer,
        sign=bulletin.sign,
        title=bulletin.title,
        recipients=bulletin.recipients,
        copies=bulletin.copies,
        dated=day_words(bulletin.dated) if bulletin.dated else "",
        red_head=bulletin.red_head,
        chapters=tuple(_chapters(bulletin)),
        note=_note(bulletin),
        state=_state(bulletin),
    )


def _chapters(bulletin: Bulletin) -> Iterator[Chapter]:
    values, number = values_of(bulletin), 0
    for section in bulletin.sections.all():
        blocks = (*own_blocks(section.text, values), *blocks_of(section.content))
        if not blocks:
            continue
        number += bool(section.heading)
        yield Chapter(section.pk, _heading(section, number), blocks)


def _heading(section: Section, number: int) -> str:
    return f"{counted(number)}、{section.heading}" if section.heading else ""


def _note(bulletin: Bulletin) -> str:
    if not bulletin.anchor:
        return ""
    number, _blank, digest = bulletin.anchor.partition(" ")
    return f"签发时审计链锚点：第{number}号，{digest}。"


def _state(bulletin: Bulletin) -> str:
    if bulletin.state == "recalled":
        return f"已撤回：{bulletin.recalled_why}"
    if bulletin.state != "signed":
        return "草稿，未签发，不作为依据"
    return f"第{bulletin.version}版，替代已撤回的上一版" if bulletin.replaces_id else ""
