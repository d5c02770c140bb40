"""Polls by the API: everybody reads published ones; a box recounts to the tally that is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from sanbi.engine.integrity.ballots import points_text, read_box
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.orgs import County
from tests.site.api.test_actions import get

pytestmark = pytest.mark.django_db


def test_unpublished_polls_are_for_those_who_hold_them(county: County, now: datetime) -> None:
    open_poll, published = make_poll("open"), make_poll("published", period="2026Q4")
    for who, query, seen in (
        ("clerk", "", [published.pk]),
        ("office", "", [published.pk, open_poll.pk]),
        ("office", "?state=open", [open_poll.pk]),
        ("sysadmin", "", []),
    ):
        rows = get(county, who, f"/polls{query}", now).json().get("items", [])
        assert sorted(row["id"] for row in rows) == sorted(seen), (who, query)
    rows = get(county, "clerk", "/polls", now).json()["items"]
    assert (rows[0]["people"], rows[0]["voted"], rows[0]["state"]) == (18, 18, "published")


def test_the_result_is_the_recount_of_the_box(county: County, now: datetime) -> None:
    poll = make_poll("published", subjects=2, people=12)
    told = get(county, "clerk", f"/polls/{poll.pk}/result", now).json()["items"]
    box = read_box(get(county, "clerk", f"/polls/{poll.pk}/box", now).content)
    assert {row["unit"]: (row["rank"], row["points"]) for row in told} == {
        row.subject: (row.rank, points_text(row.points)) for row in box.tally
    }
    assert [row["rank"] for row in told] == sorted(row["rank"] for row in told)
    assert set(told[0]["classes"]) == {"县领导", "部门", "乡镇"}
    assert told[0]["name"] == box.names[told[0]["unit"]]


def test_a_class_of_whom_four_marked_a_unit_is_not_told(county: County, now: datetime) -> None:
    poll = make_poll("published", subjects=3, people=6)  # two of each town: four may mark it
    told = get(county, "clerk", f"/polls/{poll.pk}/result", now).json()["items"]
    assert all("乡镇" not in row["classes"] for row in told)


@pytest.mark.parametrize("state", ["draft", "ready", "open", "closed", "sealed"])
def test_nobody_reads_a_result_before_its_time(county: County, now: datetime, state: str) -> None:
    poll = make_poll(state)
    for who in ("clerk", "leader", *(() if state == "sealed" else ("office",))):
        for part in ("result", "box"):
            assert get(county, who, f"/polls/{poll.pk}/{part}", now).status_code == 404
