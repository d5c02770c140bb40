"""Observation tours: put together, screened by bureaus, fixed, held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Screening, Stop, Tour, TourState, Verdict
from sanbi.apps.meetings.notices import tell_screeners
from sanbi.apps.meetings.queries.tours import route_of, shown_before, tours_for
from sanbi.apps.meetings.rules import can_convene, can_screen
from sanbi.apps.meetings.services.locking import (
    project_open,
    require_same_rows,
    touched,
    tour_locked,
)
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.orgs.chosen import units_open
from sanbi.apps.orgs.models import Unit

LONGEST = 600


@dataclass(frozen=True)
class TourFacts:
    """What a tour is; bureaus that screen its stops by primary key."""

    title: str
    begins_at: datetime
    start_place: str
    bureaus: Sequence[int]


@dataclass(frozen=True)
class StopFacts:
    """How a stop is reached and looked at; minutes 0 to 600.

    ``shown_before_why`` lets a project in that another tour shows, ``unfit_why`` keeps one that a
    bureau calls unfit.
    """

    travel_minutes: int = 15
    stay_minutes: int = 15
    focus: str = ""
    shown_before_why: str = ""
    unfit_why: str = ""


@service("tour.add")
def tour_add(*, actor: Actor, now: datetime, facts: TourFacts) -> Tour:
    """Begin to put a tour together.

    Raises
    ------
    Refused
        in the past, and without a bureau that screens.
    """
    require(can_convene(actor), who_convenes())
    made = Tour(by=actor.user, by_name=actor.name)
    bureaus = _write(made, facts, now)
    tell(made, begins_at=made.begins_at, bureaus=[unit.name for unit in bureaus])
    return made


@service("tour.change")
def tour_change(*, actor: Actor, now: datetime, tour: int, edition: int, facts: TourFacts) -> Tour:
    """Change when it begins, where, and who screens, before the route is fixed."""
    held = tour_locked(actor, tour, TourState.PLANNED, edition=edition)
    held.edition += 1
    bureaus = _write(held, facts, now)
    Screening.objects.filter(stop__tour=held).exclude(unit__in=bureaus).delete()
    _ask(held, list(held.stops.order_by("pk")), bureaus, now)
    tell(held, begins_at=held.begins_at, bureaus=[unit.name for unit in bureaus])
    return held


@service("stop.add")
def stop_add(*, actor: Actor, now: datetime, tour: int, project: int, facts: StopFacts) -> Stop:
    """Put a project on the route, at its end; the bureaus are asked about it.

    Raises
    ------
    Refused
        when it is on it already, or another tour shows it and no reason is given.
    """
    held = tour_locked(actor, tour, TourState.PLANNED)
    if held.stops.filter(project=project).exists():
        raise Refused(_("This project is on the route already."), _("Choose another."), "project")
    shown = project_open(actor, project)
    before = shown_before([shown.pk], held).get(shown.pk)
    if before is not None and not facts.shown_before_why.strip():
        raise Refused(
            _("“%(project)s” is on “%(tour)s” of %(day)s.")
            % {
                "project": shown,
                "tour": before,
                "day": timezone.localdate(before.begins_at).isoformat(),
            },
            _("Choose another, or say why it is shown again."),
            "shown_before_why",
        )
    last = held.stops.aggregate(last=Max("place"))["last"] or 0
    made = Stop(tour=held, project=shown, place=last + 1)
    _write_stop(made, facts)
    touched(held)
    _ask(held, [made], list(held.bureaus.order_by("pk")), now)
    tell(held, project=shown.name, shown_before_why=made.shown_before_why)
    return made


@service("stop.change")
def stop_change(*, actor: Actor, now: datetime, tour: int, stop: int, facts: StopFacts) -> Stop:
    """Change how long it takes, what is looked at, and the reasons for showing it."""
    del now
    held = tour_locked(actor, tour, TourState.PLANNED)
    row = _stop(held, stop)
    if row.shown_before_why and not facts.shown_before_why.strip():
        raise Refused(
            _("Another tour shows this project."), _("Keep the reason."), "shown_before_why"
        )
    _write_stop(row, facts)
    touched(held)
    tell(held, project=row.project.name, unfit_why=row.unfit_why)
    return row


@service("stop.remove")
def stop_remove(*, actor: Actor, now: datetime, tour: int, stop: int) -> Tour:
    """Take a project off the route."""
    del now
    held = tour_locked(actor, tour, TourState.PLANNED)
    row = _stop(held, stop)
    name = row.project.name
    row.delete()
    touched(held)
    tell(held, project=name)
    return held


@service("stop.order")
def stops_order(*, actor: Actor, now: datetime, tour: int, stops: Sequence[int]) -> Tour:
    """Put the stops into an order; all of them are named.

    Raises
    ------
    Conflict
        when stops were added or removed in the meantime.
    """
    del now
    held = tour_locked(actor, tour, TourState.PLANNED)
    rows = {row.pk: row for row in held.stops.select_related("project").order_by("pk")}
    require_same_rows(stops, rows)
    for place, key in enumerate(stops, start=1):
        rows[key].place = place
    Stop.objects.bulk_update(rows.values(), ["place"])
    touched(held)
    tell(held, order=[rows[key].project.name for key in stops])
    return held


@service("stop.screen")
def stop_screen(
    *, actor: Actor, now: datetime, screening: int, verdict: str, reason: str = ""
) -> Screening:
    """Say for a bureau whether a stop is fit to be shown; unfit needs a reason.

    Raises
    ------
    Refused
        when the route is fixed, and for unfit without a reason.
    """
    rows = Screening.objects.filter(stop__tour__in=tours_for(actor).order_by())
    rows = rows.select_related("stop__tour", "stop__project", "unit")
    # The tour too: a route that is being fixed must not change under it.
    held = rows.filter(pk=screening).select_for_update(of=("stop__tour", "self")).first()
    if held is None:
        raise Missing
    require(can_screen(actor, held), held.unit.name)
    if held.stop.tour.state != TourState.PLANNED:
        raise Refused(_("The route is fixed."), _("Ask who plans the tour."))
    if verdict not in (Verdict.FIT, Verdict.UNFIT):
        raise Refused(_("Say whether it is fit to be shown."), _("Choose one."), "verdict")
    held.reason = needed(reason, "reason") if verdict == Verdict.UNFIT else reason.strip()
    held.verdict, held.at = verdict, now
    held.by, held.by_name = actor.user, actor.name
    held.save()
    tell(held.stop.tour, project=held.stop.project.name, verdict=verdict, reason=held.reason)
    return held


@service("tour.fix")
def tour_fix(*, actor: Actor, now: datetime, tour: int, edition: int) -> Tour:
    """Fix the route: its sheets can be printed, and nothing on it changes any more.

    Raises
    ------
    Refused
        without stops, while a bureau has not said, and with an unfit stop without a reason.
    """
    del now
    held = tour_locked(actor, tour, TourState.PLANNED, edition=edition)
    halts = route_of(held)
    if not halts:
        raise Refused(_("There is no stop on the route."), _("Put a project on it first."))
    for halt in halts:
        if halt.verdict == Verdict.WAITING:
            raise Refused(
                _("Not every bureau has said of “%(project)s” whether it is fit.")
                % {"project": halt.stop.project},
                _("Wait for them, or take it off the route."),
            )
        if halt.verdict == Verdict.UNFIT and not halt.stop.unfit_why:
            raise Refused(
                _("A bureau calls “%(project)s” unfit.") % {"project": halt.stop.project},
                _("Take it off the route, or say why it is shown all the same."),
            )
    held.state = TourState.FIXED
    touched(held)
    tell(held, names=[halt.stop.project.name for halt in halts])
    return held


@service("tour.hold")
def tour_hold(*, actor: Actor, now: datetime, tour: int) -> Tour:
    """Say that a tour was held."""
    held = tour_locked(actor, tour, TourState.FIXED)
    if held.begins_at > now:
        raise Refused(_("It has not begun yet."), _("Wait until it was held."))
    held.state = TourState.HELD
    touched(held)
    tell(held, stops=held.stops.count())
    return held


@service("tour.cancel")
def tour_cancel(*, actor: Actor, now: datetime, tour: int, reason: str) -> Tour:
    """Call a tour off, with the reason; its projects count as not shown."""
    del now
    held = tour_locked(actor, tour, TourState.PLANNED, TourState.FIXED)
    held.cancelled_why = needed(reason, "reason")
    held.state = TourState.CANCELLED
    touched(held)
    tell(held, reason=held.cancelled_why)
    return held


def _write(tour: Tour, facts: TourFacts, now: datetime) -> list[Unit]:
    if facts.begins_at < now:
        raise Refused(
            _("This moment has passed."), _("Choose when the tour will begin."), "begins_at"
        )
    bureaus = units_open(facts.bureaus, "bureaus", least=1)
    tour.title, tour.begins_at = needed(facts.title, "title"), facts.begins_at
    tour.start_place = needed(facts.start_place, "start_place")
    tour.save()
    tour.bureaus.set(bureaus)
    return bureaus


def _write_stop(stop: Stop, facts: StopFacts) -> None:
    for name in ("travel_minutes", "stay_minutes"):
        if not 0 <= getattr(facts, name) <= LONGEST:
            raise Refused(_("Minutes are 0 to 600."), _("Type a number between."), name)
    stop.travel_minutes, stop.stay_minutes = facts.travel_minutes, facts.stay_minutes
    stop.focus, stop.unfit_why = facts.focus.strip(), facts.unfit_why.strip()
    stop.shown_before_why = facts.shown_before_why.strip()
    stop.save()


def _ask(tour: Tour, stops: Sequence[Stop], bureaus: Sequence[Unit], now: datetime) -> None:
    """Ask each bureau about each stop, once; who is asked anew is told."""
    known = set(Screening.objects.filter(stop__in=stops).values_list("stop", "unit"))
    made = Screening.objects.bulk_create(
        Screening(stop=stop, unit=unit)
        for stop in stops
        for unit in bureaus
        if (stop.pk, unit.pk) not in known
    )
    if made:
        tell_screeners(tour, {row.unit_id for row in made}, now)


def _stop(tour: Tour, stop: int) -> Stop:
    found = tour.stops.filter(pk=stop).select_related("project").first()
    if found is None:
        raise Missing
    return found
