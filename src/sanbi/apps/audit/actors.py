"""Who acts: plain values, so that what was recorded stays true when accounts change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 80


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
    def reading(self) -> Actor:
        """The actor as somebody who only looks: nothing that is asked of it counts as acting."""
        return self

    @property
    def roles(self) -> frozenset[Role]:
        """All roles held."""
        return frozenset(grant.role for grant in self.grants)


class Acting(Actor):
    """An actor within one service, who notes on whose behalf it acts: 张三（代李四）.

    A question that only a lent role answers with yes makes the deed one of a deputy; what the own
    roles allow stays the person's own. The name is read when something is written, after the
    rules were asked.
    """

    def __init__(self, actor: Actor) -> None:
        for field in ("user", "unit", "unit_name", "grants"):
            object.__setattr__(self, field, getattr(actor, field))
        object.__setattr__(self, "_own_name", actor.name)
        object.__setattr__(self, "_lenders", {})

    @property
    def name(self) -> str:
        """The own name, and for whom: cut to the 80 characters that records keep."""
        whole: str = self._own_name  # type: ignore[attr-defined]
        lenders = "、".join(self._lenders)  # type: ignore[attr-defined]
        return f"{whole}（代{lenders}）"[:LONGEST_NAME] if lenders else whole

    @property
    def reading(self) -> Actor:
        """The plain actor."""
        return Actor(self.user, self.name, self.unit, self.unit_name, self.grants)

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held; notes whose it is."""
        return self._noted(grant for grant in self.grants if grant.role in roles)

    def has_for(self, unit: int | None, *roles: Role) -> bool:
        """Whether any of the roles is held for this very unit; notes whose it is."""
        return self._noted(
            grant for grant in self.grants if grant.role in roles and grant.unit == unit
        )

    def _noted(self, fitting: Iterable[Grant]) -> bool:
        held = list(fitting)
        if held and all(grant.lent_by for grant in held):
            self._lenders.setdefault(held[0].lent_by)  # type: ignore[attr-defined]
        return bool(held)


def acting(actor: Actor) -> Actor:
    """Return who acts in a service: one who notes lent roles, where any are held."""
    return Acting(actor) if any(grant.lent_by for grant in actor.grants) else actor


NOBODY = Actor(None, "")
SYSTEM = Actor(None, "Sanbi")
