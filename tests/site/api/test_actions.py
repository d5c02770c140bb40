"""Actions by the API: each key reads those of its unit, filtered as on the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County
from tests.site.api.test_api import API, client, key_of

pytestmark = pytest.mark.django_db


def get(county: County, who: str, path: str, now: datetime) -> Any:
    return client(key_of(county, who, now)).get(f"{API}{path}")


def test_a_key_reads_the_actions_of_its_unit_alone(county: County, now: datetime) -> None:
    own = make_action(county, due_on=date(2026, 10, 8), number="DB-2026-001")
    other = make_action(county, "closed", lead_unit=county.towns[1], number="DB-2026-002")
    for who, query, numbers in (
        ("clerk", "", ["DB-2026-001"]),
        ("clerk2", "", ["DB-2026-002"]),
        ("office", "", ["DB-2026-001", "DB-2026-002"]),
        ("office", "?state=overdue", ["DB-2026-001"]),
        ("office", "?state=open", ["DB-2026-001"]),
        ("office", "?state=closed&kind=task", ["DB-2026-002"]),
        ("office", f"?unit={county.towns[1].code}", ["DB-2026-002"]),
        ("evaluator", "", []),
    ):
        found = get(county, who, f"/actions{query}", now).json()
        assert [item["number"] for item in found["items"]] == numbers
    for part in ("", "/steps"):
        assert get(county, "clerk", f"/actions/{other.pk}{part}", now).status_code == 404
    one = get(county, "clerk", f"/actions/{own.pk}", now).json()
    assert (one["lead_unit"], one["state"], one["due_on"]) == ("T1", "progress", "2026-10-08")
    steps = get(county, "clerk", f"/actions/{own.pk}/steps", now).json()["items"]
    assert [(row["deed"], row["by_name"]) for row in steps] == [("progress", "督查室")]
