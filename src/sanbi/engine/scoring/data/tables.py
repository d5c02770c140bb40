"""The clean tables that are scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import polars as pl

from sanbi.engine.scoring.data.assembly import assemble
from sanbi.engine.scoring.data.cells import read_period
from sanbi.engine.scoring.data.expectation import Expectation, check_names
from sanbi.engine.scoring.data.faultlist import WHOLE, FaultList, Place
from sanbi.engine.scoring.data.origin import Origin, RawTable, RowOrigin
from sanbi.engine.scoring.data.repeats import refuse_duplicates
from sanbi.engine.scoring.data.schemas import TABLES
from sanbi.engine.scoring.faults import Fault

Row = Mapping[str, Any]
ANYTHING = Expectation()


@dataclass(frozen=True, eq=False)
class Data:
    """Units and everything reported about them, cleaned, checked, and sorted by key.

    Text is never null (an empty cell is ""), numbers are finite or null, of several versions of an
    observation the highest is kept, and former codes are replaced. A period is its canonical text
    (2026-09, 2026Q3, 2026H1, 2026, or a label); "" means the scheme's period, see `with_period`.

    Parameters
        units : DataFrame, one row per unit: unit, name, group (`;` between several), participates,
            formerly, then further columns, sorted by name: Float64 (coefficients) or String
            (attributes).
        observations : DataFrame: unit, indicator, period, value, target, version, source,
            revised; one row per unit, indicator and period.
        ratings : DataFrame: unit, leaf, period, assessor, rating, reason; several rows per key are
            several opinions.
        events : DataFrame: unit, item, period, kind, count, amount, document, note.
        ballots : DataFrame: electorate, period, ballot, class, voter_unit, unit, criterion, mark.
            A ballot paper is electorate, period, class and ballot together.
        history : DataFrame: unit, group, period, score, rank, grade.
        notes : what was smoothed or left out, severity `note`.
    Source      docs/mechanisms/scheme.md §3, docs/mechanisms/data.md
    """

    units: pl.DataFrame
    observations: pl.DataFrame
    ratings: pl.DataFrame
    events: pl.DataFrame
    ballots: pl.DataFrame
    history: pl.DataFrame
    notes: tuple[Fault, ...] = ()
    origins: Mapping[str, tuple[Origin, pl.Series]] = field(default_factory=dict, repr=False)

    @classmethod
    def from_rows(
        cls,
        *,
        units: Iterable[Row] = (),
        observations: Iterable[Row] = (),
        ratings: Iterable[Row] = (),
        events: Iterable[Row] = (),
        ballots: Iterable[Row] = (),
        history: Iterable[Row] = (),
        period: str | None = None,
        language: str = "en",
    ) -> Self:
        """Return the data of rows that stand in a program.

        Parameters
            units, observations, … : mappings with the column names of `schemas.TABLES`; a missing
                key takes its default. Without units, the units are those that the others name.
            period : the scheme's period, for rows without one.
            language : `en` or `zh`, for the messages.
        Raises
            DataFaults  with every fault, by table, row and column: `observations[3].value`.
        >>> rows = [{"unit": "A", "indicator": "gdp", "period": "2026年三季度", "value": 6.4}]
        >>> Data.from_rows(observations=rows).observations["period"].to_list()
        ['2026Q3']
        """
        given = dict(
            zip(TABLES, (units, observations, ratings, events, ballots, history), strict=True)
        )
        faults = FaultList(language)
        tables = []
        for order, (name, rows) in enumerate(given.items()):
            listed = list(rows)
            if listed:
                tables.append(_raw_table(name, listed, order, faults))
        return cls.from_tables(tables, period, faults)

    @classmethod
    def from_tables(
        cls,
        tables: Iterable[RawTable],
        period: str | None,
        faults: FaultList,
        expected: Expectation = ANYTHING,
    ) -> Self:
        """Return the data of tables as a reader found them.

        Raises
            DataFaults  with every fault, those that `faults` already holds included.
        """
        scheme_period = _scheme_period(period, faults)
        frames, origins = assemble(list(tables), scheme_period, faults)
        check_names(frames, origins, expected, faults)
        faults.raise_if_any()
        places = {name: (origin, frames[name]["_row"]) for name, origin in origins.items()}
        clean = {name: frame.drop("_row") for name, frame in frames.items()}
        return cls(**clean, notes=faults.notes(), origins=places)

    def with_period(self, period: str, language: str = "en") -> Self:
        """Return the data with every empty period filled in.

        Raises
            DataFaults  when a row without period then repeats one that names it.
        """
        faults = FaultList(language)
        text = _scheme_period(period, faults)
        changed: dict[str, pl.DataFrame] = {}
        origins = dict(self.origins)
        for name in ("observations", "ratings", "events", "ballots", "history"):
            frame: pl.DataFrame = getattr(self, name)
            if not (frame["period"] == "").any():
                continue
            origin, rows = origins.get(name, (RowOrigin(name), pl.Series(range(frame.height))))
            filled = frame.with_columns(pl.col("period").replace("", text), _row=rows)
            kept = refuse_duplicates(name, filled, origin, faults)
            kept = kept.sort(*self._sort_key(name), maintain_order=True)
            origins[name] = (origin, kept["_row"])
            changed[name] = kept.drop("_row")
        faults.raise_if_any()
        notes = (*self.notes, *faults.notes())
        return replace(self, **changed, notes=notes, origins=origins)

    @staticmethod
    def _sort_key(name: str) -> list[str]:
        columns = TABLES[name]
        return sorted(columns, key=lambda column: not columns[column].key)

    def place(self, table: str, row: int, column: str) -> str:
        """Return where a cell came from, such as `数据!D7`, for a message; "" if unknown.

        Parameters
            table : str, such as `observations`.
            row : int, place of the row in the frame, from 0.
            column : str, such as `target`.
        """
        if table not in self.origins:
            return ""
        origin, rows = self.origins[table]
        return origin.place(int(rows[row]), column).text


def _raw_table(name: str, rows: list[Row], order: int, faults: FaultList) -> RawTable:
    origin = RowOrigin(name, order)
    known = TABLES[name]
    keys = dict.fromkeys(key for row in rows for key in row)
    for wrong in [key for key in keys if not _is_column(name, key)]:
        del keys[wrong]
        first = next(index for index, row in enumerate(rows) if wrong in row)
        columns = ", ".join(known)
        place = origin.place(first, str(wrong))
        faults.add("unknown-key", place, key=wrong, table=name, columns=columns)
    required = dict.fromkeys(name for name, column in known.items() if column.required)
    cells = {key: [row.get(key) for row in rows] for key in {**required, **keys}}
    return RawTable(name, cells, origin, typed=True)


def _is_column(table: str, key: object) -> bool:
    """Tell whether a table may have this column; units may have further ones."""
    if key in TABLES[table]:
        return True
    return (
        table == "units"
        and isinstance(key, str)
        and key.strip() == key
        and not key.startswith("_")
        and key != ""
    )


def _scheme_period(period: str | None, faults: FaultList) -> str:
    if not period:
        return ""
    reading = read_period(period)
    if reading.fault:
        faults.add(reading.fault, Place(WHOLE.order, "period"), **reading.facts)
        return ""
    return str(reading.value)
