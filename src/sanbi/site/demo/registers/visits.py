"""Field visits 调研: where leaders went, what they found, and what was made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sanbi.apps.actions.models import Action, Finding, Firm
from sanbi.apps.actions.services import (
    Facts,
    VisitFacts,
    finding_file,
    finding_leave,
    visit_record,
)
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.registers.lives import OFFICE, Life, Told
from sanbi.site.demo.registers.telling import told


def visiting(desk: Desk, working: WorkingCalendar) -> Iterator[Happening]:
    """Yield the visits, and what became of their findings."""
    for row in told("visits"):
        yield from _Visit(desk, working, row).happenings()


@dataclass(frozen=True)
class _Visit:
    """A visit, as it is told; a finding is filed, left with its reason, or waits."""

    desk: Desk
    working: WorkingCalendar
    row: Mapping[str, Any]

    def happenings(self) -> Iterator[Happening]:
        """Yield how it was recorded on its day, and what was decided on the next working day."""
        row = self.row
        yield Happening(moment(row["day"], 17, 15), self._record)
        decided = self.working.add_workdays(row["day"], 1)
        for place, said in enumerate(row["findings"], start=1):
            if "left" in said:
                deed = partial(self._leave, place, said["left"])
                yield Happening(moment(decided, 10, 25), deed)
            elif "file" in said:
                filed = said["file"]
                yield Happening(moment(decided, 10, 30), partial(self._file, place, filed))
                find = partial(self._action, place)
                life = Life(self.desk, self.working, filed["unit"], decided, Told.of(filed), find)
                yield from life.happenings()

    def _record(self, now: datetime) -> None:
        row = self.row
        firm = Firm.objects.get(name=row["firm"]).pk if "firm" in row else None
        facts = VisitFacts(
            on=row["day"],
            unit=self.desk.units[row["unit"]],
            place=row["place"],
            people=row["people"],
            topic=row["topic"],
            firm=firm,
            findings=[said["text"] for said in row["findings"]],
        )
        visit_record(actor=self.desk.named(OFFICE), now=now, facts=facts)

    def _finding(self, place: int) -> Finding:
        on, topic = self.row["day"], self.row["topic"]
        return Finding.objects.get(visit__on=on, visit__topic=topic, place=place)

    def _action(self, place: int) -> Action:
        return Action.objects.get(finding=self._finding(place))

    def _file(self, place: int, filed: Mapping[str, Any], now: datetime) -> None:
        found = self._finding(place)
        facts = Facts(
            kind=filed["kind"],
            category=filed.get("category", ""),
            title=filed["title"],
            content=found.text,
            wanted=filed["wanted"],
            lead_unit=self.desk.units[filed["unit"]],
            limit=filed["limit"],
            leader=self.desk.named(filed["leader"]).user if "leader" in filed else None,
        )
        finding_file(
            actor=self.desk.named(OFFICE),
            now=now,
            visit=found.visit_id,
            finding=found.pk,
            facts=facts,
            assign=True,
        )

    def _leave(self, place: int, why: str, now: datetime) -> None:
        found = self._finding(place)
        finding_leave(
            actor=self.desk.named(OFFICE), now=now, visit=found.visit_id, finding=found.pk, why=why
        )
