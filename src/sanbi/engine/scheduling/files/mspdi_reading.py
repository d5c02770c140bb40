"""Plans from Microsoft Project's XML (MSPDI), with a note on everything that is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.days import DayCount, WorkCalendar, day_of, offset_of
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.calendars import usual_calendars
from sanbi.engine.scheduling.files.mspdi_calendars import read_calendars
from sanbi.engine.scheduling.files.mspdi_fields import aliases_of, held_text
from sanbi.engine.scheduling.files.mspdi_values import (
    ELAPSED,
    MINUTES_OF_DAY,
    PERCENT,
    Notes,
    day_of_text,
    minutes_of,
    whole_days,
    whole_of,
)
from sanbi.engine.scheduling.files.mspdi_xml import Element, tree_of
from sanbi.engine.scheduling.files.plan import MOST_TASKS, STAGES, About, Plan
from sanbi.engine.scheduling.files.texts import refusal
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task

KINDS = {0: LinkKind.FF, 1: LinkKind.FS, 2: LinkKind.SF, 3: LinkKind.SS}
ALAP, MUST_START, MUST_FINISH, START_FROM, START_BY, FINISH_FROM, FINISH_BY = range(1, 8)
NATURAL = "natural"
LONGEST_NAME = 200
MOST_LINKS = 200_000


def read_mspdi(content: bytes, name: str) -> Plan:
    """Return the plan of an XML file of Microsoft Project.

    Summary tasks become their parts; constraints become first days and due dates; what has no
    counterpart is left out with a note.

    Raises
    ------
    SchedulingFaults
        when it is no such file, or its plan is unsound.
    """
    project = tree_of(content, name)
    if project.name != "Project" or project.first("Tasks") is None:
        raise refusal(
            name,
            Phrase("is no project of Microsoft Project"),
            Phrase("save it from Microsoft Project as XML again"),
        )
    return _Reader(project, name).plan()


@dataclass
class _Leaf:
    """A task that is no summary, before its constraint is read."""

    element: Element
    key: str
    calendar: str
    duration: int
    above: list[Element] = field(default_factory=list)  # its summaries, the widest first


class _Reader:
    def __init__(self, project: Element, name: str) -> None:
        self.project, self.name = project, name
        self.notes = Notes(name)
        self.aliases = aliases_of(project)
        self.by_uid = read_calendars(project, name, self.notes)
        usual = usual_calendars()
        found = self.by_uid.get(project.told("CalendarUID"))
        self.standard = found or next(iter(self.by_uid.values()), usual["approval"])
        self.calendars = {each.code: each for each in self.by_uid.values()}
        self.calendars.setdefault(self.standard.code, self.standard)
        self.calendars.setdefault(NATURAL, usual[NATURAL])
        self.minutes = max(whole_of(project.told("MinutesPerDay"), 480), 1)
        self.leaves: dict[str, list[_Leaf]] = {}  # by UID: a task itself, or the parts of a summary
        self.due: date | None = None

    def plan(self) -> Plan:
        leaves = self._leaves()
        if not leaves:
            raise refusal(self.name, Phrase("there is no task"), Phrase("write at least one"))
        tasks = [self._task(leaf) for leaf in leaves]
        links = list(self._links(leaves))
        self._tell_unread()
        try:
            used = self._used(tasks, links)
            network = Network(tasks, links, used)
        except SchedulingFaults as refused:
            raise SchedulingFaults(
                replace(fault, where=Phrase("{place} ({what})", place=self.name, what=fault.where))
                for fault in refused.faults
            ) from None
        title = self.project.told("Title") or self.project.told("Name") or self.name
        start, due = day_of_text(self.project.told("StartDate")), self.due
        if self.project.told("ScheduleFromStart") == "0":
            due = due or day_of_text(self.project.told("FinishDate"))
        about = {leaf.key: self._about(leaf.element) for leaf in leaves}
        return Plan(
            title[:LONGEST_NAME],
            network,
            start,
            due,
            self._known(tasks),
            about={key: each for key, each in about.items() if each != About()},
            notes=tuple(self.notes.found),
        )

    def _used(self, tasks: list[Task], links: list[Link]) -> dict[str, WorkCalendar]:
        codes = {task.calendar for task in tasks} | {link.calendar for link in links}
        return {code: each for code, each in self.calendars.items() if code in codes}

    # -- tasks -------------------------------------------------------------------------------------
    def _leaves(self) -> list[_Leaf]:
        """The tasks that are no summaries, in the order of the file."""
        part = self.project.first("Tasks")
        elements = [each for each in part.all("Task") if each.told("IsNull") != "1"] if part else []
        if len(elements) > MOST_TASKS:
            raise refusal(self.name, Phrase("there are more than {most} tasks", most=MOST_TASKS))
        ids = [each.told("ID") for each in elements]
        shown = "ID" if all(ids) and len(set(ids)) == len(ids) else "UID"
        found: list[_Leaf] = []
        above: list[tuple[int, Element]] = []
        levels = [whole_of(each.told("OutlineLevel"), 1) for each in elements]
        below = [*levels[1:], 0][
            : len(levels)
        ]  # a task is a summary where the next one stands deeper
        for element, level, next_level in zip(elements, levels, below, strict=True):
            while above and above[-1][0] >= level:
                above.pop()
            if element.told("Summary") == "1" or element.told("UID") == "0" or next_level > level:
                above.append((level, element))
                if element.told("UID") == "0":
                    self.due = day_of_text(element.told("Deadline"))
                    above.pop()
                continue
            if element.told("Active") == "0":
                self.notes.add(
                    element,
                    Phrase("the inactive task '{name}' is left out", name=element.told("Name")),
                )
                continue
            leaf = self._leaf(element, shown, [each for _, each in above])
            found.append(leaf)
            for each in (element, *leaf.above):
                self.leaves.setdefault(each.told("UID"), []).append(leaf)
        return found

    def _leaf(self, element: Element, shown: str, above: list[Element]) -> _Leaf:
        key = held_text(element, self.aliases, "key") or element.told(shown)
        uid = element.told("CalendarUID")
        calendar = self.by_uid.get(uid, self.standard).code
        if uid not in ("", "-1") and uid not in self.by_uid:
            self.notes.add(
                element,
                Phrase("there is no calendar '{code}'; the project's is used", code=uid),
            )
        written = element.told("Duration")
        if not written:
            return _Leaf(element, key, calendar, self._from_dates(element, calendar), above)
        minutes = minutes_of(written)
        if minutes is None:
            raise refusal(
                f"{self.name}:{element.line}",
                Phrase("'{text}' is no duration", text=written[:40]),
                Phrase("write one such as PT80H0M0S"),
            )
        per_day = self.minutes
        if whole_of(element.told("DurationFormat"), 7) in ELAPSED:
            calendar, per_day = NATURAL, MINUTES_OF_DAY
        return _Leaf(element, key, calendar, self._days(element, minutes / per_day), above)

    def _from_dates(self, element: Element, calendar: str) -> int:
        """The duration of a task that has only dates."""
        start, finish = (day_of_text(element.told(name)) for name in ("Start", "Finish"))
        if start is None or finish is None or element.told("Milestone") == "1":
            return 0
        self.notes.add(
            element,
            Phrase("'{name}' has no duration: it is counted from its dates",
                   name=element.told("Name")),
        )  # fmt: skip
        count = DayCount(self.calendars[calendar])
        return max(count.between(offset_of(start), offset_of(finish) + 1), 0)

    def _days(self, element: Element, days: Fraction) -> int:
        if days.denominator != 1:
            self.notes.add(
                element,
                Phrase("'{name}' takes part of a day, counted as a whole one",
                       name=element.told("Name")),
            )  # fmt: skip
        return whole_days(days)

    def _task(self, leaf: _Leaf) -> Task:
        element = leaf.element
        started = day_of_text(element.told("ActualStart"))
        finished = day_of_text(element.told("ActualFinish"))
        if finished and leaf.duration:
            started = started or finished
        remaining = None
        if started and not finished and element.first("RemainingDuration") is not None:
            minutes = minutes_of(element.told("RemainingDuration")) or Fraction(0)
            elapsed = whole_of(element.told("DurationFormat"), 7) in ELAPSED
            per_day = MINUTES_OF_DAY if elapsed else self.minutes
            remaining = whole_days(minutes / per_day)
        not_before, due = self._bounds(leaf)
        return Task(
            leaf.key,
            leaf.duration,
            leaf.calendar,
            " ".join(element.told("Name").split())[:LONGEST_NAME],
            not_before,
            due,
            started if leaf.duration else None,
            finished,
            remaining,
        )

    def _about(self, element: Element) -> About:
        stage = held_text(element, self.aliases, "stage")
        unit = held_text(element, self.aliases, "unit")
        return About(unit, stage if stage in STAGES else "")

    def _known(self, tasks: list[Task]) -> date | None:
        """The last day whose progress is known, unless something happened after it."""
        known = day_of_text(self.project.told("StatusDate"))
        happened = [day for task in tasks for day in (task.started, task.finished) if day]
        if known is not None and happened and max(happened) > known:
            self.notes.add(
                self.project,
                Phrase("the status date {day} is left out: something happened after it", day=known),
            )
            return None
        return known

    # -- constraints -------------------------------------------------------------------------------
    def _bounds(self, leaf: _Leaf) -> tuple[date | None, date | None]:
        """First day and due date that the constraints of a task and its summaries come to."""
        firsts: list[date] = []
        dues: list[date] = []
        for element in (leaf.element, *leaf.above):
            deadline = day_of_text(element.told("Deadline"))
            if deadline is not None:
                dues.append(deadline)
            first, due = self._constraint(element, leaf)
            firsts += [first] if first else []
            dues += [due] if due else []
        if leaf.element.told("Manual") == "1" and not leaf.element.told("ActualStart"):
            start = day_of_text(leaf.element.told("Start"))
            firsts += [start] if start else []
            self.notes.add(
                leaf.element,
                Phrase("'{name}' is scheduled by hand: its start is read as a first day",
                       name=leaf.element.told("Name")),
            )  # fmt: skip
        return max(firsts, default=None), min(dues, default=None)

    def _constraint(self, element: Element, leaf: _Leaf) -> tuple[date | None, date | None]:
        kind = whole_of(element.told("ConstraintType"), 0)
        day = day_of_text(element.told("ConstraintDate"))
        if kind == ALAP:
            self.notes.add(
                element,
                Phrase("'{name}' is to be as late as possible: its late dates say so",
                       name=element.told("Name")),
            )  # fmt: skip
        if kind <= ALAP or day is None:
            return None, None
        if kind in (MUST_START, MUST_FINISH):
            self.notes.add(
                element,
                Phrase("the fixed date of '{name}' is read as a first day and a due date",
                       name=element.told("Name")),
            )  # fmt: skip
        own = element is leaf.element
        count = DayCount(self.calendars[leaf.calendar]) if leaf.duration and own else None
        first = due = None
        if kind in (MUST_START, START_FROM):
            first = day
        if kind in (MUST_FINISH, FINISH_FROM) and own:
            first = day if count is None else _start_for(count, day, leaf.duration)
        if kind in (MUST_FINISH, FINISH_BY):
            due = day
        if kind in (MUST_START, START_BY) and own:
            due = day if count is None else _finish_for(count, day, leaf.duration)
        return first, due

    # -- links -------------------------------------------------------------------------------------
    def _links(self, leaves: list[_Leaf]) -> Iterator[Link]:
        """The links of all tasks; those of summaries from and to all their parts."""
        count = 0
        owners = {id(leaf.element): leaf for leaf in leaves}
        summaries = {id(each): each for leaf in leaves for each in leaf.above}
        for element in (*[leaf.element for leaf in leaves], *summaries.values()):
            own = owners.get(id(element))
            laters = [own] if own else self.leaves.get(element.told("UID"), [])
            for told in element.all("PredecessorLink"):
                for link in self._read_link(element, told, laters):
                    count += 1
                    if count > MOST_LINKS:
                        raise refusal(
                            f"{self.name}:{told.line}",
                            Phrase("there are more than {most} links", most=MOST_LINKS),
                        )
                    yield link

    def _read_link(self, element: Element, told: Element, laters: list[_Leaf]) -> Iterator[Link]:
        earlier = self.leaves.get(told.told("PredecessorUID"), [])
        if told.told("CrossProject") == "1" or not earlier:
            self.notes.add(
                told,
                Phrase("'{name}' waits for a task that is not in the file",
                       name=element.told("Name")),
            )  # fmt: skip
            return
        kind = KINDS.get(whole_of(told.told("Type"), 1), LinkKind.FS)
        for before in earlier:
            lag, calendar = self._lag(element, told, before)
            for later in laters:
                if before is not later:
                    yield Link(before.key, later.key, kind, lag, calendar)

    def _lag(self, element: Element, told: Element, before: _Leaf) -> tuple[int, str | None]:
        """Days of a lag, and the calendar that they are counted in."""
        lag, form = whole_of(told.told("LinkLag"), 0), whole_of(told.told("LagFormat"), 7)
        if form in PERCENT:
            self.notes.add(
                told,
                Phrase("the lag of '{name}' in percent is read as days", name=element.told("Name")),
            )
            return whole_days(Fraction(lag * before.duration, 100)), None
        tenths = 10 * (MINUTES_OF_DAY if form in ELAPSED else self.minutes)
        days = self._days(element, Fraction(lag, tenths))
        return days, NATURAL if form in ELAPSED and days else None

    def _tell_unread(self) -> None:
        """Note what of a file has no place in a plan."""
        for part, message in (
            ("Resources", Phrase("resources and their assignments are left out")),
            ("Assignments", Phrase("resources and their assignments are left out")),
        ):
            element = self.project.first(part)
            if element is not None and element.children:
                self.notes.add(element, message)
                return


def _start_for(count: DayCount, finish: date, days: int) -> date:
    """The first start of so many days that do not end before a day."""
    index = count.before[offset_of(finish)] - days + 1
    return day_of(count.worked[max(index, 0)])


def _finish_for(count: DayCount, start: date, days: int) -> date:
    """The last day of so many days that begin on a day."""
    index = min(count.before[offset_of(start)] + days - 1, len(count.worked) - 1)
    return day_of(count.worked[index])
