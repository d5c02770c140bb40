"""`{% load matrix %}`: the cells of a bureau's matrix, written here because there are thousands.

A template takes ten times as long for each of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sanbi.apps.indicators.checking import shown
from sanbi.apps.indicators.forms.cells import Posted
from sanbi.apps.indicators.queries.grids import LineState
from sanbi.apps.indicators.queries.lines import EDIT, Line
from sanbi.apps.indicators.queries.matrices import Matrix, MatrixRow

register = template.Library()
SENTENCE = "One sentence: why it differs, or why there is none"
TOLD = frozenset({"err", "warn", "na"})


@register.simple_tag
def matrix_cells(
    row: MatrixRow, posted: Posted | None = None, revised: SafeString | str = ""
) -> SafeString:
    """Return the cells of a unit: fields where the actor types, plain figures elsewhere."""
    unit = escape(row.report.unit)
    parts = []
    for line, state in row.cells:
        if row.editable and line.mode == EDIT:
            parts.append(_field(row, line, state, unit, posted))
        else:
            look = "read" if line.mode == EDIT else state.look
            text = escape(_text(line, state)) or "—"
            more = _revised(row, line, state, revised)
            parts.append(f'<span class="cell {look}"><span class="v">{text}</span>{more}</span>')
    return mark_safe("".join(f'<td class="in">{part}</td>' for part in parts))  # noqa: S308 - escaped


@register.simple_tag
def matrix_statements(row: MatrixRow, posted: Posted | None = None) -> SafeString:
    """Return what is to be said of a unit's cells: the finding, and a field for the statement."""
    faults = posted.faults if posted else {}
    parts = []
    for line, state in row.cells:
        if line.mode != EDIT:
            continue
        fault = faults.get((row.report.pk, line.indicator.pk), "")
        if fault or state.entry.statement or state.look in TOLD:
            parts.append(_statement(row, line, state, fault))
    return mark_safe("".join(parts))  # noqa: S308 - escaped below


def matrix_answer(found: Matrix, reports: Mapping[int, int], posted: Posted) -> dict[str, object]:
    """Return how the cells of some reports stand after they were saved, for the script."""
    rows, statements = {}, {}
    for row in found.rows:
        if row.report.pk not in reports:
            continue
        statements[str(row.report.pk)] = matrix_statements(row, posted)
        for line, state in row.cells:
            fault = posted.faults.get((row.report.pk, line.indicator.pk), "")
            rows[_key(row, line)] = {
                "look": "err" if fault else state.look,
                "title": fault or _told(state),
            }
    return {"rows": rows, "statements": statements}


def _field(row: MatrixRow, line: Line, state: LineState, unit: str, posted: Posted | None) -> str:
    key, look, text, title = _key(row, line), state.look, _text(line, state), _told(state)
    place = (row.report.pk, line.indicator.pk)
    if posted and place in posted.faults:
        look, text, title = "err", posted.typed[place], posted.faults[place]
    more = ' aria-invalid="true"' if look == "err" else ""
    if title:
        more += f' title="{escape(title)}" aria-describedby="y-{key}"'
    return (  # key and look are the program's own, the rest is escaped
        f'<span class="cell {look}"><input id="v-{key}" name="v-{key}" value="{escape(text)}" '
        f'data-cell="{key}" inputmode="decimal" autocomplete="off" '
        f'aria-label="{unit} {escape(line.indicator.name)}"{more}></span>'
    )


def _statement(row: MatrixRow, line: Line, state: LineState, fault: str) -> str:
    key, name = _key(row, line), escape(line.indicator.name)
    told = escape(fault or _told(state))
    look = "e" if fault or state.look == "err" else "o" if state.entry.statement else "w"
    head = f'<span class="msg {look}"><span><b>{name}</b> {told}</span></span>'
    said = escape(state.entry.statement)
    if not row.editable:
        return f'<p class="said-of" id="y-{key}">{head}{said}</p>'
    if look == "e" and not said:
        return f'<p class="said-of" id="y-{key}">{head}</p>'
    return (
        f'<label class="said-of" id="y-{key}">{head}'
        f'<input class="said" name="s-{key}" value="{said}" '
        f'maxlength="300" data-why="{key}" placeholder="{escape(_(SENTENCE))}" '
        f'aria-label="{escape(_("Statement"))} {escape(row.report.unit)} {name}"></label>'
    )


def _revised(row: MatrixRow, line: Line, state: LineState, mark: str) -> str:
    """Return the mark of a corrected value, which leads to what it was."""
    if state.known is None or not state.known.revised:
        return ""
    report = row.report
    address = reverse("history", args=[report.unit_id, line.indicator.pk, report.period])
    return f' <a class="mark-link" href="{escape(address)}">{escape(mark)}</a>'


def _key(row: MatrixRow, line: Line) -> str:
    return f"{row.report.pk}-{line.indicator.pk}"


def _text(line: Line, state: LineState) -> str:
    if not state.entry.applicable:
        return _("Not applicable")
    return "" if state.entry.value is None else shown(state.entry.value, line.indicator.decimals)


def _told(state: LineState) -> str:
    """Return what is wrong or unusual, and how to mend it; empty where nothing is."""
    if state.findings:
        finding = state.findings[0]
        mended = state.entry.statement and not finding.blocks
        return finding.fact if mended else f"{finding.fact} {finding.fix}".strip()
    if not state.entry.applicable:
        return _("Not applicable") + (
            "" if state.entry.statement else _(": write one sentence why")
        )
    return ""
