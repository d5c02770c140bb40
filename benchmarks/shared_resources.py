"""Schedules under shared resources on published instances, beside plain CP-SAT and PyJobShop.

`python -m benchmarks.shared_resources --set j120 --skip 20 --limit 10` does a part of one set and
adds it to a file; what stands there is not done again.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks.measuring import Goal, Report, Timing
from benchmarks.peers_of_schedules import Answer, Contender, by_cp_sat, by_pyjobshop
from benchmarks.schedule_instances import DATA, Instance, instances
from sanbi.engine.scheduling.resources import Status, solve_resources

KEPT = Path("var/bench/shared-resources.json")
WORKERS = 2


@dataclass(frozen=True)
class Part:
    """Which instances of a set, how long each may take, and whether the peers solve them too."""

    name: str
    every: int
    seconds: float
    peers: bool = True


PARTS = (
    Part("j30", 1, 10.0, peers=False),
    Part("j60", 12, 10.0),
    Part("j120", 12, 10.0),
    Part("mplib", 1, 2.0, peers=False),
)
QUICK = {"j30": 160, "j60": 240, "j120": 300, "mplib": 150}  # every so many
QUICK_SECONDS = 1.0


@dataclass(frozen=True)
class Row:
    """One instance solved by one contender."""

    contender: str
    instance: str
    seconds: float
    cpu: float
    cost: float
    bound: float
    best_known: int

    @property
    def gap(self) -> float:
        """Share by which the schedule is longer than the best known one."""
        return (self.cost - self.best_known) / self.best_known

    @property
    def proved(self) -> bool:
        """Whether the contender proved its schedule to be the best."""
        return self.cost <= self.bound


def measure(*, quick: bool) -> Report:
    """Solve the instances of all sets; with ``quick`` a few of each."""
    if not DATA.is_dir():
        return absent(DATA)
    rows = {}
    for part in PARTS:
        every = QUICK[part.name] if quick else part.every
        seconds = QUICK_SECONDS if quick else part.seconds
        chosen = instances(part.name, every=every)
        rows[part.name] = solved(Part(part.name, every, seconds, part.peers or quick), chosen)
    return report(rows)


def absent(data: Path) -> Report:
    """What is said where the reference data are not on the machine."""
    return Report("schedules under shared resources", [], [], [f"left out: {data} is not here"])


def solved(part: Part, chosen: Sequence[Instance], turned: int = 0) -> list[Row]:
    """Rows of every contender; they take turns, and each instance begins with another one."""
    contenders: dict[str, Contender] = {"sanbi": by_sanbi}
    if part.peers:
        contenders |= {"CP-SAT": by_cp_sat, "PyJobShop": by_pyjobshop}
    names = list(contenders)
    warm_up()
    rows = []
    for turn, instance in enumerate(chosen, turned):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            began, spent = time.perf_counter(), time.process_time()
            cost, bound = contenders[name](instance, seconds=part.seconds, workers=WORKERS)
            seconds, cpu = time.perf_counter() - began, time.process_time() - spent
            row = Row(name, instance.name, seconds, cpu, cost, bound, instance.best_known)
            rows.append(row)
    return rows


def warm_up() -> None:
    """Load the solvers, which takes a second once in a process."""
    import pyjobshop
    from ortools.sat.python import cp_model

    cp_model.CpSolver()
    pyjobshop.Model()


def by_sanbi(instance: Instance, *, seconds: float, workers: int) -> Answer:
    """As the platform does it."""
    found = solve_resources(
        instance.problem, seconds=seconds, clock=time.monotonic, workers=workers
    )
    return found.cost, found.cost if found.status is Status.OPTIMAL else found.bound


def report(rows: Mapping[str, Sequence[Row]]) -> Report:
    """The table and the goals of the sets that were solved."""
    timings, goals, notes = [], [], []
    for name, held in rows.items():
        by = {each: [row for row in held if row.contender == each] for each in _names(held)}
        for contender, own in by.items():
            seconds, cpu = [row.seconds for row in own], [row.cpu for row in own]
            timings.append(Timing(f"{name}: {contender}", seconds, cpu, note=summary(own)))
        goals += _goals(name, by)
        if "sanbi" in by and (better := [row.instance for row in by["sanbi"] if row.gap < 0]):
            notes.append(f"{name}: shorter than the best known: {', '.join(better)}")
    return Report("schedules under shared resources, published instances", timings, goals, notes)


def summary(rows: Sequence[Row]) -> str:
    """How good the schedules are, in one line."""
    gaps = [row.gap for row in rows]
    return (
        f"{len(rows)} instances: {sum(row.proved for row in rows)} proved, "
        f"{sum(gap <= 0 for gap in gaps)} at best known, gap {mean(gaps):.2%} on average, "
        f"{max(gaps):.2%} at most"
    )


def _names(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.contender for row in rows))


def _goals(name: str, by: Mapping[str, Sequence[Row]]) -> list[Goal]:
    own = by["sanbi"]
    gap, longest = mean(row.gap for row in own), max(row.seconds for row in own)
    if name == "j30":
        met, middle = sum(row.gap <= 0 for row in own), median(row.seconds for row in own)
        return [
            Goal("j30: all at the best known", f"{met} of {len(own)}", met == len(own)),
            Goal("j30: median under 0.1 s", f"{middle:.3f} s", middle < 0.1),
            Goal("j30: 10 s each at most", f"{longest:.2f} s", longest < 10.5),
        ]
    if name == "mplib":
        return [
            Goal("mplib: within 1 % of the best known on average", f"{gap:.2%}", gap <= 0.01),
            Goal("mplib: 2 s each", f"{longest:.2f} s", longest < 2.5),
        ]
    others = {each: mean(row.gap for row in rows) for each, rows in by.items() if each != "sanbi"}
    return [
        Goal(f"{name}: average gap no larger than of {each}", f"{gap:.2%} and {other:.2%}",
             gap <= other)
        for each, other in others.items()
    ]  # fmt: skip


def main() -> int:
    """Solve a part of one set, keep its rows, and print what is kept of all sets."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.shared_resources")
    parser.add_argument("--set", choices=[part.name for part in PARTS], required=True)
    parser.add_argument("--every", type=int, help="every so many instances; by default the goal's")
    parser.add_argument("--skip", type=int, default=0, help="instances to pass over at first")
    parser.add_argument("--limit", type=int, help="solve at most so many that are not kept yet")
    parser.add_argument("--seconds", type=float, help="for each; by default the goal's")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of reference data")
    parser.add_argument("--kept", type=Path, default=KEPT, help="file of rows")
    given = parser.parse_args()
    if not given.data.is_dir():
        print(absent(given.data).notes[0])
        return 0
    goal = next(part for part in PARTS if part.name == given.set)
    seconds = given.seconds or goal.seconds
    part = Part(goal.name, given.every or goal.every, seconds, goal.peers and not given.alone)
    kept = _kept(given.kept)
    own = kept.setdefault(part.name, [])
    done = {row.instance for row in own}
    chosen = instances(part.name, every=part.every, data=given.data)[given.skip :]
    left = [each for each in chosen if each.name not in done][: given.limit]
    for turn, instance in enumerate(left, len(done)):
        own += solved(part, [instance], turn)
        _keep(given.kept, kept)
    from benchmarks.reporting import machine, show

    print(machine())
    show(report({name: rows for name, rows in kept.items() if rows}))
    return 0


def _kept(path: Path) -> dict[str, list[Row]]:
    if not path.exists():
        return {}
    held = json.loads(path.read_text(encoding="utf-8"))
    return {name: [Row(**row) for row in rows] for name, rows in held.items()}


def _keep(path: Path, kept: Mapping[str, Sequence[Row]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    held = {name: [vars(row) for row in rows] for name, rows in kept.items()}
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
