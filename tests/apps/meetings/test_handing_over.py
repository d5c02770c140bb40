"""Decisions of a closed meeting become actions, once, and are carried out by their close-out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from sanbi.apps.actions.models import Action
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.queries.meetings import carried_out, decisions_for, decisions_open
from tests.apps.factories.meetings import make_decision, make_meeting
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, 6, 32, tzinfo=UTC)


def test_each_decision_is_followed_by_one_action(county: County) -> None:
    held, office = make_meeting(county, "closed"), county.actor("supervisor")
    first = make_decision(held, county.towns[0])
    second = make_decision(held, county.bureau, text="细" * 200, due_on=date(2026, 11, 6))
    make_decision(held, county.bureau, state="done", done_on=date(2026, 10, 12))
    with pytest.raises(NotAllowed):
        services.decisions_hand_over(actor=county.actor("office"), now=NOW, meeting=held.pk)
    services.decisions_hand_over(actor=office, now=NOW, meeting=held.pk)
    rows = Action.objects.order_by("pk").values_list(
        "number", "kind", "state", "due_on", "lead_unit", "source_link"
    )
    assert list(rows) == [
        (
            "DB-2026-001",
            "decision",
            "filed",
            date(2026, 10, 20),  # its day has passed
            county.towns[0].pk,
            f"/meetings/decisions/{first.pk}/",
        ),
        (
            "DB-2026-002",
            "decision",
            "filed",
            date(2026, 11, 6),
            county.bureau.pk,
            f"/meetings/decisions/{second.pk}/",
        ),
    ]
    assert [len(row.title) for row in Action.objects.order_by("pk")] == [17, 120]
    with pytest.raises(Refused):
        services.decisions_hand_over(actor=office, now=NOW, meeting=held.pk)
    assert not decisions_open(office).exists()


def test_the_title_names_the_project_once(county: County) -> None:
    held, supervisor = make_meeting(county, "closed"), county.actor("supervisor")
    project = make_project(county, name="石材循环园")
    for text in ("逐项核清卡点。", "石材循环园三日内复工。", "细" * 120):
        make_decision(held, county.towns[0], text=text, project=project)
    services.decisions_hand_over(actor=supervisor, now=NOW, meeting=held.pk)
    rows = Action.objects.order_by("pk").values_list("title", "content")
    assert list(rows) == [
        ("石材循环园：逐项核清卡点。", ""),
        ("石材循环园三日内复工。", ""),
        ("石材循环园：" + "细" * 114, "细" * 120),
    ]


def test_a_decision_that_is_followed_is_reported_there(county: County) -> None:
    row = make_decision(make_meeting(county, "closed"), county.towns[0])
    office = county.actor("supervisor")
    services.decisions_hand_over(actor=office, now=NOW, meeting=row.meeting_id)
    with pytest.raises(Refused, match="DB-2026-001"):
        services.decision_finish(
            actor=county.actor("clerk"), now=NOW, decision=row.pk, note="已完成"
        )
    seen = decisions_for(office)
    assert not carried_out(seen, done=True).exists()
    Action.objects.update(state="closed", closed_on=date(2026, 10, 20), first_due_on="2026-10-20")
    assert carried_out(seen, done=True).get() == row
    assert not carried_out(seen, done=False).exists()
