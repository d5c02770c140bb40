"""A dispatcher moves a due date, sees what breaks and who must act, prints the wall chart,
allocates next quarter's land, and can defend the result."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.orgs.models import Message
from sanbi.apps.projects.models import AllocationRun, Baseline, Project
from sanbi.engine.scheduling.allocation import allocate
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]
Pictured = Callable[[Page, str], Path]
Axe = Callable[[Page], list[str]]
MOMENT = datetime(2026, 10, 19, 6, 32, tzinfo=UTC)
NAME = "白鹭生物医药产业园"
CHAIN = "主体完工 → 设备安装 → 竣工验收 → 试运行 → 投产"


def test_from_a_due_date_to_a_plan_that_can_be_defended(
    county: SimpleNamespace,
    open_page: Opener,
    picture: Pictured,
    axe: Axe,
    settings: Any,
    tmp_path: Path,
) -> None:
    seconds = (MOMENT - timezone.now()).total_seconds()
    settings.SANBI_CLOCK_SECONDS = round(seconds)  # the day on which the demo plays
    project = Project.objects.get(name=NAME)
    _move_the_due_date(project, open_page, picture, axe)
    _print_the_wall(open_page, tmp_path)
    run = _allocate_the_land(open_page, picture, axe)
    publication = run.publications.get()
    office, bureau = county.users["office"].pk, county.users["bureau2"].pk
    assert publication.approved
    assert (publication.proposed_by_id, publication.decided_by) == (bureau, office)
    _defend_it(run, open_page, picture, axe, tmp_path)


def _move_the_due_date(project: Project, open_page: Opener, picture: Pictured, axe: Axe) -> None:
    """By the keyboard alone: the consequences come first, and nothing is saved before."""
    assert project.due_on == date(2027, 4, 22)
    page = open_page(reverse("project-nodes", args=[project.pk]), "bureau2")
    warned = page.locator(".callout.bad")
    expect(warned).to_contain_text("“投产”要到 2027-05-01 才能完成，比期限 2027-04-22 晚 9 天。")
    expect(warned).to_contain_text(CHAIN)
    picture(page, "dispatcher-nodes-1366")
    page.locator("[data-due]").focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/?*")
    main = page.locator("main")
    expect(main).to_contain_text("“投产”要到 2027-05-01 才能完成，比期限 2027-04-15 晚 16 天。")
    expect(main).to_contain_text(CHAIN)
    expect(main).to_contain_text("可保住所有期限。")
    act = page.locator("section", has=page.get_by_role("heading", name="谁要行动"))
    expect(act).to_contain_text("白鹭镇 主体完工、设备安装、试运行、投产")
    expect(act).to_contain_text("县住房和城乡建设局 竣工验收")
    picture(page, "dispatcher-consequences-1366")
    assert axe(page) == []
    project.refresh_from_db()
    assert project.due_on == date(2027, 4, 22)
    page.get_by_label("原因").fill("县委常委会议定提前一周投产")
    page.get_by_label("原因").press("Tab")
    page.keyboard.press("Enter")
    expect(main).to_contain_text("已签署为第 3 版计划")
    project.refresh_from_db()
    assert project.due_on == date(2027, 4, 15)
    assert Baseline.objects.filter(project=project, due_on=date(2027, 4, 15)).count() == 1
    told = Message.objects.filter(link=reverse("project-nodes", args=[project.pk]))
    units = {"bailu", "zhujian"}
    newest = told.filter(text__startswith="The plan of").values_list("user__username", flat=True)
    assert {name.rpartition("-")[2] for name in newest} == units


def _print_the_wall(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(reverse("wall"), "bureau2")
    with page.expect_download() as coming:
        page.get_by_role("link", name="打印 A0 挂图").click()
    assert coming.value.suggested_filename == "挂图作战-2026-10-19-A0.pdf"
    sheet = tmp_path / "wall.pdf"
    coming.value.save_as(sheet)
    text = subprocess.run(
        ["pdftotext", "-layout", sheet, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert NAME in text
    assert "117 个项目" in text


def _allocate_the_land(open_page: Opener, picture: Pictured, axe: Axe) -> AllocationRun:
    """Fifty 亩 more in the first month of next year; another person approves the plan."""
    page = open_page(reverse("factor-quotas"), "bureau2")
    page.get_by_label("1 2027-01", exact=True).fill("350")
    page.get_by_label("原因").fill("省追加一批用地指标50亩")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("要素跟着项目走")
    page.goto(page.url.split("/projects/")[0] + reverse("allocation-ask"))
    page.get_by_role("button", name="开始测算").click()
    page.wait_for_url("**/plans/2/")
    run = AllocationRun.objects.get(number=2)
    before = AllocationRun.objects.get(number=1)
    assert set(before.outcome["admitted"]) < set(run.outcome["admitted"])
    assert (before.end, run.end) == ("proved", "proved")
    picture(page, "dispatcher-plan-1366")
    assert axe(page) == []
    page.get_by_role("link", name="提交审定").click()
    page.locator("main form .btn-main").click()
    expect(page.locator("main")).to_contain_text("已提交，等待另一人审定。")
    deciding = open_page(reverse("allocation", args=[2]), "office")
    deciding.get_by_role("link", name="审定", exact=True).click()
    deciding.locator("main form .btn-main").first.click()
    expect(deciding.locator("main")).to_contain_text("已审定。")
    return run


def _defend_it(
    run: AllocationRun, open_page: Opener, picture: Pictured, axe: Axe, tmp_path: Path
) -> None:
    """The auditor reads why each project was left out, and finds the same points alone."""
    page = open_page(reverse("allocation", args=[run.number]), "auditor")
    left = page.locator("tbody tr", has=page.get_by_text("未安排", exact=True))
    expect(left).to_have_count(4)
    for row in left.all():
        expect(row).to_contain_text("满足以下条件即可安排")
    expect(page.locator("main")).to_contain_text("已证明没有更好的方案")
    picture(page, "dispatcher-defended-1366")
    assert axe(page) == []
    address = page.url.rstrip("/") + "/input/"
    plain = page.request.get(address).body()
    shown = page.locator("main code").first.inner_text()
    assert hashlib.sha256(plain).hexdigest().startswith(shown)
    handed = tmp_path / "allocation.yaml"
    handed.write_bytes(page.request.get(address + "?as=yaml").body())
    problem = read_allocation_yaml(handed.read_bytes(), handed.name).problem
    again = allocate(problem, seconds=10, clock=time.monotonic)
    assert again.points == pytest.approx(run.points, rel=1e-9)
    command = [sys.executable, "-c", "from sanbi.cli import main; main()", "allocate", str(handed)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert f"共 {run.points:.1f} 分" in said
