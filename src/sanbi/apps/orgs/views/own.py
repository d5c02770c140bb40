"""What everybody finds for themselves: the start of administration, deputy, inbox, keys."""

from __future__ import annotations

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs import forms
from sanbi.apps.orgs.cards import cards_for
from sanbi.apps.orgs.models import Message, Token, Unit
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.queries import people as reading
from sanbi.apps.orgs.rules import can_appoint, can_lend, does_business
from sanbi.apps.orgs.services import delegations, inbox, tokens
from sanbi.apps.orgs.views.asking import asked

ON_A_PAGE = 50
MOST_EXPORTED = 10_000


def uses_keys(actor: Actor) -> bool:
    """Who makes keys, and who watches over them."""
    return does_business(actor) or can_appoint(actor)


@page(anyone)
def manage(request: Request) -> HttpResponse:
    """Show what the actor looks after, as cards."""
    return render(request, "orgs/manage.html", {"cards": cards_for(request.actor)})


@page(anyone)
def deputy(request: Request) -> HttpResponse:
    """Show what the actor lends and borrows."""
    shown = {
        "loans": reading.loans_of(request.actor),
        "today": timezone.localdate(request.now),
        "may_lend": can_lend(request.actor),
    }
    return render(request, "orgs/deputy.html", shown)


@page(can_lend)
def deputy_new(request: Request) -> HttpResponse:
    """Lend the own roles."""
    return asked(
        request,
        forms.LoanForm(request.POST or None, people=reading.colleagues(request.actor)),
        lambda given: delegations.delegation_lend(
            actor=request.actor, now=request.now, **{**given, "deputy": given["deputy"].pk}
        ),
        title=_("Lend my roles to a deputy"),
        verb=_("Lend"),
        back=reverse("deputy"),
        note=_("The deputy works under the own name, marked as standing in for you."),
        done=_("Your roles are lent."),
    )


@require_POST
@page(anyone)
def deputy_end(request: Request, loan: int) -> HttpResponse:
    """End a loan today."""
    delegations.delegation_end(actor=request.actor, now=request.now, delegation=loan)
    return redirect("deputy")


@page(anyone)
def messages_inbox(request: Request) -> HttpResponse:
    """List the own messages, the unread first."""
    rows = Message.objects.filter(user=request.actor.user).order_by("-read_at", "-id")
    if request.GET.get("format"):
        return _exported(request.GET["format"], rows)
    unread = rows.filter(read_at__isnull=True).count()
    shown = {
        "lines": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "unread": unread,
    }
    return render(request, "orgs/inbox.html", shown)


def _exported(form: str, rows: QuerySet[Message]) -> HttpResponse:
    heads = (_("When"), _("Message"), _("Read"))
    lines = [
        (_minute(row.at), str(row), _minute(row.read_at))
        for row in rows.order_by("-id")[:MOST_EXPORTED]
    ]
    return table_answer(form, _("Messages"), tuple(map(Column, heads)), lines)


def _minute(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


@require_POST
@page(anyone)
def messages_done(request: Request) -> HttpResponse:
    """Mark one message as read, or all of them."""
    key = request.POST.get("message", "")
    keys = [int(key)] if key.isdigit() else None
    inbox.messages_read(actor=request.actor, now=request.now, keys=keys)
    return redirect("inbox")


@page(uses_keys)
def keys(request: Request) -> HttpResponse:
    """List keys: the own ones, or all for the security administrator."""
    found = Token.objects.select_related("unit", "user")
    if not can_appoint(request.actor):
        found = found.filter(user=request.actor.user)
    shown = {
        "keys": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(request.now),
        "may_make": does_business(request.actor),
    }
    return render(request, "orgs/keys.html", shown)


@page(does_business)
def key_new(request: Request) -> HttpResponse:
    """Make a key; its text is shown on the answer, once."""
    own = {grant.unit for grant in request.actor.grants if not grant.lent_by}
    form = forms.KeyForm(request.POST or None, units=Unit.objects.filter(pk__in=own))
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "unit": form.cleaned_data["unit"].pk}
        try:
            token, text = tokens.token_make(actor=request.actor, now=request.now, **given)
        except Refused as error:
            form.add_error(error.where if error.where in form.fields else None, str(error))
        else:
            return render(request, "orgs/key_shown.html", {"token": token, "text": text})
    shown = {
        "form": form,
        "title": _("New key for a program"),
        "verb": _("Make"),
        "back": reverse("keys"),
        "note": _("Whoever has the key acts with your roles for that unit."),
    }
    return render(request, "orgs/form.html", shown)


@require_POST
@page(uses_keys)
def key_revoke(request: Request, key: int) -> HttpResponse:
    """Take a key back."""
    tokens.token_revoke(actor=request.actor, now=request.now, token=key)
    return redirect("keys")
