"""The office holds a poll: roll, cards, paper entered by two, sealing, the result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import Poll, Voter
from tests.apps.factories.ballots import AT, cast_as, make_poll, make_subjects

PASTED = "姓名\t测评组\t单位\t会场\n" + "\n".join(
    f"{kind}{number}\t{kind}\t\t{'主会场' if number % 2 else '分会场'}"
    for kind in ("县领导", "部门", "乡镇")
    for number in range(6)
)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_from_the_roll_to_the_result(
    open_page: Callable[..., Page], axe: Any, picture: Callable[..., Path]
) -> None:
    make_subjects()
    page = open_page("/ballots/new/", "office")
    page.get_by_label("名称").fill("三季度现场测评")
    page.get_by_label("期次").fill("2026Q3")
    for box in page.locator("input[name=subjects]").all()[:6]:
        box.check()
    picture(page, "poll-new")
    assert axe(page) == []
    press(page, "建立")
    page.get_by_role("link", name="导入名册").first.click()
    page.get_by_label("或从表格粘贴").fill(PASTED.replace("部门3\t部门", "部门3\t无此组"))
    press(page, "导入")
    expect(page.get_by_text("没有测评组“无此组”").first).to_be_visible()
    assert not Voter.objects.exists()
    page.get_by_label("或从表格粘贴").fill(PASTED)
    press(page, "导入")
    expect(page.get_by_text("读取18人，名册18人")).to_be_visible()
    held = Poll.objects.get()
    page.goto(page.url.replace("roll/", ""))
    press(page, "封定名册")
    picture(page, "poll-ready")
    press(page, "开放测评")
    for voter in Voter.objects.filter(poll=held).select_related("poll")[:15]:
        cast_as(voter)
    page.reload()
    expect(page.get_by_text("15 / 18")).to_be_visible()
    picture(page, "poll-open")
    assert axe(page) == []
    press(page, "截止测评")
    page.get_by_role("link", name="封存").click()
    picture(page, "poll-sealing")
    press(page, "封存并计票")
    press(page, "公布结果")
    page.get_by_role("link", name="测评结果").click()
    picture(page, "poll-result")
    assert axe(page) == []
    page.get_by_placeholder("K7MP-4Q82").fill("AAAA-AAAA")
    press(page, "核对")
    expect(page.get_by_text("没有此凭号的票")).to_be_visible()


def test_two_people_enter_a_sheet_and_settle_it(
    open_page: Callable[..., Page], axe: Any, picture: Callable[..., Path]
) -> None:
    poll = make_poll("open")
    page = open_page(f"/ballots/{poll.pk}/paper/desk/?q=部门1号", "office")
    press(page, "发放")
    expect(page.get_by_text("已领取纸质票")).to_be_visible()
    poll_class = poll.classes.get(name="部门").pk
    (slip,) = services.papers_print(
        actor=SYSTEM, now=AT, poll=poll.pk, poll_class=poll_class, count=1
    )
    for person, first in (("office", "好"), ("office2", "一般")):
        page = open_page(f"/ballots/{poll.pk}/paper/enter/", person)
        page.get_by_label("票面下方的票号").fill(slip.number)
        for at, box in enumerate(page.locator("select").all()):
            box.select_option(first if at == 0 else "好")
        press(page, "保存本票")
        expect(page.get_by_text("已录入")).to_be_visible()
    page = open_page(f"/ballots/{poll.pk}/paper/", "office")
    page.get_by_role("link", name=slip.number).click()
    expect(page.get_by_role("cell", name="一般")).to_be_visible()
    picture(page, "paper-settle")
    assert axe(page) == []
    for box in page.locator("select").all():
        box.select_option("好")
    press(page, "保存本票")
    expect(page.get_by_text("没有差异")).to_be_visible()


@pytest.mark.parametrize("path", ["", "terminals/", "roll/", "paper/new/", "paper/desk/"])
def test_pages_look_right(
    open_page: Callable[..., Page],
    axe: Any,
    picture: Callable[..., Path],
    path: str,
) -> None:
    poll = make_poll("ready")
    page = open_page(f"/ballots/{poll.pk}/{path}", "office")
    picture(page, f"poll-{path.replace('/', '-') or 'page'}")
    assert axe(page) == []
    narrow = open_page(f"/ballots/{poll.pk}/{path}", "office", width=390, height=844)
    wide = narrow.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
