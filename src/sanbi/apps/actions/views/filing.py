"""Pages on which actions are filed and changed, and the rules that they follow."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.forms.filing import FactsForm, RulesForm, rule_lines, start_of
from sanbi.apps.actions.models import Action, Source, State
from sanbi.apps.actions.moves import require_state
from sanbi.apps.actions.queries import action_get, actions_for
from sanbi.apps.actions.queries.proposals import proposed
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import can_read, can_supervise, is_supervisor
from sanbi.apps.actions.views.frame import area_tabs, asked_about, trail_of
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.errors import require
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects.queries.obstacles import obstacles_for


@page(is_supervisor)
def action_new(request: Request) -> HttpResponse:
    """File an action, perhaps about an obstacle or after another action."""
    rules = rules_on(timezone.localdate(request.now))
    form = FactsForm(request.POST or None, initial=_start(request), rules=rules)
    title = _("File an action")

    def address(made: Action) -> str:
        return reverse("action", args=[made.pk])

    return asked(
        request,
        form,
        lambda given: services.action_file(
            actor=request.actor,
            now=request.now,
            facts=form.facts(),
            assign=given["assign"],
        ),
        title=title,
        verb=_("File it"),
        back=reverse("actions-list"),
        template="actions/form.html",
        note=_("Only what needs a deed and an answer is filed, one matter each."),
        more={"trail": trail_of((title,)), "wide": True},
        done=_("Filed."),
        then=address,
    )


def _start(request: Request) -> dict[str, Any]:
    """What the form begins with, by what the address names."""
    start: dict[str, Any] = {"limit": "normal", "source": Source.MINUTES}
    wanted = {name: request.GET.get(name, "") for name in ("obstacle", "follows")}
    keys = {name: int(text) for name, text in wanted.items() if text.isdecimal() and len(text) < 10}  # noqa: PLR2004 - an int4
    obstacle = obstacles_for(request.actor).filter(pk=keys.get("obstacle", 0)).first()
    if obstacle is not None:
        start |= {
            "obstacle": obstacle.pk,
            "project": obstacle.project_id,
            "title": obstacle.title,
            "lead_unit": obstacle.unit_id,
            "leader": obstacle.project.leader_id,
            "content": obstacle.detail,
            "wanted": obstacle.wanted,
            "source": Source.OBSTACLE,
            "source_text": obstacle.project.name,
            "limit": "hard",
        }
    before = actions_for(request.actor).filter(pk=keys.get("follows", 0)).first()
    if before is not None:
        start |= {
            "follows": before.pk,
            "kind": before.kind,
            "category": f"{before.kind}:{before.category}" if before.category else "",
            "source": Source.SELF_FOUND,
            "source_text": f"{before.number} {before.title}"[:200],
        }
    return start


@page(can_read)
def action_edit(request: Request, action: int) -> HttpResponse:
    """Write an action's facts anew, before it is assigned."""
    held = action_get(request.actor, action)
    require(can_supervise(request.actor.reading, held), who_supervises())
    require_state(held, (State.FILED,))
    rules = rules_on(timezone.localdate(request.now))
    form = FactsForm(request.POST or None, initial=start_of(held), rules=rules, new=False)
    return asked_about(
        request,
        held,
        form,
        lambda given: services.action_change(
            actor=request.actor,
            now=request.now,
            action=held.pk,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=_("Edit"),
        verb=_("Save"),
        done=_("Saved."),
    )


@page(is_supervisor)
def proposals(request: Request) -> HttpResponse:
    """Show what may be filed: obstacles that went up and have no action yet."""
    today = timezone.localdate(request.now)
    title = _("To be filed")
    shown = {
        "rows": proposed(request.actor, today),
        "today": today,
        "tabs": area_tabs("", request.actor),
        "trail": trail_of((title,)),
    }
    return render(request, "actions/proposals.html", shown)


@page(is_supervisor)
def rules(request: Request) -> HttpResponse:
    """Show the limits, reminders and cards in force, and write a new version."""
    today = timezone.localdate(request.now)
    start = {**rule_lines(rules_on(today)), "valid_from": today}
    title = _("Limits and reminders")
    return asked(
        request,
        RulesForm(request.POST or None, initial=start),
        lambda given: services.rulebook_set(actor=request.actor, now=request.now, **given),
        title=title,
        verb=_("Save as a new version"),
        back=reverse("actions-rules"),
        template="actions/form.html",
        note=_(
            "Actions keep the limit that they were given; reminders follow the rules of the day."
        ),
        more={
            "trail": trail_of((title,)),
            "tabs": area_tabs("actions-rules", request.actor),
            "wide": True,
        },
        done=_("Saved."),
    )
