"""A plan is signed: its dates become promises, and a baseline keeps them for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.projects.audience import people_of
from sanbi.apps.projects.models import Baseline, Node, Project
from sanbi.apps.projects.replanning import Asked, Consequences, consequences
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.timetables import plan_of
from sanbi.apps.projects.words import who_keeps
from sanbi.engine.integrity.canonical import json_bytes
from sanbi.engine.integrity.hashes import digest
from sanbi.engine.scheduling.faults import SchedulingFaults

SPAN = (date(1990, 1, 1), date(2100, 12, 31))


@service("replan.sign")
def replan_sign(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    edition: int,
    reason: str,
    due_on: date | None = None,
    starts: Mapping[str, date] | None = None,
) -> Baseline:
    """Make the dates that follow from a due date and from starts the plan, and keep a baseline.

    A limit that breaks may be signed too: whoever signs has seen it, and the baseline keeps it.

    Parameters
    ----------
    due_on : another due date of the project; None leaves the one that it has.
    starts : key of a node → the day before which it shall not start.

    Raises
    ------
    Refused
        without a reason or nodes, for an unknown or begun node, and where nothing would change.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    said = needs_reason(reason)
    nodes = list(Node.objects.filter(project=held).select_related("unit").order_by("place"))
    _require_known(nodes, starts or {})
    found = reckoned(held, nodes, Asked(due_on, starts or {}), timezone.localdate(now))
    if not found.moved and found.due_on == held.due_on:
        raise Refused(_("Nothing would change."), _("Nothing needs to be done."))
    _keep(held, nodes, found, starts or {})
    baseline = _baseline(held, nodes, found, said, actor, now)
    _tell_units(held, found, actor, now)
    tell(
        held,
        baseline=baseline.number,
        due_on=held.due_on,
        moved=len(found.moved),
        broken=len(found.broken),
        reason=said,
        digest=baseline.digest,
    )
    return baseline


def reckoned(project: Project, nodes: list[Node], asked: Asked, today: date) -> Consequences:
    """Return the consequences.

    Raises
    ------
    Refused
        for a project without nodes, and for what cannot be counted.
    """
    if not nodes:
        raise Refused(_("This project has no nodes yet."), _("Lay them out from a template first."))
    if asked.due_on is not None and not SPAN[0] <= asked.due_on <= SPAN[1]:
        raise Refused(_("This day cannot be counted."), _("Mend the year."), "due_on")
    try:
        return consequences(plan_of(nodes, project.due_on), asked, today)
    except SchedulingFaults as faults:
        language = "en" if (get_language() or "zh").startswith("en") else "zh"
        raise Refused("；".join(fault.text(language) for fault in faults.faults)) from faults


def _require_known(nodes: list[Node], starts: Mapping[str, date]) -> None:
    known = {node.key: node for node in nodes}
    for key in starts:
        node = known.get(key)
        if node is None:
            raise Refused(_("There is no node “%(key)s”.") % {"key": key}, _("Look at the plan."))
        if node.started_on or node.finished_on:
            raise Refused(
                _("“%(node)s” has begun and cannot be moved.") % {"node": node.name},
                _("Move a later node."),
            )


def _keep(
    project: Project, nodes: list[Node], found: Consequences, starts: Mapping[str, date]
) -> None:
    for node in nodes:
        row = found.dates[node.key]
        node.not_before = starts.get(node.key, node.not_before)
        if not node.finished_on:
            node.planned_start, node.planned_finish = row.early_start, row.early_finish
    Node.objects.bulk_update(nodes, ["not_before", "planned_start", "planned_finish"])
    project.due_on = found.due_on
    project.edition += 1
    project.save(update_fields=["due_on", "edition"])


def _baseline(
    project: Project,
    nodes: list[Node],
    found: Consequences,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Baseline:
    content: list[dict[str, Any]] = [
        {
            "key": node.key,
            "name": node.name,
            "start": node.planned_start.isoformat() if node.planned_start else None,
            "finish": node.planned_finish.isoformat() if node.planned_finish else None,
            "weight": format(node.weight.normalize(), "f"),
        }
        for node in nodes
    ]
    last = Baseline.objects.filter(project=project).aggregate(last=Max("number"))["last"] or 0
    signed = {
        "project": project.code,
        "number": last + 1,
        "due_on": found.due_on.isoformat() if found.due_on else None,
        "reason": reason,
        "by": actor.name,
        "at": now.isoformat(),
        "nodes": content,
    }
    return Baseline.objects.create(
        project=project,
        number=last + 1,
        due_on=found.due_on,
        content=content,
        digest=digest(json_bytes(signed)),
        reason=reason,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


def _tell_units(project: Project, found: Consequences, actor: Actor, now: datetime) -> None:
    link = reverse("project-nodes", args=[project.pk])
    for unit, nodes in found.units:
        send(
            people_of(unit.pk, project, now, but=actor.user),
            gettext_noop(
                "The plan of “%(project)s” was signed anew: look at %(count)s of your nodes."
            ),
            {"project": project.name, "count": len(nodes)},
            now=now,
            link=link,
        )
