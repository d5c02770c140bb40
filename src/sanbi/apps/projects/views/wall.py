"""The wall chart on the screen, as a table, and on paper."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import table_answer
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.models import LampReading, Project, Stage
from sanbi.apps.projects.paper import wall_pdf
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.queries.wall import Asked, on_the_wall, wall_rows
from sanbi.apps.projects.rules import can_read
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.views.wall_sheet import sheet_of, wall_columns, wall_line
from sanbi.apps.projects.wall_drawing import drawn, year_scale

ON_A_PAGE = 25
PAPERS = ("a0", "a1", "a2", "a3")


def _asked(request: Request) -> Asked:
    given = request.GET
    names = ("stage", "lamp", "unit", "leader")
    fields = {name: given.get(name, "") for name in names}
    return Asked(**fields, text=given.get("q", "").strip(), blocked=given.get("blocked") == "1")


def _choices(request: Request) -> dict[str, Any]:
    """What the filters offer: only what the actor's own projects have."""
    seen = projects_for(request.actor).filter(dropped_on__isnull=True)
    seen = seen.order_by().select_related(None)
    units = Unit.objects.filter(pk__in=seen.values("unit")).order_by("sequence", "pk")
    leaders = User.objects.filter(pk__in=seen.values("leader")).order_by("name")
    everything = ("", _("All"))
    return {
        "stages": [everything, *((stage.value, stage.label) for stage in Stage)],
        "lamps": [everything, *LampReading.Colour.choices],
        "units": [everything, *((str(unit.pk), unit.name) for unit in units)],
        "leaders": [everything, *((str(user.pk), user.name) for user in leaders)],
        "obstacles": [everything, ("1", _("Blocked"))],
        "scales": [("", _("By months")), ("quarters", _("By quarters"))],
    }


@page(can_read)
def wall(request: Request) -> HttpResponse:
    """Show every project with its plan, what happened, what is expected, and what blocks it."""
    today = timezone.localdate(request.now)
    found = on_the_wall(request.actor, _asked(request))
    if wanted := request.GET.get("format"):
        rows = (wall_line(row) for row in wall_rows(list(found), today))
        return table_answer(wanted, _("Wall chart"), wall_columns(), rows)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    scale = year_scale(today, quarters=request.GET.get("scale") == "quarters")
    shown_rows = wall_rows(list(shown.object_list), today)
    context = {
        "page": shown,
        "rows": [drawn(row, scale, today) for row in shown_rows],
        "scale": scale,
        "ticks": scale.ticks(quarters=request.GET.get("scale") == "quarters"),
        "now_at": scale.x(today),
        "today": today,
        "tabs": area_tabs("wall"),
        "trail": [(_("Projects"), ".."), (_("Wall chart"),)],
        **_choices(request),
    }
    return render(request, "projects/wall.html", context)


@page(can_read)
def wall_print(request: Request) -> HttpResponse:
    """The wall chart as vector PDF, A0 to A3."""
    today = timezone.localdate(request.now)
    paper = request.GET.get("paper", "a0")
    paper = paper if paper in PAPERS else "a0"
    found: list[Project] = list(on_the_wall(request.actor, _asked(request)))
    sheet = sheet_of(wall_rows(found, today), today, request.now, paper)
    answer = HttpResponse(wall_pdf(sheet, request.now), content_type="application/pdf")
    name = f"{_('Wall chart')}-{today.isoformat()}-{paper.upper()}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer
