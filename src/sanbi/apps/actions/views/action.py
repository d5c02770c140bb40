"""One action: its ladder and clock, what happened, proof, parts, cards, and what may be done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanbi.apps.actions import proof
from sanbi.apps.actions.models import Action, FirmRequest, Kind, State, Step
from sanbi.apps.actions.moves import ENDED, LADDER, MOVES, RUNNING, WORKING, moves_open_to
from sanbi.apps.actions.queries import action_get, actions_for
from sanbi.apps.actions.queries.firms import request_of
from sanbi.apps.actions.queries.lists import problem_of
from sanbi.apps.actions.queries.risks import danger_of
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import (
    can_act,
    can_file_request,
    can_read,
    can_split,
    can_supervise,
    is_supervisor,
)
from sanbi.apps.actions.views.frame import liner, way_to
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.queries import projects_for

KINDS = {
    "returned": "bad",
    "card": "bad",
    "declined": "warn",
    "refused": "warn",
    "reminded": "warn",
    "reopened": "warn",
    "changed": "quiet",
}
ANSWERED = (State.REPORTED, State.VERIFIED, State.CLOSED)
STEPS = ("filed_on", "assigned_on", "received_on", None, "reported_on", "verified_on", "closed_on")


@page(can_read)
def action(request: Request, action: int) -> HttpResponse:
    """Show one action."""
    held = action_get(request.actor, action)
    today = timezone.localdate(request.now)
    lines = liner(today)
    shown = {
        "action": held,
        "line": lines([held])[0],
        "today": today,
        "limit": rules_on(today).limit(held.limit),
        "ladder": _ladder(held),
        "happened": [_happened(step) for step in held.steps.order_by("-pk")],
        "supporting": held.supporting.all(),
        "milestones": held.milestones.all(),
        "cards": held.cards.all(),
        "look_backs": held.look_backs.all(),
        "times": held.extension_requests.order_by("-pk"),
        "attachments": attachments_of(request.actor, proof.ACTION, [held.pk]),
        "trail": way_to(held),
        **_beside(request, held),
        **_allowed(request, held),
    }
    if shown["danger"] and held.state not in ENDED and is_supervisor(request.actor.reading):
        shown["further"].append((reverse("risk-grade", args=[held.pk]), _("Grade the danger")))
    shown["further"] += _of_request(request, held, shown["asked_by"])
    shown["children"] = lines(shown["children"])
    return render(request, "actions/action.html", shown)


def _beside(request: Request, held: Action) -> dict[str, Any]:
    """Other actions and the project that somebody may see from here."""
    seen = actions_for(request.actor)
    projects = projects_for(request.actor).filter(pk=held.project_id or 0)
    return {
        "children": list(seen.filter(parent=held).order_by("pk")),
        "followers": list(seen.filter(follows=held).order_by("pk")),
        "problem": problem_of(held),
        "asked_by": request_of(held),
        "danger": danger_of(held),
        "followed": seen.filter(pk=held.follows_id).first() if held.follows_id else None,
        "above_seen": bool(held.parent_id) and seen.filter(pk=held.parent_id or 0).exists(),
        "project_seen": bool(held.project_id) and projects.exists(),
    }


def _allowed(request: Request, held: Action) -> dict[str, Any]:
    """What the actor may do now: the usual steps, and further ones."""
    actor = request.actor.reading
    verbs = moves_open_to(actor, held)
    supervises, acts = can_supervise(actor, held), can_act(actor, held)
    running, key = held.state in RUNNING, [held.pk]
    waits = held.extension_requests.filter(approved__isnull=True).first()
    further = [
        (held.state == State.FILED and supervises, "action-edit", _("Edit")),
        (running and acts and waits is None, "action-time", _("Ask for more time")),
        (running and acts, "action-milestones", _("Set milestones")),
        (held.state in WORKING and can_split(actor, held), "action-split", _("Split to units")),
        (running and supervises, "action-remind", _("Remind")),
        (running and supervises, "action-card", _("Show a card")),
        (held.state == State.CLOSED and supervises, "action-look-back", _("Plan a look back")),
        (
            held.kind == Kind.RECTIFICATION and held.assigned_on and is_supervisor(actor),
            "problem-spread",
            _("Have others look at home"),
        ),
    ]
    decides = waits is not None and supervises and waits.asked_by != actor.user
    return {
        "moves": [(reverse(f"action-{verb}", args=key), MOVES[verb].title, verb) for verb in verbs],
        "further": [(reverse(route, args=key), title) for open_, route, title in further if open_],
        "waits": waits if decides else None,
        "may_add": proof.can_add_files(actor, str(held.pk)),
        "may_mark": running and acts,
        "may_file": is_supervisor(actor),
        "may_look": supervises,
        "key": held.pk,
        "kind": proof.ACTION,
    }


def _of_request(
    request: Request, held: Action, row: FirmRequest | None
) -> list[tuple[str, str | Promise]]:
    """What the actor may do about a firm's request: answer it, have it rated."""
    if row is None:
        return []
    actor, key = request.actor.reading, [held.pk]
    answered = held.state in ANSWERED and row.rated_at is None
    acts, files = can_act(actor, held), can_file_request(actor, row.firm)
    offered = [
        (held.state in WORKING and acts, "request-answer", _("Answer the firm")),
        (
            answered and (acts or can_supervise(actor, held)),
            "request-invite",
            _("Code for the firm's rating"),
        ),
        (answered and files and not acts, "request-rate-for", _("Type the firm's rating")),
    ]
    return [(reverse(route, args=key), title) for open_, route, title in offered if open_]


def _ladder(held: Action) -> list[tuple[object, str, object]]:
    """The usual way, how far it has come; returned and withdrawn stand where it left the way."""
    here = State.IN_PROGRESS if held.state == State.RETURNED else State(held.state)
    reached = len(LADDER) if here == State.WITHDRAWN else LADDER.index(here)
    found: list[tuple[object, str, object]] = []
    for place, (state, field) in enumerate(zip(LADDER, STEPS, strict=True)):
        day = getattr(held, field) if field else None
        if here == State.WITHDRAWN:
            how = "done" if day else "next"
        else:
            how = "done" if place < reached else "now" if place == reached else "next"
        if held.state == State.CLOSED and state == State.CLOSED:
            how = "done"
        label = state.label
        if held.state == State.RETURNED and state == State.IN_PROGRESS:
            how, label = "back", State.RETURNED.label
        found.append((label, how, day.isoformat() if day and how != "next" else ""))
    return found


def _happened(step: Step) -> dict[str, Any]:
    quality = step.get_quality_display() if step.deed == Step.Deed.VERIFIED else ""
    return {
        "when": timezone.localtime(step.at).strftime("%Y-%m-%d %H:%M"),
        "title": step.get_deed_display(),
        "text": " · ".join(filter(None, (quality, step.text))),
        "who": step.by_name,
        "kind": KINDS.get(step.deed, ""),
    }
