"""How well facts are read: counts of hits, misses and inventions for each kind of fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sanbi.engine.documents.model import Facts
from sanbi.engine.documents.reading import read_article
from sanbi.engine.documents.reading.figures import FIGURE
from sanbi.engine.documents.text import Span
from tests.support.bulletins.marked import Bulletin, Mark, laid_out

EVENT_FIELDS = ("kind", "date", "until", "period", "place", "host", "chair")
UNNAMED = {"group", "county"}  # groups of units and whole counties are not labelled throughout
GROUP = re.compile("^(?:各|全|县直|县级)|[县市]$|(?<!社)区$")
ENOUGH = 0.5  # of what two spans cover together, for one directive


@dataclass
class Tally:
    """Hits, inventions and misses of one kind, and what they were."""

    hits: int = 0
    invented: int = 0
    missed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.invented) if self.hits + self.invented else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, name: str, expected: set[object], read: set[object]) -> None:
        self.hits += len(expected & read)
        self.missed += len(expected - read)
        self.invented += len(read - expected)
        self.wrong += [f"{name} missed {row}" for row in sorted(map(str, expected - read))]
        self.wrong += [f"{name} invented {row}" for row in sorted(map(str, read - expected))]


Tallies = dict[str, Tally]


def scored(rows: Iterable[Bulletin], read: Callable[[Bulletin], Facts] | None = None) -> Tallies:
    """The tallies of some bulletins, kind by kind."""
    tallies: Tallies = {}
    for bulletin in rows:
        facts = (read or read_plainly)(bulletin)
        _score_names(tallies, bulletin, facts)
        _score_event(tallies, bulletin, facts)
        _score_directives(tallies, bulletin, facts)
        _score_lists(tallies, bulletin, facts)
        _score_figures(tallies, bulletin, facts)
    return tallies


def read_plainly(bulletin: Bulletin) -> Facts:
    """The bulletin read from its clean text."""
    layout = laid_out(bulletin.text)
    return read_article(layout, layout.articles[0], published=bulletin.published)


def _tally(tallies: Tallies, kind: str) -> Tally:
    return tallies.setdefault(kind, Tally())


def _score_names(tallies: Tallies, bulletin: Bulletin, facts: Facts) -> None:
    for kind in ("persons", "units", "projects"):
        rows = [row for row in getattr(facts, kind) if getattr(row, "kind", "") not in UNNAMED]
        labels: set[object] = {
            name for name in bulletin.head[kind] if kind != "units" or not GROUP.search(name)
        }
        _tally(tallies, kind).add(bulletin.name, labels, {row.name for row in rows})
    slogans: set[object] = {row.text for row in facts.slogans}
    _tally(tallies, "slogans").add(bulletin.name, set(bulletin.head["slogans"]), slogans)
    for person in facts.persons:
        label = bulletin.head["persons"].get(person.name)
        if label is None:
            continue
        roles, _, scope = label.partition("@")
        _tally(tallies, "roles").add(bulletin.name, set(roles.split("、")), set(person.roles))
        expected: set[object] = {(person.name, scope)} if scope else set()
        got: set[object] = {(person.name, person.scope)} if person.scope else set()
        _tally(tallies, "scopes").add(bulletin.name, expected, got)


def _score_event(tallies: Tallies, bulletin: Bulletin, facts: Facts) -> None:
    for name in EVENT_FIELDS:
        expected = bulletin.head["event"].get(name)
        expected = str(expected) if isinstance(expected, int) else expected
        read = getattr(facts.event, name)
        _tally(tallies, f"event {name}").add(bulletin.name, {expected} - {None}, {read} - {None})


def _score_directives(tallies: Tallies, bulletin: Bulletin, facts: Facts) -> None:
    marks = bulletin.of("d")
    pairs = matched([mark.span for mark in marks], [row.span for row in facts.directives])
    tally = _tally(tallies, "directives")
    tally.hits += len(pairs)
    tally.missed += len(marks) - len(pairs)
    tally.invented += len(facts.directives) - len(pairs)
    found = dict(pairs)
    tally.wrong += [
        f"{bulletin.name} missed {_said(bulletin, mark)}"
        for place, mark in enumerate(marks)
        if place not in found
    ]
    tally.wrong += [
        f"{bulletin.name} invented {row.quote}"
        for place, row in enumerate(facts.directives)
        if place not in found.values()
    ]
    for mark, row in ((marks[a], facts.directives[b]) for a, b in pairs):
        speaker = None if mark.said in {"-", ""} else mark.said
        where = f"{bulletin.name} {row.quote[:12]}"
        if bulletin.head["event"]["kind"] not in {"notice", "document"} or speaker:
            _tally(tallies, "speakers").add(where, {speaker}, {row.speaker})
        day = {mark.deadline} - {None}
        stated = {row.deadline.day} if row.deadline else set()
        _tally(tallies, "deadlines").add(where, set(day), set(stated))
        _tally(tallies, "addressees").add(where, set(mark.addressees), set(row.addressees))


def _said(bulletin: Bulletin, mark: Mark) -> str:
    return bulletin.text[mark.span.start : mark.span.end]


def matched(expected: list[Span], read: list[Span]) -> list[tuple[int, int]]:
    """Pairs of the same place: each expected span with the read one that covers it best."""
    pairs, taken = [], set()
    for first, span in enumerate(expected):
        best, place = 0.0, -1
        for second, other in enumerate(read):
            shared = min(span.end, other.end) - max(span.start, other.start)
            whole = max(span.end, other.end) - min(span.start, other.start)
            if second not in taken and shared / whole > best:
                best, place = shared / whole, second
        if best >= ENOUGH:
            taken.add(place)
            pairs.append((first, place))
    return pairs


def _score_lists(tallies: Tallies, bulletin: Bulletin, facts: Facts) -> None:
    marks = bulletin.of("lf")
    expected = {(_said(bulletin, mark), mark.span.start) for mark in marks}
    read = {(row.quote, row.span.start) for row in facts.lists}
    _tally(tallies, "list boundaries").add(bulletin.name, set(expected), set(read))
    focus = {_said(bulletin, mark) for mark in marks if mark.kind == "f"}
    own = {row.quote for row in facts.lists if row.focus}
    _tally(tallies, "focus lists").add(bulletin.name, set(focus), set(own))
    labels = {mark.span: mark.said for mark in marks}
    check = _tally(tallies, "declared = counted")
    for row in facts.lists:
        if row.declared is None:
            continue
        label = labels.get(row.span)
        agrees = label is not None and label.split("/")[0] == label.split("/")[1].rstrip("+")
        right = row.agrees is agrees if label else row.agrees is True
        check.hits += right
        check.invented += not right
        check.wrong += [] if right else [f"{bulletin.name} false alarm {row.quote}"]


def _score_figures(tallies: Tallies, bulletin: Bulletin, facts: Facts) -> None:
    quantities = {(row.value, row.span.start) for row in facts.quantities}
    expected = {(_said(bulletin, mark), mark.span.start) for mark in bulletin.of("q")}
    _tally(tallies, "quantities").add(bulletin.name, set(expected), set(quantities))
    marks = bulletin.of("t")
    # a stretch of several figures is one label: 保8%争10%
    figures = [max(1, len(FIGURE.findall(_said(bulletin, mark)))) for mark in marks]
    inside = [sum(mark.span.overlaps(row.span) for row in facts.targets) for mark in marks]
    tally = _tally(tallies, "targets")
    for mark, count, read in zip(marks, figures, inside, strict=True):
        tally.hits += min(count, read)
        tally.missed += max(0, count - read)
        tally.invented += max(0, read - count)
        if count != read:
            tally.wrong.append(f"{bulletin.name} {read} of {count} in {_said(bulletin, mark)}")
    for row in facts.targets:
        if not any(mark.span.overlaps(row.span) for mark in marks):
            tally.invented += 1
            tally.wrong.append(f"{bulletin.name} invented {row.quote}")
