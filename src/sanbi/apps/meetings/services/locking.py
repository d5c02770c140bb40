"""Meetings and tours that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.meetings.models import Meeting, MeetingState, Tour, TourState
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.queries.tours import tours_for
from sanbi.apps.meetings.rules import can_convene
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.orgs.models import Unit, User
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
    _same_edition(held, edition)
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
    _same_edition(held, edition)
    if states and held.state not in states:
        raise Refused(
            _("“%(title)s” is: %(state)s.") % {"title": held, "state": TourState(held.state).label},
            _("What was asked for does not fit; look at its page."),
        )
    return held


def _same_edition(held: Meeting | Tour, edition: int | None) -> None:
    if edition is not None and held.edition != edition:
        raise Conflict(
            _("Somebody changed “%(title)s” in the meantime.") % {"title": held},
            _("Look at the newest state, then change it again."),
        )


def touched(held: Meeting | Tour) -> None:
    """Count a change, so that who looked at an older state is told."""
    held.edition += 1
    held.save()


def needed(text: str, field: str) -> str:
    """Return a text without blanks around it.

    Raises
    ------
    Refused
        when nothing is left.
    """
    said = text.strip()
    if not said:
        raise Refused(_("This cannot stay empty."), _("Write it in a few words."), field)
    return said


def units_open(keys: Iterable[int], field: str = "units") -> list[Unit]:
    """Return units that exist.

    Raises
    ------
    Refused
        when there is none, or one is closed.
    """
    wanted = sorted(set(keys))
    found = list(Unit.objects.filter(pk__in=wanted, until__isnull=True).order_by("pk"))
    if not wanted or len(found) != len(wanted):
        raise Refused(_("There is no such unit."), _("Choose units that are open."), field)
    return found


def unit_open(key: int | None, field: str = "unit") -> Unit | None:
    """Return one unit that exists, or none where none is asked for."""
    return None if key is None else units_open([key], field)[0]


def person_open(key: int, field: str = "chair") -> User:
    """Return an account that is open.

    Raises
    ------
    Refused
        when there is none.
    """
    found = User.objects.filter(pk=key, is_active=True).first()
    if found is None:
        raise Refused(_("There is no such person."), _("Choose one of the list."), field)
    return found


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
