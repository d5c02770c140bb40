"""What stands in the package beside what must stand there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from package_verifier.anchors import agree, stored_number
from package_verifier.faults import DamagedError
from package_verifier.result_rows import Cell, ResultFile
from package_verifier.tables import Table

Stored = dict[tuple[str, ...], tuple[int, dict[str, str]]]


@dataclass(frozen=True)
class Difference:
    """One cell, row or header that is not as it must be; ``row`` counts lines from 1."""

    file: str
    row: int
    column: str
    stored: str
    recomputed: str


def read_results(files: Mapping[str, bytes]) -> dict[str, Table]:
    """Read all result/*.csv files of a package."""
    return {
        name: Table(name, content)
        for name, content in files.items()
        if name.startswith("result/") and name.endswith(".csv")
    }


def keyed(table: Table, keys: tuple[str, ...]) -> Stored:
    """Return the rows of a table by the cells that name them; the first of doubles."""
    found: Stored = {}
    for line, row in table.rows():
        found.setdefault(tuple(row.get(name, "") for name in keys), (line, row))
    return found


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else repr(float(cell))


def _same(stored: str, expected: Cell) -> bool:
    if isinstance(expected, str):
        return stored == expected
    number = stored_number(stored)
    return number is not None and agree(number, expected)


def _cell_differences(
    file: str, line: int, row: dict[str, str], cells: Mapping[str, Cell]
) -> Iterator[Difference]:
    for column, expected in cells.items():
        if not _same(row[column], expected):
            yield Difference(file, line, column, row[column], _shown(expected))


def compare_file(file: str, table: Table, expected: ResultFile) -> Iterator[Difference]:
    """Yield every difference of one result file, from the top down."""
    if tuple(table.header) != expected.columns:
        yield Difference(file, 1, "", ",".join(table.header), ",".join(expected.columns))
        return
    stored = keyed(table, expected.keys)
    wanted = {row.key: row for row in expected.rows}
    order = [row.key for row in expected.rows]
    found: list[Difference] = []
    for key, (line, row) in stored.items():
        if key in wanted:
            found += _cell_differences(file, line, row, wanted[key].cells)
        else:
            found.append(Difference(file, line, "", " ".join(key), "no such row"))
    end = len(table.lines) + 2
    found += [
        Difference(file, end, "", "no such row", " ".join(key))
        for key in order
        if key not in stored
    ]
    if not found:
        found += _order_differences(file, table, expected, order)
    yield from found


def _order_differences(
    file: str, table: Table, expected: ResultFile, order: list[tuple[str, ...]]
) -> Iterator[Difference]:
    lines = [(line, tuple(row[name] for name in expected.keys)) for line, row in table.rows()]
    for (line, key), wanted in zip(lines, order, strict=False):
        if key != wanted:
            yield Difference(file, line, "", " ".join(key), " ".join(wanted))
            return
    for line, key in lines[len(order) :]:
        yield Difference(file, line, "", " ".join(key), "this row stands twice")


def compare_all(
    tables: Mapping[str, Table], expected: Mapping[str, ResultFile]
) -> list[Difference]:
    """Return every difference of all result files.

    A file may be left out only where it would hold nothing.
    """
    found: list[Difference] = []
    for file, wanted in expected.items():
        if file in tables:
            found += compare_file(file, tables[file], wanted)
        elif any(cell != "" for row in wanted.rows for cell in row.cells.values()):
            raise DamagedError("needed", file=file)
    for file in sorted(set(tables) - set(expected)):
        raise DamagedError("scheme", where=file, why="this file is unknown to the checker")
    return found


def count_figures(expected: Mapping[str, ResultFile]) -> dict[str, int]:
    """Return how many figures of each kind were recomputed."""
    counted = {
        "leaf scores": ("result/working.csv", "score"),
        "nodes": ("result/nodes.csv", "score"),
        "totals": ("result/ranking.csv", "score"),
        "ranks": ("result/ranking.csv", "rank"),
        "grades": ("result/grades.csv", "grade"),
    }
    return {
        kind: sum(row.cells[column] != "" for row in expected[file].rows)
        for kind, (file, column) in counted.items()
    }


def foothold_rows(
    tables: Mapping[str, Table], shapes: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, ...], dict[str, str]]:
    """Return stored rows by file and key, for the anchors of float64 results."""
    return {
        (file, *key): row
        for file, keys in shapes.items()
        if file in tables
        for key, (_, row) in keyed(tables[file], keys).items()
    }
