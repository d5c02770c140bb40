"""`{% load home %}`: links to pages of other apps."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sanbi.apps.screens.queries.waiting import address

register = template.Library()


@register.simple_tag
def home_link(route: str, key: str, words: str) -> SafeString:
    """A link to a page, or its words alone while the page is not there."""
    url = address(route, key) if key else address(route)
    if not url:
        return format_html("{}", words if key else "")
    return format_html('<a href="{}">{}</a>', url, words)
