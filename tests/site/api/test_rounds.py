"""Rounds by the API: the table, the working, and a package that verifies."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from sanbi.engine.scoring.package import verify_package
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round
from tests.site.api.test_api import API, client, key_of


@pytest.mark.parametrize(
    ("who", "state", "status"),
    [
        ("clerk", "published", 200),
        ("clerk", "scored", 404),
        ("office", "collecting", 404),
        ("auditadmin", "published", 404),
    ],
)
def test_who_reads_a_table(
    county: County, now: datetime, who: str, state: str, status: int
) -> None:
    held = make_round(county, state).round
    asked = client(key_of(county, who, now))
    assert asked.get(f"{API}/rounds/{held.code}/table").status_code == status
    assert asked.get(f"{API}/rounds/{held.code}/package").status_code == status


def test_the_table_and_its_working(county: County, now: datetime) -> None:
    held = make_round(county, "published").round
    asked = client(key_of(county, "clerk2", now))
    assert [item["run"] for item in asked.get(f"{API}/rounds").json()["items"]] == [1]
    rows = asked.get(f"{API}/rounds/{held.code}/table").json()["items"]
    assert [Decimal(row["rank"]) for row in rows] == [1, 2, 3]
    leaves = asked.get(f"{API}/rounds/{held.code}/leaves?unit={rows[0]['unit']}").json()["items"]
    assert leaves
    assert {leaf["unit"] for leaf in leaves} == {rows[0]["unit"]}
    answer = asked.get(f"{API}/rounds/{held.code}/package")
    assert answer.headers["Content-Type"] == "application/zip"
    assert verify_package(answer.content).identical
    assert asked.get(f"{API}/rounds/none/table").status_code == 404
