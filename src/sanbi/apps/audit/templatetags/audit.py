"""`{% object_history "orgs.unit" unit.pk %}`: what was done to a thing, on its own page."""

from __future__ import annotations

from typing import Any

from django import template

from sanbi.apps.audit.queries import history_of
from sanbi.apps.audit.shown import shown

register = template.Library()


@register.inclusion_tag("audit/history.html")
def object_history(kind: str, key: object) -> dict[str, Any]:
    """Show the last twenty deeds done to a thing: when, what, who, why.

    The page decides who sees the thing, and with it its history. One query.
    """
    rows = [shown(entry) for entry in history_of(kind, key)]
    return {"rows": rows}
