"""The office runs a round from figures to a final result, with an appeal, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from sanbi.apps.assessments.models import Appeal, Round
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round, make_scheme, rate_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Opener = Callable[..., Page]
Picture = Callable[[Page, str], Path]


def test_a_round_from_collecting_to_appeals(
    county: County, open_page: Opener, picture: Picture
) -> None:
    now = timezone.now()
    stage = make_round(county, "collecting", now=now)
    address = f"/assessments/rounds/{stage.round.code}/"
    office = open_page(address, "office")
    freeze_and_score(office, picture, lambda: rate_all(stage, now))
    second = open_page("/assessments/", "office2")
    publish(office, second, picture)
    office.goto(office.url.split("/do/")[0])
    office.get_by_role("link", name="开放申诉").first.click()
    office.get_by_role("button", name="开放").click()
    until = Round.objects.get().appeals_until
    assert until is not None
    assert until > timezone.now() + timedelta(days=3)
    clerk = open_page(address, "clerk")
    appeal = file_appeal(clerk, picture)
    reviewer = open_page(f"/assessments/appeals/{appeal.pk}/", "supervisor")
    decide(reviewer, picture)
    picture(open_page(address + "notice/", "clerk2"), "round-notice")


def freeze_and_score(office: Page, picture: Picture, rate: Callable[[], object]) -> None:
    """The office is told what is missing, waits for it, freezes and scores."""
    picture(office, "round-collecting")
    assert office.get_by_text("营商环境").count() == 3
    office.get_by_role("link", name="冻结数据").first.click()
    office.get_by_role("button", name="冻结").click()
    picture(office, "round-freeze-refused")
    assert "还有 3 个数不能计入" in office.content()
    rate()
    office.goto(office.url)
    office.get_by_role("button", name="冻结").click()
    office.get_by_role("link", name="对冻结数据计分").first.click()
    office.get_by_role("button", name="开始计分").click()
    assert Round.objects.get().state == "scored"


def publish(office: Page, second: Page, picture: Picture) -> None:
    """One proposes, another looks it through and approves."""
    office.get_by_role("link", name="提请公布计分结果").first.click()
    picture(office, "round-propose")
    office.get_by_label("给审定人的说明").fill("数据齐全，请审定。")
    office.get_by_role("button", name="提请").click()
    picture(office, "round-proposed")
    assert office.get_by_role("link", name="核对并审定").count() == 0
    second.reload()
    picture(second, "rounds-home")
    second.get_by_role("link", name="去办理").first.click()
    second.get_by_role("link", name="核对并审定").click()
    picture(second, "publication-decide")
    second.get_by_label("同意并公布").check()
    second.get_by_role("button", name="决定").click()
    assert Round.objects.get().state == "published"
    picture(second, "round-published")


def file_appeal(clerk: Page, picture: Picture) -> Appeal:
    """A township objects to one item."""
    picture(clerk, "round-clerk")
    clerk.get_by_role("link", name="提出申诉").click()
    clerk.get_by_label("指标项").select_option("投资")
    clerk.get_by_label("哪里有误").fill("9月有一个项目的投资未计入，见附件。")
    picture(clerk, "appeal-new")
    clerk.get_by_role("button", name="提出申诉").click()
    return Appeal.objects.get()


def decide(reviewer: Page, picture: Picture) -> None:
    """The supervision office takes it and decides."""
    reviewer.get_by_role("link", name="受理复核").click()
    reviewer.get_by_role("button", name="受理").click()
    reviewer.get_by_role("link", name="决定").click()
    reviewer.get_by_label("申诉不成立").check()
    reviewer.get_by_label("理由").fill("报表与凭证一致。")
    reviewer.get_by_role("button", name="决定").click()
    picture(reviewer, "appeal-decided")
    assert Appeal.objects.get().state == "dismissed"


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_at_both_widths(
    county: County,
    open_page: Opener,
    picture: Picture,
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    stage = make_round(county, "appeals", now=timezone.now())
    make_round(county, "collecting", period="2026Q2", version=stage.version, now=timezone.now())
    version = make_scheme(county)
    base = f"/assessments/rounds/{stage.round.code}/"
    paths = {
        "home": "/assessments/",
        "round": base,
        "register": base + "register/",
        "item-new": f"/assessments/rounds/{Round.objects.last().code}/register/new/",
        "notice": base + "notice/",
        "appeals": "/assessments/appeals/",
        "measures": "/assessments/measures/",
        "schemes": "/assessments/schemes/",
        "scheme": f"/assessments/schemes/versions/{version.pk}/",
        "scheme-new": "/assessments/schemes/new/",
        "round-new": "/assessments/new/",
    }
    page = open_page(paths["home"], "office", width=width)
    origin = page.url.split("/assessments")[0]
    found = {}
    for name, path in paths.items():
        page.goto(origin + path)
        page.wait_for_load_state("networkidle")
        picture(page, f"rounds-{name}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name
        found[name] = axe(page)
    assert {name: faults for name, faults in found.items() if faults} == {}
