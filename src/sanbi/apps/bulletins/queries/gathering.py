"""What a section says now: rows read from the apps below, handed to the sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from sanbi.apps.actions.clock import clock_of
from sanbi.apps.actions.models import Action, State
from sanbi.apps.actions.moves import ENDED
from sanbi.apps.actions.queries import actions_for
from sanbi.apps.actions.queries.listing import is_overdue
from sanbi.apps.assessments.models import RunLeaf, RunNode, RunRow
from sanbi.apps.assessments.queries.boards import Board, board
from sanbi.apps.audit.actors import Actor
from sanbi.apps.bulletins.blocks import Block, Part, fact, text
from sanbi.apps.bulletins.models import Bulletin, Section, Sort
from sanbi.apps.bulletins.queries.meetings import held_of, polled_at, resolved_by
from sanbi.apps.bulletins.sentences.actions import Deed, Supervision, action_blocks
from sanbi.apps.bulletins.sentences.league import League, Loss, Row, Share, league_blocks
from sanbi.apps.bulletins.sentences.meetings import decision_blocks, meeting_blocks, poll_blocks
from sanbi.apps.bulletins.sentences.practices import Lesson, practice_blocks
from sanbi.apps.bulletins.sentences.projects import (
    Pace,
    Progress,
    RedLamp,
    lamp_blocks,
    progress_blocks,
)
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.plans.models import Practice, PracticeState
from sanbi.apps.plans.queries.practices import practices_for
from sanbi.apps.projects.models import LampReading
from sanbi.apps.projects.models import Stage as ProjectStage
from sanbi.apps.projects.queries import projects_for
from sanbi.apps.projects.queries.funnel import YearPace, funnel_of
from sanbi.apps.projects.queries.lamps import newest_lamps
from sanbi.engine.calendar import Period

FAST = 10
"""Projects named in each of the two lists 十快十慢."""
CLOSED, OVERDUE = 10, 20
"""Actions named, at most; the sums count all."""
LOSSES = 2
"""Leaves named for each of the last units."""
USUAL_DAYS = 90
"""How far back a bulletin without a period counts what was closed out or shared."""


def live_blocks(actor: Actor, section: Section, now: datetime) -> list[Block]:
    """Return what the rule of a section says now; nothing for a section of own text.

    Raises
    ------
    Missing
        when its round is no longer to be seen.
    """
    rule = _RULES.get(Sort(section.sort))
    return rule(actor, section.bulletin, now) if rule else []


def live_parts(actor: Actor, bulletin: Bulletin, now: datetime) -> dict[int, list[Block]]:
    """Return what each section of a bulletin says now, by its primary key."""
    rows = bulletin.sections.select_related("bulletin__round")
    return {row.pk: live_blocks(actor, row, now) for row in rows}


# -- opening ---------------------------------------------------------------------------------------
def _opening(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del actor, now
    if held.meeting is not None:
        return meeting_blocks(held_of(held.meeting))
    said: list[Part | str] = ["现将"]
    if held.round is not None:
        run = held.round.current_run
        version = f"run {run.number}" if run else ""
        source = f"round/{held.round.code}/title"
        said += [fact("round.title", held.round.title, source, version)]
        said.append("考核结果通报如下。" if held.kind == "result" else "有关情况通报如下。")
    else:
        day = f"{held.as_of.year}年{held.as_of.month}月{held.as_of.day}日"
        said += ["截至", fact("as_of", day, "bulletin/as_of", held.as_of.isoformat())]
        said.append("重点工作推进和督办落实情况通报如下。")
    return [text(*said)]


# -- league table ----------------------------------------------------------------------------------
def _league(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del now
    if held.round is None:
        return []
    first = board(actor, held.round.code)
    codes = dict(Unit.objects.values_list("pk", "code"))
    found: list[Block] = []
    for group in first.groups:
        seen = first if group.code == first.group.code else board(
            actor, held.round.code, group.code
        )  # fmt: skip
        found += league_blocks(_as_league(seen, codes))
    return found


def _as_league(seen: Board, codes: Mapping[int, str]) -> League:
    before, losses = _before(seen), _losses(seen)
    rows = []
    for row in seen.rows:
        past, total = before.get(row.unit, {}), _total(before, row.unit)
        shares = tuple(
            Share(part.node, part.name, cell.score, past.get(part.node, (None, None))[0])
            for part, cell in zip(seen.dimensions, row.parts, strict=True)
            if past.get(part.node, (None, None))[1] == part.points and part.worth == 1
        )
        lost = losses.get(row.unit, ())
        rows.append(
            Row(codes[row.unit], row.name, row.score, total, row.rank, row.compared_rank, row.grade,
                shares, lost)
        )  # fmt: skip
    head = seen.head
    version = f"第{head.number}次计分"
    places = 2 if head.digits is None else head.digits
    source = f"round/{head.code}/run/{head.number}"
    return League(
        seen.group.code, seen.group.name, source, version, places, tuple(rows)
    )  # fmt: skip


Past = dict[int, dict[str, tuple[Decimal | None, Decimal | None]]]  # unit → part → score, points
TOTAL = ""


def _total(before: Past, unit: int) -> Decimal | None:
    """Return a unit's total in the round before."""
    return before.get(unit, {}).get(TOTAL, (None, None))[0]


def _before(seen: Board) -> Past:
    """Scores of the compared round, by the same parts as the board's columns."""
    found: Past = {}
    if seen.compared is None:
        return found
    here: dict[str, Any] = {"run": seen.compared.run, "group": seen.group.code}
    wanted = [part.node for part in seen.dimensions]
    nodes = RunNode.objects.filter(node__in=wanted, **here)
    leaves = RunLeaf.objects.filter(leaf__in=wanted, period=seen.compared.period, **here)
    cells = [
        *nodes.values_list("unit_id", "node", "score", "points"),
        *leaves.values_list("unit_id", "leaf", "score", "points"),
    ]
    for unit, part, score, points in cells:
        found.setdefault(unit, {})[part] = (score, points)
    totals = RunRow.objects.filter(**here).values_list("unit_id", "score")
    for unit, score in totals:
        found.setdefault(unit, {})[TOTAL] = (score, None)
    return found


