"""Field visits in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.apps.factories.orgs import County
from tests.apps.factories.visits import make_visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_visits(
    open_page: Open, county: County, axe: Any, picture: Any, width: int
) -> None:
    make_visit(county, "三家企业缺熟练工，旺季用工缺口约六十人。", "园区主干道未硬化。")
    held = make_visit(county, "职工食堂偏小。", on=date(2026, 10, 8), topic="园区配套回访")
    for path, name in {"": "visits", f"{held.pk}/": "visit", "new/": "visit-new"}.items():
        page = open_page(f"/actions/visits/{path}", "supervisor", width=width)
        picture(page, f"{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
