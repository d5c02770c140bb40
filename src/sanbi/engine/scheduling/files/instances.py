"""Test instances of scheduling under shared resources, as researchers exchange them.

Patterson text and PSPLIB's ``.sm`` hold one project, MPLIB several. Days are numbers from 0; there
is no calendar. A task's key is its number in the file, with its project's before it in MPLIB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.kinds import Kind
from sanbi.engine.scheduling.files.texts import refusal, text_of
from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem

MOST_ACTIVITIES, MOST_POOLS, MOST_PROJECTS = 20_000, 200, 1_000
MOST_NUMBER = 1_000_000
_NUMBER = re.compile(r"\d{1,7}")


@dataclass(frozen=True)
class Instance:
    """A resource problem read from an instance."""

    title: str
    problem: ResourceProblem


def read_instance(content: bytes, name: str, kind: Kind) -> Instance:
    """Return the problem of an instance.

    Raises
    ------
    SchedulingFaults
        naming the line of the first thing that is no such instance; or, once it is read,
        everything that is wrong with it, such as a cycle.
    """
    words = _Words(text_of(content, name), name)
    readers = {Kind.PATTERSON: _patterson, Kind.PSPLIB: _psplib, Kind.MPLIB: _mplib}
    made = readers[kind](words)
    follows = made.follows()
    try:
        problem = ResourceProblem(made.activities, made.pools, follows)
    except SchedulingFaults as refused:
        faults = refused.faults
        raise SchedulingFaults(
            [
                type(fault)(Phrase("{place} ({what})", place=name, what=fault.where),
                            fault.message, fault.hint)
                for fault in faults
            ]
        ) from None  # fmt: skip
    return Instance(name, problem)


def without_days(instance: Instance) -> SchedulingFaults:
    """The refusal of dates for an instance, which has none."""
    return refusal(
        instance.title,
        Phrase("is a test instance: it has day numbers, no dates"),
        Phrase("leave out --start, --due, --on and --to"),
    )


@dataclass
class _Made:
    """What was read so far; links by keys, because a later project may be named early."""

    pools: list[Pool]
    activities: list[Activity] = field(default_factory=list)
    links: list[tuple[str, str, str]] = field(default_factory=list)  # before, after, place

    def follows(self) -> list[tuple[int, int, int]]:
        numbers = {activity.key: number for number, activity in enumerate(self.activities)}
        for _, after, place in self.links:
            if after not in numbers:
                raise refusal(
                    place,
                    Phrase("there is no task '{key}'", key=after),
                    Phrase("look for a line that is missing"),
                )
        return [(numbers[before], numbers[after], 0) for before, after, _ in self.links]


class _Words:
    """The words of a text, one after the other, with their lines."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.found = [
            (word, number)
            for number, line in enumerate(text.splitlines(), 1)
            for word in line.split()
        ]
        self.lines = text.splitlines()
        self.at = 0

    def place(self) -> str:
        """Where the next word stands."""
        line = self.found[self.at][1] if self.at < len(self.found) else len(self.lines)
        return f"{self.name}:{max(line, 1)}"

    def word(self) -> str:
        """The next word."""
        if self.at >= len(self.found):
            raise refusal(
                self.place(),
                Phrase("the file ends too early"),
                Phrase("look for a line that is missing"),
            )
        self.at += 1
        return self.found[self.at - 1][0]

    def number(self, least: int = 0, most: int = MOST_NUMBER) -> int:
        """The next word as a whole number."""
        place, word = self.place(), self.word()
        return self.checked(word, place, least, most)

    def checked(self, word: str, place: str, least: int = 0, most: int = MOST_NUMBER) -> int:
        """A word as a whole number between two bounds."""
        if not _NUMBER.fullmatch(word) or not least <= int(word) <= most:
            raise refusal(
                place,
                Phrase("'{text}' is no whole number", text=word[:20]),
                Phrase("write {least} to {most}", least=least, most=most),
            )
        return int(word)

    def end(self) -> None:
        """Refuse what comes after the end."""
        if self.at < len(self.found):
            raise refusal(
                self.place(),
                Phrase("there is more than the file announces"),
                Phrase("compare the numbers of tasks and pools in its first lines"),
            )


def _pools(capacities: Sequence[int]) -> list[Pool]:
    return [Pool(f"R{number}", units) for number, units in enumerate(capacities, 1)]


