"""Plans in YAML: the project's own format, in Chinese or English keys."""

from __future__ import annotations

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.files.calendars import read_calendars
from sanbi.engine.scheduling.files.plan import Lack, Plan, SharedPool
from sanbi.engine.scheduling.files.plan_tasks import TASK_KEYS, PlanTasks
from sanbi.engine.scheduling.files.reading import Reading, words_of
from sanbi.engine.scheduling.files.spots import Spot, spots_of

FORMAT = 1
MOST_UNITS = 10_000  # of a pool
PLAN_KEYS = words_of(
    {
        "plan": ("计划",),
        "title": ("名称",),
        "start": ("开始", "开始日期"),
        "due": ("期限",),
        "on": ("截至", "as_of"),
        "units": ("责任单位",),
        "calendars": ("日历",),
        "pools": ("共享资源",),
        "tasks": ("节点", "任务"),
    }
)
POOL_KEYS = words_of(
    {"key": ("编号",), "name": ("名称",), "capacity": ("数量",), "lacks": ("缺额",)}
)
LACK_KEYS = words_of({"from": ("自",), "to": ("至",), "units": ("数量",)})


def read_plan_yaml(content: bytes, name: str) -> Plan:
    """Return the plan of a YAML file; docs/mechanisms/schedule-files.md describes it.

    Raises
    ------
    SchedulingFaults
        with every fault and its line.
    """
    return plan_of(spots_of(content, name), name)


def plan_of(spot: Spot, name: str) -> Plan:
    """Return the plan that spots describe."""
    reading = Reading()
    fields = reading.fields(spot, PLAN_KEYS)
    if not fields:
        reading.close()
    reading.whole(fields.get("plan"), FORMAT, FORMAT)
    title = reading.text(fields.get("title")) or name
    start, due, on = (reading.day(fields.get(key)) for key in ("start", "due", "on"))
    calendars = read_calendars(fields.get("calendars"), reading)
    pools = _pools(fields.get("pools"), reading)
    units = [reading.text(item) for item in reading.items(fields.get("units"))]
    tasks = PlanTasks(reading, pools, units)
    if "tasks" not in fields:
        reading.add(spot, Phrase("there is no task"), Phrase("write tasks: with key and days"))
    for item in reading.items(fields.get("tasks")):
        tasks.take(reading.fields(item, TASK_KEYS), item.where)
    network = tasks.network(calendars)
    return Plan(title, network, start, due, on, tuple(pools.values()), tasks.about)


def _pools(spot: Spot | None, reading: Reading) -> dict[str, SharedPool]:
    found: dict[str, SharedPool] = {}
    for item in reading.items(spot):
        fields = reading.fields(item, POOL_KEYS)
        key = reading.text(fields.get("key"))
        if not key or key in found:
            message = (
                Phrase("the key '{key}' stands twice", key=key)
                if key
                else Phrase("the pool has no key")
            )
            reading.add(item, message, Phrase("give each pool a key of its own"))
            continue
        capacity = reading.whole(fields.get("capacity"), 0, MOST_UNITS)
        if "capacity" not in fields:
            reading.add(item, Phrase("the pool has no capacity"), Phrase("write capacity: 2"))
        lacks = [_lack(each, reading) for each in reading.items(fields.get("lacks"))]
        found[key] = SharedPool(
            key,
            MOST_UNITS if capacity is None else capacity,
            reading.text(fields.get("name")),
            tuple(lack for lack in lacks if lack is not None),
        )
    return found


def _lack(spot: Spot, reading: Reading) -> Lack | None:
    fields = reading.fields(spot, LACK_KEYS)
    first, last = (reading.day(fields.get(key)) for key in ("from", "to"))
    units = reading.whole(fields.get("units"), 0, MOST_UNITS)
    if first is None or last is None or units is None or last < first:
        reading.add(
            spot,
            Phrase("says no stretch of days with a number of units"),
            Phrase("write from, to and units"),
        )
        return None
    return Lack(first, last, units)
