"""Good practice: nominated, approved, taken over, and what came of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Unit
from sanbi.apps.plans.models import Practice, PracticeState, Takeover
from sanbi.apps.plans.queries.practices import practices_for
from sanbi.apps.plans.rules import acts_for, can_decide
from sanbi.apps.plans.words import unit_words


@service("practice.nominate")
def practice_nominate(
    *, actor: Actor, now: datetime, unit: int, title: str, content: str, effect: str
) -> Practice:
    """Nominate what a unit did well.

    Raises
    ------
    Refused
        without a title, what was done, or what came of it.
    """
    require(acts_for(actor, unit), unit_words())
    made = Practice.objects.create(
        unit=Unit.objects.get(pk=unit),
        title=needed(title, "title"),
        content=needed(content, "content"),
        effect=needed(effect, "effect"),
        by=actor.user,
        by_name=actor.name,
        nominated_on=timezone.localdate(now),
    )
    tell(made, unit=made.unit.name)
    return made


@service("practice.decide")
def practice_decide(
    *, actor: Actor, now: datetime, practice: int, approve: bool, note: str = ""
) -> Practice:
    """Share a nomination with all, or decline it with a reason.

    Raises
    ------
    Refused
        when it was decided already; a refusal without a reason.
    """
    held = _locked(actor, practice)
    require(can_decide(actor, held), _("the assessment office; not who nominated it"))
    if held.state != PracticeState.NOMINATED:
        raise Refused(_("This was decided already."), _("Look at its newest state."))
    held.state = PracticeState.SHARED if approve else PracticeState.DECLINED
    held.note = note.strip() if approve else needed(note, "note")
    held.decided_by_name, held.decided_on = actor.name, timezone.localdate(now)
    held.save()
    tell(held, state=held.state, note=held.note)
    return held


@service("practice.take_over")
def practice_take_over(
    *, actor: Actor, now: datetime, practice: int, unit: int, taken: str
) -> Takeover:
    """Say what a unit takes over of a shared practice.

    Raises
    ------
    Refused
        for one that is not shared, the own one, and a second time.
    """
    held = _locked(actor, practice)
    require(acts_for(actor, unit), unit_words())
    if held.state != PracticeState.SHARED:
        raise Refused(_("It is not shared with all yet."), _("Wait for the office."))
    if held.unit_id == unit:
        raise Refused(_("It is the unit's own practice."), _("Take over one of others."), "unit")
    if held.takeovers.filter(unit=unit).exists():
        raise Refused(_("The unit took it over already."), _("Say what came of it."), "unit")
    made = Takeover.objects.create(
        practice=held,
        unit=Unit.objects.get(pk=unit),
        taken=needed(taken, "taken"),
        taken_on=timezone.localdate(now),
        by=actor.user,
        by_name=actor.name,
    )
    tell(held, unit=made.unit.name, taken=made.taken)
    return made


@service("takeover.tell")
def takeover_tell(*, actor: Actor, now: datetime, takeover: int, result: str) -> Takeover:
    """Say what came of what was taken over; what was said before is in the audit.

    Raises
    ------
    Refused
        without a word.
    """
    seen = Takeover.objects.filter(practice__in=practices_for(actor).order_by().values("pk"))
    held = seen.filter(pk=takeover).select_related("unit").select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(acts_for(actor, held.unit_id), unit_words())
    before, held.result = held.result, needed(result, "result")
    held.result_on = timezone.localdate(now)
    held.save()
    tell(held, unit=held.unit.name, result=held.result, before=before)
    return held


def _locked(actor: Actor, practice: int) -> Practice:
    if not practices_for(actor).filter(pk=practice).exists():
        raise Missing
    # Locked without the count of takeovers, which cannot be locked.
    return Practice.objects.select_related("unit").select_for_update(of=("self",)).get(pk=practice)
