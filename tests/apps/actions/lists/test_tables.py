"""The table that comes with a list, and the form that the superior asks for."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from sanbi.apps.actions.importing.problems import HEADS, read_problems
from sanbi.apps.actions.list_forms import head_lines, read_heads
from sanbi.apps.actions.models import Action, Problem
from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.tables import Column, xlsx_table
from tests.apps.factories.actions import make_action
from tests.apps.factories.lists import make_list, make_problem, make_proof
from tests.apps.factories.orgs import County

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 10, 9)
NAMES = ("place", "finding", "term", "lead_unit", "supporting", "leader", "due_on", "wanted")
HEAD = [HEADS[name] for name in NAMES]
GOOD = [
    "1",
    "河道堆场未防尘",
    "限期整改",
    "青石镇",
    "T2，县发改局",
    "leader",
    "2026-11-30",
    "现场清零",
]
LATER = ["", "污水管网错接", "", "T2", "", "", "2026年12月1日", "错接点改造完成"]


def send(county: County, client: Any, held: Any, *rows: list[str]) -> Any:
    client.force_login(county.users["supervisor"], backend=BACKEND)
    file = BytesIO(xlsx_table("问题清单", tuple(Column(head) for head in HEAD), rows))
    file.name = "问题清单.xlsx"
    return client.post(f"/actions/problems/{held.pk}/import/", {"file": file})


def test_each_fault_names_its_cell(county: County) -> None:
    bad = ["0", "", "看情况", "天上镇", "青石镇，地下", "谁", "2026-10-08", "长" * 301]
    found = read_problems([HEAD, GOOD, bad, GOOD, ["5", *GOOD[1:]]], TODAY, {5})
    assert [(fault.line, fault.column) for fault in found.faults] == [
        *((3, HEADS[name]) for name in ("place", "finding", "term")),
        *((3, HEADS[name]) for name in ("lead_unit", "supporting", "leader")),
        *((3, HEADS[name]) for name in ("due_on", "wanted")),
        (4, "序号"),
        (5, "序号"),
    ]
    assert [fault.message for fault in found.faults[-2:]] == [
        "与第 2 行重复。",
        "清单中序号 5 已被使用。",
    ]
    assert all(fault.hint for fault in found.faults)


def test_a_title_may_stand_above_the_head(county: County) -> None:
    found = read_problems([["整改清单", ""], HEAD, GOOD], TODAY, set())
    assert found.faults == []
    assert found.rows[0].line == 3
    assert found.rows[0].values["supporting"] == (county.towns[1].pk, county.bureau.pk)


def test_without_a_needed_column_or_a_row_nothing_is_read(county: County) -> None:
    del county
    short = read_problems([HEAD[:-1], GOOD[:-1]], TODAY, set())
    assert [(fault.line, fault.column) for fault in short.faults] == [(1, "销号标准")]
    assert [fault.line for fault in read_problems([HEAD], TODAY, set()).faults] == [1]
    assert [fault.line for fault in read_problems([], TODAY, set()).faults] == [1] * 4


def test_a_table_is_seen_before_it_is_taken_in(county: County, client: Any) -> None:
    held = make_list(county)
    page = send(county, client, held, GOOD, LATER).content.decode()
    assert "读取 2 行" in page
    assert "污水管网错接" in page
    assert Problem.objects.count() == 0
    rows = re.findall(r'name="rows" value="([^"]+)"', page)[0]
    answer = client.post(f"/actions/problems/{held.pk}/import/", {"rows": rows}, follow=True)
    assert "已导入 2 行" in answer.content.decode()
    made = list(Problem.objects.order_by("place"))
    assert [(row.place, row.term, row.action.lead_unit.name) for row in made] == [
        (1, "by_day", "青石镇"),
        (2, "by_day", "松涛镇"),
    ]
    assert made[1].action.due_on == date(2026, 12, 1)
    assert {unit.name for unit in made[0].action.supporting.all()} == {"松涛镇", "县发改局"}
    assert Entry.objects.filter(action="problems.add", outcome="done").count() == 1


def test_one_fault_and_nothing_is_taken_in(county: County, client: Any) -> None:
    held = make_list(county)
    page = send(county, client, held, GOOD, ["", *LATER[1:3], "天上镇", *LATER[4:]])
    text = page.content.decode()
    assert "天上镇" not in text
    assert "没有这个单位" in text
    assert 'name="rows"' not in text
    assert (Problem.objects.count(), Action.objects.count()) == (0, 0)


def test_rows_of_another_list_are_not_taken_in(county: County, client: Any) -> None:
    """What was looked at for one list cannot be sent to another."""
    one, other = make_list(county), make_list(county)
    page = send(county, client, one, GOOD).content.decode()
    rows = re.findall(r'name="rows" value="([^"]+)"', page)[0]
    answer = client.post(f"/actions/problems/{other.pk}/import/", {"rows": rows})
    assert answer.status_code == 400
    assert Problem.objects.count() == 0


def export(county: County, client: Any, held: Any) -> list[tuple[Any, ...]]:
    client.force_login(county.users["supervisor"], backend=BACKEND)
    answer = client.get(f"/actions/problems/{held.pk}/?format=xlsx")
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def test_the_usual_form_says_how_far_each_problem_has_come(county: County, client: Any) -> None:
    held = make_list(county)
    problem = make_problem(
        county,
        held,
        "closed",
        content="河道堆场未防尘",
        measure="清运",
        supporting=[county.bureau],
        leader=county.users["leader"],
    )
    make_proof(county, problem.action)
    make_action(county, "assigned", follows=problem.action, lead_unit=county.towns[1])
    problem.action.steps.create(
        deed="reported", state="reported", text="已清运", by_name="clerk", at=held.at
    )
    head, row = export(county, client, held)
    assert head[0] == "序号"
    assert dict(zip(head, row, strict=True)) == {
        "序号": 1,
        "问题": "河道堆场未防尘",
        "整改类型": "限期整改",
        "牵头单位": "青石镇",
        "配合单位": "县发改局",
        "责任领导": "leader",
        "整改措施": "清运",
        "整改时限": row[7],
        "销号标准": "现场清零",
        "进展情况": "已清运",
        "完成情况": "已销号",
        "销号时间": row[11],
        "佐证材料（份）": 1,
        "举一反三（个单位）": 1,
    }
    assert (row[7].date(), row[11].date()) == (date(2026, 10, 19), date(2026, 10, 9))


def test_a_superior_has_columns_of_his_own(county: County, client: Any) -> None:
    heads = read_heads("序号\n反馈问题 = 问题\n责任单位＝牵头单位\n")
    assert heads == (("序号", "place"), ("反馈问题", "finding"), ("责任单位", "lead_unit"))
    held = make_list(county, heads=[list(pair) for pair in heads])
    assert head_lines(held.heads) == "序号\n反馈问题=问题\n责任单位=牵头单位"
    make_problem(county, held, content="河道堆场未防尘")
    assert export(county, client, held) == [
        ("序号", "反馈问题", "责任单位"),
        (1, "河道堆场未防尘", "青石镇"),
    ]
    with pytest.raises(ValueError, match="星座"):
        read_heads("星座")
