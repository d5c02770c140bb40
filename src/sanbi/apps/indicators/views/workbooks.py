"""The offline form of a report: download, hand in, look over, save."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.tables import table_answer
from sanbi.apps.indicators.forms.workbooks import columns, read_workbook, rows_of
from sanbi.apps.indicators.queries.grids import grid
from sanbi.apps.indicators.rules import can_read
from sanbi.apps.orgs.files.limits import PACKED
from sanbi.apps.orgs.pages import Request, page


@page(can_read)
def download(request: Request, pk: int) -> HttpResponse:
    """Return the report's lines as a workbook that can be filled in and handed in again."""
    held = grid(request.actor, pk)
    name = f"{held.report.unit}-{held.report.period}-{held.report.dataset.name}"
    return table_answer("xlsx", name, columns(), rows_of(held))  # type: ignore[arg-type]


@page(can_read)
def upload(request: Request, pk: int) -> HttpResponse:
    """Take a filled-in workbook and show what it would change; nothing is saved yet."""
    held = grid(request.actor, pk)
    require(held.editable, _("a clerk of the reporting unit, while it is a draft"))
    context = {
        "grid": held,
        "report": held.report,
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (str(held.report), reverse("report", args=[pk])),
            (_("Hand in the Excel form"), ""),
        ],
    }
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            raise Refused(_("No file was chosen."), _("Choose the form that you filled in."))
        context["sheet"] = read_workbook(file.name or "", file.read(PACKED + 1), held)
    return render(request, "indicators/upload.html", context)
