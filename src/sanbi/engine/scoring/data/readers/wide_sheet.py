"""Makes tables of a wide sheet: one row per unit (and period), one column per indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanbi.engine.scoring.data.cells import PercentNumber, read_code, read_number, read_text
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.headings import BESIDE, COLUMN_NAMES, DEPTH, forms
from sanbi.engine.scoring.data.origin import RawTable
from sanbi.engine.scoring.data.readers.grid import Cell, Grid
from sanbi.engine.scoring.data.readers.layout import Layout
from sanbi.engine.scoring.data.readers.long_sheet import check_area

_ROLES = ("unit", "name", "group", "period")


@dataclass(frozen=True)
class _Columns:
    """What each column of the sheet is: numbers of columns, by name."""

    header: int
    roles: Mapping[str, int]
    indicators: Mapping[str, int]
    attributes: Mapping[str, int]


def read_wide(
    grid: Grid, layout: Layout, indicators: frozenset[str] | None, faults: FaultList
) -> list[RawTable]:
    """Return the observations and the units of a wide sheet.

    Columns that `layout.columns` names are indicators; so are columns headed by an indicator that
    the scheme uses (any column of numbers, when it is not known what the scheme uses). Of the
    others, each becomes a column of units: numbers are coefficients, text are attributes.
    """
    columns = _find_columns(grid, layout, indicators, faults)
    if columns is None:
        return []
    rows = grid.data_rows(columns.header)
    used = [*columns.roles.values(), *columns.indicators.values(), *columns.attributes.values()]
    check_area(grid, columns.header, rows, used, faults)
    return [_units(grid, columns, rows, faults), _observations(grid, columns, rows)]


def _find_columns(
    grid: Grid, layout: Layout, indicators: frozenset[str] | None, faults: FaultList
) -> _Columns | None:
    header = _find_header(grid, layout)
    if header < 0:
        name = layout.unit or COLUMN_NAMES["unit"][0]
        shown = ", ".join(str(cell) for cell in next(iter(grid.rows), []) if cell != "")
        faults.add("missing-named-column", grid.whole(), column=name, columns=shown)
        return None
    headings = grid.rows[header]
    numbers = {str(cell).strip(): n for n, cell in enumerate(headings) if str(cell).strip()}
    if not _named_columns_exist(grid, layout, header, numbers, faults):
        return None
    roles = {role: n for role in _ROLES if (n := _role_column(role, layout, headings)) is not None}
    named = {code: numbers[column] for column, code in layout.columns.items()}
    taken = {*roles.values(), *named.values(), *(numbers.get(c, -1) for c in layout.ignore)}
    found, attributes = dict(named), {}
    rows = grid.data_rows(header)
    for heading, number in numbers.items():
        if number in taken or _is_beside(heading):
            continue
        if _is_indicator(heading, grid.column(number, rows), indicators):
            found.setdefault(heading, number)
        else:
            attributes[heading] = number
    return _Columns(header, roles, found, attributes)


def _find_header(grid: Grid, layout: Layout) -> int:
    """Return the first row that holds the unit's heading and something beside it."""
    for number, row in enumerate(grid.rows[:DEPTH]):
        filled = sum(cell != "" for cell in row)
        if filled > 1 and _role_column("unit", layout, row) is not None:
            return number
    return -1


def _role_column(role: str, layout: Layout, headings: Sequence[Cell]) -> int | None:
    named: str | None = getattr(layout, role)
    for number, heading in enumerate(headings):
        if named is not None and str(heading).strip() == named:
            return number
        if named is None and set(forms(heading)) & {role, *COLUMN_NAMES[role]}:
            return number
    return None


def _named_columns_exist(
    grid: Grid, layout: Layout, header: int, numbers: Mapping[str, int], faults: FaultList
) -> bool:
    roles = [getattr(layout, role) for role in _ROLES if getattr(layout, role) is not None]
    missing = [name for name in (*roles, *layout.columns) if name not in numbers]
    shown = ", ".join(numbers)
    for name in missing:
        place = grid.cell_place(header, 0)
        faults.add("missing-named-column", place, column=name, columns=shown)
    return not missing


def _is_beside(heading: str) -> bool:
    aliases = {alias for name, names in BESIDE.items() for alias in (name, *names)}
    return bool(set(forms(heading)) & aliases)


def _is_indicator(heading: str, cells: list[Cell], indicators: frozenset[str] | None) -> bool:
    if indicators is not None:
        return read_code(heading).value in indicators
    return _mostly_numbers(cells)


def _mostly_numbers(cells: Sequence[Cell]) -> bool:
    filled = [cell for cell in cells if str(cell).strip()]
    numeric = sum(
        isinstance(cell, PercentNumber) or read_number(cell, note_text=False).value is not None
        for cell in filled
    )
    return bool(filled) and 2 * numeric >= len(filled)


def _units(grid: Grid, columns: _Columns, rows: Sequence[int], faults: FaultList) -> RawTable:
    """One row per unit, from its first row; attributes must not differ between its rows."""
    places = {role: n for role, n in columns.roles.items() if role != "period"}
    places |= columns.attributes
    codes = grid.column(columns.roles["unit"], rows)
    first: dict[object, int] = {}
    for row, cell in zip(rows, codes, strict=True):
        first.setdefault(read_code(cell).value, row)
    chosen = list(first.values())
    if len(chosen) < len(rows):
        _drop_varying(grid, columns, places, rows, first, faults)
    cells = {name: grid.column(number, chosen) for name, number in places.items()}
    origin = grid.origin(chosen, dict(places), columns.header)
    return RawTable("units", cells, origin, grid.typed)


def _drop_varying(
    grid: Grid,
    columns: _Columns,
    places: dict[str, int],
    rows: Sequence[int],
    first: Mapping[object, int],
    faults: FaultList,
) -> None:
    codes = [read_code(cell).value for cell in grid.column(columns.roles["unit"], rows)]
    for name, number in list(places.items()):
        if name == "unit":
            continue
        cells = grid.column(number, rows)
        known = dict(zip(rows, cells, strict=True))
        for row, code, cell in zip(rows, codes, cells, strict=True):
            if read_text(cell).value != read_text(known[first[code]]).value:
                place = grid.cell_place(row, number)
                tell = faults.add if name == "group" else faults.note
                tell("attribute-varies", place, text=name, unit=code)
                del places[name]
                break


def _observations(grid: Grid, columns: _Columns, rows: Sequence[int]) -> RawTable:
    """One row per unit, period and indicator; each remembers the column of its value."""
    codes = list(columns.indicators)
    numbers = list(columns.indicators.values())
    count = len(rows)
    units = grid.column(columns.roles["unit"], rows)
    values = [cell for number in numbers for cell in grid.column(number, rows)]
    cells: dict[str, list[Cell]] = {
        "unit": units * len(codes),
        "indicator": [code for code in codes for _ in range(count)],
        "value": values,
    }
    places: dict[str, int | Sequence[int]] = {
        "unit": columns.roles["unit"],
        "value": [number for number in numbers for _ in range(count)],
    }
    if "period" in columns.roles:
        cells["period"] = grid.column(columns.roles["period"], rows) * len(codes)
        places["period"] = columns.roles["period"]
    origin = grid.origin(list(rows) * len(codes), places, columns.header)
    return RawTable("observations", cells, origin, grid.typed)
