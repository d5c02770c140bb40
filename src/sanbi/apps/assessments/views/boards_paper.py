"""A board as the rows and words of a printed sheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board, Row
from sanbi.apps.assessments.templatetags.boards import circled, place, short_digest, unit_name
from sanbi.apps.assessments.views.boards_frame import oddity_words
from sanbi.apps.orgs.pages import Request

PAPERS = ("a4", "a3")
WIDE_FROM = 7  # dimensions: then the sheet is A3
MINUS = "−"


def paper_of(board: Board, asked: str) -> str:
    """The paper asked for, else A4, or A3 where there are many columns."""
    if asked in PAPERS:
        return asked
    return "a3" if len(board.dimensions) >= WIDE_FROM else "a4"


def sheet_of(request: Request, board: Board, rows: list[Row], paper: str) -> dict[str, Any]:
    """Everything that the printed sheet says."""
    head = board.head
    chinese = not (get_language() or "zh").startswith("en")
    printed = timezone.localtime(request.now)
    return {
        "paper": paper,
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else "us",
        "title": _("%(title)s league table") % {"title": head.title},
        "facts": _facts(board),
        "strip": _strip(board),
        "columns": _columns(board),
        "rows": [_cells(board, row) for row in rows],
        "legend": _("Bars: points below and above the median of the group, one scale."),
        "notes": _notes(board),
        "stamp": "" if head.published else _("Not published"),
        "place": settings.SANBI_PLACE,
        "demo": _("(invented data)") if settings.SANBI_DEMO else "",
        "printed": f"{printed:%Y-%m-%d %H:%M}",
        "digest": short_digest(head.digest),
        "words": {
            "printed": _("Printed"),
            "drawn": _("Drawn up:"),
            "checked": _("Checked:"),
            "signed": _("Signed:"),
            "recompute": _("Anyone can recompute it from its package."),
        },
    }


def _facts(board: Board) -> list[str]:
    head = board.head
    found = [head.version_title or head.scheme, board.group.name]
    if not head.published:
        found.insert(0, _("Not published"))
    if head.frozen_at is not None:
        frozen = timezone.localtime(head.frozen_at)
        found.append(f"{_('Data frozen')} {frozen:%Y-%m-%d %H:%M}")
    scoring = _("Scoring no. %(number)s") % {"number": head.number}
    return [*found, f"{scoring}（{head.reason}）" if head.reason else scoring]


def _strip(board: Board) -> list[dict[str, str]]:
    facts = board.facts
    return [
        _fact(_("Ranked units"), str(facts.ranked), board.group.name),
        _fact(_("Median of the group"), _figure(board, facts.median)),
        _fact(_("First to last"), _figure(board, facts.spread), _("points")),
        _fact(_("Remarks on this scoring"), str(len(board.notes))),
    ]


def _fact(label: str, value: str, note: str = "") -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


def _columns(board: Board) -> list[dict[str, Any]]:
    full = _("out of %(points)s")
    columns = [
        _column(_("Rank"), right=True),
        _column(_("Unit")),
        _column(_("Change")),
        _column(_("Score"), right=True),
        _column(_("To the next place"), right=True),
    ]
    for dimension in board.dimensions:
        unit = full % {"points": place(dimension.points)} if dimension.points else _("points")
        columns.append(_column(dimension.name, unit, wide=True))
    return [*columns, _column(_("Marks"))]


def _column(label: str, unit: str = "", *, right: bool = False, wide: bool = False) -> Any:  # noqa: ANN401 - plain values
    return {"label": label, "unit": unit, "right": right, "wide": wide}


def _cells(board: Board, row: Row) -> list[dict[str, Any]]:
    found = [
        _cell(place(row.rank) or "—", "strong", right=True),
        _cell(row.name, "strong" if row.own else ""),
        _moved(row),
        _cell(_figure(board, row.score), "strong", right=True),
        _cell(_figure(board, row.gap), right=True),
    ]
    for part in row.parts:
        share = 0.0 if part.drawn is None else part.drawn / board.scale
        found.append(_cell(_figure(board, part.score), "bar", share=share))
    return [*found, _cell(_marks(row))]


def _cell(text: str, kind: str = "", *, right: bool = False, share: float = 0.0) -> dict[str, Any]:
    return {"text": text, "kind": kind, "right": right, "share": round(share, 4)}


def _moved(row: Row) -> dict[str, Any]:
    change = int(row.change) if row.change is not None else None
    if change is None:
        return _cell("—")
    if change == 0:
        return _cell(_("same"))
    if change > 0:
        return _cell(_("up %(places)d") % {"places": change}, "up")
    return _cell(_("down %(places)d") % {"places": -change}, "down")


def _marks(row: Row) -> str:
    words = {"review": _("under review"), "appeal": _("under appeal")}
    found = [
        _("revised") + circled(note.number) if note.kind == "revised" else words[note.kind]
        for note in row.notes
        if note.kind in {"revised", *words}
    ]
    return "、".join([*found, row.grade] if row.grade else found)


def _notes(board: Board) -> list[str]:
    oddity = oddity_words(board)
    return [*([oddity] if oddity else []), *_replaced(board), *_figures_corrected(board)]


def _replaced(board: Board) -> list[str]:
    if not board.replaced:
        return []
    numbers = {"number": board.head.number, "before": board.replaced}
    lines = [_("Scoring no. %(number)s replaces no. %(before)s") % numbers]
    for shift in board.shifts:
        line = f"{shift.name} {_figure(board, shift.score_before)} → {_figure(board, shift.score)}"
        if shift.rank != shift.rank_before:
            ranks = {"before": place(shift.rank_before) or "—", "rank": place(shift.rank) or "—"}
            line += " " + _("(no. %(before)s → no. %(rank)s)") % ranks
        lines.append(line)
    return lines


def _figures_corrected(board: Board) -> list[str]:
    return [
        f"{circled(note.number)} {unit_name(board, note.unit)}{note.leaf_name} "
        f"{note.before or '—'} → {note.after or '—'}"
        for note in board.notes
        if note.kind == "revised"
    ]


def _figure(board: Board, value: Decimal | None) -> str:
    if value is None:
        return "—"
    digits = board.head.digits
    text = f"{value.normalize():f}" if digits is None else f"{value:.{digits}f}"
    return text.replace("-", MINUS)
