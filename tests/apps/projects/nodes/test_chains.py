"""The county's own node templates: written as a table, read back, kept as versions."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.projects.chains import ChainTable, chain_of, chain_rows, chains, read_chain_table
from sanbi.apps.projects.models import ChainTemplate, Node, NodeLink
from sanbi.apps.projects.services import chain_apply, chain_retire, chain_set
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEAD = [
    "编号",
    "环节",
    "节点",
    "责任单位",
    "时限（天）",
    "日历",
    "最短时限",
    "佐证",
    "阶段",
    "前置编号",
]
ROWS = [
    HEAD,
    ["1", "前期", "备案", "发改", "3", "工作日", "1", "备案证", "", ""],
    ["2", "前期", "用地", "责任乡镇", "20", "", "", "批准书", "", ""],
    ["3", "建设", "施工", "建设单位", "90", "施工日", "60", "", "", "1、2"],
    ["4", "建设", "投产", "牵头部门", "0", "自然日", "", "", "投产", "3"],
]


@pytest.fixture
def keeper(county: County) -> County:
    make_keeper(county)
    return county


def told(rows: list[list[str]]) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.message) for each in read_chain_table(rows).faults]


def changed(line: int, head: str, text: str) -> list[list[str]]:
    """The table with another text in a cell; lines count from 1, the head's."""
    rows = [list(row) for row in ROWS]
    rows[line - 1][HEAD.index(head)] = text
    return rows


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["full", "short"])
def test_what_comes_along_is_the_same_after_a_table(code: str) -> None:
    chain = chain_of(code)
    assert chain is not None
    found = read_chain_table(chain_rows(chain))
    assert found == ChainTable(list(chain.nodes), list(chain.links), [])


def test_a_new_template_lays_a_project_out(keeper: County, now: datetime) -> None:
    actor = keeper.actor("bureau")
    made = chain_set(actor=actor, now=now, name="工业项目", rows=ROWS)
    assert (made.code, made.version, made.by_name) == ("own-1", 1, "bureau")
    assert [chain.code for chain in chains()] == ["own-1", "full", "short"]
    project = make_project(keeper, lead_unit=keeper.statistics)
    chain_apply(
        actor=actor, now=now, project=project.pk, edition=0, chain="own-1", start=date(2026, 10, 12)
    )
    nodes = Node.objects.filter(project=project).order_by("place")
    assert [(n.name, n.duration, n.calendar, n.shortest, n.stage, n.unit_id) for n in nodes] == [
        ("备案", 3, "approval", 1, "", keeper.bureau.pk),
        ("用地", 20, "approval", None, "", keeper.towns[0].pk),
        ("施工", 90, "construction", 60, "", keeper.towns[0].pk),
        ("投产", 0, "natural", None, "producing", keeper.statistics.pk),
    ]
    links = NodeLink.objects.filter(after__project=project).values_list("before__key", "after__key")
    assert sorted(links) == [("1", "3"), ("2", "3"), ("3", "4")]


def test_a_changed_template_is_a_new_version(keeper: County, now: datetime) -> None:
    actor = keeper.actor("bureau")
    chain_set(actor=actor, now=now, name="简易流程", rows=ROWS, code="short", seen=0)
    with pytest.raises(Refused, match="与现有内容一致"):
        chain_set(actor=actor, now=now, name="简易流程", rows=ROWS, code="short", seen=1)
    with pytest.raises(Conflict):
        chain_set(actor=actor, now=now, name="简易", rows=ROWS, code="short", seen=0)
    with pytest.raises(Missing):
        chain_set(actor=actor, now=now, name="简易", rows=ROWS, code="none")
    full = chain_of("full")
    assert full is not None
    with pytest.raises(Refused, match="同名"):
        chain_set(actor=actor, now=now, name=full.name, rows=ROWS)
    assert chain_retire(actor=actor, now=now, code="full", seen=0).retired
    with pytest.raises(Refused, match="最后"):
        chain_retire(actor=actor, now=now, code="short", seen=1)
    assert [chain.code for chain in chains()] == ["short"]
    chain_set(actor=actor, now=now, name=full.name, rows=chain_rows(full), code="full", seen=1)
    assert [chain.code for chain in chains()] == ["full", "short"]
    rows = ChainTemplate.objects.order_by("code", "version")
    assert [(row.code, row.version, row.retired) for row in rows] == [
        ("full", 1, True),
        ("full", 2, False),
        ("short", 1, False),
    ]


