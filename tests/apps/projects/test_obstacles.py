"""The life of an obstacle: every move from every state, its clock, and who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.orgs.models import Message
from sanbi.apps.projects import services
from sanbi.apps.projects.escalation import Level, level_ends
from sanbi.apps.projects.models import Ladder, Obstacle, ObstacleState
from sanbi.apps.projects.obstacle_moves import MOVES
from sanbi.apps.projects.queries.obstacles import tallies
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import make_keeper, make_project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
WHO = {
    "answer": "stats",
    "hand_on": "stats",
    "return": "town_leader",
    "verify": "town_leader",
    "withdraw": "clerk",
}


@pytest.fixture
def county() -> County:
    return make_county()


def go(county: County, held: Obstacle, verb: str, who: str = "", **given: Any) -> Obstacle:
    more: dict[str, Any] = {"text": "已办理", **given}
    if verb == "hand_on":
        more.setdefault("unit", county.bureau.pk)
    deed = getattr(services, f"obstacle_{verb}")
    made: Obstacle = deed(
        actor=county.actor(who or WHO[verb]), now=NOW, obstacle=held.pk, edition=0, **more
    )
    return made


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


@pytest.mark.parametrize("verb", sorted(WHO))
@pytest.mark.parametrize("state", ObstacleState.values)
def test_only_what_the_table_names_can_follow(county: County, verb: str, state: str) -> None:
    held = make_obstacle(county, state=state)
    if state in MOVES[verb].sources:
        assert go(county, held, verb).state == MOVES[verb].to
        assert list(held.events.values_list("deed", flat=True)) == ["raised", MOVES[verb].deed]
    else:
        with pytest.raises(Refused):
            go(county, held, verb)
        held.refresh_from_db()
        assert (held.state, held.edition, held.events.count()) == (state, 0, 1)


@pytest.mark.parametrize(
    ("verb", "who"),
    [("answer", "clerk"), ("verify", "stats"), ("return", "clerk"), ("withdraw", "town_leader")],
)
def test_nobody_takes_the_step_of_another(county: County, verb: str, who: str) -> None:
    state = "answered" if verb in {"verify", "return"} else "open"
    with pytest.raises(NotAllowed):
        go(county, make_obstacle(county, state=state), verb, who)


def test_who_does_not_see_the_project_does_not_find_its_obstacle(county: County) -> None:
    with pytest.raises(Missing):
        go(county, make_obstacle(county), "answer", "clerk2")


def test_a_step_after_another_one_is_told(county: County) -> None:
    held = make_obstacle(county, edition=1)
    with pytest.raises(Conflict):
        go(county, held, "answer")


def test_raising_starts_the_clock_and_tells_the_unit(county: County) -> None:
    project = make_project(county)
    made = services.obstacle_raise(
        actor=county.actor("clerk"),
        now=NOW,
        project=project.pk,
        kind="land",
        title="征地",
        unit=county.statistics.pk,
    )
    assert (made.level, made.raised_on, made.due_on) == (0, date(2026, 10, 9), date(2026, 10, 16))
    told = Message.objects.order_by("user__username")
    assert [line.user.username for line in told] == ["stats", "stats2", "stats_leader"]
    assert {line.link for line in told} == {f"/projects/obstacles/{made.pk}/"}


def test_the_clock_goes_up_once_a_level_and_stops_on_top(county: County) -> None:
    held = make_obstacle(county)
    ups = []
    for day in (16, 17, 17, 18, 20, 21, 25, 26, 30, 31):
        moved = services.obstacles_escalate(at_noon(date(2026, 10, day)))
        held.refresh_from_db()
        ups.append((day, moved, held.level, held.due_on.day))
    assert ups == [
        (16, 0, 0, 16),
        (17, 1, 1, 19),
        (17, 0, 1, 19),
        (18, 0, 1, 19),
        (20, 1, 2, 24),
        (21, 0, 2, 24),
        (25, 1, 3, 29),
        (26, 0, 3, 29),
        (30, 0, 3, 29),
        (31, 0, 3, 29),
    ]
    assert list(held.events.values_list("deed", "level")) == [
        ("raised", 0),
        ("escalated", 1),
        ("escalated", 2),
        ("escalated", 3),
    ]


def test_a_clock_that_stood_still_makes_up_for_it(county: County) -> None:
    held = make_obstacle(county)
    assert services.obstacles_escalate(at_noon(date(2026, 10, 22))) == 1
    held.refresh_from_db()
    assert (held.level, held.level_since, held.due_on) == (
        2,
        date(2026, 10, 20),
        date(2026, 10, 24),
    )
    assert held.events.filter(deed="escalated").count() == 2


def test_an_answered_one_waits_for_its_owner(county: County) -> None:
    make_obstacle(county, state="answered")
    assert services.obstacles_escalate(at_noon(date(2026, 12, 1))) == 0


def test_a_returned_one_gets_its_days_anew_and_a_handed_on_one_does_not(county: County) -> None:
    late = make_obstacle(county, state="answered", level=1, due_on=date(2026, 10, 1))
    assert go(county, late, "return").due_on == date(2026, 10, 12)
    handed = go(county, make_obstacle(county), "hand_on")
    assert (handed.unit, handed.due_on) == (county.bureau, date(2026, 10, 16))


def test_the_higher_levels_are_told(county: County) -> None:
    project = make_project(county, leader=county.users["auditor"])
    held = make_obstacle(county, project=project, level=1)
    services.obstacles_escalate(at_noon(date(2026, 10, 17)))
    assert Message.objects.filter(user=county.users["auditor"]).count() == 1
    held.refresh_from_db()
    assert held.level == 2
    assert not Message.objects.filter(user=county.users["leader"]).exists()
    services.obstacles_escalate(at_noon(date(2026, 10, 22)))
    assert Message.objects.filter(user=county.users["leader"]).count() == 1


def test_a_ladder_holds_for_what_is_raised_from_its_day_on(county: County) -> None:
    make_keeper(county)
    before = make_obstacle(county)
    services.ladder_set(
        actor=county.actor("bureau"),
        now=NOW,
        name="县定",
        levels=(Level("unit", 2),),
        working_days=True,
        valid_from=date(2026, 10, 9),
    )
    made = services.obstacle_raise(
        actor=county.actor("clerk"),
        now=NOW,
        project=before.project_id,
        kind="land",
        title="征地",
        unit=county.statistics.pk,
    )
    assert made.due_on == date(2026, 10, 13)  # Friday + two working days
    before.refresh_from_db()
    assert before.ladder.version == 0
    assert level_ends(before.ladder, 0, date(2026, 10, 9)) == date(2026, 10, 16)
    assert Ladder.objects.count() == 2


def test_tallies_count_the_median_days_and_the_share_solved(county: County) -> None:
    project = make_project(county)
    for days in (3, 5, 40):
        make_obstacle(
            county, project=project, state="closed", closed_on=date.fromordinal(739898 + days)
        )
    make_obstacle(county, project=project, due_on=date(2026, 10, 1))
    make_obstacle(county, project=project, state="withdrawn")
    assert date(2026, 10, 9).toordinal() == 739898
    found = tallies(Obstacle.objects.all(), lambda row: row.kind, date(2026, 10, 9))
    assert len(found) == 1
    tally = found[0]
    assert (tally.name, tally.raised, tally.open, tally.overdue) == ("land", 4, 1, 1)
    assert (tally.solved, tally.share, tally.days) == (3, 0.75, 5)
