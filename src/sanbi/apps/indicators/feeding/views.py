"""Pages of bulk feeds."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators.feeding.forms import FeedForm
from sanbi.apps.indicators.feeding.queries import feeds_for
from sanbi.apps.indicators.feeding.reading import column_word
from sanbi.apps.indicators.feeding.services import OPEN, feed_stop
from sanbi.apps.indicators.models import Feed
from sanbi.apps.indicators.tasks import feed_hand_in, feed_queue
from sanbi.apps.orgs.pages import Request, page

ROWS = 50


def sees_feeds(actor: Actor) -> bool:
    """Bureaus hand files in; office and auditor look on."""
    return actor.has(Role.BUREAU, Role.OFFICE, Role.AUDITOR)


def feeds_in(actor: Actor) -> bool:
    """Only a bureau hands files in."""
    return actor.has(Role.BUREAU)


@page(sees_feeds)
def feeds(request: Request) -> HttpResponse:
    """Show the files handed in, the newest first."""
    found = feeds_for(request.actor)
    if request.GET.get("format"):
        columns = (
            Column(_("File")),
            Column(_("Bureau")),
            Column(_("State")),
            Column(_("Rows"), Kind.NUMBER),
            Column(_("New versions"), Kind.NUMBER),
            Column(_("Faults"), Kind.NUMBER),
            Column(_("Handed in"), Kind.MOMENT),
            Column(_("By")),
        )
        rows = (
            (
                item.name,
                item.owner.name,
                item.get_state_display(),
                item.rows,
                item.written,
                item.fault_count,
                item.at,
                item.by_name,
            )
            for item in found
        )
        return table_answer(request.GET["format"], _("Bulk feeds"), columns, rows)
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    hands_in = feeds_in(request.actor)
    return render(request, "indicators/feeds/list.html", {"page": shown, "hands_in": hands_in})


@page(feeds_in)
def feed_new(request: Request) -> HttpResponse:
    """Hand a file in."""
    form = FeedForm(request.actor, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("feed", _handed_in(request, form).pk)
        except Refused as error:
            form.add_error("file", str(error))
    status = 400 if request.method == "POST" else 200
    return render(request, "indicators/feeds/new.html", {"form": form}, status=status)


def _handed_in(request: Request, form: FeedForm) -> Feed:
    given = form.cleaned_data
    return feed_hand_in(
        actor=request.actor,
        now=request.now,
        owner=given["owner"].pk,
        file=given["file"],
        reason=given["reason"],
    )


def _held(request: Request, feed: int) -> Feed:
    found = feeds_for(request.actor).filter(pk=feed).first()
    if found is None:
        raise Missing
    return found


@page(sees_feeds)
def feed(request: Request, feed: int) -> HttpResponse:
    """Show how far a file has come, or its faults."""
    held = _held(request, feed)
    if request.GET.get("format"):
        columns = (Column(_("Row"), Kind.NUMBER), Column(_("Column")), Column(_("What to mend")))
        rows = ((item["row"], column_word(item["column"]), item["message"]) for item in held.faults)
        return table_answer(request.GET["format"], _("Faults"), columns, rows)
    own = request.actor.has_for(held.owner_id, Role.BUREAU)
    faults = [{**item, "column": column_word(item["column"])} for item in held.faults]
    asked = {"feed": held, "own": own, "open": held.state in OPEN, "faults": faults}
    return render(request, "indicators/feeds/one.html", asked)


@page(sees_feeds)
def feed_progress(request: Request, feed: int) -> HttpResponse:
    """Return the part of the page that shows how far a file has come."""
    held = _held(request, feed)
    asked = {"feed": held, "open": held.state in OPEN}
    return render(request, "indicators/feeds/progress.html", asked)


@require_POST
@page(feeds_in)
def feed_resume(request: Request, feed: int) -> HttpResponse:
    """Have a worker take the file up again."""
    feed_queue(_held(request, feed).pk)
    return redirect("feed", feed)


@require_POST
@page(feeds_in)
def feed_stop_page(request: Request, feed: int) -> HttpResponse:
    """Stop taking the file in."""
    _held(request, feed)
    feed_stop(actor=request.actor, now=request.now, feed=feed)
    return redirect("feed", feed)
