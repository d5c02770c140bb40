"""What counts as having reached a stage 认定标准: the rules as data, and the one in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.models import LADDER, RecognitionRule, Stage, StageStep


@dataclass(frozen=True)
class Proof:
    """A kind of proof: its code, its name, and whether recognition needs it."""

    code: str
    name: str | Promise
    needed: bool = True


@dataclass(frozen=True)
class Recognition:
    """A rule: the stage, what is meant in words, and the proofs. Version 0 is the built-in one."""

    stage: str
    text: str | Promise
    proofs: tuple[Proof, ...]
    version: int = 0
    valid_from: date | None = None


BUILT_IN = {
    Stage.SIGNED: Recognition(
        Stage.SIGNED,
        _("A formal contract is signed; a letter of intent or a frame agreement does not count."),
        (
            Proof("contract", _("Formal contract")),
            Proof("deposit", _("Deposit or first payment"), needed=False),
        ),
    ),
    Stage.STARTED: Recognition(
        Stage.STARTED,
        _(
            "The construction permit is there and permanent works have begun: foundations are"
            " poured. Levelling the site, a fence or a ceremony do not count."
        ),
        (
            Proof("permit", _("Construction permit")),
            Proof("site_photo", _("Photograph of the foundations, with day and place")),
            Proof("supervisor", _("Order to start, by the supervising engineer"), needed=False),
        ),
    ),
    Stage.PRODUCING: Recognition(
        Stage.PRODUCING,
        _("The works are accepted and products or services are sold; a trial run does not count."),
        (
            Proof("acceptance", _("Acceptance of the works")),
            Proof("invoice", _("First invoice")),
            Proof("power", _("Electricity bill of the month"), needed=False),
        ),
    ),
    Stage.CAPACITY: Recognition(
        Stage.CAPACITY,
        _("Output of three months running reaches four fifths of what the contract names."),
        (
            Proof("output", _("Output or sales of three months")),
            Proof("tax", _("Tax certificate")),
        ),
    ),
}
"""What holds until the keeper writes rules of the county's own."""


def stage_after(stage: str) -> Stage | None:
    """Return the next step up, or None on top."""
    place = LADDER.index(Stage(stage))
    return LADDER[place + 1] if place + 1 < len(LADDER) else None


def stage_before(stage: str) -> Stage | None:
    """Return the step below, or None at the foot."""
    place = LADDER.index(Stage(stage))
    return LADDER[place - 1] if place else None


def rule_of(stage: str, on: date) -> Recognition:
    """Return the rule in force on a day: the newest version that holds then, or the built-in.

    Raises
    ------
    KeyError
        for the first stage, which needs no recognition.
    """
    found = (
        RecognitionRule.objects.filter(stage=stage, valid_from__lte=on).order_by("-version").first()
    )
    if found is None:
        return BUILT_IN[Stage(stage)]
    return as_rule(found)


def as_rule(row: RecognitionRule) -> Recognition:
    """Return a kept rule as plain values."""
    proofs = tuple(Proof(item["code"], item["name"], item["needed"]) for item in row.proofs)
    return Recognition(row.stage, row.text, proofs, row.version, row.valid_from)


def lacking(rule: Recognition, given: Iterable[str]) -> list[Proof]:
    """Return the proofs that the rule needs and that were not given."""
    kinds = set(given)
    return [proof for proof in rule.proofs if proof.needed and proof.code not in kinds]


def standing_steps(steps: Iterable[StageStep]) -> dict[str, StageStep]:
    """Return stage → the step by which it stands, of rows in the order in which they were made.

    A row that leads back takes what it left off the ladder.
    """
    standing: dict[str, StageStep] = {}
    for step in steps:
        came, went = (LADDER.index(Stage(name)) for name in (step.from_stage, step.to_stage))
        if went >= came:
            standing[step.to_stage] = step
        else:
            for stage in LADDER[went + 1 :]:
                standing.pop(stage, None)
    return standing
