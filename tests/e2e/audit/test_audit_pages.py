"""The auditor's story: look for a deed, see what proves it, have the chain checked."""

# ruff: noqa: ARG001, E501 - fixtures that only make something, a table of deeds

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sanbi.apps.audit import tasks
from sanbi.apps.audit.anchoring import anchor_entries
from sanbi.apps.audit.contents import digest_of
from sanbi.apps.audit.models import Entry, Verification
from sanbi.apps.audit.published import anchors_text
from tests.apps.audit.owner import past_the_triggers
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]
Look = Callable[[Page, str], Path]
Axe = Callable[[Page], list[str]]

DEEDS = [
    ("session.open", "刘洋", "县考核办", "orgs.user", "刘洋", "done", {"address": "10.2.8.14"}),
    ("report.submit", "李敏", "青石镇", "indicators.report", "青石镇 2026-09 工业经济", "done", {"cells": 7, "changed": 2}),
    ("report.return", "陈立", "县发改局", "indicators.report", "青石镇 2026-09 工业经济", "done", {"reason": "工业投资口径与上月不一致，请按在库项目核对"}),
    ("report.save", "李敏", "青石镇", "indicators.report", "青石镇 2026-09 工业经济", "refused", {"why": "有人同时改动了这张表。请刷新后再看。"}),
    ("appointment.give", "赵刚", "县大数据中心", "orgs.user", "王强", "done", {"role": "clerk", "unit": "松涛镇", "since": "2026-10-01"}),
    ("round.freeze", "周敏", "县考核办", "assessments.round", "2026 年第三季度三比三看", "done", {"rows": 1280, "missing": ["云岭乡 民间投资", "桐坡乡 技改投资"], "reason": "两项缺报，按办法第十二条处理"}),
    ("publication.decide", "孙洁", "县考核办", "assessments.publication", "2026 年第二季度三比三看", "done", {"approved": True, "run": 2}),
]  # fmt: skip


@pytest.fixture
def written(county: County, now: datetime) -> list[Entry]:
    """Two days of deeds, anchored but for the last."""
    made = []
    for place in range(64):
        action, who, unit, kind, name, outcome, details = DEEDS[place % len(DEEDS)]
        entry = Entry(
            at=now - timedelta(minutes=37 * (64 - place)),
            actor=place % 9,
            actor_name=who,
            actor_unit=unit,
            action=action,
            kind=kind,
            key=str(place % 7),
            name=name,
            outcome=outcome,
            details=details,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
        made.append(entry)
        if place == 62:
            anchor_entries(now)
    return made


def test_the_auditor_finds_a_deed_and_its_proof(
    written: list[Entry], open_page: Opener, picture: Look, axe: Axe
) -> None:
    page = open_page("/audit/", "auditor")
    picture(page, "audit-list")
    assert axe(page) == []
    assert page.locator("table#audit tbody tr").count() == 50
    page.fill("input[name=thing]", "第三季度")
    page.press("input[name=thing]", "Enter")
    page.wait_for_url("**thing=**")
    assert page.locator("table#audit tbody tr").count() == 9
    page.locator("table#audit tbody a").first.click()
    page.wait_for_url("**/entries/**")
    assert "云岭乡 民间投资、桐坡乡 技改投资" in page.inner_text("main")
    assert "与摘要一致" in page.inner_text("main")
    picture(page, "audit-entry")
    assert axe(page) == []
    page.get_by_text("该对象的历史").click()
    page.wait_for_url("**kind=**")
    assert page.locator("table#audit tbody tr").count() >= 9


@pytest.mark.parametrize(("path", "name"), [("/audit/", "list"), ("/audit/checks/", "checks")])
def test_on_a_phone_in_english_and_in_the_dark(
    written: list[Entry], open_page: Opener, picture: Look, axe: Axe, path: str, name: str
) -> None:
    page = open_page(path, "auditor", width=390, height=844, locale="en-US")
    picture(page, f"audit-{name}-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
    dark = open_page(path, "auditor")
    dark.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    picture(dark, f"audit-{name}-dark")


def test_the_chain_is_checked_by_a_click(
    written: list[Entry], open_page: Opener, picture: Look, axe: Axe, tmp_path: Path, now: datetime
) -> None:
    from sanbi.apps.audit.models import Anchor

    kept = tmp_path / "anchors.jsonl"
    kept.write_text(anchors_text(Anchor.objects.all()))
    page = open_page("/audit/checks/", "auditadmin")
    picture(page, "audit-checks-empty")
    page.set_input_files("input[type=file]", str(kept))
    page.locator("main form button.btn-main").click()
    page.wait_for_url("**/checks/*/")
    picture(page, "audit-check-waits")
    check = Verification.objects.get()
    Verification.objects.update(checked=41, total=64, started_at=now)
    page.wait_for_selector("text=41 / 64", timeout=8_000)
    picture(page, "audit-check-runs")
    tasks.verify(verification=check.pk)
    page.wait_for_selector("text=1 个外存锚点也一致", timeout=8_000)
    picture(page, "audit-check-whole")
    assert axe(page) == []
    with past_the_triggers() as own:
        own.execute("update audit_entry set name = 'x' where id = %s", [written[3].pk])
        own.execute("delete from audit_entry where id = %s", [written[9].pk])
    page.goto(page.url.split("/audit/")[0] + "/audit/checks/")
    picture(page, "audit-checks")
    page.locator("main form button.btn-main").click()
    page.wait_for_url("**/checks/*/")
    tasks.verify(verification=Verification.objects.order_by("-pk")[0].pk)
    page.wait_for_selector("text=被改动", timeout=8_000)
    picture(page, "audit-check-broken")
    assert axe(page) == []
    assert f"记录 {written[9].pk} 缺失" in page.inner_text("main")
