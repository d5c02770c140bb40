"""The life of an action that stands on a register, step by step up to where its course ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action
from sanbi.apps.actions.proof import ACTION
from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.services.attachments import attachment_add
from sanbi.engine.calendar import WorkingCalendar
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.projects.papers import paper

OFFICE = "supervisor"
_BEGUN = ("receive", "progress")
_DONE = (*_BEGUN, "report")
COURSES: Mapping[str, tuple[str, ...]] = {
    "filed": (),
    "assigned": (),
    "received": ("receive",),
    "progress": _BEGUN,
    "withdrawn": ("receive", "withdraw"),
    "reported": _DONE,
    "returned": (*_DONE, "return"),
    "verified": (*_DONE, "verify"),
    "closed": (*_DONE, "verify", "close"),
    "again": (*_DONE, "return", "report", "verify", "close"),
}
"""How far an action comes: its steps after it was filed."""
AFTER = {
    "assign": (1, 9), "receive": (1, 10), "progress": (3, 11), "report": (4, 15),
    "return": (2, 10), "verify": (2, 14), "close": (1, 16), "withdraw": (1, 14),
}  # fmt: skip
"""Working days after the step before, and the hour."""
MINUTE = 35


@dataclass(frozen=True)
class Told:
    """What is told of a life: its course, the day of its first report, the words of its steps."""

    course: str = "assigned"
    reported: date | None = None
    said: str = "已明确专人，排出时间表，正按节点推进"
    done: str = ""
    back: str = ""
    quality: str = "good"

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Told:
        """Return it from a row of a file; what belongs to others is passed over."""
        names = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in row.items() if name in names})


@dataclass(frozen=True)
class Life:
    """An action from the day on which it was filed.

    It is looked up anew at each step, since a story that is told in two goes keeps nothing in
    memory. ``answer`` stands in for the report where the register has one of its own; ``waits``
    says that it still has to be assigned; ``closer`` checks it, without one the office does.
    """

    desk: Desk
    working: WorkingCalendar
    unit: str
    since: date
    told: Told
    find: Callable[[], Action]
    answer: Callable[[Actor, Action, datetime], object] | None = None
    proof: bool = False
    waits: bool = False
    closer: Actor | None = None

    def happenings(self) -> Iterator[Happening]:
        """Yield its steps."""
        day, reports = self.since, 0
        for verb in self._steps():
            days, hour = AFTER[verb]
            day = self.working.add_workdays(day, days)
            if verb == "report":
                if not reports and self.told.reported:
                    day = max(day, self.working.workday_on_or_after(self.told.reported))
                reports += 1
            yield Happening(moment(day, hour, MINUTE), partial(self._go, verb))

    def _steps(self) -> tuple[str, ...]:
        steps = COURSES[self.told.course]
        return ("assign", *steps) if self.waits and self.told.course != "filed" else steps

    def _go(self, verb: str, now: datetime) -> None:
        held = self.find()
        if verb == "report" and self.answer is not None:
            self.answer(self._clerk, held, now)
            return
        if verb == "report" and self.proof:
            self._prove(held, now)
        deed = getattr(services, f"action_{verb}")
        given = {"actor": self._who(verb), "now": now, "action": held.pk, "edition": held.edition}
        deed(**given, **self._words(verb))

    def _prove(self, held: Action, now: datetime) -> None:
        sent = paper("整改佐证", "proof of what was put right")
        attachment_add(
            actor=self._clerk,
            now=now,
            name=sent.name,
            content=sent.content,
            kind=ACTION,
            key=str(held.pk),
        )

    def _words(self, verb: str) -> dict[str, str]:
        told = self.told
        given: dict[str, dict[str, str]] = {
            "progress": {"text": told.said},
            "report": {"text": told.done},
            "return": {"text": told.back},
            "withdraw": {"text": told.back},
            "verify": {"quality": told.quality},
        }
        return given.get(verb, {})

    def _who(self, verb: str) -> Actor:
        if verb in {"receive", "progress", "report"}:
            return self._clerk
        office = self.desk.named(OFFICE)
        return self.closer or office if verb == "close" else office

    @property
    def _clerk(self) -> Actor:
        return self.desk.acting(Role.CLERK, self.unit)
