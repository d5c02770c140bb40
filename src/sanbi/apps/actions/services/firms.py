"""Firms: the register, the lines of a firm's plan, policies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.credit_codes import is_credit_code
from sanbi.apps.actions.models import Firm, FirmMeasure, Industry, Policy, Size
from sanbi.apps.actions.queries.firms import firms_for, policy_get
from sanbi.apps.actions.rules import acts_for, can_keep_firm, is_supervisor
from sanbi.apps.actions.services.locking import day_ahead
from sanbi.apps.actions.words import who_keeps_firms, who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import person_open, unit_open

MOST_AT_ONCE = 2000
_PHONE = re.compile(r"[0-9+][0-9 -]{5,18}[0-9]")


@dataclass(frozen=True)
class FirmFacts:
    """What the register keeps of a firm; the township and the leader are primary keys."""

    name: str
    credit_code: str
    township: int
    industry: str
    size: str
    products: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    leader: int | None = None


@service("firm.add")
def firm_add(*, actor: Actor, now: datetime, facts: FirmFacts) -> Firm:
    """Put a firm on the register.

    Raises
    ------
    Refused
        for a credit code whose check sign does not fit, or that a firm has; for a name that a firm
        has; and for an unknown township, industry or size.
    """
    del now
    require(can_keep_firm(actor, facts.township), who_keeps_firms())
    made = Firm()
    _fill(made, facts)
    made.save()
    tell(made, unit=made.township.name, industry=made.industry, size=made.size)
    return made


@service("firm.change")
def firm_change(*, actor: Actor, now: datetime, firm: int, edition: int, facts: FirmFacts) -> Firm:
    """Write what the register keeps of a firm anew; telephone numbers stay out of the audit."""
    del now
    held = firm_locked(actor, firm)
    keeps = can_keep_firm(actor, held.township_id) and can_keep_firm(actor, facts.township)
    require(keeps, who_keeps_firms())
    if held.edition != edition:
        raise Conflict(
            _("Somebody changed the firm in the meantime."),
            _("Look at the newest state, then change it again."),
        )
    _fill(held, facts)
    held.edition += 1
    held.save()
    tell(held, unit=held.township.name, industry=held.industry, size=held.size)
    return held


@service("firms.import")
def firms_import(*, actor: Actor, now: datetime, rows: Sequence[FirmFacts]) -> list[Firm]:
    """Take in a register, all rows or none: firms are known by their credit code.

    Raises
    ------
    Refused
        for none or too many rows, and by `firm_add`.
    """
    del now
    require(is_supervisor(actor), who_supervises())
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise Refused(_("A table has from 1 to 2,000 firms."), _("Send it in parts."))
    codes = [row.credit_code for row in rows]
    locked = Firm.objects.filter(credit_code__in=codes).order_by("pk").select_for_update()
    known = {firm.credit_code: firm for firm in locked}
    made = []
    for row in rows:
        held = known.get(row.credit_code) or Firm(edition=-1)
        _fill(held, row)
        held.edition += 1
        held.save()
        made.append(held)
    tell(None, count=len(made), added=len(made) - len(known), changed=len(known))
    return made


def firm_locked(actor: Actor, firm: int) -> Firm:
    """Return a firm that the actor sees, locked.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    held = firms_for(actor).filter(pk=firm).order_by().select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    return held


def _fill(held: Firm, facts: FirmFacts) -> None:
    code = facts.credit_code.strip().upper()
    if not is_credit_code(code):
        raise Refused(
            _("The credit code %(code)s is not valid: its check sign does not fit.")
            % {"code": code[:20]},
            _("Compare it with the business licence."),
            "credit_code",
        )
    for name, value, values in (
        ("industry", facts.industry, Industry.values),
        ("size", facts.size, Size.values),
    ):
        if value not in values:
            raise Refused(_("This is not one of the list."), _("Choose one."), name)
    held.name, held.credit_code = needed(facts.name, "name"), code
    held.township = unit_open(facts.township, "township")
    held.industry, held.size = facts.industry, facts.size
    held.products, held.contact_name = facts.products.strip(), facts.contact_name.strip()
    held.contact_phone = _phone(facts.contact_phone.strip())
    held.leader = None if facts.leader is None else person_open(facts.leader, "leader")
    others = Firm.objects.exclude(pk=held.pk)
    if others.filter(credit_code=code).exists():
        raise Refused(_("Another firm has this credit code."), _("Look it up."), "credit_code")
    if others.filter(name=held.name).exists():
        raise Refused(_("Another firm has this name."), _("Look it up."), "name")


