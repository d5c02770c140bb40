"""The tree of a plan with its progress, lamps and places, each with its working."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanbi.apps.actions.queries import actions_for
from sanbi.apps.audit.actors import Actor
from sanbi.apps.plans.models import Link, Node, Plan, PlanState, Standing
from sanbi.apps.plans.progress import (
    NOTHING,
    Part,
    Progress,
    place_lamp,
    rolled_up,
    worst,
)
from sanbi.apps.plans.queries.figures import Said, links_say
from sanbi.apps.plans.queries.plans import nodes_for
from sanbi.apps.projects.queries import projects_for

DEPTHS = {"theme": 0, "target": 1, "measure": 2}


@dataclass
class Branch:
    """A node with its progress, the places it reached, and what its links say.

    ``places`` are the newest versions by month, the first month first.
    """

    node: Node
    progress: Progress = NOTHING
    places: list[Standing] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)
    lamp: str = "none"

    @property
    def depth(self) -> int:
        """0 for a theme, 1 for a target, 2 for a measure."""
        return DEPTHS[self.node.level]

    @property
    def place(self) -> Standing | None:
        """The newest place."""
        return self.places[-1] if self.places else None

    @property
    def moved(self) -> int | None:
        """Places won since the first month; None with fewer than two months."""
        return self.places[0].place - self.places[-1].place if len(self.places) > 1 else None


def branches_of(plan: Plan, now: datetime) -> list[Branch]:
    """Return the themes of a plan with all that hangs below; unscoped, seven queries.

    What a closed plan reached stands as it was kept at its close.
    """
    rows = plan.nodes.filter(dropped_on__isnull=True).select_related("unit", "leader", "plan")
    held = {node.pk: Branch(node) for node in rows}
    links = Link.objects.filter(node__in=held).select_related(
        "node", "indicator", "project", "action"
    )
    for said in links_say(links.order_by("pk"), plan.year, now).values():
        held[said.link.node_id].said.append(said)
    for key, places in _places(held).items():
        held[key].places = places
    top: list[Branch] = []
    for branch in held.values():
        parent = branch.node.parent_id
        (held[parent].below if parent in held else top).append(branch)
    for branch in top:
        _roll(branch, now)
    if plan.state == PlanState.CLOSED:
        for branch in held.values():
            _kept(branch, plan.result.get(str(branch.node.pk)))
    return top


def _roll(branch: Branch, now: datetime) -> None:
    for child in branch.below:
        _roll(child, now)
    parts = [said.part for said in branch.said]
    parts += [
        Part(child.node.weight, child.progress.share, child.progress.due) for child in branch.below
    ]
    branch.progress = rolled_up(parts, branch.node.due_on, timezone.localdate(now))
    place = branch.place
    own = place_lamp(place.place if place else None, branch.node.rank_wanted)
    branch.lamp = own if branch.progress.lamp == "none" else worst(branch.progress.lamp, own)
    if branch.progress.lamp == "none" and own == "none":
        branch.lamp = worst("none", *(child.lamp for child in branch.below))


def _places(held: Iterable[int]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    rows = Standing.objects.filter(node__in=list(held)).order_by("node_id", "period", "-version")
    for row in rows.distinct("node_id", "period"):
        found[row.node_id].append(row)
    return found


# -- kept at the close -----------------------------------------------------------------------------
def kept_of(branches: Iterable[Branch]) -> dict[str, dict[str, Any]]:
    """Return what a plan keeps of each node when its year is closed."""
    return {
        str(branch.node.pk): {
            "share": None if branch.progress.share is None else str(branch.progress.share),
            "due": None if branch.progress.due is None else str(branch.progress.due),
            "parts": branch.progress.parts,
            "silent": branch.progress.silent,
            "lamp": branch.lamp,
            "pace": branch.progress.lamp,
        }
        for branch in walk(branches)
    }


def _kept(branch: Branch, row: Mapping[str, Any] | None) -> None:
    if row is None:
        return
    share, due = (None if row[name] is None else Decimal(row[name]) for name in ("share", "due"))
    branch.progress = Progress(share, due, row["parts"], row["silent"], row["pace"])
    branch.lamp = row["lamp"]


def walk(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Yield branches and all below, each before its children."""
    for branch in branches:
        yield branch
        yield from walk(branch.below)


# -- what somebody sees ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Tree:
    """The nodes of a plan that somebody sees, in order, and the links that lead on."""

    plan: Plan
    rows: list[Branch]
    projects: frozenset[int]
    actions: frozenset[int]

    def leads_on(self, said: Said) -> bool:
        """Whether the reader may open what a link names."""
        if said.link.project_id:
            return said.link.project_id in self.projects
        if said.link.action_id:
            return said.link.action_id in self.actions
        return True


def tree_of(actor: Actor, plan: Plan, now: datetime) -> Tree:
    """Return the tree of a plan as the actor sees it: ten queries, however many nodes."""
    seen = set(nodes_for(actor).filter(plan=plan).values_list("pk", flat=True))
    rows = [branch for branch in walk(branches_of(plan, now)) if branch.node.pk in seen]
    links = [said.link for branch in rows for said in branch.said]
    projects = projects_for(actor).filter(pk__in=[row.project_id for row in links if row.project])
    actions = _actions(actor, [row.action_id for row in links if row.action_id])
    return Tree(
        plan, rows, frozenset(projects.order_by().values_list("pk", flat=True)), frozenset(actions)
    )


def _actions(actor: Actor, keys: list[int]) -> set[int]:
    if not keys:
        return set()
    rows: Any = actions_for(actor).filter(pk__in=keys).order_by().select_related(None)
    return set(rows.values_list("pk", flat=True))


def branch_seen(actor: Actor, node: Node, now: datetime) -> tuple[Tree, Branch]:
    """Return a node's branch with the tree that it stands in, as the actor sees it."""
    tree = tree_of(actor, node.plan, now)
    return tree, next(branch for branch in tree.rows if branch.node.pk == node.pk)
