"""The cards on the first page of administration; apps above add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.rules import (
    can_appoint,
    can_group,
    can_lend,
    can_make_accounts,
    can_read_accounts,
    does_business,
)

Rule = Callable[[Actor], bool]


@dataclass(frozen=True)
class Card:
    """A duty: where it is done, its words, what it is for, and who has it."""

    route: str
    title: str | Promise
    text: str | Promise
    may: Rule
    family: str = "own"


@dataclass(frozen=True)
class Shown:
    """A card as the page shows it."""

    url: str
    title: str
    text: str


FAMILIES = {
    "own": _("My account"),
    "county": _("The county"),
    "people": _("Accounts and roles"),
    "watch": _("Records"),
}


def everybody(actor: Actor) -> bool:
    """Everybody who is signed in."""
    return actor.user is not None


def _reads_audit(actor: Actor) -> bool:
    return actor.has(Role.AUDITOR, Role.AUDITADMIN, Role.SECADMIN)


CARDS = [
    Card("inbox", _("Messages"), _("Reminders, returns and decisions."), everybody),
    Card("deputy", _("Deputy"), _("Lend your roles while you are away."), can_lend),
    Card("mfa_index", _("My sign-in"), _("Password, second factor, other sessions."), everybody),
    Card("keys", _("Keys for programs"), _("For programs that use the API."), does_business),
    Card("api-guide", _("Description of the API"), _("What programs can ask and send."), everybody),
    Card("units", _("Units"), _("The tree, codes, moves and names."), everybody, "county"),
    Card("groupings", _("Groups"), _("Units that are ranked together."), everybody, "county"),
    Card("calendar", _("Working calendar"), _("Holidays and make-up days."), everybody, "county"),
    Card("calendar-seed", _("Fill a year"), _("Once it is announced."), can_group, "county"),
    Card(
        "people",
        _("User accounts"),
        _("Who has one, and which roles."),
        can_read_accounts,
        "people",
    ),
    Card("roster", _("Roster"), _("Make many accounts from a table."), can_make_accounts, "people"),
    Card(
        "reviews",
        _("Review of accounts"),
        _("Stale, over-powered, left behind."),
        can_read_accounts,
        "people",
    ),
    Card("keys", _("All keys"), _("Which programs may do what."), can_appoint, "people"),
    Card("audit", _("Audit"), _("Who did what, when, to what."), _reads_audit, "watch"),
    Card("burden", _("Burden"), _("What is asked of whom, and how often."), can_group, "watch"),
]


def cards_for(actor: Actor) -> list[tuple[str, list[Shown]]]:
    """Families of cards that the actor has and whose page exists."""
    shown = {
        str(words): [
            found
            for card in CARDS
            if card.family == family and card.may(actor) and (found := _shown(card))
        ]
        for family, words in FAMILIES.items()
    }
    return [(words, cards) for words, cards in shown.items() if cards]


def _shown(card: Card) -> Shown | None:
    try:
        return Shown(reverse(card.route), str(card.title), str(card.text))
    except NoReverseMatch:
        return None  # its app is not there
