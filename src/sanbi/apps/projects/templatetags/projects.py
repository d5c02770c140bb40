"""Money of projects, shares, and links to pages that may not be there."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.urls import NoReverseMatch, reverse

register = template.Library()

YUAN_IN_WAN = 10_000


@register.filter
def yuan(wan: Decimal | None) -> Decimal | None:
    """`{% money project.total_wan|yuan "yi" %}`: 万元 as the kit's money takes it."""
    return None if wan is None else wan * YUAN_IN_WAN


@register.filter
def percent(share: Decimal | None, decimals: int = 0) -> str:
    """`{{ share|percent }}` 84% of 0.844; a missing one is a dash."""
    return "—" if share is None else f"{share * 100:.{decimals}f}%"


@register.simple_tag
def joined(route: str) -> str:
    """`{% joined "wall" as url %}`: the address of a page, or nothing where it does not exist."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
