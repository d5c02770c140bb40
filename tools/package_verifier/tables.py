"""The data tables of a package: data/*.csv, read into plain records."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from package_verifier.exact import is_number, measured
from package_verifier.faults import DamagedError

UNIT_COLUMNS = ("unit", "name", "group", "participates", "formerly")
YES = {"", "true", "1", "yes", "是"}
NO = {"false", "0", "no", "否"}
Row = dict[str, str]


@dataclass(frozen=True)
class Unit:
    """One assessed unit; ``numbers`` and ``texts`` are its further columns, blanks left out."""

    code: str
    name: str
    groups: tuple[str, ...]
    participates: bool
    numbers: Mapping[str, Fraction]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Observation:
    """Value and target of one indicator, unit and period; None where blank."""

    version: Fraction
    value: Fraction | None
    target: Fraction | None


@dataclass(frozen=True)
class Rating:
    """One assessor's mark for a unit on a leaf."""

    assessor: str
    rating: Fraction


@dataclass(frozen=True)
class Event:
    """Something that happened ``count`` times."""

    kind: str
    count: Fraction
    amount: Fraction | None


@dataclass(frozen=True)
class Mark:
    """One mark on one ballot."""

    ballot: str
    voter_class: str
    voter_unit: str
    unit: str
    criterion: str
    mark: str


@dataclass(frozen=True)
class History:
    """What a unit reached in an earlier period; None where blank."""

    score: Fraction | None
    rank: Fraction | None
    grade: str | None


@dataclass
class Tables:
    """All data of a package, keyed for reading."""

    units: dict[str, Unit] = field(default_factory=dict)
    number_columns: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)
    observations: dict[tuple[str, str, str], Observation] = field(default_factory=dict)
    ratings: dict[tuple[str, str, str], list[Rating]] = field(default_factory=dict)
    events: dict[tuple[str, str, str], list[Event]] = field(default_factory=dict)
    ballots: dict[tuple[str, str], list[Mark]] = field(default_factory=dict)
    history: dict[tuple[str, str, str], History] = field(default_factory=dict)


class Table:
    """One CSV file: its header and its rows with line numbers."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        try:
            text = content.decode("utf-8-sig")
            lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except (UnicodeDecodeError, csv.Error) as error:
            raise self.fault(1, f"not a readable CSV table ({error})") from error
        self.header = lines[0] if lines else []
        if len(set(self.header)) != len(self.header):
            raise self.fault(1, "a column stands twice")
        self.lines = lines[1:]

    def fault(self, line: int, why: str) -> DamagedError:
        """Return the fault that names this file and line."""
        return DamagedError("table", file=self.file, line=line, why=why)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield line number and cells by column name."""
        for line, cells in enumerate(self.lines, start=2):
            if len(cells) != len(self.header):
                raise self.fault(
                    line, f"{len(cells)} cells where the header has {len(self.header)}"
                )
            yield line, dict(zip(self.header, cells, strict=True))

    def number(self, line: int, row: Row, column: str) -> Fraction | None:
        """Return the number in a cell, None for a blank one."""
        text = row.get(column, "")
        if not text:
            return None
        try:
            return measured(text)
        except ValueError as error:
            raise self.fault(line, f"{column} is {text!r}, not a number") from error

    def needed(self, line: int, row: Row, column: str) -> str:
        """Return a cell that may not be blank."""
        if not row.get(column, ""):
            raise self.fault(line, f"{column} is blank")
        return row[column]


