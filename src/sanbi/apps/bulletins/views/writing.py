"""Composing, editing, and the steps to an issued bulletin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.bulletins import services
from sanbi.apps.bulletins.forms.writing import (
    ComposeForm,
    HeadForm,
    NewSectionForm,
    ReasonForm,
    SectionForm,
)
from sanbi.apps.bulletins.models import Bulletin, Kind, Section
from sanbi.apps.bulletins.queries import bulletin_get
from sanbi.apps.bulletins.queries.changes import changes_of
from sanbi.apps.bulletins.rules import can_compose, can_read, can_sign
from sanbi.apps.bulletins.views.frame import asked_here, composed, trail_of, way_to
from sanbi.apps.bulletins.views.reading import paper_of
from sanbi.apps.bulletins.words import who_signs
from sanbi.apps.orgs.pages import Request, page


def _on(request: Request, held: Bulletin, given: dict[str, Any]) -> dict[str, Any]:
    """What every service about a bulletin is told."""
    edition = given.get("edition") or 0
    return {"actor": request.actor, "now": request.now, "bulletin": held.pk, "edition": edition}


@page(can_compose)
def bulletin_new(request: Request) -> HttpResponse:
    """Compose a bulletin."""
    return asked_here(
        request,
        ComposeForm(request.actor, request.POST or None, initial=_asked_for(request)),
        lambda given: services.bulletin_compose(
            actor=request.actor,
            now=request.now,
            **{**given, "round": _pk(given["round"]), "meeting": _pk(given["meeting"])},
        ),
        title=_("Compose a bulletin"),
        verb=_("Compose"),
        back=reverse("bulletins"),
        note=_("Its sections are written from the data of this moment; then you edit them."),
        then=lambda made: reverse("bulletin-compose", args=[made.pk]),
    )


def _asked_for(request: Request) -> dict[str, str]:
    """What the page of a meeting asks for: its report."""
    meeting = request.GET.get("meeting", "")
    return {"kind": Kind.MEETING, "meeting": meeting} if meeting.isdecimal() else {}


def _pk(row: Model | None) -> int | None:
    return None if row is None else row.pk


@page(can_read)
def compose(request: Request, bulletin: int) -> HttpResponse:
    """Show the composer: the sections, the figures that changed, and the paper beside them."""
    held = composed(request, bulletin)
    changed = changes_of(request.actor, held, request.now) if held.is_open else []
    shown = {
        **paper_of(request, held),
        "sections": held.sections.all(),
        "figures": held.figures.select_related("section"),
        "changed": changed,
        "refreshed": held.figures.exclude(was=""),
        "trail": trail_of(way_to(held), (_("Compose"),)),
    }
    return render(request, "bulletins/compose.html", shown)


@page(can_read)
def edit(request: Request, bulletin: int) -> HttpResponse:
    """Change title, number's code, issuer, recipients and head."""
    held = composed(request, bulletin)
    names = ("edition", "title", "series", "issuer", "recipients", "copies", "red_head")
    form = HeadForm(request.POST or None, initial={name: getattr(held, name) for name in names})
    return asked_here(
        request,
        form,
        lambda given: services.bulletin_change(**_on(request, held, given), facts=form.facts()),
        title=_("Head of the bulletin"),
        verb=_("Save"),
        back=reverse("bulletin-compose", args=[held.pk]),
        trail=(way_to(held),),
    )


# -- sections --------------------------------------------------------------------------------------
@page(can_read)
def section(request: Request, bulletin: int, section: int) -> HttpResponse:
    """Write heading and own text of a section."""
    held = composed(request, bulletin)
    row = _section(held, section)
    start = {"edition": held.edition, "heading": row.heading, "text": row.text}
    return asked_here(
        request,
        SectionForm(request.POST or None, initial=start),
        lambda given: services.section_write(
            **_on(request, held, given),
            section=row.pk,
            heading=given["heading"],
            text=given["text"],
        ),
        title=_("Section: %(name)s") % {"name": row},
        verb=_("Save"),
        back=reverse("bulletin-compose", args=[held.pk]),
        trail=(way_to(held),),
        more={"figures": held.figures.select_related("section")},
    )


