"""Meetings and tours that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.given import same_edition
from sanbi.apps.meetings.models import Meeting, MeetingState, Tour, TourState
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.queries.tours import tours_for
from sanbi.apps.meetings.rules import can_convene
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries import projects_for


def meeting_locked(
    actor: Actor, meeting: int, *states: MeetingState, edition: int | None = None
) -> Meeting:
    """Return a meeting that the actor convenes, locked, in one of some states.

    Raises
    ------
    Missing, NotAllowed
        when the actor may not see it, or not convene.
    Conflict
        when it has another edition than was looked at.
    Refused
        in another state.
    """
    held = meetings_for(actor).filter(pk=meeting).select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(can_convene(actor), who_convenes())
    same_edition(held, edition)
    if states and held.state not in states:
        raise Refused(
            _("“%(title)s” is: %(state)s.")
            % {"title": held, "state": MeetingState(held.state).label},
            _("What was asked for does not fit; look at its page."),
        )
    return held


def tour_locked(actor: Actor, tour: int, *states: TourState, edition: int | None = None) -> Tour:
    """Return a tour that the actor plans, locked; raises as `meeting_locked` does."""
    held = tours_for(actor).filter(pk=tour).select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(can_convene(actor), who_convenes())
    same_edition(held, edition)
    if states and held.state not in states:
        raise Refused(
            _("“%(title)s” is: %(state)s.") % {"title": held, "state": TourState(held.state).label},
            _("What was asked for does not fit; look at its page."),
        )
    return held


def touched(held: Meeting | Tour) -> None:
    """Count a change, so that who looked at an older state is told."""
    held.edition += 1
    held.save()


def project_open(actor: Actor, key: int, field: str = "project") -> Project:
    """Return a project of the register that the actor sees.

    Raises
    ------
    Refused
        when there is none, or it was given up.
    """
    found = projects_for(actor).filter(pk=key, dropped_on__isnull=True).first()
    if found is None:
        raise Refused(
            _("There is no such project in the register."), _("Choose one of the list."), field
        )
    return found


def require_same_rows(given: Sequence[int], kept: Iterable[int]) -> None:
    """Go on only with an order that names each row once.

    Raises
    ------
    Conflict
        when rows were added or removed since, or one is named twice.
    """
    if sorted(given) != sorted(kept):
        raise Conflict(
            _("Rows were added or removed in the meantime."),
            _("Look at the newest list, then order it again."),
        )
