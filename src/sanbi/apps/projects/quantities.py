"""Physical work by quantities: what was done by the end of a month, and its share."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from sanbi.apps.projects.models import Quantity, QuantityReport

SIX_DECIMALS = Decimal("0.000001")


def latest_done(projects: Iterable[int], period: str) -> dict[int, Decimal]:
    """Return quantity → how much was done by the end of a month, by the newest version."""
    rows = (
        QuantityReport.objects.filter(quantity__project__in=projects, period__lte=period)
        .order_by("quantity_id", "-period", "-version")
        .distinct("quantity_id")
    )
    return dict(rows.values_list("quantity", "done"))


def share_done(projects: Iterable[int], period: str) -> dict[int, Decimal]:
    """Return project → share of physical work 0 to 1 by weighted quantities.

    Projects without quantities, or of which none was ever reported, are left out.
    """
    keys = list(projects)
    done = latest_done(keys, period)
    weights: dict[int, Decimal] = {}
    got: dict[int, Decimal] = {}
    reported: set[int] = set()
    for item in Quantity.objects.filter(project__in=keys):
        weights[item.project_id] = weights.get(item.project_id, Decimal(0)) + item.weight
        if item.pk in done:
            reported.add(item.project_id)
            share = item.weight * min(done[item.pk] / item.planned, Decimal(1))
            got[item.project_id] = got.get(item.project_id, Decimal(0)) + share
    return {
        key: (got[key] / weights[key]).quantize(SIX_DECIMALS, ROUND_HALF_UP)
        for key in reported
        if weights[key]
    }
