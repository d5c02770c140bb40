"""Risks 风险隐患: dangers along the bottom lines, and what happened all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sanbi.apps.actions.models import Action, Danger, Incident
from sanbi.apps.actions.services import (
    DangerFacts,
    IncidentFacts,
    danger_grade,
    danger_report,
    incident_confirm,
    incident_record,
    incident_withdraw,
)
from sanbi.apps.audit.actors import Role
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.registers.lives import OFFICE, Life, Told
from sanbi.site.demo.registers.telling import told

ASSESSOR = "office"


def guarding(desk: Desk, working: WorkingCalendar) -> Iterator[Happening]:
    """Yield the dangers with their lives, and the incidents with what was decided of them."""
    book = told("risks")
    for row in book["dangers"]:
        yield from _Danger(desk, working, row).happenings()
    for row in book["incidents"]:
        yield Happening(moment(row["recorded"], 9, 40), partial(_record, desk, row))
        yield Happening(moment(row["decided"], 15, 10), partial(_decide, desk, row))


@dataclass(frozen=True)
class _Danger:
    """A danger, as it is told; with ``own`` its unit reported it about itself."""

    desk: Desk
    working: WorkingCalendar
    row: Mapping[str, Any]

    def happenings(self) -> Iterator[Happening]:
        """Yield how it was reported and graded, and what became of it."""
        row = self.row
        yield Happening(moment(row["day"], 11, 10), self._report)
        if "grade" in row:
            yield Happening(moment(row["day"], 15, 50), self._grade)
        major, own = row.get("grade") == Danger.Grade.MAJOR, "own" in row
        life = Life(
            self.desk,
            self.working,
            row["unit"],
            row["day"],
            Told.of(row),
            self._action,
            proof=major,
            waits=own,
        )
        yield from life.happenings()

    def _action(self) -> Action:
        return Action.objects.get(danger__isnull=False, title=self.row["title"])

    def _report(self, now: datetime) -> None:
        row, desk = self.row, self.desk
        facts = DangerFacts(
            line=row["line"],
            title=row["title"],
            place=row["place"],
            found_on=row["found"],
            found_by=row["by"],
            lead_unit=desk.units[row["unit"]],
            wanted=row["wanted"],
            content=row["content"],
            limit=row["limit"],
        )
        own = desk.acting(Role.CLERK, row["unit"])
        danger_report(actor=own if "own" in row else desk.named(OFFICE), now=now, facts=facts)

    def _grade(self, now: datetime) -> None:
        danger_grade(
            actor=self.desk.named(OFFICE),
            now=now,
            action=self._action().pk,
            grade=self.row["grade"],
            why=self.row["why"],
        )


def _record(desk: Desk, row: Mapping[str, Any], now: datetime) -> None:
    facts = IncidentFacts(
        unit=desk.units[row["unit"]],
        line=row["line"],
        grade=row["grade"],
        title=row["title"],
        happened_on=row["happened"],
        document=row["document"],
        place=row["place"],
        injured=row.get("injured", 0),
        loss_wan=Decimal(row.get("loss_wan", 0)),
    )
    incident_record(actor=desk.acting(Role.BUREAU, row["by"]), now=now, facts=facts)


def _decide(desk: Desk, row: Mapping[str, Any], now: datetime) -> None:
    key, office = Incident.objects.get(title=row["title"]).pk, desk.named(ASSESSOR)
    if "withdrawn_because" in row:
        incident_withdraw(actor=office, now=now, incident=key, why=row["withdrawn_because"])
    else:
        incident_confirm(actor=office, now=now, incident=key)
