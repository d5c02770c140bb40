"""Firms 一企一策: the register, policies, plans, and what the firms asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from sanbi.apps.actions.credit_codes import check_sign
from sanbi.apps.actions.models import Action, Firm, Policy
from sanbi.apps.actions.services import (
    FirmFacts,
    PolicyFacts,
    firm_add,
    firm_measure_add,
    firm_measure_finish,
    policy_save,
    request_answer,
    request_file,
    request_invite,
    request_rate,
    request_rate_for,
)
from sanbi.apps.audit.actors import NOBODY, Actor, Role
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.registers.lives import OFFICE, Life, Told
from sanbi.site.demo.registers.telling import told

BEGUN = date(2026, 8, 5)
DIVISION = "990121"
"""Of the county; no real place has it, so no real firm has the codes."""


def serving(desk: Desk, working: WorkingCalendar) -> Iterator[Happening]:
    """Yield the register, the policies, the firms' plans and their requests."""
    book = told("firms")
    yield Happening(moment(BEGUN, 9, 50), partial(_register, desk, book["firms"]))
    yield Happening(moment(BEGUN, 10, 20), partial(_publish, desk, book["policies"]))
    for row in book["plans"]:
        yield Happening(moment(row["day"], 14, 40), partial(_plan, desk, row))
        if "done" in row:
            yield Happening(moment(row["done"], 16, 50), partial(_carried_out, desk, row))
    for row in book["requests"]:
        yield from _Request(desk, working, row).happenings()


def credit_code(number: int) -> str:
    """Return a code that fits its check sign and belongs to nobody."""
    first = f"91{DIVISION}MA0YC{number:04d}"
    return first + check_sign(first)


def _register(desk: Desk, rows: list[Mapping[str, Any]], now: datetime) -> None:
    for number, row in enumerate(rows, start=1):
        facts = FirmFacts(
            name=row["name"],
            credit_code=credit_code(number),
            township=desk.units[row["town"]],
            industry=row["industry"],
            size=row["size"],
            products=row["products"],
            contact_name=row["contact"],
            contact_phone=f"0990-{number:07d}",
            leader=desk.named(row["leader"]).user if "leader" in row else None,
        )
        firm_add(actor=desk.named(OFFICE), now=now, facts=facts)


def _publish(desk: Desk, rows: list[Mapping[str, Any]], now: datetime) -> None:
    for row in rows:
        facts = PolicyFacts(**{**row, "unit": desk.units[row["unit"]]})
        policy_save(actor=desk.named(OFFICE), now=now, facts=facts)


def _plan(desk: Desk, row: Mapping[str, Any], now: datetime) -> None:
    firm_measure_add(
        actor=desk.named(OFFICE),
        now=now,
        firm=Firm.objects.get(name=row["firm"]).pk,
        need=row["need"],
        measure=row["measure"],
        unit=desk.units[row["unit"]],
        due_on=row["due"],
    )


def _carried_out(desk: Desk, row: Mapping[str, Any], now: datetime) -> None:
    firm = Firm.objects.get(name=row["firm"])
    firm_measure_finish(
        actor=desk.acting(Role.CLERK, row["unit"]),
        now=now,
        firm=firm.pk,
        line=firm.measures.get(need=row["need"]).pk,
        note=row["note"],
    )


@dataclass(frozen=True)
class _Request:
    """What a firm asked for, as it is told; ``by`` is the township where its people filed it."""

    desk: Desk
    working: WorkingCalendar
    row: Mapping[str, Any]

    def happenings(self) -> Iterator[Happening]:
        """Yield how it was filed, answered and rated."""
        row = self.row
        yield Happening(moment(row["day"], 10, 50), self._file)
        life = Life(
            self.desk,
            self.working,
            row["unit"],
            row["day"],
            Told.of(row),
            self._action,
            answer=self._answer,
            waits="by" in row,
        )
        yield from life.happenings()
        if "invited" in row:
            yield Happening(moment(row["invited"], 16, 10), self._invite)
        if "rated" in row:
            yield Happening(moment(row["rated"], 16, 30), self._rate)

    def _action(self) -> Action:
        firm, title = self.row["firm"], self.row["title"]
        return Action.objects.get(firm_request__firm__name=firm, title=title)

    def _file(self, now: datetime) -> None:
        row = self.row
        filing = self._clerk(row["by"]) if "by" in row else self.desk.named(OFFICE)
        request_file(
            actor=filing,
            now=now,
            firm=Firm.objects.get(name=row["firm"]).pk,
            title=row["title"],
            content=row["content"],
            category=row["category"],
            lead_unit=self.desk.units[row["unit"]],
            limit=row["limit"],
            said_by=row["said_by"],
        )

    def _answer(self, actor: Actor, held: Action, now: datetime) -> None:
        title = self.row.get("policy")
        request_answer(
            actor=actor,
            now=now,
            action=held.pk,
            edition=held.edition,
            text=self.row["done"],
            policy=None if title is None else Policy.objects.get(title=title).pk,
        )

    def _invite(self, now: datetime) -> str:
        """Make a code for the firm; it is told here and nowhere else."""
        key = self._action().pk
        _request, code = request_invite(actor=self.desk.named(OFFICE), now=now, action=key)
        return code

    def _rate(self, now: datetime) -> None:
        """Let the firm rate by a code, or its township type what it said."""
        row = self.row
        if "rated_for" not in row:
            given = {"rating": row["rating"], "text": row["rating_text"]}
            request_rate(actor=NOBODY, now=now, code=self._invite(now), **given)
            return
        request_rate_for(
            actor=self._clerk(row["rated_for"]),
            now=now,
            action=self._action().pk,
            rating=row["rating"],
            said_by=row["rated_by"],
            text=row["rating_text"],
        )

    def _clerk(self, unit: str) -> Actor:
        return self.desk.acting(Role.CLERK, unit)
