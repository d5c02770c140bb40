"""Pages of allocations: the area's home, asking for one, a plan, two plans, publishing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.allocation.comparing import compare
from sanbi.apps.projects.allocation.problem_file import problem_file
from sanbi.apps.projects.allocation.problem_json import problem_from
from sanbi.apps.projects.allocation.showing import (
    ASIDE,
    GIVEN,
    LEFT,
    PlanRow,
    Shown,
    compared,
    factor_uses,
    plain_number,
)
from sanbi.apps.projects.forms.factors import AskForm, DecideForm, ProposeForm
from sanbi.apps.projects.models import AllocationPublication, AllocationRequest, AllocationRun
from sanbi.apps.projects.queries.factors import (
    codes_seen,
    publication_get,
    request_get,
    run_get,
    run_in_force,
    runs_for,
)
from sanbi.apps.projects.rules import can_approve_allocation, can_keep, can_read, sees_everything
from sanbi.apps.projects.services.solving import AT_ONCE, allocation_solve, is_small
from sanbi.apps.projects.tasks import allocation_queue
from sanbi.apps.projects.views.factors import candidates_left, factor_trail
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.words import who_approves, who_keeps

MOST_RUNS = 20
GIVEN_UP_AFTER = 1800  # seconds after which nobody is at work on a request any more
State = AllocationRequest.State


@page(can_read)
def factors(request: Request) -> HttpResponse:
    """Show the plan in force with what there is and what is used, and the plans beside it."""
    in_force, runs = run_in_force(), list(runs_for(request.actor)[:MOST_RUNS])
    run = in_force or (runs[0] if runs else None)
    shown: dict[str, Any] = {
        "run": run,
        "in_force": in_force,
        "runs": runs,
        "open": AllocationPublication.objects.filter(approved__isnull=True)
        .select_related("run")
        .first(),
        "may_keep": can_keep(request.actor),
        "may_approve": can_approve_allocation(request.actor),
        "sees_everything": sees_everything(request.actor),
        "tabs": area_tabs("factors", request.actor),
        "trail": [*factor_trail()[:-1], (_("Factors"),)],
    }
    if run is not None:
        shown |= _facts(Shown(run))
    elif shown["sees_everything"]:
        shown["asking"] = candidates_left(request)
    return render(request, "projects/factors/home.html", shown)


def _facts(found: Shown) -> dict[str, Any]:
    beside = compared(found.outcome)
    return {
        "uses": factor_uses(found),
        "beside": beside,
        "gain": beside[0].gain if beside else None,
        "counts": {
            "given": len(found.outcome["admitted"]),
            "left": len(found.outcome["left_out"]),
            "aside": len(found.ground["aside"]),
        },
        "gap": found.outcome["gap"],
        "cost": found.outcome.get("cost"),
        "first": found.months[0],
        "last": found.months[-1],
    }


# -- asking ----------------------------------------------------------------------------------------
@page(sees_everything)
def ask(request: Request) -> HttpResponse:
    """Ask for an allocation: small ones at once, others by the worker."""
    require(can_keep(request.actor), who_keeps())
    return asked(
        request,
        AskForm(request.POST or None, initial={"seconds": 30}),
        lambda given: services.allocation_ask(actor=request.actor, now=request.now, **given),
        title=_("Work out a plan"),
        verb=_("Work it out"),
        back=reverse("factors"),
        template="projects/form.html",
        note=_("All claims are taken as they stand now. The input is kept with the plan."),
        more={"trail": factor_trail(_("Work out a plan"))},
        then=lambda made: _begun(request, made),
    )


def _begun(request: Request, made: AllocationRequest) -> str:
    if is_small(made):
        allocation_solve(made.pk, request.now, seconds=min(AT_ONCE, made.seconds))
    else:
        allocation_queue(made.pk)
    return reverse("allocation-request", args=[made.pk])


@page(sees_everything)
def asked_for(request: Request, asking: int) -> HttpResponse:
    """Show how far an allocation is, or why no plan exists; a plan that is done is led to."""
    held = request_get(request.actor, asking)
    if held.state == State.DONE:
        return redirect("allocation", held.run.number)
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    waited = int((request.now - (held.started_at or held.at)).total_seconds())
    shown = {
        "held": held,
        "at_work": held.ended_at is None and waited < GIVEN_UP_AFTER,
        "waited": min(max(waited, 0), held.seconds),
        "faults": [fault[language] for fault in held.faults],
        "own": reverse("allocation-request", args=[held.pk]),
        "trail": factor_trail(_("Allocation %(number)s") % {"number": held.pk}),
        "may_keep": can_keep(request.actor),
    }
    return render(request, "projects/factors/request.html", shown)


# -- a plan ----------------------------------------------------------------------------------------
@page(can_read)
def plan(request: Request, number: int) -> HttpResponse:
    """Show who gets what in which month, who does not, why, and what would admit them."""
    run = run_get(request.actor, number)
    found = Shown(run)
    rows = found.rows(codes_seen(request.actor))
    wanted = _filtered(request, found, rows)
    if "format" in request.GET:
        return _table(request, found, wanted)
    in_force = run_in_force()
    shown = {
        "run": run,
        "found": found,
        "rows": wanted,
        "uses": factor_uses(found),
        "units": _choices(sorted({row.unit for row in rows if row.unit})),
        "factors": [("", _("All")), *((item.key, item.name) for item in found.book.factors())],
        "states": [("", _("All")), *state_words().items()],
        "in_force": in_force is not None and in_force.pk == run.pk,
        "open": AllocationPublication.objects.filter(run=run, approved__isnull=True).first(),
        "decided": run.publications.filter(approved__isnull=False).order_by("-pk"),
        "against": in_force if in_force is not None and in_force.pk != run.pk else None,
        "may_keep": can_keep(request.actor),
        "may_approve": can_approve_allocation(request.actor),
        "sees_everything": sees_everything(request.actor),
        "tabs": area_tabs("factors", request.actor),
        "trail": factor_trail(_("Plan %(number)s") % {"number": run.number}),
        **_facts(found),
    }
    return render(request, "projects/factors/plan.html", shown)


def state_words() -> dict[str, str]:
    """Return how a project came out, as pages say it."""
    return {GIVEN: _("Given"), LEFT: _("Left out"), ASIDE: _("Takes no part")}


def _choices(values: list[str]) -> list[tuple[str, str]]:
    return [("", _("All")), *((value, value) for value in values)]


def _filtered(request: Request, found: Shown, rows: list[PlanRow]) -> list[PlanRow]:
    asked_for = request.GET
    unit, state, factor = (asked_for.get(name, "") for name in ("unit", "state", "factor"))
    text = asked_for.get("q", "").strip()
    if factor in found.supplies:
        rows = [row for row in rows if row.asks.get(factor)]
    if text:
        rows = [row for row in rows if text in row.name or text == row.code]
    return [row for row in rows if unit in {"", row.unit} and state in {"", row.state}]


def _table(request: Request, found: Shown, rows: list[PlanRow]) -> HttpResponse:
    factors = found.book.factors()
    columns = (
        Column(_("Code")),
        Column(_("Project")),
        Column(_("Township")),
        Column(_("How it came out")),
        Column(_("Score, in points"), Kind.NUMBER, 2),
        *(Column(f"{item.name}（{item.measure}）", Kind.NUMBER, 2) for item in factors),
        *(Column(label) for label in found.months),
        Column(_("Why, and what would admit it"), width=50),
    )
    words = state_words()
    cells = (
        (
            row.code,
            row.name,
            row.unit,
            words[row.state],
            row.points,
            *(row.asks.get(item.key) for item in factors),
            *(_said(row, at) for at in range(len(found.months))),
            row.why or row.by_hand,
        )
        for row in rows
    )
    title = _("Plan %(number)s of the factors") % {"number": found.run.number}
    return table_answer(request.GET.get("format"), title, columns, cells)


def _said(row: PlanRow, at: int) -> str:
    if row.state != GIVEN:
        return ""
    return "；".join(f"{name} {plain_number(amount)}" for name, amount in row.cells[at])


@page(sees_everything)
def plan_input(request: Request, number: int) -> HttpResponse:
    """Hand out what went into a run: as it is kept, or as `sanbi allocate` reads it."""
    run = run_get(request.actor, number)
    kept = blob_read(run.request.input.digest)
    if request.GET.get("as") == "yaml":
        title = _("Plan %(number)s of the factors") % {"number": run.number}
        content, kind = problem_file(problem_from(kept), title), "yaml"
    else:
        content, kind = kept, "json"
    answer = HttpResponse(content, content_type=f"application/{kind}; charset=utf-8")
    name = f"allocation-{run.number}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


@page(can_read)
def comparing(request: Request, number: int) -> HttpResponse:
    """Show what differs between this plan and an earlier one: that in force, unless chosen."""
    run, others = run_get(request.actor, number), list(runs_for(request.actor)[:MOST_RUNS])
    others = [other for other in others if other.pk != run.pk]
    base = _base(request, run, others)
    shown = {
        "run": run,
        "base": base,
        "found": compare(Shown(base), Shown(run), codes_seen(request.actor)) if base else None,
        "frozen": Shown(run).book.rules.frozen,
        "others": [(str(other.number), _("Plan %(number)s") % {"number": other.number})
                   for other in others],
        "kinds": {"in": _("Comes in"), "out": _("Goes"), "moved": _("Moves")},
        "tabs": area_tabs("factors", request.actor),
        "trail": factor_trail(_("Two plans")),
    }  # fmt: skip
    return render(request, "projects/factors/compare.html", shown)


def _base(
    request: Request, run: AllocationRun, others: list[AllocationRun]
) -> AllocationRun | None:
    wanted = request.GET.get("with", "")
    if wanted:
        found = next((other for other in others if str(other.number) == wanted), None)
        if found is None:
            raise Missing
        return found
    number = run.request.ground.get("published")
    against = next((other for other in others if other.number == number), None)
    return against or (others[0] if others else None)


# -- publishing ------------------------------------------------------------------------------------
@page(sees_everything)
def propose(request: Request, number: int) -> HttpResponse:
    """Put a plan forward; another person decides."""
    run = run_get(request.actor, number)
    require(can_keep(request.actor), who_keeps())
    return asked(
        request,
        ProposeForm(request.POST or None),
        lambda given: services.allocation_propose(
            actor=request.actor, now=request.now, run=run.pk, **given
        ),
        title=_("Put plan %(number)s forward") % {"number": run.number},
        verb=_("Put it forward"),
        back=reverse("allocation", args=[run.number]),
        template="projects/form.html",
        more={"trail": factor_trail(_("Put forward"))},
        done=_("Another person decides now."),
    )


@page(sees_everything)
def decide(request: Request, publication: int) -> HttpResponse:
    """Approve a plan or turn it down, as another person."""
    held = publication_get(publication)
    require(can_approve_allocation(request.actor), who_approves())
    return asked(
        request,
        DecideForm(request.POST or None),
        lambda given: services.allocation_decide(
            actor=request.actor,
            now=request.now,
            publication=held.pk,
            approve=given["approve"] == "yes",
            reason=given["reason"],
        ),
        title=_("Decide on plan %(number)s") % {"number": held.run.number},
        verb=_("Decide on it"),
        back=reverse("allocation", args=[held.run.number]),
        template="projects/form.html",
        note=_("%(name)s put it forward. %(note)s")
        % {"name": held.proposed_by_name, "note": held.note},
        more={"trail": factor_trail(_("Decision"))},
        done=_("Decided."),
    )
