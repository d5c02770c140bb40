"""The list of projects."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.models import LADDER, Entry, LampReading, Project, Sort
from sanbi.apps.projects.queries.lists import (
    SIZES,
    Asked,
    choices_for,
    found_for,
    lines_of,
    sums_of,
)
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.words import MARKS, mark_words

ON_A_PAGE = 50
FIELDS = ("stage", "lamp", "size", "unit", "leader", "tag", "mark", "entry", "register")


def asked_of(request: Request) -> Asked:
    """Return what the address asks for; the sort of projects is called ``kind`` there."""
    asked = request.GET
    given = {name: asked.get(name, "")[:60] for name in FIELDS}
    return Asked(
        **given,
        sort=asked.get("kind", ""),
        text=asked.get("q", "")[:60],
        order=asked.get("sort", ""),
    )


@page(can_read)
def projects(request: Request) -> HttpResponse:
    """Show the register, or hand it out as a table."""
    today = timezone.localdate(request.now)
    found = found_for(request.actor, asked_of(request), today)
    if "format" in request.GET:
        return _table(request.GET["format"], found, today)
    sums = sums_of(found, today)
    pages = Paginator(found, ON_A_PAGE)
    pages.count = sums.count  # counted above already
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": [(line, mark_words(line.marks)) for line in lines_of(list(shown), today)],
        "sums": sums,
        "filters": _filters(request),
        "today": today,
        "year_share": f"{today.timetuple().tm_yday / 3.65:.1f}",
        "tabs": area_tabs("projects", request.actor),
        "trail": [(_("Projects"),)],
        "may_keep": can_keep(request.actor),
        "asked": any(value for name, value in request.GET.items() if name not in {"page", "sort"}),
    }
    return render(request, "projects/list.html", context)


def _filters(request: Request) -> dict[str, list[tuple[str, object]]]:
    known = choices_for(request.actor)
    every: tuple[str, object] = ("", _("All"))
    return {
        "stages": [every, *((str(stage), stage.label) for stage in LADDER)],
        "kinds": [every, *Sort.choices],
        "lamps": [every, *LampReading.Colour.choices],
        "sizes": [every, *((size, _("from %(size)s 亿") % {"size": size}) for size in SIZES)],
        "units": [every, *known["units"]],
        "leaders": [every, *known["leaders"]],
        "tags": [every, *known["tags"]],
        "marks": [every, *MARKS],
        "entries": [every, *Entry.choices],
        "registers": [("", _("In the register")), ("dropped", _("Given up")), ("all", _("All"))],
    }


def _table(kind: str, found: QuerySet[Project], today: date) -> HttpResponse:
    columns = (
        Column(_("Code")),
        Column(_("Name of the project")),
        Column(_("Project sort")),
        Column(_("Stage")),
        Column(_("Since"), Kind.DATE),
        Column(_("Township or zone that answers for it")),
        Column(_("Department in charge")),
        Column(_("Responsible leader")),
        Column(_("Investor")),
        Column(_("Total investment, 万元"), Kind.NUMBER, 2),
        Column(_("Planned this year, 万元"), Kind.NUMBER, 2),
        Column(_("Completed this year, 万元"), Kind.NUMBER, 2),
        Column(_("Of the plan"), Kind.PERCENT, 1),
        Column(_("Lamp")),
        Column(_("Open obstacles"), Kind.NUMBER, 0),
        Column(_("Start of work, planned"), Kind.DATE),
        Column(_("Production, planned"), Kind.DATE),
        Column(_("In the statistics")),
        Column(_("Tags")),
        Column(_("Marks")),
    )
    rows = [
        (
            line.project.code,
            line.project.name,
            line.project.get_sort_display(),
            line.project.get_stage_display(),
            line.project.stage_on,
            line.project.unit.name,
            line.project.lead_unit.name if line.project.lead_unit else "",
            line.project.leader.name if line.project.leader else "",
            line.project.investor,
            line.project.total_wan,
            line.planned,
            line.completed,
            None if line.share is None else line.share * 100,
            line.lamp.get_colour_display() if line.lamp else "",
            line.obstacles,
            line.project.start_on,
            line.project.due_on,
            line.project.get_statistics_entry_display(),
            "，".join(line.project.tags),
            "，".join(str(mark) for mark in mark_words(line.marks)),
        )
        for line in lines_of(list(found), today)
    ]
    note = _("Dispatch data, never a statistic.")
    return table_answer(kind, _("Register of projects"), columns, rows, note=note)
