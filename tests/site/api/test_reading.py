"""Reads: polling, lists that cost the same, targets, register, appeals, measures, audit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from sanbi.apps.assessments.models import Measure, Round
from sanbi.apps.indicators.models import Target
from tests.apps.access.listing import canaries
from tests.apps.factories.indicators import aim, make_indicator
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_appeal, make_round
from tests.site.api.access import proof_of_report
from tests.site.api.test_api import API, client, key_of, observe

LISTS = [
    "units",
    "groups",
    "calendar",
    "delegations",
    "indicators",
    "datasets",
    "observations?all_versions=true",
    "targets?all_versions=true",
    "reports",
    "feeds",
    "rounds",
    "schemes",
    "register",
    "appeals",
    "measures",
    "projects",
    "lamp-rules",
]


def test_what_did_not_change_is_not_sent_again(county: County, now: datetime) -> None:
    observe(county, now)
    asked = client(key_of(county, "clerk", now))
    address = f"{API}/observations?period=2026-09"
    first = asked.get(address)
    tag = first.headers["ETag"]
    again = asked.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    county.towns[0].observations.model.objects.create(
        unit=county.towns[0],
        indicator=county.towns[0].observations.first().indicator,
        period="2026-09",
        version=3,
        value=9,
        source="feed",
        by_name="stats",
        at=now + timedelta(hours=1),
    )
    changed = asked.get(address, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)
    since = urlencode({"changed_since": (now + timedelta(minutes=1)).isoformat()})
    found = asked.get(f"{API}/observations?{since}").json()["items"]
    assert [(item["unit"], item["version"]) for item in found] == [("T1", 3)]


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("2026-10-11T00:24:56-17:27", 200),  # further off than PostgreSQL reads
        ("2026-10-11T00:24:56+23:59", 200),
        ("9999-12-31T23:59:59-23:59", 422),
        ("0001-01-01T00:00:00+23:59", 422),
        ("2026-10-11T00:24:56", 422),
    ],
)
def test_a_moment_of_any_zone_is_read_or_refused(
    county: County, now: datetime, since: str, status: int
) -> None:
    asked = client(key_of(county, "clerk", now))
    answer = asked.get(f"{API}/observations?{urlencode({'changed_since': since})}")
    assert answer.status_code == status, answer.content


def test_whom_the_key_stands_for(county: County, now: datetime) -> None:
    assert client(key_of(county, "clerk", now)).get(f"{API}/me").json() == {
        "name": "clerk (收数程序)",
        "unit": "T1",
        "roles": [{"role": "clerk", "unit": "T1", "lent_by": ""}],
    }


def test_targets_are_set_by_the_bureau_and_read_by_the_unit(county: County, now: datetime) -> None:
    make_indicator("invest", county.bureau)
    bureau = client(key_of(county, "bureau", now, writes=True))
    clerk = client(key_of(county, "clerk", now, writes=True))
    body: dict[str, Any] = {
        "targets": [{"unit": "T1", "value": "100", "q1": "20"}, {"unit": "T2", "value": "80"}]
    }

    def put(asked: Any, body: dict[str, Any]) -> Any:
        address = f"{API}/targets/invest/2026"
        return asked.put(address, body, content_type="application/json")

    assert [row["version"] for row in put(bureau, body).json()] == [1, 1]
    assert [row["version"] for row in put(bureau, body).json()] == [1, 1]  # the same: no version
    body["targets"][0]["value"] = "110"
    assert put(bureau, body).json()["where"] == "reason"
    assert put(bureau, {**body, "reason": "追加任务"}).json()[0]["version"] == 2
    assert put(clerk, {**body, "reason": "自行调整"}).status_code == 403
    found = clerk.get(f"{API}/targets?year=2026").json()["items"]
    assert [(row["unit"], row["value"], row["q1"]) for row in found] == [
        ("T1", "110.000000", "20.000000")
    ]
    assert Target.objects.count() == 3


def test_an_appeal_is_filed_reviewed_and_decided(county: County, now: datetime) -> None:
    held = make_round(county, "appeals").round
    Round.objects.filter(pk=held.pk).update(appeals_until=datetime(2100, 1, 1, tzinfo=UTC))
    clerk = client(key_of(county, "clerk", now, writes=True))
    body = {"unit": "T1", "leaf": "投资", "reason": "9月有一个项目未计入。"}

    def post(asked: Any, path: str, body: dict[str, Any]) -> Any:
        return asked.post(f"{API}{path}", body, content_type="application/json")

    filed = post(clerk, f"/rounds/{held.code}/appeals", body)
    assert (filed.status_code, filed.json()["state"]) == (201, "filed")
    number = filed.json()["id"]
    assert post(clerk, f"/rounds/{held.code}/appeals", {**body, "unit": "T2"}).status_code == 404
    other = client(key_of(county, "clerk2", now, writes=True))
    assert other.get(f"{API}/appeals/{number}").status_code == 404
    supervisor = client(key_of(county, "supervisor", now, writes=True))
    decision = {"uphold": True, "decision": "核实无误，予以更正。"}
    assert post(supervisor, f"/appeals/{number}/decide", decision).status_code == 409
    assert post(supervisor, f"/appeals/{number}/accept", {}).json()["state"] == "accepted"
    assert post(supervisor, f"/appeals/{number}/decide", decision).json()["state"] == "upheld"


def test_restricted_measures_are_for_few(county: County, now: datetime) -> None:
    held = make_round(county, "final").round
    for unit, restricted in ((county.towns[0], True), (county.towns[1], False)):
        Measure.objects.create(
            round=held,
            unit=unit,
            kind="talk",
            ground="连续两季末位",
            text="约谈",
            restricted=restricted,
        )
    seen = {
        who: [
            item["unit"]
            for item in client(key_of(county, who, now)).get(f"{API}/measures").json()["items"]
        ]
        for who in ("office", "town_leader", "town_leader2", "clerk")
    }
    assert seen == {
        "office": ["T2", "T1"],
        "town_leader": ["T2", "T1"],
        "town_leader2": ["T2"],
        "clerk": ["T2"],
    }


def test_the_working_of_a_number(county: County, now: datetime) -> None:
    held = make_round(county, "published").round
    asked = client(key_of(county, "clerk", now))
    query = urlencode({"unit": "T1", "leaf": "投资"})
    told = asked.get(f"{API}/rounds/{held.code}/working?{query}").json()
    assert [line["step"] for line in told["lines"]] == [
        "inputs",
        "rule",
        "substitution",
        "rounding",
        "loss",
    ]
    assert told["score"] == "50.00"
    assert asked.get(f"{API}/rounds/{held.code}/working?unit=T9&leaf=x").status_code == 404


def test_files_are_found_by_what_they_prove(county: County, now: datetime) -> None:
    file = proof_of_report(county)
    asked = client(key_of(county, "clerk", now))
    found = asked.get(f"{API}/proof/report/{file.key}").json()
    assert [(item["id"], item["of"], item["unit"]) for item in found["items"]] == [
        (file.pk, "report", "T1")
    ]
    content = asked.get(f"{API}/files/{file.pk}/content")
    assert content.content.startswith(b"%PDF")
    other = client(key_of(county, "clerk2", now))
    assert other.get(f"{API}/files/{file.pk}/content").status_code == 404


def test_the_audit_is_for_its_readers(county: County, now: datetime) -> None:
    make_appeal(make_round(county, "appeals"))
    auditor = client(key_of(county, "auditor", now))
    found = auditor.get(f"{API}/audit/entries?action=appeal.file").json()["items"]
    assert [(item["actor_name"], item["outcome"]) for item in found] == [("clerk", "done")]
    later = auditor.get(f"{API}/audit/entries?after={found[0]['id']}").json()
    assert later["total"] == 0
    office = client(key_of(county, "office", now)).get(f"{API}/audit/entries")
    assert (office.status_code, "auditor" in office.json()["hint"]) == (403, True)


@pytest.mark.parametrize("path", LISTS)
def test_every_list_costs_the_same_for_one_and_three_rows(
    county: County, now: datetime, count_queries: Any, path: str
) -> None:
    """With one unit's things and with three units' things: the same number of queries."""
    stage = make_round(county, "collecting")
    item = make_indicator("cost", county.bureau)
    asked = client(key_of(county, "office", now))
    asked.get(f"{API}/{path}")
    counts = []
    for unit in (county.towns[0], None):
        for town in [unit] if unit else county.towns[1:]:
            aim(item, town, 2026, 5)
            for canary in canaries():
                canary(county, town, "text")
        with count_queries() as found:
            assert asked.get(f"{API}/{path}").status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1], (path, stage.round.code)
    assert counts[0] <= 7


def test_no_list_shows_what_another_unit_keeps(county: County, now: datetime) -> None:
    """The texts that the apps keep for another unit are in no list of a clerk's key (A2)."""
    for town in county.towns[:2]:
        for canary in canaries():
            canary(county, town, f"canary-{town.code}")
    clerk, office = (client(key_of(county, who, now)) for who in ("clerk", "office"))
    shown, leaked, own = set(), [], set()
    for path in LISTS:
        joint = "&" if "?" in path else "?"
        address = f"{API}/{path}{joint}size=1000"
        text = clerk.get(address).content.decode()
        leaked += [path] if "canary-T2" in text else []
        own |= {path} if "canary-T1" in text else set()
        shown |= {path} if "canary-T2" in office.get(address).content.decode() else set()
    assert leaked == []
    wanted = {"observations?all_versions=true", "targets?all_versions=true", "register", "appeals"}
    assert wanted <= own & shown, "the texts would have been found"
    assert "measures" in shown
