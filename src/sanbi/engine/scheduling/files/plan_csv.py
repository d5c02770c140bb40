"""Plans as tables: one row a task, what it waits for as in 3FS+2;5."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault
from sanbi.engine.scheduling.files.calendars import usual_calendars
from sanbi.engine.scheduling.files.links import link_text
from sanbi.engine.scheduling.files.plan import STAGES, Plan
from sanbi.engine.scheduling.files.plan_tasks import TASK_FIELDS, TASK_KEYS, PlanTasks
from sanbi.engine.scheduling.files.plan_yaml_writing import plan_data
from sanbi.engine.scheduling.files.reading import Reading
from sanbi.engine.scheduling.files.sheets import csv_sheet, csv_text, rows_of
from sanbi.engine.scheduling.network import Link

UNWRITTEN = {
    "calendars": Phrase("calendars"),
    "pools": Phrase("pools"),
    "start": Phrase("the start of the whole"),
    "due": Phrase("the due date of the whole"),
    "on": Phrase("the last known day"),
}


def read_plan_csv(content: bytes, name: str) -> Plan:
    """Return the plan of a table with a column 编号 or key; its calendars are the usual ones.

    Columns that are not known are left out and noted.

    Raises
    ------
    SchedulingFaults
        with every fault, its line and column.
    """
    sheet = csv_sheet(content, name)
    reading = Reading()
    tasks = PlanTasks(reading)
    unread: dict[str, SchedulingFault] = {}
    for row in rows_of(sheet, TASK_KEYS, "key"):
        tasks.take(row.fields, row.where)
        for head, spot in row.others.items():
            note = SchedulingFault(spot.where, Phrase("the column '{head}' is not read", head=head))
            unread.setdefault(head, note)
    if not tasks.tasks:
        reading.add(name, Phrase("there is no task"), Phrase("write at least one"))
    network = tasks.network(usual_calendars())
    return Plan(sheet.name, network, about=tasks.about, notes=tuple(unread.values()))


def plan_csv(plan: Plan) -> bytes:
    """Return a plan as a table with Chinese heads; `lost_in_csv` says what it has no place for."""
    return csv_text(_rows(plan))


def lost_in_csv(plan: Plan) -> list[Phrase]:
    """What a table has no place for."""
    held = plan_data(plan)
    lost = [
        Phrase("a table has no place for {what}", what=what)
        for key, what in UNWRITTEN.items()
        if key in held
    ]
    lost.extend(
        Phrase("a table has no place for calendar and overlap of {before} → {after}",
               before=link.before, after=link.after)
        for link in plan.network.links
        if link != _plain(link)
    )  # fmt: skip
    return lost


def _plain(link: Link) -> Link:
    return Link(link.before, link.after, link.kind, link.lag)


def _rows(plan: Plan) -> Iterator[list[str]]:
    tasks = plan_data(plan)["tasks"]
    columns = [key for key in TASK_FIELDS if key != "needs" and any(key in row for row in tasks)]
    yield [TASK_FIELDS[key][0] for key in columns]
    waits: dict[str, list[str]] = {}
    for link in plan.network.links:
        text = link_text(_plain(link), plan.network.place)
        waits.setdefault(link.after, []).append(text)
    for row in tasks:
        row["after"] = ";".join(waits.get(row["key"], ()))
        row["stage"] = STAGES.get(row.get("stage", ""), "")
        yield [_cell(row.get(key)) for key in columns]


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever stands in plain data
    return "" if value is None else str(value)
