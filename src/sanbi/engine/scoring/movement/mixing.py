"""Data of two results mixed: some figures as they were before, the others as they are after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import polars as pl

from sanbi.engine.calendar import Period, PeriodError, PeriodKind
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.scheme.model import Input, Leaf, Node
from sanbi.engine.scoring.scheme.scheme import Scheme

KEYS = {
    "observations": ["unit", "indicator", "period"],
    "ratings": ["unit", "leaf", "period"],
    "events": ["unit", "item", "period"],
    "ballots": ["electorate", "period", "class", "ballot", "unit", "criterion"],
}
MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}
YEAR = 12


class CauseKind(StrEnum):
    """What may move a unit."""

    OWN = "own"
    OTHERS = "others"
    SCHEME = "scheme"
    REVISION = "revision"
    BALLOTS = "ballots"
    TIME = "time"


@dataclass(frozen=True)
class Cause:
    """A cause; ``part`` names the part of the tree that own figures belong to, empty for all.

    The part ``*`` holds own ratings and events, and indicators that no part of the tree reads
    (those of gates, bonus and deductions).
    """

    kind: CauseKind
    part: str = ""


REGISTER = "*"
PERFORMANCE = (CauseKind.OWN, CauseKind.OTHERS)


@dataclass(frozen=True)
class Mixer:
    """Mixes the data of two results for one unit.

    Parameters
        before : data of the earlier result, their periods moved to those of the later one.
        first : data of the later result as they were first reported.
        after : data of the later result.
        unit : code.
        parts : indicator → part of the tree below the root.
    """

    before: Data
    first: Data
    after: Data
    unit: str
    parts: Mapping[str, str]

    def mixed(self, causes: Iterable[Cause]) -> Data:
        """The data in which some causes have come true and the others have not."""
        done = set(causes)
        late = self.after if Cause(CauseKind.REVISION) in done else self.first
        kept = {
            "observations": self._observations(late, done),
            "ratings": self._registered("ratings", late, done),
            "events": self._registered("events", late, done),
            "ballots": (self.after if Cause(CauseKind.BALLOTS) in done else self.before).ballots,
        }
        units = self._units(done)
        listed = units["unit"].implode()
        ordered = {
            name: frame.filter(pl.col("unit").is_in(listed)).sort(KEYS[name])
            for name, frame in kept.items()
        }
        return replace(self.after, units=units, origins={}, notes=(), **ordered)

    def _units(self, done: set[Cause]) -> pl.DataFrame:
        """Who takes part goes with the others' figures, what is said of a unit with the scheme."""
        early, late = self.before.units, self.after.units
        listed = (late if Cause(CauseKind.OTHERS) in done else early)["unit"].to_list()
        chosen, rest = (late, early) if Cause(CauseKind.SCHEME) in done else (early, late)
        wanted = pl.col("unit").is_in([*listed, self.unit])
        more = rest.filter(wanted & ~pl.col("unit").is_in(chosen["unit"].implode()))
        if more.is_empty():
            return chosen.filter(wanted)
        together = pl.concat([chosen.filter(wanted), more], how="diagonal_relaxed")
        return together.with_columns(pl.col(pl.String).fill_null("")).sort("unit")

    def _observations(self, late: Data, done: set[Cause]) -> pl.DataFrame:
        own = [cause.part for cause in done if cause.kind is CauseKind.OWN]
        if "" in own:
            mine: pl.Expr = pl.lit(value=True)
        else:
            codes = [code for code, part in self.parts.items() if part in own]
            mine = pl.col("indicator").is_in(codes)
            if REGISTER in own:
                mine = mine | ~pl.col("indicator").is_in(list(self.parts))
        others = Cause(CauseKind.OTHERS) in done
        theirs = pl.col("unit") != self.unit
        new = (theirs & others) | (~theirs & mine)
        return pl.concat(
            [late.observations.filter(new), self.before.observations.filter(~new)],
            how="vertical_relaxed",
        )

    def _registered(self, table: str, late: Data, done: set[Cause]) -> pl.DataFrame:
        own = Cause(CauseKind.OWN) in done or Cause(CauseKind.OWN, REGISTER) in done
        others = Cause(CauseKind.OTHERS) in done
        theirs = pl.col("unit") != self.unit
        new = (theirs & others) | (~theirs & own)
        frames: list[pl.DataFrame] = [
            getattr(late, table).filter(new),
            getattr(self.before, table).filter(~new),
        ]
        return pl.concat(frames, how="vertical_relaxed")

    def causes(self, *, scheme: bool, split: bool) -> list[Cause]:
        """The causes that differ at all, own ones by part of the tree if ``split``."""
        every = all_causes(self.parts, split=split)
        found: list[Cause] = []
        for cause in every:
            if cause.kind is CauseKind.SCHEME:
                if scheme or not self.before.units.equals(self.after.units):
                    found.append(cause)
                continue
            done = set(every)
            if cause.kind in PERFORMANCE:  # measured before revisions
                done.discard(Cause(CauseKind.REVISION))
            if not _same(self.mixed(done), self.mixed(done - {cause})):
                found.append(cause)
        return found


