"""Pages of meetings before they are held: the list, the call, the agenda."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.forms.meetings import (
    CloseForm,
    DecisionForm,
    ItemForm,
    MeetingForm,
    ReasonForm,
    SeriesForm,
    ordered,
)
from sanbi.apps.meetings.models import (
    DecisionState,
    Invitation,
    Meeting,
    MeetingState,
    Presence,
    Series,
    Sort,
)
from sanbi.apps.meetings.queries.meetings import (
    agenda_of,
    item_get,
    meeting_get,
    meetings_for,
    seen_projects,
    series_get,
    slots_open,
    with_counts,
)
from sanbi.apps.meetings.queries.timing import timed, warnings_of
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    area_tabs,
    asked_here,
    convened,
    meeting_tabs,
    trail_of,
    way_to,
)
from sanbi.apps.meetings.words import reason_words
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.queries import projects_for
from sanbi.apps.projects.queries.dispatch import needs_dispatch

ON_A_PAGE = 50


@page(can_read)
def meetings(request: Request) -> HttpResponse:
    """Show the meetings, the newest first; as a table for download."""
    found = with_counts(meetings_for(request.actor))
    if request.GET.get("state") in MeetingState.values:
        found = found.filter(state=request.GET["state"])
    if request.GET.get("kind") in Sort.values:
        found = found.filter(sort=request.GET["kind"])
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    convenes, today = can_convene(request.actor), timezone.localdate(request.now)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("", _("All")), *MeetingState.choices],
        "sorts": [("", _("All kinds")), *Sort.choices],
        "slots": slots_open(today) if convenes else [],
        "may_convene": convenes,
        "today": today,
        "tabs": area_tabs("meetings", request.actor),
        "trail": [(_("Meetings"),)],
    }
    return render(request, "meetings/list.html", shown)


def _table(wanted: str, found: QuerySet[Meeting]) -> HttpResponse:
    columns = (
        Column(_("Meeting")),
        Column(_("Kind of meeting")),
        Column(_("Begins"), Kind.MOMENT),
        Column(_("Venue")),
        Column(_("Chaired by")),
        Column(_("State")),
        Column(_("Items"), Kind.NUMBER),
        Column(_("Matters decided"), Kind.NUMBER),
        Column(_("Not carried out"), Kind.NUMBER),
    )
    rows = [
        (
            row.title,
            str(Sort(row.sort).label),
            row.begins_at,
            row.place,
            row.chair.name,
            str(MeetingState(row.state).label),
            row.item_count,  # type: ignore[attr-defined]  # annotated by with_counts
            row.decision_count,  # type: ignore[attr-defined]  # the same
            row.open_count,  # type: ignore[attr-defined]  # the same
        )
        for row in found
    ]
    return table_answer(wanted, _("Meetings"), columns, rows)


# -- regular ones ----------------------------------------------------------------------------------
@page(can_convene)
def series(request: Request) -> HttpResponse:
    """Show the meetings that come round."""
    today = timezone.localdate(request.now)
    shown = {
        "rows": Series.objects.select_related("chair").prefetch_related("units"),
        "slots": slots_open(today),
        "today": today,
        "tabs": area_tabs("meeting-series", request.actor),
        "trail": trail_of((_("Regular meetings"),)),
    }
    return render(request, "meetings/series.html", shown)


@page(can_convene)
def series_new(request: Request) -> HttpResponse:
    """Let a meeting come round."""
    return asked_here(
        request,
        SeriesForm(request.POST or None),
        lambda given: services.series_add(
            actor=request.actor,
            now=request.now,
            **{
                **given,
                "chair": given["chair"].pk,
                "units": [unit.pk for unit in given["units"]],
            },
        ),
        title=_("A regular meeting"),
        verb=_("Save"),
        back=reverse("meeting-series"),
        trail=((_("Regular meetings"), reverse("meeting-series")),),
        done=_("Saved. Its next days are proposed."),
    )


@require_POST
@page(can_convene)
def series_end(request: Request, series: int) -> HttpResponse:
    """Let a meeting come round no more."""
    held = services.series_end(actor=request.actor, now=request.now, series=series_get(series).pk)
    messages.success(request, _("“%(title)s” comes round no more.") % {"title": held})
    return redirect("meeting-series")


# -- called ----------------------------------------------------------------------------------------
@page(can_convene)
def meeting_new(request: Request) -> HttpResponse:
    """Call a meeting; with a series and a day of it, as that series foresees it."""
    form = MeetingForm(request.POST or None, initial=_foreseen(request))
    return asked_here(
        request,
        form,
        lambda given: services.meeting_call(
            actor=request.actor,
            now=request.now,
            facts=form.facts(),
            series=given["series"],
            slot_on=given["slot_on"],
        ),
        title=_("Call a meeting"),
        verb=_("Call it"),
        back=reverse("meetings"),
        note=_("The units that are invited get a message."),
        done=_("Called. Now put together its agenda."),
        then=lambda made: reverse("meeting-proposals", args=[made.pk]),
    )


def _foreseen(request: Request) -> dict[str, Any]:
    asked, on = request.GET.get("series", ""), parse_date(request.GET.get("on", "") or "-")
    if not asked.isdecimal() or len(asked) > 9 or on is None:  # noqa: PLR2004 - an int4
        return {}
    held = series_get(int(asked))
    return {
        "series": held.pk,
        "slot_on": on,
        "title": held.title,
        "begins_at": _moment(on, held),
        "place": held.place,
        "chair": held.chair_id,
        "units": [unit.pk for unit in held.units.all()],
    }


def _moment(on: date, held: Series) -> datetime:
    return timezone.make_aware(datetime.combine(on, held.begins))


@page(can_read)
def meeting_edit(request: Request, meeting: int) -> HttpResponse:
    """Change when, where and who."""
    held = convened(request, meeting)
    start = {
        name: getattr(held, name) for name in ("edition", "sort", "title", "place", "begins_at")
    }
    start |= {
        "chair": held.chair_id,
        "units": list(held.invitations.values_list("unit", flat=True)),
    }
    form = MeetingForm(request.POST or None, initial=start)
    return asked_here(
        request,
        form,
        lambda given: services.meeting_change(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=_("Change the meeting"),
        verb=_("Save"),
        back=reverse("meeting", args=[held.pk]),
        trail=way_to(held),
        done=_("Saved."),
    )


@page(can_read)
def meeting_cancel(request: Request, meeting: int) -> HttpResponse:
    """Call a meeting off."""
    held = convened(request, meeting)
    return asked_here(
        request,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.meeting_cancel(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            edition=given["edition"] or 0,
            reason=given["reason"],
        ),
        title=_("Call it off"),
        verb=_("Call it off"),
        back=reverse("meeting", args=[held.pk]),
        trail=way_to(held),
        danger=True,
    )


@page(can_read)
def meeting(request: Request, meeting: int) -> HttpResponse:
    """Show a meeting: its agenda, who is invited, what was decided."""
    held = meeting_get(request.actor, meeting)
    items, convenes = agenda_of(held), can_convene(request.actor)
    running = held.state == MeetingState.OPEN
    shown = {
        "meeting": held,
        "items": items,
        "times": timed(held, items),
        "warnings": warnings_of(items),
        "minutes": sum(item.minutes for item in items),
        "open_projects": seen_projects(request.actor, items),
        "invitations": _by_presence(held),
        "decisions": held.decisions.select_related("unit", "item", "action").order_by("pk"),
        "may_hand_over": _may_hand_over(request, held),
        "may_convene": convenes,
        "may_order": convenes and held.state in {MeetingState.PLANNED, MeetingState.OPEN},
        "form": DecisionForm(items=held.items.all()) if convenes and running else None,
        "close": CloseForm(initial={"edition": held.edition}) if convenes and running else None,
        "today": timezone.localdate(request.now),
        "tabs": meeting_tabs("meeting", held, request.actor),
        "trail": trail_of((held.title,)),
    }
    return render(request, "meetings/meeting.html", shown)


def _by_presence(held: Meeting) -> list[Invitation]:
    """The units invited: who came first, who is not noted last."""
    order = [*(value for value in Presence.values if value != Presence.UNKNOWN), Presence.UNKNOWN]
    return sorted(
        held.invitations.select_related("unit"), key=lambda row: order.index(row.presence)
    )


def _may_hand_over(request: Request, held: Meeting) -> bool:
    """Whether the actor may let the supervision office follow what is left of the decisions."""
    if not is_supervisor(request.actor.reading) or held.state != MeetingState.CLOSED:
        return False
    return held.decisions.filter(state=DecisionState.OPEN, action__isnull=True).exists()


# -- the agenda ------------------------------------------------------------------------------------
@page(can_read)
def proposals(request: Request, meeting: int) -> HttpResponse:
    """Show the projects that need the meeting, the gravest first; those chosen are put on it."""
    held = convened(request, meeting)
    chosen = [int(key) for key in request.POST.getlist("project") if key.isdecimal()]
    if request.method == "POST" and _proposed(request, held, chosen):
        return redirect("meeting", held.pk)
    on_it = set(held.items.values_list("project", flat=True))
    needs = needs_dispatch(request.actor, timezone.localdate(request.now))
    shown = {
        "meeting": held,
        "rows": [
            (need, [reason_words(reason) for reason in need.reasons])
            for need in needs
            if need.project.pk not in on_it
        ],
        "on_it": len(on_it - {None}),
        "trail": trail_of(*way_to(held), (_("Proposed items"),)),
    }
    return render(request, "meetings/proposals.html", shown)


def _proposed(request: Request, held: Meeting, chosen: list[int]) -> bool:
    try:
        made = services.agenda_propose(
            actor=request.actor, now=request.now, meeting=held.pk, projects=chosen
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("%(count)d items were put on the agenda.") % {"count": len(made)})
    return True


@page(can_read)
def item_new(request: Request, meeting: int) -> HttpResponse:
    """Put an item of one's own on the agenda."""
    held = convened(request, meeting)
    projects = projects_for(request.actor).filter(dropped_on__isnull=True)
    form = ItemForm(request.POST or None, projects=projects, venues=held.venues.all())
    return asked_here(
        request,
        form,
        lambda _given: services.agenda_add(
            actor=request.actor, now=request.now, meeting=held.pk, facts=form.facts()
        ),
        title=_("Put an item on the agenda"),
        verb=_("Put it on"),
        back=reverse("meeting", args=[held.pk]),
        trail=way_to(held),
    )


