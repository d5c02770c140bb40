"""One article read whole."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from sanbi.engine.documents.model import Article, Facts, Layout, Listing
from sanbi.engine.documents.reading.directives import DirectiveReader
from sanbi.engine.documents.reading.event import event_of, kind_of
from sanbi.engine.documents.reading.figures import figures_of
from sanbi.engine.documents.reading.lists import counts_of, lists_of
from sanbi.engine.documents.reading.names import Names
from sanbi.engine.documents.reading.persons import PersonReader
from sanbi.engine.documents.reading.projects import projects_of
from sanbi.engine.documents.reading.prose import Prose
from sanbi.engine.documents.reading.slogans import slogans_of
from sanbi.engine.documents.reading.speakers import turns_of
from sanbi.engine.documents.reading.units import units_of
from sanbi.engine.documents.text import Span

NOTHING_KNOWN = Names()
SHORT_NAME = 3


def read_article(
    layout: Layout,
    article: Article,
    *,
    published: dt.date | None = None,
    names: Names = NOTHING_KNOWN,
) -> Facts:
    """The facts of one article of a layout; spans count characters of the layout's text.

    Parameters
        published : the day of publication, for 昨天 and for years that are not said; the article's
            own day where left out. Without either, such days stay unresolved.
        names : what the house knows already.

    Never raises on a damaged text. O(characters).
    """
    published = published or article.published
    prose = Prose.of(layout, article, _number(layout, article))
    persons = PersonReader(prose, names).read()
    event = event_of(prose, persons, published)
    base = event.date if event and event.date else published
    lists = lists_of(prose, {row.name for row in persons})
    units = units_of(prose, names, _short_townships(lists))
    turns = turns_of(prose, persons)
    reader = DirectiveReader(
        prose, turns, kind=kind_of(prose), base=base, units=[row.name for row in units]
    )
    directives = reader.read()
    told = [row.span for row in directives]
    targets, quantities = figures_of(prose, counts_of(prose, lists), told, base)
    return Facts(
        event=event,
        persons=persons,
        units=units,
        lists=lists,
        directives=directives,
        targets=targets,
        quantities=quantities,
        projects=projects_of(prose, names),
        slogans=slogans_of(prose),
    )


def _number(layout: Layout, article: Article) -> int:
    starts = [row.span.start for row in layout.articles]
    return bisect_left(starts, article.span.start)


def _short_townships(lists: tuple[Listing, ...]) -> list[Span]:
    """Items of lists that their noun calls townships: 昆阳、鳌江等8个乡镇."""
    return [
        span
        for row in lists
        if row.noun and ("乡镇" in row.noun or row.noun in {"镇", "乡", "个镇", "个乡"})
        for span in row.item_spans
        if len(span) <= SHORT_NAME
    ]
