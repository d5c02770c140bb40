"""Runs: a snapshot scored by the round's scheme. Never changed, only followed by another."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from sanbi import __version__
from sanbi.apps.assessments.firmness import study_rows
from sanbi.apps.assessments.freezing import refusal_of
from sanbi.apps.assessments.models import (
    Appeal,
    Round,
    RoundState,
    Run,
    RunLeaf,
    RunNode,
    RunRow,
    RunStudy,
    Snapshot,
)
from sanbi.apps.assessments.outcomes import leaf_rows, node_rows, table_rows
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.services.moving import move, needs_reason, round_locked
from sanbi.apps.assessments.services.rounds import snapshot_take
from sanbi.apps.assessments.transitions import Verb, state_after
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.blobs import blob_read, blob_store
from sanbi.apps.orgs.models import Group, Unit
from sanbi.engine.integrity import HashName, digest
from sanbi.engine.scoring import DataFaults, Result, score
from sanbi.engine.scoring.data import from_csv_files
from sanbi.engine.scoring.package import build_package, verify_package

BATCH = 2_000


@service("run.make")
def run_make(*, actor: Actor, now: datetime, round: int, reason: str = "") -> Run:
    """Score the latest snapshot of a round.

    A round that is scored already may be scored again before it is published, with a reason.

    Raises
    ------
    Refused
        when the round is not frozen, or the engine refuses the data: with every fault.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    if held.state == RoundState.SCORED:
        needs_reason(reason)
    else:
        move(held, Verb.SCORE, actor, now, reason.strip())
    snapshot = held.snapshots.order_by("-number").first()
    if snapshot is None:
        raise Refused(_("The round has no snapshot."), _("Freeze it first."))
    run = run_of(held, snapshot, actor, now, reason.strip())
    held.save()
    tell(run, digest=run.digest, snapshot=snapshot.number)
    return run


@service("run.correct")
def run_correct(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    reason: str,
    appeals: tuple[int, ...] = (),
) -> Run:
    """Take a new snapshot after publication and score it: a correction with its reason.

    Boards show it once two people have published it. ``appeals`` are those that it answers.

    Raises
    ------
    Refused
        when the round is not published, no reason is given, or an appeal was not upheld.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    why = needs_reason(reason)
    if held.state not in {RoundState.PUBLISHED, RoundState.APPEALS}:
        state_after(held, Verb.FINISH)
    snapshot = snapshot_take(held, actor, now, why)
    run = run_of(held, snapshot, actor, now, why)
    answered = Appeal.objects.filter(
        pk__in=appeals, round=held, state=Appeal.State.UPHELD, correction__isnull=True
    )
    if answered.update(correction=run) != len(set(appeals)):
        raise Refused(
            _("A correction answers appeals that were upheld and not answered yet."),
            _("Look at the list of appeals again."),
            "appeals",
        )
    tell(run, digest=run.digest, reason=why, appeals=list(appeals))
    return run


def scored(held: Round, snapshot: Snapshot) -> Result:
    """Score a snapshot from its stored files alone.

    Raises
    ------
    Refused
        when the engine refuses the data.
    """
    tables = {
        name.removeprefix("data/"): blob_read(where) for name, where in snapshot.files.items()
    }
    try:
        return score(scheme_of(held.scheme_version), from_csv_files(tables), held.period)
    except DataFaults as error:
        raise refusal_of(error) from error


def run_of(held: Round, snapshot: Snapshot, actor: Actor, now: datetime, reason: str) -> Run:
    """Score a snapshot and keep result and package.

    Raises
    ------
    RuntimeError
        when recomputing the package does not give the same bytes: a fault of the platform.
    """
    result = scored(held, snapshot)
    name = cast("HashName", settings.SANBI_HASH)
    package = build_package(result, name)
    verification = verify_package(package)
    if not verification.identical:
        raise RuntimeError(f"recomputing differs: {verification.findings[0]}")
    last = Run.objects.filter(round=held).aggregate(most=Max("number"))["most"] or 0
    run = Run.objects.create(
        round=held,
        number=last + 1,
        snapshot=snapshot,
        package=blob_store(package, "application/zip"),
        digest=digest(package, name),
        engine=f"sanbi {__version__}",
        reason=reason,
        notes=[note.text("zh") for note in (*result.scheme.notes, *result.data.notes)],
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    _keep_rows(run, result, held.grouping)
    return run


def _keep_rows(run: Run, result: Result, grouping: str) -> None:
    codes = result.data.units["unit"].to_list()
    units = dict(Unit.objects.filter(code__in=codes).values_list("code", "pk"))
    groups = dict(Group.objects.filter(grouping=grouping).values_list("code", "name"))
    RunRow.objects.bulk_create(table_rows(run, result, units, groups), batch_size=BATCH)
    RunNode.objects.bulk_create(node_rows(run, result, units), batch_size=BATCH)
    RunLeaf.objects.bulk_create(leaf_rows(run, result, units), batch_size=BATCH)
    RunStudy.objects.bulk_create(study_rows(run, result, units))
