"""A plan's life: drafted, adopted by another person, closed with what it reached."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import service, tell
from sanbi.apps.plans.models import Level, NodeVersion, Plan, PlanState
from sanbi.apps.plans.queries.trees import branches_of, kept_of
from sanbi.apps.plans.rules import can_adopt, can_write
from sanbi.apps.plans.services.locking import plan_locked, require_state
from sanbi.apps.plans.services.nodes import facts_kept
from sanbi.apps.plans.words import who_adopts, who_writes

FIRST_YEAR, LAST_MONTH = 2000, 12


@service("plan.draft")
def plan_draft(*, actor: Actor, now: datetime, year: int, title: str) -> Plan:
    """Begin the plan of a year.

    Raises
    ------
    Refused
        for a year that has a plan, or lies more than one year ahead; without a title.
    """
    require(can_write(actor), who_writes())
    today = timezone.localdate(now)
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Refused(
            _("A plan is for a year up to the next one."), _("Choose another year."), "year"
        )
    if Plan.objects.filter(year=year).exists():
        raise Refused(
            _("%(year)d has a plan already.") % {"year": year}, _("Change that one."), "year"
        )
    made = Plan.objects.create(
        year=year,
        title=needed(title, "title"),
        by=actor.user,
        by_name=actor.name,
        written_by=actor.user,
    )
    tell(made, year=year)
    return made


@service("plan.adopt")
def plan_adopt(*, actor: Actor, now: datetime, plan: int, edition: int | None = None) -> Plan:
    """Adopt a draft: from now on each change is a new version with a reason.

    Raises
    ------
    Refused
        for a plan without a target, and once it is adopted.
    """
    held = plan_locked(actor, plan)
    require(can_adopt(actor, held), who_adopts())
    require_state(held, PlanState.DRAFT)
    same_edition(held, edition)
    nodes = list(held.nodes.filter(dropped_on__isnull=True).prefetch_related("links"))
    if not any(node.level == Level.TARGET for node in nodes):
        raise Refused(_("The plan has no target yet."), _("Write at least one, then adopt it."))
    NodeVersion.objects.bulk_create(
        NodeVersion(
            node=node,
            version=1,
            facts=facts_kept(node, list(node.links.all())),
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for node in nodes
    )
    held.state, held.edition = PlanState.ADOPTED, held.edition + 1
    held.adopted_by_name, held.adopted_on = actor.name, timezone.localdate(now)
    held.save()
    tell(held, year=held.year, nodes=len(nodes))
    return held


@service("plan.close")
def plan_close(*, actor: Actor, now: datetime, plan: int, edition: int | None = None) -> Plan:
    """Close a plan's year: what each node reached is kept as it stands now.

    Raises
    ------
    Refused
        before December of its year, and for a draft or a closed plan.
    """
    held = plan_locked(actor, plan)
    require(can_write(actor), who_writes())
    require_state(held, PlanState.ADOPTED)
    same_edition(held, edition)
    today = timezone.localdate(now)
    if (today.year, today.month) < (held.year, LAST_MONTH):
        raise Refused(_("The year is not over."), _("It can be closed from December on."))
    held.result = kept_of(branches_of(held, now))
    held.state, held.closed_on, held.edition = PlanState.CLOSED, today, held.edition + 1
    held.save()
    tell(held, year=held.year, nodes=len(held.result))
    return held
