"""The clock: who is reminded when, cards, nothing twice, and what a killed run leaves to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action, Card, Reminder
from sanbi.apps.actions.rulebook import Limit, Rule
from sanbi.apps.actions.services import reminding
from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import Message
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 0, tzinfo=UTC)


def told(day: date) -> list[str]:
    """Who was told on a day, in order of their names."""
    lines = Message.objects.filter(at=at(day)).order_by("user__username")
    return list(lines.values_list("user__username", flat=True))


def test_the_rules_are_carried_out_one_by_one(county: County) -> None:
    held = make_action(
        county, supporting=[county.statistics], leader=county.users["leader"]
    )  # due on Monday 19 October
    found = {}
    for number in range(12, 37):
        day = date(2026, 10, 1) + timedelta(number - 1)
        if services.actions_remind(at(day)):
            found[day] = (told(day), list(Card.objects.filter(on=day).values_list("colour")))
    unit = ["clerk", "town_leader"]
    assert found == {
        date(2026, 10, 14): (["clerk", "stats", "stats2", "stats_leader", "town_leader"], []),
        date(2026, 10, 16): (unit, []),
        date(2026, 10, 20): (["clerk", "supervisor", "town_leader"], [("yellow",)]),
        date(2026, 10, 26): (["clerk", "leader", "supervisor", "town_leader"], [("red",)]),
        date(2026, 11, 2): (["leader", "town_leader"], []),
    }
    assert held.reminders.count() == 5
    assert list(held.steps.values_list("deed", "text"))[1:] == [
        ("card", "黄牌：超期 1 个工作日未办结"),
        ("card", "红牌：超期 5 个工作日未办结"),
    ]


def test_a_clock_that_stood_still_shows_both_cards_and_sends_one_line(county: County) -> None:
    make_action(county)
    assert services.actions_remind(at(date(2026, 10, 28))) == 1
    assert list(Card.objects.values_list("colour", flat=True)) == ["yellow", "red"]
    assert Message.objects.filter(user=county.users["clerk"]).count() == 1
    assert services.actions_remind(at(date(2026, 10, 28))) == 0


def test_more_time_begins_the_reminders_anew(county: County) -> None:
    held = make_action(county)
    services.actions_remind(at(date(2026, 10, 14)))
    Action.objects.filter(pk=held.pk).update(due_on=date(2026, 10, 26))
    assert services.actions_remind(at(date(2026, 10, 20))) == 0
    assert services.actions_remind(at(date(2026, 10, 21))) == 1


def test_what_is_reported_is_not_reminded_of(county: County) -> None:
    for state in ("filed", "reported", "verified", "closed", "withdrawn"):
        make_action(county, state)
    assert services.actions_remind(at(date(2026, 11, 20))) == 0


def test_many_of_a_unit_come_as_one_line(county: County) -> None:
    for number in range(12):
        make_action(county, number=f"DB-2026-{number:03d}")
    services.actions_remind(at(date(2026, 10, 20)))
    line = Message.objects.get(user=county.users["clerk"])
    assert line.values["count"] == "12"
    assert line.values["numbers"] == (
        "DB-2026-000、DB-2026-001、DB-2026-002、DB-2026-003、"
        "DB-2026-004、DB-2026-005、DB-2026-006、DB-2026-007…"
    )
    assert line.link == "/actions/"


def test_a_run_that_is_killed_half_way_is_made_up_for(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    for town in county.towns:
        make_action(county, lead_unit=town)
        make_action(county, lead_unit=town)
    whole, calls = reminding.unit_remind, []

    def killed(**given: object) -> int:
        calls.append(given["unit"])
        if len(calls) > 1:
            raise KeyboardInterrupt
        return whole(**given)  # type: ignore[arg-type]

    day = at(date(2026, 10, 20))
    monkeypatch.setattr(reminding, "unit_remind", killed)
    with pytest.raises(KeyboardInterrupt):
        services.actions_remind(day)
    monkeypatch.undo()
    assert Reminder.objects.count() == 6  # three rules for two actions of the first unit
    assert services.actions_remind(day) == 4
    assert (Reminder.objects.count(), Card.objects.count()) == (18, 6)
    assert Message.objects.filter(user=county.users["clerk"]).count() == 1
    assert Entry.objects.filter(action="actions.remind", outcome="done").count() == 3
    assert services.actions_remind(day) == 0


def test_the_county_writes_rules_of_its_own(county: County) -> None:
    held = make_action(county)
    services.rulebook_set(
        actor=county.actor("supervisor"),
        now=at(date(2026, 10, 9)),
        limits=[Limit("fast", "特急", 1, 2)],
        reminders=[Rule(2, ("unit",), "red")],
        near_days=1,
        valid_from=date(2026, 10, 20),
    )
    assert services.actions_remind(at(date(2026, 10, 14))) == 1  # the built-in rules still hold
    assert services.actions_remind(at(date(2026, 10, 20))) == 0
    assert services.actions_remind(at(date(2026, 10, 21))) == 1
    assert list(held.cards.values_list("colour", "on")) == [("red", date(2026, 10, 21))]