def _phone(text: str) -> str:
    if text and not _PHONE.fullmatch(text):
        raise Refused(
            _("This is no telephone number."), _("Digits, with blanks or -."), "contact_phone"
        )
    return text


# -- the plan of a firm ----------------------------------------------------------------------------
@service("firm_measure.add")
def firm_measure_add(
    *, actor: Actor, now: datetime, firm: int, need: str, measure: str, unit: int, due_on: date
) -> FirmMeasure:
    """Add a line to a firm's plan: what it needs, what is done about it, by whom, until when."""
    held = firm_locked(actor, firm)
    require(can_keep_firm(actor, held.township_id), who_keeps_firms())
    made = FirmMeasure.objects.create(
        firm=held,
        need=needed(need, "need"),
        measure=needed(measure, "measure"),
        unit=unit_open(unit, "unit"),
        due_on=day_ahead(due_on, timezone.localdate(now)),
        by=actor.user,
        by_name=actor.name,
    )
    tell(held, need=made.need, measure=made.measure, unit=made.unit.name, due_on=made.due_on)
    return made


@service("firm_measure.finish")
def firm_measure_finish(
    *, actor: Actor, now: datetime, firm: int, line: int, note: str
) -> FirmMeasure:
    """Say that a line of a firm's plan is done, and what came of it."""
    held = firm_locked(actor, firm)
    row = held.measures.select_for_update().filter(pk=line).first()
    if row is None:
        raise Missing
    does = acts_for(actor, row.unit_id)
    require(does or can_keep_firm(actor, held.township_id), who_keeps_firms())
    if row.done_on is not None:
        raise Refused(_("It is done already."), _("Nothing more is needed."))
    row.done_on, row.note = timezone.localdate(now), needed(note, "note")
    row.save()
    tell(held, need=row.need, note=row.note)
    return row


# -- policies --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PolicyFacts:
    """What a policy says, and what it is found by."""

    title: str
    unit: int
    benefit: str
    conditions: str
    valid_from: date
    valid_until: date | None = None
    document: str = ""
    industries: Sequence[str] = ()
    sizes: Sequence[str] = ()
    keywords: Sequence[str] = ()


@service("policy.save")
def policy_save(
    *,
    actor: Actor,
    now: datetime,
    facts: PolicyFacts,
    policy: int | None = None,
    edition: int = 0,
) -> Policy:
    """Add a policy for firms, or write one anew.

    Raises
    ------
    Refused
        without a title, benefit or conditions, where it ends before it begins, for an unknown
        industry or size, and by a title that another has; `Conflict` where it changed meanwhile.
    """
    del now
    require(is_supervisor(actor), who_supervises())
    held = Policy(edition=-1)
    if policy is not None:
        policy_get(policy)
        held = Policy.objects.select_for_update().get(pk=policy)
        if held.edition != edition:
            raise Conflict(
                _("Somebody changed the policy in the meantime."),
                _("Look at the newest state, then change it again."),
            )
    _fill_policy(held, facts)
    held.edition += 1
    held.save()
    tell(held, document=held.document, valid_from=held.valid_from, until=held.valid_until)
    return held


def _fill_policy(held: Policy, facts: PolicyFacts) -> None:
    if facts.valid_until is not None and facts.valid_until < facts.valid_from:
        raise Refused(_("It ends before it begins."), _("Mend one of the days."), "valid_until")
    if not set(facts.industries) <= set(Industry.values):
        raise Refused(_("This is not one of the list."), _("Choose one."), "industries")
    if not set(facts.sizes) <= set(Size.values):
        raise Refused(_("This is not one of the list."), _("Choose one."), "sizes")
    held.title, held.benefit = needed(facts.title, "title"), needed(facts.benefit, "benefit")
    held.conditions, held.document = needed(facts.conditions, "conditions"), facts.document.strip()
    held.unit = unit_open(facts.unit, "unit")
    held.industries, held.sizes = list(facts.industries), list(facts.sizes)
    held.keywords = list(dict.fromkeys(word.strip() for word in facts.keywords if word.strip()))
    held.valid_from, held.valid_until = facts.valid_from, facts.valid_until
    if Policy.objects.filter(title=held.title).exclude(pk=held.pk).exists():
        raise Refused(_("Another policy has this title."), _("Add the year or number."), "title")
