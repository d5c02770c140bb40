"""Nodes of a project: laid out from a template, described, begun and finished."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects import proof
from sanbi.apps.projects.audience import people_of
from sanbi.apps.projects.chains import Chain, ChainNode, chain_of
from sanbi.apps.projects.models import Node, NodeLink, Project
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.rules import can_do_node, can_keep
from sanbi.apps.projects.services.locking import project_locked, require_in_register
from sanbi.apps.projects.timetables import CALENDARS
from sanbi.apps.projects.words import who_keeps, who_reports

MOST_DAYS = 2_000


@dataclass(frozen=True)
class NodeFacts:
    """What is said of a node; dates of the plan change by re-planning only."""

    unit: int | None
    duration: int
    calendar: str
    due_on: date | None = None
    proof: str = ""
    note: str = ""


@service("chain.apply")
def chain_apply(
    *, actor: Actor, now: datetime, project: int, edition: int, chain: str, start: date
) -> list[Node]:
    """Lay the nodes of a template out for a project that has none; a plan is signed afterwards.

    Parameters
    ----------
    chain : code of a template.
    start : the first day on which anything may be done.

    Raises
    ------
    Refused
        where the project has nodes already, and for a template that is not there.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    found = chain_of(chain)
    if found is None:
        raise Refused(_("There is no such template."), _("Choose one of the list."), "chain")
    if Node.objects.filter(project=held).exists():
        raise Refused(_("This project has its nodes already."), _("Change them one by one."))
    made = _laid_out(held, found, start)
    held.edition += 1
    held.save(update_fields=["edition"])
    tell(held, at=now, chain=found.name, nodes=len(made), start=start)
    return made


