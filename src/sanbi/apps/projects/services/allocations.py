"""Allocations: asked for with their input kept, ended by the worker, published by two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sanbi import __version__
from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.messages import send
from sanbi.apps.projects.allocation.book import book_in_force, book_of
from sanbi.apps.projects.allocation.building import build
from sanbi.apps.projects.allocation.problem_json import problem_bytes
from sanbi.apps.projects.audience import keepers_at_work
from sanbi.apps.projects.models import AllocationPublication, AllocationRequest, AllocationRun
from sanbi.apps.projects.queries.factors import promised_months, run_in_force
from sanbi.apps.projects.rules import can_approve_allocation, can_keep
from sanbi.apps.projects.services.locking import needs_reason
from sanbi.apps.projects.words import who_approves, who_keeps
from sanbi.engine.integrity import digest
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults

LEAST_SECONDS, MOST_SECONDS = 1, 600
MOST_FAULTS = 20
State = AllocationRequest.State


@service("allocation.ask")
def allocation_ask(
    *, actor: Actor, now: datetime, seconds: int = 30, note: str = ""
) -> AllocationRequest:
    """Take down the input of an allocation as things stand, for the worker to solve.

    Raises
    ------
    Refused
        before any quota is set, for no project that takes part, and for what the engine refuses:
        with every fault.
    """
    require(can_keep(actor), who_keeps())
    if not LEAST_SECONDS <= seconds <= MOST_SECONDS:
        raise Refused(_("Give it 1 to 600 seconds."), _("Mend the number."), "seconds")
    book = book_in_force()
    if book is None:
        raise Refused(_("No quota is set yet."), _("Fill in the quotas first."))
    published = run_in_force()
    try:
        built = build(book_of(book), promised_months(published), timezone.localdate(now))
    except SchedulingFaults as faults:
        raise Refused(said_faults(faults.faults)) from faults
    built.ground["published"] = published.number if published else None
    content = problem_bytes(built.problem)
    made = AllocationRequest.objects.create(
        book=book,
        input=blob_store(content, "application/json"),
        digest=digest(content),
        ground=built.ground,
        seconds=seconds,
        note=note.strip(),
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(
        made,
        projects=len(built.problem.candidates),
        aside=len(built.ground["aside"]),
        digest=made.digest,
        book=book.version,
    )
    return made


def said_faults(faults: Sequence[SchedulingFault]) -> str:
    """Return faults of the engine in the reader's language."""
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    return "；".join(fault.text(language) for fault in faults[:MOST_FAULTS])


@dataclass(frozen=True)
class Solved:
    """What came out of a request: the outcome of a run, or why there is none."""

    outcome: dict[str, Any] | None = None
    faults: tuple[SchedulingFault, ...] = ()
    took: float = 0.0


@service("allocation.end")
def allocation_end(
    *, actor: Actor, now: datetime, request: int, solved: Solved
) -> AllocationRequest:
    """Keep what came out of a request: a run, or the conflicts; whoever asked is told.

    Raises
    ------
    Conflict
        when it has ended already.
    """
    require(actor is SYSTEM, _("the clock of the platform"))
    held = AllocationRequest.objects.select_for_update().filter(pk=request).first()
    if held is None:
        raise Missing
    if held.ended_at is not None:
        raise Conflict(_("This allocation has ended."), _("Nothing needs to be done."))
    held.ended_at = now
    run = _run(held, solved, now) if solved.outcome is not None else None
    if run is not None:
        held.state = State.DONE
    else:
        held.state = State.CONFLICT if solved.faults else State.BROKEN
        held.faults = [
            {"zh": fault.text("zh"), "en": fault.text("en")}
            for fault in solved.faults[:MOST_FAULTS]
        ]
    held.save()
    if held.by:
        send(
            [held.by],
            gettext_noop("The allocation of factors that you asked for has ended."),
            now=now,
            link=reverse("allocation-request", args=[held.pk]),
        )
    tell(held, run=run.number if run else None, state=held.state, faults=len(solved.faults))
    return held


def _run(held: AllocationRequest, solved: Solved, now: datetime) -> AllocationRun:
    outcome = solved.outcome or {}
    # Of two that end at once one waits here, so that each gets a number of its own.
    AllocationRequest.objects.order_by("pk").select_for_update().first()
    last = AllocationRun.objects.aggregate(last=Max("number"))["last"] or 0
    return AllocationRun.objects.create(
        number=last + 1,
        request=held,
        outcome=outcome,
        points=outcome["points"],
        bound=outcome["bound"],
        end=outcome["end"],
        engine=__version__,
        solver=f"HiGHS {version('highspy')}",
        took=solved.took,
        at=now,
    )


@service("allocation.propose")
def allocation_propose(
    *, actor: Actor, now: datetime, run: int, note: str = ""
) -> AllocationPublication:
    """Put a run forward; another person decides.

    Raises
    ------
    Refused
        when it is in force already, or another proposal waits.
    """
    require(can_keep(actor), who_keeps())
    held = AllocationRun.objects.filter(pk=run).first()
    if held is None:
        raise Missing
    if actor.user is None:
        raise NotAllowed
    in_force = run_in_force()
    if in_force is not None and in_force.pk == held.pk:
        raise Refused(_("This plan is in force already."), _("Choose another one."))
    if AllocationPublication.objects.filter(approved__isnull=True).exists():
        raise Refused(_("A proposal waits for its decision."), _("Decide it first."))
    made = AllocationPublication.objects.create(
        run=held,
        note=note.strip(),
        proposed_by_id=actor.user,
        proposed_by_name=actor.name,
        proposed_at=now,
    )
    send(
        keepers_at_work(now, but=actor.user),
        gettext_noop("%(name)s proposes plan %(run)s for the factors. Please decide."),
        {"name": actor.name, "run": held.number},
        now=now,
        link=reverse("allocation-decide", args=[made.pk]),
        private=["name"],
    )
    tell(made, run=held.number, digest=held.request.digest)
    return made


@service("allocation.decide")
def allocation_decide(
    *, actor: Actor, now: datetime, publication: int, approve: bool, reason: str = ""
) -> AllocationPublication:
    """Approve or turn down a plan, as another person than who proposed it.

    Raises
    ------
    NotAllowed
        for whoever proposed it.
    Refused
        for turning down without a reason; `Conflict` when it was decided already.
    """
    require(can_approve_allocation(actor), who_approves())
    # Locked: of two who decide at once, one decides.
    held = (
        AllocationPublication.objects.select_for_update(of=("self",))
        .select_related("run")
        .filter(pk=publication)
        .first()
    )
    if held is None:
        raise Missing
    require(actor.user != held.proposed_by_id, _("another person than who proposed it"))
    if held.approved is not None:
        raise Conflict(_("This proposal is decided already."), _("Nothing needs to be done."))
    held.reason = reason.strip() if approve else needs_reason(reason)
    held.approved, held.decided_at = approve, now
    held.decided_by, held.decided_by_name = actor.user, actor.name
    held.save()
    words = (
        gettext_noop("Plan %(run)s for the factors is approved and in force.")
        if approve
        else gettext_noop("Plan %(run)s for the factors is turned down: %(reason)s")
    )
    send(
        [held.proposed_by_id],
        words,
        {"run": held.run.number, "reason": held.reason},
        now=now,
        link=reverse("allocation", args=[held.run.number]),
        private=["reason"],
    )
    tell(held, approved=approve, run=held.run.number, reason=held.reason)
    return held
