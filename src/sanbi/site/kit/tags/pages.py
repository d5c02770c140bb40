"""Tags for the frame of a page: the theme and the way back to the top."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

THEME_COOKIE = "sanbi_theme"


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Light or dark: what the account keeps, else the reader's cookie; else light."""
    request = context.get("request")
    kept = getattr(getattr(request, "user", None), "theme", "")
    chosen = kept or (request.COOKIES.get(THEME_COOKIE) if request is not None else None)
    return "dark" if chosen == "dark" else "light"


@register.simple_tag
def crumbs(rows: Iterable[Sequence[Any]]) -> SafeString:
    """`{% crumbs rows %}`: rows are (label, address); the last, without one, is this page."""
    return SafeString(
        render_to_string("kit/crumbs.html", {"rows": [(*row, "")[:2] for row in rows]})
    )
