"""Deeds of the office on a poll: from closing the roll to publishing the result."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.ballots import services
from sanbi.apps.ballots.forms.polls import ReasonForm
from sanbi.apps.ballots.models import Poll
from sanbi.apps.ballots.queries.papers import sheets_of
from sanbi.apps.ballots.queries.polls import poll_get, turnout_of
from sanbi.apps.ballots.queries.terminals import terminals_of
from sanbi.apps.ballots.rules import can_run
from sanbi.apps.ballots.views.frame import asked_of, way_to
from sanbi.apps.orgs.pages import Request, page

STEPS: dict[str, Callable[..., object]] = {
    "ready": services.poll_ready,
    "reopen": services.poll_reopen_roll,
    "open": services.poll_open,
    "close": services.poll_close,
    "seal": services.poll_seal,
    "publish": services.poll_publish,
}
OF_AN_EDITION = frozenset({"ready", "open", "close", "seal", "publish"})


@require_POST
@page(can_run)
def poll_step(request: Request, poll: int, step: str) -> HttpResponse:
    """Take a poll one step on."""
    more = {}
    given = request.POST.get("edition", "")
    if step in OF_AN_EDITION and given.isascii() and given.isdecimal():
        more["edition"] = int(given[:9])
    STEPS[step](actor=request.actor, now=request.now, poll=poll, **more)
    return redirect("poll", poll)


@require_POST
@page(can_run)
def poll_device(request: Request, poll: int) -> HttpResponse:
    """Let people vote on own devices, or not."""
    allowed = request.POST.get("allowed") == "1"
    services.poll_device(actor=request.actor, now=request.now, poll=poll, allowed=allowed)
    return redirect("poll", poll)


@page(can_run)
def poll_extend(request: Request, poll: int) -> HttpResponse:
    """Open a closed poll again."""
    return _with_reason(
        request,
        poll_get(request.actor, poll),
        services.poll_extend,
        title=_("Open the poll again"),
        note=_("Nothing was counted yet; whoever has voted stays."),
    )


@page(can_run)
def poll_void(request: Request, poll: int) -> HttpResponse:
    """Declare a poll void."""
    return _with_reason(
        request,
        poll_get(request.actor, poll),
        services.poll_void,
        title=_("Declare the poll void"),
        note=_("Its ballots are burnt uncounted. This cannot be undone."),
        danger=True,
    )


def _with_reason(
    request: Request,
    held: Poll,
    service: Callable[..., object],
    *,
    title: str,
    note: str,
    danger: bool = False,
) -> HttpResponse:
    return asked_of(
        request,
        held,
        ReasonForm(request.POST or None),
        lambda given: service(actor=request.actor, now=request.now, poll=held.pk, why=given["why"]),
        title=title,
        verb=title,
        note=note,
        danger=danger,
    )


@page(can_run)
def poll_sealing(request: Request, poll: int) -> HttpResponse:
    """Show what sealing looks at, red or green, before it is done."""
    held = poll_get(request.actor, poll)
    turnout = turnout_of(held)
    people, voted = sum(row.on_roll for row in turnout), sum(row.voted for row in turnout)
    sheets = sheets_of(held)
    share = 100 * voted / people if people else 0
    checks = [
        (
            voted * 100 >= held.quorum * people,
            _("Quorum"),
            _("%(voted)d of %(people)d voted, %(share).1f %%; needed %(quorum)d %%")
            % {"voted": voted, "people": people, "share": share, "quorum": held.quorum},
        ),
        (
            sheets.complete,
            _("Paper"),
            _("%(given)d handed out, %(agreed)d entered twice alike or settled, %(gone)d missing")
            % {
                "given": sheets.given,
                "agreed": sheets.agreed,
                "gone": max(sheets.missing, 0) + sheets.once + sheets.differing,
            },
        ),
    ]
    shown = {
        "poll": held,
        "checks": checks,
        "fine": all(fine for fine, _what, _said in checks),
        "trail": way_to(held, (_("Seal"),)),
    }
    return render(request, "ballots/sealing.html", shown)


@page(can_run)
def terminals(request: Request, poll: int) -> HttpResponse:
    """Show the addresses by which browsers become terminals of a venue."""
    held = poll_get(request.actor, poll)
    address = request.build_absolute_uri(reverse("vote", args=[held.pk]))
    shown = {
        "poll": held,
        "terminals": terminals_of(held, address),
        "trail": way_to(held, (_("Terminals"),)),
    }
    return render(request, "ballots/terminals.html", shown)
