"""Published test instances of scheduling under shared resources, with their best known values.

PSPLIB (Kolisch and Sprecher 1996) in the Patterson text, and MPLIB (Van Eynde and Vanhoucke 2020).
They are read where they lie, in `../shared/data`, and are no part of the project.
"""

from __future__ import annotations

import csv
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILES = {
    "j30": "psplib/j30.tar.xz",
    "j60": "psplib/j60.tar.xz",
    "j120": "psplib/j120.tar.xz",
    "mplib": "mplib/mplib1_set3_every10.tar.xz",
}


@dataclass(frozen=True)
class Instance:
    """A problem, and the least makespan that anyone has published for it."""

    name: str
    problem: ResourceProblem
    best_known: int


def instances(
    name: str, *, every: int = 1, limit: int | None = None, data: Path = DATA
) -> list[Instance]:
    """Return the first, the ``every``-th after it and so on, in the order of their numbers.

    Parameters
    ----------
    name : "j30" | "j60" | "j120" | "mplib"
    every : int
        1 for all of them.
    limit : int, optional
        At most so many.
    data : Path
        Folder of reference data.

    Raises
    ------
    FileNotFoundError
        where the reference data are not on this machine.
    """
    known = best_known(data)
    read = _multi_project if name == "mplib" else _patterson
    texts = sorted(_texts(data / FILES[name]), key=lambda each: _number(each[0]))
    chosen = texts[::every][:limit]
    return [Instance(file, read(text.split()), known[file]) for file, text in chosen]


def best_known(data: Path = DATA) -> dict[str, int]:
    """Return the best published makespan of every file."""
    found = {}
    for folder, column in (("psplib", "ub"), ("mplib", "bks")):
        with (data / folder / "best_known.csv").open(encoding="utf-8", newline="") as table:
            found.update({row["file"]: int(row[column]) for row in csv.DictReader(table)})
    return found


def _texts(archive: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(archive) as held:
        for member in held:
            part = held.extractfile(member) if member.isfile() else None
            if part is not None:
                yield Path(member.name).name, part.read().decode("ascii")


def _number(file: str) -> int:
    return int(Path(file).stem.rsplit("_", 1)[1])


def _patterson(words: list[str]) -> ResourceProblem:
    """Activities and pools, capacities, then per activity: days, needs, followers from 1."""
    numbers = iter(map(int, words))
    count, pools = next(numbers), next(numbers)
    capacities = [next(numbers) for _ in range(pools)]
    activities, follows = [], []
    for place in range(count):
        days = next(numbers)
        activities.append(Activity(str(place + 1), days, [next(numbers) for _ in range(pools)]))
        follows += [(place, next(numbers) - 1, 0) for _ in range(next(numbers))]
    return ResourceProblem(activities, _pools(capacities), follows)


def _multi_project(words: list[str]) -> ResourceProblem:
    """Projects, pools, capacities; per project: activities, release, which pools, its lines.

    A line is days, needs, followers as ``project:activity`` from 1.
    """
    left = iter(words)
    projects, pools = int(next(left)), int(next(left))
    capacities = [int(next(left)) for _ in range(pools)]
    activities: list[Activity] = []
    links: list[tuple[int, str]] = []
    first: list[int] = []
    for project in range(projects):
        first.append(len(activities))
        count, release = int(next(left)), int(next(left))
        for _ in range(pools):
            next(left)  # whether the project uses the pool; its needs say so too
        for number in range(count):
            days = int(next(left))
            needs = [int(next(left)) for _ in range(pools)]
            links += [(len(activities), next(left)) for _ in range(int(next(left)))]
            key = f"{project + 1}:{number + 1}"
            activities.append(Activity(key, days, needs, release, project=str(project + 1)))
    follows = []
    for before, named in links:
        project, number = map(int, named.split(":"))
        follows.append((before, first[project - 1] + number - 1, 0))
    return ResourceProblem(activities, _pools(capacities), follows)


def _pools(capacities: list[int]) -> list[Pool]:
    return [Pool(f"r{place + 1}", units) for place, units in enumerate(capacities)]
