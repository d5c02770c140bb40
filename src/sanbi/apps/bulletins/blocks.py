"""What a bulletin consists of: sentences out of parts, tables, charts, as plain values.

A sentence is made of three sorts of parts, so that no number stands in it by itself: ``words``
without digits, ``name`` as a record has it (a unit, a project, a quotation), and ``fact``, a
figure that is kept with what it refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

WORDS, NAME, FACT = "w", "n", "f"
TEXT, ITEM, TABLE, CHART = "text", "item", "table", "chart"
_REFERENCE = re.compile(r"\{([^{}\n]{1,100})\}")


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence or the content of a cell."""

    sort: str
    text: str
    key: str = ""
    source: str = ""
    version: str = ""
    url: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list, a table or a chart of movement.

    ``aligns`` has one of ``l``, ``r``, ``c`` for each column, ``widths`` their shares. Rows of a
    chart are name, place before, place now.
    """

    sort: str
    parts: tuple[Part, ...] = ()
    caption: str = ""
    heads: tuple[str, ...] = ()
    aligns: str = ""
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[Part, ...], ...] = field(default=())


def words(text: str) -> Part:
    """Return words of the rule itself.

    Raises
    ------
    ValueError
        for words with a digit: a number is a fact.
    """
    if any(sign.isdecimal() for sign in text):
        raise ValueError(f"a number without a figure: {text}")
    return Part(WORDS, text)


def name(text: str, url: str = "") -> Part:
    """Return what a record is called, or what it says; perhaps with the way to it."""
    return Part(NAME, text, url=url)


def fact(key: str, value: str, source: str, version: str) -> Part:
    """Return a figure: its key in the bulletin, value, what it refers to, and which version."""
    return Part(FACT, value, key, source, version)


def text(*parts: Part | str) -> Block:
    """Return a paragraph; plain strings are words."""
    return Block(TEXT, tuple(words(part) if isinstance(part, str) else part for part in parts))


def item(*parts: Part | str) -> Block:
    """Return an item of a list; plain strings are words."""
    return Block(ITEM, text(*parts).parts)


def facts_in(blocks: Iterable[Block]) -> dict[str, Part]:
    """Return the facts of some blocks by their keys."""
    found: dict[str, Part] = {}
    for block in blocks:
        for part in (*block.parts, *(cell for row in block.rows for cell in row)):
            if part.sort == FACT:
                found.setdefault(part.key, part)
    return found


def listed(names: Sequence[Part]) -> list[Part]:
    """Return parts with 、 between them."""
    found: list[Part] = []
    for place, part in enumerate(names):
        found += [words("、"), part] if place else [part]
    return found


# -- own text --------------------------------------------------------------------------------------
def references(text: str) -> list[str]:
    """Return the keys of the figures that an own text names in braces."""
    return _REFERENCE.findall(text)


def own_blocks(text: str, values: Mapping[str, str]) -> list[Block]:
    """Return the paragraphs of an own text, each {key} replaced by its figure."""
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        pieces = _REFERENCE.split(line.strip())
        parts = [
            Part(FACT, values.get(piece, f"{{{piece}}}"), piece) if place % 2 else Part(NAME, piece)
            for place, piece in enumerate(pieces)
            if piece
        ]
        found.append(Block(TEXT, tuple(parts)))
    return found


# -- to keep ---------------------------------------------------------------------------------------
def plain(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks as values that JSON holds."""
    return [
        {
            "sort": block.sort,
            "parts": [_plain(part) for part in block.parts],
            "caption": block.caption,
            "heads": list(block.heads),
            "aligns": block.aligns,
            "widths": list(block.widths),
            "rows": [[_plain(part) for part in row] for row in block.rows],
        }
        for block in blocks
    ]


def blocks_of(content: Iterable[Mapping[str, Any]]) -> list[Block]:
    """Return the blocks that `plain` kept."""
    return [
        Block(
            row["sort"],
            tuple(_part(item) for item in row["parts"]),
            row["caption"],
            tuple(row["heads"]),
            row["aligns"],
            tuple(row["widths"]),
            tuple(tuple(_part(cell) for cell in cells) for cells in row["rows"]),
        )
        for row in content
    ]


def _plain(part: Part) -> list[str]:
    return [part.sort, part.text, part.key, part.url]


def _part(kept: Sequence[str]) -> Part:
    sort, said, key, url = kept
    return Part(sort, said, key, url=url)
