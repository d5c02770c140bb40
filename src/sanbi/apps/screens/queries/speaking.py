"""The speaking clock on the wall: who speaks, and how much time is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.queries.clock import MINUTE, ClockState, Speaking, clocks_of

UNDER_WAY = (ClockState.RUNNING, ClockState.PAUSED)


@dataclass(frozen=True)
class Turn:
    """The item that is spoken on, or comes next; ``after`` is the one that follows it."""

    clock: Speaking
    after: Speaking | None

    @property
    def running(self) -> bool:
        """Whether its clock runs."""
        return self.clock.state == ClockState.RUNNING

    @property
    def planned(self) -> int:
        """Return the seconds that were planned."""
        return self.clock.item.minutes * MINUTE

    @property
    def left(self) -> int:
        """Return the seconds that are left; negative beyond the plan."""
        return -self.clock.over

    @property
    def shown(self) -> str:
        """Return the time left as minutes and seconds; beyond the plan with a plus before it."""
        minutes, seconds = divmod(abs(self.left), MINUTE)
        return f"{'+' if self.left < 0 else ''}{minutes}:{seconds:02d}"


def turn_of(meeting: Meeting, now: datetime) -> Turn | None:
    """Return whose turn it is: the running clock, else a paused one, else the next item."""
    clocks = clocks_of(meeting, now)
    waiting = [clock for clock in clocks if clock.state == ClockState.IDLE]
    under_way = [clock for state in UNDER_WAY for clock in clocks if clock.state == state]
    if not under_way and not waiting:
        return None
    now_on = (under_way or waiting)[0]
    later = [clock for clock in waiting if clock is not now_on]
    return Turn(now_on, later[0] if later else None)
