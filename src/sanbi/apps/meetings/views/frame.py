"""What the pages of the area share: tabs, the way to a page, a form about something."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.actors import Actor
from sanbi.apps.meetings.rules import can_convene
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked

AREA: tuple[tuple[str, Promise], ...] = (
    ("meetings", gettext_lazy("Meetings")),
    ("decisions", gettext_lazy("Matters decided")),
    ("tours", gettext_lazy("Observation tours")),
    ("meeting-series", gettext_lazy("Regular meetings")),
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


def asked_here(
    request: Request,
    form: Form,
    deed: Deed,
    *,
    title: str,
    verb: str,
    back: str,
    trail: tuple[Crumb, ...] = (),
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
        template="meetings/form.html",
        more={"trail": trail_of(*trail, (title,))},
        **how,
    )
