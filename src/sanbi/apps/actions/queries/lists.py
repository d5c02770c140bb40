"""Rectification lists that somebody sees, how far they have come, and their problems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from sanbi.apps.actions.categories import LISTS
from sanbi.apps.actions.models import Action, Problem, ProblemList, State, Step
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.listing import is_overdue
from sanbi.apps.actions.rules import OF_A_UNIT, can_read, sees_everything
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Attachment

PROOF = "actions.action"
SAID = (Step.Deed.PROGRESS, Step.Deed.REPORTED, Step.Deed.RETURNED, Step.Deed.CLOSED)


@dataclass(frozen=True)
class Progress:
    """How far the problems of a list have come that somebody sees; withdrawn ones left out."""

    total: int = 0
    closed: int = 0
    overdue: int = 0
    long_term: int = 0
    followers: int = 0

    @property
    def share(self) -> float:
        """The part that is closed out, 0 to 1."""
        return self.closed / self.total if self.total else 0.0


def lists_for(actor: Actor) -> QuerySet[ProblemList]:
    """Return the lists that the actor sees: all, or those that it owns or has a problem on."""
    rows = ProblemList.objects.select_related("owner").order_by("-issued_on", "-pk")
    if sees_everything(actor):
        return rows
    if not can_read(actor):
        return rows.none()
    own = Problem.objects.filter(action__in=actions_for(actor).order_by().values("pk"))
    units = actor.units_as(*OF_A_UNIT)
    return rows.filter(Q(owner__in=units) | Q(pk__in=own.values("list")))


def list_get(actor: Actor, problem_list: int) -> ProblemList:
    """Return a list.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = lists_for(actor).filter(pk=problem_list).first()
    if found is None:
        raise Missing
    return found


def lists_found(actor: Actor, kind: str, state: str, today: date) -> QuerySet[ProblemList]:
    """Return the lists of a kind: those with open problems, those with overdue ones, or all."""
    rows = lists_for(actor)
    if kind in dict(LISTS):
        rows = rows.filter(kind=kind)
    seen = actions_for(actor).order_by()
    if state == "open":
        ended = (State.CLOSED, State.WITHDRAWN)
        rows = rows.filter(pk__in=seen.exclude(state__in=ended).values("problem__list"))
    if state == "overdue":
        rows = rows.filter(pk__in=seen.filter(is_overdue(today)).values("problem__list"))
    return rows


def progress_of(actor: Actor, lists: Iterable[ProblemList], today: date) -> Mapping[int, Progress]:
    """Return how far lists have come, by key: what the actor sees of them."""
    keys = [row.pk for row in lists]
    seen = actions_for(actor).order_by().exclude(state=State.WITHDRAWN)
    followers = (
        Action.objects.filter(follows__problem__list__in=keys)
        .exclude(state=State.WITHDRAWN)
        .order_by()
        .values_list("follows__problem__list")
        .annotate(n=Count("pk"))
    )
    followed = dict(followers) if sees_everything(actor) else {}
    rows = (
        seen.filter(problem__list__in=keys)
        .values("problem__list")
        .annotate(
            total=Count("pk"),
            closed=Count("pk", filter=Q(state=State.CLOSED)),
            overdue=Count("pk", filter=is_overdue(today)),
            long_term=Count("pk", filter=Q(problem__term=Problem.Term.LONG)),
        )
    )
    found: dict[int, Progress] = defaultdict(Progress)
    for row in rows:
        key = row["problem__list"]
        counts = (row["total"], row["closed"], row["overdue"], row["long_term"])
        found[key] = Progress(*counts, followed.get(key, 0))
    return found


def problems_of(actor: Actor, held: ProblemList) -> QuerySet[Problem]:
    """Return the problems of a list that the actor sees, in the order of the list."""
    rows = held.problems.select_related("action__lead_unit", "action__leader", "action__parent")
    if not sees_everything(actor):
        rows = rows.filter(action__in=actions_for(actor).order_by().values("pk"))
    return rows.order_by("place")


def problem_of(action: Action) -> Problem | None:
    """Return the problem that an action deals with, if it stands on a list."""
    return Problem.objects.filter(action=action).select_related("list").first()


def proofs_of(problems: Iterable[Problem]) -> dict[int, int]:
    """Return how many files each problem's action has, by the action's key."""
    keys = [str(row.action_id) for row in problems]
    rows = Attachment.objects.filter(kind=PROOF, key__in=keys, withdrawn_at__isnull=True)
    counted = rows.order_by().values_list("key").annotate(n=Count("pk"))
    return {int(key): count for key, count in counted}


def said_of(problems: Iterable[Problem]) -> dict[int, str]:
    """Return what was last said of each problem's action, by the action's key."""
    keys = [row.action_id for row in problems]
    steps = Step.objects.filter(action__in=keys, deed__in=SAID).exclude(text="").order_by("pk")
    return dict(steps.values_list("action", "text"))


def followers_of(actor: Actor, problems: Iterable[Problem]) -> list[Action]:
    """Return what other units were asked to look for after the problems, as the actor sees it."""
    keys = [row.action_id for row in problems]
    rows = actions_for(actor).filter(follows__in=keys).exclude(state=State.WITHDRAWN)
    return list(rows.select_related("lead_unit", "leader", "parent", "follows").order_by("pk"))
