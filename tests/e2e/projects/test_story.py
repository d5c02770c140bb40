"""A register in the browser: the keeper imports, a clerk reports, a start is recognised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.audit.tables import Column, xlsx_table
from sanbi.apps.projects.importing import HEADS
from sanbi.apps.projects.models import MonthReport, Project
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_plan
from tests.apps.orgs.files.making import pdf

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
NAMES = ("code", "name", "sort", "unit", "total_wan", "tags", "signed", "due_on")
ROWS = [
    (
        "2026-001",
        "新材料产业园二期",
        "工业",
        "青石镇",
        "126000",
        "省重点",
        "2026-03-20",
        "2026-12-20",
    ),
    ("2026-002", "县医院新院区", "民生", "松涛镇", "93000", "专项债", "2026-02-11", "2027-01-10"),
    ("2026-003", "枫林现代种业园", "农业", "云岭乡", "24000", "", "", ""),
]


def send(page: Page) -> None:
    """Press the main button of the form, and wait for what comes."""
    page.locator("main form .btn-main").first.click()
    page.wait_for_load_state("networkidle")


def test_from_the_table_to_a_recognised_start(
    open_page: Open, county: County, picture: Any, axe: Any, tmp_path: Path
) -> None:
    make_keeper(county)
    file, proof = tmp_path / "重点项目.xlsx", tmp_path / "凭证.pdf"
    file.write_bytes(xlsx_table("重点项目", [Column(HEADS[name]) for name in NAMES], ROWS))
    proof.write_bytes(pdf())
    page = open_page("/projects/import/", "bureau")
    page.set_input_files("input[type=file]", file)
    send(page)
    picture(page, "projects_import")
    send(page)
    project = Project.objects.get(code="2026-001")
    make_plan(project)
    page = open_page(f"/projects/{project.pk}/months/2026-09/", "clerk")
    page.fill("#id_completed_wan", "8600")
    page.fill("#id_paid_wan", "7000")
    page.fill("#id_physical", "45")
    page.fill("#id_image", "主体施工至三层")
    page.fill("#id_reason", "凭证晚到，补报")
    page.set_input_files("#id_proofs", proof)
    send(page)
    assert MonthReport.objects.get().paid_wan == 7000
    assert axe(page) == []
    picture(page, "project_months")
    page = open_page(f"/projects/{project.pk}/step/", "bureau")
    page.fill("#id_happened_on", "2026-05-06")
    page.set_input_files("#id_proof_permit", proof)
    page.set_input_files("#id_proof_site_photo", proof)
    picture(page, "project_step")
    send(page)
    project.refresh_from_db()
    assert project.stage == "started"
    for width in (1366, 390):
        for name, path in (
            ("projects", "/projects/"),
            ("project", f"/projects/{project.pk}/"),
            ("projects_funnel", "/projects/funnel/"),
        ):
            page = open_page(path, "bureau", width=width)
            assert axe(page) == []
            picture(page, f"{name}_{width}")
