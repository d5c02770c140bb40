"""Tours, their stops, and where a project was shown before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.meetings.models import Screening, Stop, Tour, TourState, Verdict
from sanbi.apps.meetings.rules import tours_seen


def tours_for(actor: Actor) -> QuerySet[Tour]:
    """Return the tours that the actor sees, the newest first."""
    return Tour.objects.filter(tours_seen(actor)).order_by("-begins_at", "-pk")


def with_stops(rows: QuerySet[Tour]) -> QuerySet[Tour]:
    """Annotate the number of stops."""
    return rows.annotate(stop_count=Count("stops", distinct=True))


def tour_get(actor: Actor, tour: int) -> Tour:
    """Return a tour.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = tours_for(actor).filter(pk=tour).first()
    if found is None:
        raise Missing
    return found


def stop_get(tour: Tour, stop: int) -> Stop:
    """Return a stop of a tour that was asked for.

    Raises
    ------
    Missing
        when there is none.
    """
    found = tour.stops.filter(pk=stop).select_related("project__unit").first()
    if found is None:
        raise Missing
    return found


def shown_before(projects: Sequence[int], tour: Tour | None) -> dict[int, Tour]:
    """Return by project the newest other tour that shows it or has shown it."""
    rows = Stop.objects.filter(project__in=projects).exclude(tour__state=TourState.CANCELLED)
    if tour is not None:
        rows = rows.exclude(tour=tour)
    rows = rows.select_related("tour").order_by("project_id", "-tour__begins_at", "-pk")
    return {row.project_id: row.tour for row in rows.distinct("project_id")}


@dataclass(frozen=True)
class Halt:
    """A stop as the route sheet has it: arrival, departure, and what the bureaus say."""

    stop: Stop
    arrives: datetime
    leaves: datetime
    screenings: tuple[Screening, ...]
    before: Tour | None

    @property
    def verdict(self) -> str:
        """unfit if any bureau says so, fit when all do, else waiting."""
        said = {row.verdict for row in self.screenings}
        if Verdict.UNFIT in said:
            return Verdict.UNFIT
        return Verdict.WAITING if Verdict.WAITING in said or not said else Verdict.FIT


def route_of(tour: Tour) -> list[Halt]:
    """Return the stops of a tour that was asked for, in order, each with its times."""
    stops = list(tour.stops.select_related("project__unit").order_by("place", "pk"))
    said: dict[int, list[Screening]] = {}
    for row in Screening.objects.filter(stop__in=stops).select_related("unit"):
        said.setdefault(row.stop_id, []).append(row)
    before = shown_before([stop.project_id for stop in stops], tour)
    found, clock = [], tour.begins_at
    for stop in stops:
        arrives = clock + timedelta(minutes=stop.travel_minutes)
        clock = arrives + timedelta(minutes=stop.stay_minutes)
        halt = Halt(
            stop,
            arrives,
            clock,
            tuple(said.get(stop.pk, [])),
            before.get(stop.project_id),
        )
        found.append(halt)
    return found
