"""Themes, targets and measures: written in a draft, changed with a reason once adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Kind
from sanbi.apps.actions.queries import actions_for
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import plain, service, tell
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.chosen import person_open, unit_open
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.plans.models import Level, Link, Node, NodeVersion, Plan, PlanState, Theme
from sanbi.apps.plans.rules import can_write
from sanbi.apps.plans.services.locking import node_locked, plan_locked, require_state
from sanbi.apps.plans.words import who_writes
from sanbi.apps.projects.queries import projects_for

CHILD = {Level.THEME: Level.TARGET, Level.TARGET: Level.MEASURE}
PLAIN = ("title", "wording", "meeting_text", "meeting_link", "weight", "due_on")
AIM = ("rank_wanted", "rank_of", "rank_among", "goal")


@dataclass(frozen=True)
class NodeFacts:
    """What a node says; unit, leader and what it links to are primary keys."""

    title: str
    theme: str = ""
    wording: str = ""
    meeting_text: str = ""
    meeting_link: str = ""
    unit: int | None = None
    leader: int | None = None
    weight: Decimal = Decimal(1)
    due_on: date | None = None
    rank_wanted: int | None = None
    rank_of: int | None = None
    rank_among: str = ""
    goal: Decimal | None = None
    indicators: Sequence[int] = ()
    projects: Sequence[int] = ()
    actions: Sequence[int] = ()


@service("plan_node.add")
def plan_node_add(
    *,
    actor: Actor,
    now: datetime,
    plan: int,
    facts: NodeFacts,
    parent: int | None = None,
    reason: str = "",
) -> Node:
    """Add a theme, a target below a theme, or a measure below a target.

    Raises
    ------
    Refused
        when a fact is missing or does not fit; below a measure; once the plan is adopted also
        without a reason, and when it is closed.
    """
    held = plan_locked(actor, plan)
    require(can_write(actor), who_writes())
    _require_open(held, reason)
    above = None
    if parent is not None:
        above = held.nodes.filter(pk=parent, dropped_on__isnull=True).first()
        if above is None:
            raise Missing
    level = _level_below(above)
    last = held.nodes.filter(parent=above).aggregate(last=Max("sequence"))["last"] or 0
    made = Node(plan=held, parent=above, level=level, sequence=last + 1)
    links = _filled(made, actor, facts)
    made.save()
    _link(made, links)
    _written(made, links, actor, now, reason)
    tell(made, level=made.level, reason=reason.strip())
    return made


@service("plan_node.change")
def plan_node_change(
    *,
    actor: Actor,
    now: datetime,
    node: int,
    facts: NodeFacts,
    edition: int | None = None,
    reason: str = "",
) -> Node:
    """Write a node's facts and links anew; once adopted as a new version with its reason.

    Raises
    ------
    Refused
        as `plan_node_add`.
    """
    held = node_locked(actor, node)
    require(can_write(actor), who_writes())
    _require_open(held.plan, reason)
    same_edition(held, edition)
    links = _filled(held, actor, facts)
    held.edition += 1
    held.save()
    held.links.all().delete()
    _link(held, links)
    _written(held, links, actor, now, reason)
    tell(held, level=held.level, reason=reason.strip())
    return held


@service("plan_node.drop")
def plan_node_drop(
    *, actor: Actor, now: datetime, node: int, edition: int | None = None, reason: str = ""
) -> Node:
    """Take a node out of the plan; once adopted it is kept with the reason.

    Raises
    ------
    Refused
        while something stands below it; once adopted without a reason.
    """
    held = node_locked(actor, node)
    require(can_write(actor), who_writes())
    _require_open(held.plan, reason)
    same_edition(held, edition)
    if held.children.filter(dropped_on__isnull=True).exists():
        raise Refused(_("Something stands below it."), _("Take that out first."))
    held.dropped_on, held.edition = timezone.localdate(now), held.edition + 1
    held.save()
    _written(held, list(held.links.all()), actor, now, reason)
    tell(held, level=held.level, reason=reason.strip())
    return held


# -- what is written -------------------------------------------------------------------------------
def facts_kept(node: Node, links: Sequence[Link]) -> dict[str, Any]:
    """Return what a version keeps of a node: plain values, links as primary keys."""
    kept = {name: plain(getattr(node, name)) for name in (*PLAIN, *AIM, "theme", "dropped_on")}
    kept |= {"unit": node.unit_id, "leader": node.leader_id}
    for name in ("indicator", "project", "action"):
        keys = (getattr(link, f"{name}_id") for link in links)
        kept[f"{name}s"] = sorted(key for key in keys if key is not None)
    return kept


def _require_open(plan: Plan, reason: str) -> None:
    require_state(plan, PlanState.DRAFT, PlanState.ADOPTED)
    if plan.state == PlanState.ADOPTED and not reason.strip():
        raise Refused(_("The plan is adopted: a change needs a reason."), _("Say why."), "reason")


def _level_below(above: Node | None) -> Level:
    if above is None:
        return Level.THEME
    level = CHILD.get(Level(above.level))
    if level is None:
        raise Refused(_("Nothing stands below a measure."), _("Add it to the target."))
    return level


def _filled(held: Node, actor: Actor, facts: NodeFacts) -> list[Link]:
    """Write facts into a node that is not saved yet; return its links."""
    values = {field.name: getattr(facts, field.name) for field in fields(facts)}
    for name in (*PLAIN, *AIM):
        setattr(held, name, values[name])
    held.title = needed(facts.title, "title")
    held.theme = _theme(held, facts.theme)
    _require_aim(held)
    if facts.meeting_link and (
        not facts.meeting_link.startswith("/") or facts.meeting_link.startswith("//")
    ):
        raise Refused(
            _("This is no page of the site."),
            _("Begin with a slash: /meetings/3/."),
            "meeting_link",
        )
    held.unit = _unit(held, facts.unit)
    held.leader = _leader(facts.leader)
    return _links(held, actor, facts)


def _theme(held: Node, theme: str) -> str:
    if held.level != Level.THEME:
        return ""
    if theme not in Theme.values:
        raise Refused(_("There is no such theme."), _("Choose one."), "theme")
    return theme


def _require_aim(held: Node) -> None:
    if held.weight <= 0:
        raise Refused(_("A weight is above 0."), _("Type 1 where all count alike."), "weight")
    aimed = held.rank_wanted is not None or held.goal is not None
    if aimed and held.level != Level.TARGET:
        raise Refused(_("Only a target has an aim."), _("Leave place and number empty."), "goal")
    if held.rank_wanted is None:
        return
    if not held.rank_among.strip():
        raise Refused(_("Say among whom the place counts."), _("Such as 全市."), "rank_among")
    if held.rank_of is not None and held.rank_of < held.rank_wanted:
        raise Refused(
            _("There are fewer places than the one wanted."),
            _("Correct one of the two."),
            "rank_of",
        )


def _unit(held: Node, key: int | None) -> Unit | None:
    if key is None:
        if held.level == Level.THEME:
            return None
        raise Refused(_("Somebody must own it."), _("Choose a unit."), "unit")
    return unit_open(key)


def _leader(key: int | None) -> User | None:
    return None if key is None else person_open(key, "leader")


def _links(held: Node, actor: Actor, facts: NodeFacts) -> list[Link]:
    """Links to what the actor sees; findings link to rectifications alone."""
    if held.level == Level.THEME and (facts.indicators or facts.projects or facts.actions):
        raise Refused(_("A theme has no links."), _("Link its targets and measures."), "indicators")
    if held.goal is not None and len(set(facts.indicators)) != 1:
        raise Refused(
            _("A number needs the one indicator that it is read from."),
            _("Link exactly one."),
            "indicators",
        )
    actions = actions_for(actor)
    if _of_findings(held):
        actions = actions.filter(kind=Kind.RECTIFICATION)
    rows: dict[str, tuple[Any, Sequence[int]]] = {
        "indicator": (Indicator.objects.all(), facts.indicators),
        "project": (projects_for(actor), facts.projects),
        "action": (actions, facts.actions),
    }
    made = []
    for name, (seen, wanted) in rows.items():
        keys = sorted(set(wanted))
        found = seen.filter(pk__in=keys).order_by("pk")
        known = list(found.select_related(None))
        if len(known) != len(keys):
            raise Refused(
                _("Something that is linked does not exist, or does not fit here."),
                _("Look at what is listed."),
                f"{name}s",
            )
        made += [Link(node=held, **{name: item}) for item in known]
    return made


def _of_findings(held: Node) -> bool:
    top = held
    while top.parent is not None:
        top = top.parent
    return top.theme == Theme.FINDINGS


def _link(node: Node, links: Sequence[Link]) -> None:
    for link in links:
        link.node = node
    Link.objects.bulk_create(links)


def _written(node: Node, links: Sequence[Link], actor: Actor, now: datetime, reason: str) -> None:
    """Note who wrote in a draft; keep a version of what changed after the adoption."""
    plan = node.plan
    plan.edition += 1
    if plan.state == PlanState.DRAFT:
        plan.written_by = actor.user
    plan.save(update_fields=["edition", "written_by"])
    if plan.state == PlanState.DRAFT:
        return
    last = node.versions.aggregate(last=Max("version"))["last"] or 0
    NodeVersion.objects.create(
        node=node,
        version=last + 1,
        facts=facts_kept(node, links),
        reason=reason.strip(),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
