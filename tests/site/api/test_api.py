"""The API: keys, scope, pages, refusals, and that it is as it describes itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.indicators import tasks
from sanbi.apps.indicators.models import Feed, Indicator, Observation
from sanbi.apps.orgs.models import Token
from sanbi.apps.orgs.tokens import new_secret
from tests.apps.factories.orgs import ON, County

API = "/api/v1"


def key_of(county: County, who: str, now: datetime, **more: Any) -> str:
    """A key of somebody's for the home unit, valid for a year."""
    secret, user = new_secret(), county.users[who]
    plain = {"name": "收数程序", "expires_on": date(2030, 1, 1), "created_at": now}
    Token.objects.create(
        user=user, unit=user.unit, digest=secret.digest, prefix=secret.prefix, **(plain | more)
    )
    return secret.text


def client(key: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {key}"})


def observe(county: County, now: datetime) -> Indicator:
    """One indicator, two versions for the first township and one for the second."""
    item = Indicator.objects.create(
        code="gdp",
        name="产值",
        measure="万元",
        direction="high",
        accumulation="cumulative",
        decimals=2,
        frequency="month",
        kind="dispatch",
        owner=county.statistics,
        purpose="考核",
    )
    for town, version, value in ((0, 1, "1.5"), (0, 2, "2.5"), (1, 1, "3")):
        Observation.objects.create(
            unit=county.towns[town],
            indicator=item,
            period="2026-09",
            version=version,
            value=Decimal(value),
            source="feed",
            by_name="stats",
            at=now,
        )
    return item


def test_without_a_key_nothing(county: County, now: datetime) -> None:
    revoked = key_of(county, "office", now, revoked_at=now)
    expired = key_of(county, "office", now, expires_on=ON - timedelta(days=900))
    for key in ("", "sanbi_wrong", revoked, expired):
        answer = client(key).get(f"{API}/units")
        assert answer.status_code == 401
        assert answer.json() == {
            "error": "the key is unknown, revoked or expired",
            "hint": "send `Authorization: Bearer sanbi_…` with a key that is good today",
            "where": "Authorization",
            "faults": [],
        }
    user = county.users["clerk"]
    key = key_of(county, "clerk", now)
    user.is_active = False
    user.save()
    assert client(key).get(f"{API}/units").status_code == 401


def test_units_in_pages(county: County, now: datetime) -> None:
    asked = client(key_of(county, "clerk", now))
    body = asked.get(f"{API}/units?kind=township&size=2&page=2").json()
    assert body["total"] == 3
    assert body["items"] == [
        {
            "code": "T3",
            "name": "云岭乡",
            "kind": "township",
            "parent": "C",
            "statistics_code": "",
            "civil_code": "",
            "until": None,
        }
    ]
    assert asked.get(f"{API}/units/T1").json()["name"] == "青石镇"
    assert asked.get(f"{API}/units/T9").status_code == 404
    faulty = asked.get(f"{API}/units?size=0&page=x")
    assert faulty.status_code == 422
    assert [fault["where"] for fault in faulty.json()["faults"]] == ["query.page", "query.size"]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("clerk", [("T1", "2.5")]),
        ("clerk2", [("T2", "3")]),
        ("office", [("T1", "2.5"), ("T2", "3")]),
        ("sysadmin", []),
    ],
)
def test_figures_are_scoped_and_latest(
    county: County, now: datetime, who: str, expected: list[tuple[str, str]]
) -> None:
    observe(county, now)
    body = client(key_of(county, who, now)).get(f"{API}/observations?period=2026-09").json()
    found = [(item["unit"], f"{Decimal(item['value']).normalize():f}") for item in body["items"]]
    assert (found, body["total"]) == (expected, len(expected))


def test_all_versions(county: County, now: datetime) -> None:
    observe(county, now)
    asked = client(key_of(county, "clerk", now))
    body = asked.get(f"{API}/observations?indicator=gdp&unit=T1&all_versions=true").json()
    assert [item["version"] for item in body["items"]] == [2, 1]


def test_lists_cost_the_same_for_one_and_three_rows(
    county: County, now: datetime, count_queries: Any
) -> None:
    asked = client(key_of(county, "office", now))
    item = observe(county, now)
    for period, towns in (("2026-07", county.towns[:1]), ("2026-08", county.towns)):
        for town in towns:
            Observation.objects.create(
                unit=town,
                indicator=item,
                period=period,
                version=1,
                value=1,
                source="feed",
                by_name="",
                at=now,
            )
        with count_queries() as found:
            body = asked.get(f"{API}/observations?period={period}").json()
        assert body["total"] == len(towns)
        assert len(found) == 5  # key, two for its roles, count, rows


def upload(text: str = "unit,indicator,period,value\nT1,gdp,2026-09,9\n") -> SimpleUploadedFile:
    return SimpleUploadedFile("九月.csv", text.encode(), "text/csv")


@pytest.mark.django_db(transaction=True)
def test_a_feed_is_handed_in_and_taken_in(county: County, now: datetime) -> None:
    observe(county, now)
    asked = client(key_of(county, "stats", now, writes=True))
    answer = asked.post(f"{API}/feeds", {"file": upload(), "owner": "D2"})
    assert (answer.status_code, answer.json()["state"]) == (202, "waiting")
    number = answer.json()["id"]
    tasks.feed_run.func(feed=number)  # what a worker does
    body = asked.get(f"{API}/feeds/{number}").json()
    assert (body["state"], body["rows"], body["written"]) == ("done", 1, 1)
    assert Observation.objects.filter(value=9).get().version == 3


def test_who_feeds_by_the_api(county: County, now: datetime) -> None:
    reading = client(key_of(county, "stats", now))
    answer = reading.post(f"{API}/feeds", {"file": upload(), "owner": "D2"})
    assert (answer.status_code, answer.json()["hint"]) == (403, "who may: a key that writes")
    clerk = client(key_of(county, "clerk", now, writes=True))
    assert clerk.post(f"{API}/feeds", {"file": upload(), "owner": "D2"}).status_code == 403
    assert clerk.post(f"{API}/feeds", {"file": upload(), "owner": "XX"}).status_code == 404
    feed = Feed.objects.create(
        blob=_blob(), name="a.csv", owner=county.statistics, at=now, by=1, by_name="x"
    )
    assert clerk.get(f"{API}/feeds").json() == {"items": [], "total": 0}
    assert clerk.get(f"{API}/feeds/{feed.pk}").status_code == 404
    assert reading.get(f"{API}/feeds").json()["total"] == 1


def _blob() -> Any:
    from sanbi.apps.orgs.blobs import blob_store

    return blob_store(b"x", "text/csv")


def test_a_page_of_somebody_signed_in_needs_the_token_against_forgery(county: County) -> None:
    asked = Client(enforce_csrf_checks=True)
    asked.force_login(county.users["stats"], "allauth.account.auth_backends.AuthenticationBackend")
    assert asked.get(f"{API}/units").status_code == 200
    assert asked.post(f"{API}/feeds", {"file": upload(), "owner": "D2"}).status_code == 403
    assert not Feed.objects.exists()
