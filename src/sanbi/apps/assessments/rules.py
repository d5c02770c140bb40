"""Who may do what with schemes, rounds, runs, appeals, the register and measures."""

from __future__ import annotations

from sanbi.apps.assessments.models import Appeal, Item, Measure, Publication, Round, RoundState
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.rules import sees_all_units

ADMINISTRATORS = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITADMIN})
SHOWN = (RoundState.PUBLISHED, RoundState.APPEALS, RoundState.FINAL)
REGISTER_OPEN = (
    RoundState.DRAFT,
    RoundState.COLLECTING,
    RoundState.PUBLISHED,
    RoundState.APPEALS,
)


def reads_assessments(actor: Actor) -> bool:
    """Whether the actor has to do with figures at all; the three administrators 三员 have not."""
    return actor.user is not None and bool(actor.roles - ADMINISTRATORS)


def is_office(actor: Actor) -> bool:
    """Whether the actor works for the assessment office."""
    return actor.has(Role.OFFICE)


def sees_drafts(actor: Actor) -> bool:
    """Whether the actor sees rounds in draft and runs before they are published."""
    return actor.reading.has(Role.OFFICE, Role.AUDITOR)


def is_county_leader(actor: Actor) -> bool:
    """Whether the actor leads the county itself."""
    return actor.has(Role.LEADER) and sees_all_units(actor)


def can_see_round(actor: Actor, held: Round) -> bool:
    """A round is seen by all who read assessments, once it has left the draft."""
    if not reads_assessments(actor):
        return False
    return sees_drafts(actor) or held.state != RoundState.DRAFT


def can_see_results(actor: Actor, held: Round) -> bool:
    """Published results are open to all; before that, to the office and the auditor."""
    if not reads_assessments(actor):
        return False
    return sees_drafts(actor) or held.state in SHOWN


def can_read_schemes(actor: Actor) -> bool:
    """Adopted schemes are open to everybody who is assessed by them."""
    return reads_assessments(actor)


# -- publishing -----------------------------------------------------------------------------------
def can_decide_publication(actor: Actor, held: Publication) -> bool:
    """Another person of the office than the one who proposed it."""
    return is_office(actor) and actor.user is not None and actor.user != held.proposed_by


# -- register -------------------------------------------------------------------------------------
def can_propose_item(actor: Actor) -> bool:
    """Office, bureaus and the supervision office put facts into the register."""
    return actor.has(Role.OFFICE, Role.BUREAU, Role.SUPERVISOR)


def can_check_item(actor: Actor, item: Item) -> bool:
    """Another person than the one who proposed it, and not of the unit concerned."""
    if not can_propose_item(actor) or actor.user is None:
        return False
    return actor.user != item.proposed_by and actor.unit != item.unit_id


def can_withdraw_item(actor: Actor, item: Item) -> bool:
    """Whoever proposed it, while it is unchecked; the office later, with a reason."""
    if item.state == Item.State.PROPOSED and actor.user == item.proposed_by:
        return True
    return is_office(actor)


# -- appeals --------------------------------------------------------------------------------------
def can_appeal(actor: Actor, unit: int) -> bool:
    """Clerk or leader of the very unit."""
    return actor.has_for(unit, Role.CLERK, Role.LEADER)


def can_review(actor: Actor) -> bool:
    """Office and supervision office review appeals; independence is looked at for each."""
    return actor.has(Role.OFFICE, Role.SUPERVISOR)


def can_decide_appeal(actor: Actor, appeal: Appeal) -> bool:
    """Only whoever took it for review."""
    return can_review(actor) and actor.user is not None and actor.user == appeal.reviewer


# -- measures -------------------------------------------------------------------------------------
def sees_all_measures(actor: Actor) -> bool:
    """Office, supervision office, county leaders and auditor."""
    if actor.has(Role.OFFICE, Role.SUPERVISOR, Role.AUDITOR):
        return True
    return is_county_leader(actor)


def can_see_measure(actor: Actor, measure: Measure) -> bool:
    """Restricted ones are seen by those above, and by the leader of the unit concerned."""
    if not reads_assessments(actor):
        return False
    if sees_all_measures(actor) or actor.has_for(measure.unit_id, Role.LEADER):
        return True
    return not measure.restricted


def can_approve_measure(actor: Actor, measure: Measure) -> bool:
    """A leader of the county, or the office; never who proposed it."""
    if actor.user is None or actor.user == measure.proposed_by:
        return False
    return is_office(actor) or is_county_leader(actor)
