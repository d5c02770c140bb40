"""Observation tours: nothing shown twice, what bureaus say, the times of the route, the sheets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import Screening, Tour
from sanbi.apps.meetings.paper.sheets import rating_pdf, route_pdf
from sanbi.apps.meetings.queries.tours import route_of
from sanbi.apps.orgs.models import Message
from tests.apps.factories.meetings import make_stop, make_tour
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

pytestmark = pytest.mark.django_db


def add(county: County, now: datetime, tour: Any, project: Any, **more: Any) -> Any:
    return services.stop_add(
        actor=county.actor("office"),
        now=now,
        tour=tour.pk,
        project=project.pk,
        facts=services.StopFacts(**more),
    )


def test_a_project_shown_before_needs_a_reason(county: County, now: datetime) -> None:
    project = make_project(county)
    make_stop(make_tour(county, "held", title="上半年观摩"), project)
    tour = make_tour(county)
    with pytest.raises(Refused, match=r"“新材料产业园二期”已列入 2026-10-09 的“上半年观摩”") as no:
        add(county, now, tour, project)
    assert no.value.where == "shown_before_why"
    made = add(county, now, tour, project, shown_before_why="二期新投产")
    assert route_of(tour)[0].before == Tour.objects.get(title="上半年观摩")
    with pytest.raises(Refused):
        services.stop_change(
            actor=county.actor("office"),
            now=now,
            tour=tour.pk,
            stop=made.pk,
            facts=services.StopFacts(),
        )


def test_a_tour_called_off_has_shown_nothing(county: County, now: datetime) -> None:
    project = make_project(county)
    make_stop(make_tour(county, "cancelled"), project)
    assert add(county, now, make_tour(county), project).place == 1


def test_bureaus_are_asked_once_and_only_they_answer(county: County, now: datetime) -> None:
    tour = make_tour(county)
    add(county, now, tour, make_project(county))
    assert {line.user.username for line in Message.objects.all()} == {
        "stats",
        "stats2",
        "stats_leader",
    }
    asked = Screening.objects.get()
    say: dict[str, Any] = {"now": now, "screening": asked.pk, "verdict": "fit"}
    with pytest.raises(NotAllowed):
        services.stop_screen(actor=county.actor("office"), **say)
    services.stop_screen(actor=county.actor("stats"), **say)
    asked.refresh_from_db()
    assert (asked.verdict, asked.by_name, asked.at) == ("fit", "stats", now)


def test_an_unfit_stop_stays_only_with_a_reason(county: County, now: datetime) -> None:
    tour = make_tour(county)
    stop = make_stop(tour, make_project(county), "unfit")
    fix: dict[str, Any] = {"actor": county.actor("office"), "now": now, "tour": tour.pk}
    with pytest.raises(Refused, match="不适合"):
        services.tour_fix(**fix, edition=0)
    facts = services.StopFacts(unfit_why="县委指定")
    services.stop_change(**fix, stop=stop.pk, facts=facts)
    assert services.tour_fix(**fix, edition=1).state == "fixed"
    with pytest.raises(Refused, match="路线已定"):
        services.stops_order(**fix, stops=[stop.pk])


def test_the_times_follow_from_travel_and_stay(county: County) -> None:
    tour = make_tour(county)  # sets out at 15:00
    for travel, stay in ((20, 30), (15, 10)):
        project = make_project(county)
        make_stop(tour, project, travel_minutes=travel, stay_minutes=stay)
    found = [
        (f"{timezone.localtime(h.arrives):%H:%M}", f"{timezone.localtime(h.leaves):%H:%M}")
        for h in route_of(tour)
    ]
    assert found == [("15:20", "15:50"), ("16:05", "16:15")]


def test_the_route_costs_as_many_queries_for_three(county: County, count_queries: Any) -> None:
    tour, costs = make_tour(county), []
    for _turn in range(3):
        make_stop(tour, make_project(county))
        with count_queries() as found:
            route_of(tour)
        costs.append(len(found))
    assert costs == [3, 3, 3]


def test_the_sheets_hold_every_stop(county: County, now: datetime) -> None:
    tour = make_tour(county, "fixed")
    for name in ("青石湖光伏#一期", "云岭*种业"):  # signs that typst would take for its own
        make_stop(tour, make_project(county, name=name), focus="看点 _一_ $x$")
    for sheet in (route_pdf, rating_pdf):
        content = sheet(tour, route_of(tour), now)
        assert content.startswith(b"%PDF-")
        assert content == sheet(tour, route_of(tour), now)
