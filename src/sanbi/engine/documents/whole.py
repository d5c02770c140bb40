"""A document read whole: opened, repaired, laid out, its facts named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sanbi.engine.documents.choices import Choice, settled
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.layout import arranged
from sanbi.engine.documents.model import DocumentReading, Repair, Repaired
from sanbi.engine.documents.reading import Names, read_article
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.text import MappedText, Span


def read_document(
    name: str,
    raw: bytes,
    *,
    kind: str | None = None,
    published: dt.date | None = None,
    names: Names | None = None,
    sisters: Sequence[str] = (),
    choices: Iterable[Choice] = (),
) -> DocumentReading:
    """Read a file: its clean text, what was repaired in it, its articles and their facts.

    Parameters
        kind : "text", "html", "docx" or "pdf", where it is known.
        published : the day on which it came out, where somebody knows it; days such as 昨天 are
            counted from it. Else the day that the article or the file states, if any.
        names : what the house knows already; damaged names are read by it, too, and reading is
            never limited to it.
        sisters : clean texts of other copies of the same report.
        choices : what people decided about damaged places.
    Raises
        DocumentFault  for a file that cannot be read.
    Time grows with the length of the text: 1 MB takes seconds (benchmarks/reading.py).
    """
    source = open_source(name, raw, kind=kind)
    held = Names() if names is None else names
    mended = settled(
        repaired(source.text, official_prose(), sisters=sisters, known=held.all()), choices
    )
    layout = arranged(source, mended)
    facts = tuple(
        read_article(
            layout,
            article,
            published=published or article.published or source.published,
            names=held,
        )
        for article in layout.articles
    )
    return DocumentReading(
        source=source,
        text=layout.text,
        layout=layout,
        repairs=_placed(mended, layout.text),
        facts=facts,
    )


def _placed(mended: Repaired, text: MappedText) -> tuple[Repair, ...]:
    """The repairs whose places are part of the clean text, where they stand in it.

    What was repaired in furniture goes with the furniture.
    """
    found = []
    for row in mended.repairs:
        span = text.located(row.raw)
        if len(span) or _was_deleted(row, text, span):
            found.append(replace(row, span=span))
    return tuple(sorted(found, key=lambda row: (row.raw, row.span)))


def _was_deleted(row: Repair, text: MappedText, span: Span) -> bool:
    """Whether nothing stands at a place because the repair left nothing, not the layout."""
    if len(row.span) or not len(text):
        return False
    near = text.origin(Span(max(span.start - 1, 0), min(span.start + 1, len(text))))
    return near.start <= row.raw.end and row.raw.start <= near.end
