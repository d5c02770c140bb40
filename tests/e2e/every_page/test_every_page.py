"""Every page of the site: both languages, wide and narrow, light and dark.

On each: no script complains, nothing is wider than the screen, axe-core finds nothing serious, and
no template says a word in the wrong language.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

import pytest
from django.test import Client
from playwright.sync_api import Browser, Error, Page

from tests.apps.access import findings
from tests.apps.access.declaring import ADMINISTRATORS, Access
from tests.apps.access.listing import listed
from tests.apps.factories.orgs import County
from tests.support.browsing import BACKEND, go
from tests.support.live import live_service

__all__ = ["live_service"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = {
    "Chinese, wide": {"locale": "zh-CN", "viewport": {"width": 1366, "height": 768}},
    "Chinese, narrow, dark": {
        "locale": "zh-CN",
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "dark",
    },
    "English, wide": {"locale": "en-US", "viewport": {"width": 1366, "height": 768}},
    "English, narrow": {"locale": "en-US", "viewport": {"width": 390, "height": 844}},
}
# Every page in Chinese and a third of them in English; `make looks` opens all in all looks.
USUAL = {"Chinese, wide": 1, "English, narrow": 3}
ALL = dict.fromkeys(LOOKS, 1)
LIBRARY = "django-allauth"
# Words that stay Latin in Chinese: names of formats and programs, codes, and what people typed.
LATIN = re.compile(r"\b[A-Za-z]{3,}(?: [a-z]{2,}){3,}")


def reader(access: Access) -> str:
    """Somebody who reads the page; people before administrators."""
    people = sorted(access.reads - ADMINISTRATORS) or sorted(access.reads)
    return people[0]


def pages(rows: dict[str, Access], where: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Route, address and reader of every page that is ours to lay out."""
    for route in sorted(rows):
        ours = rows[route].other_frame != LIBRARY and not route.startswith("api:")
        if ours and rows[route].reads:
            yield route, where[route], reader(rows[route])


def sentences_of_the_other_language(page: Page) -> list[str]:
    """English sentences on a Chinese page, outside of what is marked as code or so."""
    text: str = page.evaluate(
        """() => {
            const copy = document.body.cloneNode(true);
            copy.querySelectorAll('[lang], code, pre, textarea, script, kbd, samp')
                .forEach(item => item.remove());
            return copy.innerText;
        }"""
    )
    return sorted(set(LATIN.findall(text)))


class Visit:
    """Opens pages as several people in one look, and notes what is wrong."""

    def __init__(self, browser: Browser, base: str, look: dict[str, Any]) -> None:
        self.browser, self.base, self.look = browser, base, look
        self.opened: dict[str, Page] = {}
        self.said: list[str] = []
        self.wrong: list[str] = []

    def page(self, county: County, person: str) -> Page:
        """The person's own window, signed in; a new one for each page would cost as much again."""
        if person not in self.opened:
            client, context = Client(), self.browser.new_context(**self.look)
            client.force_login(county.users[person], backend=BACKEND)
            context.add_cookies(
                [
                    {"name": name, "value": morsel.value, "url": self.base}
                    for name, morsel in client.cookies.items()
                ]
            )
            page = context.new_page()
            page.on(
                "console",
                lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None,
            )
            page.on("pageerror", lambda error: self.said.append(str(error)))
            self.opened[person] = page
        return self.opened[person]

    def close(self) -> None:
        """Close every window."""
        for page in self.opened.values():
            page.context.close()

    def look_at(
        self,
        county: County,
        route: str,
        address: str,
        person: str,
        axe: Callable[[Page], list[str]],
    ) -> None:
        """Open one page and note what is wrong with it."""
        page = self.page(county, person)
        self.said.clear()
        try:
            answer = go(page, self.base + address)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return  # a file, and no page
        found: list[str] = []
        if answer is None or answer.status != 200:
            found.append(f"status {answer and answer.status}")
        elif answer.text().lstrip().lower().startswith("<!doctype html"):  # else a part of a page
            found += [f"console: {text}" for text in self.said]
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > self.look["viewport"]["width"]:
                found.append(f"is {width} pixels wide")
            found += [f"axe: {fault}" for fault in axe(page)]
            if self.look["locale"] == "zh-CN":
                found += [f"not Chinese: {text}" for text in sentences_of_the_other_language(page)]
        self.wrong += [f"{route} ({person}): {text}" for text in found]


@pytest.mark.parametrize(
    ("look", "each"), (ALL if os.environ.get("SANBI_ALL_LOOKS") else USUAL).items()
)
@pytest.mark.usefixtures("live_service")
def test_every_page(
    browser: Browser,
    live_server: Any,
    county: County,
    axe: Callable[[Page], list[str]],
    look: str,
    each: int,
) -> None:
    rows = listed()
    where = findings.addresses(county, rows)
    visit = Visit(browser, live_server.url, LOOKS[look])
    seen = 0
    for route, address, person in pages(rows, where):
        if crc32(route.encode()) % each:
            continue
        visit.look_at(county, route, address, person, axe)
        seen += 1
    visit.close()
    assert seen >= 40
    assert not visit.wrong, "\n".join(visit.wrong)


def test_a_careless_page_is_noticed(browser: Browser, axe: Callable[[Page], list[str]]) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(
        '<html lang="zh"><body><img src="data:," width="800">'
        "<p>somebody forgot to translate this sentence</p></body></html>"
    )
    assert page.evaluate("document.documentElement.scrollWidth") > 390
    assert sentences_of_the_other_language(page) == ["somebody forgot to translate this sentence"]
    assert any(fault.startswith("image-alt") for fault in axe(page))
    page.close()
