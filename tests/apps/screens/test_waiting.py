"""What waits for somebody among actions, documents, bulletins and good practice."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbi.apps.screens.queries.waiting import waiting
from tests.apps.factories.actions import make_action, make_extension
from tests.apps.factories.bulletins import make_bulletin
from tests.apps.factories.documents import make_document, make_reading
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import make_practice
from tests.apps.screens.test_home import browser

TODAY_LATE = datetime.fromisoformat("2026-10-21T01:00:00+00:00")


def told(county: County, username: str, now: datetime) -> list[tuple[str, str, int, bool]]:
    found = waiting(county.actor(username), now)
    return [(item.deed, item.text, item.count, item.late) for item in found]


def test_the_supervisor_is_told_what_the_desk_holds(county: County, now: datetime) -> None:
    for state in ("filed", "reported", "reported", "verified", "progress"):
        make_action(county, state)
    make_extension(county)
    assert told(county, "supervisor", now) == [
        ("交办", "督办事项：待交办", 1, False),
        ("核查", "督办事项：待核查", 2, False),
        ("销号", "督办事项：待销号", 1, False),
        ("核准", "督办事项：申请延期", 1, False),
    ]
    late = told(county, "supervisor", TODAY_LATE)
    assert late[0] == ("催办", "督办事项：逾期", 2, True)


def test_a_unit_is_told_with_the_first_day(county: County, now: datetime) -> None:
    make_action(county, "progress", due_on=date(2026, 11, 2))
    make_action(county, "progress")
    make_action(county, "assigned")
    found = waiting(county.actor("clerk"), now)
    assert [(item.deed, item.count, item.due_at and item.due_at.date()) for item in found] == [
        ("办理", 2, date(2026, 10, 19)),
        ("签收", 1, date(2026, 10, 19)),
    ]
    assert [item.url for item in found] == [
        f"{reverse('actions')}#work",
        f"{reverse('actions')}#receive",
    ]
    assert told(county, "clerk2", now) == []


def test_damaged_places_wait_for_who_decides(county: County, now: datetime) -> None:
    document = make_document()
    document.reading = make_reading(document)
    document.save()
    line = ("审核", "来文收件箱中待核的受损处", 1, False)
    assert told(county, "supervisor", now) == [line]
    assert told(county, "office", now) == [line]
    for username in ("leader", "auditor", "clerk", "sysadmin"):
        assert told(county, username, now) == []


def test_a_bulletin_waits_for_another_person_than_who_handed_it_in(
    county: County, now: datetime
) -> None:
    held = make_bulletin(county, "submitted")
    assert told(county, "leader", now) == [("签发", held.title, 1, False)]
    assert told(county, "office", now) == []
    (item,) = waiting(county.actor("leader"), now)
    assert item.url == reverse("bulletin", args=[held.pk])


def test_good_practice_waits_for_the_office(county: County, now: datetime) -> None:
    held = make_practice(county, "nominated")
    make_practice(county)
    assert told(county, "office", now) == [("核准", held.title, 1, False)]
    assert told(county, "supervisor", now) == []


@pytest.mark.parametrize("username", ["supervisor", "clerk", "office", "leader"])
def test_more_actions_need_no_more_queries(county: County, now: datetime, username: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            waiting(county.actor(username), now)
        return len(seen)

    for state in ("filed", "assigned", "reported", "verified", "progress"):
        make_action(county, state)
    first = count()
    for state in ("filed", "assigned", "reported", "verified", "progress") * 2:
        make_action(county, state)
    assert count() == first


def test_the_inbox_is_a_tab_for_its_readers(county: County) -> None:
    inbox = f'href="{reverse("documents")}"'
    for username, has in (("supervisor", True), ("leader", True), ("clerk", False)):
        page = browser(county, username).get(reverse("actions")).content.decode()
        assert (inbox in page) is has, username
