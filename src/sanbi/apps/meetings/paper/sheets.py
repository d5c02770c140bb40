"""The sheets of a tour as PDF, set by typst with the font that comes along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.meetings.models import Tour
from sanbi.apps.meetings.queries.tours import Halt

HERE = Path(__file__).resolve().parent
CRITERIA = 4
"""Columns of the rating sheet: how far, how well, how fast, what it brings."""


def route_pdf(tour: Tour, halts: Sequence[Halt], now: datetime) -> bytes:
    """Return the route sheet: a line a stop, with times, what is looked at, who presents it."""
    heads = [
        _("No."),
        _("Arrives"),
        _("Leaves"),
        _("Project"),
        _("Township"),
        _("Travel, min."),
        _("What is looked at"),
    ]
    rows = [
        [
            str(number),
            _clock(halt.arrives),
            _clock(halt.leaves),
            halt.stop.project.name,
            halt.stop.project.unit.name,
            str(halt.stop.travel_minutes),
            halt.stop.focus or "—",
        ]
        for number, halt in enumerate(halts, start=1)
    ]
    widths = ["1.2cm", "1.8cm", "1.8cm", "6.6cm", "2.8cm", "2.8cm", "1fr"]
    return _sheet(tour, _("Route sheet"), heads, rows, widths, now, high="13mm")


def rating_pdf(tour: Tour, halts: Sequence[Halt], now: datetime) -> bytes:
    """Return the rating sheet: a line a stop, with empty fields for points from 0 to 100."""
    points = _("0 to 100")
    heads = [
        _("No."),
        _("Project"),
        _("Township"),
        f"{_('Progress')}\n{points}",
        f"{_('Quality')}\n{points}",
        f"{_('Investment')}\n{points}",
        f"{_('Benefit')}\n{points}",
        _("Remark"),
    ]
    rows = [
        [
            str(number),
            halt.stop.project.name,
            halt.stop.project.unit.name,
            *[""] * CRITERIA,
            "",
        ]
        for number, halt in enumerate(halts, start=1)
    ]
    widths = ["1.2cm", "6.6cm", "2.8cm", *["2.3cm"] * CRITERIA, "1fr"]
    note = _("Write a whole number into each field; what stays empty is not rated.")
    return _sheet(tour, _("Rating sheet"), heads, rows, widths, now, high="15mm", note=note)


def _sheet(
    tour: Tour,
    what: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[str],
    now: datetime,
    *,
    high: str,
    note: str = "",
) -> bytes:
    import typst

    begins = timezone.localtime(tour.begins_at)
    data: dict[str, Any] = {
        "title": f"{tour.title} · {what}",
        "facts": _("Sets out %(when)s from %(place)s")
        % {"when": f"{begins:%Y-%m-%d %H:%M}", "place": tour.start_place},
        "note": note,
        "heads": heads,
        "rows": rows,
        "widths": widths,
        "high": high,
        "place": settings.SANBI_PLACE,
        "demo": _("Demo · invented data") if settings.SANBI_DEMO else "",
        "printed": _("printed %(when)s") % {"when": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"},
        "lang": "en" if get_language() == "en" else "zh",
        "region": "GB" if get_language() == "en" else "CN",
    }
    return bytes(
        typst.compile(
            str(HERE / "sheet.typ"),
            root=str(HERE),
            font_paths=[str(files("noto_cjk_sans_otc"))],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(now.timestamp()),
        )
    )


def _clock(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
