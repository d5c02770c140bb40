"""Plans and nodes that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.plans.models import Node, Plan, PlanState
from sanbi.apps.plans.queries import nodes_for, plans_for
from sanbi.engine.calendar import Period, PeriodError


def plan_locked(actor: Actor, plan: int) -> Plan:
    """Return a plan that the actor sees, locked.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    held = plans_for(actor).filter(pk=plan).order_by().select_for_update().first()
    if held is None:
        raise Missing
    return held


def node_locked(actor: Actor, node: int) -> Node:
    """Return a node that the actor sees, locked after its plan; raises as `plan_locked`."""
    seen = nodes_for(actor).filter(pk=node).order_by()
    found = seen.values_list("plan", flat=True).first()
    if found is None:
        raise Missing
    plan_locked(actor, found)
    held = seen.select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    return held


def require_state(plan: Plan, *states: PlanState) -> None:
    """Go on only in one of some states.

    Raises
    ------
    Refused
        with the state that it has.
    """
    if plan.state not in states:
        raise Refused(
            _("The plan is “%(state)s”.") % {"state": PlanState(plan.state).label},
            _("Look at its newest state."),
        )


def month_known(text: str, today: date, field: str = "period") -> str:
    """Return a month, written 2026-09, that has begun.

    Raises
    ------
    Refused
        for anything else.
    """
    try:
        period = Period.parse(text)
    except PeriodError:
        period = None
    if period is None or str(period) != text or (period.end - period.start).days > 31:  # noqa: PLR2004 - a month
        raise Refused(_("“%(text)s” is no month.") % {"text": text}, _("Write 2026-09."), field)
    if period.start > today:
        raise Refused(_("This month has not begun."), _("Choose an earlier one."), field)
    return text


def source_known(source: str, published_on: date, today: date) -> str:
    """Return where a figure was published, which may not lie ahead.

    Raises
    ------
    Refused
        without a source, or for a day to come.
    """
    if published_on > today:
        raise Refused(_("This day lies ahead."), _("Choose an earlier one."), "published_on")
    return needed(source, "source")
