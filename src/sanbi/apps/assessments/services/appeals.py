"""Appeals 申诉复核: filed by a unit, decided by somebody who had no hand in the score."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.assessments.audience import people_with
from sanbi.apps.assessments.independence import partial
from sanbi.apps.assessments.models import Appeal, Item, Round, RoundState, RunLeaf
from sanbi.apps.assessments.rules import can_appeal, can_decide_appeal, can_review
from sanbi.apps.assessments.services.moving import (
    needs_reason,
    person_of,
    round_locked,
    workdays_later,
)
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.rules import can_see_unit

REVIEW_DAYS = 5


@service("appeal.file")
def appeal_file(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    unit: int,
    leaf: str,
    reason: str,
) -> Appeal:
    """Object to the unit's own score on a leaf of the published run, while the window is open.

    Raises
    ------
    Missing
        for a unit that the actor does not act for.
    Refused
        outside the window, without a reason, for a leaf that is not there or cannot be appealed
        against, or where an appeal is open already.
    """
    held = round_locked(actor, round)
    if not can_appeal(actor, unit):
        raise Missing
    why = needs_reason(reason)
    require_window(held, now)
    found = RunLeaf.objects.filter(run=held.current_run_id, unit=unit, leaf=leaf).last()
    if found is None:
        raise Refused(_("The unit has no score on this item."), _("Choose another."), "leaf")
    _require_appealable(held, unit, leaf)
    appeal = Appeal.objects.create(
        round=held,
        run_id=found.run_id,
        unit_id=unit,
        leaf=leaf,
        leaf_name=found.name,
        reason=why,
        filed_by=person_of(actor),
        filed_by_name=actor.name,
        filed_at=now,
        due_at=workdays_later(now, REVIEW_DAYS),
    )
    send(
        people_with(Role.OFFICE, Role.SUPERVISOR, now=now),
        gettext_noop("%(round)s: %(unit)s appeals against “%(leaf)s”."),
        {"round": held.title, "unit": appeal.unit.name, "leaf": found.name},
        now=now,
        link=f"/assessments/appeals/{appeal.pk}/",
    )
    tell(appeal, leaf=leaf, reason=why)
    return appeal


@service("appeal.accept")
def appeal_accept(*, actor: Actor, now: datetime, appeal: int) -> Appeal:
    """Take an appeal for review: only somebody who had no hand in the score.

    Raises
    ------
    NotAllowed
        with the reason why this person is not independent.
    """
    held = _appeal_locked(actor, appeal)
    require(can_review(actor), _("office or supervision office"))
    _require_state(held, Appeal.State.FILED)
    why_not = partial(actor, held)
    if why_not:
        raise NotAllowed(why_not, _("somebody who had no hand in this score"))
    held.reviewer, held.reviewer_name = actor.user, actor.name
    held.state = Appeal.State.ACCEPTED
    held.save()
    tell(held, at=now)
    return held


@service("appeal.decide")
def appeal_decide(
    *, actor: Actor, now: datetime, appeal: int, uphold: bool, decision: str
) -> Appeal:
    """Uphold or dismiss an appeal, with the grounds; only whoever took it for review.

    What was upheld is mended at its source (a corrected figure, an item of the register), then a
    correction run is made.
    """
    held = _appeal_locked(actor, appeal)
    require(can_review(actor), _("office or supervision office"))
    _require_state(held, Appeal.State.ACCEPTED)
    require(can_decide_appeal(actor, held), held.reviewer_name)
    held.decision = needs_reason(decision)
    held.state = Appeal.State.UPHELD if uphold else Appeal.State.DISMISSED
    held.decided_at = now
    held.save()
    send(
        [held.filed_by],
        gettext_noop("The appeal about “%(leaf)s” is upheld. %(decision)s")
        if uphold
        else gettext_noop("The appeal about “%(leaf)s” is dismissed. %(decision)s"),
        {"leaf": held.leaf_name, "decision": held.decision},
        now=now,
        link=f"/assessments/appeals/{held.pk}/",
        private=["decision"],
    )
    tell(held, upheld=uphold, decision=held.decision)
    return held


@service("appeal.withdraw")
def appeal_withdraw(*, actor: Actor, now: datetime, appeal: int, reason: str = "") -> Appeal:
    """Take one's own unit's appeal back before it is decided."""
    held = _appeal_locked(actor, appeal)
    require(can_appeal(actor, held.unit_id), _("clerk or leader of the unit"))
    if held.state not in {Appeal.State.FILED, Appeal.State.ACCEPTED}:
        raise _decided(held)
    held.state = Appeal.State.WITHDRAWN
    held.decision, held.decided_at = reason.strip(), now
    held.save()
    tell(held, reason=reason)
    return held


def _appeal_locked(actor: Actor, pk: int) -> Appeal:
    """Return an appeal that the actor sees, its round locked before it."""
    found = Appeal.objects.filter(pk=pk).first()
    if found is None or not can_see_unit(actor, found.unit_id):
        raise Missing
    round_locked(actor, found.round_id)
    return Appeal.objects.select_for_update().get(pk=pk)


def require_window(held: Round, now: datetime) -> None:
    """Refuse an appeal before the office has opened the window, and after its last day."""
    if held.state != RoundState.APPEALS:
        raise Refused(
            _("The window for appeals is not open: %(state)s.")
            % {"state": RoundState(held.state).label},
            _("The office opens it after publication."),
        )
    if held.appeals_until is None or now > held.appeals_until:
        raise Refused(_("The window for appeals has closed."), _("Ask the assessment office."))


def _require_appealable(held: Round, unit: int, leaf: str) -> None:
    items = Item.objects.filter(
        round=held, unit=unit, leaf=leaf, state=Item.State.CHECKED
    ).values_list("appealable", flat=True)
    if items and not any(items):
        raise Refused(
            _("This item rests on documents that cannot be appealed against here."),
            _("Turn to whoever issued them."),
            "leaf",
        )
    undecided = Appeal.objects.filter(
        round=held,
        unit=unit,
        leaf=leaf,
        state__in=(Appeal.State.FILED, Appeal.State.ACCEPTED),
    )
    if undecided.exists():
        raise Refused(
            _("An appeal against this item is open already."), _("Wait for its decision."), "leaf"
        )


def _require_state(appeal: Appeal, state: Appeal.State) -> None:
    if appeal.state != state:
        raise _decided(appeal)


def _decided(appeal: Appeal) -> Refused:
    return Refused(
        _("The appeal is in the state “%(state)s”.") % {"state": appeal.get_state_display()},
        _("Look at it again."),
    )
