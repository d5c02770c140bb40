"""Files of projects: who sees and adds those of a project, a stage step, a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import NotAllowed
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.files import check_upload
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects.models import Node, Project, StageStep
from sanbi.apps.projects.queries import projects_for
from sanbi.apps.projects.rules import can_report

PROJECT, STEP, MONTH = "projects.project", "projects.stagestep", "projects.month"
NODE = "projects.node"
_STEP_KEY = re.compile(r"([0-9]{1,18}):([a-z0-9_]{1,30})")
_MONTH_KEY = re.compile(r"([0-9]{1,18}):([0-9]{4}-[0-9]{2})")


@dataclass(frozen=True)
class Sent:
    """A file as it came: its name and content, not looked at yet."""

    name: str
    content: bytes


def step_key(step: int, kind: str) -> str:
    """Return the key under which a kind of proof hangs on a step."""
    return f"{step}:{kind}"


def month_key(project: int, period: str) -> str:
    """Return the key under which a month's proof hangs: payment slips, pictures."""
    return f"{project}:{period}"


def can_see_project_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of a project: who sees the project."""
    return _project(actor, key) is not None


def can_add_project_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files of a project: who reports on it."""
    found = _project(actor, key)
    return found is not None and can_report(actor, found)


def can_see_step_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the proof of a stage: who sees the project."""
    match = _STEP_KEY.fullmatch(key)
    if match is None:
        return False
    step = StageStep.objects.filter(pk=match[1]).first()
    return step is not None and projects_for(actor).filter(pk=step.project_id).exists()


def can_add_step_files(actor: Actor, key: str) -> bool:
    """Nobody: what a stage was recognised by stays as it was; revoke the stage to mend it."""
    del actor, key
    return False


def can_see_node_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the proof of a node: who sees the project."""
    node = Node.objects.filter(pk=key).first() if key.isdecimal() else None
    return node is not None and projects_for(actor).filter(pk=node.project_id).exists()


def can_add_node_files(actor: Actor, key: str) -> bool:
    """Nobody: what a node was finished by stays as it was."""
    del actor, key
    return False


def can_see_month_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the proof of a month: who sees the project."""
    match = _MONTH_KEY.fullmatch(key)
    return match is not None and can_see_project_files(actor, match[1])


def can_add_month_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws the proof of a month: who reports on the project."""
    match = _MONTH_KEY.fullmatch(key)
    return match is not None and can_add_project_files(actor, match[1])


def unit_of_project_files(key: str) -> int:
    """The unit that files of a project belong to; ``key`` begins with the project."""
    return Project.objects.values_list("unit_id", flat=True).get(pk=key.partition(":")[0])


def unit_of_step_files(key: str) -> int:
    """The unit that the proof of a stage belongs to: its project's."""
    step = key.partition(":")[0]
    return StageStep.objects.values_list("project__unit_id", flat=True).get(pk=step)


def unit_of_node_files(key: str) -> int:
    """The unit that the proof of a node belongs to: its project's."""
    return Node.objects.values_list("project__unit_id", flat=True).get(pk=key)


def _project(actor: Actor, key: str) -> Project | None:
    return projects_for(actor).filter(pk=key).first() if key.isdecimal() else None


def hang(*, actor: Actor, now: datetime, unit: int, kind: str, key: str, sent: Sent) -> Attachment:
    """Keep a file as proof, within the service that calls.

    Raises
    ------
    NotAllowed
        for nobody: a file has somebody who added it.
    Refused
        by `check_upload`.
    """
    if actor.user is None:
        raise NotAllowed
    checked = check_upload(sent.name, sent.content)
    return Attachment.objects.create(
        blob=blob_store(checked.content, checked.media_type),
        name=checked.name,
        unit_id=unit,
        kind=kind,
        key=key,
        added_by_id=actor.user,
        added_at=now,
    )
