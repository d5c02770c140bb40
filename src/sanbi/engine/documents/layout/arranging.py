"""The clean text of a page, put together from the rows that its articles keep."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from sanbi.engine.documents.layout.details import byline_in, day_in, outlet_in, published_in
from sanbi.engine.documents.layout.parting import Draft, joins, parted
from sanbi.engine.documents.layout.rows import Row, rows_of
from sanbi.engine.documents.layout.tables import tables_of
from sanbi.engine.documents.model import Article, Dropped, Layout, Repaired, Source
from sanbi.engine.documents.text import MappedText, Span

ALIKE = 0.9  # of the largest letters: measured by their signs, sizes differ a little
OFFICIAL = re.compile(
    r"(?:通报|通知|意见|方案|函|报告|决定|公告|纪要|批复|办法|规定|通告|议案|请示|命令)$"
)
COPIES = re.compile(r"^(?:抄送|主送|抄报|印发|分送|（?此件)")
RUBRIC = re.compile(r"^\s*[【\[][^】\]]{1,8}[】\]]\s*")


@dataclass(slots=True)
class Clean:
    """The clean text as it grows."""

    text: MappedText
    parts: list[MappedText] = field(default_factory=list)
    length: int = 0

    def add(self, rows: Sequence[Row]) -> Span:
        """The rows as one line; where it stands."""
        if self.parts:
            place = int(self.text.origins[rows[0].span.start, 0])
            self._append(MappedText("\n", np.array([[place, place]], np.int64)))
        start = self.length
        for row in rows:
            self._append(self.text.cut(row.span))
        return Span(start, self.length)

    def _append(self, part: MappedText) -> None:
        self.parts.append(part)
        self.length += len(part)


def arranged(source: Source, repaired: Repaired) -> Layout:
    """The clean text of a page with its articles, and what was left out.

    Dates and outlets are those that the page states; an article without its own takes those of
    the page. O(characters).
    """
    rows = rows_of(source, repaired)
    found = parted(rows)
    clean = Clean(repaired.text)
    left = [row for row in rows if row.index in found.reasons]
    published = published_in(left) or source.published
    outlet = outlet_in(left)
    articles = tuple(_article(clean, draft, published, outlet) for draft in found.drafts)
    dropped = tuple(
        Dropped(repaired.text.origin(row.span), row.text, found.reasons[row.index]) for row in left
    )
    text = MappedText.joined(clean.parts)
    return Layout(text, articles, dropped, tables_of(source, text))


def _article(clean: Clean, draft: Draft, published: dt.date | None, outlet: str | None) -> Article:
    titles = [(rows[0], clean.add(rows)) for rows in _whole(_biggest_first(draft.titles))]
    runs = _runs(draft.body)
    paragraphs = [clean.add(run) for run in runs]
    spans = [span for _, span in titles] + paragraphs
    own = [row for row in draft.about if row not in draft.body]
    signed = _signed(draft.body)
    return Article(
        span=Span(spans[0].start, spans[-1].end),
        title=_without_rubric(*titles[0]) if titles else None,
        subtitle=titles[1][1] if len(titles) > 1 else None,
        byline=_byline(runs, paragraphs),
        paragraphs=tuple(paragraphs),
        published=published_in(own) or published or signed,
        outlet=outlet_in(own) or outlet,
    )


def _signed(body: Sequence[Row]) -> dt.date | None:
    """The day that signs a text: its last row, or above the line that says who gets a copy."""
    rows = list(body)
    while rows and COPIES.match(rows[-1].plain):
        rows.pop()
    return day_in(rows[-1].plain) if rows and not rows[-1].is_closed else None


def _biggest_first(titles: Sequence[Row]) -> Sequence[Row]:
    """Titles from the row in the largest letters on; what stands above it is a rubric's line."""
    sizes = [row.size or 0.0 for row in titles]
    largest = [place for place, size in enumerate(sizes) if size >= ALIKE * max(sizes)]
    return titles[largest[0] :] if titles else titles


def _whole(titles: Sequence[Row]) -> list[list[Row]]:
    """A title that is set in two lines is one: 关于…三比三看 / 有关情况的通报."""
    found: list[list[Row]] = []
    for row in titles:
        if found and _is_parted(found[-1][-1].plain, row.plain):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _is_parted(above: str, row: str) -> bool:
    return "关于" in above and OFFICIAL.search(row) is not None and OFFICIAL.search(above) is None


def _runs(body: Sequence[Row]) -> list[list[Row]]:
    """Rows that make one paragraph each."""
    runs: list[list[Row]] = []
    for row in body:
        if runs and joins(runs[-1][-1], len(runs[-1]) > 1, row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _without_rubric(row: Row, span: Span) -> Span:
    rubric = RUBRIC.match(row.text)
    return Span(span.start + (rubric.end() if rubric else 0), span.end)


def _byline(runs: Sequence[Sequence[Row]], paragraphs: Sequence[Span]) -> Span | None:
    if not runs:
        return None
    first, last = ("".join(row.text for row in run) for run in (runs[0], runs[-1]))
    opening, ending = byline_in(first, last)
    if opening is not None:
        start = paragraphs[0].start
        return Span(start + opening.start, start + opening.end)
    if ending is not None:
        start = paragraphs[-1].start
        return Span(start + ending.start, start + ending.end)
    return None