def _patterson(words: _Words) -> _Made:
    count, pools = words.number(1, MOST_ACTIVITIES), words.number(0, MOST_POOLS)
    made = _Made(_pools([words.number() for _ in range(pools)]))
    for number in range(1, count + 1):
        days, needs = words.number(), tuple(words.number() for _ in range(pools))
        made.activities.append(Activity(str(number), days, needs))
        for _ in range(words.number(0, count)):
            place = words.place()
            made.links.append((str(number), str(words.number(1, count)), place))
    words.end()
    return made


def _mplib(words: _Words) -> _Made:
    projects, pools = words.number(1, MOST_PROJECTS), words.number(0, MOST_POOLS)
    made = _Made(_pools([words.number() for _ in range(pools)]))
    for project in range(1, projects + 1):
        count, release = words.number(1, MOST_ACTIVITIES), words.number()
        for _ in range(pools):
            words.number(0, 1)  # whether the project uses the pool: its needs say so again
        if len(made.activities) + count > MOST_ACTIVITIES:
            raise refusal(
                words.place(), Phrase("there are more than {most} tasks", most=MOST_ACTIVITIES)
            )
        for number in range(1, count + 1):
            key = f"{project}.{number}"
            days, needs = words.number(), tuple(words.number() for _ in range(pools))
            made.activities.append(
                Activity(key, days, needs, release=release, project=str(project))
            )
            for _ in range(words.number(0, MOST_ACTIVITIES)):
                place, word = words.place(), words.word()
                other, _, after = word.partition(":")
                words.checked(other, place, 1, projects)
                words.checked(after, place, 1)
                made.links.append((key, f"{int(other)}.{int(after)}", place))
    words.end()
    return made


# -- PSPLIB ----------------------------------------------------------------------------------------
_LINKS, _NEEDS, _UNITS = "PRECEDENCE RELATIONS", "REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES"
_AHEAD = 3  # numbers before those of pools or later tasks


def _psplib(words: _Words) -> _Made:
    sections = _sections(words)
    units = next((row for row, _ in sections[_UNITS] if row[0].isdigit()), None)
    if units is None:
        raise refusal(words.name, Phrase("says nothing under {head}", head=_UNITS))
    capacities = [words.checked(word, words.name) for word in units]
    made = _Made(_pools(capacities))
    for row, place in sections[_NEEDS]:
        if not row[0].isdigit():
            continue
        numbers = [words.checked(word, place) for word in row]
        if len(numbers) != len(capacities) + _AHEAD or numbers[1] != 1:
            raise refusal(
                place,
                Phrase("is no task with one mode and {n} needs", n=len(capacities)),
                Phrase("use an instance with one mode and renewable resources"),
            )
        made.activities.append(Activity(str(numbers[0]), numbers[2], tuple(numbers[_AHEAD:])))
    for row, place in sections[_LINKS]:
        if row[0].isdigit():
            numbers = [words.checked(word, place) for word in row]
            if len(numbers) < _AHEAD or len(numbers) != numbers[2] + _AHEAD:
                raise refusal(place, Phrase("names more or fewer tasks than it announces"))
            made.links += [(str(numbers[0]), str(after), place) for after in numbers[_AHEAD:]]
    known = {activity.key for activity in made.activities}
    for before, _, place in made.links:
        if before not in known:
            raise refusal(place, Phrase("there is no task '{key}'", key=before))
    return made


def _sections(words: _Words) -> dict[str, list[tuple[list[str], str]]]:
    """The rows under each head, as words with their places."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    rows: list[tuple[list[str], str]] = []
    for number, line in enumerate(words.lines, 1):
        head = line.strip().rstrip(":").strip()
        if head in (_LINKS, _NEEDS, _UNITS):
            rows = found.setdefault(head, [])
        elif head and not head.startswith(("*", "-")):
            rows.append((line.split(), f"{words.name}:{number}"))
        if len(rows) > MOST_ACTIVITIES:
            raise refusal(
                f"{words.name}:{number}",
                Phrase("there are more than {most} tasks", most=MOST_ACTIVITIES),
            )
    for head in (_LINKS, _NEEDS, _UNITS):
        if head not in found:
            raise refusal(
                words.name,
                Phrase("says nothing under {head}", head=head),
                Phrase("use a file of PSPLIB with one mode (.sm)"),
            )
    return found
