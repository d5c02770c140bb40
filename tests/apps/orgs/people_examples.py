"""Examples of the services for accounts, roles, loans, keys and messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.audit.actors import SYSTEM, Role
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Appointment, Delegation, User
from sanbi.apps.orgs.services import (
    accounts,
    appointments,
    delegations,
    founding,
    handovers,
    inbox,
    reviews,
    tokens,
)
from sanbi.apps.orgs.services.appointments import Grantee
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import ON, County

LATER = date(2026, 10, 20)


def create(county: County, now: datetime, username: str) -> Deed:
    person = accounts.Person(username, "曾敏", county.towns[0].pk)
    return lambda: accounts.accounts_create(
        actor=county.actor("sysadmin"), now=now, people=[person]
    )


def change(county: County, now: datetime, by: str) -> Deed:
    return lambda: accounts.account_change(
        actor=county.actor(by),
        now=now,
        user=county.users["clerk"].pk,
        name="单敏",
        unit=county.towns[1].pk,
        phone="13800000000",
    )


def close(county: County, now: datetime, who: str) -> Deed:
    return lambda: accounts.account_close(
        actor=county.actor("sysadmin"), now=now, user=county.users[who].pk, reason="moved away"
    )


def reopen(county: County, now: datetime, *, closed: bool) -> Deed:
    clerk = county.users["clerk"]
    User.objects.filter(pk=clerk.pk).update(is_active=not closed)
    return lambda: accounts.account_open(
        actor=county.actor("sysadmin"), now=now, user=clerk.pk, reason="back"
    )


def unlock(county: County, now: datetime, by: str) -> Deed:
    return lambda: accounts.account_unlock(
        actor=county.actor(by), now=now, user=county.users["clerk"].pk
    )


def give(county: County, now: datetime, role: Role, unit: int = 1) -> Deed:
    grant = Grantee(county.users["clerk"].pk, role, county.towns[unit].pk, ON)
    return lambda: appointments.appointments_give(
        actor=county.actor("secadmin"), now=now, grants=[grant]
    )


def end(county: County, now: datetime, reason: str) -> Deed:
    held = Appointment.objects.get(user=county.users["clerk"])
    return lambda: appointments.appointment_end(
        actor=county.actor("secadmin"), now=now, appointment=held.pk, until=ON, reason=reason
    )


def lend(county: County, now: datetime, deputy: str) -> Deed:
    return lambda: delegations.delegation_lend(
        actor=county.actor("clerk"),
        now=now,
        deputy=county.users[deputy].pk,
        since=ON,
        until=LATER,
        reason="leave",
    )


def end_loan(county: County, now: datetime, by: str) -> Deed:
    lent = Delegation.objects.create(
        lender=county.users["clerk"],
        deputy=county.users["clerk2"],
        since=ON,
        until=LATER,
        reason="leave",
    )
    return lambda: delegations.delegation_end(actor=county.actor(by), now=now, delegation=lent.pk)


def hand_over(county: County, now: datetime, taker: str) -> Deed:
    return lambda: handovers.duties_hand_over(
        actor=county.actor("secadmin"),
        now=now,
        giver=county.users["clerk"].pk,
        taker=county.users[taker].pk,
        on=LATER,
        reason="transfer",
    )


def key(county: County, now: datetime, **more: Any) -> Deed:
    given = {"unit": county.towns[0].pk, "expires_on": LATER, **more}
    return lambda: tokens.token_make(
        actor=county.actor("clerk"), now=now, name="feed", writes=True, **given
    )


def revoke(county: County, now: datetime, times: int) -> Deed:
    clerk = county.actor("clerk")
    token, _text = tokens.token_make(
        actor=clerk,
        now=now,
        name="feed",
        writes=False,
        unit=county.towns[0].pk,
        expires_on=LATER,
    )
    for _ in range(times):
        tokens.token_revoke(actor=clerk, now=now, token=token.pk)
    return lambda: tokens.token_revoke(actor=clerk, now=now, token=token.pk)


def read(county: County, now: datetime) -> Deed:
    send([county.users["clerk"]], "due", now=now)
    return lambda: inbox.messages_read(actor=county.actor("clerk"), now=now)


def found(county: County, now: datetime) -> Deed:
    """A county with people is no place to found one; the call that is done empties it first."""
    return lambda: founding.county_found(actor=SYSTEM, now=now, name="云川县", code="330999")


def found_anew(county: County, now: datetime) -> Deed:
    from sanbi.apps.orgs.models import Unit

    Appointment.objects.all().delete()
    User.objects.all().delete()
    Unit.objects.filter(parent__isnull=False).delete()
    Unit.objects.all().delete()
    return found(county, now)


def review(county: County, now: datetime, note: str) -> Deed:
    return lambda: reviews.account_review(
        actor=county.actor("secadmin"),
        now=now,
        user=county.users["clerk"].pk,
        kind="never",
        note=note,
    )


EXAMPLES = {
    "account.review": Example(
        lambda county, now: review(county, now, "on leave"),
        lambda county, now: review(county, now, " "),
    ),
    "account.create": Example(
        lambda county, now: create(county, now, "zengmin"),
        lambda county, now: create(county, now, "clerk"),
    ),
    "account.change": Example(
        lambda county, now: change(county, now, "sysadmin"),
        lambda county, now: change(county, now, "clerk"),
    ),
    "account.close": Example(
        lambda county, now: close(county, now, "clerk"),
        lambda county, now: close(county, now, "sysadmin"),
    ),
    "account.open": Example(
        lambda county, now: reopen(county, now, closed=True),
        lambda county, now: reopen(county, now, closed=False),
    ),
    "account.unlock": Example(
        lambda county, now: unlock(county, now, "secadmin"),
        lambda county, now: unlock(county, now, "sysadmin"),
    ),
    "appointment.give": Example(
        lambda county, now: give(county, now, Role.OWNER),
        lambda county, now: give(county, now, Role.CLERK, 0),
    ),
    "appointment.end": Example(
        lambda county, now: end(county, now, "transfer"),
        lambda county, now: end(county, now, " "),
    ),
    "delegation.lend": Example(
        lambda county, now: lend(county, now, "clerk2"),
        lambda county, now: lend(county, now, "clerk"),
    ),
    "delegation.end": Example(
        lambda county, now: end_loan(county, now, "clerk"),
        lambda county, now: end_loan(county, now, "owner"),
    ),
    "duty.hand-over": Example(
        lambda county, now: hand_over(county, now, "owner"),
        lambda county, now: hand_over(county, now, "clerk"),
    ),
    "token.make": Example(
        key,
        lambda county, now: key(county, now, unit=county.towns[1].pk),
    ),
    "token.revoke": Example(
        lambda county, now: revoke(county, now, 0),
        lambda county, now: revoke(county, now, 1),
    ),
    "message.read": Example(read, never_refused="everybody may, for their own"),
    "county.found": Example(found_anew, found),
}
