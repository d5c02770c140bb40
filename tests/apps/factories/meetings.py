"""Meetings and tours for tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time
from typing import Any

from sanbi.apps.meetings.models import (
    AgendaItem,
    Attendee,
    Contribution,
    Decision,
    Device,
    Invitation,
    Meeting,
    Screening,
    Series,
    Stop,
    Tour,
    Venue,
)
from sanbi.apps.meetings.services import Facts, ItemFacts, TourFacts
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Project
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_keeper, make_project

BEGINS = datetime(2026, 10, 9, 7, 0, tzinfo=UTC)  # 15:00 in Shanghai, on the day of the tests


def make_meeting(
    county: County, state: str = "planned", *, units: list[Unit] | None = None, **fields: Any
) -> Meeting:
    """A dispatch meeting at 15:00 of the day; the first township and 县发改局 are invited."""
    make_keeper(county)
    plain: dict[str, Any] = {
        "title": "重点项目调度会",
        "begins_at": BEGINS,
        "place": "县政府第二会议室",
        "chair": county.users["leader"],
        "state": state,
        "opened_at": AT if state in {"open", "closed"} else None,
        "closed_at": AT if state == "closed" else None,
        "by_name": "office",
    }
    made = Meeting.objects.create(**{**plain, **fields})
    for unit in units or [county.towns[0], county.bureau]:
        Invitation.objects.create(meeting=made, unit=unit)
    return made


def make_item(meeting: Meeting, project: Project | None = None, **fields: Any) -> AgendaItem:
    """An item of five minutes, at the end of the agenda."""
    plain: dict[str, Any] = {
        "place": meeting.items.count() + 1,
        "title": project.name if project else "部署下周工作",
        "project": project,
    }
    return AgendaItem.objects.create(meeting=meeting, **{**plain, **fields})


def make_decision(meeting: Meeting, unit: Unit, **fields: Any) -> Decision:
    """A decision for a unit, to be done by 16 October."""
    plain: dict[str, Any] = {
        "text": "10月16日前完成剩余32亩征收。",
        "due_on": date(2026, 10, 16),
        "by_name": "office",
        "at": AT,
    }
    return Decision.objects.create(meeting=meeting, unit=unit, **{**plain, **fields})


def make_venue(meeting: Meeting, name: str = "主会场", **fields: Any) -> Venue:
    """A venue; the first of a meeting is its main one."""
    role = "sub" if meeting.venues.exists() else "main"
    plain: dict[str, Any] = {"name": name, "role": role, "place": "县行政中心大礼堂"}
    return Venue.objects.create(meeting=meeting, **{**plain, **fields})


def make_attendee(meeting: Meeting, name: str = "李四", **fields: Any) -> Attendee:
    """A person on the roster, without a venue."""
    number = meeting.attendees.count() + 1
    plain: dict[str, Any] = {"number": number, "unit_name": "县发改局", "post": "局长"}
    return Attendee.objects.create(meeting=meeting, name=name, **{**plain, **fields})


def make_contribution(meeting: Meeting, unit: Unit, **fields: Any) -> Contribution:
    """A contribution that a unit was asked for, until the day of the tests."""
    plain: dict[str, Any] = {"due_on": date(2026, 10, 9)}
    return Contribution.objects.create(meeting=meeting, unit=unit, **{**plain, **fields})


def make_device(venue: Venue, name: str = "大屏", **fields: Any) -> Device:
    """A screen that was never heard of."""
    digest = hashlib.sha256(f"{venue.pk}:{name}".encode()).hexdigest()
    return Device.objects.create(venue=venue, name=name, token_digest=digest, **fields)


def make_series(county: County, cycle: str = "weekly", day: int = 1, **fields: Any) -> Series:
    """A regular meeting since 1 September."""
    plain: dict[str, Any] = {
        "title": "重点项目周调度",
        "begins": time(15, 0),
        "place": "县政府第二会议室",
        "chair": county.users["leader"],
        "since": date(2026, 9, 1),
    }
    made = Series.objects.create(cycle=cycle, day=day, **{**plain, **fields})
    made.units.set([county.towns[0], county.bureau])
    return made


def make_tour(county: County, state: str = "planned", **fields: Any) -> Tour:
    """A tour at 15:00 of the tests' day that 县统计局 screens."""
    make_keeper(county)
    plain: dict[str, Any] = {
        "title": "三季度项目观摩",
        "begins_at": BEGINS,
        "start_place": "县行政中心",
        "state": state,
        "by_name": "office",
    }
    made = Tour.objects.create(**{**plain, **fields})
    made.bureaus.set([county.statistics])
    return made


def make_stop(tour: Tour, project: Project, verdict: str = "waiting", **fields: Any) -> Stop:
    """A stop at the end of the route, with what the bureaus say of it."""
    place = tour.stops.count() + 1
    made = Stop.objects.create(tour=tour, project=project, place=place, **fields)
    for unit in tour.bureaus.all():
        Screening.objects.create(stop=made, unit=unit, verdict=verdict)
    return made


def facts_of(county: County, **fields: Any) -> Facts:
    """What is said when that meeting is called."""
    plain: dict[str, Any] = {
        "title": "重点项目调度会",
        "begins_at": BEGINS,
        "place": "县政府第二会议室",
        "chair": county.users["leader"].pk,
        "units": [county.towns[0].pk, county.bureau.pk],
    }
    return Facts(**{**plain, **fields})


def tour_facts_of(county: County, **fields: Any) -> TourFacts:
    """What is said of that tour."""
    plain: dict[str, Any] = {
        "title": "三季度项目观摩",
        "begins_at": BEGINS,
        "start_place": "县行政中心",
        "bureaus": [county.statistics.pk],
    }
    return TourFacts(**{**plain, **fields})


def item_facts(**fields: Any) -> ItemFacts:
    """An item without a project."""
    return ItemFacts(**{"title": "部署下周工作", **fields})


def late_project(county: County, **fields: Any) -> Project:
    """A signed project with an obstacle that has been overdue since 1 October."""
    from tests.apps.factories.obstacles import make_obstacle

    project = make_project(county, stage="signed", **fields)
    make_obstacle(county, project=project, due_on=date(2026, 10, 1))
    return project
