"""What a firm asks for: filed, answered with a policy that fits, rated by the firm."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.forms.firms import AnswerForm, CodeForm, RatingForForm, RequestForm
from sanbi.apps.actions.models import Action, FirmRequest
from sanbi.apps.actions.moves import require_move
from sanbi.apps.actions.policies import matches
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.queries.firms import firm_get, policies_on
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import can_act, can_file_request, can_read, can_supervise
from sanbi.apps.actions.views.firms import asked_of_firm
from sanbi.apps.actions.views.frame import asked_about, way_to
from sanbi.apps.actions.words import who_keeps_firms, who_supervises
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.orgs.pages import Request, page


@page(can_read)
def request_new(request: Request, firm: int) -> HttpResponse:
    """File what a firm asks for."""
    held = firm_get(request.actor, firm)
    require(can_file_request(request.actor.reading, held), who_keeps_firms())
    rules = rules_on(timezone.localdate(request.now))
    return asked_of_firm(
        request,
        held,
        RequestForm(request.POST or None, initial={"limit": "normal"}, rules=rules),
        lambda given: services.request_file(
            actor=request.actor,
            now=request.now,
            firm=held.pk,
            **{**given, "lead_unit": given["lead_unit"].pk},
        ),
        title=_("File a request"),
        verb=_("File it"),
        done=_("Filed."),
    )


def _request(action: Action) -> FirmRequest:
    row = FirmRequest.objects.filter(action=action).select_related("firm").first()
    if row is None:
        raise Missing
    return row


@page(can_read)
def answer(request: Request, action: int) -> HttpResponse:
    """Answer a firm, with the policies that fit and why."""
    held = action_get(request.actor, action)
    row = _request(held)
    require_move(request.actor.reading, held, "report")
    today = timezone.localdate(request.now)
    found = matches(row.firm, f"{held.title} {held.content}", policies_on(today), today)
    return asked_about(
        request,
        held,
        AnswerForm(request.POST or None, initial={"edition": held.edition}, found=found),
        lambda given: services.request_answer(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Answer the firm"),
        note=_("The answer reports the request as done. Policies that fit stand with the reason."),
    )


@page(can_read)
def invite(request: Request, action: int) -> HttpResponse:
    """Make a one-time code for the firm, and show it once."""
    held = action_get(request.actor, action)
    row = _request(held)
    reading = request.actor.reading
    require(can_act(reading, held) or can_supervise(reading, held), who_supervises())
    code = ""
    if request.method == "POST":
        row, code = services.request_invite(actor=request.actor, now=request.now, action=held.pk)
    title = _("Code for the firm's rating")
    shown = {
        "title": title,
        "action": held,
        "request_row": row,
        "code": code,
        "address": request.build_absolute_uri(reverse("firm-rate")),
        "trail": way_to(held, (title,)),
    }
    return render(request, "actions/rating_code.html", shown)


@page(can_read)
def rate_for(request: Request, action: int) -> HttpResponse:
    """Type what the firm said of the answer."""
    held = action_get(request.actor, action)
    row, reading = _request(held), request.actor.reading
    require(can_file_request(reading, row.firm) and not can_act(reading, held), who_keeps_firms())
    return asked_about(
        request,
        held,
        RatingForForm(request.POST or None),
        lambda given: services.request_rate_for(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Type the firm's rating"),
        verb=_("Save"),
        note=_("Never by the unit that answered. The firm may also rate with a code of its own."),
    )


def rate(request: HttpRequest) -> HttpResponse:
    """Let a firm rate an answer with its one-time code; needs no account."""
    asked = cast("Request", request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _rated(asked, form):
        messages.success(request, _("Thank you: your rating is kept."))
        return redirect("firm-rate")
    return render(request, "actions/rate.html", {"form": form, "title": _("Rate the answer")})


def _rated(request: Request, form: CodeForm) -> bool:
    given = form.cleaned_data
    if services.request_of_code(given["code"], timezone.localdate(request.now)) is None:
        form.add_error("code", _("This code is unknown or was used."))
        return False
    try:
        services.request_rate(actor=request.actor, now=request.now, **given)
    except Refused as error:
        form.add_error("code", str(error))
        return False
    return True
