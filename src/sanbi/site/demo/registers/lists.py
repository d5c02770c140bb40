"""Rectification lists 整改清单: five of them, their problems, and who looks for the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sanbi.apps.actions.models import Action, Problem, ProblemList
from sanbi.apps.actions.services import (
    ListFacts,
    ProblemFacts,
    list_create,
    problem_spread,
    problems_add,
)
from sanbi.apps.audit.actors import Actor, Role
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.registers.lives import OFFICE, Life, Told
from sanbi.site.demo.registers.telling import told

Find = Callable[[], Action]


def rectifying(desk: Desk, working: WorkingCalendar) -> Iterator[Happening]:
    """Yield the lives of the lists."""
    for row in told("lists"):
        yield from _List(desk, working, row).happenings()


@dataclass(frozen=True)
class _List:
    """A list, as it is told."""

    desk: Desk
    working: WorkingCalendar
    row: Mapping[str, Any]

    @property
    def came(self) -> date:
        """The day on which the county took it in: two working days after it was issued."""
        return self.working.add_workdays(self.row["issued"], 2)

    def happenings(self) -> Iterator[Happening]:
        """Yield how it was opened and filled, and what became of its problems."""
        yield Happening(moment(self.came, 10, 10), self._open)
        yield Happening(moment(self.came, 10, 40), self._fill)
        for place, row in enumerate(self.row["problems"], start=1):
            find = partial(self._action, place)
            yield from self._life(row["unit"], self.came, row, find, self._checker)
            if "spread" in row:
                yield from self._spreading(row["spread"], find)

    def _life(
        self, unit: str, since: date, row: Mapping[str, Any], find: Find, closer: Actor | None
    ) -> Iterator[Happening]:
        life = Life(
            self.desk, self.working, unit, since, Told.of(row), find, proof=True, closer=closer
        )
        return life.happenings()

    def _spreading(self, row: Mapping[str, Any], find: Find) -> Iterator[Happening]:
        yield Happening(moment(row["day"], 15, 20), partial(self._spread, row, find))
        for unit, course in row["units"].items():
            told_of = {**row, "course": course}
            found = partial(self._follower, unit, find)
            yield from self._life(unit, row["day"], told_of, found, None)

    # -- deeds -----------------------------------------------------------------------------------
    def _open(self, now: datetime) -> None:
        row = self.row
        facts = ListFacts(
            kind=row["kind"],
            title=row["title"],
            issued_by=row["by"],
            issued_on=row["issued"],
            due_on=row["due"],
            document=row["document"],
            owner=self.desk.units[row["owner"]] if "owner" in row else None,
            heads=tuple(row.get("heads", {}).items()),
        )
        list_create(actor=self.desk.named(OFFICE), now=now, facts=facts)

    def _fill(self, now: datetime) -> None:
        held = ProblemList.objects.get(title=self.row["title"])
        rows = [self._problem(row) for row in self.row["problems"]]
        problems_add(actor=self.desk.named(OFFICE), now=now, problem_list=held.pk, rows=rows)

    def _problem(self, row: Mapping[str, Any]) -> ProblemFacts:
        desk = self.desk
        return ProblemFacts(
            finding=row["finding"],
            lead_unit=desk.units[row["unit"]],
            due_on=row.get("due", self.row["due"]),
            wanted=row["wanted"],
            measure=row["measure"],
            term=row.get("term", Problem.Term.BY_A_DAY),
            supporting=[desk.units[code] for code in row.get("with", ())],
            leader=desk.named(row["leader"]).user if "leader" in row else None,
        )

    def _spread(self, row: Mapping[str, Any], find: Find, now: datetime) -> None:
        problem_spread(
            actor=self.desk.named(OFFICE),
            now=now,
            action=find().pk,
            units=[self.desk.units[code] for code in row["units"]],
            due_on=row["due"],
            text=row["text"],
        )

    # -- rows ------------------------------------------------------------------------------------
    @property
    def _checker(self) -> Actor | None:
        owner = self.row.get("owner")
        return None if owner is None else self.desk.acting(Role.BUREAU, owner)

    def _action(self, place: int) -> Action:
        return Action.objects.get(problem__list__title=self.row["title"], problem__place=place)

    def _follower(self, unit: str, find: Find) -> Action:
        return Action.objects.get(follows=find(), lead_unit__code=unit)
