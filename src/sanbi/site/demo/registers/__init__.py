"""Registers of supervision in the invented county: problem lists, firms, risks, field visits."""

from __future__ import annotations

from collections.abc import Iterator

from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.site.demo.desk import Desk, Happening
from sanbi.site.demo.registers.firms import serving
from sanbi.site.demo.registers.lists import rectifying
from sanbi.site.demo.registers.risks import guarding
from sanbi.site.demo.registers.visits import visiting

__all__ = ["keeping"]


def keeping(desk: Desk) -> Iterator[Happening]:
    """Yield what was put on the registers since August 2026, and what became of it.

    Actions are filed after nine: `sanbi.site.demo.supervision` finds its own again as the first
    of a day.
    """
    working = calendar()
    for course in (rectifying, serving, guarding, visiting):
        yield from course(desk, working)
