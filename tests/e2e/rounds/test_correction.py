"""An appeal is upheld, the correction is scored and published by two, and the round is final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import Appeal, Round
from sanbi.apps.indicators.models import Indicator, Report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_appeal, make_round, observe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]
Picture = Callable[[Page, str], Path]
Axe = Callable[[Page], list[str]]


def test_an_upheld_appeal_reaches_the_board(
    county: County, open_page: Opener, picture: Picture, axe: Axe
) -> None:
    now = timezone.now()
    stage = make_round(county, "appeals", now=now)
    appeal = make_appeal(stage, now)
    round_page, board = f"/assessments/rounds/{stage.round.code}/", f"/boards/{stage.round.code}/"
    uphold(open_page(f"/assessments/appeals/{appeal.pk}/", "supervisor"), picture)
    clerk = open_page(board, "clerk")
    row = clerk.locator("#league tbody tr", has_text="青石镇")
    expect(row).to_contain_text("待复核")
    # The bureau mends the figure at its source: 780 and a project of 60 that was left out.
    item, town = Indicator.objects.get(code="investment"), county.towns[1]
    report = Report.objects.get(unit=town)
    reason = "补计一个项目"
    observe(town, item, "2026-09", "660", report=report, revised=True, reason=reason, at=now)
    office = open_page(round_page, "office")
    correct(office, picture)
    expect(row).to_contain_text("待复核")
    publish(office, open_page("/assessments/", "office2"), picture, axe)
    clerk.reload()
    expect(clerk.locator("#league tbody tr").first).to_contain_text("松涛镇")
    expect(clerk.locator("#league tbody tr").first).to_contain_text("已修订①")
    expect(row).not_to_contain_text("待复核")
    changed = clerk.locator("#shifts tbody tr")
    expect(changed).to_have_count(2)
    assert changed.first.inner_text().split() == ["松涛镇", "87.00", "91.00", "2", "1"]
    expect(clerk.locator("#shifts")).to_contain_text("第 2 次计分替代第 1 次")
    expect(clerk.locator("#notes")).to_contain_text("补计一个项目")
    picture(clerk, "correction-board")
    assert axe(clerk) == []
    clerk.set_viewport_size({"width": 390, "height": 844})
    assert clerk.evaluate("document.documentElement.scrollWidth") <= 390
    picture(clerk, "correction-board-390")
    finish(office, round_page, picture)


def uphold(reviewer: Page, picture: Picture) -> None:
    """Somebody who had no hand in the score takes the appeal and upholds it."""
    reviewer.get_by_role("link", name="受理复核").click()
    reviewer.get_by_role("button", name="受理").click()
    reviewer.get_by_role("link", name="决定").click()
    reviewer.get_by_label("申诉成立").check()
    reviewer.get_by_label("理由").fill("凭证齐全，应予补计。")
    reviewer.get_by_role("button", name="决定").click()
    picture(reviewer, "appeal-upheld")


def correct(office: Page, picture: Picture) -> None:
    """The office scores anew and says which appeal it answers."""
    office.get_by_role("link", name="更正计分").first.click()
    office.get_by_label("原因").fill("申诉成立，补计项目投资。")
    office.get_by_label("青石镇").check()
    picture(office, "correction-form")
    office.get_by_role("button", name="重新冻结并计分").click()
    assert Appeal.objects.get().correction is not None
    assert Round.objects.get().current_run.number == 1


def publish(office: Page, second: Page, picture: Picture, axe: Axe) -> None:
    """One puts it forward; the other reads what changes, then approves."""
    office.get_by_role("link", name="提请公布计分结果").first.click()
    office.get_by_role("button", name="提请").click()
    second.reload()
    second.get_by_role("link", name="去办理").first.click()
    second.get_by_role("link", name="核对并审定").click()
    expect(second.locator("table.shifts tbody tr")).to_have_count(2)
    expect(second.locator("main")).to_contain_text("第 2 次计分替代第 1 次")
    picture(second, "correction-decide")
    assert axe(second) == []
    second.get_by_label("同意并公布").check()
    second.get_by_role("button", name="决定").click()
    assert Round.objects.get().current_run.number == 2


def finish(office: Page, round_page: str, picture: Picture) -> None:
    """After the window nothing is open, and the round becomes final."""
    Round.objects.update(appeals_until=timezone.now() - timedelta(minutes=1))
    office.goto(office.url.split("/assessments")[0] + round_page)
    office.get_by_role("link", name="结果定稿").first.click()
    picture(office, "round-finish")
    office.locator("form.form button").first.click()
    assert Round.objects.get().state == "final"
    picture(office, "round-final")
