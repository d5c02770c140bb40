"""Pages of administration in the browser: no complaint, nothing serious for axe, pictures kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = [
    ("manage", "/manage/", "clerk"),
    ("manage-sysadmin", "/manage/", "sysadmin"),
    ("units", "/manage/units/", "sysadmin"),
    ("groupings", "/manage/groupings/", "office"),
    ("calendar", "/manage/calendar/?year=2026", "office"),
    ("people", "/manage/people/", "sysadmin"),
    ("reviews", "/manage/people/reviews/", "secadmin"),
    ("roster", "/manage/people/roster/", "sysadmin"),
    ("deputy", "/manage/deputy/", "clerk"),
    ("inbox", "/manage/inbox/", "clerk"),
    ("keys", "/manage/keys/", "clerk"),
    ("unit-new", "/manage/units/new/", "sysadmin"),
    ("password", "/accounts/password/", "clerk"),
    ("my-sign-in", "/accounts/2fa/", "clerk"),
]


@pytest.mark.usefixtures("lived_in")
@pytest.mark.parametrize(("name", "path", "who"), PAGES, ids=[row[0] for row in PAGES])
def test_pages_of_administration(
    open_page: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], Any],
    name: str,
    path: str,
    who: str,
) -> None:
    wide = open_page(path, who)
    assert wide.url.endswith(path)
    assert axe(wide) == []
    picture(wide, f"orgs-{name}")
    narrow = open_page(path, who, width=390, height=844)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    picture(narrow, f"orgs-{name}-390")
    english = open_page(path, who, locale="en-GB")
    assert axe(english) == []


def test_one_person_and_one_unit(
    lived_in: County,
    open_page: Callable[..., Any],
    axe: Callable[[Any], list[str]],
    picture: Callable[[Any, str], Any],
) -> None:
    person = open_page(f"/manage/people/{lived_in.users['clerk'].pk}/", "secadmin")
    assert axe(person) == []
    picture(person, "orgs-person")
    unit = open_page(f"/manage/units/{lived_in.towns[0].pk}/", "sysadmin")
    assert axe(unit) == []
    picture(unit, "orgs-unit")
