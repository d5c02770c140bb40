"""Reading a table of divisions: townships with their national codes."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

HEADS = {
    "name": ("name", "名称", "单位名称"),
    "kind": ("kind", "类别", "类型"),
    "code": ("code", "编码", "单位编码"),
    "parent": ("parent", "上级", "上级编码"),
    "statistics_code": ("statistics_code", "统计代码", "统计用区划代码"),
    "civil_code": ("civil_code", "民政代码", "行政区划代码"),
    "short_name": ("short_name", "简称"),
}
KINDS = {
    "county": "county",
    "township": "township",
    "department": "department",
    "zone": "zone",
    "firm": "firm",
    "县": "county",
    "乡镇": "township",
    "街道": "township",
    "部门": "department",
    "园区": "zone",
    "国企": "firm",
}
_CODE = re.compile(r"[0-9A-Za-z_.-]{1,20}")
_NATIONAL = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")
MOST_ROWS = 2000


@dataclass(frozen=True)
class Division:
    """A row as it was read."""

    line: int
    code: str
    name: str
    kind: str
    parent: str
    statistics_code: str
    civil_code: str
    short_name: str


@dataclass(frozen=True)
class TableFault:
    """What is wrong with a cell: its line, its column, a sentence, and how to mend it."""

    line: int
    column: str
    message: str
    hint: str = ""


@dataclass
class Divisions:
    """Rows and faults of a table; rows are used only where there is no fault."""

    rows: list[Division] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)


def read_divisions(text: str) -> Divisions:
    """Read CSV with the columns name and code, and perhaps the others of HEADS."""
    table = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    found = Divisions()
    places = _places(table[0] if table else [])
    for needed in ("name", "code"):
        if needed not in places:
            fault = _("The column “%(name)s” is missing.") % {"name": " / ".join(HEADS[needed])}
            found.faults.append(TableFault(1, needed, fault))
    if len(table) > MOST_ROWS:
        found.faults.append(TableFault(1, "", _("More than %(most)s rows.") % {"most": MOST_ROWS}))
    if found.faults:
        return found
    for line, row in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in row):
            _read(found, line, {name: _cell(row, place) for name, place in places.items()})
    _check_twice(found)
    return found


def _places(head: list[str]) -> dict[str, int]:
    cells = [cell.strip().lower() for cell in head]
    return {
        name: cells.index(word) for name, words in HEADS.items() for word in words if word in cells
    }


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _read(found: Divisions, line: int, cells: dict[str, str]) -> None:
    kind = cells.get("kind", "") or "township"
    faults = []
    if not cells["name"]:
        faults.append(TableFault(line, "name", _("The name is missing.")))
    if not _CODE.fullmatch(cells["code"]):
        hint = _("Up to 20 letters and digits.")
        faults.append(TableFault(line, "code", _("The code is not well formed."), hint))
    if kind not in KINDS:
        hint = _("One of: %(kinds)s.") % {"kinds": " ".join(KINDS)}
        faults.append(TableFault(line, "kind", _("The kind is unknown."), hint))
    for name in ("statistics_code", "civil_code"):
        value = cells.get(name, "")
        if value and not _NATIONAL.fullmatch(value):
            hint = _("6, 9 or 12 digits; keep the column as text in Excel.")
            faults.append(TableFault(line, name, _("The code is not well formed."), hint))
    found.faults += faults
    if not faults:
        found.rows.append(
            Division(
                line=line,
                code=cells["code"],
                name=cells["name"],
                kind=KINDS[kind],
                parent=cells.get("parent", ""),
                statistics_code=cells.get("statistics_code", ""),
                civil_code=cells.get("civil_code", ""),
                short_name=cells.get("short_name", ""),
            )
        )


def _check_twice(found: Divisions) -> None:
    for name in ("code", "statistics_code", "civil_code"):
        seen: dict[str, int] = {}
        for row in found.rows:
            value = getattr(row, name)
            if value and value in seen:
                text = _("The code stands in line %(line)s too.") % {"line": seen[value]}
                found.faults.append(TableFault(row.line, name, text))
            seen.setdefault(value, row.line)
