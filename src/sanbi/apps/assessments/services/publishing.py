"""Publishing by two people, the windows after it, and the end of a round."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.assessments.audience import people_with
from sanbi.apps.assessments.models import Appeal, Publication, Round, RoundState, Run, RunRow
from sanbi.apps.assessments.rules import SHOWN, can_decide_publication, is_office
from sanbi.apps.assessments.services.moving import (
    later_than,
    move,
    needs_reason,
    person_of,
    round_locked,
    workdays_later,
)
from sanbi.apps.assessments.transitions import Verb, state_after
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send

NOTICE_DAYS = 5
APPEAL_DAYS = 5
OPEN_APPEALS = (Appeal.State.FILED, Appeal.State.ACCEPTED)


@service("publication.propose")
def publication_propose(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    run: int,
    note: str = "",
) -> Publication:
    """Put a run forward for publication; another person of the office decides.

    Raises
    ------
    Refused
        when the round is not scored, the run is published already, or a proposal is open.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    if held.state not in {RoundState.PUBLISHED, RoundState.APPEALS}:
        state_after(held, Verb.PUBLISH)
    chosen = Run.objects.filter(pk=run, round=held).first()
    if chosen is None:
        raise Missing
    if held.current_run_id == chosen.pk:
        raise Refused(_("This run is published already."), _("Choose another run."), "run")
    if Publication.objects.filter(round=held, approved__isnull=True).exists():
        raise Refused(_("A publication waits for its decision."), _("Decide or withdraw it first."))
    proposal = Publication.objects.create(
        round=held,
        run=chosen,
        proposed_by=person_of(actor),
        proposed_by_name=actor.name,
        proposed_at=now,
        note=note,
    )
    send(
        people_with(Role.OFFICE, now=now, but=actor.user),
        gettext_noop("%(round)s: %(name)s proposes to publish run %(run)s. Please decide."),
        {"round": held.title, "name": actor.name, "run": chosen.number},
        now=now,
        link=f"/assessments/publications/{proposal.pk}/decide/",
        private=["name"],
    )
    tell(proposal, run=chosen.number, digest=chosen.digest)
    return proposal


@service("publication.decide")
def publication_decide(
    *,
    actor: Actor,
    now: datetime,
    publication: int,
    approve: bool,
    reason: str = "",
    notice_until: datetime | None = None,
) -> Publication:
    """Approve or turn down a proposed publication, as another person than who proposed it.

    Approving makes the run the one that boards show, and opens the public notice 公示 (five
    working days unless said otherwise). Turning down needs a reason.

    Raises
    ------
    NotAllowed
        for whoever proposed it.
    """
    require(is_office(actor), _("the assessment office"))
    held, proposal = _open_proposal(actor, publication)
    require(can_decide_publication(actor, proposal), _("another person of the office"))
    if not approve:
        needs_reason(reason)
    later_than(notice_until, now, "notice_until")
    proposal.decided_by, proposal.decided_by_name = actor.user, actor.name
    proposal.decided_at, proposal.approved, proposal.reason = now, approve, reason.strip()
    proposal.save()
    if approve:
        _publish(held, proposal, actor, now, notice_until)
    outcome = (
        gettext_noop("%(round)s: run %(run)s is approved and published.")
        if approve
        else gettext_noop("%(round)s: run %(run)s is not to be published: %(reason)s")
    )
    send(
        [proposal.proposed_by],
        outcome,
        {"round": held.title, "run": proposal.run.number, "reason": reason.strip()},
        now=now,
        link=f"/assessments/rounds/{held.code}/",
        private=["reason"],
    )
    tell(proposal, approved=approve, run=proposal.run.number, reason=reason)
    return proposal


