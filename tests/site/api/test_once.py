"""A request with a name is done once, however often and from wherever it is sent."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sanbi.apps.assessments.models import Item
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.models import Comment
from sanbi.apps.orgs.models import Receipt
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round
from tests.site.api.test_api import API, client, key_of

FACT = {
    "unit": "T1",
    "sort": "bonus",
    "leaf": "表彰",
    "kind": "省级",
    "reason": "获省级表彰",
    "document": "云考发〔2026〕19号",
}


def post(asked: Client, path: str, body: dict[str, Any], name: str = "") -> Any:
    headers = {"Idempotency-Key": name} if name else {}
    return asked.post(f"{API}{path}", body, content_type="application/json", headers=headers)


def test_sent_twice_done_once(county: County, now: datetime) -> None:
    path = f"/rounds/{make_round(county, 'collecting').round.code}/register"
    asked = client(key_of(county, "bureau", now, writes=True))
    first = post(asked, path, {"items": [FACT]}, "r-1")
    again = post(asked, path, {"items": [FACT]}, "r-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Item.objects.filter(leaf="表彰").count() == 1
    assert Entry.objects.filter(action="items.propose", outcome="done").count() == 1
    assert post(asked, path, {"items": [FACT]}).status_code == 422  # without a name: a second one
    other = post(asked, path, {"items": [{**FACT, "document": "20号"}]}, "r-1")
    assert (other.status_code, other.json()["where"]) == (409, "Idempotency-Key")


def test_what_is_refused_leaves_no_name_and_stays_in_the_audit(
    county: County, now: datetime
) -> None:
    path = f"/rounds/{make_round(county, 'collecting').round.code}/register"
    asked = client(key_of(county, "bureau", now, writes=True))
    refused = post(asked, path, {"items": [{**FACT, "kind": "乡级"}]}, "r-2")
    assert (refused.status_code, refused.json()["where"]) == (422, "kind")
    assert Entry.objects.filter(action="items.propose", outcome="refused").count() == 1
    assert not Receipt.objects.exists()
    assert post(asked, path, {"items": [FACT]}, "r-2").status_code == 201


def test_names_are_each_senders_own_and_kept_for_a_month(county: County, now: datetime) -> None:
    items = [make_indicator("invest", county.bureau)]
    report = make_report(make_dataset("m", county.bureau, items, county.towns), county.towns[0])
    path = f"/reports/{report.pk}/remarks"
    for who in ("clerk", "bureau"):
        asked = client(key_of(county, who, now, writes=True))
        assert post(asked, path, {"text": "请核对"}, "same").status_code == 201
    assert Comment.objects.count() == 2
    Receipt.objects.update(at=now - timedelta(days=4000))
    asked = client(key_of(county, "clerk", now, writes=True))
    assert post(asked, path, {"text": "请核对"}, "same").status_code == 201
    assert Comment.objects.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "made"), [("race", 1), ("", 8)])
def test_eight_at_once(county: County, now: datetime, name: str, made: int) -> None:
    """With a name one remark is made; without one, all eight: the race does happen."""
    items = [make_indicator("invest", county.bureau)]
    report = make_report(make_dataset("m", county.bureau, items, county.towns), county.towns[0])
    key = key_of(county, "clerk", now, writes=True)
    start, answers = threading.Barrier(8), []

    def send() -> None:
        start.wait()
        try:
            answer = post(client(key), f"/reports/{report.pk}/remarks", {"text": "请核对"}, name)
            answers.append((answer.status_code, answer.json()["id"]))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for status, _key in answers] == [201] * 8
    assert len({number for _status, number in answers}) == made
    assert Comment.objects.count() == made
