"""Projects by the API: scope, a month reported, and lamps that a stranger judges again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects import services
from sanbi.apps.projects.models import MonthReport, Project
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import LampWaiver, facts_from, judge, read_lamp_rules
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_month, make_project
from tests.site.api.test_api import API, client, key_of


@pytest.fixture
def late(county: County) -> Project:
    """A project that was to start in July."""
    return make_project(county, stage="signed", start_on=date(2026, 7, 10))


def get(county: County, who: str, path: str, now: datetime) -> Any:
    return client(key_of(county, who, now)).get(f"{API}{path}")


def test_a_key_reads_the_projects_of_its_unit_alone(
    county: County, now: datetime, late: Project
) -> None:
    other = make_project(county, unit=county.towns[1], name="乙")
    for who, names in (
        ("clerk", [late.name]),
        ("clerk2", ["乙"]),
        ("office", [late.name, "乙"]),
        ("evaluator", []),
    ):
        found = get(county, who, "/projects", now).json()
        assert sorted(item["name"] for item in found["items"]) == sorted(names)
    for part in ("", "/nodes", "/lamps", "/obstacles", "/months"):
        assert get(county, "clerk", f"/projects/{other.pk}{part}", now).status_code == 404
    found = get(county, "office", f"/projects?unit={county.towns[1].code}&stage=lead", now).json()
    assert [item["code"] for item in found["items"]] == [other.code]


def test_nodes_and_obstacles_are_read(county: County, now: datetime, late: Project) -> None:
    make_nodes(late)
    make_obstacle(county, project=late)
    nodes = get(county, "clerk", f"/projects/{late.pk}/nodes", now).json()["items"]
    assert [(item["key"], item["name"], item["unit"]) for item in nodes] == [
        ("a", "备案", "T1"),
        ("b", "施工", "T1"),
        ("c", "投产", "T1"),
    ]
    obstacles = get(county, "clerk", f"/projects/{late.pk}/obstacles", now).json()["items"]
    assert [(item["kind"], item["unit"], item["due_on"]) for item in obstacles] == [
        ("land", "D2", "2026-10-16")
    ]


def test_a_stranger_judges_lamps_again_from_what_the_api_says(
    county: County, now: datetime, late: Project
) -> None:
    for period in ("2026-07", "2026-08", "2026-09"):
        services.lamps_read(actor=SYSTEM, now=now, period=period)
    waiver = services.lamp_waiver_propose(
        actor=county.actor("clerk"),
        now=now,
        project=late.pk,
        lamp="start",
        first="2026-08",
        last="2026-08",
        reason="征地",
    )
    services.lamp_waiver_decide(
        actor=county.actor("office"), now=now, waiver=waiver.pk, approve=True
    )
    rows = get(county, "clerk", f"/projects/{late.pk}/lamps?period=2026-09", now).json()["items"]
    newest = [row for row in rows if row["version"] == 2]
    sets = get(county, "clerk", "/lamp-rules", now).json()["items"]
    rules = {item["version"]: item["content"] for item in sets}
    overall = next(row for row in newest if row["lamp"] == "overall")
    kept = overall["facts"]
    again = judge(
        read_lamp_rules(rules[overall["rules"]]),
        facts_from(kept["facts"]),
        [facts_from(kept["history"][month]) for month in sorted(kept["history"])],
        [
            LampWaiver(
                row["lamp"],
                Period.parse(row["first"]),
                Period.parse(row["last"]),
                row["reason"],
                row["approver"],
            )
            for row in kept["waivers"]
        ],
        month=Period.parse("2026-09"),
    )
    told = {row["lamp"]: (row["colour"], row["bare"], row["reason"]) for row in newest}
    assert told == {
        reading.lamp: (reading.colour.value, reading.bare.value, reading.reason("zh"))
        for reading in (again.overall, *again.lamps.values())
    }
    assert told["start"][:2] == ("yellow", "red")


def test_projects_are_found_by_their_lamp(county: County, now: datetime, late: Project) -> None:
    make_project(county, name="乙")
    services.lamps_read(actor=SYSTEM, now=now, period="2026-09")
    for colour, names in (("red", [late.name]), ("none", ["乙"]), ("green", [])):
        found = get(county, "office", f"/projects?lamp={colour}", now).json()["items"]
        assert [item["name"] for item in found] == names


def test_a_month_is_reported_once(county: County, now: datetime, late: Project) -> None:
    caller = client(key_of(county, "clerk", now, writes=True))
    address = f"{API}/projects/{late.pk}/months/2026-10"
    body = {"version": 0, "completed_wan": "900.50", "physical": "0.25", "reason": "补报"}
    answer = caller.put(address, body, content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()
    assert answer.json()["completed_wan"] == "900.50"
    again = caller.put(address, body, content_type="application/json")
    assert again.status_code == 409
    paid = caller.put(
        address,
        {"version": 1, "completed_wan": "950", "paid_wan": "100", "reason": "补报"},
        content_type="application/json",
    )
    assert (paid.status_code, paid.json()["where"]) == (422, "proofs")
    assert MonthReport.objects.count() == 1


def test_a_key_that_only_reads_reports_nothing(
    county: County, now: datetime, late: Project
) -> None:
    answer = client(key_of(county, "clerk", now)).put(
        f"{API}/projects/{late.pk}/months/2026-10",
        {"version": 0, "completed_wan": "1"},
        content_type="application/json",
    )
    assert answer.status_code == 403


def test_months_come_newest_first(county: County, now: datetime, late: Project) -> None:
    make_month(late, "2026-08", 100)
    make_month(late, "2026-09", 200)
    make_month(late, "2026-09", 210, version=2)
    found = get(county, "clerk", f"/projects/{late.pk}/months", now).json()["items"]
    assert [(row["period"], row["version"]) for row in found] == [
        ("2026-09", 2),
        ("2026-09", 1),
        ("2026-08", 1),
    ]
