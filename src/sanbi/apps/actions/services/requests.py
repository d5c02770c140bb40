"""What firms ask for: filed as actions, answered with a policy, rated by the firm."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import notices
from sanbi.apps.actions.models import Action, FirmRequest, Kind, Policy, Source, State
from sanbi.apps.actions.policies import is_valid
from sanbi.apps.actions.rules import can_act, can_file_request, can_supervise, is_supervisor
from sanbi.apps.actions.services.filing import Facts, filed
from sanbi.apps.actions.services.firms import firm_locked
from sanbi.apps.actions.services.locking import action_locked, moving, went
from sanbi.apps.actions.words import who_keeps_firms, who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
GROUP = 4
VALID_DAYS = 30
BEST, POOR = 5, 2
"""A rating from 1 to 5; from POOR down the supervision office is told."""


@service("request.file")
def request_file(
    *,
    actor: Actor,
    now: datetime,
    firm: int,
    title: str,
    content: str,
    category: str,
    lead_unit: int,
    limit: str = "",
    due_on: date | None = None,
    said_by: str = "",
) -> FirmRequest:
    """File what a firm asks for as an action.

    The supervision office gives it to its unit at once; filed by people of the firm's township, it
    waits to be assigned.

    Raises
    ------
    Refused
        when a fact is missing or does not fit, by `filed`.
    """
    held = firm_locked(actor, firm)
    require(can_file_request(actor, held), who_keeps_firms())
    facts = Facts(
        kind=Kind.REQUEST,
        category=category,
        title=title,
        content=content,
        lead_unit=lead_unit,
        limit=limit,
        due_on=due_on,
        leader=held.leader_id,
        source=Source.FIRM,
        source_text="，".join(filter(None, (held.name, said_by.strip())))[:200],
        source_link=reverse("firm", args=[held.pk]),
    )
    action = filed(actor, now, facts, assign=is_supervisor(actor))
    made = FirmRequest.objects.create(firm=held, action=action)
    tell(action, kind=action.kind, unit=action.lead_unit.name, due_on=action.due_on)
    return made


@service("request.answer")
def request_answer(
    *, actor: Actor, now: datetime, action: int, edition: int, text: str, policy: int | None = None
) -> FirmRequest:
    """Answer a firm, perhaps with a policy: the action is reported as done.

    Raises
    ------
    Refused
        without words, for a policy that does not hold today, and in another state.
    """
    held, move = moving(actor, action, edition, "report")
    row = _request_of(held)
    chosen = _valid_policy(policy, timezone.localdate(now))
    held.reported_on, held.reported_by = timezone.localdate(now), actor.user
    row.answer, row.answered_at, row.policy = needed(text), now, chosen
    row.save()
    said = f"{row.answer}（{chosen}）" if chosen else row.answer
    went(held, move, actor, now, said)
    notices.tell_supervisors(held, notices.REPORTED, now)
    late = held.due_on is not None and held.reported_on > held.due_on
    tell(held, unit=held.lead_unit.name, text=row.answer, policy=str(chosen or ""), late=late)
    return row


def _valid_policy(policy: int | None, today: date) -> Policy | None:
    if policy is None:
        return None
    found = Policy.objects.filter(pk=policy).first()
    if found is None or not is_valid(found, today):
        raise Refused(_("No such policy holds today."), _("Choose one of the list."), "policy")
    return found


def _request_of(action: Action) -> FirmRequest:
    row = FirmRequest.objects.select_for_update(of=("self",)).filter(action=action).first()
    if row is None:
        raise Missing
    return row


# -- rating ----------------------------------------------------------------------------------------
def digest_of(code: str) -> str:
    """Return the digest by which a code is found; signs in between and case do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def request_of_code(code: str, today: date) -> FirmRequest | None:
    """Return the request that a one-time code rates; None for one that is unknown or used up."""
    rows = FirmRequest.objects.filter(code_digest=digest_of(code), code_until__gte=today)
    return rows.select_related("firm", "action").first()


@service("request.invite")
def request_invite(*, actor: Actor, now: datetime, action: int) -> tuple[FirmRequest, str]:
    """Make a one-time code with which the firm rates the answer; it is shown once, here.

    An older code of the request no longer works.

    Raises
    ------
    Refused
        before there is an answer, and once it is rated.
    """
    held = action_locked(actor, action)
    require(can_act(actor, held) or can_supervise(actor, held), who_supervises())
    row = _rateable(held)
    code = "".join(secrets.choice(SIGNS) for _place in range(CODE_LENGTH))
    row.code_digest = digest_of(code)
    row.code_until = timezone.localdate(now) + timedelta(VALID_DAYS)
    row.save()
    tell(held, until=row.code_until)
    shown = "-".join(code[place : place + GROUP] for place in range(0, CODE_LENGTH, GROUP))
    return row, shown


@service("request.rate")
def request_rate(
    *, actor: Actor, now: datetime, code: str, rating: int, text: str = ""
) -> FirmRequest:
    """Rate an answer as the firm, by a one-time code, which is used up.

    Raises
    ------
    Refused
        for a code that is unknown or used up, and a rating other than 1 to 5.
    """
    del actor
    found = request_of_code(code, timezone.localdate(now))
    row = None
    if found is not None:
        locked = FirmRequest.objects.select_for_update(of=("self",)).select_related("firm")
        row = locked.get(pk=found.pk)
    if row is None or row.code_digest != digest_of(code):
        raise Refused(_("This code is unknown or was used."), _("Ask for a new one."), "code")
    _rated(row, rating, text, now)
    tell(row.action, rating=rating)
    return row


@service("request.rate_for")
def request_rate_for(
    *, actor: Actor, now: datetime, action: int, rating: int, said_by: str, text: str = ""
) -> FirmRequest:
    """Type what a firm said of the answer, with who said so and how.

    Never by the unit that answered: it does not grade itself.

    Raises
    ------
    Refused
        before there is an answer, once it is rated, and without who said so.
    """
    held = action_locked(actor, action)
    row = _rateable(held)
    files = can_file_request(actor, row.firm) and not can_act(actor, held)
    require(files, who_keeps_firms())
    row.rating_note, row.rated_by_name = needed(said_by, "said_by"), actor.name
    _rated(row, rating, text, now)
    tell(held, rating=rating, note=row.rating_note)
    return row


def _rateable(held: Action) -> FirmRequest:
    row = _request_of(held)
    if held.state not in {State.REPORTED, State.VERIFIED, State.CLOSED}:
        raise Refused(_("The firm has no answer yet."), _("Answer it first."))
    if row.rated_at is not None:
        raise Refused(_("The firm has rated the answer already."), _("Nothing more is needed."))
    return row


def _rated(row: FirmRequest, rating: int, text: str, now: datetime) -> None:
    if not 1 <= rating <= BEST:
        raise Refused(_("A rating is from 1 to 5."), _("Choose one."), "rating")
    row.rating, row.rating_text, row.rated_at = rating, text.strip(), now
    row.code_digest = row.code_until = None
    row.save()
    if rating <= POOR:
        notices.tell_supervisors(row.action, notices.RATED_POOR, now, firm=row.firm.name)
