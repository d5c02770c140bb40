"""The entry grid: one report, or a bureau's matrix, typed like a spreadsheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Conflict, Refused, require
from sanbi.apps.indicators import services
from sanbi.apps.indicators.checking import shown
from sanbi.apps.indicators.forms.cells import Place, Posted, posted_form, posted_json
from sanbi.apps.indicators.queries.drafts import drafts_now
from sanbi.apps.indicators.queries.grids import Grid, Row, grid, report_seen
from sanbi.apps.indicators.queries.matrices import Matrix, matrix
from sanbi.apps.indicators.rules import can_add_files, can_read, is_filler
from sanbi.apps.indicators.templatetags.matrix import matrix_answer
from sanbi.apps.indicators.wording import period_words, time_left
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page

RELATED = frozenset({"sum", "ratio"})


@page(can_read)
def report(request: Request, pk: int) -> HttpResponse:
    """Show a report's grid; a POST saves its cells, as the button does without a script."""
    if request.method != "POST":
        return _grid_page(request, grid(request.actor, pk))
    require(is_filler(request.actor, report_seen(request.actor, pk)), _("a clerk of the unit"))
    posted = posted_form(request.POST.dict())
    _save(request, posted)
    if posted.faults:
        return _grid_page(request, grid(request.actor, pk), posted, status=400)
    if "submit" in request.POST:
        return redirect("report-step", pk, "submit")
    messages.success(request, _("Saved."))
    return redirect("report", pk)


@page(can_read)
@require_POST
def cells(request: Request) -> HttpResponse:
    """Save what was typed and say how each line of the reports stands, for the script."""
    try:
        posted = posted_json(request.body)
        editions = _save(request, posted)
    except Refused as error:
        return JsonResponse(_refusal(request, error), status=409 if _late(error) else 400)
    if request.GET.get("as") == "matrix":
        return JsonResponse(_matrix_answer(request, editions, posted))
    grids = [grid(request.actor, pk) for pk in sorted(editions)[:1]]
    return JsonResponse(_answer(request, editions, posted, grids))


@page(can_read)
def matrix_page(request: Request, dataset: int, period: str) -> HttpResponse:
    """Show a bureau's own form as units by indicators; a POST saves it."""
    found = matrix(request.actor, dataset, period)
    if request.method != "POST":
        return _matrix_page(request, found)
    require(is_filler(request.actor, found.rows[0].report), str(found.dataset.owner))
    posted = posted_form(request.POST.dict())
    _save(request, posted)
    if posted.faults:
        messages.error(request, next(iter(posted.faults.values())))
        return _matrix_page(request, matrix(request.actor, dataset, period), posted, status=400)
    messages.success(request, _("Saved."))
    return redirect("matrix", dataset, period)


def _late(error: Refused) -> bool:
    return isinstance(error, Conflict)


def _refusal(request: Request, error: Refused) -> dict[str, Any]:
    """Return what was wrong; of a conflict also what the drafts hold now, to be merged."""
    said: dict[str, Any] = {"message": error.message, "hint": error.hint, "where": error.where}
    if _late(error):
        said |= drafts_now(request.actor, posted_json(request.body).editions)
    return said


def _matrix_page(
    request: Request, found: Matrix, posted: Posted | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "matrix": found,
        "posted": posted,
        "words": period_words(found.period),
        "back": request.path,
    }
    return render(request, "indicators/matrix.html", context, status=status)


def _matrix_answer(request: Request, editions: dict[int, int], posted: Posted) -> dict[str, Any]:
    report = report_seen(request.actor, min(editions))
    found = matrix(request.actor, report.dataset_id, report.period)
    back = reverse("matrix", args=[report.dataset_id, report.period])
    context = {"matrix": found, "back": back}
    return {
        "editions": editions,
        **matrix_answer(found, editions, posted),
        "state": render_to_string("indicators/matrix_state.html", context, request),
        "summary": render_to_string("indicators/matrix_steps.html", context, request),
        "faults": _by_key(posted),
    }


def _save(request: Request, posted: Posted) -> dict[int, int]:
    if not posted.changes:
        return {pk: edition or 0 for pk, edition in posted.editions.items()}
    saved = services.cells_save(
        actor=request.actor, now=request.now, changes=posted.changes, editions=posted.editions
    )
    return dict(saved)


def _grid_page(
    request: Request, held: Grid, posted: Posted | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "grid": held,
        "report": held.report,
        "sections": [
            (section.heading, [shown_row(held, row, posted) for row in section.rows])
            for section in held.sections
        ],
        "left": time_left(held.report.due_at, request.now),
        "late": held.report.due_at < request.now,
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (held.report.dataset.name, ""),
        ],
        "today": timezone.localdate(request.now),
        "files": attachments_of(request.actor, "indicators.report", [held.report.pk]),
        "may_add": can_add_files(request.actor, str(held.report.pk)),
    }
    return render(request, "indicators/report.html", context, status=status)


def shown_row(held: Grid, row: Row, posted: Posted | None = None) -> dict[str, Any]:
    """Return a line with the text of its cell, and what is wrong with what was typed."""
    place: Place = (held.report.pk, row.indicator.pk)
    text = "" if row.value is None else shown(row.value, row.indicator.decimals)
    fault = posted.faults.get(place, "") if posted else ""
    if posted and place in posted.typed:
        text = posted.typed[place] if fault else text
    look = "err" if fault else row.look
    words = {"number": row.line.number, "name": row.indicator.name}
    return {
        "row": row,
        "text": text,
        "fault": fault,
        "look": look,
        "key": f"{place[0]}-{place[1]}",
        # Said here, because a template takes ten times as long for it, in each of 200 lines.
        "title": _("Line %(number)s: %(name)s") % words,
        "measure": _("(%(measure)s)") % {"measure": row.indicator.measure},
    }


def _touched(held: Grid, posted: Posted, *, every: bool) -> list[Row]:
    """Return the lines that may look otherwise now: what was typed, and sums and ratios of it."""
    typed = {indicator for report, indicator in posted.typed if report == held.report.pk}
    return [
        row
        for row in held.rows
        if every
        or row.indicator.pk in typed
        or any(rule.kind in RELATED for rule in row.line.checks)
    ]


def _answer(
    request: Request, editions: dict[int, int], posted: Posted, grids: list[Grid]
) -> dict[str, Any]:
    rows, today = {}, timezone.localdate(request.now)
    for held in grids:
        for row in _touched(held, posted, every="all" in request.GET):
            line = shown_row(held, row, posted)
            rows[line["key"]] = {
                "look": line["look"],
                "change": row.change,
                "html": render_to_string(
                    "indicators/row_message.html", {**line, "grid": held, "today": today}
                ),
            }
    answer: dict[str, Any] = {"editions": editions, "rows": rows}
    if len(editions) == 1 and grids:
        context = {"grid": grids[0], "report": grids[0].report, "posted": posted}
        answer["state"] = render_to_string("indicators/dock_state.html", context, request)
        answer["summary"] = render_to_string("indicators/summary.html", context, request)
        answer["ready"] = not grids[0].faults and not posted.faults
    answer["faults"] = _by_key(posted)
    return answer


def _by_key(posted: Posted) -> dict[str, str]:
    return {f"{place[0]}-{place[1]}": text for place, text in posted.faults.items()}
