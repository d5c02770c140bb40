"""What the pages of the area share: tabs, the way to a page, rows with their clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.actions.categories import category_words
from sanbi.apps.actions.clock import Clock, clock_of
from sanbi.apps.actions.models import Action
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.words import clock_words
from sanbi.apps.audit.actors import Actor
from sanbi.apps.documents.rules import can_read as reads_inbox
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.orgs.views.asking import Deed, asked

AREA: tuple[tuple[str, Promise], ...] = (
    ("actions", gettext_lazy("My desk")),
    ("documents", gettext_lazy("Inbox")),
    ("actions-list", gettext_lazy("All actions")),
    ("actions-board", gettext_lazy("Board of actions")),
    ("actions-calendar", gettext_lazy("Calendar of due dates")),
    ("problem-lists", gettext_lazy("Lists of problems")),
    ("firms", gettext_lazy("Firms")),
    ("risks", gettext_lazy("Risks")),
    ("visits", gettext_lazy("Field visits")),
    ("plans", gettext_lazy("Plan of the year")),
    ("actions-statistics", gettext_lazy("In time and quality")),
    ("actions-rules", gettext_lazy("Limits and reminders")),
)
Crumb = tuple[str, str] | tuple[str]


@dataclass(frozen=True)
class Line:
    """An action as a list shows it: with its clock, and the clock in words."""

    action: Action
    clock: Clock

    @property
    def words(self) -> str:
        """How much time is left."""
        return clock_words(self.clock)

    @property
    def category(self) -> str:
        """What it is about within its kind."""
        return category_words(self.action.kind, self.action.category)


def liner(today: date) -> Callable[[Iterable[Action]], list[Line]]:
    """Return what gives actions their clocks on a day; rules and calendar are read once."""
    near, working = rules_on(today).near_days, calendar()
    return lambda actions: [
        Line(action, clock_of(action, today, working, near)) for action in actions
    ]


def lines_of(actions: Iterable[Action], today: date) -> list[Line]:
    """Return actions with their clocks on a day."""
    return liner(today)(actions)


def area_tabs(here: str, actor: Actor) -> list[tuple[str, str, bool]]:
    """Return the tabs of the area: the inbox for its readers, the rules for the supervision."""
    hidden = set()
    if not reads_inbox(actor):
        hidden.add("documents")
    if not is_supervisor(actor.reading):
        hidden.add("actions-rules")
    return [
        (reverse(route), str(words), route == here) for route, words in AREA if route not in hidden
    ]


def trail_of(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the area."""
    return [(_("Supervision of tasks"), reverse("actions")), *more]


def way_to(held: Action, *more: Crumb) -> list[Crumb]:
    """Return the way to an action, or to a page about it."""
    own: Crumb = (held.number, reverse("action", args=[held.pk])) if more else (held.number,)
    return trail_of((_("All actions"), reverse("actions-list")), own, *more)


def asked_about(
    request: Request,
    held: Action,
    form: Form,
    deed: Deed,
    *,
    title: str,
    verb: str = "",
    **how: Any,  # noqa: ANN401 - handed on to `asked`
) -> HttpResponse:
    """Show a form about an action, do its deed, and go back to the action."""
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=verb or title,
        back=reverse("action", args=[held.pk]),
        template="actions/form.html",
        more={"trail": way_to(held, (title,)), "action": held},
        **{"done": _("Done."), **how},
    )
