"""What the pages of the area share: tabs, the way to a page, a form about something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import require
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.queries.meetings import meeting_get
from sanbi.apps.meetings.rules import can_convene, can_see_roster
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked

AREA: tuple[tuple[str, Promise], ...] = (
    ("meetings", gettext_lazy("Meetings")),
    ("decisions", gettext_lazy("Matters decided")),
    ("tours", gettext_lazy("Observation tours")),
    ("meeting-lengths", gettext_lazy("Number and length")),
    ("meeting-series", gettext_lazy("Regular meetings")),
)
OF_A_MEETING: tuple[tuple[str, Promise], ...] = (
    ("meeting", gettext_lazy("Agenda and decisions")),
    ("contributions", gettext_lazy("Contributions")),
    ("meeting-roster", gettext_lazy("Venues and roster")),
    ("meeting-desk", gettext_lazy("Sign-in")),
    ("meeting-poll", gettext_lazy("Evaluation on the spot")),
    ("meeting-rehearsal", gettext_lazy("Check before the meeting")),
    ("meeting-clock", gettext_lazy("Speaking clock")),
    ("meeting-lists", gettext_lazy("Lists for the hall")),
)
Crumb = tuple[str, str] | tuple[str]


def area_tabs(here: str, actor: Actor) -> list[tuple[str, str, bool]]:
    """Return the tabs of the area; the cycle is for those who convene."""
    convenes = can_convene(actor.reading)
    return [
        (reverse(route), str(words), route == here)
        for route, words in AREA
        if convenes or route != "meeting-series"
    ]


def trail_of(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the area."""
    return [(_("Meetings"), reverse("meetings")), *more]


def meeting_tabs(here: str, held: Meeting, actor: Actor) -> list[tuple[str, str, bool]]:
    """Return the tabs of a meeting; whoever is only invited sees its agenda and needs none."""
    if not can_see_roster(actor.reading):
        return []
    return [
        (reverse(route, args=[held.pk]), str(words), route == here) for route, words in OF_A_MEETING
    ]


def way_to(held: Meeting) -> tuple[tuple[str, str]]:
    """Return the way to a page of a meeting."""
    return ((held.title, reverse("meeting", args=[held.pk])),)


def convened(request: Request, meeting: int) -> Meeting:
    """Return a meeting that the actor convenes; raises Missing or NotAllowed."""
    held = meeting_get(request.actor, meeting)
    require(can_convene(request.actor), who_convenes())
    return held


def roster_seen(request: Request, meeting: int) -> Meeting:
    """Return a meeting whose roster the actor sees; raises Missing or NotAllowed."""
    held = meeting_get(request.actor, meeting)
    require(can_see_roster(request.actor), who_convenes())
    return held


def asked_here(
    request: Request,
    form: Form,
    deed: Deed,
    *,
    title: str,
    verb: str,
    back: str,
    trail: tuple[Crumb, ...] = (),
    template: str = "meetings/form.html",
    shown: Mapping[str, Any] | None = None,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form of the area, and do its deed."""
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=verb,
        back=back,
        template=template,
        more={"trail": trail_of(*trail, (title,)), **(shown or {})},
        **how,
    )
