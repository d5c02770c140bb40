"""What the pages share: tabs, the way to a page, a form about a node."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.views.asking import Deed, asked
from sanbi.apps.plans.models import Node

AREA: tuple[tuple[str, Promise], ...] = (
    ("plans", gettext_lazy("Plan of the year")),
    ("plan-review", gettext_lazy("Review of the year")),
    ("peers", gettext_lazy("Peers to catch")),
    ("practices", gettext_lazy("Good practice")),
)
Crumb = tuple[str, str] | tuple[str]


def area_tabs(here: str) -> list[tuple[str, str, bool]]:
    """Return the tabs of the plan's pages."""
    return [(reverse(route), str(words), route == here) for route, words in AREA]


def trail_of(*more: Crumb) -> list[Crumb]:
    """Return the way to a page: through supervision and the plan."""
    start: list[Crumb] = [(_("Supervision of tasks"), reverse("actions"))]
    return [*start, (_("Plan of the year"), reverse("plans")), *more]


def way_to(node: Node, *more: Crumb) -> list[Crumb]:
    """Return the way to a node, or to a page about it; themes and targets above it between."""
    own: Crumb = (node.title, reverse("plan-node", args=[node.pk])) if more else (node.title,)
    above: list[Crumb] = []
    top = node.parent
    while top is not None:
        above.insert(0, (top.title, reverse("plan-node", args=[top.pk])))
        top = top.parent
    return trail_of(*above, own, *more)


def asked_for(
    request: Request,
    form: Form,
    deed: Deed,
    *,
    title: str,
    back: str,
    verb: str = "",
    trail: list[Crumb] | None = None,
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form on a page of its own, do its deed, and go back."""
    more = {"trail": trail or trail_of((title,)), **how.pop("more", {})}
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=verb or title,
        back=back,
        template="plans/form.html",
        more=more,
        **{"done": _("Done."), **how},
    )
