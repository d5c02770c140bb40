"""Plans as tables: Chinese and English heads, what Excel makes of them, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files import About, Plan, read_plan, written_plan
from sanbi.engine.scheduling.files.plan_csv import lost_in_csv
from sanbi.engine.scheduling.files.plans import losses
from sanbi.engine.scheduling.network import Link, LinkKind, Task
from tests.engine.scheduling.files.written import plan_of, plans

TABLE = """\
云川县冷库进度表,,,,
编号,任务名称,责任单位,工期,前置任务,截止,备注
1,备案,发展和改革局,3天,,,
2,设计,住建局,20 个工作日,1FS+2,2026/5/8,急
,,,,,,
3,"建设
（含基础）",,30,2;1SS+5,,
"""
ENGLISH = "key\tname\tduration\tpredecessors\na\tA\t2\t\nb\tB\t3\taFS-1\n"


def test_heads_below_a_title_and_unknown_columns() -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        plan_of(TABLE, "进度.csv")
    assert [fault.text("zh") for fault in refusal.value.faults] == [
        "进度.csv:6“任务名称”列：超过 200 个字，或不止一行；请写短些"
    ]
    plan = plan_of(TABLE.replace("建设\n（", "建设（"), "进度.csv")
    assert plan.network.tasks == [
        Task("1", 3, name="备案"),
        Task("2", 20, name="设计", due=date(2026, 5, 8)),
        Task("3", 30, name="建设（含基础）"),
    ]
    assert plan.network.links == [
        Link("1", "2", lag=2),
        Link("2", "3"),
        Link("1", "3", LinkKind.SS, 5),
    ]
    assert plan.about == {"1": About("发展和改革局"), "2": About("住建局")}
    assert plan.title == "进度"
    assert [note.text("zh") for note in plan.notes] == ["进度.csv:4“备注”列：“备注”这一列没有读"]


def test_english_heads_and_tabs() -> None:
    plan = plan_of(ENGLISH, "plan.tsv")
    assert plan.network.links == [Link("a", "b", lag=-1)]


def test_what_chinese_excel_writes() -> None:
    content = TABLE.replace("建设\n（", "建设（").encode("gb18030")
    plan = read_plan(content, "进度.csv")
    assert isinstance(plan, Plan)
    assert [task.name for task in plan.network.tasks] == ["备案", "设计", "建设（含基础）"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("编号,工期,前置\n1,3,\n2,x,1\n", "a.csv:3, column 工期: 'x' is no number of days"),
        (
            "编号,工期,前置\n1,3,2FS+2\n",
            "a.csv:2, column 前置: waits for '2FS+2', which is no task",
        ),
        (
            "编号,工期\n1,3\n1,4\n",
            "a.csv:3, column 编号: the key '1' stands twice, first at a.csv:2",
        ),
        ("编号,工期,前置\n1,3,2\n2,3,1\n", "a.csv:2 (task 1): waits for itself: 1 → 2 → 1"),
        ("工期\n3\n", "a.csv: has no column 'key' — write heads in the first row: key, 编号, 序号"),
        ("编号,工期,天数\n1,3,4\n", "a.csv:1: the column '天数' stands twice — keep one"),
        ("编号,工期\n", "a.csv: there is no task — write at least one"),
        ("", "a.csv: has no column 'key'"),
        ('编号,工期\n1,"3\n', "a.csv:2: is no table: unexpected end of data"),
        ("编号," * 300 + "\n", "a.csv:1: the table has more than 60000 rows or 200 columns"),
        ("编号\n" + "1\n" * 70_000, "a.csv:60001: the table has more than 60000 rows"),
        ("编号,工期\n1,-3\n", "a.csv:2, column 工期: '-3' is no number of days"),
        ("编号,期限,最早开始\n1,2026-01-01,2026-02-01\n", "a.csv:2 (task 1): is due on 2026-01-01"),
        ("编号,占用\n1,审图 1\n", "a.csv:2, column 占用: there is no pool '审图'"),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(text: str, fault: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        plan_of(text, "a.csv")
    assert str(refusal.value.faults[0]).startswith(fault)
    assert str(refusal.value.faults[0]) != refusal.value.faults[0].text("zh")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(plain=True))
def test_a_written_table_is_read_back(plan: Plan) -> None:
    back = read_plan(written_plan(plan, "plan.csv"), "plan.csv")
    assert isinstance(back, Plan)
    assert back.network.tasks == plan.network.tasks
    kept = {(link.before, link.after, link.kind, link.lag) for link in plan.network.links}
    read = {(link.before, link.after, link.kind, link.lag) for link in back.network.links}
    assert read == kept
    about = {key: replace(each, needs={}) for key, each in plan.about.items()}
    assert back.about == {key: each for key, each in about.items() if each != About()}


def test_what_a_table_has_no_place_for_is_said() -> None:
    plan = plan_of(
        "start: 2026-03-02\npools: [{key: p, capacity: 1}]\n"
        "tasks: [{key: a, needs: p 1}, {key: b, after: [{task: a, overlap: 2}]}]"
    )
    assert [str(lost) for lost in lost_in_csv(plan)] == [
        "a table has no place for pools",
        "a table has no place for the start of the whole",
        "a table has no place for calendar and overlap of a → b",
    ]
    assert losses(plan, "a.csv") == lost_in_csv(plan)
    assert losses(plan, "a.yaml") == []


def test_no_cell_runs_as_a_formula() -> None:
    text = "start: 2026-03-02\ntasks: [{key: '=1+1', name: '@SUM(A1)', days: 2}]"
    written = written_plan(plan_of(text), "plan.csv")
    assert b"'=1+1" in written
    assert b"'@SUM(A1)" in written
    back = plan_of(written.decode("utf-8-sig"), "plan.csv")
    assert back.network.tasks == [Task("=1+1", 2, name="@SUM(A1)")]
