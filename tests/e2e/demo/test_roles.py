"""Each role signs in to the demo county, and every page that its menu leads to opens."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sanbi.site.demo import accounts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OWN = {
    "clerk": ["/boards/2026Q2/", "/indicators/progress/"],
    "township": ["/assessments/appeals/"],
    "office": [
        "/assessments/rounds/2026Q3/",
        "/assessments/rounds/2026Q3/register/",
        "/assessments/schemes/",
        "/indicators/burden/",
    ],
    "office3": ["/assessments/appeals/"],
    "bureau": ["/indicators/matrix/{stat-month}/2026-09/"],
    "leader": ["/boards/2026Q1/", "/boards/2026Q2/?group=hills"],
    "auditor": ["/boards/2025Q4/"],
}


def test_every_role_finds_its_pages(
    open_page: Callable[..., Page], picture: Callable[[Page, str], Path]
) -> None:
    """No answer is an error, no script complains, and each page says that it is invented."""
    from sanbi.apps.indicators.models import Dataset

    keys = {f"{{{item.code}}}": str(item.pk) for item in Dataset.objects.all()}
    for account in accounts():
        page = open_page("/", account.username)
        assert account.name in page.locator("header").inner_text()
        menu = page.locator("header nav a").evaluate_all("all => all.map(a => a.pathname)")
        own = OWN.get(account.username, [])
        for path in dict.fromkeys([*menu, *own]):
            for name, key in keys.items():
                path = path.replace(name, key)  # noqa: PLW2901 - the same path, filled in
            answer = page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
            assert answer is not None
            assert answer.status == 200, f"{account.username} {path}"
            assert "数据虚构" in page.locator("header").inner_text()
        picture(page, f"demo-{account.username}")
        page.context.close()


def test_the_sign_in_page_lists_the_log_ins(open_page: Callable[..., Page]) -> None:
    page = open_page("/", "clerk")
    page.context.clear_cookies()
    page.goto(page.url + "accounts/login/")
    text = page.locator("main").inner_text()
    for account in accounts():
        assert account.username in text
    assert "yunchuan-2026" in text
    page.get_by_role("button", name="青石镇统计员").click()
    page.wait_for_load_state("networkidle")
    assert "林小雨" in page.locator("header").inner_text()