@service("publication.withdraw")
def publication_withdraw(
    *, actor: Actor, now: datetime, publication: int, reason: str
) -> Publication:
    """Take one's own proposal back, so that another run can be put forward."""
    require(is_office(actor), _("the assessment office"))
    _held, proposal = _open_proposal(actor, publication)
    require(actor.user == proposal.proposed_by, proposal.proposed_by_name)
    proposal.approved, proposal.reason, proposal.decided_at = False, needs_reason(reason), now
    proposal.save()
    tell(proposal, run=proposal.run.number, reason=proposal.reason)
    return proposal


@service("appeals.open")
def appeals_open(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    until: datetime | None = None,
) -> Round:
    """Open the window for appeals: five working days unless said otherwise."""
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    move(held, Verb.OPEN_APPEALS, actor, now)
    later_than(until, now, "until")
    held.appeals_until = until or workdays_later(now, APPEAL_DAYS)
    held.save()
    units = RunRow.objects.filter(run=held.current_run_id).values_list("unit", flat=True)
    send(
        people_with(Role.CLERK, Role.LEADER, now=now, units=units),
        gettext_noop("%(round)s: the result is published; appeals are taken until %(until)s."),
        {"round": held.title, "until": f"{localtime(held.appeals_until):%m-%d %H:%M}"},
        now=now,
        link=f"/assessments/rounds/{held.code}/",
    )
    tell(held, until=held.appeals_until)
    return held


@service("round.finish")
def round_finish(*, actor: Actor, now: datetime, round: int) -> Round:
    """Make the published result final.

    Raises
    ------
    Refused
        while the window for appeals is open, an appeal is undecided, an upheld appeal waits for
        its correction, or a publication waits for its decision.
    """
    require(is_office(actor), _("the assessment office"))
    held = round_locked(actor, round)
    state_after(held, Verb.FINISH)
    _require_settled(held, now)
    move(held, Verb.FINISH, actor, now)
    held.finished_at = now
    held.save()
    tell(held, run=held.current_run.number if held.current_run else None)
    return held


def _open_proposal(actor: Actor, pk: int) -> tuple[Round, Publication]:
    """Return a proposal that waits for its decision, its round locked before it."""
    found = Publication.objects.filter(pk=pk).first()
    if found is None:
        raise Missing
    held = round_locked(actor, found.round_id)
    proposal = Publication.objects.select_for_update(of=("self",)).select_related("run").get(pk=pk)
    if proposal.approved is not None:
        raise Refused(_("This publication was decided already."), _("Look at the round again."))
    return held, proposal


def _publish(
    held: Round,
    proposal: Publication,
    actor: Actor,
    now: datetime,
    notice_until: datetime | None,
) -> None:
    if held.state not in SHOWN:
        move(held, Verb.PUBLISH, actor, now)
        held.published_at = now
    held.current_run = proposal.run
    held.notice_until = notice_until or workdays_later(now, NOTICE_DAYS)
    held.save()


def _require_settled(held: Round, now: datetime) -> None:
    if held.appeals_until is not None and now <= held.appeals_until:
        raise Refused(
            _("The window for appeals is open until %(until)s.")
            % {"until": f"{localtime(held.appeals_until):%Y-%m-%d %H:%M}"},
            _("Wait until it has closed."),
        )
    undecided = held.appeals.filter(state__in=OPEN_APPEALS).count()
    if undecided:
        raise Refused(
            _("%(count)d appeals are undecided.") % {"count": undecided}, _("Decide them first.")
        )
    if Publication.objects.filter(round=held, approved__isnull=True).exists():
        raise Refused(_("A publication waits for its decision."), _("Decide or withdraw it first."))
    if held.appeals.filter(state=Appeal.State.UPHELD, correction__isnull=True).exists():
        raise Refused(
            _("An upheld appeal waits for its correction."), _("Make the correction run first.")
        )
    shown = held.current_run_id
    if held.appeals.filter(correction__isnull=False).exclude(correction__lte=shown).exists():
        raise Refused(
            _("A correction was made and is not published."), _("Publish it, or make another.")
        )
