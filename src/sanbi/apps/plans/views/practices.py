"""Good practice: the list, one of them, and the forms."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.plans import services
from sanbi.apps.plans.forms.beside import DecideForm, PracticeForm, ResultForm, TakeoverForm
from sanbi.apps.plans.models import Practice, PracticeState
from sanbi.apps.plans.queries.practices import practice_get, practices_for
from sanbi.apps.plans.rules import acts_for, can_decide, can_nominate, can_read
from sanbi.apps.plans.views.frame import area_tabs, asked_for, trail_of
from sanbi.apps.plans.words import unit_words

ON_A_PAGE = 30


@page(can_read)
def practices(request: Request) -> HttpResponse:
    """Show good practice, or hand it out as a table."""
    state, text = (request.GET.get(name, "")[:60] for name in ("state", "q"))
    found = practices_for(request.actor, state, text)
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("", _("All")), *PracticeState.choices],
        "asked": bool(state or text),
        "may_nominate": can_nominate(request.actor.reading),
        "today": timezone.localdate(request.now),
        "tabs": area_tabs("practices"),
        "trail": trail_of((_("Good practice"),)),
    }
    return render(request, "plans/practices.html", shown)


def _table(wanted: str, found: QuerySet[Practice]) -> HttpResponse:
    columns = (
        Column(_("Title")),
        Column(_("Nominated by")),
        Column(_("Nominated on"), Kind.DATE),
        Column(_("State")),
        Column(_("What was done")),
        Column(_("What it brought")),
        Column(_("Taken over by"), Kind.NUMBER, 0),
    )
    lines: list[tuple[Any, ...]] = [
        (
            row.title,
            row.unit.name,
            row.nominated_on,
            row.get_state_display(),
            row.content,
            row.effect,
            getattr(row, "taken", 0),
        )
        for row in found
    ]
    return table_answer(wanted, _("Good practice"), columns, lines)


@page(can_read)
def practice(request: Request, practice: int) -> HttpResponse:
    """Show one practice, who took it over, and what came of it."""
    held = practice_get(request.actor, practice)
    actor = request.actor.reading
    rows = list(held.takeovers.select_related("unit"))
    shared = held.state == PracticeState.SHARED
    shown = {
        "practice": held,
        "rows": [(row, acts_for(actor, row.unit_id)) for row in rows],
        "told": sum(bool(row.result) for row in rows),
        "today": timezone.localdate(request.now),
        "may_decide": held.state == PracticeState.NOMINATED and can_decide(actor, held),
        "may_take": shared and can_nominate(actor),
        "trail": trail_of((_("Good practice"), reverse("practices")), (held.title,)),
    }
    return render(request, "plans/practice.html", shown)


def _way(held: Practice, title: str) -> list[Any]:
    own = (held.title, reverse("practice", args=[held.pk]))
    return trail_of((_("Good practice"), reverse("practices")), own, (title,))


@page(can_nominate)
def practice_new(request: Request) -> HttpResponse:
    """Nominate good practice."""
    title = _("Nominate good practice")
    return asked_for(
        request,
        PracticeForm(request.POST or None, actor=request.actor.reading),
        lambda given: services.practice_nominate(
            actor=request.actor, now=request.now, **{**given, "unit": given["unit"].pk}
        ),
        title=title,
        verb=_("Nominate"),
        note=_("The office looks at it; once it is shared, every unit sees it."),
        back=reverse("practices"),
        trail=trail_of((_("Good practice"), reverse("practices")), (title,)),
        then=lambda made: reverse("practice", args=[made.pk]),
    )


@page(can_read)
def practice_decide(request: Request, practice: int) -> HttpResponse:
    """Share a nomination with all, or decline it."""
    held = practice_get(request.actor, practice)
    require(
        can_decide(request.actor.reading, held), _("the assessment office; not who nominated it")
    )
    return asked_for(
        request,
        DecideForm(request.POST or None),
        lambda given: services.practice_decide(
            actor=request.actor, now=request.now, practice=held.pk, **given
        ),
        title=_("Decide"),
        back=reverse("practice", args=[held.pk]),
        trail=_way(held, _("Decide")),
        more={"about": held.title},
    )


@page(can_nominate)
def practice_take(request: Request, practice: int) -> HttpResponse:
    """Say what the own unit takes over."""
    held = practice_get(request.actor, practice)
    title = _("Take it over")
    return asked_for(
        request,
        TakeoverForm(request.POST or None, actor=request.actor.reading),
        lambda given: services.practice_take_over(
            actor=request.actor,
            now=request.now,
            practice=held.pk,
            unit=given["unit"].pk,
            taken=given["taken"],
        ),
        title=title,
        back=reverse("practice", args=[held.pk]),
        trail=_way(held, title),
        more={"about": held.title},
    )


@page(can_nominate)
def takeover_result(request: Request, practice: int, takeover: int) -> HttpResponse:
    """Say what came of what was taken over."""
    held = practice_get(request.actor, practice)
    row = held.takeovers.filter(pk=takeover).first()
    if row is None:
        raise Missing
    require(acts_for(request.actor.reading, row.unit_id), unit_words())
    title = _("Say what came of it")
    return asked_for(
        request,
        ResultForm(request.POST or None, initial={"result": row.result}),
        lambda given: services.takeover_tell(
            actor=request.actor, now=request.now, takeover=row.pk, **given
        ),
        title=title,
        verb=_("Save"),
        back=reverse("practice", args=[held.pk]),
        trail=_way(held, title),
        more={"about": held.title},
    )
