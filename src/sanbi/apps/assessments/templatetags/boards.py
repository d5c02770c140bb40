"""`{% load boards %}`: how places, periods and spans of a working are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from sanbi.apps.assessments.queries import boards_rounds
from sanbi.apps.assessments.queries.boards import Board, Row
from sanbi.engine.scoring.explain import Line

register = template.Library()
CALLED = re.compile(r"\b(min|max)(?=\()")
ONE_IN_HUNDRED, DEPTHS = 0.01, 5
CALLS = {"min": "取小者", "max": "取大者"}


@register.filter
def place(rank: Decimal | float | None) -> str:
    """A rank as it is written: 7, or 7.5 for shared places; nothing for none."""
    return "" if rank is None else f"{float(rank):g}"


@register.filter
def places(change: Decimal | None) -> int | None:
    """Places won, whole, as the kit's rank_change wants them."""
    return None if change is None else int(change)


@register.filter
def period_words(period: str) -> str:
    """A period for readers: 2026年三季度."""
    return boards_rounds.period_words(period, get_language() or "zh-hans")


@register.filter
def period_short(period: str) -> str:
    """A period for a narrow place: 26年三季."""
    return boards_rounds.period_short(period, get_language() or "zh-hans")


@register.filter
def beside(one: Iterable[Any], other: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Two sequences of equal length, side by side."""
    return list(zip(one, other, strict=True))


@register.filter
def percent(share: Decimal | float) -> str:
    """A share as whole per cent."""
    return f"{float(share) * 100:.0f}%"


@register.simple_tag
def chance_cell(chance: float) -> SafeString:
    """How often a place came out: per cent, on a ground as deep as it is often."""
    if not chance:
        return format_html('<span class="never">{}</span>', "·")
    said = "<1%" if chance < ONE_IN_HUNDRED else f"{chance * 100:.0f}%"
    depth = min(DEPTHS, 1 + int(chance * DEPTHS))
    return format_html('<span class="chance-{}">{}</span>', depth, said)


@register.simple_tag
def alike_words(board: Board, row: Row, *, whole: bool = True) -> str:
    """From which places a unit cannot be told, in words; empty without a study.

    Not ``whole``: only where there are such places.
    """
    if row.firm is None:
        return ""
    others = [place(other.rank) for other in board.alike(row)]
    if not others:
        return gettext("can be told apart") if whole else ""
    between = "、" if (get_language() or "zh").startswith("zh") else ", "
    if not whole:
        return gettext("≈ no. %(places)s") % {"places": between.join(others)}
    return gettext("alike no. %(places)s") % {"places": between.join(others)}


@register.filter
def floats(values: Sequence[Decimal | None]) -> list[float | None]:
    """Numbers as a drawing takes them."""
    return [None if value is None else float(value) for value in values]


@register.filter
def short_digest(digest: str) -> str:
    """The ends of a digest: 7c1e…90af."""
    bare = digest.rpartition(":")[2]
    return f"{bare[:4]}…{bare[-4:]}"


@register.simple_tag
def circled(number: int) -> str:
    """A footnote's number: ①."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"  # noqa: PLR2004


@register.simple_tag
def unit_name(board: Board, unit: int) -> str:
    """The name of a unit as it stands on the board."""
    return next((row.name for row in board.rows if row.unit == unit), "")


@register.simple_tag
def source(label: str) -> SafeString:
    """The mark of a kind of data, in the engine's words: 统计数据, 部门评分."""
    return format_html('<span class="mk source">{}</span>', label)


@register.inclusion_tag("assessments/boards/difference.html")
def difference(value: Decimal | float | None, digits: int | None = None) -> dict[str, Any]:
    """Points more or less than another: +0.60 blue, −1.38 ochre."""
    style = "" if value is None else "more" if value > 0 else "less" if value < 0 else "equal"
    return {"value": value, "digits": digits, "style": style}


@register.inclusion_tag("assessments/boards/difference.html")
def apart(parts: Sequence[Decimal | None], at: int, digits: int | None = None) -> dict[str, Any]:
    """The difference at a place of a sequence."""
    found: dict[str, Any] = difference(parts[at], digits)
    return found


@register.filter
def minus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference of two figures; nothing where one is missing."""
    return None if one is None or other is None else one - other


def _in_words(text: str) -> str:
    """``min(a, b)`` as readers of Chinese say it, with the signs that they write."""
    return CALLED.sub(lambda found: CALLS[found[1]], text)


@register.simple_tag
def spans(line: Line) -> SafeString:
    """A line of a working: inputs underlined, the result bold, min and max in words."""
    shown = {"input": "n", "result": "res"}
    chinese = (get_language() or "").startswith("zh")
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="{}">{}</span>', shown[span.kind], span.text),)
            if span.kind in shown
            else (_in_words(span.text) if chinese else span.text,)
            for span in line.spans
        ),
    )
