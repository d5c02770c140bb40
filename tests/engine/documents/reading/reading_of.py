"""A text read as one article: its first line is the title."""

from __future__ import annotations

import datetime as dt

from sanbi.engine.documents.model import Facts
from sanbi.engine.documents.reading import Names, read_article
from sanbi.engine.documents.reading.prose import Prose
from tests.support.bulletins.marked import laid_out

PUBLISHED = dt.date(2026, 6, 12)


def facts_of(text: str, published: dt.date | None = PUBLISHED, names: Names = Names()) -> Facts:  # noqa: B008 - frozen
    layout = laid_out(text)
    return read_article(layout, layout.articles[0], published=published, names=names)


def prose_of(text: str) -> Prose:
    layout = laid_out(text)
    return Prose.of(layout, layout.articles[0])
