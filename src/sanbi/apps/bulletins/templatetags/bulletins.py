"""A part of a sentence in a page, and small steps through blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanbi.apps.bulletins.blocks import FACT, Part
from sanbi.apps.bulletins.paper.movement import Drawing

register = template.Library()


@register.simple_tag
def said(part: Part, linked: bool = False) -> SafeString:  # noqa: FBT001, FBT002 - a tag's own
    """Show a part: a figure marked with its key, a name with its way where that may be gone."""
    if part.sort == FACT:
        return format_html(
            '<data class="figure" value="{}" title="{}">{}</data>', part.text, part.key, part.text
        )
    if part.url and linked:
        return format_html('<a href="{}">{}</a>', part.url, part.text)
    return format_html("{}", part.text)


@register.filter
def beside(row: Sequence[Part], aligns: str) -> Iterable[tuple[Part, str]]:
    """Pair the cells of a row with the sides to which they are set."""
    return zip(row, aligns, strict=True)


@register.filter
def of(charts: Mapping[str, Drawing], caption: str) -> Drawing:
    """Return the chart of a caption."""
    return charts[caption]
