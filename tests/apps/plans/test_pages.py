"""Pages of plans: what they show, what forms do, what comes back for download."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanbi.apps.plans.models import Node, PeerFigure, Practice
from tests.apps.factories.actions import make_action
from tests.apps.factories.indicators import make_indicator
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import make_node, make_peer, make_practice, make_target
from tests.apps.factories.projects import make_project

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
AREA = "/actions/plans/"


def client(county: County, who: str) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(county.users[who], BACKEND)
    return made


def body(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_without_a_plan_the_page_says_why(county: County) -> None:
    assert "No plan yet" in body(client(county, "clerk").get(AREA))
    assert "Nothing to review yet" in body(client(county, "clerk").get(f"{AREA}review/"))
    assert "No figure of a peer yet" in body(client(county, "clerk").get(f"{AREA}peers/"))


def test_a_target_is_written_by_codes_and_numbers(county: County) -> None:
    theme = make_node(county)
    item, project = make_indicator("fai", county.bureau), make_project(county)
    action = make_action(county)
    where = f"{AREA}{theme.plan_id}/nodes/new/?below={theme.pk}"
    sent = {
        "title": "固定资产投资进前三",
        "unit": county.towns[0].pk,
        "weight": "2",
        "indicators": [item.pk],
        "projects": f"{project.code}，",
        "actions": action.number,
        "reason": "市里新增考核",
    }
    office = client(county, "office")
    wrong = body(office.post(where, {**sent, "actions": "DB-2000-001"}))
    assert "There is no “DB-2000-001”." in wrong
    assert Node.objects.filter(level="target").count() == 0
    done = office.post(where, sent)
    made = Node.objects.get(level="target")
    assert done.headers["location"] == f"{AREA}nodes/{made.pk}/"
    kinds = [(link.indicator_id, link.project_id, link.action_id) for link in made.links.all()]
    assert kinds == [(item.pk, None, None), (None, project.pk, None), (None, None, action.pk)]
    page = body(office.get(done.headers["location"]))
    assert all(
        text in page for text in ("Weighted mean", action.number, "version 1", "市里新增考核")
    )
    edit = body(office.get(f"{AREA}nodes/{made.pk}/edit/"))
    assert action.number in edit


def test_the_tree_and_the_review_come_as_tables(county: County) -> None:
    make_target(county, rank_wanted=3, rank_among="全市", rank_of=12)
    for part, head in (("", "Level"), ("review/", "Theme")):
        text = client(county, "clerk").get(f"{AREA}{part}?format=csv").content.decode("utf-8-sig")
        assert text.splitlines()[0].startswith(head)
        assert "place 3 or better, 全市" in text


def test_peers_are_typed_and_taken_in_from_a_table(county: County) -> None:
    make_peer("临江县")
    item = make_indicator("fai", county.bureau, name="固定资产投资")
    bureau, source = client(county, "bureau"), {"source": "市统计局", "published_on": "2026-10-08"}
    typed = f"{AREA}peers/{item.pk}/figures/"
    assert "Line 2" in body(bureau.post(typed, {**source, "rows": "临江县,2026-08,5\n临江县,x"}))
    assert bureau.post(typed, {**source, "rows": "临江县，2026-08，5"}).status_code == 302
    table = f"{AREA}peers/{item.pk}/table/"
    rows = "标兵,月份,数值\n临江县,2026-09,7\n"
    for content, words in (
        (b"MZ\x90\0" * 9, ""),
        ("标兵,月份,数值\n无名县,2026-09,7\n".encode(), "Line 2: “无名县” is no peer."),
        ("标兵,月份,数值\n临江县,2026-13,7\n".encode(), "is no month"),
    ):
        file = SimpleUploadedFile("peers.csv", content)
        assert words in body(bureau.post(table, {**source, "file": file}))
    file = SimpleUploadedFile("peers.csv", rows.encode())
    assert bureau.post(table, {**source, "file": file}).status_code == 302
    kept = [(row.period, int(row.value), row.published_on) for row in PeerFigure.objects.all()]
    assert kept == [("2026-08", 5, date(2026, 10, 8)), ("2026-09", 7, date(2026, 10, 8))]
    assert "市统计局" in body(bureau.get(f"{AREA}peers/"))


def test_a_practice_goes_from_unit_to_office_to_unit(county: County) -> None:
    town = client(county, "clerk")
    sent = {"unit": county.towns[0].pk, "title": "帮办", "content": "一", "effect": "二"}
    where = town.post(f"{AREA}practices/new/", sent).headers["location"]
    client(county, "office").post(f"{where}decide/", {"approve": "yes"})
    other = client(county, "clerk2")
    other.post(f"{where}take/", {"unit": county.towns[1].pk, "taken": "设两名帮办员"})
    held = Practice.objects.get()
    row = held.takeovers.get()
    other.post(f"{where}{row.pk}/result/", {"result": "快十天"})
    page = body(town.get(where))
    assert all(text in page for text in ("设两名帮办员", "快十天", "1 unit, 1 told"))
    # Nobody speaks for another unit, whatever the form holds.
    refused = town.post(f"{AREA}practices/new/", {**sent, "unit": county.towns[1].pk})
    assert refused.status_code == 200
    assert Practice.objects.count() == 1


def test_a_list_costs_the_same_for_more_practices(county: County) -> None:
    counts = []
    for _round in range(2):
        make_practice(county)
        make_practice(county)
        with CaptureQueriesContext(connection) as caught:
            body(client(county, "stats").get(f"{AREA}practices/"))
        counts.append(len(caught))
    assert counts[0] == counts[1]