@page(can_read)
def item_edit(request: Request, meeting: int, item: int) -> HttpResponse:
    """Change an item."""
    held = convened(request, meeting)
    row = item_get(held, item)
    names = ("title", "why", "unit", "speaker", "minutes", "kind", "theme", "venue")
    start = {name: getattr(row, name) for name in names}
    form = ItemForm(request.POST or None, initial=start, venues=held.venues.all())
    return asked_here(
        request,
        form,
        lambda _given: services.agenda_change(
            actor=request.actor, now=request.now, meeting=held.pk, item=row.pk, facts=form.facts()
        ),
        title=_("Change the item"),
        verb=_("Save"),
        back=reverse("meeting", args=[held.pk]),
        trail=way_to(held),
    )


@require_POST
@page(can_read)
def item_remove(request: Request, meeting: int, item: int) -> HttpResponse:
    """Take an item off the agenda."""
    held = convened(request, meeting)
    services.agenda_remove(actor=request.actor, now=request.now, meeting=held.pk, item=item)
    return redirect("meeting", held.pk)


@require_POST
@page(can_read)
def order(request: Request, meeting: int) -> HttpResponse:
    """Put the agenda into another order: a dragged list, or one item up or down."""
    held = convened(request, meeting)
    keys = [row.pk for row in agenda_of(held)]
    wanted = ordered(request.POST.get("order", ""), keys, request.POST.get("move", ""))
    services.agenda_order(actor=request.actor, now=request.now, meeting=held.pk, items=wanted)
    return redirect("meeting", held.pk)
