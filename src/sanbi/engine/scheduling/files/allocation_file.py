"""Allocations of factors as files: months, factors, projects with their milestones, and rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.allocation import (
    AllocationProblem,
    Candidate,
    Fairness,
    Milestone,
    Quota,
    Staff,
)
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.files.allocation_words import (
    ALLOCATION_KEYS,
    CANDIDATE_KEYS,
    FAIRNESS_KEYS,
    MILESTONE_KEYS,
    MONTHS_KEYS,
    PREREQUISITE_KEYS,
    QUOTA_KEYS,
    STAFF_KEYS,
    WORK_KEYS,
)
from sanbi.engine.scheduling.files.reading import Reading
from sanbi.engine.scheduling.files.spots import Spot, normal, spots_of

MOST_MONTHS = 60
MOST_CANDIDATES = 10_000
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")


@dataclass(frozen=True)
class AllocationFile:
    """A problem with its title."""

    title: str
    problem: AllocationProblem


def read_allocation_yaml(content: bytes, name: str) -> AllocationFile:
    """Return the allocation problem of a YAML file (docs/mechanisms/schedule-files.md).

    Raises
    ------
    SchedulingFaults
        with every fault and its line.
    """
    return allocation_of(spots_of(content, name), name)


def allocation_of(spot: Spot, name: str) -> AllocationFile:
    """Return the allocation problem that spots describe."""
    return _AllocationReader(spot, name).read()


class _AllocationReader:
    def __init__(self, spot: Spot, name: str) -> None:
        self.spot, self.name = spot, name
        self.reading = Reading()
        self.fields = self.reading.fields(spot, ALLOCATION_KEYS)
        self.months: list[str] = []
        self.places: dict[str, str] = {}

    def read(self) -> AllocationFile:
        reading, fields = self.reading, self.fields
        reading.whole(fields.get("allocation"), 1, 1)
        self.months = self._months(fields.get("months"))
        reading.close()  # everything below names months
        quotas = [self._quota(item) for item in reading.items(fields.get("quotas"))]
        staffs = [self._staff(item) for item in reading.items(fields.get("staff"))]
        projects = reading.items(fields.get("projects"))
        if len(projects) > MOST_CANDIDATES:
            reading.add(
                fields["projects"],
                Phrase("there are more than {most} projects", most=MOST_CANDIDATES),
            )
            reading.close()
        candidates = [self._candidate(item) for item in projects]
        fairness = self._fairness(fields.get("fairness"))
        rules = self._rules()
        reading.close()
        try:
            problem = AllocationProblem(self.months, candidates, quotas, staffs, fairness, **rules)
        except SchedulingFaults as refused:
            raise SchedulingFaults(map(self._placed, refused.faults)) from None
        return AllocationFile(reading.text(fields.get("title")) or self.name, problem)

    # -- months ------------------------------------------------------------------------------------
    def _months(self, spot: Spot | None) -> list[str]:
        reading = self.reading
        if spot is None:
            reading.add(
                self.spot, Phrase("there are no months"),
                Phrase("write months: {example}", example="{from: 2027-01, count: 12}"),
            )  # fmt: skip
            return []
        fields = reading.fields(spot, MONTHS_KEYS)
        first = self._numbered(fields.get("from"))
        count = reading.whole(fields.get("count"), 1, MOST_MONTHS)
        if first is None or count is None:
            if not reading.faults:
                reading.add(
                    spot, Phrase("does not say which months"),
                    Phrase("write months: {example}", example="{from: 2027-01, count: 12}"),
                )  # fmt: skip
            return []
        return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, first + count)]

    def _numbered(self, spot: Spot | None) -> int | None:
        """A month as months since the year 0."""
        if spot is None:
            return None
        text = normal(self.reading.text(spot))
        match = _MONTH.fullmatch(text)
        if match and 1 <= int(match[2]) <= 12 and 1990 <= int(match[1]) <= 2100:  # noqa: PLR2004
            return int(match[1]) * 12 + int(match[2]) - 1
        self.reading.add(
            spot, Phrase("'{text}' is no month", text=text), Phrase("write a month such as 2027-01")
        )
        return None

    def _month(self, spot: Spot | None) -> int | None:
        """A month as its place among those of the plan."""
        number = self._numbered(spot)
        if number is None or spot is None:
            return None
        label = f"{number // 12}-{number % 12 + 1:02d}"
        if label in self.months:
            return self.months.index(label)
        self.reading.add(
            spot,
            Phrase("{month} is none of the months {first} to {last}",
                   month=label, first=self.months[0], last=self.months[-1]),
        )  # fmt: skip
        return None

    def _by_month(self, spot: Spot | None) -> list[float]:
        """An amount for each month: one number for all, a list, or a mapping from month."""
        reading = self.reading
        found = [0.0] * len(self.months)
        if spot is None:
            return found
        if isinstance(spot.value, list):
            return [reading.number(item) or 0.0 for item in spot.items]
        if not isinstance(spot.value, dict):
            return [reading.number(spot) or 0.0] * len(self.months)
        for key, (where, value) in spot.entries.items():
            month = self._month(Spot(key, where))
            amount = reading.number(value)
            if month is not None and amount is not None:
                found[month] = amount
        return found

    # -- factors -----------------------------------------------------------------------------------
    def _quota(self, spot: Spot) -> Quota:
        reading, fields = self.reading, self.reading.fields(spot, QUOTA_KEYS)
        keeps = {}
        for key, (where, value) in self._entries(fields.get("keeps")):
            month, share = self._month(Spot(key, where)), reading.number(value)
            if month is not None and share is not None:
                keeps[month] = share
        return Quota(
            self._key(fields, spot, "factor"),
            self._by_month(fields.get("releases")),
            reading.number(fields.get("opening")) or 0.0,
            keeps,
            reading.number(fields.get("ahead")) or 0.0,
            frozenset(reading.text(item) for item in reading.items(fields.get("only_for"))),
            reading.text(fields.get("name")),
            reading.text(fields.get("measure")),
        )

    def _staff(self, spot: Spot) -> Staff:
        reading, fields = self.reading, self.reading.fields(spot, STAFF_KEYS)
        return Staff(
            self._key(fields, spot, "factor"),
            self._by_month(fields.get("months")),
            reading.text(fields.get("name")),
            reading.text(fields.get("measure")),
        )

    def _key(self, fields: dict[str, Spot], spot: Spot, kind: str) -> str:
        key = self.reading.text(fields.get("key"))
        if not key:
            self.reading.add(spot, Phrase("has no key"), Phrase("write a number or a word"))
        self.places.setdefault(f"{kind} {key}", spot.where)
        return key

    def _entries(self, spot: Spot | None) -> Sequence[tuple[str, tuple[str, Spot]]]:
        if spot is not None and not isinstance(spot.value, dict):
            self.reading.add(
                spot, Phrase("is no set of keys and values"), Phrase("write key: value")
            )
        return list(spot.entries.items()) if spot is not None else []

    # -- projects ----------------------------------------------------------------------------------
    def _candidate(self, spot: Spot) -> Candidate:
        reading, fields = self.reading, self.reading.fields(spot, CANDIDATE_KEYS)
        township, value = reading.text(fields.get("township")), reading.number(fields.get("value"))
        if "value" not in fields:
            reading.add(spot, Phrase("has no value"), Phrase("write points above 0"))
        if not township:
            reading.add(spot, Phrase("has no township"), Phrase("write where it is"))
        late = reading.number(fields.get("late"))
        return Candidate(
            self._key(fields, spot, "project"),
            township,
            1.0 if value is None else value,
            [self._milestone(item) for item in reading.items(fields.get("milestones"))],
            reading.text(fields.get("name")),
            self._month(fields.get("due")),
            0.05 if late is None else late,
            reading.whole(fields.get("rank"), 1, 99) or 1,
            reading.whole(fields.get("arrived"), 0, 10_000_000) or 0,
            reading.truth(fields.get("mandatory")) or False,
            self._pattern(fields.get("approved")),
            self._pattern(fields.get("published")),
        )

    def _pattern(self, spot: Spot | None) -> tuple[int, ...] | None:
        """Months of a plan that is in force."""
        if spot is None:
            return None
        months = [self._month(item) for item in self.reading.items(spot)]
        return tuple(month for month in months if month is not None)

    def _milestone(self, spot: Spot) -> Milestone:
        reading, fields = self.reading, self.reading.fields(spot, MILESTONE_KEYS)
        first, last = self._month(fields.get("first")), self._month(fields.get("last"))
        if first is not None and last is not None and last < first:
            reading.add(
                fields["last"],
                Phrase("{last} lies before {first}, the first month",
                       last=self.months[last], first=self.months[first]),
                Phrase("write the same month or a later one"),
            )  # fmt: skip
        uses = {}
        for key, (_, value) in self._entries(fields.get("uses")):
            uses[key] = reading.number(value) or 0.0
        work = [self._work(item) for item in reading.items(fields.get("staff"))]
        return Milestone(
            reading.text(fields.get("key")),
            first or 0,
            len(self.months) - 1 if last is None else last,
            reading.whole(fields.get("gap"), 0, MOST_MONTHS) or 0,
            uses,
            work,
        )

    def _work(self, spot: Spot) -> tuple[str, int, float]:
        reading, fields = self.reading, self.reading.fields(spot, WORK_KEYS)
        return (
            reading.text(fields.get("key")),
            reading.whole(fields.get("before"), 0, MOST_MONTHS) or 0,
            reading.number(fields.get("amount")) or 0.0,
        )

    # -- rules -------------------------------------------------------------------------------------
    def _fairness(self, spot: Spot | None) -> Fairness | None:
        if spot is None:
            return None
        reading, fields = self.reading, self.reading.fields(spot, FAIRNESS_KEYS)
        shares = {
            key: reading.number(value) or 0.0
            for key, (_, value) in self._entries(fields.get("shares"))
        }
        numbers = {key: reading.number(fields.get(key)) for key in ("least", "most", "penalty")}
        given = {key: number for key, number in numbers.items() if number is not None}
        return Fairness(reading.text(fields.get("quota")), shares, **given)

    def _rules(self) -> dict[str, Any]:
        reading, fields = self.reading, self.fields
        groups = [
            [reading.text(key) for key in reading.items(group)]
            for group in reading.items(fields.get("exclusions"))
        ]
        waits = []
        for item in reading.items(fields.get("prerequisites")):
            told = reading.fields(item, PREREQUISITE_KEYS)
            months = reading.whole(told.get("months"), 0, MOST_MONTHS) or 0
            waits.append(
                (reading.text(told.get("before")), reading.text(told.get("after")), months)
            )
        found: dict[str, Any] = {"exclusions": groups, "prerequisites": waits}
        frozen = reading.whole(fields.get("frozen"), 0, MOST_MONTHS)
        numbers = {
            "frozen": frozen,
            "stability": reading.number(fields.get("stability")),
            "earliness": reading.number(fields.get("earliness")),
        }
        return found | {key: number for key, number in numbers.items() if number is not None}

    def _placed(self, fault: SchedulingFault) -> SchedulingFault:
        """The fault with the line of the project or factor that it names."""
        where = phrase_of(fault.where)
        place = self.places.get(str(where))
        if place is None:
            return fault
        shown = Phrase("{place} ({what})", place=place, what=fault.where)
        return SchedulingFault(shown, fault.message, fault.hint)
