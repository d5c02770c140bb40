"""Reading a register from a table: one row a project, faults by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.orgs.chosen import people_by_name, units_by_name
from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.projects.facts import Facts, faults_of
from sanbi.apps.projects.models import LADDER, Origin, Project, Sort, Stage

MOST_ROWS = 5_000
HEADS = {
    "code": "项目编码",
    "name": "项目名称",
    "sort": "项目类别",
    "unit": "责任乡镇",
    "total_wan": "总投资（万元）",
    "content": "建设内容及规模",
    "investor": "投资方",
    "origin": "资金性质",
    "owner_unit": "建设单位",
    "lead_unit": "牵头部门",
    "departments": "配合部门",
    "leader": "包联领导",
    "owner": "项目责任人",
    "start_on": "计划开工",
    "due_on": "计划投产",
    "land_mu": "用地（亩）",
    "energy_tce": "年能耗（吨标准煤）",
    "emission_t": "年排放（吨）",
    "funds_wan": "财政资金（万元）",
    "jobs": "新增就业（人）",
    "tax_wan": "年税收（万元）",
    "location": "建设地点",
    "longitude": "经度",
    "latitude": "纬度",
    "tags": "标签",
    "lead": "线索日期",
    "signed": "签约日期",
    "started": "开工日期",
    "producing": "投产日期",
    "capacity": "达产日期",
}
"""Field → head of its column; the last five are the days on which a stage was reached."""
NEEDED = ("code", "name", "sort", "unit", "total_wan")
DECIMALS = (
    "total_wan",
    "land_mu",
    "energy_tce",
    "emission_t",
    "funds_wan",
    "tax_wan",
    "longitude",
    "latitude",
)
DAYS = ("start_on", "due_on")
UNITS = ("unit", "owner_unit", "lead_unit")
PEOPLE = ("leader", "owner")
TEXTS = ("code", "name", "content", "investor", "location")


@dataclass(frozen=True)
class Row:
    """A project of the table: its line, its facts, and stage → day for those it has reached."""

    line: int
    facts: Facts
    stages: Mapping[str, date]


@dataclass
class Table:
    """Rows, and the faults that stand in the way of all of them."""

    rows: list[Row] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)


class _UnfitError(Exception):
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True)
class _Known:
    """Names that cells may use: units by code or name, people by account or name."""

    units: Mapping[str, int]
    people: Mapping[str, int]


def read_register(rows: Sequence[Sequence[str]], today: date) -> Table:
    """Read rows of which the first is the head; every fault names its line and column."""
    found = Table()
    head = [cell.strip() for cell in rows[0]] if rows else []
    places = {name: head.index(word) for name, word in HEADS.items() if word in head}
    for name in NEEDED:
        if name not in places:
            message = _("The column “%(name)s” is missing.") % {"name": HEADS[name]}
            hint = _("Take the template for download.")
            found.faults.append(TableFault(1, HEADS[name], message, hint))
    if found.faults:
        return found
    known = _Known(units_by_name(), people_by_name())
    for line, row in enumerate(rows[1:], start=2):
        cells = {n: row[p].strip() if p < len(row) else "" for n, p in places.items()}
        if any(cells.values()):
            _read(found, line, cells, known, today)
    _twice(found)
    order = {word: place for place, word in enumerate(HEADS.values())}
    found.faults.sort(key=lambda fault: (fault.line, order[fault.column]))
    if not found.rows and not found.faults:
        found.faults.append(TableFault(1, "", _("There is no project in the table.")))
    return found


def _read(found: Table, line: int, cells: Mapping[str, str], known: _Known, today: date) -> None:
    values: dict[str, Any] = {}
    stages: dict[str, date] = {}
    faults = []
    for name, text in cells.items():
        try:
            value = _value(name, text, known)
        except _UnfitError as unfit:
            faults.append(TableFault(line, HEADS[name], unfit.message, unfit.hint))
            continue
        if name not in set(Stage):
            values[name] = value
        elif value is not None:
            stages[name] = value
    if not faults:
        facts = Facts(**values)
        faults += [
            TableFault(line, HEADS[fault.where], fault.message, fault.hint)
            for fault in faults_of(facts)
        ]
        faults += list(_stage_faults(line, stages, today))
    found.faults += faults
    if not faults:
        found.rows.append(Row(line, facts, stages))


def _value(name: str, text: str, known: _Known) -> Any:  # noqa: ANN401, PLR0911 - one for each sort of cell
    if name in TEXTS:
        return text
    if name == "sort":
        return _choice(text, Sort.choices)
    if name == "origin":
        return _choice(text, Origin.choices) if text else Origin.PRIVATE.value
    if name in UNITS:
        return _one_of(known.units, text, _("There is no such unit.")) if text else _no(name)
    if name in PEOPLE:
        return _one_of(known.people, text, _("There is no such person.")) if text else None
    if name == "departments":
        parts = split_tags(text)
        return tuple(_one_of(known.units, part, _("There is no such unit.")) for part in parts)
    if name == "tags":
        return split_tags(text)
    if name in DAYS or name in set(Stage):
        return _day(text) if text else None
    if name == "jobs":
        return int(_number(text)) if text else None
    return _number(text) if text else _no(name)


def split_tags(text: str) -> tuple[str, ...]:
    """Return the parts of a text with commas, each once."""
    parts = text.translate(str.maketrans("，、；;", ",,,,")).split(",")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _no(name: str) -> None:
    if name in NEEDED:
        raise _UnfitError(_("The cell is empty."), _("Fill it in."))


def _choice(text: str, choices: Sequence[tuple[str, Any]]) -> str:
    for value, label in choices:
        if text in {value, str(label)}:
            return value
    names = "、".join(str(label) for _value, label in choices)
    raise _UnfitError(_("This is not one of the list."), _("One of: %(names)s.") % {"names": names})


def _one_of(known: Mapping[str, int], text: str, message: str) -> int:
    if text not in known:
        raise _UnfitError(message, _("Write the code or the name as it is kept here."))
    return known[text]


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise _UnfitError(
            _("“%(text)s” is no number.") % {"text": text[:20]}, _("Write digits, without a unit.")
        )
    return value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-")[:10])
    except ValueError as error:
        raise _UnfitError(
            _("“%(text)s” is no day.") % {"text": text[:20]}, _("Write it such as 2026-09-30.")
        ) from error


def _stage_faults(line: int, stages: Mapping[str, date], today: date) -> list[TableFault]:
    """Days of stages: one after the other, none to come, none left out between two."""
    faults = []
    reached = [stage for stage in LADDER if stage in stages]
    top = LADDER.index(reached[-1]) if reached else 0
    before: date | None = None
    for place, stage in enumerate(LADDER[: top + 1]):
        day = stages.get(stage)
        if day is None:
            if place:
                message = _("A later stage was reached, but not this one.")
                faults.append(TableFault(line, HEADS[stage], message, _("Fill in its day.")))
            continue
        if day > today:
            message, hint = _("This day has not come yet."), _("Write a day up to today.")
            faults.append(TableFault(line, HEADS[stage], message, hint))
        if before is not None and day < before:
            message, hint = _("It lies before the stage below."), _("Mend one of the days.")
            faults.append(TableFault(line, HEADS[stage], message, hint))
        before = day
    return faults


def _twice(found: Table) -> None:
    seen: dict[str, int] = {}
    for row in found.rows:
        code = row.facts.code
        if code in seen:
            text = _("The code stands in line %(line)s too.") % {"line": seen[code]}
            found.faults.append(TableFault(row.line, HEADS["code"], text, _("Mend one.")))
        seen.setdefault(code, row.line)


def filled_up(row: Row, project: Project, columns: set[str]) -> Facts:
    """Return the facts of a row, with what its table has no column for taken from the project."""
    kept = {
        name: _kept(project, name) for name in Facts.__dataclass_fields__ if name not in columns
    }
    return replace(row.facts, **kept)


def _kept(project: Project, name: str) -> Any:  # noqa: ANN401 - a field's value
    if name == "departments":
        return tuple(sorted(unit.pk for unit in project.departments.all()))
    if name == "tags":
        return tuple(project.tags)
    return getattr(project, f"{name}_id" if name in {*UNITS, *PEOPLE} else name)
