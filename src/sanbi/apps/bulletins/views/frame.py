"""What the pages of the area share: the way to a page, a form about something."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.queries import bulletin_get
from sanbi.apps.bulletins.rules import can_compose
from sanbi.apps.bulletins.words import who_composes
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked

Crumb = tuple[str, str] | tuple[str]


def trail_of(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the area."""
    return [(_("Bulletins"), reverse("bulletins")), *more]


def way_to(held: Bulletin) -> Crumb:
    """Return the step of the way that leads to a bulletin."""
    return (held.title, reverse("bulletin", args=[held.pk]))


def composed(request: Request, bulletin: int) -> Bulletin:
    """Return a bulletin that the actor writes."""
    held = bulletin_get(request.actor, bulletin)
    require(can_compose(request.actor), who_composes())
    return held


def asked_here(
    request: Request,
    form: Form,
    deed: Deed,
    *,
    trail: tuple[Crumb, ...] = (),
    more: dict[str, Any] | None = None,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form of the area, and do its deed."""
    shown = {"trail": trail_of(*trail, (how["title"],)), **(more or {})}
    return asked(request, form, deed, template="bulletins/form.html", more=shown, **how)
