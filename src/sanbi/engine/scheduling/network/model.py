"""Tasks and links as plain values; a network is checked once, when it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sanbi.engine.scheduling.days import DayCount, WorkCalendar


class LinkKind(StrEnum):
    """What of the later task waits for what of the earlier: finish or start."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work, or a milestone 节点 when its duration is 0.

    Parameters
    ----------
    key : str
        Name within the network, as links use it.
    duration : int
        Worked days of its calendar.
    calendar : str
        Code of one of the network's calendars.
    name : str
        As people read it; the key where empty.
    not_before : date, optional
        Earliest day on which it may start (a milestone: on which it may be reached).
    due : date, optional
        Last day on which it must be finished 期限.
    started, finished : date, optional
        What really happened, and no longer moves: of a started task its start, and its finish
        waits only for links that hold a finish (FF, SF).
    remaining : int, optional
        Worked days still needed by a started task; by default what its duration leaves over,
        and at least one.
    shortest : int, optional
        Duration when pressed 压缩, in proposals at least a day; None means that it cannot be.
    crash_cost : float
        Cost of each day pressed, in the units of the office (万元); only compared.
    through : str, optional
        Code of the calendar that holds if seasons are worked through 冬季施工; only proposed.
    through_cost : float
        Cost of doing so, once.
    """

    key: str
    duration: int = 0
    calendar: str = "approval"
    name: str = ""
    not_before: date | None = None
    due: date | None = None
    started: date | None = None
    finished: date | None = None
    remaining: int | None = None
    shortest: int | None = None
    crash_cost: float = 1.0
    through: str | None = None
    through_cost: float = 1.0

    @property
    def title(self) -> str:
        """Its name, or the key where it has none."""
        return self.name or self.key

    @property
    def begun(self) -> bool:
        """Whether it is under way; a milestone never is: it is reached, or it is not."""
        return self.started is not None and self.duration > 0 and self.finished is None


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` waits for ``before``.

    Parameters
    ----------
    before, after : str
        Keys of the two tasks.
    kind : LinkKind
        FS: start after its finish; SS: start after its start; FF: finish after its finish;
        SF: finish after its start.
    lag : int
        Worked days between them; negative lets the later one begin before.
    calendar : str, optional
        Calendar in which the lag is counted; by default the later task's.
    overlap : int, optional
        Days by which the later task may begin before an FS link allows, if it is agreed to
        (容缺受理, 并联审批); used only for proposals.
    overlap_cost : float
        Cost of each such day; only compared.
    """

    before: str
    after: str
    kind: LinkKind = LinkKind.FS
    lag: int = 0
    calendar: str | None = None
    overlap: int = 0
    overlap_cost: float = 1.0


@dataclass(frozen=True)
class Network:
    """Tasks, links and the calendars in which they are counted; checked when it is made.

    Parameters
    ----------
    tasks : sequence of Task
    links : sequence of Link
    calendars : mapping of str to WorkCalendar
        Of them, those that tasks and links name.

    Raises
    ------
    SchedulingFaults
        naming every unknown or doubled key, impossible number or date, and cycle.

    Attributes
    ----------
    place : mapping of str to int
        Where in ``tasks`` a key stands.
    pairs : sequence of (int, int)
        The links, as places of the earlier and the later task.
    order : sequence of int
        Places of all tasks, each after those that it waits for.
    """

    tasks: Sequence[Task]
    links: Sequence[Link]
    calendars: Mapping[str, WorkCalendar]
    place: Mapping[str, int] = field(init=False, repr=False, compare=False)
    pairs: Sequence[tuple[int, int]] = field(init=False, repr=False, compare=False)
    order: Sequence[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        from sanbi.engine.scheduling.network.checking import checked

        for name, value in zip(("place", "pairs", "order"), checked(self), strict=True):
            object.__setattr__(self, name, value)

    def counts(self) -> dict[str, DayCount]:
        """Counting tables of the calendars in use; made once and shared between networks."""
        used = {task.calendar for task in self.tasks}
        used.update(link.calendar for link in self.links if link.calendar)
        return {code: _count_of(self.calendars[code]) for code in sorted(used)}


_COUNTS: dict[int, tuple[WorkCalendar, DayCount]] = {}  # by the very object: told apart at once
_EQUAL: dict[WorkCalendar, DayCount] = {}  # by what it says: read anew, it is the same calendar
_MOST_KEPT = 32


def _count_of(calendar: WorkCalendar) -> DayCount:
    """The counting table of a calendar; the last few are kept, as one county has few."""
    kept = _COUNTS.get(id(calendar))
    if kept is None or kept[0] is not calendar:
        for tables in (_COUNTS, _EQUAL):
            if len(tables) >= _MOST_KEPT:
                tables.clear()
        count = _EQUAL.get(calendar) or _EQUAL.setdefault(calendar, DayCount(calendar))
        kept = _COUNTS[id(calendar)] = (calendar, count)
    return kept[1]
