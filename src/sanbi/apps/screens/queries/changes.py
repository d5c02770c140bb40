"""What changed since the actor last marked the home page as seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Appeal, Publication, RoundStep
from sanbi.apps.assessments.queries.boards_rounds import period_words
from sanbi.apps.assessments.queries.rounds import seen_rounds
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Observation, Report, ReportState, ReportStep
from sanbi.apps.indicators.rules import can_read, observations_seen, reports_seen
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.rules import units_seen
from sanbi.apps.screens.queries.waiting import address

AT_FIRST = timedelta(days=14)
OF_EACH = 6
SHOWN = 10


@dataclass(frozen=True)
class Change:
    """Something that happened: when, what, by whom, where; ``kind`` is as the kit's timeline."""

    at: datetime
    title: str
    who: str
    url: str
    kind: str = ""


def seen_until(actor: Actor, now: datetime) -> datetime:
    """When the actor last marked the page as seen; at first, two weeks ago."""
    if actor.user is None:
        return now - AT_FIRST
    seen = User.objects.values_list("home_seen_at", flat=True).get(pk=actor.user)
    return seen or now - AT_FIRST


def changes(actor: Actor, since: datetime) -> tuple[Change, ...]:
    """At most ten changes that concern the actor, newest first; the own deeds are left out."""
    found = list(chain(_rounds(actor, since), _appeals(actor, since), _figures(actor, since)))
    found.sort(key=lambda change: change.at, reverse=True)
    return tuple(found[:SHOWN])


def _rounds(actor: Actor, since: datetime) -> Iterator[Change]:
    if not reads_assessments(actor):
        return
    rounds = seen_rounds(actor)
    steps = RoundStep.objects.filter(round__in=rounds, at__gt=since).exclude(by=actor.user)
    for step in steps.select_related("round")[:OF_EACH]:
        title = f"{step.round.title}：{step.get_to_state_display()}"
        yield Change(step.at, title, step.by_name, address("round", step.round.code))
    runs = Publication.objects.filter(
        round__in=rounds, approved=True, decided_at__gt=since, run__number__gt=1
    ).exclude(decided_by=actor.user)
    for held in runs.select_related("round", "run")[:OF_EACH]:
        if held.decided_at is not None:
            title = _("%(round)s: scored again, no. %(number)d") % {
                "round": held.round.title,
                "number": held.run.number,
            }
            url = address("board", held.round.code)
            yield Change(held.decided_at, title, held.decided_by_name, url, "warn")


def _appeals(actor: Actor, since: datetime) -> Iterator[Change]:
    if not reads_assessments(actor):
        return
    seen = units_seen(actor)
    mine = Q() if seen is None else Q(unit__in=seen)
    decided = Appeal.objects.filter(mine, decided_at__gt=since).exclude(reviewer=actor.user)
    for item in decided.select_related("unit")[:OF_EACH]:
        if item.decided_at is not None:
            title = _("%(unit)s, %(leaf)s: appeal %(state)s") % {
                "unit": item.unit.name,
                "leaf": item.leaf_name,
                "state": item.get_state_display(),
            }
            url = address("appeal", item.pk)
            yield Change(item.decided_at, title, item.reviewer_name, url)


def _figures(actor: Actor, since: datetime) -> Iterator[Change]:
    if not can_read(actor):
        return
    back = ReportStep.objects.filter(
        at__gt=since, to_state=ReportState.DRAFT, report__in=_reports(actor)
    ).exclude(by=actor.user)
    for step in back.select_related("report__dataset", "report__unit")[:OF_EACH]:
        report = step.report
        title = _("%(report)s came back: %(reason)s") % {
            "report": f"{report.unit.name} {report.dataset.name} {_period(report.period)}",
            "reason": step.reason,
        }
        yield Change(step.at, title, step.by_name, address("report", report.pk), "bad")
    late = Observation.objects.filter(observations_seen(actor), revised=True, at__gt=since)
    for held in (
        late.exclude(by=actor.user).select_related("unit", "indicator").order_by("-at")[:OF_EACH]
    ):
        title = _("%(unit)s, %(indicator)s %(period)s was corrected") % {
            "unit": held.unit.name,
            "indicator": held.indicator.name,
            "period": _period(held.period),
        }
        url = address("history", held.unit_id, held.indicator_id, held.period)
        yield Change(held.at, title, held.by_name, url, "warn")


def _reports(actor: Actor) -> QuerySet[Report]:
    return Report.objects.filter(reports_seen(actor))


def _period(code: str) -> str:
    return period_words(code, get_language() or "zh-hans")
