"""Cells as a page sends them: by form, or by script while somebody types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.reading import read_typed

MOST_CELLS = 20_000
Place = tuple[int, int]
"""Report and indicator, by primary key."""


@dataclass(frozen=True)
class Posted:
    """What can be saved, and what cannot: the fault by report and indicator."""

    editions: dict[int, int | None]
    changes: tuple[CellChange, ...]
    faults: dict[Place, str]
    typed: dict[Place, str]


def posted_form(posted: Mapping[str, str]) -> Posted:
    """Read a plain form.

    Fields: ``e-REPORT`` the edition, ``v-REPORT-INDICATOR`` the value, ``s-…`` the statement,
    ``n-…`` present where it is not applicable, ``source``.
    """
    cells = {}
    for name, text in posted.items():
        if name.startswith("v-"):
            key = name[2:]
            cells[_place(key, "-")] = {
                "value": text,
                "statement": posted.get(f"s-{key}"),
                "applicable": f"n-{key}" not in posted,
            }
    editions = {
        _whole(name[2:]): _whole(text) if text else None
        for name, text in posted.items()
        if name.startswith("e-")
    }
    return _read(editions, cells, "upload" if posted.get("source") == "upload" else "typed")


def posted_json(body: bytes) -> Posted:
    """Read what the script sends: ``{"editions": {"7": 3}, "cells": {"7:12": {…}}}``.

    A cell holds ``value`` (text) and perhaps ``statement`` and ``applicable``.

    Raises
        Refused  for anything else.
    """
    try:
        sent = json.loads(body)
        editions = {_whole(key): _whole(value) for key, value in sent["editions"].items()}
        cells = {_place(key, ":"): dict(cell) for key, cell in sent["cells"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _garbled() from error
    return _read(dict(editions), cells, "typed")


def _read(
    editions: dict[int, int | None], cells: dict[Place, dict[str, Any]], source: str
) -> Posted:
    if not cells or len(cells) > MOST_CELLS:
        raise _garbled()
    known = Indicator.objects.in_bulk([indicator for _report, indicator in cells])
    changes, faults = [], {}
    for place, cell in cells.items():
        indicator = known.get(place[1])
        read = read_typed(str(cell.get("value") or ""), indicator.decimals if indicator else 0)
        if read.fault:
            faults[place] = read.fault
            continue
        statement = cell.get("statement")
        applicable = bool(cell.get("applicable", True)) and read.applicable
        changes.append(
            CellChange(
                *place,
                read.value if applicable else None,
                applicable,
                None if statement is None else str(statement),
                source,
            )
        )
    typed = {place: str(cell.get("value") or "") for place, cell in cells.items()}
    return Posted(editions, tuple(changes), faults, typed)


def _place(text: str, between: str) -> Place:
    report, indicator = text.split(between)
    return _whole(report), _whole(indicator)


def _whole(text: object) -> int:
    try:
        return int(str(text))
    except ValueError as error:
        raise _garbled() from error


def _garbled() -> Refused:
    return Refused(_("This was not sent by the grid."), _("Load the page again."))
