"""What still keeps a draft from being handed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbi.apps.indicators.checking import Finding
from sanbi.apps.indicators.models import Report
from sanbi.apps.indicators.queries.backgrounds import EMPTY, Background
from sanbi.apps.indicators.queries.lines import EDIT, Line

MISSING = "missing"


@dataclass(frozen=True)
class Fault:
    """A line to be filled in, corrected or explained: ``kind`` missing, error or explain."""

    line: Line
    kind: str
    text: str
    fix: str


def faults_of(report: Report, background: Background) -> list[Fault]:
    """Return the lines that keep a report from being handed in: errors first, then the rest."""
    entries = background.entries[report.pk]
    faults = []
    for line in background.lines[report.dataset_id]:
        if line.mode != EDIT:
            continue
        entry = entries.get(line.indicator.pk, EMPTY)
        if not entry.applicable:
            if not entry.statement:
                faults.append(_unexplained(line, _("It is marked as not applicable.")))
        elif entry.value is None:
            if line.required:
                faults.append(_empty(line))
        else:
            found = background.findings(report, line, entry.value, entries)
            fault = _of_findings(line, found, entry.statement)
            if fault is not None:
                faults.append(fault)
    order = ("error", MISSING, "explain")
    return sorted(faults, key=lambda fault: order.index(fault.kind))


def _of_findings(line: Line, found: tuple[Finding, ...], statement: str) -> Fault | None:
    for finding in found:
        if finding.blocks:
            return Fault(line, "error", finding.fact, finding.fix)
        if not statement:
            return Fault(line, "explain", finding.fact, finding.fix)
    return None


def _empty(line: Line) -> Fault:
    return Fault(
        line,
        MISSING,
        _("It is not filled in."),
        _("If there is no figure, choose “not applicable” and say why; do not write 0."),
    )


def _unexplained(line: Line, text: str) -> Fault:
    return Fault(line, "explain", text, _("Write one sentence why."))
