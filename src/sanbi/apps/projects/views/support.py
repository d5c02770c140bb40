"""What is secured for each project 保障, and one project's own page of factors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.audit.tables import Cell, Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects import services
from sanbi.apps.projects.allocation.book import Book, months_from
from sanbi.apps.projects.allocation.claims import amount_of
from sanbi.apps.projects.allocation.showing import ASIDE, GIVEN, PlanRow, Shown, plain_number
from sanbi.apps.projects.allocation.wanting import START, node_for
from sanbi.apps.projects.forms.factors import FixForm
from sanbi.apps.projects.models import FactorClaim, Obstacle, Project
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.queries.factors import codes_seen, run_in_force, runs_for
from sanbi.apps.projects.queries.nodes import nodes_of
from sanbi.apps.projects.queries.obstacles import UNSOLVED
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.views.factors import factor_trail, held_book
from sanbi.apps.projects.views.frame import area_tabs, asked_about, project_frame
from sanbi.apps.projects.words import who_keeps

BEFORE = 6  # months before the book's first in which something may have been granted


@dataclass(frozen=True)
class Secured:
    """A project with what is secured of each factor: (lamp, word), and its open obstacles."""

    row: PlanRow
    cells: list[tuple[str, str]]
    obstacles: int


@page(can_read)
def support(request: Request) -> HttpResponse:
    """Show for each project which factor is secured when, and which is not."""
    run = run_in_force()
    shown: dict[str, Any] = {
        "run": run,
        "tabs": area_tabs("factors", request.actor),
        "trail": factor_trail(_("Support")),
    }
    if run is None:
        return render(request, "projects/factors/support.html", shown)
    found = Shown(run)
    rows = _secured(found, found.rows(codes_seen(request.actor)))
    if request.GET.get("open") == "1":
        rows = [row for row in rows if row.row.state != GIVEN or row.obstacles]
    if "format" in request.GET:
        return _table(request, found, rows)
    shown |= {
        "rows": rows,
        "factors": found.book.factors(),
        "opens": [("", _("All")), ("1", _("Not secured, or with obstacles"))],
    }
    return render(request, "projects/factors/support.html", shown)


def _secured(found: Shown, rows: list[PlanRow]) -> list[Secured]:
    keys = [row.pk for row in rows if row.pk]
    open_ = Obstacle.objects.filter(project__in=keys, state__in=UNSOLVED).order_by()
    counts = dict(open_.values_list("project").annotate(n=Count("pk")))
    return [
        Secured(
            row,
            [_cell(found, row, item.key) for item in found.book.factors()],
            counts.get(row.pk, 0),
        )
        for row in rows
        if row.state != ASIDE
    ]


def _cell(found: Shown, row: PlanRow, factor: str) -> tuple[str, str]:
    """A lamp and a word: green with its month, red where it was left out, none unasked."""
    if not row.asks.get(factor):
        return "", ""
    if row.state != GIVEN:
        return "red", _("not secured")
    uses: Mapping[str, Mapping[str, float]] = found.ground["projects"][row.code]["uses"]
    kept = {factor, *(item.key for item in found.book.supplies if item.factor == factor)}
    months = [row.months[key] for key, taken in uses.items() if kept & set(taken)]
    return ("yellow" if row.late else "green", months[0]) if months else ("green", _("taken"))


def _table(request: Request, found: Shown, rows: list[Secured]) -> HttpResponse:
    columns = (
        Column(_("Code")),
        Column(_("Project")),
        Column(_("Township")),
        *(Column(item.name) for item in found.book.factors()),
        Column(_("Open obstacles"), Kind.NUMBER, 0),
        Column(_("Why, and what would admit it"), width=50),
    )
    cells: Iterable[Sequence[Cell]] = (
        (
            item.row.code,
            item.row.name,
            item.row.unit,
            *(word for _lamp, word in item.cells),
            item.obstacles,
            item.row.why,
        )
        for item in rows
    )
    return table_answer(request.GET.get("format"), _("Support"), columns, cells)


# -- one project -----------------------------------------------------------------------------------
@page(can_read)
def project_factors(request: Request, project: int) -> HttpResponse:
    """Show what a project asks for, when it is given, or why not and what would admit it."""
    shown = project_frame(request, project, "project-factors")
    held: Project = shown["project"]
    book, _version = held_book(request)
    versions = list(FactorClaim.objects.filter(project=held).order_by("-version"))
    claim = versions[0] if versions and not versions[0].withdrawn else None
    run = run_in_force() or (runs_for(request.actor).first() if shown["may_keep"] else None)
    found = Shown(run) if run else None
    row = found.row(held.code) if found else None
    shown |= {
        "claim": claim,
        "versions": versions,
        "asks": _asks(held, claim, book),
        "run": run,
        "in_force": run is not None and run.publications.filter(approved=True).exists(),
        "row": row,
        "takes": _takes(found, row) if found and row else [],
        "worth": _worth(found, held.code) if found and row and row.state != ASIDE else None,
    }
    return render(request, "projects/factors/project.html", shown)


def _asks(project: Project, claim: FactorClaim | None, book: Book) -> list[tuple[str, str, str]]:
    nodes = nodes_of(project)
    found = []
    for item in book.factors():
        amount = amount_of(project, claim, item.key)
        if amount:
            node = node_for(item, nodes)
            found.append(
                (
                    item.name,
                    f"{plain_number(amount)} {item.measure}",
                    node.name if node else _("Start of work, planned"),
                )
            )
    return found


def _takes(found: Shown, row: PlanRow) -> list[tuple[str, str, str]]:
    """Month, node and what is taken there."""
    said = found.ground["projects"].get(row.code, {})
    names = {key: name or _("Start of work, planned") for key, name in said.get("milestones", [])}
    return [
        (
            month,
            names[key],
            "；".join(
                f"{found.named(factor)} {plain_number(amount)} {found.supplies[factor].measure}"
                for factor, amount in said["uses"].get(key, {}).items()
            ),
        )
        for key, month in row.months.items()
    ]


def _worth(found: Shown, code: str) -> dict[str, float]:
    invest, tax, jobs, weight = found.ground["projects"][code]["worth"]
    points = weight * (invest + tax + jobs)
    return {"invest": invest, "tax": tax, "jobs": jobs, "weight": weight, "points": points}


@page(can_read)
def claim_fix(request: Request, project: int) -> HttpResponse:
    """Fix the months of a project: granted already, or by hand with its reason."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    book, _version = held_book(request)
    claim = FactorClaim.objects.filter(project=held).order_by("-version").first()
    fixed = claim.fixed if claim else {}
    form = FixForm(
        request.POST or None,
        nodes=_nodes(held, book),
        months=_months(book),
        initial={f"month_{key}": month for key, month in fixed.items()}
        | {"by_hand": "yes" if claim and claim.by_hand else "no"},
    )
    return asked_about(
        request,
        held,
        form,
        lambda given: services.claim_fix(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            months=form.months(),
            by_hand=given["by_hand"] == "yes",
            reason=given["reason"],
        ),
        title=_("Fix its months"),
        verb=_("Save"),
        back=reverse("project-factors", args=[held.pk]),
        note=_("Later plans keep these months. Empty all of them to lift it."),
        done=_("Saved."),
    )


def _months(book: Book) -> list[str]:
    year, month = (int(part) for part in book.first.split("-"))
    start = year * 12 + month - 1 - BEFORE
    return months_from(f"{start // 12}-{start % 12 + 1:02}", book.horizon + BEFORE)


def _nodes(project: Project, book: Book) -> list[tuple[str, str]]:
    """Nodes at which the project takes something; its start where it has no nodes."""
    nodes = nodes_of(project)
    if not nodes:
        return [(START, _("Start of work, planned"))]
    found = (node_for(item, nodes) for item in book.supplies)
    return list(dict.fromkeys((node.key, node.name) for node in found if node))
