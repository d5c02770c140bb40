"""Writes a plan as YAML that `read_plan_yaml` reads back to an equal one."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import yaml

from sanbi.engine.scheduling.files.calendars import described, usual_calendars
from sanbi.engine.scheduling.files.links import link_text
from sanbi.engine.scheduling.files.plan import Plan, SharedPool
from sanbi.engine.scheduling.network import Link, Task

USUAL_TASK = Task("")


def plan_yaml(plan: Plan) -> bytes:
    """Return a plan as a YAML file in UTF-8; what is as usual is left out."""
    text = yaml.dump(
        plan_data(plan), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000
    )
    return text.encode()


def plan_data(plan: Plan) -> dict[str, Any]:
    """A plan as plain data."""
    used = {task.calendar for task in plan.network.tasks}
    used |= {task.through for task in plan.network.tasks if task.through}
    used |= {link.calendar for link in plan.network.links if link.calendar}
    usual = usual_calendars()
    told = {code: described(plan.network.calendars[code], usual) for code in sorted(used)}
    waits = links_by_task(plan)
    calendars = {code: data for code, data in told.items() if data or code not in usual}
    return _without_empty(
        {
            "plan": 1,
            "title": plan.title,
            **{key: _day(getattr(plan, key)) for key in ("start", "due", "on")},
            "calendars": calendars,
            "pools": [_pool(pool) for pool in plan.pools],
            "tasks": [_task(plan, task, waits.get(task.key, ())) for task in plan.network.tasks],
        }
    )


def links_by_task(plan: Plan) -> dict[str, list[Link]]:
    """What each task waits for, in the plan's order."""
    found: dict[str, list[Link]] = {}
    for link in plan.network.links:
        found.setdefault(link.after, []).append(link)
    return found


def _task(plan: Plan, task: Task, links: Iterable[Link]) -> dict[str, Any]:
    about = plan.told(task.key)
    keys = plan.network.place
    data = {
        "key": task.key,
        "name": task.name,
        "unit": about.unit,
        "stage": about.stage,
        "days": task.duration,
        "calendar": None if task.calendar == USUAL_TASK.calendar else task.calendar,
        "after": [_link(link, keys) for link in links],
        "needs": dict(about.needs),
        **{
            name: _day(getattr(task, name)) for name in ("not_before", "due", "started", "finished")
        },
        "remaining": task.remaining,
        "shortest": task.shortest,
        "crash_cost": _cost(task.crash_cost),
        "through": task.through,
        "through_cost": _cost(task.through_cost),
    }
    return _without_empty(data)


def _link(link: Link, keys: Container[str]) -> str | dict[str, Any]:
    if link == Link(link.before, link.after, link.kind, link.lag):
        return link_text(link, keys)
    data = {
        "task": link.before,
        "kind": link.kind.value,
        "lag": link.lag or None,
        "calendar": link.calendar,
        "overlap": link.overlap or None,
        "overlap_cost": _cost(link.overlap_cost),
    }
    return _without_empty(data)


def _pool(pool: SharedPool) -> dict[str, Any]:
    lacks = [
        {"from": _day(lack.first), "to": _day(lack.last), "units": lack.units}
        for lack in pool.lacks
    ]
    data = {"key": pool.key, "name": pool.name, "capacity": pool.capacity, "lacks": lacks}
    return _without_empty(data)


def _cost(cost: float) -> float | int | None:
    """A cost, unless it is the usual one."""
    if cost == 1.0:
        return None
    return int(cost) if cost == int(cost) else cost


def _day(day: object) -> str | None:
    return str(day) if day else None


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value for key, value in data.items() if value is not None and value not in ("", [], {})
    }


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: the reader does not take them."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the library's name
        return True
