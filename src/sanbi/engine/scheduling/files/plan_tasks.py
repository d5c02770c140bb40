"""The tasks of a plan file, whether they stand in YAML or in the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.days import WorkCalendar
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.files.calendars import code_of
from sanbi.engine.scheduling.files.links import SEPARATORS, link_of
from sanbi.engine.scheduling.files.plan import MOST_TASKS, STAGES, About, SharedPool
from sanbi.engine.scheduling.files.reading import Reading, words_of
from sanbi.engine.scheduling.files.spots import Spot, normal
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task
from sanbi.engine.scheduling.network.checking import LONGEST

TASK_FIELDS: dict[str, tuple[str, ...]] = {
    "key": ("编号", "序号", "id"),
    "name": ("名称", "节点", "任务", "节点名称", "任务名称"),
    "unit": ("责任单位",),
    "stage": ("阶段",),
    "days": ("工期", "duration", "天数"),
    "calendar": ("日历",),
    "after": ("前置", "前置任务", "前置节点", "predecessors"),
    "needs": ("占用",),
    "not_before": ("最早开始", "不早于"),
    "due": ("期限", "deadline", "截止"),
    "started": ("实际开始",),
    "finished": ("实际完成",),
    "remaining": ("剩余工期",),
    "shortest": ("最短工期",),
    "crash_cost": ("压缩代价",),
    "through": ("连续施工日历",),
    "through_cost": ("连续施工代价",),
}
TASK_KEYS = words_of(TASK_FIELDS)
LINK_KEYS = words_of(
    {
        "task": ("节点",),
        "kind": ("关系",),
        "lag": ("间隔",),
        "calendar": ("日历",),
        "overlap": ("可搭接",),
        "overlap_cost": ("搭接代价",),
    }
)
STAGE_WORDS = {**{key: key for key in STAGES}, **{word: key for key, word in STAGES.items()}}
KIND_WORDS = {word: kind.value for kind in LinkKind for word in (kind.value, kind.value.lower())}
MOST_LINKS = 1_000  # of one task
Fields = Mapping[str, Spot]


@dataclass
class PlanTasks:
    """Tasks as they are read one by one, then joined to a network.

    Parameters
    ----------
    reading : Reading
        Takes the faults.
    pools : mapping of str to SharedPool
        That tasks may need.
    units : sequence of str
        The only units that may be responsible; where there are any, each task must name one.
    """

    reading: Reading
    pools: Mapping[str, SharedPool] = field(default_factory=dict)
    units: Sequence[str] = ()
    tasks: list[Task] = field(default_factory=list)
    about: dict[str, About] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    _waits: list[tuple[str, Spot]] = field(default_factory=list)
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, fields: Fields, where: str) -> None:
        """Read one task."""
        reading = self.reading
        if len(self.tasks) == MOST_TASKS:
            message = Phrase("there are more than {most} tasks", most=MOST_TASKS)
            reading.add(where, message, Phrase("split the plan"))
            reading.close()
        key = normal(reading.text(fields.get("key")))
        if not key or SEPARATORS.search(key):
            message = (
                Phrase("the key '{key}' holds a comma or semicolon", key=key)
                if key
                else Phrase("the task has no key")
            )
            reading.add(where, message, Phrase("write a number or a word"))
            return
        if key in self.places:
            message = Phrase("the key '{key}' stands twice, first at {first}",
                             key=key, first=self.places[key])  # fmt: skip
            reading.add(fields["key"], message, Phrase("give each task a key of its own"))
            return
        self.places[key] = where
        self.tasks.append(Task(key, **self._values(fields)))
        self._tell(key, fields, where)
        if "after" in fields:
            self._waits.append((key, fields["after"]))

    def _values(self, fields: Fields) -> dict[str, Any]:
        """What `Task` takes, less what the file does not say."""
        reading = self.reading
        days = {
            name: reading.days(fields.get(word), 0, LONGEST)
            for name, word in (("duration", "days"), ("remaining",) * 2, ("shortest",) * 2)
        }
        dates = {
            name: reading.day(fields.get(name))
            for name in ("not_before", "due", "started", "finished")
        }
        costs = {name: reading.number(fields.get(name)) for name in ("crash_cost", "through_cost")}
        codes = {
            name: code_of(reading.text(fields[name])) if name in fields else None
            for name in ("calendar", "through")
        }
        found = {**days, **dates, **costs, **codes, "name": reading.text(fields.get("name"))}
        return {name: value for name, value in found.items() if value is not None}

    def _tell(self, key: str, fields: Fields, where: str) -> None:
        reading = self.reading
        unit = reading.text(fields.get("unit"))
        if self.units and unit not in self.units:
            message = (
                Phrase("there is no unit '{unit}'", unit=unit)
                if unit
                else Phrase("has no responsible unit")
            )
            reading.add(
                fields.get("unit", where), message, Phrase("use one of {codes}", codes=self.units)
            )
        stage = reading.choice(fields.get("stage"), STAGE_WORDS, Phrase("stage")) or ""
        needs = self._needs(fields["needs"]) if "needs" in fields else {}
        if unit or stage or needs:
            self.about[key] = About(unit, stage, needs)

    def _needs(self, spot: Spot) -> dict[str, int]:
        """Units of pools, from a mapping or from a text such as ``审图 2, 吊车 1``."""
        entries = spot.entries
        if isinstance(spot.value, str):
            for part in filter(None, SEPARATORS.split(spot.value)):
                name, _, units = part.strip().rpartition(" ")
                entries[name.strip() or units] = (
                    spot.where,
                    Spot(units if name else "1", spot.where),
                )
        elif not isinstance(spot.value, dict):
            self.reading.add(spot, Phrase("is no set of keys and values"), Phrase("write pool: 1"))
        found = {}
        for key, (where, value) in entries.items():
            pool = self.pools.get(key)
            if pool is None:
                self.reading.add(
                    where,
                    Phrase("there is no pool '{key}'", key=key),
                    Phrase("use one of {codes}", codes=list(self.pools))
                    if self.pools
                    else Phrase("write pools: with its key and capacity"),
                )
                continue
            units = self.reading.whole(value, 0, pool.capacity)
            if units is not None:
                found[key] = units
        return found

    def network(self, calendars: Mapping[str, WorkCalendar]) -> Network:
        """Return the network of all that was taken.

        Raises
        ------
        SchedulingFaults
            with everything that is wrong so far, each with its place in the file.
        """
        links = [link for key, spot in self._waits for link in self._links_of(key, spot)]
        self.reading.close()
        try:
            return Network(self.tasks, links, calendars)
        except SchedulingFaults as refused:
            raise SchedulingFaults(self._placed(fault) for fault in refused.faults) from None

    def _links_of(self, key: str, spot: Spot) -> list[Link]:
        if isinstance(spot.value, str):
            texts = [text.strip() for text in SEPARATORS.split(spot.value)]
            whole = spot.value.strip() in self.places
            items = [spot] if whole else [Spot(text, spot.where) for text in texts if text]
        else:
            items = self.reading.items(spot)
        if len(items) > MOST_LINKS:
            self.reading.add(spot, Phrase("waits for more than {most} tasks", most=MOST_LINKS))
            return []
        found = [self._link(key, item) for item in items]
        links = [link for link in found if link is not None]
        for link in links:
            self._links[link.before, link.after] = spot.where
        return links

    def _link(self, key: str, spot: Spot) -> Link | None:
        reading = self.reading
        if not isinstance(spot.value, dict):
            text = reading.text(spot)
            link = link_of(text, key, self.places)
            if link is None and text:
                message = Phrase("waits for '{text}', which is no task", text=text)
                reading.add(spot, message, Phrase("write a task's key, or key, FS and days: 3FS+2"))
            return link
        fields = reading.fields(spot, LINK_KEYS)
        before = normal(reading.text(fields.get("task")))
        if before not in self.places:
            message = Phrase("waits for '{text}', which is no task", text=before)
            reading.add(spot, message, Phrase("use a task's key"))
            return None
        kind = reading.choice(fields.get("kind"), KIND_WORDS, Phrase("kind of link"))
        lag = reading.days(fields.get("lag"), -LONGEST, LONGEST)
        overlap = reading.days(fields.get("overlap"), 0, LONGEST)
        cost = reading.number(fields.get("overlap_cost"))
        return Link(
            before,
            key,
            LinkKind(kind or "FS"),
            lag or 0,
            code_of(reading.text(fields["calendar"])) if "calendar" in fields else None,
            overlap or 0,
            1.0 if cost is None else cost,
        )

    def _placed(self, fault: SchedulingFault) -> SchedulingFault:
        """The fault with the place in the file of the task or link that it names."""
        named = phrase_of(fault.where).values
        key = named.get("key")
        place = self.places.get(key) if isinstance(key, str) else None
        if "before" in named:
            place = self._links.get((str(named["before"]), str(named["after"])))
        if place is None:
            return fault
        where = Phrase("{place} ({what})", place=place, what=fault.where)
        return SchedulingFault(where, fault.message, fault.hint)
