"""Pages of paper: printing, handing out, entering twice, settling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots import services
from sanbi.apps.ballots.forms.polls import CountForm, SheetsForm
from sanbi.apps.ballots.models import Poll, PollKind
from sanbi.apps.ballots.paper.cards import cards_pdf
from sanbi.apps.ballots.paper.sheets import sheets_pdf
from sanbi.apps.ballots.queries.papers import entered_sheets, settled, sheets_of
from sanbi.apps.ballots.queries.polls import poll_get, subjects_of
from sanbi.apps.ballots.rules import can_run
from sanbi.apps.ballots.views.frame import asked_of, way_to
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.integrity.ballots import WHOLE

FOUND = 30
MARK = "mark:"
PDF = "application/pdf"


# -- printing --------------------------------------------------------------------------------------
@require_POST
@page(can_run)
def cards(request: Request, poll: int) -> HttpResponse:
    """Print the code cards of the roll."""
    held = services.cards_printed(actor=request.actor, now=request.now, poll=poll)
    voters = held.voters.select_related("poll_class", "unit")
    address = request.build_absolute_uri(reverse("vote", args=[held.pk]))
    content = cards_pdf(held, list(voters), address, request.now)
    return _pdf(content, f"{held.title} {_('Code cards')}")


@page(can_run)
def sheets_new(request: Request, poll: int) -> HttpResponse:
    """Print sheets of paper of a class."""
    held = poll_get(request.actor, poll)
    form = SheetsForm(held, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.papers_print(
                actor=request.actor,
                now=request.now,
                poll=held.pk,
                poll_class=given["poll_class"].pk,
                count=given["count"],
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            content = sheets_pdf(held, given["poll_class"], made, request.now)
            return _pdf(content, f"{held.title} {given['poll_class'].name}")
    return asked_of(
        request,
        held,
        form,
        lambda _given: None,
        title=_("Print paper ballots"),
        verb=_("Print"),
        note=_("Numbers are drawn by lot. Let people draw a sheet from the pile themselves."),
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=PDF)
    answer.headers["Content-Disposition"] = "inline"
    del name
    return answer


# -- the desk --------------------------------------------------------------------------------------
@page(can_run)
def desk(request: Request, poll: int) -> HttpResponse:
    """Hand paper out: find somebody by name or number."""
    held = poll_get(request.actor, poll)
    asked = request.GET.get("q", "").strip()
    people = []
    if asked:
        wanted = Q(name__contains=asked)
        if asked.isascii() and asked.isdecimal():
            wanted |= Q(number=int(asked[:9]))
        rows = held.voters.filter(wanted).select_related("poll_class", "unit", "roll_mark")
        people = list(rows[:FOUND])
    shown = {
        "poll": held,
        "asked": asked,
        "people": people,
        "sheets": sheets_of(held),
        "trail": way_to(held, (_("Hand out paper"),)),
    }
    return render(request, "ballots/desk.html", shown)


@require_POST
@page(can_run)
def hand_out(request: Request, poll: int, voter: int) -> HttpResponse:
    """Give somebody a sheet, or take an empty one back."""
    service = services.paper_take_back if "back" in request.POST else services.paper_hand_out
    row = service(actor=request.actor, now=request.now, poll=poll, voter=voter)
    said = (
        _("%(name)s gave the sheet back.") if "back" in request.POST else _("%(name)s has paper.")
    )
    messages.success(request, said % {"name": row.name})
    return redirect("paper-desk", poll)


# -- entering --------------------------------------------------------------------------------------
@page(can_run)
def enter(request: Request, poll: int) -> HttpResponse:
    """Enter a sheet; the second person does not see what the first has entered."""
    held = poll_get(request.actor, poll)
    fault = ""
    if request.method == "POST":
        try:
            services.paper_enter(
                actor=request.actor,
                now=request.now,
                poll=held.pk,
                number=request.POST.get("number", ""),
                marks=_marks(request.POST),
                invalid="invalid" in request.POST,
            )
        except Refused as error:
            fault = str(error)
        else:
            messages.success(request, _("Entered. The next sheet, please."))
            return redirect("paper-enter", held.pk)
    shown = {**_form_of(held, request), "fault": fault, "title": _("Enter paper")}
    return render(request, "ballots/enter.html", shown)


@page(can_run)
def sheets(request: Request, poll: int) -> HttpResponse:
    """Show how far the sheets have come: what waits for a second person, what differs."""
    held = poll_get(request.actor, poll)
    rows = entered_sheets(held)
    shown = {
        "poll": held,
        "sheets": sheets_of(held),
        "once": [slip for slip, entries in rows if len(entries) == 1],
        "differing": [
            slip for slip, entries in rows if len(entries) > 1 and settled(entries) is None
        ],
        "trail": way_to(held, (_("Sheets"),)),
    }
    return render(request, "ballots/sheets.html", shown)


@page(can_run)
def settle(request: Request, poll: int, number: str) -> HttpResponse:
    """Settle a sheet that two people have entered differently, with the paper in hand."""
    held = poll_get(request.actor, poll)
    fault = ""
    if request.method == "POST":
        try:
            services.paper_settle(
                actor=request.actor,
                now=request.now,
                poll=held.pk,
                number=number,
                marks=_marks(request.POST),
                invalid="invalid" in request.POST,
            )
        except Refused as error:
            fault = str(error)
        else:
            return redirect("paper-sheets", held.pk)
    found = [entries for slip, entries in entered_sheets(held) if slip.number == number]
    entries = found[0] if found and settled(found[0]) is None else []
    shown = {
        **_form_of(held, request),
        "fault": fault,
        "number": number,
        "differing": _differences(held, [entry.marks for entry in entries]),
        "title": _("Settle a sheet"),
    }
    return render(request, "ballots/enter.html", shown)


@page(can_run)
def unreturned(request: Request, poll: int) -> HttpResponse:
    """Say how many sheets did not come back."""
    held = poll_get(request.actor, poll)
    return asked_of(
        request,
        held,
        CountForm(request.POST or None, initial={"count": held.unreturned}),
        lambda given: services.papers_unreturned(
            actor=request.actor, now=request.now, poll=held.pk, count=given["count"]
        ),
        title=_("Sheets that did not come back"),
        verb=_("Save"),
        back=reverse("paper-sheets", args=[held.pk]),
    )


def _form_of(held: Poll, request: Request) -> dict[str, Any]:
    criteria = [name for name, _weight in held.criteria] or [WHOLE]
    lines = [
        (row.unit, [(f"{MARK}{row.unit.code}:{at}", name) for at, name in enumerate(criteria)])
        for row in subjects_of(held)
    ]
    return {
        "poll": held,
        "lines": lines,
        "criteria": criteria,
        "grades": [name for name, _points in held.grades] if held.kind == PollKind.GRADE else [],
        "given": request.POST,
        "trail": way_to(held, (_("Enter paper"),)),
    }


def _marks(given: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the marks of a form by unit, criteria by their place; the names come from the poll."""
    found: dict[str, dict[str, str]] = {}
    for name, mark in given.items():
        if name.startswith(MARK) and mark.strip():
            code, _sign, at = name.removeprefix(MARK).rpartition(":")
            found.setdefault(code, {})[given.get(f"criterion:{at}", WHOLE)] = mark.strip()
    return found


def _differences(held: Poll, entries: list[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Return (unit, what the first read, what the second read) where two entries differ."""
    if len(entries) < 2:  # noqa: PLR2004 - two people
        return []
    first, second = entries[:2]
    return [
        (row.unit.name, _said(first.get(row.unit.code)), _said(second.get(row.unit.code)))
        for row in subjects_of(held)
        if first.get(row.unit.code) != second.get(row.unit.code)
    ]


def _said(marks: Mapping[str, str] | None) -> str:
    if not marks:
        return "—"
    return "、".join(f"{name} {mark}".strip() for name, mark in marks.items())
