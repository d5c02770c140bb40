"""Pages of one project's money, work and files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects import proof, services
from sanbi.apps.projects.forms.months import (
    DoneForm,
    MonthForm,
    PlanForm,
    QuantitiesForm,
    plan_initial,
    quantity_lines,
)
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.periods import month_of, require_month
from sanbi.apps.projects.queries import months as reading
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.rules import can_keep, can_read, can_report
from sanbi.apps.projects.views.frame import asked_about, project_frame
from sanbi.apps.projects.words import who_keeps, who_reports

FIRST_YEAR, LAST_YEAR = 2000, 2100


def _year(request: Request) -> int:
    asked, now = request.GET.get("year", ""), timezone.localdate(request.now).year
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else now  # noqa: PLR2004 - digits
    return year if FIRST_YEAR <= year <= LAST_YEAR else now


@page(can_read)
def months(request: Request, project: int) -> HttpResponse:
    """Show a year's plan beside what was reported, money and work apart."""
    shown = project_frame(request, project, "project-months")
    held, year, today = shown["project"], _year(request), shown["today"]
    rows = reading.month_rows(held, year, today)
    if "format" in request.GET:
        return _table(request.GET["format"], held, rows)
    shown |= {
        "year": year,
        "years": [(str(y), str(y)) for y in range(today.year - 2, today.year + 2)],
        "rows": rows,
        "plan": reading.plan_of(held, year),
        "plans": reading.plans_of(held),
        "money": reading.money_chart(rows, year),
        "work": reading.work_chart(rows, year),
        "ahead": any(row.running_ahead for row in rows),
        "this_month": month_of(today),
    }
    return render(request, "projects/months.html", shown)


def _table(kind: str, held: Project, rows: list[reading.MonthRow]) -> HttpResponse:
    columns = (
        Column(_("Month")),
        Column(_("Planned since January, 万元"), Kind.NUMBER, 2),
        Column(_("Completed since January, 万元"), Kind.NUMBER, 2),
        Column(_("Paid since January, 万元"), Kind.NUMBER, 2),
        Column(_("Physical work"), Kind.PERCENT, 2),
        Column(_("Image progress")),
        Column(_("Reason")),
        Column(_("Reported by")),
    )
    cells = [
        (
            row.period,
            row.planned,
            row.completed,
            row.paid,
            None if row.physical is None else row.physical * 100,
            row.image,
            row.reason,
            row.by_name,
        )
        for row in rows
    ]
    return table_answer(kind, f"{held.name} {rows[0].period[:4]}", columns, cells)


def _reported(request: Request, project: int) -> Project:
    held = project_get(request.actor, project)
    require(can_report(request.actor, held), who_reports())
    return held


@page(can_read)
def month_report(request: Request, project: int, period: str) -> HttpResponse:
    """Report a month of a project."""
    held = _reported(request, project)
    require_month(period, timezone.localdate(request.now))
    versions = reading.versions_of(held, period)
    start: dict[str, object] = {"version": 0}
    if versions:
        last = versions[0]
        share = None if last.physical is None else (last.physical * 100).normalize()
        start = {
            "version": last.version,
            "completed_wan": last.completed_wan,
            "paid_wan": last.paid_wan,
            "physical": share,
            "image": last.image,
        }
    form = MonthForm(request.POST or None, request.FILES or None, initial=start)
    return asked_about(
        request,
        held,
        form,
        lambda given: services.month_report(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            period=period,
            version=given["version"],
            figures=form.figures(),
            proofs=form.sent(),
        ),
        title=_("Report of %(period)s") % {"period": period},
        verb=_("Report"),
        back=f"{reverse('project-months', args=[held.pk])}?year={period[:4]}",
        done=_("Reported."),
        more={
            "versions": versions,
            "files": attachments_of(request.actor, proof.MONTH, [proof.month_key(held.pk, period)]),
        },
    )


@page(can_read)
def year_plan(request: Request, project: int, year: int) -> HttpResponse:
    """Promise what a project does in a year."""
    held = project_get(request.actor, project)
    require(can_keep(request.actor), who_keeps())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing
    form = PlanForm(request.POST or None, initial=plan_initial(reading.plan_of(held, year)))
    return asked_about(
        request,
        held,
        form,
        lambda given: services.year_plan_set(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            year=year,
            version=given["version"],
            plan=form.plan(),
        ),
        title=_("Plan of %(year)s") % {"year": year},
        verb=_("Save as a new version"),
        back=f"{reverse('project-months', args=[held.pk])}?year={year}",
        note=_("Each month holds what is planned since January, so it never falls."),
        done=_("Saved."),
    )


@page(can_read)
def quantities(request: Request, project: int) -> HttpResponse:
    """Show the quantities by which the physical work is measured."""
    shown = project_frame(request, project, "project-quantities")
    period = month_of(shown["today"])
    shown |= {"rows": reading.quantity_rows(shown["project"], period), "period": period}
    return render(request, "projects/quantities.html", shown)


@page(can_read)
def quantities_edit(request: Request, project: int) -> HttpResponse:
    """Say by which quantities the physical work is measured."""
    held = _reported(request, project)
    rows = reading.quantity_rows(held, month_of(timezone.localdate(request.now)))
    form = QuantitiesForm(
        request.POST or None, initial={"edition": held.edition, "lines": quantity_lines(rows)}
    )
    return asked_about(
        request,
        held,
        form,
        lambda given: services.quantities_set(
            actor=request.actor, now=request.now, project=held.pk, **given
        ),
        title=_("Quantities"),
        verb=_("Save"),
        back=reverse("project-quantities", args=[held.pk]),
        done=_("Saved."),
    )


@page(can_read)
def quantity_report(request: Request, project: int, period: str) -> HttpResponse:
    """Report how much of each quantity is done by the end of a month."""
    held = _reported(request, project)
    require_month(period, timezone.localdate(request.now))
    form = DoneForm(request.POST or None, rows=reading.quantity_rows(held, period))
    return asked_about(
        request,
        held,
        form,
        lambda _given: services.quantity_report(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            period=period,
            done=form.done(),
        ),
        title=_("Quantities of %(period)s") % {"period": period},
        verb=_("Report"),
        back=reverse("project-quantities", args=[held.pk]),
        note=_("How much is done since the beginning; what is left empty stays as it is."),
        done=_("Reported."),
    )


@page(can_read)
def files(request: Request, project: int) -> HttpResponse:
    """Show the files of a project, and who did what to it."""
    shown = project_frame(request, project, "project-files")
    shown |= {
        "files": attachments_of(request.actor, proof.PROJECT, [project]),
        "kind": proof.PROJECT,
    }
    return render(request, "projects/files.html", shown)
