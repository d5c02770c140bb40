"""The register as the keeper enters it: one table at first, then project by project."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanbi.apps.audit.errors import Refused
from sanbi.apps.projects.facts import Facts
from sanbi.apps.projects.importing import HEADS, read_register
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.services import (
    keeper_appoint,
    project_add,
    project_drop,
    projects_import,
)
from sanbi.site.demo.projects.drawing import cells
from sanbi.site.demo.projects.model import Undertaking
from sanbi.site.demo.projects.works import Works

NUMBERS = ("land_mu", "energy_tce", "emission_t", "funds_wan", "tax_wan")


def import_register(works: Works, now: datetime) -> None:
    """Appoint the keeper, and take in the table of what there is at the beginning.

    Raises
    ------
    Refused
        with the first fault of the table.
    """
    desk = works.desk
    keeper_appoint(actor=desk.named("office"), now=now, unit=desk.units["fagai"])
    held = [item for item in works.items if item.joins is None]
    rows = [list(HEADS.values())]
    for item in held:
        line = dict(cells(item))
        rows.append([line.get(name, "") for name in HEADS])
    table = read_register(rows, timezone.localdate(now))
    if table.faults:
        raise Refused(f"register.yaml: {table.faults[0]}")
    made = projects_import(
        actor=works.keeper, now=now, rows=table.rows, columns=set(HEADS), seen={}
    )
    works.keys |= {project.code: project.pk for project in made}


def join(works: Works, item: Undertaking, now: datetime) -> None:
    """Put one project more into the register, as a lead."""
    made = project_add(
        actor=works.keeper, now=now, facts=_facts(works, item), lead_on=timezone.localdate(now)
    )
    works.keys[item.code] = made.pk


def give_up(works: Works, item: Undertaking, now: datetime) -> None:
    """Give a project up."""
    held: Project = works.row(item)
    why = ("投资方资金链断裂，协议终止", "与新一轮规划不符，撤销立项", "环境容量不足，转移至外县")
    project_drop(
        actor=works.keeper,
        now=now,
        project=held.pk,
        edition=held.edition,
        reason=why[held.pk % len(why)],
    )


def _facts(works: Works, item: Undertaking) -> Facts:
    units, people = works.desk.units, works.people
    numbers: dict[str, Any] = {
        name: Decimal(item.factors[name]) for name in NUMBERS if name in item.factors
    }
    return Facts(
        code=item.code,
        name=item.name,
        sort=item.sort,
        unit=units[item.township],
        total_wan=Decimal(item.total_wan),
        content=item.content,
        owner_unit=units[item.owner_unit] if item.owner_unit else None,
        lead_unit=units[item.lead_unit],
        departments=tuple(units[code] for code in item.departments),
        leader=people[item.leader] if item.leader else None,
        owner=people[item.owner] if item.owner else None,
        investor=item.investor,
        origin=item.origin,
        jobs=item.factors["jobs"],
        longitude=Decimal(item.longitude),
        latitude=Decimal(item.latitude),
        start_on=item.start_on,
        due_on=item.due_on,
        tags=item.tags,
        **numbers,
    )
