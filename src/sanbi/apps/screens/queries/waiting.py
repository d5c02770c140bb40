"""What waits for the actor, from every app, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, Min
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import RoundState
from sanbi.apps.assessments.queries.boards_rounds import period_words
from sanbi.apps.assessments.queries.todo import todo_for
from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Report, ReportState
from sanbi.apps.indicators.queries.reports import waiting_for
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.projects.queries import todo as projects


@dataclass(frozen=True)
class Waiting:
    """One thing to do: how many of it, until when, where.

    ``deed`` is what is to be done in a word; ``url`` is "" where there is no page for it.
    """

    deed: str
    text: str
    count: int
    due_at: datetime | None
    late: bool
    url: str


def waiting(actor: Actor, now: datetime) -> tuple[Waiting, ...]:
    """Everything that waits for the actor; what is late first, then by the day it is due."""
    found = [*_reports(actor, now), *_assessments(actor, now), *_projects(actor, now)]
    found.sort(key=lambda item: (item.due_at is None, item.due_at or now, item.text))
    return tuple(found)


def address(route: str, *args: str | int) -> str:
    """The address of a route, or "" while its page is not there."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _reports(actor: Actor, now: datetime) -> list[Waiting]:
    """Reports whose next step is the actor's: one line for each form, period and step."""
    deeds = {
        ReportState.DRAFT: _("Fill in"),
        ReportState.SUBMITTED: _("Sign"),
        ReportState.UNIT_SIGNED: _("Check"),
        ReportState.BUREAU_CHECKED: _("Lock"),
    }
    language = get_language() or "zh-hans"
    rows = (
        Report.objects.filter(reports_seen(actor))
        .filter(waiting_for(actor))
        .values("dataset__name", "period", "state")
        .annotate(count=Count("pk"), due=Min("due_at"), first=Min("pk"), unit=Min("unit__name"))
        .order_by("due", "dataset__name")
    )
    return [
        Waiting(
            deeds[ReportState(row["state"])],
            f"{row['dataset__name']} {period_words(row['period'], language)}"
            + (f" · {row['unit']}" if row["count"] == 1 else ""),
            row["count"],
            row["due"],
            row["due"] < now and row["state"] == ReportState.DRAFT,
            address("report", row["first"]) if row["count"] == 1 else address("indicators"),
        )
        for row in rows
    ]


def _assessments(actor: Actor, now: datetime) -> list[Waiting]:
    deeds = {
        "publication": _("Approve"),
        "correction": _("Correct"),
        "appeal": _("Review"),
        "item": _("Check"),
        "window": _("Appeal"),
        "measure": _("Approve"),
        RoundState.DRAFT: _("Open"),
        RoundState.COLLECTING: _("Freeze"),
        RoundState.FROZEN: _("Score it"),
        RoundState.SCORED: _("Put forward"),
        RoundState.PUBLISHED: _("Open appeals"),
    }
    return [
        Waiting(
            deeds[item.state or item.kind],
            item.text,
            item.count,
            item.due_at,
            late=item.due_at is not None and item.due_at < now,
            url=address(item.route, *item.args),
        )
        for item in todo_for(actor)
    ]


def _projects(actor: Actor, now: datetime) -> list[Waiting]:
    deeds = {
        "node": _("Finish"),
        "answer": _("Answer"),
        "verify": _("Verify"),
        "month": _("Fill in"),
        "decide": _("Approve"),
    }
    today = timezone.localdate(now)
    return [
        Waiting(
            deeds[item.kind],
            item.text,
            item.count,
            timezone.make_aware(datetime.combine(item.due_on, time.max)) if item.due_on else None,
            late=item.due_on is not None and item.due_on < today,
            url=address(item.route, *item.args),
        )
        for item in projects.todo_for(actor, today)
    ]
