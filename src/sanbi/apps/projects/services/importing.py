"""A whole register from a table: new projects added, known ones changed, all or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.facts import Facts
from sanbi.apps.projects.importing import MOST_ROWS, Row, filled_up
from sanbi.apps.projects.models import LADDER, Entry, Project, Stage, StageStep
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.register import (
    apply_facts,
    differences,
    first_step,
    new_project,
)
from sanbi.apps.projects.words import who_keeps


@dataclass(frozen=True)
class Difference:
    """What a row would do: ``changes`` of a known project, or None for a new one."""

    row: Row
    project: Project | None
    facts: Facts
    changes: dict[str, list[Any]]


def differences_of(rows: Sequence[Row], columns: set[str]) -> list[Difference]:
    """Return what each row would do, before anything is saved; rows without effect are left out.

    ``columns`` are the fields that the table has; what it has no column for stays as it is.
    """
    codes = [row.facts.code for row in rows]
    known = {
        project.code: project
        for project in Project.objects.filter(code__in=codes).prefetch_related("departments")
    }
    found = []
    for row in rows:
        project = known.get(row.facts.code)
        if project is None:
            found.append(Difference(row, None, row.facts, {}))
            continue
        facts = filled_up(row, project, columns)
        changes = differences(project, facts)
        if changes:
            found.append(Difference(row, project, facts, changes))
    return found


@service("projects.import")
def projects_import(
    *, actor: Actor, now: datetime, rows: Sequence[Row], columns: set[str], seen: dict[str, int]
) -> list[Project]:
    """Take in a register, all rows or none. Stages of new projects count as imported, unproven.

    Parameters
    ----------
    columns : the fields that the table has
    seen : code → edition of the known projects as the reader saw them before agreeing

    Raises
    ------
    Refused
        for no or too many rows, or where nothing would change; `Conflict` where a project was
        added or changed since it was looked at.
    """
    require(can_keep(actor), who_keeps())
    if not rows or len(rows) > MOST_ROWS:
        raise Refused(_("A table has from 1 to 5,000 projects."), _("Send it in parts."))
    codes = [row.facts.code for row in rows]
    held = {
        project.code: project
        for project in Project.objects.filter(code__in=codes)
        .order_by("pk")
        .select_for_update(of=("self",))
    }
    if {code: project.edition for code, project in held.items()} != seen:
        raise Conflict(
            _("The register changed while you looked at the table."),
            _("Send the table again and look at the differences anew."),
        )
    changed = _changed(differences_of(rows, columns))
    new = [row for row in rows if row.facts.code not in held]
    if not changed and not new:
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))
    made = _added(new, actor, now)
    tell(None, added=len(made), changed=len(changed), rows=len(rows))
    return [*made, *changed]


def _changed(found: Iterable[Difference]) -> list[Project]:
    changed = []
    for item in found:
        if item.project is None:
            continue
        apply_facts(item.project, item.facts)
        item.project.save()
        item.project.departments.set(item.facts.departments)
        changed.append(item.project)
    return changed


def _added(rows: Sequence[Row], actor: Actor, now: datetime) -> list[Project]:
    today = timezone.localdate(now)
    made = [_made(row, today, now) for row in rows]
    Project.objects.bulk_create(made)
    steps: list[StageStep] = []
    for row, project in zip(rows, made, strict=True):
        steps.extend(_steps(row, project, actor, now))
    StageStep.objects.bulk_create(steps)
    through = Project.departments.through
    through.objects.bulk_create(
        through(project_id=project.pk, unit_id=unit)
        for row, project in zip(rows, made, strict=True)
        for unit in row.facts.departments
    )
    return made


def _made(row: Row, today: date, now: datetime) -> Project:
    reached = [stage for stage in LADDER if stage in row.stages]
    lead_on = min(row.stages.values(), default=today)
    project = new_project(row.facts, lead_on, now)
    if reached:
        project.stage, project.stage_on = reached[-1], row.stages[reached[-1]]
    if LADDER.index(Stage(project.stage)) >= LADDER.index(Stage.STARTED):
        project.statistics_entry = Entry.PENDING
    return project


def _steps(row: Row, project: Project, actor: Actor, now: datetime) -> list[StageStep]:
    first = first_step(project, actor, now)
    first.happened_on = min(row.stages.values(), default=project.stage_on)
    steps, before = [first], Stage.LEAD
    for stage in LADDER[1:]:
        if stage in row.stages:
            step = first_step(project, actor, now)
            step.from_stage, step.to_stage = before, stage
            step.happened_on = row.stages[stage]
            steps.append(step)
            before = stage
    return steps
