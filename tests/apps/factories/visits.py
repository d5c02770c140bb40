"""Field visits for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sanbi.apps.actions.models import Finding, Visit
from tests.apps.factories.orgs import County


def make_visit(county: County, *findings: str, **fields: Any) -> Visit:
    """A visit to 青石镇 on 8 September."""
    plain: dict[str, Any] = {
        "on": date(2026, 9, 8),
        "unit": county.towns[0],
        "place": "青石工业园",
        "people": "县长、县发改局局长",
        "topic": "工业企业用工",
        "by_name": "督查室",
        "at": datetime(2026, 9, 8, 9, tzinfo=UTC),
    }
    made = Visit.objects.create(**{**plain, **fields})
    for place, text in enumerate(findings, start=1):
        Finding.objects.create(visit=made, place=place, text=text)
    return made
