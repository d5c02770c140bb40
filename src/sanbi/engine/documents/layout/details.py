"""What stands around a text: when it was published, by whom, and who wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import islice

from sanbi.engine.documents.layout.rows import DATELINE, Kind, Row
from sanbi.engine.documents.text import Span

DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
MONTH = re.compile(r"^\s*((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*$")
LONE_DAY = re.compile(r"^\s*(\d{1,2})\s*日?\s*$")
WEEKDAY = re.compile(r"(?:星期|周)([一二三四五六日天])")
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
OUTLET = re.compile(r"(?:信息)?来源\s*[:：]\s*([^\s|｜,，;；:：()（）]{2,30})")
WRITERS = re.compile(r"\s*[（(][^（）()]{2,60}[）)]")
WRITER = re.compile(r"记者|通讯员|摄|编辑|作者")
AT_END = re.compile(r"[（(](?:[\u4e00-\u9fff]{0,6})(?:记者|通讯员)[^（）()]{1,40}[）)]\s*$")
MASTHEAD = 4  # rows in which a newspaper sets month, weekday and day apart


def published_in(rows: Sequence[Row]) -> dt.date | None:
    """The first full date among the rows about the text; ``None`` where none is stated."""
    for row in rows:
        if row.kind is Kind.DETAILS and (found := day_in(row.plain)):
            return found
    return _masthead(rows)


def outlet_in(rows: Sequence[Row]) -> str | None:
    """Who published it, as the page says; the repaired wording."""
    for row in rows:
        if found := OUTLET.search(row.text) or OUTLET.search(row.plain):
            return found[1]
    return None


def day_in(plain: str) -> dt.date | None:
    """A date written in full."""
    found = DAY.search(plain)
    if found is None:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def byline_in(first: str, last: str) -> tuple[Span | None, Span | None]:
    """The byline in the first paragraph, else at the end of the last; places within them."""
    opening = DATELINE.match(first)
    if opening:
        writers = WRITERS.match(first, opening.end())
        if writers and WRITER.search(writers[0]):
            return Span(0, writers.end()), None
        closed = WRITERS.match(first)
        return Span(0, closed.end() if closed else opening.end()), None
    ending = AT_END.search(last)
    return None, (Span(*ending.span()) if ending else None)


def _masthead(rows: Sequence[Row]) -> dt.date | None:
    """Year and month, weekday and day on rows of their own; the weekday must agree."""
    for place, row in enumerate(rows):
        month = MONTH.match(row.plain)
        if month is None:
            continue
        near = [other.plain for other in islice(rows, place, place + MASTHEAD)]
        weekday = next((found for text in near if (found := WEEKDAY.search(text))), None)
        day = next((found for text in near if (found := LONE_DAY.match(text))), None)
        if weekday is None or day is None:
            continue
        try:
            date = dt.date(int(month[1]), int(month[2]), int(day[1]))
        except ValueError:
            continue
        if date.weekday() == WEEKDAYS[weekday[1]]:
            return date
    return None