def _section(held: Bulletin, section: int) -> Section:
    found = held.sections.filter(pk=section).first()
    if found is None:
        raise Missing
    return found


@page(can_read)
def section_add(request: Request, bulletin: int) -> HttpResponse:
    """Add a section at the end."""
    held = composed(request, bulletin)
    return asked_here(
        request,
        NewSectionForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.section_add(**{**given, **_on(request, held, given)}),
        title=_("Add a section"),
        verb=_("Add"),
        back=reverse("bulletin-compose", args=[held.pk]),
        trail=(way_to(held),),
    )


@require_POST
@page(can_read)
def section_remove(request: Request, bulletin: int, section: int) -> HttpResponse:
    """Take a section out."""
    held = composed(request, bulletin)
    given = _on(request, held, {"edition": _edition(request)})
    return _back(request, held, lambda: services.section_remove(**given, section=section))


@require_POST
@page(can_read)
def section_move(request: Request, bulletin: int, section: int) -> HttpResponse:
    """Put a section one place up or down."""
    held = composed(request, bulletin)
    given = _on(request, held, {"edition": _edition(request)})
    up = request.POST.get("move") == "up"
    return _back(request, held, lambda: services.section_move(**given, section=section, up=up))


@require_POST
@page(can_read)
def refresh(request: Request, bulletin: int) -> HttpResponse:
    """Write all sections anew from the data of now."""
    held = composed(request, bulletin)
    given = _on(request, held, {"edition": _edition(request)})
    return _back(request, held, lambda: services.bulletin_refresh(**given))


# -- the way to an issued one ----------------------------------------------------------------------
@require_POST
@page(can_read)
def submit(request: Request, bulletin: int) -> HttpResponse:
    """Hand a draft in to be signed."""
    held = composed(request, bulletin)
    given = _on(request, held, {"edition": _edition(request)})
    return _back(request, held, lambda: services.bulletin_submit(**given), _("Handed in."))


@require_POST
@page(can_read)
def sign(request: Request, bulletin: int) -> HttpResponse:
    """Sign what another person handed in."""
    held = bulletin_get(request.actor, bulletin)
    require(can_sign(request.actor.reading, held), who_signs())
    given = _on(request, held, {"edition": _edition(request)})
    services.bulletin_sign(**given)
    messages.success(request, _("Signed: it has its number and is open to all."))
    return redirect("bulletin", held.pk)


@page(can_read)
def give_back(request: Request, bulletin: int) -> HttpResponse:
    """Give a bulletin back to be written anew."""
    held = bulletin_get(request.actor, bulletin)
    allowed = can_sign(request.actor.reading, held) or can_compose(request.actor.reading)
    require(allowed, who_signs())
    return asked_here(
        request,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.bulletin_return(**_on(request, held, given), reason=given["reason"]),
        title=_("Give it back"),
        verb=_("Give it back"),
        back=reverse("bulletins"),
        trail=(way_to(held),),
    )


@page(can_read)
def recall(request: Request, bulletin: int) -> HttpResponse:
    """Recall an issued bulletin; a new version begins."""
    held = composed(request, bulletin)
    return asked_here(
        request,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.bulletin_recall(**_on(request, held, given), reason=given["reason"]),
        title=_("Recall the bulletin"),
        verb=_("Recall it"),
        back=reverse("bulletin", args=[held.pk]),
        note=_("It stays readable, with the reason. A new version keeps its number."),
        danger=True,
        trail=(way_to(held),),
        then=lambda made: reverse("bulletin-compose", args=[made.pk]),
    )


def _edition(request: Request) -> int:
    given = request.POST.get("edition", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004


def _back(request: Request, held: Bulletin, deed: Any, done: str = "") -> HttpResponse:  # noqa: ANN401
    """Do a deed of the composer and show it again, with what was refused if something was."""
    try:
        deed()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
            return redirect("bulletin", held.pk)
    return redirect("bulletin-compose", held.pk)
