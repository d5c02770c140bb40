"""The register: projects added, changed, given up and taken up again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.pinyin import place_key
from sanbi.apps.projects.facts import COLUMNS, RELATIONS, Facts, faults_of
from sanbi.apps.projects.models import Entry, Project, Stage, StageStep
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_keeps


@service("project.add")
def project_add(*, actor: Actor, now: datetime, facts: Facts, lead_on: date) -> Project:
    """Put a project into the register, as a lead since a day.

    Raises
    ------
    Refused
        for facts that cannot be, and for a day that has not come.
    """
    require(can_keep(actor), who_keeps())
    today = timezone.localdate(now)
    for fault in faults_of(facts):
        raise fault
    if lead_on > today:
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), "lead_on")
    if Project.objects.filter(code=facts.code.strip()).exists():
        raise Refused(_("This code is taken."), _("Choose another one."), "code")
    made = new_project(facts, lead_on, now)
    made.save()
    made.departments.set(facts.departments)
    first_step(made, actor, now).save()
    tell(made, code=made.code, unit=made.unit.name, total_wan=made.total_wan)
    return made


@service("project.change")
def project_change(
    *, actor: Actor, now: datetime, project: int, edition: int, facts: Facts
) -> Project:
    """Describe a project anew; stages, plans and reports have services of their own.

    Raises
    ------
    Refused
        for facts that cannot be, and where nothing differs.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    for fault in faults_of(facts):
        raise fault
    if Project.objects.filter(code=facts.code.strip()).exclude(pk=held.pk).exists():
        raise Refused(_("This code is taken."), _("Choose another one."), "code")
    changes = differences(held, facts)
    if not changes:
        raise Refused(_("Nothing differs from what is kept."), _("Nothing needs to be done."))
    apply_facts(held, facts)
    held.save()
    held.departments.set(facts.departments)
    tell(held, at=now, changes=changes)
    return held


@service("project.drop")
def project_drop(
    *, actor: Actor, now: datetime, project: int, edition: int, reason: str
) -> Project:
    """Give a project up, with a reason; it stays to be read, and counts no more."""
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    held.dropped_on, held.dropped_why = timezone.localdate(now), needs_reason(reason)
    held.edition += 1
    held.save()
    tell(held, reason=held.dropped_why)
    return held


@service("project.restore")
def project_restore(
    *, actor: Actor, now: datetime, project: int, edition: int, reason: str
) -> Project:
    """Take up again a project that was given up, with a reason."""
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    if held.dropped_on is None:
        raise Conflict(_("This project is in the register."), _("Nothing needs to be done."))
    said = needs_reason(reason)
    held.dropped_on, held.dropped_why = None, ""
    held.edition += 1
    held.save()
    tell(held, reason=said, at=now)
    return held


@service("entry.set")
def entry_set(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    edition: int,
    entry: str,
    on: date | None = None,
) -> Project:
    """Say whether the statistics bureau counts a project 入库, and since when.

    Raises
    ------
    Refused
        for a project that has not started, and where the day is missing or has not come.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    if entry != Entry.NOT_YET and held.stage in {Stage.LEAD, Stage.SIGNED}:
        raise Refused(
            _("Only a project that has started is due for the statistics."),
            _("Recognise its start first."),
            "entry",
        )
    if entry == Entry.ENTERED and on is None:
        raise Refused(_("The day is missing."), _("Write since when it is counted."), "on")
    if on is not None and on > timezone.localdate(now):
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), "on")
    held.statistics_entry = entry
    held.statistics_on = on if entry == Entry.ENTERED else None
    held.edition += 1
    held.save()
    tell(held, entry=entry, on=held.statistics_on)
    return held


# -- shared with the import ------------------------------------------------------------------------
def new_project(facts: Facts, lead_on: date, now: datetime) -> Project:
    """Return a project that is not saved yet."""
    made = Project(stage=Stage.LEAD, stage_on=lead_on, created_at=now)
    apply_facts(made, facts)
    made.edition = 0
    return made


def first_step(project: Project, actor: Actor, now: datetime) -> StageStep:
    """Return the row with which a project's ladder begins: a lead, since a day."""
    return StageStep(
        project=project,
        from_stage=Stage.LEAD,
        to_stage=Stage.LEAD,
        happened_on=project.stage_on,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


def apply_facts(project: Project, facts: Facts) -> None:
    """Write facts into a project and count its edition up; departments are the caller's affair."""
    for name in COLUMNS:
        value = getattr(facts, name)
        if isinstance(value, str):
            value = value.strip()
        setattr(project, f"{name}_id" if name in RELATIONS else name, value)
    project.tags = [tag.strip() for tag in facts.tags if tag.strip()]
    project.name_key = place_key(project.name)[:240]
    project.edition += 1


def differences(project: Project, facts: Facts) -> dict[str, list[Any]]:
    """Return what facts would change in a saved project: field → [before, after], in words."""
    found: dict[str, list[Any]] = {}
    for name in COLUMNS:
        before = getattr(project, f"{name}_id" if name in RELATIONS else name)
        after = getattr(facts, name)
        after = list(after) if name == "tags" else after
        if before != (after.strip() if isinstance(after, str) else after):
            found[name] = [before, after]
    kept = {unit.pk for unit in project.departments.all()}
    if kept != set(facts.departments):
        found["departments"] = [sorted(kept), sorted(facts.departments)]
    return _named(found)


def _named(changes: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Names instead of keys: the audit must be read when units and people have gone."""
    keys: set[Any] = set()
    for name in ("unit", "owner_unit", "lead_unit"):
        keys.update(changes.get(name, ()))
    for pair in changes.get("departments", ()):
        keys.update(pair if isinstance(pair, list) else ())
    names = dict(Unit.objects.filter(pk__in=keys - {None}).values_list("pk", "name"))
    for name in ("unit", "owner_unit", "lead_unit"):
        if name in changes:
            changes[name] = [names.get(key) for key in changes[name]]
    people = [key for name in ("leader", "owner") for key in changes.get(name, ()) if key]
    called = dict(User.objects.filter(pk__in=people).values_list("pk", "name")) if people else {}
    for name in ("leader", "owner"):
        if name in changes:
            changes[name] = [called.get(key) for key in changes[name]]
    if "departments" in changes:
        changes["departments"] = [
            [names.get(key) for key in pair] for pair in changes["departments"]
        ]
    return changes
