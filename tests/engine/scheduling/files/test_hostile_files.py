"""Files that mean harm, or are damaged: one clear refusal each, at once, with nothing read."""

from __future__ import annotations

import csv
import io
import time
from xml.etree import ElementTree as ET

import pytest
import yaml

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.kinds import Kind, kind_of, writable_kind
from sanbi.engine.scheduling.files.plan_tasks import TASK_KEYS, PlanTasks
from sanbi.engine.scheduling.files.plans import read_plan
from sanbi.engine.scheduling.files.reading import Reading
from sanbi.engine.scheduling.files.sheets import csv_text
from sanbi.engine.scheduling.files.spots import Spot, spots_of
from sanbi.engine.scheduling.files.texts import text_of

LAUGHS = (
    "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{later}: &{later} [{','.join([f'*{earlier}'] * 9)}]\n"
        for earlier, later in zip("abcdefgh", "bcdefghi", strict=True)
    )
).encode()
CHINESE = "计划: 1\n开始: 2026-03-02\n节点: [{编号: 甲}]\n"


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.yaml", LAUGHS, "a.yaml:1: anchors and aliases are not used"),
        ("a.yaml", b"&x [*x]", "a.yaml:1: anchors and aliases are not used"),
        ("a.yaml", b"!!python/object/apply:os.system ['true']", "a.yaml:1: is no set of keys"),
        ("a.yaml", b"tasks: !!python/name:os.system", "a.yaml:1: is no list"),
        ("a.yaml", b"[" * 5_000, "a.yaml"),
        ("a.yaml", b"a:\n" * 1_000_000, "a.yaml: is nested too deeply, or too long"),
        ("a.yaml", b"{a: " * 90_000, "a.yaml: is no YAML"),
        ("a.yaml", b"{a: " * 40 + b"1" + b"}" * 40, "a.yaml:1: is nested too deeply"),
        ("a.yaml", b"x" * 4_000_001, "a.yaml: the file is larger than 4 MB"),
        ("a.yaml", b"tasks: [{key: a", "a.yaml:1: is no YAML"),
        ("a.yaml", b"tasks:\n\t- {key: a}", "a.yaml:2: is no YAML"),
        ("a.yaml", b"\x00\x01\x02", "a.yaml: is no text in UTF-8"),
        ("a.yaml", CHINESE.encode("utf-16"), "a.yaml: is no text in UTF-8"),
        ("a.yaml", CHINESE.encode("gb18030"), "a.yaml:1: holds signs that are not UTF-8"),
        ("a.yaml", b"plan: 1\ntitle: \x07\n", "a.yaml"),
        ("a.yaml", b"", "a.yaml: the file is empty"),
        ("a.yaml", b"plan: 2\ntasks: [{key: a}]", "a.yaml:1: '2' is no whole number"),
        ("a.yaml", b"? [a, b]\n: 1", "a.yaml:1: a key must be a word"),
        ("a.yaml", b"due: 2026-01-01\ndue: 2026-01-02", "a.yaml:2: the key 'due' stands twice"),
        ("a.yaml", b"tasks: []", "there is no task"),
        ("a.xlsx", b"PK\x03\x04....", "a.xlsx: is a workbook or a program's own format"),
        ("a.mpp", b"\xd0\xcf\x11\xe0....", "a.mpp: is a workbook or a program's own format"),
        ("a.exe", b"MZ......", "a.exe: is of no known kind"),
        ("a", b"", "a: is of no known kind"),
        ("a.txt", b"9" * 5_000, "a.txt:1: '99999999999999999999' is no whole number"),
        ("a.txt", b"2 2\n1 1\n" + b"1 " * 2_000_000, "a.txt:3: there is more than the file"),
        ("a.csv", b"x" * 20_000_001, "a.csv: the file is larger than 20 MB"),
    ],
)
def test_a_hostile_file_is_refused_at_once(name: str, content: bytes, fault: str) -> None:
    began = time.process_time()
    with pytest.raises(SchedulingFaults) as refusal:
        read_plan(content, name)
    assert str(refusal.value).startswith(fault)
    assert len(refusal.value.faults) == 1
    assert refusal.value.faults[0].text("zh") != str(refusal.value.faults[0])
    assert time.process_time() - began < 10


def test_what_the_guards_keep_out_would_come_in_without_them() -> None:
    """The twins: the same signs in the hands of the plain libraries."""
    entity = '<!DOCTYPE a [<!ENTITY x "in">]><a>&x;</a>'
    assert ET.fromstring(entity).text == "in"  # noqa: S314 - that is the point
    with pytest.raises(SchedulingFaults, match="document type or entities"):
        read_plan(entity.encode(), "a.xml")
    alias = "a: &x [1, 1]\ntasks: [*x, *x]\n"
    assert yaml.safe_load(alias)["tasks"] == [[1, 1], [1, 1]]
    with pytest.raises(SchedulingFaults, match="anchors and aliases"):
        read_plan(alias.encode(), "a.yaml")
    text = io.StringIO()
    csv.writer(text).writerow(["=1+1"])
    assert text.getvalue() == "=1+1\r\n"
    assert csv_text(iter([["=1+1"]])).endswith(b"'=1+1\r\n")


def test_many_tasks_are_refused_before_they_fill_the_memory() -> None:
    tasks = PlanTasks(Reading())
    for number in range(50_000):
        tasks.take({"key": Spot(str(number), "f:1")}, "f:1")
    with pytest.raises(SchedulingFaults) as refusal:
        tasks.take({"key": Spot("one more", "f:1")}, "f:1")
    assert "more than 50000 tasks" in str(refusal.value)
    assert len(tasks.tasks) == 50_000


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.YAML", b"x", Kind.YAML),
        ("a.json", b"{}", Kind.YAML),
        ("a.tsv", b"x", Kind.CSV),
        ("a.xml", b"x", Kind.MSPDI),
        ("a", b"\xef\xbb\xbf<?xml", Kind.MSPDI),
        ("j1.sm", b"x", Kind.PSPLIB),
        ("a", b"***** x", Kind.PSPLIB),
        ("a.txt", b"\n 32 4\n", Kind.PATTERSON),
        ("a.txt", b" 24 \n 4", Kind.MPLIB),
    ],
)
def test_a_file_is_known_by_its_name_or_its_first_line(name: str, head: bytes, kind: Kind) -> None:
    assert kind_of(name, head) is kind


def test_only_plans_are_written() -> None:
    assert writable_kind("a.xml") is Kind.MSPDI
    for name in ("a.sm", "a", "a.txt", "a.xlsx"):
        with pytest.raises(SchedulingFaults):
            writable_kind(name)


def test_gb18030_is_read_where_excel_writes_it() -> None:
    assert text_of("节点".encode("gb18030"), "a.csv", chinese=True) == "节点"
    with pytest.raises(SchedulingFaults):
        text_of(b"\xff\xff\xff", "a.csv", chinese=True)


def test_every_spot_knows_its_line() -> None:
    spot = spots_of(b"a: 1\nb:\n  - yes\n  - 'yes'\n  - ~\n", "f")
    assert [(each.value, each.where) for each in spot.entries["b"][1].items] == [
        (True, "f:3"),
        ("yes", "f:4"),
        (None, "f:5"),
    ]
    assert set(TASK_KEYS.values()) >= {"key", "days", "after"}
