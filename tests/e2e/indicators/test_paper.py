"""The entry grid on paper: no sheet holds the foot alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sanbi.apps.indicators.models import Dataset
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County
from tests.support.paper import sheets

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def form_of(county: County, lines: int) -> Dataset:
    """A monthly form of so many lines."""
    named = [
        make_indicator(f"line{n:02d}", county.bureau, name=f"指标{n:02d}") for n in range(lines)
    ]
    return make_dataset("dispatch", county.bureau, named, county.towns[:1], name="调度数据")


@pytest.mark.parametrize(
    ("lines", "state", "count"),
    # Sixteen lines fill a sheet to its end, so that the foot alone found no room.
    [(15, "draft", 1), (16, "draft", 2), (16, "locked", 2), (17, "draft", 2), (45, "draft", 3)],
)
def test_the_last_sheet_of_a_grid_holds_lines(
    county: County,
    open_page: Callable[..., Page],
    tmp_path: Path,
    lines: int,
    state: str,
    count: int,
) -> None:
    report = make_report(form_of(county, lines), county.towns[0], state=state)
    page = open_page(f"/indicators/report/{report.pk}/", "clerk")
    found = sheets(page, tmp_path / "grid.pdf")
    assert len(found) == count
    assert f"指标{lines - 1:02d}" in found[-1]
    assert "数据均为虚构" in found[-1]
