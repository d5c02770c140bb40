"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sanbi.apps.audit.actors import NOBODY
from sanbi.site.navigation import links_for


def page(request: HttpRequest) -> dict[str, Any]:
    """Return actor, navigation, the name of the place, and whether this is the demo."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "actor": actor,
        "navigation": links_for(actor, request.path),
        "place": settings.SANBI_PLACE,
        "demo": settings.SANBI_DEMO,
    }
