"""The home page of a role: which parts stand on it, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sanbi.apps.assessments.models import RoundState
from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.assessments.queries.rounds import RoundLine, line_of, seen_rounds
from sanbi.apps.assessments.rules import SHOWN, is_county_leader, reads_assessments
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.models import Message
from sanbi.apps.screens.queries.areas import Area, areas
from sanbi.apps.screens.queries.changes import Change, changes, seen_until
from sanbi.apps.screens.queries.duties import Duty, duties
from sanbi.apps.screens.queries.waiting import Waiting, waiting

MESSAGES = 5
FIRST = 3
MOVED = 3

# What stands in the wide and in the narrow column, by the role that weighs most.
ARRANGEMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "office": (("waiting", "rounds", "areas"), ("glance", "changes", "messages")),
    "county": (("glance", "areas"), ("waiting", "changes", "messages")),
    "supervisor": (("waiting", "areas"), ("glance", "changes", "messages")),
    "auditor": (("rounds", "areas"), ("glance", "changes", "messages")),
    "bureau": (("waiting", "areas"), ("changes", "glance", "messages")),
    "unit_leader": (("waiting", "standing", "areas"), ("glance", "changes", "messages")),
    "clerk": (("waiting", "standing", "areas"), ("glance", "changes", "messages")),
    "evaluator": (("glance",), ("changes", "messages")),
    "administrator": (("duties",), ("messages",)),
}
NEEDS_BOARD = frozenset({"glance", "standing"})


@dataclass(frozen=True)
class Glance:
    """The latest board: who leads, who moved most, the own line."""

    board: Board
    first: tuple[Row, ...]
    risen: tuple[Row, ...]
    fallen: tuple[Row, ...]
    own: Row | None


@dataclass(frozen=True)
class Home:
    """Everything on somebody's home page; parts that the role does not show are empty."""

    kind: str
    main: tuple[str, ...]
    side: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    areas: tuple[Area, ...]
    rounds: tuple[RoundLine, ...]
    glance: Glance | None
    changes: tuple[Change, ...]
    since: datetime
    messages: tuple[Message, ...]
    unread: int
    duties: tuple[Duty, ...]


def home(actor: Actor, now: datetime) -> Home:
    """The home page of the actor, at a moment."""
    kind = arrangement_of(actor)
    main, side = ARRANGEMENTS[kind]
    shown = {*main, *side}
    since = seen_until(actor, now)
    unread = Message.objects.filter(user=actor.user, read_at__isnull=True)
    messages = tuple(unread[:MESSAGES])
    return Home(
        kind=kind,
        main=main,
        side=side,
        waiting=waiting(actor, now) if "waiting" in shown else (),
        areas=areas(actor, now) if "areas" in shown else (),
        rounds=_rounds(actor) if "rounds" in shown else (),
        glance=_glance(actor) if shown & NEEDS_BOARD else None,
        changes=changes(actor, since) if "changes" in shown else (),
        since=since,
        messages=messages,
        unread=unread.count() if len(messages) == MESSAGES else len(messages),
        duties=duties(actor, now) if "duties" in shown else (),
    )


def arrangement_of(actor: Actor) -> str:
    """The arrangement of the role that weighs most, for somebody who holds several."""
    if not reads_assessments(actor):
        return "administrator"
    if actor.has(Role.OFFICE):
        return "office"
    if is_county_leader(actor):
        return "county"
    by_role = {
        Role.SUPERVISOR: "supervisor",
        Role.AUDITOR: "auditor",
        Role.BUREAU: "bureau",
        Role.LEADER: "unit_leader",
        Role.CLERK: "clerk",
        Role.OWNER: "clerk",
    }
    return next((kind for role, kind in by_role.items() if actor.has(role)), "evaluator")


def _rounds(actor: Actor) -> tuple[RoundLine, ...]:
    """Rounds that are under way; the newest final one where there is none."""
    rounds = seen_rounds(actor).order_by("-period", "code")
    open_ = list(rounds.exclude(state=RoundState.FINAL)[:FIRST])
    return tuple(line_of(held) for held in open_ or rounds[:1])


def _glance(actor: Actor) -> Glance | None:
    latest = rounds_on_show(actor).filter(state__in=SHOWN, current_run__isnull=False).first()
    if latest is None:
        return None
    held = board(actor, latest.code)
    moved = sorted((row for row in held.rows if row.change), key=lambda row: -(row.change or 0))
    return Glance(
        held,
        held.rows[:FIRST],
        tuple(row for row in moved[:MOVED] if (row.change or 0) > 0),
        tuple(row for row in reversed(moved[-MOVED:]) if (row.change or 0) < 0),
        held.own,
    )
