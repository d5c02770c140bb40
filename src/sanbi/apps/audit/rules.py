"""Who reads the audit, and how much of it."""

from __future__ import annotations

from sanbi.apps.audit.actors import Actor, Role

SECURITY_NOUNS = frozenset(
    {
        "account",
        "appointment",
        "delegation",
        "duty",
        "factor",
        "password",
        "roster",
        "session",
        "token",
    }
)
"""Deeds of these nouns are about signing in and about permissions."""

ADMINISTRATIVE_NOUNS = SECURITY_NOUNS | {"calendar", "county", "unit", "verification"}


def reads_all_entries(actor: Actor) -> bool:
    """Whether the actor reads what everybody did: the auditor, the audit administrator."""
    return actor.has(Role.AUDITOR, Role.AUDITADMIN)


def reads_entries(actor: Actor) -> bool:
    """Whether the actor reads any of it; the security administrator reads SECURITY_NOUNS only."""
    return reads_all_entries(actor) or actor.has(Role.SECADMIN)


def reads_contents(actor: Actor, action: str) -> bool:
    """Whether the actor reads the name of the thing and the details, which may hold figures.

    The auditor does. Administrators do for deeds of administration alone: figures are not theirs.
    """
    return actor.has(Role.AUDITOR) or action.partition(".")[0] in ADMINISTRATIVE_NOUNS


def can_check(actor: Actor) -> bool:
    """Whether the actor may have the whole audit checked, and take its anchors along."""
    return reads_all_entries(actor)
