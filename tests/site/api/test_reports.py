"""Reports by the API: fill in, hand in, sign, send back; with the refusals of the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from sanbi.apps.indicators.models import Observation, Report
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County
from tests.site.api.test_api import API, client, key_of


@pytest.fixture
def report(county: County) -> Report:
    """A draft of the first township with two lines."""
    items = [make_indicator(code, county.bureau) for code in ("invest", "started")]
    return make_report(make_dataset("monthly", county.bureau, items, county.towns), county.towns[0])


def put(asked: Client, report: Report, cells: list[dict[str, Any]], edition: int = 0) -> Any:
    body = {"edition": edition, "cells": cells}
    return asked.put(f"{API}/reports/{report.pk}/cells", body, content_type="application/json")


def step(asked: Client, report: Report, name: str, edition: int, **more: str) -> Any:
    body = {"edition": edition, **more}
    return asked.post(f"{API}/reports/{report.pk}/{name}", body, content_type="application/json")


CELLS = [
    {"indicator": "invest", "value": "21385"},
    {"indicator": "started", "applicable": False, "statement": "无此类项目"},
]


def test_a_report_is_filled_in_and_taken_through_its_steps(
    county: County, now: datetime, report: Report
) -> None:
    clerk = client(key_of(county, "clerk", now, writes=True))
    leader = client(key_of(county, "town_leader", now, writes=True))
    listed = clerk.get(f"{API}/reports?state=draft").json()
    assert [item["id"] for item in listed["items"]] == [report.pk]
    saved = put(clerk, report, CELLS).json()
    assert [(cell["indicator"], cell["applicable"]) for cell in saved["cells"]] == [
        ("invest", True),
        ("started", False),
    ]
    submitted = step(clerk, report, "submit", saved["edition"]).json()
    assert submitted["state"] == "submitted"
    assert Observation.objects.count() == 2
    returned = step(leader, report, "return", submitted["edition"], reason="单位填错").json()
    assert returned["state"] == "draft"
    again = step(clerk, report, "submit", returned["edition"]).json()
    signed = step(leader, report, "sign", again["edition"]).json()
    bureau = client(key_of(county, "bureau", now, writes=True))
    checked = step(bureau, report, "check", signed["edition"]).json()
    office = client(key_of(county, "office", now, writes=True))
    assert step(office, report, "lock", checked["edition"]).json()["state"] == "locked"


def test_refusals_say_what_to_mend(county: County, now: datetime, report: Report) -> None:
    clerk = client(key_of(county, "clerk", now, writes=True))
    put(clerk, report, CELLS[:1])
    assert put(clerk, report, CELLS[:1]).status_code == 409  # the edition has moved on
    assert put(clerk, report, [*CELLS, CELLS[0]], 1).json()["where"] == "cells"
    assert put(clerk, report, [{"indicator": "none"}], 1).status_code == 422
    assert put(clerk, report, [{"indicator": "invest", "value": "1e3"}], 1).status_code == 422
    empty = step(clerk, report, "submit", 1)
    assert (empty.status_code, empty.json()["where"] != "") == (422, True)
    assert step(clerk, report, "sign", 1).status_code == 403
    other = client(key_of(county, "clerk2", now, writes=True))
    assert other.get(f"{API}/reports").json()["total"] == 0
    assert put(other, report, CELLS).status_code == 404
    assert Observation.objects.count() == 0
