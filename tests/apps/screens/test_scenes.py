"""What a screen is given: never a name that is not revealed, never an interim result."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Conflict, Missing, Refused
from sanbi.apps.ballots import services as ballots
from sanbi.apps.ballots.models import Poll
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.services import clock_press
from sanbi.apps.screens.models import Show
from sanbi.apps.screens.queries.scenes import ladder_of
from sanbi.apps.screens.services import Scenery, show_set, show_step
from tests.apps.factories.ballots import AT, NAMES, cast_as, make_poll, marks_of
from tests.apps.factories.boards import make_boards
from tests.apps.factories.lamps import make_lamp
from tests.apps.factories.meetings import make_item, make_meeting
from tests.apps.factories.orgs import County, make_unit
from tests.apps.factories.projects import make_project
from tests.apps.factories.rounds import make_round

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def put(county: County, meeting: Meeting, scenery: Scenery) -> Show:
    return show_set(actor=county.actor("office"), now=AT, meeting=meeting.pk, scenery=scenery)


def on(county: County, show: Show, by: int = 1) -> Show:
    return show_step(
        actor=county.actor("office"),
        now=AT,
        meeting=show.meeting_id,
        by=by,
        edition=show.edition,
    )


def seen(show: Show) -> str:
    """What a browser without any account is sent."""
    answer = Client().get(f"/hall/{show.key}/now/")
    assert answer.status_code == 200
    return answer.content.decode()


def result(period: str, order: list[int]) -> Poll:
    """A sealed poll in which everybody gives the units the same places."""
    made = make_poll("open", kind="rank", grades=(), period=period)
    for voter in made.voters.select_related("poll", "unit"):
        codes = marks_of(voter)
        places = [place for place in order if f"B-{place}" in codes]
        cast_as(voter, {f"B-{unit}": {"": str(at)} for at, unit in enumerate(places, start=1)})
    ballots.poll_close(actor=SYSTEM, now=AT, poll=made.pk)
    ballots.poll_seal(actor=SYSTEM, now=AT, poll=made.pk)
    return Poll.objects.get(pk=made.pk)


def test_names_come_with_their_step_and_from_the_last_on(county: County) -> None:
    poll = result("2026Q3", [2, 0, 1, 3])
    show = put(county, make_meeting(county), Scenery("result", poll=poll.pk))
    order = [NAMES[n] for n in (2, 0, 1, 3)]
    for step in range(5):
        page = seen(show)
        assert [name in page for name in order] == [at >= 4 - step for at in range(4)]
        if step < 4:
            show = on(county, show)
    with pytest.raises(Refused):
        on(county, show)
    assert order[0] not in seen(on(county, show, by=-1))


def test_changes_are_counted_from_the_poll_before(county: County) -> None:
    result("2026Q2", [0, 1, 2, 3])
    poll = result("2026Q3", [2, 0, 1, 3])
    show = put(county, make_meeting(county), Scenery("result", poll=poll.pk))
    ladder = ladder_of(show, step=4)
    assert ladder is not None
    assert [(line.name, line.before, line.change) for line in ladder.lines] == [
        (NAMES[2], 3, 2),
        (NAMES[0], 1, -1),
        (NAMES[1], 2, -1),
        (NAMES[3], 4, 0),
    ]
    assert ladder.hero is not None
    assert ladder.hero.place == "1"


def test_there_are_no_interim_results(county: County) -> None:
    poll = make_poll("open")
    cast_as(poll.voters.select_related("poll")[0])
    meeting = make_meeting(county)
    with pytest.raises(Refused, match="中间结果"):
        put(county, meeting, Scenery("result", poll=poll.pk))
    page = seen(put(county, meeting, Scenery("turnout", poll=poll.pk)))
    assert "<span data-voted>1</span>" in page
    assert not any(name in page for name in NAMES[:4])


def test_the_league_table_is_revealed_as_well(county: County) -> None:
    stage = make_round(county, "published")
    show = put(county, make_meeting(county), Scenery("table", round=stage.round.pk))
    ladder = ladder_of(show, step=1)
    assert ladder is not None
    assert [bool(line.name) for line in ladder.lines][-2:] == [False, True]
    names = [town.name for town in county.towns]
    assert not any(name in seen(show) for name in names)
    page = seen(on(county, show))
    assert sum(name in page for name in names) == 1


def test_the_second_of_two_presses_comes_late(county: County) -> None:
    poll = result("2026Q3", [0, 1, 2, 3])
    show = put(county, make_meeting(county), Scenery("result", poll=poll.pk))
    on(county, show)
    with pytest.raises(Conflict):
        show_step(
            actor=county.actor("office"),
            now=AT,
            meeting=show.meeting_id,
            by=1,
            edition=show.edition,
        )


@pytest.mark.parametrize("scene", ["table", "dimension", "turnout", "result", "fireworks"])
def test_a_scene_needs_its_matter(county: County, scene: str) -> None:
    with pytest.raises(Refused):
        put(county, make_meeting(county), Scenery(scene))


def test_projects_are_put_on_by_a_choice_that_is_known(county: County) -> None:
    meeting = make_meeting(county)
    for number in range(8):
        make_lamp(make_project(county, code=f"P{number}", name=f"项目{number}"), "green")
    red = make_project(county, code="P8", name="滞后的项目")
    make_lamp(red, "red")
    show = put(county, meeting, Scenery("wall"))
    assert "滞后的项目" in seen(show)  # behind, so on the first of two pages
    assert "项目7" not in seen(show)
    show = on(county, show)
    assert "滞后的项目" not in seen(show)
    assert "项目7" in seen(show)
    with pytest.raises(Refused, match="没有可揭晓"):
        on(county, show)
    show = put(county, meeting, Scenery("wall", node="red"))
    assert "滞后的项目" in seen(show)
    assert "项目0" not in seen(show)
    with pytest.raises(Refused, match="没有这种项目范围"):
        put(county, meeting, Scenery("wall", node="purple"))


def test_the_map_goes_from_township_to_township(county: County) -> None:
    meeting = make_meeting(county)
    for number, town in enumerate(county.towns[:2]):
        make_project(county, code=f"P{number}", name=f"第{number}个项目", unit=town)
    show = put(county, meeting, Scenery("map"))
    assert "第0个项目" not in seen(show)
    show = on(county, show)
    first = seen(show)
    assert ("第0个项目" in first) != ("第1个项目" in first)
    show = on(county, show)
    assert first != seen(show)
    with pytest.raises(Refused):
        on(county, show)


def test_the_clock_shows_whose_turn_it_is(county: County) -> None:
    meeting = make_meeting(county, "open")
    assert "议程已全部完成" in seen(put(county, meeting, Scenery("clock")))
    make_item(meeting, title="项目建设发言", minutes=8, speaker="张三")
    shown = seen(put(county, meeting, Scenery("clock")))
    assert "张三" in shown
    assert "8:00" in shown
    assert "data-left" not in shown  # it does not run


def test_the_agenda_marks_what_runs_and_what_is_over(county: County) -> None:
    meeting = make_meeting(county, "open")
    first, second, _third = (make_item(meeting, title=f"议题{n}") for n in range(3))
    actor = county.actor("office")
    show = put(county, meeting, Scenery("agenda"))
    assert 'class="now"' not in seen(show)
    for item, press in ((first, "start"), (first, "end"), (second, "start")):
        clock_press(actor=actor, now=AT, meeting=meeting.pk, item=item.pk, press=press)
    marks = re.findall(r'<li class="(\w*)">.*?(议题\d)', seen(show))
    assert marks == [("over", "议题0"), ("now", "议题1"), ("", "议题2")]


def test_the_console_marks_what_is_on_and_folds_earlier_rounds(county: County) -> None:
    boards, meeting = make_boards(), make_meeting(county)
    put(county, meeting, Scenery("table", round=boards.latest.pk, group="all"))
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    choices = client.get(reverse("show-console", args=[meeting.pk])).context["choices"]
    rounds = [part for part in choices if part.heading in {row.title for row in boards.rounds}]
    assert [part.folded for part in rounds] == [number > 0 for number in range(len(rounds))]
    assert len(rounds) > 1
    on = [kind.fields for part in choices for kind in part.kinds if kind.on]
    assert on == [{"scene": "table", "round": boards.latest.pk, "group": "all"}]


def test_many_townships_show_their_worst_lamps(county: County) -> None:
    units = [make_unit(f"T{number:02d}", f"镇{number}") for number in range(13)]
    for unit in units:
        for colour in ("green", "yellow", "red"):
            project = make_project(county, code=unit.code + colour, unit=unit, name=colour)
            make_lamp(project, colour)
    page = seen(put(county, make_meeting(county), Scenery("map")))
    tiles = page.split("show-place-tile")[1:]
    assert len(tiles) == 13
    assert all(("lamp red" in tile, "lamp green" in tile) == (True, False) for tile in tiles[:-1])


def test_a_group_that_a_round_lacks_is_not_put_on(county: County) -> None:
    boards, meeting = make_boards(), make_meeting(county)
    put(county, meeting, Scenery("title"))
    with pytest.raises(Missing):
        put(county, meeting, Scenery("table", round=boards.latest.pk, group="hills"))
    assert Show.objects.get().scene == "title", "the console still opens"
