"""Pages of appeals."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.assessments import proof
from sanbi.apps.assessments.forms.appeals import (
    AcceptForm,
    AppealForm,
    DecideAppealForm,
    WithdrawAppealForm,
)
from sanbi.apps.assessments.models import Appeal, Round
from sanbi.apps.assessments.queries.appeals import AppealLine, appeal_for, appeals_for
from sanbi.apps.assessments.queries.rounds import round_for
from sanbi.apps.assessments.rules import can_appeal, can_review, reads_assessments
from sanbi.apps.assessments.services.appeals import require_window
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.lists import paged
from sanbi.apps.assessments.views.rounds import home_trail, round_trail
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page


def acts_for_a_unit(actor: Actor) -> bool:
    """Clerks and leaders."""
    return actor.has(Role.CLERK, Role.LEADER)


def _trail(*more: Crumb) -> list[Crumb]:
    return [*home_trail(), (_("Appeals filed"), reverse("appeals")), *more]


@page(reads_assessments)
def appeals(request: Request) -> HttpResponse:
    """Show the appeals that the actor may see, or hand them out as a table."""
    found = appeals_for(request.actor, state=request.GET.get("state", ""))
    if "format" in request.GET:
        return _table(request.GET["format"], found)
    context = {
        "page": paged(request, found),
        "states": [("", _("All")), *Appeal.State.choices],
        "trail": [*home_trail(), (_("Appeals filed"),)],
    }
    return render(request, "assessments/appeals.html", context)


@page(acts_for_a_unit)
def appeal_new(request: Request, code: str, unit: int) -> HttpResponse:
    """Let a unit object to a leaf of its own result."""
    held = round_for(request.actor, code)
    if not can_appeal(request.actor, unit):
        raise Missing
    deed = Deed(
        _("File an appeal"),
        _("File the appeal"),
        [*round_trail(held), (_("File an appeal"),)],
        lambda made: reverse("appeal", args=[made.pk]),
        lead=_lead(held, request.now),
        done=_("Filed. Files that prove it can be added on this page."),
        back=reverse("round", args=[code]),
    )
    return deed_page(request, AppealForm, deed, held=held, unit=unit)


def _lead(held: Round, now: datetime) -> str:
    """What to know before typing: above all that nothing can be filed now, and why."""
    try:
        require_window(held, now)
    except Refused as refusal:
        return str(refusal)
    return _("One appeal for each item. Somebody who had no hand in the score decides.")


@page(reads_assessments)
def appeal_one(request: Request, pk: int) -> HttpResponse:
    """Show one appeal with its course."""
    shown = appeal_for(request.actor, pk)
    context = {
        "appeal": shown,
        "files": attachments_of(request.actor, proof.APPEAL, [pk]),
        "may_add": proof.can_add_appeal_files(request.actor, str(pk)),
        "kind": proof.APPEAL,
        "trail": _trail((str(shown.pk),)),
    }
    return render(request, "assessments/appeal.html", context)


@page(can_review)
def appeal_accept(request: Request, pk: int) -> HttpResponse:
    """Take an appeal for review."""
    deed = _deed(request, pk, _("Take the appeal for review"), _("Take it"))
    return deed_page(request, AcceptForm, deed, appeal=pk)


@page(can_review)
def appeal_decide(request: Request, pk: int) -> HttpResponse:
    """Uphold or dismiss an appeal."""
    deed = _deed(request, pk, _("Decide the appeal"), _("Decide"))
    return deed_page(request, DecideAppealForm, deed, appeal=pk)


@page(acts_for_a_unit)
def appeal_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take one's own appeal back."""
    deed = _deed(request, pk, _("Take the appeal back"), _("Take back"))
    return deed_page(request, WithdrawAppealForm, deed, appeal=pk)


def _deed(request: Request, pk: int, heading: str, button: str) -> Deed:
    shown = appeal_for(request.actor, pk)
    back = reverse("appeal", args=[pk])
    return Deed(
        heading,
        button,
        _trail((shown.leaf_name, back), (heading,)),
        lambda _made: back,
        back=back,
        more={"appeal": shown, "files": attachments_of(request.actor, proof.APPEAL, [pk])},
    )


def _table(kind: str, found: list[AppealLine]) -> HttpResponse:
    columns = (
        Column(_("Round")),
        Column(_("Unit")),
        Column(_("Scheme item")),
        Column(_("State")),
        Column(_("Filed at"), Kind.MOMENT),
        Column(_("Reviewer")),
        Column(_("Reason")),
        Column(_("Grounds")),
    )
    rows = [
        (
            item.round_title,
            item.unit_name,
            item.leaf_name,
            item.state_words,
            item.filed_at,
            item.reviewer_name,
            item.reason,
            item.decision,
        )
        for item in found
    ]
    return table_answer(kind, _("Appeals filed"), columns, rows)
