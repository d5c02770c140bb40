"""Who acts: plain values, so that what was recorded stays true when accounts change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The roles of docs/start/roles.md; the last three are the separated administrators 三员."""

    OFFICE = "office"
    BUREAU = "bureau"
    CLERK = "clerk"
    OWNER = "owner"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    SYSADMIN = "sysadmin"
    SECADMIN = "secadmin"
    AUDITADMIN = "auditadmin"


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds for a unit (its primary key); ``lent_by`` names who is away."""

    role: Role
    unit: int
    lent_by: str = ""


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or acts, as of one moment.

    Parameters
    ----------
    user : int or None
        Primary key of the account; None for the system itself and for nobody.
    name, unit_name : str
        As shown at that moment.
    unit : int or None
        Primary key of the home unit.
    grants : tuple of Grant
        Roles held now, lent ones among them.
    """

    user: int | None
    name: str
    unit: int | None = None
    unit_name: str = ""
    grants: tuple[Grant, ...] = ()

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held, for whatever unit."""
        return any(grant.role in roles for grant in self.grants)

    def has_for(self, unit: int | None, *roles: Role) -> bool:
        """Whether any of the roles is held for this very unit."""
        return any(grant.role in roles and grant.unit == unit for grant in self.grants)

    def units_as(self, *roles: Role) -> frozenset[int]:
        """Units for which any of the roles is held; without roles, for which any role is."""
        return frozenset(grant.unit for grant in self.grants if not roles or grant.role in roles)

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held."""
        return frozenset(grant.role for grant in self.grants)


NOBODY = Actor(None, "")
SYSTEM = Actor(None, "Sanbi")
