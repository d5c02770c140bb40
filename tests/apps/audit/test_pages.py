"""Pages of the audit: who sees what, what is found, what is exported, how a check runs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from sanbi.apps.audit import tasks, views
from sanbi.apps.audit.anchoring import anchor_entries
from sanbi.apps.audit.models import Anchor, Entry, Verification
from sanbi.apps.audit.published import anchors_text
from sanbi.apps.audit.services import SERVICES
from sanbi.apps.audit.words import action_words, details_words, name_coded, name_words
from tests.apps.audit.access import made
from tests.apps.audit.examples import import_all_services
from tests.apps.factories.orgs import County

import_all_services()
KNOWN = frozenset(SERVICES)
Opener = Callable[[str], Client]


@pytest.fixture
def as_(county: County) -> Opener:
    """A client signed in as somebody of the county."""

    def signed_in(username: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(county.users[username], backend=backend)
        return client

    return signed_in


def names(answer: Any) -> list[str]:
    return [row.entry.name for row in answer.context["rows"]]


def test_each_reader_sees_what_is_theirs(as_: Opener) -> None:
    for action in ("session.open", "report.submit", "appointment.give", "round.freeze"):
        made(action, name=action)
    everything = ["round.freeze", "appointment.give", "report.submit", "session.open"]
    for reader in ("auditor", "auditadmin"):
        found = [name for name in names(as_(reader).get("/audit/")) if name in everything]
        assert found == everything
    found = [name for name in names(as_("secadmin").get("/audit/")) if name in everything]
    assert found == ["appointment.give", "session.open"]
    report = Entry.objects.get(name="report.submit")
    assert as_("secadmin").get(f"/audit/entries/{report.pk}/").status_code == 404
    assert as_("auditor").get(f"/audit/entries/{report.pk}/").status_code == 200
    for nobody in ("office", "clerk", "sysadmin", "leader"):
        assert as_(nobody).get("/audit/").status_code == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("who=王强", ["b"]),
        ("who=松涛", ["b"]),
        ("noun=report", ["c", "b"]),
        ("thing=A", ["a"]),
        ("kind=orgs.unit&key=3", ["a"]),
        ("outcome=refused", ["c"]),
        ("since=2026-10-10", ["c"]),
        ("until=2026-10-09", ["b", "a"]),
        ("noun=report&who=王强&until=2026-10-09", ["b"]),
        ("since=nonsense&thing=a", ["a"]),
        ("who=nobody", []),
    ],
)
def test_filters(as_: Opener, now: datetime, query: str, expected: list[str]) -> None:
    made("unit.move", name="a", kind="orgs.unit", key="3")
    second = {"actor_name": "王强", "actor_unit": "松涛镇"}
    Entry.objects.create(at=now, action="report.submit", outcome="done", name="b", **second)
    late = now + timedelta(days=1)
    Entry.objects.create(at=late, action="reports.lock", outcome="refused", name="c")
    answer = as_("auditor").get(f"/audit/?{query}")
    assert [name for name in names(answer) if name in "abc"] == expected
    assert (b"Enter a valid date" in answer.content) == ("nonsense" in query)


def test_the_list_costs_the_same_for_one_and_three(as_: Opener, count_queries: Any) -> None:
    client, costs = as_("auditor"), []
    for count in (1, 2):
        for _ in range(count):
            made("unit.move", name="a")
        client.get("/audit/")
        with count_queries() as found:
            client.get("/audit/")
        costs.append(len(found))
    assert costs[0] == costs[1]


def test_pages_are_of_fifty(as_: Opener) -> None:
    for _ in range(60):
        made("unit.move", name="a")
    answer = as_("auditor").get("/audit/?thing=a&page=2")
    assert len(names(answer)) == 10


@pytest.mark.parametrize("wanted", ["xlsx", "csv"])
def test_the_download_holds_what_is_shown_and_no_formula(as_: Opener, wanted: str) -> None:
    made("unit.move", name="=1+1", details={"reason": "@SUM(A1)", "moved": {"to": "3"}})
    answer = as_("auditor").get(f"/audit/?thing=1%2B1&format={wanted}")
    if wanted == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "'=1+1" in text
        assert text.count("\r\n") == 2
        return
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    cells = [cell for cell in sheet[2] if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sheet["G2"].value == "=1+1"


def test_a_download_of_too_many_is_refused(as_: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_EXPORTED", 1)
    made("unit.move", name="a")
    made("unit.move", name="a")
    assert as_("auditor").get("/audit/?thing=a&format=xlsx").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_an_entry_shows_its_anchor(as_: Opener, now: datetime) -> None:
    client = as_("auditor")
    entry = made("report.return", name="9月", details={"reason": "口径不符", "cells": [1, 2]})
    page = client.get(f"/audit/entries/{entry.pk}/")
    assert page.context["proof"].anchor is None
    anchor_entries(now)
    page = client.get(f"/audit/entries/{entry.pk}/")
    assert page.context["proof"].fits
    assert page.context["proof"].anchor == Anchor.objects.order_by("-number")[0]
    assert "口径不符" in page.content.decode()
    wrong = Entry.objects.create(at=now, action="a.b", outcome="done", digest="0" * 64)
    assert not client.get(f"/audit/entries/{wrong.pk}/").context["proof"].fits
    floating = Entry.objects.create(
        at=now, action="a.b", outcome="done", digest="0" * 64, details={"a": 1.5}
    )
    assert not client.get(f"/audit/entries/{floating.pk}/").context["proof"].fits


@pytest.mark.django_db(transaction=True)
def test_a_check_runs_in_the_background(as_: Opener, now: datetime) -> None:
    client = as_("auditor")
    made("unit.move")
    anchor_entries(now)
    kept = anchors_text(Anchor.objects.all()).encode()
    sent = {"anchors": SimpleUploadedFile("anchors.jsonl", kept)}
    answer = client.post("/audit/checks/", sent)
    check = Verification.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/audit/checks/{check.pk}/")
    waiting = client.get(f"/audit/checks/{check.pk}/", headers={"HX-Request": "true"})
    assert "hx-get" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    again = client.post("/audit/checks/", {})
    assert (again.status_code, Verification.objects.count()) == (409, 1)
    tasks.verify(verification=check.pk)
    check.refresh_from_db()
    assert (check.faults, check.broke_off) == (0, "")
    assert check.checked == check.total == check.anchored + check.pending
    assert check.started_at is not None
    page = client.get(f"/audit/checks/{check.pk}/").content.decode()
    assert "Every entry fits, and so does the 1 published anchor." in page
    assert Entry.objects.filter(action="verification.end", outcome="done").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_check_that_finds_something_says_what(as_: Opener, now: datetime) -> None:
    client = as_("auditadmin")
    Entry.objects.create(at=now, action="a.b", outcome="done", digest="0" * 64)
    client.post("/audit/checks/", {})
    check = Verification.objects.get()
    tasks.verify(verification=check.pk)
    page = client.get(f"/audit/checks/{check.pk}/").content.decode()
    assert "was edited: its digest does not fit." in page
    assert "call the security administrator" in page


@pytest.mark.django_db(transaction=True)
def test_a_check_that_breaks_off_says_so(
    as_: Opener, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_("auditor")
    client.post("/audit/checks/", {})
    check = Verification.objects.get()
    check.published = [["x"]]  # nothing that can be read back
    check.save()
    with pytest.raises(ValueError, match="unpack"):
        tasks.verify(verification=check.pk)
    page = client.get(f"/audit/checks/{check.pk}/").content.decode()
    assert "The check broke off" in page
    tasks.verify_nightly(timestamp=0)
    tasks.verify_nightly(timestamp=0)  # the first has not ended
    assert Verification.objects.count() == 2
    tasks.anchor(timestamp=0)
    assert Anchor.objects.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"nonsense\n", "Line 2 is no anchor"),
        (b"number,digest\n1,2\n", "Line 2 is no anchor"),
        (b"\xff\xff", "The file is no text"),
        (b" " * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_bad_file_of_anchors_is_told(as_: Opener, content: bytes, message: str) -> None:
    sent = {"anchors": SimpleUploadedFile("anchors.csv", content + b"x\n")}
    answer = as_("auditor").post("/audit/checks/", sent)
    assert (answer.status_code, Verification.objects.count()) == (200, 0)
    assert message in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_anchors_are_taken_along(as_: Opener, now: datetime) -> None:
    client = as_("auditor")
    made("a.b")
    anchor_entries(now)
    anchors = list(Anchor.objects.order_by("number"))
    assert client.get("/audit/anchors/").content.decode() == anchors_text(anchors)
    as_csv = client.get("/audit/anchors/?format=csv")
    assert as_csv.content.decode() == anchors_text(anchors, as_csv=True)
    assert as_csv["Content-Disposition"] == 'attachment; filename="anchors.csv"'


@pytest.mark.django_db
def test_the_history_of_a_thing_stands_on_its_own_page(count_queries: Any) -> None:
    for number in range(25):
        made("unit.rename", kind="orgs.unit", key="3", details={"reason": f"第{number}次<b>"})
    made("unit.rename", kind="orgs.unit", key="4", details={"reason": "别的"})
    Entry.objects.create(
        at=Entry.objects.first().at,  # type: ignore[union-attr]
        action="unit.rename", kind="orgs.unit", key="3", outcome="refused",
        details={"why": "不行"},
    )  # fmt: skip
    page = Template('{% load audit %}{% object_history "orgs.unit" 3 %}')
    with count_queries() as found, translation.override("en"):
        text = page.render(Context())
    assert len(found) == 1
    assert text.count("<li>") == 20
    assert "第24次&lt;b&gt;" in text
    assert "第4次" not in text
    assert "别的" not in text
    assert "不行" not in text
    empty = Template('{% load audit %}{% object_history "orgs.unit" 99 %}').render(Context())
    assert "<li>" not in empty


def test_details_are_said_in_words() -> None:
    with translation.override("zh-hans"):
        said = details_words(
            {
                "reason": "口径不符",
                "cells": 7,
                "active": True,
                "units": [1, 2],
                "before": {"name": "甲", "role": None},
                "lines": [{"unit": 1, "state": "draft"}],
                "unheard_of": "",
            }
        )
    assert [(one.name, one.lines) for one in said] == [
        ("理由", ("口径不符",)),
        ("格数", ("7",)),
        ("启用", ("是",)),
        ("单位数", ("1、2",)),
        ("原值", ("名称: 甲", "角色: —")),
        ("行数", ("单位 1、状态 draft",)),
        ("unheard of", ("—",)),
    ]


@pytest.mark.parametrize(
    ("held", "chinese", "english"),
    [
        (
            "河湾镇 · 民生实事 · 2026Q3",
            "河湾镇 · 民生实事 · 2026年三季度",
            "河湾镇 · 民生实事 · Q3 2026",
        ),
        ("河湾镇 gdp 2026-09 v2", "河湾镇 gdp 2026年9月 v2", "河湾镇 gdp September 2026 v2"),
        ("调度 2026H1", "调度 2026年上半年", "调度 H1 2026"),
        # A day, a number of a document and a year are no periods by themselves.
        ("会议 2026-09-01", "会议 2026-09-01", "会议 2026-09-01"),
        ("云委2026-09号", "云委2026-09号", "云委2026-09号"),
        ("2026 12026Q3 2026-13", "2026 12026Q3 2026-13", "2026 12026Q3 2026-13"),
    ],
)
def test_periods_of_a_name_are_said_in_words(held: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert name_words(held) == chinese
        assert name_coded(chinese) == held
        said = details_words({"period": "2026Q3", "reason": "见 2026Q3 简报"})
        assert [one.lines for one in said] == [("2026年三季度",), ("见 2026Q3 简报",)]
    with translation.override("en"):
        assert name_words(held) == english


def test_a_thing_is_found_by_the_words_of_its_period(as_: Opener) -> None:
    made("report.submit", kind="indicators.report", name="河湾镇 · 民生实事 · 2026Q3")
    made("report.submit", kind="indicators.report", name="河湾镇 · 民生实事 · 2026Q2")
    for asked in ("民生实事 · 2026年三季度", "2026年第3季度", "2026Q3"):
        answer = as_("auditor").get("/audit/", {"thing": asked})
        assert names(answer) == ["河湾镇 · 民生实事 · 2026Q3"]
    page = as_("auditor").get(
        "/audit/", {"thing": "2026Q3"}, headers={"accept-language": "zh-hans"}
    )
    assert "河湾镇 · 民生实事 · 2026年三季度 <span" in page.content.decode()


def test_every_action_has_chinese_words() -> None:
    with translation.override("zh-hans"):
        said = {action: action_words(action) for action in KNOWN}
    lacking = sorted(action for action, text in said.items() if re.search("[A-Za-z ]", text))
    assert lacking == [], "add noun or verb to locale/zh_Hans of the audit (audit noun, audit verb)"
    with translation.override("en"):
        assert action_words("session.close-others") == "close others session"
        assert action_words("odd") == "odd"


def test_administrators_read_no_names_and_details_of_figures(as_: Opener) -> None:
    secret = made("report.submit", name="机密名", details={"reason": "机密数"})
    open_ = made("account.close", name="公开名", details={"reason": "公开数"})
    for person, sees in (("auditor", True), ("auditadmin", False)):
        client = as_(person)
        pages = [
            client.get("/audit/").content.decode(),
            client.get(f"/audit/entries/{secret.pk}/").content.decode(),
            client.get("/audit/?format=csv").content.decode(),
        ]
        assert [("机密" in page) for page in pages] == [sees] * 3
        assert "submit report" in pages[0]
        assert "公开数" in client.get(f"/audit/entries/{open_.pk}/").content.decode()
        assert names(client.get("/audit/?thing=机密")) == (["机密名"] if sees else [])
        assert names(client.get("/audit/?thing=公开")) == ["公开名"]
