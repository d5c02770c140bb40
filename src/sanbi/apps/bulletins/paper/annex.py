"""The annex of a bulletin for Excel: the lines of its tables, then every figure with its source."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Column
from sanbi.apps.bulletins.blocks import TABLE
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.paper.content import Content

Line = tuple[str, ...]


def annex_rows(bulletin: Bulletin, content: Content) -> tuple[tuple[Column, ...], list[Line]]:
    """Return the columns and lines of the annex: each is as wide as the widest table."""
    lines = [*table_lines(content), *_figures(bulletin)]
    wide = max((len(line) for line in lines), default=1)
    columns = (Column(_("Table")), *(Column(str(number)) for number in range(1, wide)))
    return columns, [(*line, *[""] * (wide - len(line))) for line in lines]


def table_lines(content: Content) -> Iterator[Line]:
    """Return the lines of all tables, each with its caption before its cells."""
    for chapter in content.chapters:
        for block in chapter.blocks:
            if block.sort == TABLE:
                yield (block.caption, *block.heads)
                for row in block.rows:
                    yield (block.caption, *(cell.text for cell in row))


def _figures(bulletin: Bulletin) -> Iterator[Line]:
    about = "数据来源"
    yield (about, "数据项", "数值", "出处", "版本")
    rows = bulletin.figures.values_list("key", "value", "source", "version").order_by("pk")
    for row in rows:
        yield (about, *row)
