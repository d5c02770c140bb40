"""Pages of one project's nodes: the chart, the consequences of another plan, and what happens."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects import services
from sanbi.apps.projects.charting import chart_of
from sanbi.apps.projects.forms.nodes import (
    BeginForm,
    ChainForm,
    FinishForm,
    NodeForm,
    ReplanForm,
    SignForm,
)
from sanbi.apps.projects.models import Node, Project
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.queries.nodes import baselines_of, node_get, nodes_of
from sanbi.apps.projects.replanning import Asked, Consequences
from sanbi.apps.projects.rules import can_do_node, can_keep, can_read
from sanbi.apps.projects.services.replanning import reckoned
from sanbi.apps.projects.views.frame import asked_about, project_frame
from sanbi.apps.projects.words import who_keeps, who_reports


@page(can_read)
def nodes(request: Request, project: int) -> HttpResponse:
    """Show the nodes of a project on a scale of days, with what follows from what."""
    shown = project_frame(request, project, "project-nodes")
    held, rows = shown["project"], nodes_of(shown["project"])
    signed = baselines_of(held)
    number = request.GET.get("baseline", "")
    baseline = next((row for row in signed if str(row.number) == number), None)
    if rows:
        whole = request.GET.get("span") == "all"
        shown["chart"] = chart_of(held, rows, shown["today"], baseline, whole=whole)
        shown["form"] = ReplanForm(nodes=rows)
    shown |= {
        "baselines": signed,
        "spans": [("", _("Not long ago and ahead")), ("all", _("From the beginning"))],
        "choices": [("", _("Plan in force")), *((str(r.number), f"#{r.number}") for r in signed)],
    }
    return render(request, "projects/nodes.html", shown)


@page(can_read)
def replan(request: Request, project: int) -> HttpResponse:
    """Show what another plan would bring; the keeper signs it."""
    shown = project_frame(request, project, "project-nodes")
    held, rows = shown["project"], nodes_of(shown["project"])
    if request.method == "POST":
        require(can_keep(request.actor), who_keeps())
        form = SignForm(request.POST)
        if form.is_valid() and _signed(request, held, form):
            return redirect("project-nodes", held.pk)
    else:
        form = SignForm(initial={"edition": held.edition, **request.GET.dict()})
    asking = ReplanForm(request.POST or request.GET, nodes=rows)
    shown |= {"form": form, "asking": asking, "found": _found(held, rows, asking, shown["today"])}
    return render(request, "projects/replan.html", shown)


def _signed(request: Request, project: Project, form: SignForm) -> bool:
    given = form.cleaned_data
    start = {given["node"]: given["start"]} if given["node"] and given["start"] else {}
    try:
        made = services.replan_sign(
            actor=request.actor,
            now=request.now,
            project=project.pk,
            edition=given["edition"],
            reason=given["reason"],
            due_on=given["due_on"],
            starts=start,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Signed as plan %(number)s.") % {"number": made.number})
    return True


def _found(
    project: Project, rows: list[Node], asking: ReplanForm, today: date
) -> Consequences | None:
    """What would follow from what was asked; None where it cannot be read, as the form says."""
    if not asking.is_valid():
        return None
    asked = Asked(asking.cleaned_data.get("due_on"), asking.starts())
    try:
        return reckoned(project, rows, asked, today)
    except Refused as refused:
        asking.add_error(None, str(refused))
        return None


@page(can_read)
def chain(request: Request, project: int) -> HttpResponse:
    """Lay nodes out from a template."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    today = timezone.localdate(request.now)
    start = {"edition": held.edition, "start": held.start_on or today}
    return asked_about(
        request,
        held,
        ChainForm(request.POST or None, initial=start),
        lambda given: services.chain_apply(
            actor=request.actor, now=request.now, project=held.pk, **given
        ),
        title=_("Lay out the nodes"),
        verb=_("Lay out the nodes"),
        back=reverse("project-nodes", args=[held.pk]),
        note=_("Nothing is promised yet: look at the dates, then sign the plan."),
        done=_("Laid out."),
    )


@page(can_read)
def node_edit(request: Request, project: int, node: int) -> HttpResponse:
    """Say who must act at a node, and within how many days."""
    row = node_get(request.actor, project, node)
    require(can_keep(request.actor), who_keeps())
    names = ("unit", "duration", "calendar", "due_on", "proof", "note")
    start = {name: getattr(row, name) for name in names} | {"edition": row.project.edition}
    form = NodeForm(request.POST or None, initial=start)
    return asked_about(
        request,
        row.project,
        form,
        lambda given: services.node_change(
            actor=request.actor,
            now=request.now,
            project=row.project_id,
            edition=given["edition"],
            node=row.pk,
            facts=form.facts(),
        ),
        title=row.name,
        verb=_("Save"),
        back=reverse("project-nodes", args=[row.project_id]),
        note=_("Promised dates stay as they are until the plan is signed anew."),
        done=_("Saved."),
    )


@page(can_read)
def node_begin(request: Request, project: int, node: int) -> HttpResponse:
    """Say since when a node is under way."""
    row = node_get(request.actor, project, node)
    require(can_do_node(request.actor, row), who_reports())
    return asked_about(
        request,
        row.project,
        BeginForm(request.POST or None, initial={"on": timezone.localdate(request.now)}),
        lambda given: services.node_begin(
            actor=request.actor, now=request.now, project=row.project_id, node=row.pk, **given
        ),
        title=_("Begin: %(node)s") % {"node": row.name},
        verb=_("Save"),
        back=reverse("project-nodes", args=[row.project_id]),
        done=_("Saved."),
    )


@page(can_read)
def node_finish(request: Request, project: int, node: int) -> HttpResponse:
    """Finish a node by its proof."""
    row = node_get(request.actor, project, node)
    require(can_do_node(request.actor, row), who_reports())
    start = {"on": timezone.localdate(request.now)}
    form = FinishForm(request.POST or None, request.FILES or None, node=row, initial=start)
    return asked_about(
        request,
        row.project,
        form,
        lambda given: services.node_finish(
            actor=request.actor,
            now=request.now,
            project=row.project_id,
            node=row.pk,
            on=given["on"],
            files=form.sent(),
            note=given["note"],
        ),
        title=_("Finish: %(node)s") % {"node": row.name},
        verb=_("Finish"),
        back=reverse("project-nodes", args=[row.project_id]),
        done=_("Finished."),
    )
