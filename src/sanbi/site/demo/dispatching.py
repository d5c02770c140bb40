"""Dispatch meetings 调度 of the county's projects, and an observation tour 观摩 to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from sanbi.apps.meetings.models import Meeting, MeetingState, Presence, Screening, Tour, Verdict
from sanbi.apps.meetings.services import (
    Facts,
    StopFacts,
    TourFacts,
    agenda_propose,
    decision_finish,
    decision_record,
    meeting_call,
    meeting_close,
    meeting_open,
    presence_set,
    series_add,
    stop_add,
    stop_screen,
    tour_add,
)
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries.dispatch import needs_dispatch
from sanbi.engine.calendar import Period
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk, Happening, moment

KEEPER, CHAIR, SCREENER = "bureau2", "leader2", "bureau2"
TITLE, HALL = "全县重点项目调度会", "县行政中心三楼会议室"
INVITED = ("fagai", "jingxin", "jiaotong", "zhujian", "ziran", "huanjing", "shenpi")
BEGUN = date(2026, 9, 1)
HELD, HELD_ITEMS = date(2026, 9, 10), 5
NEXT, NEXT_ITEMS = date(2026, 10, 22), 6
CALLED = date(2026, 10, 16)
DONE_ON, DONE = date(2026, 9, 28), 2
"""When the first decisions were carried out, and how many."""
TOUR_MADE, TOUR = date(2026, 10, 15), date(2026, 10, 29)
STOPS = 5
AWAY = 0.15
"""Share of the invited whose deputy came."""


@dataclass
class Dispatching:
    """The bureau that keeps the register, calling people together."""

    desk: Desk

    def begin(self, now: datetime) -> None:
        """Let the meeting come round on the eighth working day of each month."""
        series_add(
            actor=self.desk.named(KEEPER),
            now=now,
            title=TITLE,
            cycle="monthly",
            day=8,
            begins=time(9, 0),
            place=HALL,
            chair=self._chair,
            units=self._units,
        )

    def call(self, on: date, most: int, now: datetime) -> None:
        """Call a meeting and put the gravest projects on its agenda."""
        actor = self.desk.named(KEEPER)
        held = meeting_call(
            actor=actor,
            now=now,
            facts=Facts(_titled(on), moment(on, 9), HALL, self._chair, self._units),
        )
        needs = needs_dispatch(actor, now.date())[:most]
        keys = [need.project.pk for need in needs]
        agenda_propose(actor=actor, now=now, meeting=held.pk, projects=keys)

    def hold(self, on: date, now: datetime) -> None:
        """Hold the meeting that was called: who came, and one decision for each item.

        Nothing happens where people have held it, called it off or renamed it meanwhile.
        """
        actor = self.desk.named(KEEPER)
        held = Meeting.objects.filter(title=_titled(on), state=MeetingState.PLANNED).first()
        if held is None:
            return
        meeting_open(actor=actor, now=now, meeting=held.pk)
        units = list(held.invitations.order_by("pk").values_list("unit", "unit__name"))
        rows = {unit: (self._came(name), "") for unit, name in units}
        presence_set(actor=actor, now=now, meeting=held.pk, rows=rows)
        for place, item in enumerate(held.items.select_related("project__lead_unit")):
            project = item.project
            if project is None:
                continue
            unit = project.lead_unit or project.unit
            decision_record(
                actor=actor,
                now=now,
                meeting=held.pk,
                text=f"{unit.name}牵头，逐项核清卡点，按倒排工期拿出赶工措施，到期专题汇报。",
                unit=unit.pk,
                item=item.pk,
                working_days=10 if place % 2 else 5,
            )
        held.refresh_from_db()
        meeting_close(
            actor=actor,
            now=moment(on, 11, 20),
            meeting=held.pk,
            edition=held.edition,
            remarks="下次会议对账销号。",
        )

    def carry_out(self, now: datetime) -> None:
        """Report the first decisions as carried out."""
        held = Meeting.objects.filter(decisions__isnull=False).latest("pk")
        for row in held.decisions.order_by("pk")[:DONE]:
            decision_finish(
                actor=self.desk.named(KEEPER),
                now=now,
                decision=row.pk,
                note="已召开专题会，赶工方案已报县政府。",
            )

    def put_together(self, now: datetime) -> None:
        """Put the largest works on a route; the bureau says of most that they are fit."""
        actor = self.desk.named(KEEPER)
        facts = TourFacts(
            "四季度项目观摩", moment(TOUR, 8, 30), "县行政中心南广场", [self._key("fagai")]
        )
        made = tour_add(actor=actor, now=now, facts=facts)
        shown = Project.objects.filter(stage="started", dropped_on__isnull=True)
        for place, project in enumerate(shown.order_by("-total_wan", "code")[:STOPS]):
            facts_of_stop = StopFacts(10 + 5 * (place % 3), 15, "形象进度和堵点化解")
            stop_add(actor=actor, now=now, tour=made.pk, project=project.pk, facts=facts_of_stop)
        self._screen(made, now)

    def _screen(self, tour: Tour, now: datetime) -> None:
        waiting = Screening.objects.filter(stop__tour=tour).order_by("pk")
        for row in waiting[: STOPS - 1]:
            stop_screen(
                actor=self.desk.named(SCREENER), now=now, screening=row.pk, verdict=Verdict.FIT
            )

    def _came(self, name: str) -> str:
        drawn = share(self.desk.county.seed, "meeting", name)
        return str(Presence.DEPUTY if drawn < AWAY else Presence.PRESENT)

    @property
    def _chair(self) -> int:
        user = self.desk.named(CHAIR).user
        if user is None:
            raise LookupError(CHAIR)
        return user

    @property
    def _units(self) -> list[int]:
        towns = Unit.objects.filter(kind=Unit.Kind.TOWNSHIP).order_by("code")
        return [*(self._key(code) for code in INVITED), *towns.values_list("pk", flat=True)]

    def _key(self, code: str) -> int:
        return self.desk.units[code]


def _titled(on: date) -> str:
    return f"{TITLE}（{Period.parse(f'{on:%Y-%m}').label_zh()}）"


def dispatching(desk: Desk) -> Iterator[Happening]:
    """Yield a meeting with what came of it, the next one, and a tour to come."""
    found = Dispatching(desk)
    yield Happening(moment(BEGUN, 9), found.begin)
    yield Happening(moment(BEGUN, 15), partial(found.call, HELD, HELD_ITEMS))
    yield Happening(moment(HELD, 9), partial(found.hold, HELD))
    yield Happening(moment(DONE_ON, 16), found.carry_out)
    yield Happening(moment(TOUR_MADE, 10), found.put_together)
    yield Happening(moment(CALLED, 10), partial(found.call, NEXT, NEXT_ITEMS))
    yield Happening(moment(NEXT, 9), partial(found.hold, NEXT))
