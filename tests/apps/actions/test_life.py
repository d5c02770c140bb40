"""The life of an action: every move from every state, by whom, its clock, parts and more time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.clock import clock_of
from sanbi.apps.actions.models import Action, State
from sanbi.apps.actions.moves import MOVES
from sanbi.apps.actions.queries.desk import desk
from sanbi.apps.actions.services import Facts, Mark, Part
from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.orgs.models import Appointment, Message
from sanbi.engine.calendar import WorkingCalendar
from tests.apps.factories.actions import DUE_ON, make_action, make_extension, make_look_back
from tests.apps.factories.orgs import START, County

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
UNIT = {"receive", "decline", "progress", "report"}
GIVEN: dict[str, dict[str, Any]] = {
    "assign": {},
    "receive": {},
    "verify": {"quality": "good"},
    "close": {},
    "reopen": {"text": "问题反弹", "due_on": date(2026, 10, 30)},
}


def go(county: County, held: Action, verb: str, who: str = "", **more: Any) -> Action:
    given = {**GIVEN.get(verb, {"text": "情况属实"}), **more}
    made: Action = getattr(services, f"action_{verb}")(
        actor=county.actor(who or ("clerk" if verb in UNIT else "supervisor")),
        now=more.pop("now", NOW),
        action=held.pk,
        edition=held.edition,
        **{name: value for name, value in given.items() if name != "now"},
    )
    return made


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def facts(county: County, **more: Any) -> Facts:
    plain: dict[str, Any] = {
        "kind": "task",
        "title": "完成老旧小区改造扫尾",
        "lead_unit": county.towns[0].pk,
        "limit": "normal",
    }
    return Facts(**{**plain, **more})


@pytest.mark.parametrize("verb", sorted(MOVES))
@pytest.mark.parametrize("state", State.values)
def test_only_what_the_table_names_can_follow(county: County, verb: str, state: str) -> None:
    held = make_action(county, state)
    if state in MOVES[verb].sources:
        assert go(county, held, verb).state == MOVES[verb].to
        assert held.steps.latest("pk").deed == MOVES[verb].deed
    else:
        with pytest.raises(Refused):
            go(county, held, verb)
        held.refresh_from_db()
        assert (held.state, held.edition, held.steps.count()) == (state, 0, 1)


@pytest.mark.parametrize(
    ("verb", "state", "who"),
    [
        ("assign", "filed", "office"),
        ("receive", "assigned", "supervisor"),
        ("report", "progress", "leader"),
        ("verify", "reported", "town_leader"),
        ("close", "verified", "auditor"),
    ],
)
def test_nobody_takes_the_step_of_another(county: County, verb: str, state: str, who: str) -> None:
    with pytest.raises(NotAllowed):
        go(county, make_action(county, state), verb, who)


def test_what_belongs_to_others_is_not_there(county: County) -> None:
    held = make_action(county, "assigned")
    with pytest.raises(Missing):
        go(county, held, "receive", "clerk2")


def test_a_step_after_another_one_is_told(county: County) -> None:
    held = make_action(county, edition=1)
    held.edition = 0
    with pytest.raises(Conflict):
        go(county, held, "report")


def test_who_reports_does_not_verify(county: County) -> None:
    user = county.users["clerk"]
    Appointment.objects.create(user=user, role=Role.SUPERVISOR, unit=county.root, since=START)
    held = go(county, make_action(county), "report")
    for verb in ("verify", "return"):
        with pytest.raises(NotAllowed):
            go(county, held, verb, "clerk")
    assert go(county, held, "verify").state == "verified"


def test_a_limit_counts_working_days_from_the_day_after(county: County) -> None:
    made = services.action_file(
        actor=county.actor("supervisor"), now=NOW, facts=facts(county, limit="minutes")
    )
    assert (made.number, made.state, made.due_on) == ("DB-2026-001", "filed", None)
    held = go(county, made, "assign")
    assert (held.assigned_on, held.due_on) == (date(2026, 10, 9), date(2026, 11, 6))
    told = Message.objects.values_list("user__username", flat=True)
    assert sorted(told) == ["clerk", "town_leader"]
    back = go(county, held, "decline")
    assert (back.state, back.due_on, back.assigned_on) == ("filed", None, None)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"limit": ""}, "limit"),
        ({"due_on": date(2026, 12, 1)}, "limit"),
        ({"limit": "urgent", "limit_days": 6}, "limit_days"),
        ({"limit": "", "due_on": date(2026, 10, 8)}, "due_on"),
        ({"kind": "song"}, "kind"),
        ({"category": "safety"}, "category"),
        ({"title": " "}, "title"),
        ({"lead_unit": 0}, "lead_unit"),
        ({"project": 0}, "project"),
    ],
)
def test_what_does_not_fit_is_named_and_takes_no_number(
    county: County, wrong: dict[str, Any], where: str
) -> None:
    office = county.actor("supervisor")
    with pytest.raises(Refused) as caught:
        services.action_file(actor=office, now=NOW, facts=facts(county, **wrong))
    assert caught.value.where == where
    assert services.action_file(actor=office, now=NOW, facts=facts(county)).number == "DB-2026-001"


def test_the_clock_stops_with_the_report_and_a_late_one_stays_late(county: County) -> None:
    working = WorkingCalendar()
    held = make_action(county)
    seen = [clock_of(held, date(2026, 10, day), working, 3) for day in (9, 14, 19, 20)]
    assert [(row.colour, row.days) for row in seen] == [
        ("green", 6),
        ("yellow", 3),
        ("yellow", 0),
        ("red", -1),
    ]
    late = go(county, held, "report", now=at(date(2026, 10, 22)))
    closed = make_action(county, "closed", reported_on=date(2026, 10, 22))
    for row in (late, closed):
        clock = clock_of(row, date(2026, 12, 1), working, 3)
        assert (clock.colour, clock.days_late, clock.runs, clock.late) == ("red", 3, False, True)


def test_the_days_that_a_report_waited_are_given_back(county: County) -> None:
    held = make_action(county, "reported", due_on=date(2026, 10, 8))
    returned = go(county, held, "return", now=at(date(2026, 10, 13)))
    assert (returned.state, returned.returns, returned.reported_on) == ("returned", 1, None)
    assert returned.due_on == date(2026, 10, 13)  # three working days: 9, 12 and 13 October
    late = make_action(county, "reported", due_on=date(2026, 10, 7))
    assert go(county, late, "return", now=at(date(2026, 10, 13))).due_on == date(2026, 10, 7)


def test_a_poor_verification_says_why(county: County) -> None:
    held = make_action(county, "reported")
    with pytest.raises(Refused):
        go(county, held, "verify", quality="poor", text=" ")
    assert go(county, held, "verify", quality="poor", text="资料照抄").quality == "poor"


# -- parts -----------------------------------------------------------------------------------------
def split(county: County, held: Action, town: int = 1, who: str = "clerk") -> Action:
    part = Part(county.towns[town].pk, "完成外墙", date(2026, 10, 16))
    held.refresh_from_db()
    return services.action_split(
        actor=county.actor(who), now=NOW, action=held.pk, edition=held.edition, parts=[part]
    )[0]


def test_whoever_split_it_verifies_the_part_and_closes_after_it(county: County) -> None:
    above = make_action(county, number="DB-2026-001")
    part = split(county, above)
    assert (part.number, part.state, part.due_on) == (
        "DB-2026-001-1",
        "assigned",
        date(2026, 10, 16),
    )
    part = go(county, go(county, part, "receive", "clerk2"), "report", "clerk2")
    above.refresh_from_db()
    above = go(county, go(county, above, "report"), "verify")
    with pytest.raises(Refused, match="DB-2026-001-1"):
        go(county, above, "close")
    with pytest.raises(NotAllowed):
        go(county, part, "verify", "clerk2")
    part = go(county, go(county, part, "verify", "clerk"), "close", "clerk")
    assert go(county, above, "close").state == "closed"
    with pytest.raises(Refused, match="DB-2026-001"):
        go(county, part, "reopen", "clerk")


def test_two_layers_below_and_no_more(county: County) -> None:
    above = make_action(county)
    part = go(county, split(county, above), "receive", "clerk2")
    lower = go(county, split(county, part, 0, "clerk2"), "receive")
    with pytest.raises(Refused):
        split(county, lower, 2)
    assert above.children.get().children.get() == lower


# -- more time -------------------------------------------------------------------------------------
def test_more_time_is_given_by_another(county: County) -> None:
    user = county.users["clerk"]
    Appointment.objects.create(user=user, role=Role.SUPERVISOR, unit=county.root, since=START)
    held = make_action(county)
    asked = services.extension_ask(
        actor=county.actor("clerk"),
        now=NOW,
        action=held.pk,
        edition=0,
        until=date(2026, 10, 26),
        reason="雨期",
    )
    with pytest.raises(NotAllowed):
        services.extension_decide(
            actor=county.actor("clerk"), now=NOW, extension=asked.pk, approve=True
        )
    services.extension_decide(
        actor=county.actor("supervisor"), now=NOW, extension=asked.pk, approve=True
    )
    held.refresh_from_db()
    assert (held.due_on, held.first_due_on, held.extensions) == (date(2026, 10, 26), DUE_ON, 1)
    with pytest.raises(Refused):
        services.extension_decide(
            actor=county.actor("supervisor"), now=NOW, extension=asked.pk, approve=True
        )


def test_a_part_gets_no_more_time_than_what_it_was_split_from(county: County) -> None:
    part = split(county, make_action(county))
    with pytest.raises(Refused) as caught:
        services.extension_ask(
            actor=county.actor("clerk2"),
            now=NOW,
            action=part.pk,
            edition=0,
            until=date(2026, 10, 20),
            reason="雨期",
        )
    assert caught.value.where == "until"


# -- milestones, looking back, the desk ------------------------------------------------------------
def test_milestones_that_are_reached_stay(county: County) -> None:
    held, clerk = make_action(county), county.actor("clerk")
    first = [Mark("外墙完工", date(2026, 10, 14)), Mark("竣工验收", date(2026, 10, 19))]
    services.milestones_set(actor=clerk, now=NOW, action=held.pk, edition=0, rows=first)
    done = held.milestones.get(name="外墙完工")
    services.milestone_finish(actor=clerk, now=NOW, milestone=done.pk)
    held.refresh_from_db()
    again = [Mark("初步验收", date(2026, 10, 16))]
    services.milestones_set(actor=clerk, now=NOW, action=held.pk, edition=held.edition, rows=again)
    assert list(held.milestones.values_list("place", "name")) == [(1, "外墙完工"), (2, "初步验收")]


def test_what_came_back_is_taken_up_again(county: County) -> None:
    row = make_look_back(county)
    services.look_back_record(
        actor=county.actor("supervisor"),
        now=NOW,
        look_back=row.pk,
        outcome="relapsed",
        note="再次积水",
        due_on=date(2026, 11, 9),
    )
    held = Action.objects.get(pk=row.action_id)
    assert (held.state, held.due_on, held.closed_on, held.quality) == (
        "progress",
        date(2026, 11, 9),
        None,
        "",
    )


def test_each_desk_shows_what_waits_for_its_person(county: County) -> None:
    for state in ("filed", "assigned", "progress", "returned", "reported", "verified", "closed"):
        make_action(county, state)
    make_action(county, due_on=date(2026, 10, 8))
    make_extension(county, make_action(county))
    split(county, make_action(county))

    def found(who: str) -> dict[str, int]:
        rows = desk(county.actor(who), date(2026, 10, 9))
        return {row.key: row.count for row in rows}

    assert found("clerk") == {"receive": 1, "returned": 1, "work": 4}
    assert found("clerk2") == {"receive": 1}
    assert found("supervisor") == {"assign": 1, "verify": 1, "time": 1, "close": 1, "overdue": 1}
    assert found("leader") == {"overdue": 1}
    assert found("stats") == {}
