"""How lengths of speeches are written."""

from __future__ import annotations

from django import template

register = template.Library()
MINUTE = 60


@register.filter
def clock(seconds: int) -> str:
    """Return seconds as minutes and seconds.

    >>> clock(605)
    '10:05'
    """
    minutes, rest = divmod(seconds, MINUTE)
    return f"{minutes}:{rest:02d}"
