"""Lending the own roles to a deputy while away."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Delegation
from sanbi.apps.orgs.rules import can_appoint, can_lend
from sanbi.apps.orgs.services.account_rows import accounts

LONGEST_DAYS = 180


@service("delegation.lend")
def delegation_lend(
    *, actor: Actor, now: datetime, deputy: int, since: date, until: date, reason: str
) -> Delegation:
    """Lend the own roles to a deputy from a day until a day. Administrators' roles stay.

    Raises
    ------
    Refused
        for oneself, a closed account, days that have passed or are too many, or an overlap with
        another loan of the own roles.
    """
    require(can_lend(actor))
    if actor.user is None:
        raise Missing
    people = accounts([actor.user, deputy])
    if deputy not in people:
        raise Missing
    _check_days(since, until, timezone.localdate(now))
    if deputy == actor.user:
        raise Refused(_("Choose somebody else as deputy."), where="deputy")
    if not people[deputy].is_active:
        raise Refused(_("The account of the deputy is closed."), where="deputy")
    if not reason.strip():
        raise Refused(_("Say why, such as leave or a business trip."), where="reason")
    overlap = Delegation.objects.filter(
        lender=actor.user, since__lte=until, until__gte=since, ended_on__isnull=True
    )
    if overlap.exists():
        raise Refused(
            _("Your roles are lent for some of these days already."),
            _("End that loan first."),
            "since",
        )
    lent = Delegation.objects.create(
        lender_id=actor.user, deputy_id=deputy, since=since, until=until, reason=reason
    )
    send(
        [deputy],
        gettext_noop("%(name)s lends you the own roles from %(since)s to %(until)s."),
        {"name": actor.name, "since": since, "until": until},
        now=now,
        link="/manage/deputy/",
        private=["name"],
    )
    tell(lent, deputy=people[deputy].username, since=since, until=until, reason=reason)
    return lent


@service("delegation.end")
def delegation_end(*, actor: Actor, now: datetime, delegation: int) -> Delegation:
    """End a loan today: the lender is back, or the security administrator steps in."""
    held = Delegation.objects.select_for_update().filter(pk=delegation).first()
    if held is None:
        raise Missing
    if not (can_appoint(actor) or actor.user in {held.lender_id, held.deputy_id}):
        raise NotAllowed(who_may=Role.SECADMIN)
    today = timezone.localdate(now)
    if held.ended_on is not None or held.until < today:
        raise Refused(_("The loan has ended already."))
    held.ended_on = today
    held.save(update_fields=["ended_on"])
    tell(held, ended_on=today)
    return held


def _check_days(since: date, until: date, today: date) -> None:
    if until < since:
        raise Refused(_("The last day lies before the first."), where="until")
    if until < today:
        raise Refused(_("These days have passed."), where="until")
    if (until - since).days > LONGEST_DAYS:
        raise Refused(
            _("A loan lasts %(days)s days at most.") % {"days": LONGEST_DAYS},
            _("For longer, the security administrator hands the roles over."),
            "until",
        )