class _Reader:
    """Fills Tables file by file; ``known`` maps old and new unit codes to the unit."""

    def __init__(self, default_period: str) -> None:
        self.tables = Tables()
        self.known: dict[str, str] = {}
        self.period = default_period

    def units(self, table: Table) -> None:
        extra = [name for name in table.header if name not in UNIT_COLUMNS]
        rows = list(table.rows())
        numeric = {
            name for name in extra if all(is_number(row[name]) for _, row in rows if row[name])
        }
        self.tables.number_columns = numeric
        for line, row in rows:
            code = table.needed(line, row, "unit")
            self._claim(table, line, code, code)
            said = row.get("participates", "").strip().lower()
            if said not in YES | NO:
                raise table.fault(line, f"participates is {said!r}, neither true nor false")
            numbers = {name: table.number(line, row, name) for name in numeric}
            self.tables.units[code] = Unit(
                code=code,
                name=row.get("name", ""),
                groups=split_list(row.get("group", "")),
                participates=said in YES,
                numbers={name: value for name, value in numbers.items() if value is not None},
                texts={name: row[name] for name in extra if row[name]},
            )
        for line, row in rows:
            for old in split_list(row.get("formerly", "")):
                self._claim(table, line, old, row["unit"])

    def _claim(self, table: Table, line: int, code: str, unit: str) -> None:
        if self.known.setdefault(code, unit) != unit or (
            code == unit and code in self.tables.units
        ):
            raise table.fault(line, f"the unit code {code} is there twice")

    def unit(self, table: Table, line: int, row: Row) -> str:
        code = table.needed(line, row, "unit")
        if code not in self.known:
            raise table.fault(line, f"the unit {code} is not in data/units.csv")
        return self.known[code]

    def observations(self, table: Table) -> None:
        found = self.tables.observations
        versions: set[tuple[str, str, str, Fraction]] = set()
        for line, row in table.rows():
            key = (
                self.unit(table, line, row),
                table.needed(line, row, "indicator"),
                row.get("period") or self.period,
            )
            self.tables.indicators.add(key[1])
            version = table.number(line, row, "version") or Fraction(0)
            if (*key, version) in versions:
                raise table.fault(line, "the same unit, indicator, period and version again")
            versions.add((*key, version))
            if key not in found or found[key].version < version:
                found[key] = Observation(
                    version, table.number(line, row, "value"), table.number(line, row, "target")
                )

    def ratings(self, table: Table) -> None:
        for line, row in table.rows():
            value = table.number(line, row, "rating")
            if value is None:
                continue
            key = (
                self.unit(table, line, row),
                table.needed(line, row, "leaf"),
                row.get("period") or self.period,
            )
            rating = Rating(row.get("assessor", ""), value)
            self.tables.ratings.setdefault(key, []).append(rating)

    def events(self, table: Table) -> None:
        for line, row in table.rows():
            key = (
                self.unit(table, line, row),
                table.needed(line, row, "item"),
                row.get("period") or self.period,
            )
            count = table.number(line, row, "count")
            event = Event(
                row.get("kind", ""),
                Fraction(1) if count is None else count,
                table.number(line, row, "amount"),
            )
            self.tables.events.setdefault(key, []).append(event)

    def ballots(self, table: Table) -> None:
        for line, row in table.rows():
            key = (table.needed(line, row, "electorate"), row.get("period") or self.period)
            voter = row.get("voter_unit", "")
            mark = Mark(
                table.needed(line, row, "ballot"),
                row.get("class", ""),
                self.known.get(voter, voter),
                self.unit(table, line, row),
                row.get("criterion", ""),
                row.get("mark", "").strip(),
            )
            self.tables.ballots.setdefault(key, []).append(mark)

    def history(self, table: Table) -> None:
        for line, row in table.rows():
            code = table.needed(line, row, "unit")  # a unit of an earlier year may be gone
            key = (
                self.known.get(code, code),
                row.get("group", ""),
                table.needed(line, row, "period"),
            )
            if key in self.tables.history:
                raise table.fault(line, "the same unit, group and period again")
            self.tables.history[key] = History(
                table.number(line, row, "score"),
                table.number(line, row, "rank"),
                row.get("grade") or None,
            )


def split_list(text: str) -> tuple[str, ...]:
    """Split ``a;b`` into its parts, blanks around them cut."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def read_tables(files: Mapping[str, bytes], default_period: str) -> Tables:
    """Read every data/*.csv of a package.

    Parameters
        files : mapping of name in the package to bytes.
        default_period : the period of events, ratings and ballots that name none.
    Raises
        DamagedError  naming file and line, for what is no canonical table.
    """
    reader = _Reader(default_period)
    reading = {
        "units": reader.units,
        "observations": reader.observations,
        "ratings": reader.ratings,
        "events": reader.events,
        "ballots": reader.ballots,
        "history": reader.history,
    }
    if "data/units.csv" not in files:
        raise DamagedError("needed", file="data/units.csv")
    for name in files:
        if name.startswith("data/") and name[5:].removesuffix(".csv") not in reading:
            raise DamagedError("scheme", where=name, why="this table is unknown to the checker")
    for name, read in reading.items():
        file = f"data/{name}.csv"
        if file in files:
            read(Table(file, files[file]))
    return reader.tables