def _losses(seen: Board) -> dict[int, tuple[Loss, ...]]:
    """The leaves on which each unit lost most."""
    rows = RunLeaf.objects.filter(
        run=seen.head.run, group=seen.group.code, period=seen.head.period, lost__gt=0
    ).order_by("unit", "-lost", "sequence")
    found: dict[int, tuple[Loss, ...]] = {}
    for unit, code, title, lost, points in rows.values_list(
        "unit_id", "leaf", "name", "lost", "points"
    ):
        known = found.get(unit, ())
        if lost and points and len(known) < LOSSES:
            found[unit] = (*known, Loss(code, title, lost, points))
    return found


# -- projects --------------------------------------------------------------------------------------
def _projects(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del now
    seen = funnel_of(actor, held.as_of)
    slow = [row for row in seen.slowest if row.done < seen.gone][:FAST]
    named = {row.project for row in slow}
    fast = [row for row in seen.fastest if row.project not in named and row.done >= seen.gone]
    progress = Progress(
        held.as_of,
        seen.gone,
        len(seen.paces),
        sum((row.planned for row in seen.paces), Decimal(0)),
        sum((row.completed for row in seen.paces), Decimal(0)),
        tuple(_pace(row) for row in fast[:FAST]),
        tuple(_pace(row) for row in slow),
    )
    return progress_blocks(progress)


def _pace(row: YearPace) -> Pace:
    return Pace(row.project, row.name, row.unit, row.planned, row.completed)


def _lamps(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del now
    done = (ProjectStage.PRODUCING, ProjectStage.CAPACITY)
    projects = projects_for(actor).filter(dropped_on__isnull=True).exclude(stage__in=done)
    rows = {row.pk: row for row in projects.select_related("unit").order_by("name_key", "pk")}
    after = f"{(held.as_of.replace(day=1) + timedelta(days=32)):%Y-%m}"
    lamps = newest_lamps(list(rows), before=after)
    red = [
        RedLamp(key, row.name, row.unit.name, f"{lamps[key].period} v{lamps[key].version}",
                lamps[key].reason, reverse("project", args=[key]))
        for key, row in rows.items()
        if key in lamps and lamps[key].colour == LampReading.Colour.RED and not lamps[key].waived
    ]  # fmt: skip
    return lamp_blocks(red, held.as_of)


# -- actions ---------------------------------------------------------------------------------------
def _actions(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    today = timezone.localdate(now)
    since = _since(held, today)
    seen = actions_for(actor).filter(parent__isnull=True)
    closed = seen.filter(closed_on__range=(since, today), state=State.CLOSED)
    overdue = seen.filter(is_overdue(today))
    named = closed.exclude(quote="").order_by("-closed_on", "pk")[:CLOSED]
    late = overdue.order_by("due_on", "pk")[:OVERDUE]
    return action_blocks(
        Supervision(
            since,
            today,
            closed.count(),
            closed.filter(reported_on__lte=F("due_on")).count(),
            seen.exclude(state__in=ENDED).count(),
            overdue.count(),
            tuple(_deed(row, 0) for row in named),
            tuple(_late_deeds(list(late), today)),
        )
    )


def _since(held: Bulletin, today: date) -> date:
    return Period.parse(held.period).start if held.period else today - timedelta(days=USUAL_DAYS)


def _late_deeds(rows: list[Action], today: date) -> list[Deed]:
    working = calendar()
    return [_deed(row, clock_of(row, today, working, 0).days_late) for row in rows]


def _deed(row: Action, days: int) -> Deed:
    return Deed(
        row.number,
        row.title,
        row.lead_unit.name,
        row.due_on or row.filed_on,
        row.closed_on,
        days,
        row.quote,
        row.source_text,
        reverse("action", args=[row.pk]),
        row.source_link,
    )


# -- good practice ---------------------------------------------------------------------------------
def _practices(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    today = timezone.localdate(now)
    since = _since(held, today)
    shared = practices_for(actor, PracticeState.SHARED).filter(decided_on__range=(since, today))
    rows = shared.prefetch_related("takeovers__unit").order_by("decided_on", "pk")
    return practice_blocks([_lesson(row, today) for row in rows], since, today)


def _lesson(row: Practice, today: date) -> Lesson:
    taken = sorted(row.takeovers.all(), key=lambda one: (one.taken_on, one.pk))
    return Lesson(
        row.pk,
        row.title,
        row.unit.name,
        row.effect,
        row.decided_on or today,
        tuple(one.unit.name for one in taken),
        reverse("practice", args=[row.pk]),
    )


# -- a meeting -------------------------------------------------------------------------------------
def _decisions(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del actor, now
    return decision_blocks(resolved_by(held.meeting)) if held.meeting is not None else []


def _poll(actor: Actor, held: Bulletin, now: datetime) -> list[Block]:
    del actor, now
    return poll_blocks(polled_at(held.meeting)) if held.meeting is not None else []


_RULES: dict[Sort, Callable[[Actor, Bulletin, datetime], list[Block]]] = {
    Sort.OPENING: _opening,
    Sort.LEAGUE: _league,
    Sort.PROJECTS: _projects,
    Sort.LAMPS: _lamps,
    Sort.ACTIONS: _actions,
    Sort.PRACTICES: _practices,
    Sort.DECISIONS: _decisions,
    Sort.POLL: _poll,
}
