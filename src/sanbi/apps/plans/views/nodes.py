"""One node: what it says, its working, its versions; and the forms that write it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.plans import services
from sanbi.apps.plans.forms.nodes import NodeForm, StandingForm, WhyForm, start_of
from sanbi.apps.plans.models import Level, Node, PlanState
from sanbi.apps.plans.queries import node_get, nodes_for, plan_get
from sanbi.apps.plans.queries.trees import Branch, Tree, branch_seen
from sanbi.apps.plans.rules import can_read, can_record, can_write
from sanbi.apps.plans.services.nodes import CHILD
from sanbi.apps.plans.views.frame import asked_for, trail_of, way_to
from sanbi.apps.plans.words import unit_words


@page(can_read)
def node(request: Request, node: int) -> HttpResponse:
    """Show one node with the working of its progress."""
    held = node_get(request.actor, node)
    tree, branch = branch_seen(request.actor, held, request.now)
    actor, state = request.actor.reading, held.plan.state
    seen = set(nodes_for(request.actor).filter(parent=held).values_list("pk", flat=True))
    shown = {
        "node": branch.node,
        "branch": branch,
        "plan": held.plan,
        "links": _links(tree, branch),
        "below": [row for row in branch.below if row.node.pk in seen],
        "unseen": len([row for row in branch.below if row.node.pk not in seen]),
        "versions": held.versions.order_by("-version"),
        "places": list(reversed(branch.places)),
        "chart": _places_chart(branch) if len(branch.places) > 1 else None,
        "today": timezone.localdate(request.now),
        "may_change": can_write(actor) and state != PlanState.CLOSED,
        "may_add": can_write(actor) and state != PlanState.CLOSED and held.level in CHILD,
        "may_record": state == "adopted" and held.rank_wanted and can_record(actor, held),
        "trail": way_to(held),
    }
    return render(request, "plans/node.html", shown)


def _links(tree: Tree, branch: Branch) -> list[tuple[Any, str]]:
    """What each link says, and its page for those who may open it."""
    found = []
    for said in branch.said:
        link, address = said.link, ""
        if tree.leads_on(said):
            if link.indicator_id:
                address = reverse("indicator", args=[link.indicator_id])
            elif link.project_id:
                address = reverse("project", args=[link.project_id])
            else:
                address = reverse("action", args=[link.action_id])
        found.append((said, address))
    return found


def _places_chart(branch: Branch) -> dict[str, Any]:
    wanted = branch.node.rank_wanted
    values = [row.place for row in branch.places]
    return {
        "kind": "ribbon",
        "title": _("Place by month"),
        "unit": _("place"),
        "labels": [row.period for row in branch.places],
        "series": [
            {"name": _("Reached"), "values": values},
            {"name": _("Wanted"), "values": [wanted] * len(values)},
        ],
        "highlight": [_("Reached"), _("Wanted")],
        "text": _("Place by month"),
    }


@page(can_write)
def node_new(request: Request, plan: int) -> HttpResponse:
    """Add a theme, or what stands below the node that the address names."""
    held = plan_get(request.actor, plan)
    above = _above(request, held.pk)
    level = CHILD[Level(above.level)] if above else Level.THEME
    adopted = held.state == PlanState.ADOPTED
    form = NodeForm(request.POST or None, level=level, adopted=adopted)
    title = {
        Level.THEME: _("Add a theme"),
        Level.TARGET: _("Add a target"),
        Level.MEASURE: _("Add a measure"),
    }[level]
    return asked_for(
        request,
        form,
        lambda given: services.plan_node_add(
            actor=request.actor,
            now=request.now,
            plan=held.pk,
            parent=above.pk if above else None,
            facts=form.facts(),
            reason=given.get("reason", ""),
        ),
        title=title,
        back=reverse("plan-node", args=[above.pk])
        if above
        else f"{reverse('plans')}?year={held.year}",
        trail=way_to(above, (title,)) if above else trail_of((title,)),
        then=lambda made: reverse("plan-node", args=[made.pk]),
    )


def _above(request: Request, plan: int) -> Node | None:
    """The node of the plan that the address names, which something can stand below."""
    text = request.GET.get("below", "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):  # noqa: PLR2004 - an int4
        raise Missing
    found = node_get(request.actor, int(text))
    if found.plan_id != plan or found.level not in CHILD:
        raise Missing
    return found


@page(can_write)
def node_edit(request: Request, node: int) -> HttpResponse:
    """Write a node's facts and links anew."""
    held = node_get(request.actor, node)
    adopted = held.plan.state == PlanState.ADOPTED
    form = NodeForm(request.POST or None, initial=start_of(held), level=held.level, adopted=adopted)
    return asked_for(
        request,
        form,
        lambda given: services.plan_node_change(
            actor=request.actor,
            now=request.now,
            node=held.pk,
            edition=given["edition"],
            facts=form.facts(),
            reason=given.get("reason", ""),
        ),
        title=_("Edit"),
        verb=_("Save"),
        back=reverse("plan-node", args=[held.pk]),
        trail=way_to(held, (_("Edit"),)),
        done=_("Saved."),
    )


@page(can_write)
def node_drop(request: Request, node: int) -> HttpResponse:
    """Take a node out of the plan."""
    held = node_get(request.actor, node)
    title = _("Take it out")
    return asked_for(
        request,
        WhyForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.plan_node_drop(
            actor=request.actor, now=request.now, node=held.pk, **given
        ),
        title=title,
        note=_("Its versions are kept. Once the plan is adopted, say why."),
        danger=True,
        back=reverse("plan-node", args=[held.pk]),
        trail=way_to(held, (title,)),
        then=lambda _made: f"{reverse('plans')}?year={held.plan.year}",
    )


@page(can_read)
def standing(request: Request, node: int) -> HttpResponse:
    """Record the place that a target reached in a month."""
    held = node_get(request.actor, node)
    require(can_record(request.actor.reading, held), unit_words())
    title = _("Record a place")
    return asked_for(
        request,
        StandingForm(request.POST or None),
        lambda given: services.standing_record(
            actor=request.actor, now=request.now, node=held.pk, **given
        ),
        title=title,
        back=reverse("plan-node", args=[held.pk]),
        trail=way_to(held, (title,)),
        note=_("As it was published; a month that has a place gets a new version."),
    )
