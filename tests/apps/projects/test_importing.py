"""A register from a table: read, told by cell what is wrong, compared, taken in or not at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from sanbi.apps.audit.models import Entry
from sanbi.apps.audit.tables import Column, xlsx_table
from sanbi.apps.projects.importing import HEADS, read_register
from sanbi.apps.projects.models import Project, StageStep
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project

TODAY = date(2026, 10, 9)
NAMES = ("code", "name", "sort", "unit", "total_wan", "signed", "started", "leader")
HEAD = [HEADS[name] for name in NAMES]
GOOD = ["X1", "冷链物流中心", "服务业", "松涛镇", "47500", "2026-03-01", "2026-05-01", "leader"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def table(*rows: list[str]) -> Any:
    columns = [Column(head) for head in HEAD]
    file = BytesIO(xlsx_table("重点项目", columns, rows))
    file.name = "重点项目.xlsx"
    return file


def keeper(county: County, client: Any) -> Any:
    make_keeper(county)
    client.force_login(county.users["bureau"], backend=BACKEND)
    return client


def test_each_fault_names_its_cell(county: County) -> None:
    bad = ["", "无编码", "服务业", "天上镇", "约900", "2026-13-01", "2027-01-01", "谁"]
    twice = [GOOD[0], *GOOD[1:6], "2026-02-01", ""]
    found = read_register([HEAD, GOOD, bad, GOOD, twice], TODAY)
    assert [(fault.line, fault.column) for fault in found.faults] == [
        (3, "责任乡镇"),
        (3, "总投资（万元）"),
        (3, "包联领导"),
        (3, "签约日期"),
        (4, "项目编码"),
        (5, "开工日期"),
    ]
    assert found.rows[0].facts.unit == county.towns[1].pk
    assert found.rows[0].facts.total_wan == Decimal(47_500)


def test_a_table_without_a_needed_column_is_not_read() -> None:
    found = read_register([HEAD[1:], GOOD[1:]], TODAY)
    assert [(fault.line, fault.column) for fault in found.faults] == [(1, "项目编码")]
    assert found.rows == []


def test_a_register_is_seen_before_it_is_taken_in(county: County, client: Any) -> None:
    keeper(county, client)
    known = make_project(county, code="P1", investor="甲集团", total_wan=Decimal(50_000))
    changed = ["P1", known.name, "工业", "青石镇", "60000", "", "", ""]
    page = client.post("/projects/import/", {"file": table(GOOD, changed)}).content.decode()
    assert Project.objects.count() == 1, "nothing is saved by looking"
    assert re.search(r"<del>50000</del> → <ins>60000</ins>", page)
    rows = re.search(r'name="rows" value="([^"]+)"', page)
    assert rows is not None
    assert client.post("/projects/import/", {"rows": rows[1]}).status_code == 302
    made = Project.objects.get(code="X1")
    assert (made.stage, made.stage_on) == ("started", date(2026, 5, 1))
    assert (made.statistics_entry, made.leader) == ("pending", county.users["leader"])
    steps = StageStep.objects.filter(project=made).values_list("to_stage", "happened_on", "proofs")
    assert list(steps) == [
        ("lead", date(2026, 3, 1), []),
        ("signed", date(2026, 3, 1), []),
        ("started", date(2026, 5, 1), []),
    ]
    known.refresh_from_db()
    assert (known.total_wan, known.investor, known.edition) == (Decimal(60_000), "甲集团", 1)
    assert Entry.objects.filter(action="projects.import", outcome="done").count() == 1
    again = client.post("/projects/import/", {"rows": rows[1]})
    assert again.status_code == 409, "the register is no longer what was looked at"
    assert Project.objects.count() == 2


def test_one_fault_and_nothing_is_taken_in(county: County, client: Any) -> None:
    keeper(county, client)
    bad = ["X2", "无类别", "别的", "松涛镇", "100", "", "", ""]
    page = client.post("/projects/import/", {"file": table(GOOD, bad)}).content.decode()
    assert "项目类别" in page
    assert 'name="rows"' not in page
    assert client.post("/projects/import/", {"rows": "forged"}).status_code == 400
    assert Project.objects.count() == 0


def test_the_template_can_be_read_back(county: County, client: Any) -> None:
    keeper(county, client)
    answer = client.get("/projects/import/template/?format=csv")
    lines = [row.split(",") for row in answer.content.decode("utf-8-sig").splitlines()]
    assert lines[0] == list(HEADS.values())
