"""Steps on the ladder: recognised by their proof, revoked with a reason; and the rules for both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import proof
from sanbi.apps.projects.models import LADDER, Entry, Project, RecognitionRule, Stage, StageStep
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.recognition import (
    Proof,
    Recognition,
    lacking,
    rule_of,
    stage_after,
    standing_steps,
)
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_keeps

_CODE = re.compile(r"[a-z0-9_]{1,30}")
MOST_PROOFS = 12


@service("stage.step")
def stage_step(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    edition: int,
    happened_on: date,
    proofs: Mapping[str, Sequence[Sent]],
    note: str = "",
) -> StageStep:
    """Recognise that a project has reached the next stage, by files of each kind of proof.

    Parameters
    ----------
    happened_on : the day on which it happened, not the day of recognition.
    proofs : code of a kind of proof → files

    Raises
    ------
    Refused
        on top of the ladder; for a day before the step below or after today; where a needed proof
        is lacking or is of no known kind; for a file that cannot be taken.
    """
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    after = stage_after(held.stage)
    if after is None:
        raise Refused(_("This project is on top of the ladder."), _("Nothing needs to be done."))
    _require_day(held, happened_on, timezone.localdate(now))
    rule = rule_of(after, happened_on)
    given = {code: files for code, files in proofs.items() if files}
    _require_proofs(rule, given)
    step = StageStep.objects.create(
        project=held,
        from_stage=held.stage,
        to_stage=after,
        happened_on=happened_on,
        proofs=sorted(given),
        note=note.strip(),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    files = _hung(held, step, given, actor, now)
    _stand(held, after, happened_on)
    tell(held, stage=after, on=happened_on, proofs=[str(item) for item in files], rule=rule.version)
    return step


@service("stage.revoke")
def stage_revoke(
    *, actor: Actor, now: datetime, project: int, edition: int, reason: str
) -> StageStep:
    """Take the last step back, with a reason; both rows stay on the ladder."""
    held = project_locked(actor, project, edition)
    require(can_keep(actor), who_keeps())
    require_in_register(held)
    standing = standing_steps(StageStep.objects.filter(project=held).order_by("pk"))
    below = [stage for stage in LADDER[: LADDER.index(Stage(held.stage))] if stage in standing]
    if held.stage == Stage.LEAD or not below:
        raise Refused(_("This project is at the foot of the ladder."), _("Give it up instead."))
    step = StageStep.objects.create(
        project=held,
        from_stage=held.stage,
        to_stage=below[-1],
        happened_on=timezone.localdate(now),
        note=needs_reason(reason),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    _stand(held, below[-1], standing[below[-1]].happened_on)
    tell(held, stage=below[-1], revoked=step.from_stage, reason=step.note)
    return step


@service("recognition.set")
def recognition_set(
    *,
    actor: Actor,
    now: datetime,
    stage: str,
    text: str,
    proofs: Sequence[Proof],
    valid_from: date,
) -> RecognitionRule:
    """Say what counts as having reached a stage, from a day on; earlier versions stay.

    Raises
    ------
    Refused
        for the first stage, without words, and for proofs without a code or name of their own.
    """
    require(can_keep(actor), who_keeps())
    if stage not in LADDER[1:]:
        raise Refused(_("A lead needs no recognition."), _("Choose a later stage."), "stage")
    if not text.strip():
        raise Refused(_("The rule is empty."), _("Write in words what counts."), "text")
    _require_kinds(proofs)
    # No lock: two who write at once run into the one version that each number has.
    last = RecognitionRule.objects.filter(stage=stage).order_by("-version").first()
    made = RecognitionRule.objects.create(
        stage=stage,
        version=1 if last is None else last.version + 1,
        valid_from=valid_from,
        text=text.strip(),
        proofs=[
            {"code": item.code, "name": str(item.name).strip(), "needed": item.needed}
            for item in proofs
        ],
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, stage=stage, valid_from=valid_from, proofs=[item.code for item in proofs])
    return made


def _stand(project: Project, stage: Stage, on: date) -> None:
    project.stage, project.stage_on = stage, on
    due = stage in {Stage.STARTED, Stage.PRODUCING, Stage.CAPACITY}
    if due and project.statistics_entry == Entry.NOT_YET:
        project.statistics_entry = Entry.PENDING
    elif not due and project.statistics_entry == Entry.PENDING:
        project.statistics_entry = Entry.NOT_YET
    project.edition += 1
    project.save()


def _require_day(project: Project, day: date, today: date) -> None:
    if day > today:
        raise Refused(_("This day has not come yet."), _("Write a day up to today."), "happened_on")
    if day < project.stage_on:
        raise Refused(
            _("The stage below was reached on %(day)s only.")
            % {"day": project.stage_on.isoformat()},
            _("Write that day or a later one."),
            "happened_on",
        )


def _require_proofs(rule: Recognition, given: Mapping[str, Sequence[Sent]]) -> None:
    known = {item.code for item in rule.proofs}
    odd = sorted(set(given) - known)
    if odd:
        raise Refused(
            _("The rule knows no proof of this kind: %(code)s.") % {"code": odd[0]},
            _("Look at the rule of the stage."),
            "proofs",
        )
    for item in lacking(rule, given):
        raise Refused(
            _("“%(proof)s” is lacking.") % {"proof": item.name},
            _("The rule in force on that day needs it: choose the file."),
            f"proof_{item.code}",
        )


def _require_kinds(proofs: Sequence[Proof]) -> None:
    codes = [item.code for item in proofs]
    if len(codes) > MOST_PROOFS or len(set(codes)) != len(codes):
        raise Refused(
            _("A kind of proof stands twice, or there are more than 12."), _("Mend it."), "proofs"
        )
    if any(not _CODE.fullmatch(item.code) or not str(item.name).strip() for item in proofs):
        raise Refused(
            _("A proof needs a code of small letters and a name."),
            _("Write a line such as: permit 施工许可证."),
            "proofs",
        )
    if not any(item.needed for item in proofs):
        raise Refused(
            _("A stage that needs no proof is no stage."), _("Name one at least."), "proofs"
        )


def _hung(
    project: Project,
    step: StageStep,
    given: Mapping[str, Sequence[Sent]],
    actor: Actor,
    now: datetime,
) -> list[Attachment]:
    return [
        proof.hang(
            actor=actor,
            now=now,
            unit=project.unit_id,
            kind=proof.STEP,
            key=proof.step_key(step.pk, code),
            sent=sent,
        )
        for code, files in sorted(given.items())
        for sent in files
    ]
