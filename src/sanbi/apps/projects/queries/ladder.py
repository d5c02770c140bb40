"""The ladder of one project: what it has reached, by which proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import proof
from sanbi.apps.projects.models import LADDER, Project, Stage, StageStep
from sanbi.apps.projects.recognition import Recognition, rule_of, standing_steps


@dataclass(frozen=True)
class Rung:
    """A row of the ladder: a step up, or one back (``back``); ``stands`` unless it was revoked."""

    step: int
    stage: str
    stage_words: str
    back: bool
    stands: bool
    happened_on: date
    note: str
    by_name: str
    at: datetime
    files: tuple[tuple[str, Attachment], ...]
    imported: bool


def ladder_of(project: Project, *, on: date) -> list[Rung]:
    """Return all rows of the ladder of a project that was asked for, the oldest first."""
    steps = list(StageStep.objects.filter(project=project).order_by("pk"))
    standing = {step.pk for step in standing_steps(steps).values()}
    files = _files(steps)
    rules = {stage: rule_of(stage, on) for stage in LADDER[1:]}
    return [_rung(step, standing, files, rules) for step in steps]


def stage_marks(project: Project, rungs: list[Rung]) -> list[tuple[str, str, str]]:
    """Return (stage, state, day) of each stage for the kit's ``stepper``."""
    days = {rung.stage: rung.happened_on for rung in rungs if rung.stands and not rung.back}
    here = LADDER.index(Stage(project.stage))
    found = []
    for place, stage in enumerate(LADDER):
        state = "done" if place < here else "now" if place == here else "next"
        day = days.get(stage)
        found.append((str(stage.label), state, day.isoformat() if day else ""))
    return found


def _files(steps: list[StageStep]) -> dict[int, list[tuple[str, Attachment]]]:
    keys = {
        proof.step_key(step.pk, code): (step.pk, code) for step in steps for code in step.proofs
    }
    found: dict[int, list[tuple[str, Attachment]]] = {}
    rows = Attachment.objects.filter(
        kind=proof.STEP, key__in=keys, withdrawn_at__isnull=True
    ).select_related("blob", "added_by")
    for row in rows.order_by("pk"):
        step, code = keys[row.key]
        found.setdefault(step, []).append((code, row))
    return found


def _rung(
    step: StageStep,
    standing: set[int],
    files: dict[int, list[tuple[str, Attachment]]],
    rules: dict[Stage, Recognition],
) -> Rung:
    back = LADDER.index(Stage(step.to_stage)) < LADDER.index(Stage(step.from_stage))
    names = {item.code: str(item.name) for rule in rules.values() for item in rule.proofs}
    hung = tuple((names.get(code, code), file) for code, file in files.get(step.pk, ()))
    return Rung(
        step.pk,
        step.to_stage,
        str(Stage(step.to_stage).label),
        back,
        step.pk in standing,
        step.happened_on,
        step.note,
        step.by_name,
        step.at,
        hung,
        not back and step.to_stage != Stage.LEAD and not step.proofs,
    )
