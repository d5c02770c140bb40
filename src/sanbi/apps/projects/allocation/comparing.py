"""Two plans beside each other: who came in, who went, who moved, and what the changes cost."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sanbi.apps.projects.allocation.showing import CLOSE, GIVEN, PlanRow, Shown, tidy

IN, OUT, MOVED, SAME = "in", "out", "moved", "same"


@dataclass(frozen=True)
class Change:
    """A project in two plans; months by milestone where it was given something."""

    code: str
    pk: int
    name: str
    unit: str
    kind: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Compared:
    """What differs between an earlier plan and a later one.

    ``penalty`` are the points that the later plan lost by departing from the earlier one, None
    where it was not made against it; ``broken`` the projects moved within its frozen months.
    """

    rows: list[Change]
    counts: dict[str, int]
    points: float
    penalty: float | None
    broken: list[str]
    used: list[tuple[str, str, float, float]]  # factor, measure, before, after


def compare(before: Shown, after: Shown, seen: Collection[str]) -> Compared:
    """Return what differs, of the projects that the reader sees."""
    old = {row.code: row for row in before.rows(seen)}
    new = {row.code: row for row in after.rows(seen)}
    rows = [_change(old.get(code), new.get(code)) for code in sorted({*old, *new})]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in (IN, OUT, MOVED, SAME)}
    against = after.ground.get("published") == before.run.number
    frozen = after.months[: after.book.rules.frozen]
    return Compared(
        [row for row in rows if row.kind != SAME],
        counts,
        after.run.points - before.run.points,
        _penalty(after) if against else None,
        [row.code for row in rows if _in_frozen(old.get(row.code), new.get(row.code), frozen)],
        _used(before, after),
    )


def _change(old: PlanRow | None, new: PlanRow | None) -> Change:
    held = new or old
    if held is None:
        raise AssertionError("a project of neither plan")
    was, now = _months(old), _months(new)
    kind = SAME if was == now else MOVED if was and now else IN if now else OUT
    why = new.why if new is not None and kind == OUT else ""
    return Change(held.code, held.pk, held.name, held.unit, kind, was, now, why)


def _months(row: PlanRow | None) -> str:
    if row is None or row.state != GIVEN:
        return ""
    return "、".join(dict.fromkeys(row.months.values()))


def _in_frozen(old: PlanRow | None, new: PlanRow | None, frozen: Collection[str]) -> bool:
    """Whether something differs within the frozen months."""
    was = {m: at for m, at in (old.months if old else {}).items() if at in frozen}
    now = {m: at for m, at in (new.months if new else {}).items() if at in frozen}
    still = set(new.months) if new is not None and new.state == GIVEN else set()
    return {m: at for m, at in was.items() if m in still} != {
        m: at for m, at in now.items() if m in was
    }


def _penalty(after: Shown) -> float:
    """Points lost by departing from the published plan, for projects that were in it."""
    lost = 0.0
    for code, said in after.ground["projects"].items():
        if not said.get("promised"):
            continue
        row = after.outcome["admitted"].get(code)
        if row is None or row["changed"]:
            invest, tax, jobs, weight = said["worth"]
            lost += after.book.rules.stability * weight * (invest + tax + jobs)
    return lost


def _used(before: Shown, after: Shown) -> list[tuple[str, str, float, float]]:
    old, new = before.outcome["factors"], after.outcome["factors"]
    found = []
    for key in dict.fromkeys([*old, *new]):
        item = after.supplies.get(key) or before.supplies[key]
        was, now = (row.get(key, {}).get("used", 0.0) for row in (old, new))
        if was > CLOSE or now > CLOSE:
            found.append((item.name, item.measure, tidy(was), tidy(now)))
    return found
