"""Copies and reports of one event: found by what they say happened, and by their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from rapidfuzz import fuzz

from sanbi.engine.documents.comparing.copies import Copy
from sanbi.engine.documents.comparing.likeness import Likeness, Prints, likeness_of, prints_of
from sanbi.engine.documents.comparing.standing import Standing, standing_of
from sanbi.engine.documents.model import Event
from sanbi.engine.phrases import Phrase

COPIED = 0.5  # share of runs in both, from which one text is the other's copy
HELD = 0.8  # share of the shorter text's runs, for a shortened copy
ORDERED = 0.75  # share of common sentences in order, below which they were shuffled
AGREEING = 2  # facts beside the day that make two reports one event's
TITLES = 75  # likeness of titles in percent
PERSONS = 0.5  # share of the smaller company that both name
WHOLE = 0.85  # share of runs in both, from which the titles need not agree
LEAD = 80  # signs of the text that stand for a missing title
HAN = re.compile("[\u4e00-\u9fff]+")
ANY_MEETING = re.compile(
    "召开|举行|举办|工作|会议|大会|全县|全区|全市|我县|县委|县政府|书记|县长|强调|要求|指出|推进会?|部署|调度会?|"
    "讲话|主持|出席|参加|扎实|切实|抓实|抓细|抓好|加快|全力|一季度|二季度|三季度|四季度|上半年|今年|专题"
)
SKETCH = 48  # smallest hashes of a text's runs that are looked up
CROWD = 200  # texts that share a hash or a day; more say nothing
LEAST_HASHES = 3


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles on one event; ``copied`` where the words are the same, not only the facts."""

    first: str
    second: str
    copied: bool
    likeness: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles on one event by their keys, and what holds them together: a suggestion."""

    keys: tuple[str, ...]
    matches: tuple[Match, ...]


def same_events(copies: Sequence[Copy]) -> tuple[Group, ...]:
    """Groups of two and more articles on one event, in the order of the copies.

    Likeness of words alone groups nothing: the texts must read as reports, come in one order, and
    not tell of different days. Reports in other words must agree on the day, and on two of kind,
    place, host, chair, people and title. O(copies × their neighbours).
    """
    reports = [copy for copy in copies if standing_of(copy).standing is Standing.BULLETIN]
    prints = {copy.key: prints_of(copy) for copy in reports}
    held = {copy.key: copy for copy in reports}
    matches = []
    for one, other in sorted(_neighbours(reports, prints)):
        match = match_of(held[one], held[other], likeness_of(prints[one], prints[other]))
        if match is not None:
            matches.append(match)
    return _groups([copy.key for copy in copies], matches)


def match_of(first: Copy, second: Copy, likeness: Likeness) -> Match | None:
    """Whether two reports are of one event, and why."""
    one, other = first.facts.event, second.facts.event
    if one is None or other is None or _other_days(one, other):
        return None
    agreed = tuple(_agreed(first, second, one, other))
    alike = likeness.shared >= COPIED or likeness.held >= HELD
    if alike and likeness.order < ORDERED:
        return None
    if likeness.shared < WHOLE and not _topic(first) & _topic(second):
        return None
    shared = round(likeness.shared, 3)
    if alike:
        ground = Phrase("{percent} % of the wording is the same", percent=round(100 * shared))
        return Match(first.key, second.key, copied=True, likeness=shared, grounds=(ground, *agreed))
    if one.date is None or one.date != other.date or len(agreed) <= AGREEING:
        return None
    return Match(first.key, second.key, copied=False, likeness=shared, grounds=agreed)


def _other_days(one: Event, other: Event) -> bool:
    return one.date is not None and other.date is not None and one.date != other.date


def _agreed(first: Copy, second: Copy, one: Event, other: Event) -> Iterable[str]:
    """What both say alike, the day first."""
    if one.date is not None and one.date == other.date:
        yield Phrase("the same day: {day}", day=one.date)
    if one.kind == other.kind and one.kind != "report":
        yield Phrase("the same kind of event")
    if one.place and other.place and (one.place in other.place or other.place in one.place):
        yield Phrase("the same place: {place}", place=min(one.place, other.place, key=len))
    if one.host and other.host and (one.host in other.host or other.host in one.host):
        yield Phrase("the same host: {host}", host=min(one.host, other.host, key=len))
    if one.chair and one.chair == other.chair:
        yield Phrase("the same chair: {chair}", chair=one.chair)
    names = _officials(first) & _officials(second)
    least = min(len(_officials(first)), len(_officials(second)))
    if len(names) > 1 and len(names) >= PERSONS * least:
        yield Phrase("the same people: {names}", names=sorted(names))
    if first.title and second.title and fuzz.ratio(first.title, second.title) >= TITLES:
        yield Phrase("titles alike")


def _topic(copy: Copy) -> set[str]:
    """Pairs of signs of the title (or the lead) without names, days and words of any meeting.

    One county's leaders may hold two meetings on a day: only what they are about tells them apart.
    """
    event = copy.facts.event
    words = copy.title or copy.text[:LEAD]
    parts = [event.host, event.place] if event is not None else []
    names = [person.name for person in copy.facts.persons]
    for part in sorted(filter(None, [*parts, *names]), key=len, reverse=True):
        words = words.replace(part, " ")
    runs = HAN.findall(ANY_MEETING.sub(" ", words))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _officials(copy: Copy) -> set[str]:
    """Those who took part; the writers of a report did not."""
    return {
        person.name
        for person in copy.facts.persons
        if not {"记者", "编辑", "通讯员"} & set(person.roles)
    }


def _neighbours(copies: Sequence[Copy], prints: Mapping[str, Prints]) -> set[tuple[str, str]]:
    """Pairs that share a day or several rare runs."""
    place = {copy.key: at for at, copy in enumerate(copies)}
    days: dict[object, list[str]] = defaultdict(list)
    runs: dict[bytes, list[str]] = defaultdict(list)
    for copy in copies:
        event = copy.facts.event
        if event is not None and event.date is not None:
            days[event.date].append(copy.key)
        for mark in sketch_of(prints[copy.key]):
            runs[mark].append(copy.key)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for keys in runs.values():
        if len(keys) <= CROWD:
            for pair in combinations(keys, 2):
                seen[pair] += 1
    found = {pair for pair, count in seen.items() if count >= LEAST_HASHES}
    for keys in days.values():
        if len(keys) <= CROWD:
            found.update(combinations(keys, 2))
    return {tuple(sorted(pair, key=place.__getitem__)) for pair in found}  # type: ignore[misc]


def sketch_of(prints: Prints) -> list[bytes]:
    """The smallest hashes of a text's runs, 8 bytes each; alike texts share many."""
    return sorted(blake2b(run.encode(), digest_size=8).digest() for run in prints.shingles)[:SKETCH]


def _groups(keys: Sequence[str], matches: Sequence[Match]) -> tuple[Group, ...]:
    """The matches put together: who matches one of a group is in it."""
    above = {key: key for key in keys}

    def root(key: str) -> str:
        while above[key] != key:
            above[key] = above[above[key]]
            key = above[key]
        return key

    for match in matches:
        above[root(match.second)] = root(match.first)
    members: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        members[root(key)].append(key)
    return tuple(
        Group(tuple(held), tuple(match for match in matches if match.first in held))
        for held in members.values()
        if len(held) > 1
    )
