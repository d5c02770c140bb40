"""How long was spoken on each item, by the presses of its clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanbi.apps.meetings.models import AgendaItem, ClockMark, Meeting, Press
from sanbi.apps.meetings.queries.meetings import agenda_of

MINUTE = 60


class ClockState(StrEnum):
    """How the clock of an item stands."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


MAY_PRESS = {
    ClockState.IDLE: (Press.START,),
    ClockState.RUNNING: (Press.PAUSE, Press.END),
    ClockState.PAUSED: (Press.START, Press.END),
    ClockState.ENDED: (),
}
AFTER = {
    Press.START: ClockState.RUNNING,
    Press.PAUSE: ClockState.PAUSED,
    Press.END: ClockState.ENDED,
}


@dataclass(frozen=True)
class Speaking:
    """The clock of an item at a moment: its state and the whole seconds that were spoken."""

    item: AgendaItem
    state: ClockState
    seconds: int

    @property
    def minutes(self) -> int:
        """Minutes spoken, begun ones counted whole."""
        return -(-self.seconds // MINUTE)

    @property
    def over(self) -> int:
        """Seconds spoken beyond what was planned; negative while some are left."""
        return self.seconds - self.item.minutes * MINUTE

    @property
    def presses(self) -> tuple[Press, ...]:
        """What may be pressed now."""
        return MAY_PRESS[self.state]


def speaking(item: AgendaItem, marks: Iterable[ClockMark], now: datetime) -> Speaking:
    """Return the clock of an item from its presses, oldest first."""
    state, seconds, since = ClockState.IDLE, 0.0, None
    for mark in marks:
        if since is not None:
            seconds += (mark.at - since).total_seconds()
        state = AFTER[Press(mark.press)]
        since = mark.at if state == ClockState.RUNNING else None
    if since is not None:
        seconds += max((now - since).total_seconds(), 0)
    return Speaking(item, state, int(seconds))


def clocks_of(
    meeting: Meeting, now: datetime, items: Sequence[AgendaItem] | None = None
) -> list[Speaking]:
    """Return the clocks of a meeting that was asked for, in order of its agenda."""
    rows = agenda_of(meeting) if items is None else items
    pressed: dict[int, list[ClockMark]] = {}
    for mark in ClockMark.objects.filter(item__meeting=meeting).order_by("pk"):
        pressed.setdefault(mark.item_id, []).append(mark)
    return [speaking(item, pressed.get(item.pk, []), now) for item in rows]
