"""Plans of a year: versions of what is promised for each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.models import PlanClass, Project, YearPlan
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_keeps

FIRST_YEAR, LAST_YEAR, MONTHS = 2000, 2100, 12


@dataclass(frozen=True)
class Plan:
    """A plan of a year: ``months`` are cumulative 万元 to the end of January, February, …"""

    plan_class: str
    months: Sequence[Decimal]
    image: str = ""
    reason: str = ""


@service("year_plan.set")
def year_plan_set(
    *, actor: Actor, now: datetime, project: int, year: int, version: int, plan: Plan
) -> YearPlan:
    """Promise what a project does in a year, as a new version; the first needs no reason.

    Parameters
    ----------
    version : the version that was looked at; 0 where there was none.

    Raises
    ------
    Refused
        for months that fall, are negative, or pass the total investment; for a changed plan
        without a reason; `Conflict` where there is a newer version.
    """
    held = project_locked(actor, project)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    last = YearPlan.objects.filter(project=held, year=year).order_by("-version").first()
    newest = last.version if last else 0
    if newest != version:
        raise Conflict(
            _("There is a newer version of this plan."), _("Look at it, then change it again.")
        )
    _require_plan(held, year, plan)
    made = YearPlan.objects.create(
        project=held,
        year=year,
        version=newest + 1,
        plan_class=plan.plan_class,
        planned_wan=plan.months[-1],
        months=[str(value) for value in plan.months],
        image=plan.image.strip(),
        reason=needs_reason(plan.reason) if newest else plan.reason.strip(),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(held, year=year, version=made.version, planned_wan=made.planned_wan, reason=made.reason)
    return made


def _require_plan(project: Project, year: int, plan: Plan) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("There is no plan of this year."), _("Choose another year."), "year")
    if plan.plan_class not in PlanClass.values:
        raise Refused(_("The class is unknown."), _("Choose one of the list."), "plan_class")
    if len(plan.months) != MONTHS:
        raise Refused(_("A year has twelve months."), _("Fill in each of them."), "months")
    for number, (before, after) in enumerate(pairwise((Decimal(0), *plan.months)), start=1):
        if after < before:
            raise Refused(
                _("The plan falls in month %(month)s: from %(before)s to %(after)s.")
                % {"month": number, "before": before, "after": after},
                _("Each month holds what is planned since January, so it never falls."),
                f"month_{number}",
            )
    if plan.months[-1] > project.total_wan:
        raise Refused(
            _("The year's plan is above the total investment of %(total)s 万元.")
            % {"total": project.total_wan},
            _("Mend the plan, or the total investment first."),
            "month_12",
        )
