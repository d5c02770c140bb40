"""`{% load indicators %}`: small filters of this app's pages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.indicators import wording
from sanbi.apps.indicators.checking import shown
from sanbi.apps.indicators.models import Check, Report, ReportState
from sanbi.apps.indicators.queries.grids import Grid

register = template.Library()

ORDER = list(ReportState)
MARKS = {"statistic": "statistic", "dispatch": "dispatch", "recognised": "department"}


@register.filter
def mark_kind(kind: str) -> str:
    """Return the kit's mark for a kind of figure."""
    return MARKS[kind]


@register.filter
def check_words(check: Check) -> str:
    """Return the limits of a check in words; empty where it has none."""
    return wording.check_words(check.kind, check.settings)


@register.filter
def figure(value: Decimal | str | None, decimals: int) -> str:
    """Return a figure as a cell holds it; empty where there is none."""
    return shown(value, decimals) if isinstance(value, Decimal) else ""


@register.filter
def report_steps(report: Report) -> list[tuple[str, str]]:
    """Return a report's way for the kit's stepper."""
    here = ORDER.index(ReportState(report.state))
    steps = []
    for place, state in enumerate(ORDER):
        reached = "done" if place < here else "now" if place == here else "next"
        if place == here == len(ORDER) - 1:
            reached = "done"
        steps.append((str(state.label), reached))
    return steps


@register.filter
def timeline_of(grid: Grid) -> list[dict[str, str]]:
    """Return a report's record for the kit's timeline, newest first."""
    return [
        {
            "when": f"{timezone.localtime(step.at):%m-%d %H:%M}",
            "title": _step_words(step.from_state, step.to_state),
            "who": step.by_name,
            "text": step.reason,
            "kind": "warn" if step.reason else "",
        }
        for step in grid.steps
    ]


@register.filter
def with_all(choices: Iterable[Any], words: str) -> list[tuple[str, str]]:
    """Return choices of a filter with “all” in front."""
    return [("", words), *[(str(value), str(label)) for value, label in choices]]


@register.filter
def share_of(part: float, whole: float) -> float:
    """Return a part as a share of a whole."""
    return part / whole if whole else 0.0


def _step_words(before: str, after: str) -> str:
    if before == after:
        return _("Corrected after the lock")
    if after == ReportState.DRAFT:
        return _("Returned")
    return str(ReportState(after).label)
