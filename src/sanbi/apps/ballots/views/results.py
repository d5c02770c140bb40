"""The result of a sealed poll, its box for download, and the check of a receipt."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.ballots.models import Poll
from sanbi.apps.ballots.paper.record import record_pdf
from sanbi.apps.ballots.queries.polls import sealed_box
from sanbi.apps.ballots.rules import can_look
from sanbi.apps.ballots.views.frame import way_to
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.integrity.ballots import FEWEST, Standing


@page(can_look)
def result(request: Request, poll: int) -> HttpResponse:
    """Show the tally of a sealed poll; as a table for download."""
    held, box = sealed_box(request.actor, poll)
    rows = sorted(box.tally, key=lambda row: (row.rank or len(box.tally) + 1, row.subject))
    classes = [row.name for row in box.paper.classes if box.turnout.cast.get(row.name, 0) >= FEWEST]
    lines = [
        (row, box.names[row.subject], text_of(row.points), [_mean(row, name) for name in classes])
        for row in rows
    ]
    if wanted := request.GET.get("format"):
        return _table(wanted, held, classes, lines)
    receipt = request.GET.get("receipt", "").strip().upper()
    shown = {
        "poll": held,
        "box": box,
        "sealed": held.sealed_box,
        "lines": lines,
        "classes": classes,
        "cast": sum(box.turnout.cast.values()) + box.turnout.void,
        "people": sum(box.turnout.on_roll.values()),
        "receipt": receipt,
        "is_in": receipt in box.receipts,
        "trail": way_to(held, (_("Result of the poll"),)),
    }
    return render(request, "ballots/result.html", shown)


@page(can_look)
def box_file(request: Request, poll: int) -> HttpResponse:
    """Hand out the sealed box, which anyone recounts."""
    held, _box = sealed_box(request.actor, poll)
    return _file(bytes(held.sealed_box.content), "application/zip", f"{held.title}.zip")


@page(can_look)
def record(request: Request, poll: int) -> HttpResponse:
    """Hand out the record of the count, to be signed."""
    held, box = sealed_box(request.actor, poll)
    content = record_pdf(held, box, request.now)
    return _file(content, "application/pdf", f"{held.title} {_('Record of the count')}.pdf")


def text_of(points: Fraction | None) -> str:
    """Return points with two decimals, rounded half up; a dash for none."""
    if points is None:
        return "—"
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _mean(row: Standing, name: str) -> str:
    """Return the mean of a class for a unit; a dash where fewer than five have marked it."""
    mean, count = row.by_class.get(name, (None, 0))
    return text_of(mean) if count >= FEWEST else "—"


def _table(wanted: str, held: Poll, classes: list[str], lines: list[Any]) -> HttpResponse:
    columns = (
        Column(_("Place"), Kind.NUMBER),
        Column(_("Unit")),
        Column(_("Points won")),
        *(Column(name) for name in classes),
    )
    rows = [(row.rank, name, points, *means) for row, name, points, means in lines]
    return table_answer(wanted, held.title, columns, rows)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer
