"""What every step of an evaluation shares: scheme, data, units, arithmetic, reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from sanbi.engine.scoring.arithmetic import EXACT, FLOATING, Arithmetic, Mask, Number
from sanbi.engine.scoring.columns import Index, Scope
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.figures import FigureSource, Floats, figures_of
from sanbi.engine.scoring.inputs import InputReader
from sanbi.engine.scoring.marks import BallotCount, count_ballots
from sanbi.engine.scoring.scheme.model import Override
from sanbi.engine.scoring.scheme.scheme import Scheme

ROSTER = (
    "figures",
    "units",
    "_table",
    "_position",
    "participates",
    "everyone",
    "coefficients",
    "attributes",
    "membership",
    "cohorts",
)
BASE_COLUMNS = frozenset({"unit", "name", "group", "participates", "formerly"})


class TextColumns(Mapping[str, tuple[str, ...]]):
    """The text columns of the units table, made into tuples when asked for."""

    def __init__(self, table: pl.DataFrame) -> None:
        self._table = table
        self._names = [
            name
            for name in table.columns
            if name in {"group", "name"}
            or (name not in BASE_COLUMNS and table.schema[name] == pl.String)
        ]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        if name not in self._names:
            raise KeyError(name)
        return tuple(self._table[name].fill_null("").to_list())

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class Cohort:
    """One group of units that are ranked together."""

    group: str
    name: str
    scope: Scope


@dataclass
class Evaluation:
    """One run of a scheme over data in one period."""

    scheme: Scheme
    data: Data
    period: str
    source: FigureSource | None = None
    keeps_working: bool = True
    excluded: dict[str, str] = field(default_factory=dict)
    _ballots: dict[tuple[str, str], BallotCount] = field(default_factory=dict)

    def at(self, period: str) -> Evaluation:
        """The same scheme and data in another period; the units are not worked out again."""
        other = Evaluation(self.scheme, self.data, period, self.source, self.keeps_working)
        for name in ROSTER:
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def figures(self) -> FigureSource:
        """The figures as vectors over the units."""
        return self.source or figures_of(self.data)

    @cached_property
    def arithmetic(self) -> Arithmetic:
        """Exact with ``precision``, else float64."""
        return FLOATING if self.scheme.precision is None else EXACT

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Unit codes in code order."""
        return self.figures.units

    @cached_property
    def _table(self) -> pl.DataFrame:
        table = self.data.units
        return table if table["unit"].is_sorted() else table.sort("unit")

    @cached_property
    def names(self) -> dict[str, str]:
        """Unit code → name."""
        pairs = zip(self._table["unit"].to_list(), self._table["name"].to_list(), strict=True)
        return {unit: name or unit for unit, name in pairs}

    @cached_property
    def participates(self) -> Mask:
        """Who takes part: the data's flag, less units of no group or excluded by name."""
        named = {unit for item in self.scheme.exclusions for unit in item.units}
        flags: Mask = self._table["participates"].fill_null(value=True).to_numpy().astype(bool)
        kept: Mask = np.zeros(len(self.units), dtype=bool)
        for places in self.membership.values():
            kept[places] = True
        if named:
            kept &= np.array([unit not in named for unit in self.units], dtype=bool)
        return np.logical_and(flags, kept)

    @cached_property
    def everyone(self) -> Scope:
        """All units."""
        index: Index = np.arange(len(self.units), dtype=np.int64)
        return Scope("all units", index, self.participates)

    @cached_property
    def coefficients(self) -> dict[str, Floats]:
        """Numeric columns of the units table."""
        return {
            name: self._table[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
            for name in self._table.columns
            if name not in BASE_COLUMNS and self._table.schema[name].is_numeric()
        }

    @cached_property
    def attributes(self) -> Mapping[str, tuple[str, ...]]:
        """Text columns of the units table."""
        return TextColumns(self._table)

    @cached_property
    def reader(self) -> InputReader:
        """Reads inputs, each once."""
        better = {
            code: item["better"] for code, item in self.scheme.indicators.items() if item["better"]
        }
        return InputReader(
            self.figures,
            self.coefficients,
            self.attributes,
            self.scheme.inputs,
            self.everyone,
            self.arithmetic,
            better,
            self.scheme.rounding,
        )

    @cached_property
    def membership(self) -> dict[str, list[int]]:
        """Group id → positions of its units, groups in scheme order, then as they occur."""
        position = {} if not self.scheme.groups else self._position
        groups: dict[str, list[int]] = {group.id: [] for group in self.scheme.groups}
        by_word = {group.name: group.id for group in self.scheme.groups}
        for group in self.scheme.groups:
            for unit in group.members or ():
                if unit in position:
                    groups[group.id].append(position[unit])
        stated = {group.id for group in self.scheme.groups if group.members is not None}
        column = self._table["group"].fill_null("")
        for text in column.unique(maintain_order=True).to_list():
            parts = [part.strip() for part in text.split(";") if part.strip()]
            words = dict.fromkeys(by_word.get(part, part) for part in parts)
            held = [word for word in words if word not in stated]
            held = [word for word in held if word in groups or not self.scheme.groups]
            places = (column == text).arg_true().to_list() if held else []
            for word in held:
                groups.setdefault(word, []).extend(places)
        if not self.scheme.groups and not groups:
            groups["all"] = list(range(len(self.units)))
        return {name: sorted(places) for name, places in groups.items()}

    @cached_property
    def cohorts(self) -> tuple[Cohort, ...]:
        """The groups that have units."""
        titles = {group.id: group.name for group in self.scheme.groups}
        found = []
        for name, places in self.membership.items():
            if places:
                index = np.array(places, dtype=np.int64)
                scope = Scope(f"group {name}", index, self.participates[index])
                found.append(Cohort(name, titles.get(name, name), scope))
        return tuple(found)

    def units_of(self, override: Override, scope: Scope) -> list[int]:
        """Places in a scope of the units that an override concerns."""
        if override.unit is not None:
            wanted = {self._position.get(override.unit, -1)}
        elif scope.key in {self.everyone.key, f"group {override.group}"}:
            wanted = set(self.membership.get(str(override.group), ()))
        else:
            wanted = set()  # another group's exception, though a unit may be in both
        return [place for place, unit in enumerate(scope.index.tolist()) if unit in wanted]

    @cached_property
    def _position(self) -> dict[str, int]:
        return {unit: place for place, unit in enumerate(self.units)}

    def position_of(self, unit: str) -> int:
        """Place of a unit among all, −1 if there is none."""
        return self._position.get(unit, -1)

    def ballots(self, electorate: str, period: str) -> BallotCount:
        """The count of an electorate, done once."""
        key = (electorate, period)
        if key not in self._ballots:
            rules: Number = self.scheme.electorates[electorate]
            self._ballots[key] = count_ballots(self.data.ballots, electorate, period, rules)
        return self._ballots[key]
