"""The maps of projects on the screen, as a table, and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Cell, Column, Kind, table_answer
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects.forms.maps import CountyMapForm
from sanbi.apps.projects.map import VIEWS, in_rows, marks_of
from sanbi.apps.projects.map.drawing import board_of
from sanbi.apps.projects.map.sheet import Drawing, drawing_of
from sanbi.apps.projects.models import CountyMap, Sort, Stage
from sanbi.apps.projects.paper import map_pdf
from sanbi.apps.projects.queries.map import Asked, Township, on_the_map, townships_of
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.services import county_map_set
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.views.map_sheet import legend_of, listed, sheet_of, summary

PAPERS = ("a0", "a1", "a2", "a3")


def _asked(request: Request) -> Asked:
    given = request.GET
    return Asked(given.get("stage", ""), given.get("kind", ""), given.get("unit", ""))


def _view(request: Request) -> str:
    wanted = request.GET.get("view", "")
    return wanted if wanted in dict(VIEWS) else VIEWS[0][0]


@page(can_read)
def projects_map(request: Request) -> HttpResponse:
    """Show the townships with their projects, on one of three maps."""
    today, view = timezone.localdate(request.now), _view(request)
    found = in_rows(townships_of(on_the_map(request.actor, _asked(request)), today))
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    held = None if request.GET.get("drawn") == "tiles" else CountyMap.objects.first()
    chosen = found[0] if len(found) == 1 and request.GET.get("unit") else None
    context = {
        "view": view,
        "views": VIEWS,
        "tiles": [
            (item, board_of(marks_of(item.spots, view)), summary(item, view)) for item in found
        ],
        "chosen": chosen,
        "rows": listed(chosen.spots) if chosen else [],
        "legend": legend_of(view),
        "count": sum(len(item.spots) for item in found),
        "sheet": _sheet(held, found, view),
        "held": held,
        "may_keep": can_keep(request.actor),
        "today": today,
        "tabs": area_tabs("projects-map", request.actor),
        "trail": [(_("Projects"), ".."), (_("Map"),)],
        **_choices(request),
    }
    return render(request, "projects/map.html", context)


@page(can_keep)
def county_map(request: Request) -> HttpResponse:
    """Take in the county's own boundaries."""
    return asked(
        request,
        CountyMapForm(request.POST or None, request.FILES or None),
        lambda given: county_map_set(
            actor=request.actor,
            now=request.now,
            name=str(given["file"].name),
            content=given["file"].read(),
            approval=given["approval"],
            system=given["system"],
        ),
        title=_("Boundaries of the county"),
        verb=_("Show them on the map"),
        back=reverse("projects-map"),
        done=_("The map has these boundaries from now on."),
        note=_("Without boundaries the map is schematic and needs no approval."),
        template="projects/form.html",
        more={
            "trail": [
                (_("Projects"), reverse("projects")),
                (_("Map"), reverse("projects-map")),
                (_("Boundaries of the county"),),
            ]
        },
    )


@page(can_read)
def map_print(request: Request) -> HttpResponse:
    """One of the maps as vector PDF, A0 to A3."""
    today, view = timezone.localdate(request.now), _view(request)
    paper = request.GET.get("paper", "a3")
    paper = paper if paper in PAPERS else "a3"
    found = in_rows(townships_of(on_the_map(request.actor, _asked(request)), today))
    sheet = sheet_of(found, view, today, request.now, paper)
    answer = HttpResponse(map_pdf(sheet, request.now), content_type="application/pdf")
    name = f"{dict(VIEWS)[view]}-{today.isoformat()}-{paper.upper()}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


def _sheet(held: CountyMap | None, found: Sequence[Township], view: str) -> Drawing | None:
    """The county within its boundaries, where it has some; largest projects first."""
    if held is None:
        return None
    areas = {int(unit): rings for unit, rings in held.content.items()}
    names = {unit.pk: unit.short for unit in Unit.objects.filter(pk__in=areas)}
    spots = sorted((spot for item in found for spot in item.spots), key=lambda s: -s.total_wan)
    return drawing_of(areas, names, list(zip(spots, marks_of(spots, view), strict=True)))


def _choices(request: Request) -> dict[str, Any]:
    seen = projects_for(request.actor).filter(dropped_on__isnull=True).order_by()
    units = Unit.objects.filter(pk__in=seen.values("unit"))
    everything = ("", _("All"))
    return {
        "stages": [everything, *Stage.choices],
        "kinds": [everything, *Sort.choices],
        "units": [everything, *((str(unit.pk), unit.name) for unit in units)],
    }


def _table(kind: str, found: Sequence[Township]) -> HttpResponse:
    columns = (
        Column(_("Township")),
        Column(_("Projects"), Kind.NUMBER),
        Column(_("Total investment, 万元"), Kind.NUMBER, 2),
        *(Column(str(label), Kind.NUMBER) for _value, label in Stage.choices),
        Column(_("Planned to this month, 万元"), Kind.NUMBER, 2),
        Column(_("Completed this year, 万元"), Kind.NUMBER, 2),
        Column(_("Open obstacles"), Kind.NUMBER),
        Column(_("Days blocked"), Kind.NUMBER),
        Column(_("Land that waits, 亩"), Kind.NUMBER, 2),
        Column(_("Energy that waits, tce"), Kind.NUMBER, 2),
        Column(_("Funds that wait, 万元"), Kind.NUMBER, 2),
    )
    rows: list[tuple[Cell, ...]] = []
    for item in found:
        stages = dict(item.stages())
        rows.append(
            (
                item.unit.name,
                len(item.spots),
                item.total,
                *(stages.get(stage.value, 0) for stage in Stage),
                item.planned,
                item.completed,
                item.obstacles,
                item.oldest,
                item.needs("land_mu"),
                item.needs("energy_tce"),
                item.needs("funds_wan"),
            )
        )
    note = _("Dispatch data, never a statistic.")
    return table_answer(kind, _("Map of projects"), columns, rows, note=note)
