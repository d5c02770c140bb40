"""Allocations as tables: CSV and worksheets say the same as YAML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.allocation_sheets import allocation_of_sheets
from sanbi.engine.scheduling.files.sheets import Sheet, csv_sheet
from sanbi.engine.scheduling.files.spots import spots_of
from tests.engine.scheduling.files.test_allocation_file import IN_ENGLISH, MEANT

TABLES = {
    "项目": """\
编号,名称,乡镇,分值,期限,迟一月扣,等级,申请次序,必保,已公布
a,甲厂,东乡,20,2027-02,0.1,2,7,是,
b,,西乡,9,,,,,,
c,,西乡,5,,,,,,2027-03
""",
    "节点": """\
项目,节点,最早,最迟,间隔月数,land,戴帽,审批
a,供地,2027-01,2027-02,,20,,4@1
a,开工,,,1,,,
b,供地,,,,18,3,
c,供地,,,,8,,
""",
    "要素": """\
编号,名称,类型,单位,结余,可预支,期满结转,专项,2027-01,2027-02,2027-03
land,用地,指标,亩,5,2,2027-03:0.5,,30,,10
戴帽,,指标,,,,,b,9,,
审批,审批人手,人手,人日,,,,,6,6,6
""",
    "份额": "乡镇,份额\n东乡,0.5\n西乡,0.5\n",
    "规则": """\
规则,值
名称,试分
指标,land
最少,0.2
最多,2
少一单位扣,0.1
冻结月数,1
稳定,0.1
早一月得分,0.01
""",
}


def sheets(*names: str) -> list[Sheet]:
    return [csv_sheet(TABLES[name].encode(), f"{name}.csv") for name in names]


def test_tables_say_the_same_as_yaml() -> None:
    file = allocation_of_sheets(sheets(*TABLES), "a")
    assert file.title == "试分"
    assert file.problem == replace(MEANT, exclusions=[], prerequisites=[])


def test_projects_in_tables_and_the_rest_in_yaml() -> None:
    rules = IN_ENGLISH[: IN_ENGLISH.index("projects:")]
    base = spots_of(rules.encode(), "a.yaml")
    assert allocation_of_sheets(sheets("项目", "节点"), "a", base).problem == MEANT


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("节点", "b,供地", "x,供地", "节点.csv:4: there is no project 'x' — use its key"),
        ("节点", "4@1", "4@x", "节点.csv:2, column 审批: '4@x' is no number from 0"),
        ("节点", "18,3", "18,y", "节点.csv:4, column 戴帽: 'y' is no number from 0"),
        ("项目", "b,,西乡,9", "b,,西乡,", "项目.csv:3: has no value"),
        ("项目", "编号", "代码", "项目.csv: has no column 'key'"),
        ("要素", "2027-02", "2027-04", "要素.csv:4, column 2027-04: 2027-04 is none of the"),
    ],
)
def test_what_is_wrong_is_said_with_its_cell(table: str, old: str, new: str, fault: str) -> None:
    assert old in TABLES[table]
    made = [
        csv_sheet(text.replace(old, new, 1).encode() if name == table else text.encode(),
                  f"{name}.csv")
        for name, text in TABLES.items()
    ]  # fmt: skip
    with pytest.raises(SchedulingFaults) as refusal:
        allocation_of_sheets(made, "a")
    assert str(refusal.value.faults[0]).startswith(fault)


def test_tables_that_are_missing_or_doubled() -> None:
    with pytest.raises(SchedulingFaults, match="there is no table 'milestones'"):
        allocation_of_sheets(sheets("项目"), "a")
    with pytest.raises(SchedulingFaults, match="is the table 'projects' once more"):
        allocation_of_sheets(sheets("项目", "项目"), "a")
