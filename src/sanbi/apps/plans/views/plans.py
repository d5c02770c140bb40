"""The tree of a plan, its life, and the review of its year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.plans import services
from sanbi.apps.plans.forms.nodes import EditionForm, PlanForm
from sanbi.apps.plans.models import Plan, PlanState
from sanbi.apps.plans.queries import plan_get, plans_for
from sanbi.apps.plans.queries.reviews import Outcome, outcomes_of, tally_of
from sanbi.apps.plans.queries.trees import Branch, tree_of
from sanbi.apps.plans.rules import can_adopt, can_read, can_write
from sanbi.apps.plans.showing import aim_words, lamp_words, reached_words, verdict_words
from sanbi.apps.plans.views.frame import area_tabs, asked_for, trail_of
from sanbi.apps.plans.words import who_adopts, who_writes

HUNDRED = Decimal(100)


@page(can_read)
def plans(request: Request) -> HttpResponse:
    """Show the tree of a year's plan, or hand it out as a table."""
    plan, years = _chosen(request, ())
    rows = tree_of(request.actor, plan, request.now).rows if plan else []
    if wanted := request.GET.get("format"):
        return _tree_table(wanted, rows)
    actor = request.actor.reading
    shown = {
        "plan": plan,
        "years": years,
        "rows": rows,
        "sums": tally_of(outcomes_of(rows)),
        "today": timezone.localdate(request.now),
        "may_write": can_write(actor),
        "may_change": can_write(actor) and plan is not None and plan.state != PlanState.CLOSED,
        "may_adopt": plan is not None and plan.state == "draft" and can_adopt(actor, plan),
        "tabs": area_tabs("plans"),
        "trail": [*trail_of()[:-1], (_("Plan of the year"),)],
    }
    return render(request, "plans/tree.html", shown)


def _chosen(request: Request, states: Sequence[str]) -> tuple[Plan | None, list[tuple[str, str]]]:
    """The plan of the year asked for, else of the newest one; and the years to choose from."""
    found = list(plans_for(request.actor))
    if states:
        found = [plan for plan in found if plan.state in states]
    asked = request.GET.get("year", "")
    chosen = [plan for plan in found if str(plan.year) == asked] or found
    return (chosen[0] if chosen else None), [(str(plan.year), str(plan.year)) for plan in found]


def _tree_table(wanted: str, rows: Sequence[Branch]) -> HttpResponse:
    columns = (
        Column(_("Level")),
        Column(_("What is to be reached")),
        Column(_("Owner unit")),
        Column(_("Responsible leader")),
        Column(_("Weight"), Kind.NUMBER, 2),
        Column(_("Due"), Kind.DATE),
        Column(_("Aim")),
        Column(_("Reached so far")),
        Column(_("Progress"), Kind.PERCENT, 1),
        Column(_("Due by now"), Kind.PERCENT, 1),
        Column(_("Lamp")),
        Column(_("Say nothing"), Kind.NUMBER, 0),
        Column(_("Words of the retreat")),
    )
    lines = [
        (
            row.node.get_level_display(),
            row.node.title,
            row.node.unit.name if row.node.unit else "",
            row.node.leader.name if row.node.leader else "",
            row.node.weight,
            row.node.due_on,
            aim_words(row),
            reached_words(row),
            _percent(row.progress.share),
            _percent(row.progress.due),
            lamp_words(row.lamp),
            row.progress.silent,
            row.node.wording,
        )
        for row in rows
    ]
    return table_answer(wanted, _("Plan of the year"), columns, lines)


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else share * HUNDRED


# -- its life --------------------------------------------------------------------------------------
@page(can_write)
def plan_new(request: Request) -> HttpResponse:
    """Begin the plan of a year."""
    year = timezone.localdate(request.now).year + 1
    start = {"year": year, "title": _("Plan of %(year)d") % {"year": year}}
    return asked_for(
        request,
        PlanForm(request.POST or None, initial=start),
        lambda given: services.plan_draft(actor=request.actor, now=request.now, **given),
        title=_("Draft a plan"),
        back=reverse("plans"),
        then=lambda made: f"{reverse('plans')}?year={made.year}",
    )


@page(can_read)
def plan_adopt(request: Request, plan: int) -> HttpResponse:
    """Adopt a draft."""
    held = plan_get(request.actor, plan)
    require(can_adopt(request.actor.reading, held), who_adopts())
    return asked_for(
        request,
        EditionForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.plan_adopt(
            actor=request.actor, now=request.now, plan=held.pk, edition=given["edition"]
        ),
        title=_("Adopt the plan"),
        note=_("From then on each change is a new version with its reason."),
        back=f"{reverse('plans')}?year={held.year}",
        more={"about": held.title},
    )


@page(can_write)
def plan_close(request: Request, plan: int) -> HttpResponse:
    """Close the year of a plan."""
    held = plan_get(request.actor, plan)
    require(can_write(request.actor.reading), who_writes())
    return asked_for(
        request,
        EditionForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.plan_close(
            actor=request.actor, now=request.now, plan=held.pk, edition=given["edition"]
        ),
        title=_("Close the year"),
        note=_("What each target reached is kept as it stands now; nothing can be changed after."),
        back=f"{reverse('plans')}?year={held.year}",
        more={"about": held.title},
    )


# -- review ----------------------------------------------------------------------------------------
@page(can_read)
def plan_review(request: Request) -> HttpResponse:
    """Show what became of each target of a year, last year's first; for paper and as a table."""
    plan, years = _chosen(request, (PlanState.CLOSED, PlanState.ADOPTED))
    if not request.GET.get("year"):
        last = plans_for(request.actor).filter(state=PlanState.CLOSED).first()
        plan = last or plan
    rows = tree_of(request.actor, plan, request.now).rows if plan else []
    outcomes = outcomes_of(rows)
    if wanted := request.GET.get("format"):
        closed = plan is not None and plan.state == PlanState.CLOSED
        return _review_table(wanted, outcomes, closed=closed)
    shown: dict[str, Any] = {
        "plan": plan,
        "years": years,
        "rows": outcomes,
        "sums": tally_of(outcomes),
        "today": timezone.localdate(request.now),
        "tabs": area_tabs("plan-review"),
        "trail": trail_of((_("Review of the year"),)),
    }
    return render(request, "plans/review.html", shown)


def _review_table(wanted: str, rows: Sequence[Outcome], *, closed: bool) -> HttpResponse:
    columns = (
        Column(_("Theme")),
        Column(_("Target of the plan")),
        Column(_("Owner unit")),
        Column(_("Aim")),
        Column(_("Reached so far")),
        Column(_("Progress"), Kind.PERCENT, 1),
        Column(_("First place of the year"), Kind.NUMBER, 0),
        Column(_("Last place of the year"), Kind.NUMBER, 0),
        Column(_("Verdict")),
    )
    lines = [
        (
            row.theme,
            row.branch.node.title,
            row.branch.node.unit.name if row.branch.node.unit else "",
            aim_words(row.branch),
            reached_words(row.branch),
            _percent(row.branch.progress.share),
            row.branch.places[0].place if row.branch.places else None,
            row.branch.places[-1].place if row.branch.places else None,
            verdict_words(row.verdict) if closed else lamp_words(row.branch.lamp),
        )
        for row in rows
    ]
    return table_answer(wanted, _("Review of the year"), columns, lines)