def test_only_the_keeper_writes_templates(keeper: County, now: datetime) -> None:
    for name in ("stats", "office", "clerk"):
        with pytest.raises(NotAllowed):
            chain_set(actor=keeper.actor(name), now=now, name="工业项目", rows=ROWS)
        with pytest.raises(NotAllowed):
            chain_retire(actor=keeper.actor(name), now=now, code="full", seen=0)
    assert not ChainTemplate.objects.exists()


def test_a_version_is_never_rewritten(keeper: County, now: datetime) -> None:
    made = chain_set(actor=keeper.actor("bureau"), now=now, name="工业项目", rows=ROWS)
    for deed in (
        "UPDATE projects_chaintemplate SET name = ''",
        "DELETE FROM projects_chaintemplate",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)
    made.refresh_from_db()
    assert made.name == "工业项目"


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([["编号", "节点"]], (1, "时限（天）", "缺少“时限（天）”列。")),
        ([HEAD], (1, "", "表中没有节点。")),
        ([*ROWS[:3], ROWS[1]], (4, "编号", "编码“1”出现两次。")),
        (changed(3, "节点", ""), (3, "节点", "此单元格为空。")),
        (changed(3, "节点", "长" * 121), (3, "节点", "共 121 个字。")),
        (changed(3, "时限（天）", "二十"), (3, "时限（天）", "“二十”不是天数。")),
        (changed(3, "时限（天）", "2001"), (3, "时限（天）", "“2001”不是天数。")),
        (changed(2, "最短时限", "4"), (2, "最短时限", "最短时限长于时限。")),
        (changed(2, "日历", "农历"), (2, "日历", "不认识“农历”。")),
        (changed(4, "阶段", "投产"), (5, "阶段", "已有节点对应该阶段。")),
        (changed(4, "前置编号", "1、9"), (4, "前置编号", "没有编号为“9”的节点。")),
        (changed(2, "前置编号", "4"), (2, "前置编号", "这些节点互相等待：1 → 3 → 4 → 1。")),
    ],
)
def test_a_fault_names_line_column_and_reason(
    rows: list[list[str]], fault: tuple[int, str, str]
) -> None:
    assert told(rows) == [fault]


def test_a_table_of_too_many_rows_is_refused() -> None:
    rows = [HEAD, *([str(n), "", f"节点{n}", "", "1", "", "", "", "", ""] for n in range(501))]
    assert [(line, message) for line, _head, message in told(rows)] == [(502, "超过 500 行。")]


def test_the_table_for_download_is_taken_in_again(keeper: County) -> None:
    browser = Client()
    browser.force_login(keeper.users["bureau"], backend=BACKEND)
    answer = browser.get("/projects/chains/short/?format=xlsx")
    content = b"".join(answer) if answer.streaming else answer.content
    assert [row[3] for row in read_rows(check_upload("模板.xlsx", content))[:3]] == [
        "节点",
        "项目备案",
        "资金落实",
    ]
    sent = SimpleUploadedFile("模板.xlsx", content)
    given = {"name": "我县流程", "seen": "0", "file": sent}
    assert browser.post("/projects/chains/new/", given).status_code == 302
    assert ChainTemplate.objects.get().name == "我县流程"
    wrong = SimpleUploadedFile("模板.csv", "编号,节点,时限（天）\n1,备案,三\n".encode())
    page = browser.post("/projects/chains/own-1/table/", {**given, "seen": "1", "file": wrong})
    assert "“三”不是天数。" in page.content.decode()
    program = SimpleUploadedFile("模板.xlsx", b"MZ\x90\0" * 99)
    page = browser.post("/projects/chains/own-1/table/", {**given, "seen": "1", "file": program})
    assert (page.status_code, ChainTemplate.objects.count()) == (200, 1)
    assert browser.get("/projects/chains/none/").status_code == 404
