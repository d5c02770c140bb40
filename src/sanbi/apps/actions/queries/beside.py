"""What units were given to do, for pages that show something else of them: one query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanbi.apps.actions.models import State
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.statistics import counts
from sanbi.apps.audit.actors import Actor


@dataclass(frozen=True)
class Tasks:
    """The actions that a unit leads; withdrawn ones and those not assigned yet do not count."""

    given: int
    closed: int
    overdue: int

    @property
    def share(self) -> float:
        """Closed out of those given, 0 to 1."""
        return self.closed / self.given

    @property
    def lamp(self) -> str:
        """Red with something overdue, else green: a clock of its own shows on each action."""
        return "red" if self.overdue else "green"


def tasks_of(actor: Actor, units: Collection[int], today: date) -> dict[int, Tasks]:
    """Return unit → its tasks, of those that the actor sees and that lead any: one query."""
    rows = actions_for(actor).order_by().exclude(state__in=(State.FILED, State.WITHDRAWN))
    wanted = {name: count for name, count in counts(today).items() if name in Tasks.__annotations__}
    found: Any = rows.filter(lead_unit__in=units).values("lead_unit").annotate(**wanted)
    return {row["lead_unit"]: Tasks(row["given"], row["closed"], row["overdue"]) for row in found}