@service("node.change")
def node_change(
    *, actor: Actor, now: datetime, project: int, edition: int, node: int, facts: NodeFacts
) -> Node:
    """Say who must act at a node, within how many days, and what proves that it is done.

    Raises
    ------
    Refused
        for an impossible number of days, an unknown calendar, and a node that is finished.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    row = _open_node(held, node)
    if not 0 <= facts.duration <= MOST_DAYS:
        raise Refused(
            _("A node takes 0 to 2,000 days."), _("Write whole working days."), "duration"
        )
    if facts.calendar not in CALENDARS:
        raise Refused(_("There is no such calendar."), _("Choose one of the list."), "calendar")
    before = {name: getattr(row, name) for name in ("duration", "calendar", "due_on", "proof")}
    row.unit_id, row.duration, row.calendar = facts.unit, facts.duration, facts.calendar
    row.due_on, row.proof, row.note = facts.due_on, facts.proof.strip(), facts.note.strip()
    if row.shortest is not None and row.shortest >= row.duration:
        row.shortest = None
    row.save()
    held.edition += 1
    held.save(update_fields=["edition"])
    after = {name: getattr(row, name) for name in before}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    tell(row, at=now, project=held.name, changes=changes)
    return row


@service("node.begin")
def node_begin(*, actor: Actor, now: datetime, project: int, node: int, on: date) -> Node:
    """Say since when a node is under way.

    Raises
    ------
    Refused
        for a milestone, a node that has begun, and a day that has not come.
    """
    held = project_locked(actor, project)
    row = _open_node(held, node)
    _require_hand(actor, held, row)
    require_in_register(held)
    if row.started_on or not row.duration:
        raise Refused(_("This node cannot begin again."), _("Finish it once it is done."))
    _require_past(on, now)
    row.started_on = on
    row.save(update_fields=["started_on"])
    held.edition += 1
    held.save(update_fields=["edition"])
    tell(row, project=held.name, on=on)
    return row


@service("node.finish")
def node_finish(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    node: int,
    on: date,
    files: Sequence[Sent] = (),
    note: str = "",
) -> Node:
    """Finish a node by its proof, and hand on to the units of those that waited for it alone.

    Raises
    ------
    Refused
        where the proof is lacking or cannot be taken, for a day before it began or that has not
        come, and for a node that is finished.
    """
    held = project_locked(actor, project)
    row = _open_node(held, node)
    _require_hand(actor, held, row)
    require_in_register(held)
    _require_past(on, now)
    if row.started_on and on < row.started_on:
        raise Refused(
            _("It began on %(day)s only.") % {"day": row.started_on.isoformat()},
            _("Write that day or a later one."),
            "on",
        )
    if row.proof and not files:
        raise Refused(
            _("“%(proof)s” is lacking.") % {"proof": row.proof},
            _("A node is finished by its proof: choose the file."),
            "files",
        )
    row.finished_on = on
    row.started_on = row.started_on or (on if row.duration else None)
    row.note = note.strip() or row.note
    row.save(update_fields=["finished_on", "started_on", "note"])
    hung = [
        proof.hang(
            actor=actor, now=now, unit=held.unit_id, kind=proof.NODE, key=str(row.pk), sent=sent
        )
        for sent in files
    ]
    held.edition += 1
    held.save(update_fields=["edition"])
    handed = _hand_on(held, row, now, actor)
    tell(row, project=held.name, on=on, files=[str(item) for item in hung], handed_on=handed)
    return row


# -- parts -----------------------------------------------------------------------------------------
def _laid_out(project: Project, chain: Chain, start: date) -> list[Node]:
    units = list(Unit.objects.filter(kind=Unit.Kind.DEPARTMENT, until__isnull=True).order_by("pk"))
    waiting = {link.after for link in chain.links}
    nodes = Node.objects.bulk_create(
        Node(
            project=project,
            key=node.key,
            place=place,
            name=node.name,
            link=node.link,
            step=node.step,
            stage=node.stage,
            unit_id=_unit_of(project, node, units),
            duration=node.duration,
            calendar=node.calendar,
            shortest=node.shortest,
            proof=node.proof,
            not_before=None if node.key in waiting else start,
        )
        for place, node in enumerate(chain.nodes, start=1)
    )
    keys = {node.key: node for node in nodes}
    NodeLink.objects.bulk_create(
        NodeLink(before=keys[link.before], after=keys[link.after]) for link in chain.links
    )
    return nodes


def _unit_of(project: Project, node: ChainNode, departments: Iterable[Unit]) -> int | None:
    """The unit that a template means: by its part in the project, or by a part of its name."""
    own = {
        "town": project.unit_id,
        "lead": project.lead_unit_id,
        "owner": project.owner_unit_id or project.unit_id,
    }
    if node.unit in own:
        return own[node.unit]
    named = (unit.pk for unit in departments if node.unit and node.unit in unit.name)
    return next(named, project.lead_unit_id)


def _open_node(project: Project, node: int) -> Node:
    row = Node.objects.filter(project=project, pk=node).first()
    if row is None:
        raise Missing
    if row.finished_on:
        raise Conflict(
            _("“%(node)s” was finished on %(day)s.")
            % {"node": row.name, "day": row.finished_on.isoformat()},
            _("Nothing needs to be done."),
        )
    return row


def _require_hand(actor: Actor, project: Project, node: Node) -> None:
    node.project = project
    require(can_do_node(actor, node), who_reports())


def _require_past(on: date, now: datetime) -> None:
    if on > timezone.localdate(now):
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), "on")


def _hand_on(project: Project, node: Node, now: datetime, actor: Actor) -> list[str]:
    """Tell the units of nodes that now wait for nothing more; return the names of these nodes."""
    # Keys first: in a database without statistics one nested query took seconds.
    after = NodeLink.objects.filter(before=node).values_list("after", flat=True)
    later = Node.objects.filter(pk__in=list(after), finished_on__isnull=True).order_by("place")
    rows = list(later)
    waiting = NodeLink.objects.filter(
        after__in=[row.pk for row in rows],
        kind=NodeLink.Kind.FS,
        before__finished_on__isnull=True,
    )
    blocked = set(waiting.values_list("after", flat=True))
    handed = [row for row in rows if row.pk not in blocked]
    for row in handed:
        send(
            people_of(row.unit_id, project, now, but=actor.user),
            gettext_noop("“%(before)s” of “%(project)s” is done: “%(node)s” is your turn now."),
            {"before": node.name, "project": project.name, "node": row.name},
            now=now,
            link=reverse("project-nodes", args=[project.pk]),
        )
    return [row.name for row in handed]
