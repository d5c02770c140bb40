"""One example for each service of the app."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import Meeting, Tour
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.ballots import make_poll
from tests.apps.factories.meetings import (
    facts_of,
    item_facts,
    late_project,
    make_decision,
    make_item,
    make_meeting,
    make_series,
    make_stop,
    make_tour,
    tour_facts_of,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project
from tests.apps.meetings.calling import by
from tests.apps.meetings.clock_examples import CLOCK_EXAMPLES
from tests.apps.meetings.roster_examples import ROSTER_EXAMPLES
from tests.apps.meetings.speaking_examples import SPEAKING_EXAMPLES

EARLIER = timedelta(days=-1)


def series(county: County, day: int = 1) -> dict[str, Any]:
    return {
        "title": "周调度",
        "cycle": "weekly",
        "day": day,
        "begins": time(15),
        "place": "第二会议室",
        "chair": county.users["leader"].pk,
        "units": [county.towns[0].pk],
    }


def of_meeting(state: str = "planned", **given: Any) -> Callable[[County], dict[str, Any]]:
    return lambda county: {"meeting": _with_item(county, state).pk, **given}


def _with_item(county: County, state: str) -> Meeting:
    held = make_meeting(county, state)
    make_item(held)
    return held


def changed(county: County, edition: int = 0) -> dict[str, Any]:
    facts = facts_of(county, place="县委会议室", units=[county.towns[1].pk])
    return {"meeting": make_meeting(county).pk, "edition": edition, "facts": facts}


def proposed(county: County, *, late: bool = True) -> dict[str, Any]:
    project = late_project(county) if late else make_project(county)
    return {"meeting": make_meeting(county).pk, "projects": [project.pk]}


def of_item(state: str = "planned", **given: Any) -> Callable[[County], dict[str, Any]]:
    def make(county: County) -> dict[str, Any]:
        item = make_item(make_meeting(county, state))
        return {"meeting": item.meeting_id, "item": item.pk, **given}

    return make


def decided_on(county: County) -> dict[str, Any]:
    item = make_item(make_meeting(county, "open"))
    make_decision(item.meeting, county.bureau, item=item)
    return {"meeting": item.meeting_id, "item": item.pk}


def ordered(county: County, *, all_of_them: bool = True) -> dict[str, Any]:
    held = make_meeting(county)
    rows = [make_item(held).pk, make_item(held).pk]
    return {"meeting": held.pk, "items": rows[::-1] if all_of_them else rows[:1]}


def attended(county: County, presence: str = "present") -> dict[str, Any]:
    rows = {county.bureau.pk: (presence, "李四")}
    return {"meeting": make_meeting(county, "open").pk, "rows": rows}


def recorded(county: County, **given: Any) -> dict[str, Any]:
    plain = {"text": "一周内完成征收。", "unit": county.bureau.pk, "working_days": 5}
    return {"meeting": _with_item(county, "open").pk, **plain, **given}


def removed(county: County, state: str = "open") -> dict[str, Any]:
    row = make_decision(make_meeting(county, state), county.bureau)
    return {"meeting": row.meeting_id, "decision": row.pk}


def closing(county: County, presence: str = "present") -> dict[str, Any]:
    held = make_meeting(county, "open")
    held.invitations.filter(unit=county.bureau).update(presence=presence)
    make_decision(held, county.bureau)
    return {"meeting": held.pk, "edition": 0, "remarks": "抓紧办理。"}


def finished(county: County, state: str = "closed") -> dict[str, Any]:
    row = make_decision(make_meeting(county, state), county.bureau)
    return {"decision": row.pk, "note": "已完成征收。"}


def of_tour(state: str = "planned", **given: Any) -> Callable[[County], dict[str, Any]]:
    return lambda county: {"tour": make_tour(county, state).pk, **given}


def retimed(county: County, edition: int = 0) -> dict[str, Any]:
    facts = tour_facts_of(county, bureaus=[county.bureau.pk])
    tour = make_tour(county)
    make_stop(tour, make_project(county))
    return {"tour": tour.pk, "edition": edition, "facts": facts}


def routed(county: County, *, shown: bool = False) -> dict[str, Any]:
    project = make_project(county)
    if shown:
        make_stop(make_tour(county, "held"), project)
    tour = make_tour(county)
    return {"tour": tour.pk, "project": project.pk, "facts": services.StopFacts()}


def of_stop(minutes: int = 20, state: str = "planned") -> Callable[[County], dict[str, Any]]:
    def make(county: County) -> dict[str, Any]:
        stop = make_stop(make_tour(county, state), make_project(county))
        facts = services.StopFacts(travel_minutes=minutes)
        return {"tour": stop.tour_id, "stop": stop.pk, "facts": facts}

    return make


def dropped(state: str = "planned") -> Callable[[County], dict[str, Any]]:
    def make(county: County) -> dict[str, Any]:
        stop = make_stop(make_tour(county, state), make_project(county))
        return {"tour": stop.tour_id, "stop": stop.pk}

    return make


def rerouted(county: County, *, all_of_them: bool = True) -> dict[str, Any]:
    tour = _with_stops(county, "fit")
    rows = list(tour.stops.values_list("pk", flat=True))
    return {"tour": tour.pk, "stops": rows[::-1] if all_of_them else rows[:1]}


def _with_stops(county: County, verdict: str) -> Tour:
    tour = make_tour(county)
    for name in ("甲", "乙"):
        make_stop(tour, make_project(county, name=name), verdict)
    return tour


def screened(county: County, reason: str = "现场仍在平整土地") -> dict[str, Any]:
    stop = make_stop(make_tour(county), make_project(county))
    return {"screening": stop.screenings.get().pk, "verdict": "unfit", "reason": reason}


def fixed(county: County, verdict: str = "fit") -> dict[str, Any]:
    return {"tour": _with_stops(county, verdict).pk, "edition": 0}


def past(county: County, now: datetime) -> Deed:
    tour = make_tour(county, "fixed", begins_at=now + EARLIER)
    return lambda: services.tour_hold(actor=county.actor("office"), now=now, tour=tour.pk)


def no_series(county: County) -> dict[str, Any]:
    return {"series": make_series(county, ended_on=date(2026, 10, 1)).pk}


def handed_over(county: County, state: str = "closed") -> dict[str, Any]:
    return {"meeting": make_decision(make_meeting(county, state), county.bureau).meeting_id}


def of_poll(county: County) -> dict[str, Any]:
    return {"meeting": make_meeting(county).pk, "poll": make_poll("ready").pk}


EXAMPLES = {
    "meeting.poll": Example(
        done=by(services.meeting_poll_set, "office", of_poll),
        refused=by(services.meeting_poll_set, "office", lambda c: {**of_poll(c), "poll": 0}),
    ),
    "meeting.hand_over": Example(
        done=by(services.decisions_hand_over, "supervisor", handed_over),
        refused=by(services.decisions_hand_over, "supervisor", lambda c: handed_over(c, "open")),
    ),
    "meeting_series.add": Example(
        done=by(services.series_add, "office", series),
        refused=by(services.series_add, "office", lambda county: series(county, 6)),
    ),
    "meeting_series.end": Example(
        done=by(services.series_end, "office", lambda c: {"series": make_series(c).pk}),
        refused=by(services.series_end, "office", no_series),
    ),
    "meeting.call": Example(
        done=by(services.meeting_call, "office", lambda c: {"facts": facts_of(c)}),
        refused=by(services.meeting_call, "clerk", lambda c: {"facts": facts_of(c)}),
    ),
    "meeting.change": Example(
        done=by(services.meeting_change, "office", changed),
        refused=by(services.meeting_change, "office", lambda c: changed(c, 7)),
    ),
    "meeting.cancel": Example(
        done=by(services.meeting_cancel, "bureau", of_meeting(edition=0, reason="防汛")),
        refused=by(services.meeting_cancel, "office", of_meeting(edition=0, reason=" ")),
    ),
    "agenda.propose": Example(
        done=by(services.agenda_propose, "office", proposed),
        refused=by(services.agenda_propose, "office", lambda c: proposed(c, late=False)),
    ),
    "agenda.add": Example(
        done=by(services.agenda_add, "office", of_meeting(facts=item_facts())),
        refused=by(services.agenda_add, "office", of_meeting(facts=item_facts(minutes=0))),
    ),
    "agenda.change": Example(
        done=by(services.agenda_change, "office", of_item(facts=item_facts(minutes=9))),
        refused=by(services.agenda_change, "clerk", of_item(facts=item_facts(minutes=9))),
    ),
    "agenda.remove": Example(
        done=by(services.agenda_remove, "office", of_item()),
        refused=by(services.agenda_remove, "office", decided_on),
    ),
    "agenda.order": Example(
        done=by(services.agenda_order, "office", ordered),
        refused=by(services.agenda_order, "office", lambda c: ordered(c, all_of_them=False)),
    ),
    "meeting.open": Example(
        done=by(services.meeting_open, "office", of_meeting()),
        refused=by(services.meeting_open, "office", of_meeting("closed")),
    ),
    "meeting.attend": Example(
        done=by(services.presence_set, "office", attended),
        refused=by(services.presence_set, "office", lambda c: attended(c, "asleep")),
    ),
    "decision.record": Example(
        done=by(services.decision_record, "office", recorded),
        refused=by(services.decision_record, "office", lambda c: recorded(c, working_days=0)),
    ),
    "decision.remove": Example(
        done=by(services.decision_remove, "office", removed),
        refused=by(services.decision_remove, "office", lambda c: removed(c, "closed")),
    ),
    "meeting.close": Example(
        done=by(services.meeting_close, "office", closing),
        refused=by(services.meeting_close, "office", lambda c: closing(c, "absent")),
    ),
    "decision.finish": Example(
        done=by(services.decision_finish, "bureau", finished),
        refused=by(services.decision_finish, "office", lambda c: finished(c, "open")),
    ),
    "tour.add": Example(
        done=by(services.tour_add, "office", lambda c: {"facts": tour_facts_of(c)}),
        refused=by(services.tour_add, "office", lambda c: {"facts": tour_facts_of(c, bureaus=[])}),
    ),
    "tour.change": Example(
        done=by(services.tour_change, "office", retimed),
        refused=by(services.tour_change, "office", lambda c: retimed(c, 7)),
    ),
    "tour.fix": Example(
        done=by(services.tour_fix, "office", fixed),
        refused=by(services.tour_fix, "office", lambda c: fixed(c, "waiting")),
    ),
    "tour.hold": Example(done=past, refused=by(services.tour_hold, "office", of_tour("fixed"))),
    "tour.cancel": Example(
        done=by(services.tour_cancel, "office", of_tour(reason="防汛")),
        refused=by(services.tour_cancel, "office", of_tour("held", reason="防汛")),
    ),
    "stop.add": Example(
        done=by(services.stop_add, "office", routed),
        refused=by(services.stop_add, "office", lambda c: routed(c, shown=True)),
    ),
    "stop.change": Example(
        done=by(services.stop_change, "office", of_stop()),
        refused=by(services.stop_change, "office", of_stop(601)),
    ),
    "stop.remove": Example(
        done=by(services.stop_remove, "office", dropped()),
        refused=by(services.stop_remove, "office", dropped("fixed")),
    ),
    "stop.order": Example(
        done=by(services.stops_order, "office", rerouted),
        refused=by(services.stops_order, "office", lambda c: rerouted(c, all_of_them=False)),
    ),
    "stop.screen": Example(
        done=by(services.stop_screen, "stats", screened),
        refused=by(services.stop_screen, "stats", lambda c: screened(c, "")),
    ),
    **CLOCK_EXAMPLES,
    **ROSTER_EXAMPLES,
    **SPEAKING_EXAMPLES,
}
