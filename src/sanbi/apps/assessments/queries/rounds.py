"""Rounds as pages show them: plain snapshots of what the actor may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from sanbi.apps.assessments.missing import MissingFigure, missing_for
from sanbi.apps.assessments.models import Publication, Round, RoundState, Run
from sanbi.apps.assessments.rules import (
    SHOWN,
    can_decide_publication,
    can_see_round,
    is_office,
    reads_assessments,
    sees_drafts,
)
from sanbi.apps.assessments.transitions import Verb, verbs_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing

Step = tuple[str, str, str]


@dataclass(frozen=True)
class RoundLine:
    """A round in a list; ``steps`` are what the kit's stepper draws."""

    pk: int
    code: str
    title: str
    period: str
    state: str
    state_words: str
    version: str
    version_pk: int
    grouping: str
    collect_until: datetime | None
    appeals_until: datetime | None
    notice_until: datetime | None
    published_at: datetime | None
    finished_at: datetime | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class RunLine:
    """A run; ``shown`` is the one on the boards, ``approved`` was published once."""

    pk: int
    number: int
    snapshot: int
    digest: str
    engine: str
    reason: str
    by_name: str
    at: datetime
    shown: bool
    approved: bool
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SnapshotLine:
    """A snapshot and how many figures and items it holds."""

    number: int
    digest: str
    reason: str
    by_name: str
    at: datetime
    figures: int
    items: int


@dataclass(frozen=True)
class PublicationLine:
    """A proposal to publish and what became of it; ``may_decide`` and ``own`` are the actor's."""

    pk: int
    run: int
    proposed_by_name: str
    proposed_at: datetime
    note: str
    decided_by_name: str
    decided_at: datetime | None
    approved: bool | None
    reason: str
    may_decide: bool
    own: bool


@dataclass(frozen=True)
class LogLine:
    """A change of state."""

    at: datetime
    to: str
    by_name: str
    reason: str


@dataclass(frozen=True)
class RoundPage:
    """All that the page of a round shows.

    ``missing`` is asked for only while figures are collected; ``verbs`` are what the actor may do
    now.
    """

    line: RoundLine
    verbs: tuple[str, ...]
    missing: tuple[MissingFigure, ...]
    snapshots: tuple[SnapshotLine, ...]
    runs: tuple[RunLine, ...]
    publications: tuple[PublicationLine, ...]
    log: tuple[LogLine, ...]

    @property
    def waiting(self) -> PublicationLine | None:
        """The proposal that waits for its decision."""
        return next((item for item in self.publications if item.approved is None), None)

    @property
    def candidates(self) -> tuple[RunLine, ...]:
        """Runs that can be put forward: later than the one shown."""
        shown = max((run.number for run in self.runs if run.shown), default=0)
        return tuple(run for run in self.runs if run.number > shown)


def seen_rounds(actor: Actor) -> QuerySet[Round]:
    """Return the rounds that the actor sees, the latest period first."""
    rounds = Round.objects.select_related("scheme_version__scheme")
    if not reads_assessments(actor):
        return rounds.none()
    if sees_drafts(actor):
        return rounds
    return rounds.exclude(state=RoundState.DRAFT)


def rounds_for(actor: Actor) -> tuple[RoundLine, ...]:
    """Return every round that the actor sees, the latest period first."""
    return tuple(line_of(held) for held in seen_rounds(actor))