def all_causes(parts: Mapping[str, str], *, split: bool) -> list[Cause]:
    """Every cause that there may be."""
    names = [*dict.fromkeys(parts.values()), REGISTER] if split else [""]
    own = [Cause(CauseKind.OWN, name) for name in names]
    rest = (CauseKind.OTHERS, CauseKind.SCHEME, CauseKind.REVISION, CauseKind.BALLOTS)
    return [*own, *map(Cause, rest)]


def _same(one: Data, other: Data) -> bool:
    """Whether two data score the same figures; how they were reported does not matter."""
    figures = {
        "observations": ["unit", "indicator", "period", "value", "target"],
        "ratings": ["unit", "leaf", "period", "rating"],
        "events": ["unit", "item", "period", "kind", "count", "amount"],
        "ballots": ["electorate", "period", "class", "ballot", "unit", "criterion", "mark"],
    }
    return all(
        getattr(one, table).select(names).equals(getattr(other, table).select(names))
        for table, names in figures.items()
    )


def parts_of(scheme: Scheme) -> dict[str, str]:
    """Indicator → the part right below the root that reads it; the first of several."""
    found: dict[str, str] = {}

    def walk(item: Node | Leaf, part: str) -> None:
        if isinstance(item, Node):
            for child in item.children:
                walk(child, part)
            return
        for name in _read_by(scheme, item):
            found.setdefault(name, part)

    for child in scheme.tree.children:
        walk(child, child.id)
    return found


def _read_by(scheme: Scheme, leaf: Leaf) -> Iterator[str]:
    """Indicators that a leaf's input names, and its rule: a target may be an indicator, too."""
    read = scheme.input_of(leaf)
    if read is not None:
        yield from _named(read)
    rules = [item.rule for item in leaf.overrides if item.rule]
    for params in (leaf.rule.params, *rules):
        yield from _in_params(scheme, params)


def _named(read: Input) -> Iterator[str]:
    names = (read.indicator, read.extras.get("per"), *(read.formula.names if read.formula else ()))
    yield from (str(name) for name in names if name)


def _in_params(scheme: Scheme, value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(name := value.get("use"), str) and name in scheme.inputs:
            yield from _named(scheme.inputs[name])
        if isinstance(name := value.get("indicator"), str):
            yield name
        for part in value.values():
            yield from _in_params(scheme, part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _in_params(scheme, part)


def moved(data: Data, before: str, after: str) -> Data:
    """Data whose periods are moved as far as one period lies from another.

    Months, quarters and halves move by whole ones; a period that cannot (a year by a quarter)
    moves by the years between. Labels without arithmetic stay, but for ``before`` itself.
    """
    if before == after:
        return data
    renamed = _renaming(before, after)
    frames = {
        name: frame.with_columns(
            pl.col("period").map_elements(renamed, return_dtype=pl.String, skip_nulls=False)
        )
        for name in KEYS
        if not (frame := getattr(data, name)).is_empty()
    }
    return replace(data, **frames)


def _renaming(before: str, after: str) -> Callable[[str], str]:
    try:
        one, other = Period.parse(before), Period.parse(after)
        months = (other.start.year - one.start.year) * YEAR + other.start.month - one.start.month
        years = other.start.year - one.start.year
    except PeriodError:
        return lambda label: after if label == before else label
    held: dict[str, str] = {}

    def renamed(label: str) -> str:
        if label not in held:
            held[label] = _moved(label, months, years)
        return held[label]

    return renamed


def _moved(label: str, months: int, years: int) -> str:
    try:
        period = Period.parse(label)
        size = MONTHS.get(period.kind, YEAR)
        places = months // size if months % size == 0 else years * (YEAR // size)
        return str(period.next(places) if places >= 0 else period.previous(-places))
    except PeriodError:
        return label
