"""Patterson, PSPLIB and MPLIB texts: what they say, and what is refused with its line."""

from __future__ import annotations

import csv
import tarfile
import time
from pathlib import Path

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files import (
    Instance,
    instance_answer,
    instance_sentences,
    instance_table,
    read_plan,
)
from sanbi.engine.scheduling.resources import Activity, Pool

# Two tasks of 3 days that both need the one unit, between two dummies: 6 days.
PATTERSON = """\
4 2
1 5
0 0 0 2 2 3
3 1 2 1 4
3 1 4 1 4
0 0 0 0
"""
PSPLIB = """\
************************************************************************
file with basedata            : made.bas
RESOURCES
  - renewable                 :  2   R
  - nonrenewable              :  0   N
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           4
   4        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1  R 2
------------------------------------------------------------------------
  1      1     0       0    0
  2      1     3       1    2
  3      1     3       1    4
  4      1     0       0    0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1  R 2
    1    5
************************************************************************
"""
MPLIB = """\
2
1
2

2 0
1
3 1 1 2:1
2 2 0

1 4
1
5 1 0
"""


def instance_of(text: str, name: str) -> Instance:
    found = read_plan(text.encode(), name)
    assert isinstance(found, Instance)
    return found


@pytest.mark.parametrize(
    ("text", "name"), [(PATTERSON, "a.txt"), (PATTERSON, "a.rcp"), (PSPLIB, "a.sm"), (PSPLIB, "a")]
)
def test_both_texts_of_one_project_say_the_same(text: str, name: str) -> None:
    problem = instance_of(text, name).problem
    assert problem.pools == [Pool("R1", 1), Pool("R2", 5)]
    assert problem.activities == [
        Activity("1", 0, (0, 0)),
        Activity("2", 3, (1, 2)),
        Activity("3", 3, (1, 4)),
        Activity("4", 0, (0, 0)),
    ]
    assert sorted(problem.follows) == [(0, 1, 0), (0, 2, 0), (1, 3, 0), (2, 3, 0)]


def test_several_projects_with_releases() -> None:
    problem = instance_of(MPLIB, "a.txt").problem
    assert problem.activities == [
        Activity("1.1", 3, (1,), project="1"),
        Activity("1.2", 2, (2,), project="1"),
        Activity("2.1", 5, (1,), release=4, project="2"),
    ]
    assert problem.follows == [(0, 2, 0)]


def test_the_answer_is_proved() -> None:
    answer = instance_answer(instance_of(PATTERSON, "a.txt"), seconds=5, clock=time.monotonic)
    data = answer.as_json()
    assert (data["kind"], data["makespan"], data["bound"]) == ("days", 6, 6.0)
    assert (data["status"], data["gap"], data["objective"]) == ("optimal", 0.0, "makespan")
    starts = {task["key"]: task["start"] for task in data["tasks"]}
    assert sorted((starts["2"], starts["3"])) == [0, 3]
    assert (starts["1"], starts["4"]) == (0, 6)
    assert [str(each) for each in instance_sentences(answer)] == [
        "finished after 6 days",
        "proved: there is no better schedule",
    ]
    assert instance_table(answer).rows[3] == ("4", "6", "6")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("4 2\n1 5\n0 0 0 1 9\n", "a.txt:3: '9' is no whole number — write 1 to 4"),
        ("4 2\n1 5\n0 0", "a.txt:3: the file ends too early — look for a line that is missing"),
        ("4 2\n1 5\n0 x 0 0", "a.txt:3: 'x' is no whole number — write 0 to 1000000"),
        ("1 1\n1\n-3 0 0", "a.txt:3: '-3' is no whole number — write 0 to 1000000"),
        (
            PATTERSON + "7",
            ("a.txt:7: there is more than the file announces"
            " — compare the numbers of tasks and pools in its first lines"),
        ),
        ("99999999 1\n1", "a.txt:1: '99999999' is no whole number — write 1 to 20000"),
        ("2 1\n1\n1 1 1 2\n1 1 1 1", ("a.txt (task 1): waits for itself: 1 → 2 → 1"
         " — take out one of these links")),
        ("1 1\n1\n1 2 0", "a.txt (task 1): needs 2 of 'R1', which has 1 — write 0 to 1"),
        ("1\n1\n1\n1 0\n1\n1 1 1 1:2\n", ("a.txt:6: there is no task '1.2'"
         " — look for a line that is missing")),
        ("1\n1\n1\n1 0\n1\n1 1 1 2\n", "a.txt:6: '2' is no whole number — write 1 to 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, fault: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        read_plan(text.encode(), "a.txt")
    assert str(refusal.value) == fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (" 2      1     3 ", " 2      2     3 ", "a.sm:18: is no task with one mode and 2 needs"),
        ("  2           2   3", "  3           2   3", "a.sm:9: names more or fewer tasks"),
        ("RESOURCEAVAILABILITIES:", "", "a.sm: says nothing under RESOURCEAVAILABILITIES"),
        ("    1    5\n", "", "a.sm: says nothing under RESOURCEAVAILABILITIES"),
        ("  1           4\n   3", "  1           8\n   3", "a.sm:10: there is no task '8'"),
    ],
)
def test_a_damaged_psplib_file_is_refused(old: str, new: str, fault: str) -> None:
    assert old in PSPLIB
    with pytest.raises(SchedulingFaults) as refusal:
        read_plan(PSPLIB.replace(old, new, 1).encode(), "a.sm")
    assert str(refusal.value).startswith(fault)


# -- published instances, where they are at hand ---------------------------------------------------
def published(shared: Path, archive: str, names: list[str]) -> dict[str, bytes]:
    with tarfile.open(shared / "data" / archive) as packed:
        found = {name: packed.extractfile(name) for name in names}
        return {name: file.read() for name, file in found.items() if file}


def test_published_instances_of_one_project(shared: Path) -> None:
    names = ["j30/J30_1.txt", "j30/J30_100.txt", "j30/J30_300.txt"]
    with (shared / "data/psplib/best_known.csv").open(encoding="utf-8") as file:
        best = {row["file"]: int(row["ub"]) for row in csv.DictReader(file)}
    for name, content in published(shared, "psplib/j30.tar.xz", names).items():
        answer = instance_answer(
            instance_of(content.decode(), name), seconds=10, clock=time.monotonic
        )
        assert answer.as_json()["makespan"] == best[Path(name).name]


def test_published_instances_of_many_projects(shared: Path) -> None:
    names = ["mplib1_set3/MPLIB1_Set3_0.txt", "mplib1_set3/MPLIB1_Set3_100.txt"]
    archive = "mplib/mplib1_set3_every10.tar.xz"
    for name, content in published(shared, archive, names).items():
        problem = instance_of(content.decode(), name).problem
        assert len({activity.project for activity in problem.activities}) > 1
        assert len(problem.activities) > 100