def round_for(actor: Actor, code: str) -> Round:
    """Return one round.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    held = seen_rounds(actor).filter(code=code).first()
    if held is None or not can_see_round(actor, held):
        raise Missing
    return held


def round_page(actor: Actor, code: str, now: datetime) -> RoundPage:
    """Return all that the page of a round shows to the actor."""
    held = round_for(actor, code)
    lacking = held.state == RoundState.COLLECTING
    return RoundPage(
        line_of(held),
        verbs_for(actor, held),
        tuple(missing_for(actor, held, now)) if lacking else (),
        _snapshots(actor, held),
        runs_of(actor, held),
        publications_of(actor, held),
        tuple(
            LogLine(step.at, str(RoundState(step.to_state).label), step.by_name, step.reason)
            for step in held.steps.all()
        ),
    )


def runs_of(actor: Actor, held: Round) -> tuple[RunLine, ...]:
    """Return the runs of a round, the latest first: before publication only those who may see."""
    approved = set(
        Publication.objects.filter(round=held, approved=True).values_list("run", flat=True)
    )
    runs = Run.objects.filter(round=held).select_related("snapshot")
    if not sees_drafts(actor):
        runs = runs.filter(pk__in=approved) if held.state in SHOWN else runs.none()
    return tuple(_run_line(run, held, approved) for run in runs)


def run_for(actor: Actor, held: Round, number: int) -> Run:
    """Return one run that the actor may see, by its number.

    Raises
    ------
    Missing
        when there is none.
    """
    seen = {line.number: line.pk for line in runs_of(actor, held)}
    if number not in seen:
        raise Missing
    return Run.objects.get(pk=seen[number])


def publications_of(actor: Actor, held: Round) -> tuple[PublicationLine, ...]:
    """Return who published what; proposals are for the office and the auditor alone."""
    found = Publication.objects.filter(round=held).select_related("run")
    if not sees_drafts(actor):
        found = found.filter(approved=True)
    return tuple(
        PublicationLine(
            item.pk,
            item.run.number,
            item.proposed_by_name,
            item.proposed_at,
            item.note,
            item.decided_by_name,
            item.decided_at,
            item.approved,
            item.reason,
            item.approved is None and can_decide_publication(actor, item),
            item.proposed_by == actor.user,
        )
        for item in found
    )


def verbs_for(actor: Actor, held: Round) -> tuple[str, ...]:
    """Return what the actor may do with a round now, as names of routes' verbs."""
    if not is_office(actor):
        return ()
    verbs = [str(verb) for verb in verbs_of(held.state) if verb is not Verb.PUBLISH]
    if held.state == RoundState.SCORED:
        verbs.append(str(Verb.SCORE))
    if held.state in {RoundState.PUBLISHED, RoundState.APPEALS}:
        verbs.append("correct")
    if _can_be_proposed(held):
        verbs.append("propose")
    if held.state == RoundState.FINAL:
        verbs.append("measures")
    return tuple(verbs)


def _can_be_proposed(held: Round) -> bool:
    """Whether a run later than the one shown is there, and no proposal is open."""
    if held.state not in {RoundState.SCORED, RoundState.PUBLISHED, RoundState.APPEALS}:
        return False
    later = Run.objects.filter(round=held, pk__gt=held.current_run_id or 0)
    waiting = Publication.objects.filter(round=held, approved__isnull=True)
    return later.exists() and not waiting.exists()


def waiting_publications(actor: Actor) -> QuerySet[Publication]:
    """Return the proposals that this person may decide."""
    found = Publication.objects.filter(approved__isnull=True).select_related("round", "run")
    if not is_office(actor) or actor.user is None:
        return found.none()
    return found.filter(~Q(proposed_by=actor.user))


def line_of(held: Round) -> RoundLine:
    """Return a round as a list shows it."""
    return RoundLine(
        held.pk,
        held.code,
        held.title,
        held.period,
        held.state,
        str(RoundState(held.state).label),
        str(held.scheme_version),
        held.scheme_version_id,
        held.grouping,
        held.collect_until,
        held.appeals_until,
        held.notice_until,
        held.published_at,
        held.finished_at,
        steps_of(held),
    )


def steps_of(held: Round) -> tuple[Step, ...]:
    """Return the states in their order, with where the round stands and its deadlines."""
    states: Sequence[RoundState] = list(RoundState)
    here = states.index(RoundState(held.state))
    notes = {
        RoundState.COLLECTING: held.collect_until,
        RoundState.FROZEN: held.frozen_at,
        RoundState.PUBLISHED: held.published_at,
        RoundState.APPEALS: held.appeals_until,
        RoundState.FINAL: held.finished_at,
    }
    found = []
    for place, state in enumerate(states):
        kind = "done" if place < here else "now" if place == here else "next"
        if state is RoundState.FINAL and place == here:
            kind = "done"
        note = notes.get(state)
        found.append((str(state.label), kind, f"{localtime(note):%m-%d}" if note else ""))
    return tuple(found)


def _run_line(run: Run, held: Round, approved: set[int]) -> RunLine:
    return RunLine(
        run.pk,
        run.number,
        run.snapshot.number,
        run.digest,
        run.engine,
        run.reason,
        run.by_name,
        run.at,
        run.pk == held.current_run_id,
        run.pk in approved,
        tuple(run.notes),
    )


def _snapshots(actor: Actor, held: Round) -> tuple[SnapshotLine, ...]:
    if not sees_drafts(actor):
        return ()
    return tuple(
        SnapshotLine(
            item.number,
            item.digest,
            item.reason,
            item.by_name,
            item.at,
            len(item.versions.get("observations", ())),
            len(item.versions.get("items", ())),
        )
        for item in held.snapshots.all()
    )
