"""What both marks of the register share: only checked items of the round count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sanbi.apps.assessments.models import Item


def checked(round_pk: int, units: Mapping[int, str], sorts: Iterable[str]) -> list[Item]:
    """Return the checked items of a round, in the order in which they were proposed."""
    return list(
        Item.objects.filter(
            round=round_pk, unit__in=list(units), state=Item.State.CHECKED, sort__in=list(sorts)
        ).order_by("pk")
    )
