"""A fact of the register from its refusals to what counts under the cap, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import Item
from sanbi.apps.assessments.services import item_check, item_propose
from sanbi.apps.assessments.services.register import Proposal
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import Stage, make_round
from tests.apps.orgs.files.making import pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]
Picture = Callable[[Page, str], Path]


def praised_before(county: County, stage: Stage) -> None:
    """A bonus of two points, checked: one is left under the cap of three."""
    now = timezone.now()
    item = item_propose(
        actor=county.actor("bureau"),
        now=now,
        round=stage.round.pk,
        proposal=Proposal(
            county.towns[0].pk,
            "bonus",
            "表彰",
            "省级文明乡镇",
            document="省委〔2026〕7号",
            kind="省级",
            count=Decimal(1),
        ),
    )
    item_check(actor=county.actor("bureau2"), now=now, item=item.pk, accept=True)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_fact_above_the_cap_refused_mended_and_checked(
    county: County,
    open_page: Opener,
    picture: Picture,
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    stage = make_round(county, "collecting", now=timezone.now())
    praised_before(county, stage)
    address = f"/assessments/rounds/{stage.round.code}/register/"
    bureau = open_page(address, "bureau", width=width)
    faults = put_forward(bureau, picture, axe, width)
    item = Item.objects.exclude(state="checked").get()
    refuse(open_page(f"/assessments/register/{item.pk}/", "bureau2", width=width), picture, width)
    faults += mend(bureau, picture, axe, width)
    mended = Item.objects.get(state="proposed")
    assert (mended.document, mended.kind, mended.unit_id) == (
        "国发〔2026〕12号",
        "国家级",
        item.unit_id,
    )
    checker = open_page(f"/assessments/register/{mended.pk}/check/", "bureau2", width=width)
    expect(checker.locator("#points")).to_contain_text("超出上限 2 分，不计入")
    picture(checker, f"register-check-{width}")
    checker.get_by_label("认定：计入").check()
    checker.get_by_role("button", name="决定").click()
    checker.wait_for_url("**/register/")
    states = Item.objects.order_by("pk").values_list("document", "state")
    assert list(states) == [
        ("省委〔2026〕7号", "checked"),
        ("国发〔2026〕21号", "refused"),
        ("国发〔2026〕12号", "checked"),
    ]
    picture(checker, f"register-list-{width}")
    assert [*faults, *axe(checker)] == []
    for page in (bureau, checker):
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def put_forward(
    page: Page, picture: Picture, axe: Callable[[Page], list[str]], width: int
) -> list[str]:
    """The document and the kind are asked for by name; then the cap and what counts are shown."""
    page.get_by_role("link", name="登记台账事项").first.click()
    page.get_by_label("办法中的项目").select_option("表彰")
    page.get_by_label("事由").fill("获全国文明村镇称号")
    page.get_by_role("button", name="提请").click()
    expect(page.locator("#id_document_error")).to_contain_text("须有文件依据")
    picture(page, f"register-no-document-{width}")
    faults = axe(page)
    page.get_by_label("文号").fill("国发〔2026〕21号")
    page.get_by_role("button", name="提请").click()
    expect(page.locator("#id_kind_error")).to_contain_text("国家级")
    page.get_by_label("类别").fill("国家级")
    page.get_by_role("button", name="提请").click()
    points = page.locator("#points")
    expect(points).to_contain_text("上限 3 分")
    expect(points).to_contain_text("合计 5 分，计入 3 分")
    expect(points).to_contain_text("+1")
    proof = {"name": "文件.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.locator("#proof input[type=file]").set_input_files(proof)
    picture(page, f"register-over-cap-{width}")
    return faults


def refuse(page: Page, picture: Picture, width: int) -> None:
    """A refusal needs its reason."""
    page.get_by_role("link", name="核定").click()
    page.get_by_label("不予认定").check()
    page.get_by_role("button", name="决定").click()
    expect(page.locator(".invalid-feedback, .field-error, [id$=_error]").first).to_be_visible()
    page.get_by_label("原因").fill("文号有误，应为国发〔2026〕12号")
    picture(page, f"register-refuse-{width}")
    page.get_by_role("button", name="决定").click()
    page.wait_for_url("**/register/")


def mend(page: Page, picture: Picture, axe: Callable[[Page], list[str]], width: int) -> list[str]:
    """Who put it forward is told, sees why, and mends it from what was written."""
    origin = page.url.split("/assessments")[0]
    page.goto(origin + reverse("inbox"))
    page.get_by_text("未被采纳").click()
    expect(page.locator("main")).to_contain_text("文号有误，应为国发〔2026〕12号")
    picture(page, f"register-refused-{width}")
    faults = axe(page)
    page.get_by_role("link", name="修改后重新登记").click()
    expect(page.get_by_label("事由")).to_have_value("获全国文明村镇称号")
    expect(page.locator("main")).to_contain_text("上次未被采纳：文号有误")
    picture(page, f"register-mend-{width}")
    page.get_by_label("文号").fill("国发〔2026〕12号")
    page.get_by_role("button", name="提请").click()
    page.wait_for_url("**/register/*/")
    return faults
