"""The page of stages and pace."""

from __future__ import annotations

from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.models import LADDER, Stage
from sanbi.apps.projects.queries.funnel import Funnel, funnel_of
from sanbi.apps.projects.rules import can_read
from sanbi.apps.projects.views.frame import area_tabs


@page(can_read)
def funnel(request: Request) -> HttpResponse:
    """Show how many projects pass from stage to stage, how long it takes, and who is slow."""
    today = timezone.localdate(request.now)
    asked = request.GET.get("since", "")
    since = asked if asked in LADDER[:-1] else Stage.SIGNED.value
    found = funnel_of(request.actor, today, since=since)
    if "format" in request.GET and request.GET.get("of") == "projects":
        return _paces(request.GET["format"], found)
    if "format" in request.GET:
        return _table(request.GET["format"], found)
    after = LADDER[LADDER.index(Stage(since)) + 1]
    context = {
        "found": found,
        "today": today,
        "passages": [
            (before.value, f"{before.label} → {behind.label}")
            for before, behind in pairwise(LADDER)
        ],
        "since": since,
        "passage": f"{Stage(since).label} → {after.label}",
        "tabs": area_tabs("projects-funnel", request.actor),
        "trail": [(_("Projects"), reverse("projects")), (_("Stages and pace"),)],
    }
    return render(request, "projects/funnel.html", context)


def _table(kind: str, found: Funnel) -> HttpResponse:
    columns = (
        Column(_("Township")),
        Column(_("Projects"), Kind.NUMBER, 0),
        Column(_("Planned this year, 万元"), Kind.NUMBER, 2),
        Column(_("Completed this year, 万元"), Kind.NUMBER, 2),
        Column(_("Of the plan"), Kind.PERCENT, 1),
        Column(_("Part of the county's work"), Kind.PERCENT, 1),
        Column(_("Projects not reported"), Kind.NUMBER, 0),
    )
    rows = [
        (
            item.unit,
            item.projects,
            item.planned,
            item.completed,
            None if item.done is None else item.done * 100,
            None if item.part is None else item.part * 100,
            item.silent,
        )
        for item in found.shares
    ]
    return table_answer(kind, _("Part in passing half of the year's plan"), columns, rows)


def _paces(kind: str, found: Funnel) -> HttpResponse:
    columns = (
        Column(_("Project")),
        Column(_("Township")),
        Column(_("Planned this year, 万元"), Kind.NUMBER, 2),
        Column(_("Completed this year, 万元"), Kind.NUMBER, 2),
        Column(_("Of the plan"), Kind.PERCENT, 1),
        Column(_("Before time progress, points"), Kind.NUMBER, 1),
    )
    rows = [
        (pace.name, pace.unit, pace.planned, pace.completed, pace.done * 100, pace.ahead * 100)
        for pace in found.paces
    ]
    return table_answer(kind, _("Pace of the year's plan by project"), columns, rows)
