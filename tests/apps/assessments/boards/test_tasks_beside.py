"""Key tasks beside the score: one query for the whole table, and only what the reader sees."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanbi.apps.actions.queries.beside import Tasks, tasks_of
from tests.apps.factories.actions import make_action
from tests.apps.factories.boards import make_boards
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 10, 20)


def test_tasks_are_counted_in_one_query_of_what_the_reader_sees(county: County) -> None:
    first, second, third = county.towns
    make_action(county, "closed")
    make_action(county)  # due on 19 October
    make_action(county, "filed")
    make_action(county, "withdrawn")
    make_action(county, lead_unit=second, due_on=date(2026, 10, 30))
    units = [first.pk, second.pk, third.pk]
    auditor = county.actor("auditor")
    with CaptureQueriesContext(connection) as caught:
        found = tasks_of(auditor, units, TODAY)
    assert len(caught) == 1
    assert found == {first.pk: Tasks(2, 1, 1), second.pk: Tasks(1, 0, 0)}
    assert (found[first.pk].share, found[first.pk].lamp) == (0.5, "red")
    assert set(tasks_of(county.actor("clerk2"), units, TODAY)) == {second.pk}


def test_the_board_and_the_unit_show_them_to_those_who_read_actions(county: County) -> None:
    boards = make_boards(county.towns, ("2026Q3",))
    make_action(county, due_on=date(2026, 10, 8))
    make_action(county, lead_unit=county.towns[1])
    first, code = county.towns[0].pk, boards.latest.code
    overdue = f"/actions/list/?unit={first}&amp;state=overdue"
    for who, panel, own in (
        ("office", True, True),
        ("clerk", True, True),
        ("clerk2", True, False),
        ("evaluator", False, False),
    ):
        client = Client(headers={"accept-language": "en"})
        client.force_login(county.users[who], BACKEND)
        page = client.get(f"/boards/{code}/").content.decode()
        assert ("Tasks beside the score" in page, overdue in page) == (panel, own), who
        page = client.get(f"/boards/{code}/units/{first}/").content.decode()
        assert (overdue in page) == own, who


def test_the_wall_shows_them_after_the_scores_of_each_group(county: County) -> None:
    boards = make_boards(county.towns, ("2026Q3",))
    make_action(county, due_on=date(2026, 10, 8))
    make_action(county, lead_unit=county.towns[1], due_on=date(2099, 1, 1))
    url = f"/boards/{boards.latest.code}/full/"
    for who, of_group, late in (("office", 1, True), ("clerk2", 1, False), ("evaluator", 0, False)):
        client = Client(headers={"accept-language": "en"})
        client.force_login(county.users[who], BACKEND)
        answer = client.get(url)
        screens, page = answer.context["screens"], answer.content.decode()
        groups = [screen.board.group.code for screen in screens if not screen.tasks]
        shown = [screen.board.group.code for screen in screens if screen.tasks]
        assert [screen.number for screen in screens] == list(range(1, len(screens) + 1))
        assert (len(shown) >= of_group, set(shown) <= set(groups)) == (True, True), who
        assert bool(shown) == bool(of_group), who
        assert ("1 late" in page) == late, who
