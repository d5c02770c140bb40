"""The keeper sends boundaries; a leader reads the three maps and looks into a township."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project
from tests.apps.projects.boundaries import geojson

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STAGES = ("lead", "signed", "started", "producing", "capacity")
SORTS = ("industry", "infrastructure", "livelihood", "agriculture", "services", "energy")


def projects(county: County) -> None:
    for number in range(24):
        place = number % 3
        held = make_project(
            county,
            name=f"重点项目{number + 1}号",
            unit=county.towns[place],
            stage=STAGES[number % 5],
            sort=SORTS[number % 6],
            longitude=Decimal("83.02") + Decimal(place) / 10 + Decimal(number % 7) / 120,
            latitude=Decimal("39.02") + Decimal(number % 5) / 70,
        )
        if number % 6 == 1:
            make_obstacle(county, project=held, level=number % 4)


def test_boundaries_are_sent_and_the_maps_read(
    open_page: Callable[..., Page],
    county: County,
    axe: Callable[[Page], list[Any]],
    picture: Callable[[Page, str], Path],
    tmp_path: Path,
) -> None:
    projects(county)
    page = open_page("/projects/map/", "bureau")
    assert page.locator(".map-tile").count() == 3
    page.get_by_role("link", name="界线", exact=True).click()
    squares = {town.name: (83.0 + place / 10, 39.0) for place, town in enumerate(county.towns[:3])}
    file = tmp_path / "界线.geojson"
    file.write_bytes(geojson(squares))
    page.get_by_label("乡镇界线").set_input_files(file)
    page.get_by_label("审图号").fill("2026")
    page.get_by_role("button", name="用于地图").click()
    assert "地图须凭审图号展示" in page.locator("main").inner_text()
    page.get_by_label("乡镇界线").set_input_files(file)
    page.get_by_label("审图号").fill("云S（2026）12号")
    page.get_by_role("button", name="用于地图").click()
    assert "审图号 云S（2026）12号；CGCS2000（EPSG:4490）。" in page.locator("main").inner_text()
    assert axe(page) == []
    picture(page, "map-boundaries")
    page.get_by_text("保障图", exact=True).click()
    page.wait_for_url("**view=support**")
    assert page.locator(".map-sheet .map-mark.blocked").count() == 4
    picture(page, "map-support")
    page.locator(".map-tile a").first.click()
    page.wait_for_load_state("networkidle")
    assert page.locator("tbody tr").count() == 8
    page.context.close()
    narrow = open_page("/projects/map/?view=progress", "leader", width=390, locale="en")
    assert narrow.evaluate("document.documentElement.scrollWidth") == 390
    assert axe(narrow) == []
    picture(narrow, "map-narrow")
