"""What waits for the actor, from every app, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Min
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.actions import rules as actions
from sanbi.apps.actions.queries import desk
from sanbi.apps.assessments.models import RoundState
from sanbi.apps.assessments.queries.boards_rounds import period_words
from sanbi.apps.assessments.queries.todo import todo_for
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.models import State as BulletinState
from sanbi.apps.bulletins.rules import bulletins_seen, can_sign
from sanbi.apps.documents.queries import documents_for
from sanbi.apps.documents.rules import can_receive
from sanbi.apps.indicators.models import Report, ReportState
from sanbi.apps.indicators.queries.reports import waiting_for
from sanbi.apps.indicators.rules import reports_seen
from sanbi.apps.plans.models import PracticeState
from sanbi.apps.plans.queries.practices import practices_for
from sanbi.apps.plans.rules import can_decide
from sanbi.apps.projects.queries import todo as projects

BY_THEIR_DAY = frozenset({"receive", "returned", "work", "led", "overdue"})
"""Sections of the desk in which the first due day is the day for what is to be done."""


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
    found = [
        *_reports(actor, now),
        *_assessments(actor, now),
        *_projects(actor, now),
        *_actions(actor, now),
        *_documents(actor),
        *_bulletins(actor),
        *_practices(actor),
    ]
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
            _end_of(item.due_on),
            late=item.due_on is not None and item.due_on < today,
            url=address(item.route, *item.args),
        )
        for item in projects.todo_for(actor, today)
    ]


def _actions(actor: Actor, now: datetime) -> list[Waiting]:
    """Actions, a line for each section of the actor's desk."""
    if not actions.can_read(actor):
        return []
    deeds = {
        "receive": _("Receive"),
        "returned": _("Do again"),
        "work": _("Carry out"),
        "strike": _("Close out"),
        "parts": _("Verify"),
        "parts_time": _("Approve"),
        "assign": _("Assign"),
        "verify": _("Verify"),
        "time": _("Approve"),
        "close": _("Close out"),
        "look": _("Look back"),
        "led": _("Press on"),
        "overdue": _("Press on"),
    }
    today = timezone.localdate(now)
    return [
        Waiting(
            deeds[part.key],
            _("Actions: %(what)s") % {"what": part.words},
            part.count,
            _end_of(part.due_on) if part.key in BY_THEIR_DAY else None,
            late=part.key in BY_THEIR_DAY and part.due_on is not None and part.due_on < today,
            url=f"{address('actions')}#{part.key}",
        )
        for part in desk.waiting(actor, today)
    ]


def _documents(actor: Actor) -> list[Waiting]:
    """Documents of the inbox with damaged places, for who decides about them."""
    if not can_receive(actor):
        return []
    held = documents_for(actor).filter(set_aside_on__isnull=True, reading__open_repairs__gt=0)
    count = held.count()
    text, url = _("Damaged places in the inbox"), f"{address('documents')}?state=open"
    return [Waiting(_("Check"), text, count, None, late=False, url=url)] if count else []


def _bulletins(actor: Actor) -> list[Waiting]:
    """Bulletins that the actor may sign."""
    held = Bulletin.objects.filter(bulletins_seen(actor), state=BulletinState.SUBMITTED)
    return [
        Waiting(_("Sign"), row.title, 1, None, late=False, url=address("bulletin", row.pk))
        for row in held.order_by("pk")
        if can_sign(actor, row)
    ]


def _practices(actor: Actor) -> list[Waiting]:
    """Good practice that was nominated, for who approves it."""
    if not actor.has(Role.OFFICE):
        return []
    held = practices_for(actor, PracticeState.NOMINATED)
    return [
        Waiting(_("Approve"), row.title, 1, None, late=False, url=address("practice", row.pk))
        for row in held
        if can_decide(actor, row)
    ]


def _end_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.max)) if day else None
