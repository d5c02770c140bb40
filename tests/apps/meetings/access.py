"""Who gets which answer at the routes of meetings and tours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.meetings.models import Device, Meeting, Screening, Tour
from sanbi.apps.orgs.models import Unit
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    TOWN,
    Access,
)
from tests.apps.factories.meetings import (
    make_attendee,
    make_contribution,
    make_decision,
    make_device,
    make_item,
    make_meeting,
    make_series,
    make_stop,
    make_tour,
    make_venue,
)
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project

CONVENE = OFFICE | BUREAU  # 县发改局 keeps the register
READERS = OFFICE | BUREAU | COUNTY | STATISTICS | STATISTICS_LEADER | TOWN | OTHER_TOWN
READERS -= {"evaluator"}
INVITED = OFFICE | BUREAU | COUNTY | (TOWN - {"evaluator"})
ROSTER = CONVENE | COUNTY
HIDDEN = READERS - INVITED
SCREENING = OFFICE | BUREAU | COUNTY | STATISTICS | STATISTICS_LEADER
NO_SCREEN = READERS - SCREENING


def meeting_in(county: County, state: str) -> Meeting:
    """A meeting in a state with one item, made once."""
    title = f"调度会{state}"
    known = Meeting.objects.filter(title=title).first()
    if known is None:
        known = make_meeting(county, state, title=title)
        make_item(known)
        make_decision(known, county.bureau)
        make_contribution(known, county.towns[0])
        venue = make_venue(known)
        make_attendee(known, "王五", venue=venue)
        make_device(venue)
    return known


def of_meeting(state: str = "planned", **more: str) -> Callable[[County], Mapping[str, Any]]:
    """The address of a meeting, and of a thing of it that ``more`` names."""

    def address(county: County) -> Mapping[str, Any]:
        held = meeting_in(county, state)
        things = {
            name: getattr(held, rows).order_by("pk").first().pk for name, rows in more.items()
        }
        return {"meeting": held.pk, **things}

    return address


def tour_in(county: County, state: str) -> Tour:
    """A tour in a state with one stop, made once."""
    title = f"观摩{state}"
    known = Tour.objects.filter(title=title).first()
    if known is None:
        known = make_tour(county, state, title=title)
        make_stop(known, make_project(county, code=f"O-{state}"))
    return known


def of_tour(state: str = "planned", *, stop: bool = False) -> Callable[[County], Mapping[str, Any]]:
    """The address of a tour, and of its stop."""

    def address(county: County) -> Mapping[str, Any]:
        held = tour_in(county, state)
        return {"tour": held.pk, **({"stop": held.stops.get().pk} if stop else {})}

    return address


def a_screening(county: County) -> Mapping[str, Any]:
    """What 县统计局 says of a stop."""
    return {"screening": Screening.objects.get(stop__tour=tour_in(county, "planned")).pk}


def a_decision(county: County) -> Mapping[str, Any]:
    """A decision for the first township, of a meeting to which it alone is invited."""
    held = Meeting.objects.filter(title="仅一镇").first()
    held = held or make_meeting(county, "closed", title="仅一镇", units=[county.towns[0]])
    known = held.decisions.first() or make_decision(held, county.towns[0])
    return {"decision": known.pk}


def a_contribution(county: County) -> Mapping[str, Any]:
    """A contribution that the first township was asked for."""
    held = meeting_in(county, "planned")
    return {"contribution": held.contributions.get(unit=county.towns[0]).pk}


def a_device(county: County) -> Mapping[str, Any]:
    """A screen of the main venue."""
    held = meeting_in(county, "planned")
    return {"meeting": held.pk, "device": Device.objects.filter(venue__meeting=held).get().pk}


def a_series(county: County) -> Mapping[str, Any]:
    """A regular meeting."""
    make_keeper(county)
    return {"series": make_series(county).pk}


def kept(county: County) -> Mapping[str, Any]:
    """No value; but 县发改局 keeps the register."""
    make_keeper(county)
    return {}


def read(state: str, of: Mapping[str, str] | None = None, **more: Any) -> Access:
    """A page of one meeting, of those who are invited."""
    return Access(reads=INVITED, hidden=HIDDEN, things=of_meeting(state, **(of or {})), **more)


def form_of(state: str = "planned", more: Mapping[str, str] | None = None, **form: str) -> Access:
    """A form of one meeting, of those who convene."""
    things = of_meeting(state, **(more or {}))
    return Access(reads=CONVENE, changes=CONVENE, hidden=HIDDEN, things=things, form=form)


def deed_of(state: str = "planned", more: Mapping[str, str] | None = None, **form: str) -> Access:
    """A button of one meeting, of those who convene."""
    things = of_meeting(state, **(more or {}))
    return Access(changes=CONVENE, hidden=HIDDEN, things=things, form=form)


def roster_page(state: str = "planned", **more: Any) -> Access:
    """A page of one meeting, of those who see its roster."""
    return Access(reads=ROSTER, hidden=HIDDEN, things=of_meeting(state), **more)


def tour_form(*, stop: bool = False, **form: str) -> Access:
    """A form of one tour, of those who plan it."""
    things = of_tour(stop=stop)
    return Access(reads=CONVENE, changes=CONVENE, hidden=NO_SCREEN, things=things, form=form)


def tour_deed(state: str = "planned", *, stop: bool = False, **form: str) -> Access:
    """A button of one tour, of those who plan it."""
    things = of_tour(state, stop=stop)
    return Access(changes=CONVENE, hidden=NO_SCREEN, things=things, form=form)


def sheet() -> Access:
    """A sheet of a tour, of those who see it."""
    return Access(reads=SCREENING, hidden=NO_SCREEN, things=of_tour("fixed"))


ITEM, DECISION = {"item": "items"}, {"decision": "decisions"}
VENUE, ATTENDEE = {"venue": "venues"}, {"attendee": "attendees"}

ACCESS = {
    "meetings": Access(reads=READERS, exports=True),
    "decisions": Access(reads=READERS, exports=True),
    "tours": Access(reads=READERS),
    "meeting-new": Access(
        reads=CONVENE, changes=CONVENE, things=kept, of_no_unit="it is new", form={"title": "一"}
    ),
    "meeting-series": Access(reads=CONVENE, things=kept, of_no_unit="the county's cycle"),
    "meeting-series-new": Access(
        reads=CONVENE, changes=CONVENE, things=kept, of_no_unit="it is new", form={"title": "一"}
    ),
    "meeting-series-end": Access(
        changes=CONVENE, things=a_series, of_no_unit="the county's cycle", form={"end": "1"}
    ),
    "tour-new": Access(
        reads=CONVENE, changes=CONVENE, things=kept, of_no_unit="it is new", form={"title": "一"}
    ),
    "meeting": read("planned"),
    "meeting-hall": read("open"),
    "meeting-minutes": read("closed"),
    "meeting-minutes-word": read("closed"),
    "meeting-edit": form_of(title="一"),
    "meeting-cancel": form_of(reason="防汛"),
    "meeting-proposals": form_of(project="0"),
    "agenda-add": form_of(title="一", minutes="5"),
    "agenda-order": deed_of(move="up:1"),
    "agenda-change": form_of(more=ITEM, title="一", minutes="5"),
    "agenda-remove": deed_of(more=ITEM, remove="1"),
    "agenda-papers": read("planned", of=ITEM),
    "meeting-speakers": form_of(theme="projects"),
    "contributions": read("planned", exports=True),
    "contribution-ask": form_of(due_on="2026-10-09"),
    "contribution-excuse": form_of(more={"contribution": "contributions"}, why="防汛"),
    "contribution": Access(
        reads=INVITED,
        changes=CONVENE | frozenset({"clerk", "town_leader"}),
        hidden=HIDDEN,
        things=a_contribution,
        form={"text": "材料"},
    ),
    "meeting-rehearsal": roster_page(exports=True),
    "device-add": form_of(more=VENUE, name="侧屏"),
    "device-remove": Access(changes=CONVENE, hidden=HIDDEN, things=a_device, form={"remove": "1"}),
    "meeting-poll": Access(reads=ROSTER, changes=CONVENE, hidden=HIDDEN, things=of_meeting()),
    "meeting-poll-roll": Access(
        changes=OFFICE, things=of_meeting(), form={"take": "1"}, of_no_unit="the office's alone"
    ),
    "meeting-lists": roster_page(),
    "meeting-seating": Access(
        changes=ROSTER, hidden=HIDDEN, things=of_meeting(), form={"ranking": "青石镇"}
    ),
    "meeting-ceremony": Access(
        changes=ROSTER, hidden=HIDDEN, things=of_meeting(), form={"ranking": "青石镇"}
    ),
    "meeting-speaking-order": roster_page(exports=True),
    "meeting-clock": roster_page("open"),
    "clock-press": deed_of("open", ITEM, press="start"),
    "agenda-remark": form_of("open", more=ITEM, text="要点"),
    "meeting-lengths": Access(reads=READERS, exports=True),
    "meeting-roster": roster_page(exports=True),
    "meeting-desk": roster_page("open", exports=True),
    "meeting-turnout": roster_page("open"),
    "venue-add": form_of(name="分会场"),
    "venue-change": form_of(more=VENUE, name="大礼堂"),
    "venue-remove": deed_of(more=VENUE, remove="1"),
    "attendee-add": form_of(name="张三"),
    "attendee": form_of(more=ATTENDEE, name="王五"),
    "attendee-remove": deed_of(more=ATTENDEE, remove="1"),
    "attendee-card": deed_of(more=ATTENDEE, card="1"),
    "meeting-cards": deed_of(cards="1"),
    "meeting-roster-import": form_of(rows="x"),
    "meeting-roster-template": Access(reads=CONVENE, hidden=HIDDEN, things=of_meeting()),
    "meeting-roster-earlier": form_of(earlier="0"),
    "attendance-scan": deed_of("open", code="001"),
    "attendance-note": deed_of("open", presence="present"),
    "meeting-open": deed_of(open="1"),
    "meeting-attendance": form_of("open", presence="present"),
    "decision-record": form_of("open", text="一"),
    "decision-remove": deed_of("open", DECISION, remove="1"),
    "meeting-hand-over": Access(
        changes=frozenset({"supervisor"}),
        hidden=HIDDEN,
        things=read("closed").things,
        form={"go": "1"},
    ),
    "meeting-close": form_of("open", edition="0"),
    "decision": Access(
        reads=INVITED,
        changes=CONVENE | frozenset({"clerk", "town_leader"}),
        hidden=HIDDEN,
        things=a_decision,
        form={"note": "已完成"},
    ),
    "tour": Access(reads=SCREENING, hidden=NO_SCREEN, things=of_tour(), exports=True),
    "tour-edit": tour_form(title="一"),
    "tour-cancel": tour_form(reason="防汛"),
    "tour-fix": tour_deed(edition="0"),
    "tour-hold": tour_deed("fixed", hold="1"),
    "stop-add": tour_form(project="0"),
    "stop-order": tour_deed(move="up:1"),
    "stop-change": tour_form(stop=True, travel_minutes="5", stay_minutes="5"),
    "stop-remove": tour_deed(stop=True, remove="1"),
    "stop-screen": Access(
        reads=STATISTICS | STATISTICS_LEADER,
        changes=STATISTICS | STATISTICS_LEADER,
        hidden=NO_SCREEN,
        things=a_screening,
        form={"verdict": "fit"},
    ),
    "tour-route": sheet(),
    "tour-rating": sheet(),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into a meeting to which the unit alone is invited, and into its decision."""
    held = make_meeting(
        county, "closed", units=[unit], title=text, place=text, remarks=text, by_name=text
    )
    held.invitations.update(person=text[:40])
    item = make_item(held, title=text, why=text, speaker=text[:40])
    make_decision(held, unit, item=item, text=text, by_name=text)
    venue = make_venue(held, text[:40], place=text)
    make_device(venue, text[:40])
    make_attendee(held, text[:40], venue=venue, unit_name=text, post=text[:60])
    make_contribution(held, unit, text=text, excused_why=text[:200], by_name=text)
    tour = make_tour(county, title=text, start_place=text)
    tour.bureaus.set([unit])
    make_stop(tour, make_project(county, unit=unit, code=f"X-{unit.code}-{text}"[:40]), focus=text)
