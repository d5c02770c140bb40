"""What forms of plans offer."""

from __future__ import annotations

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.models import User


def leaders() -> QuerySet[User]:
    """Return those who may answer for a node: leaders."""
    held = User.objects.filter(
        is_active=True, appointments__role=Role.LEADER, appointments__until__isnull=True
    )
    return held.order_by("pinyin", "username").distinct()
