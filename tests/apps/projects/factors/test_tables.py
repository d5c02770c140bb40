"""The grids of quotas and claims: read back as they were written, faults by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.audit.errors import Conflict, Refused
from sanbi.apps.projects.allocation.book import Book, Supply, book_of, standard_book
from sanbi.apps.projects.allocation.book_table import HEADS, read_supplies, rows_of
from sanbi.apps.projects.allocation.claims import claim_row, head_row, newest_claims, read_claims
from sanbi.apps.projects.forms.factors import RulesForm, rules_initial
from sanbi.apps.projects.models import FactorBook, FactorClaim, Project
from sanbi.apps.projects.services import claims_set, factors_set
from tests.apps.factories.factors import book, four_projects, make_book, make_run
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

LAND = Supply(
    "land", "用地", "亩", (50.0, 0.0, 50.5), ("用地手续",), opening=3.0, ahead=2.0, keeps={1: 0.5}
)
KEPT = Supply("top", "戴帽用地", "亩", (9.0, 0.0, 0.0), factor="land", only_for=("P1",))
STAFF = Supply("desk", "窗口", "人日", (8.0, 8.0, 8.0), staff=True, days=2.5, earlier=1)


def changed(rows: list[list[str]], line: int, column: str, text: str) -> list[list[str]]:
    """Rows with another text in a cell; line 1 is the head."""
    rows[line - 1][rows[0].index(column)] = text
    return rows


def test_the_grid_comes_back_as_it_was_written(county: County) -> None:
    make_project(county)
    held = Book("2027-01", (LAND, KEPT, STAFF))
    found = read_supplies(rows_of(held))
    assert found.faults == []
    assert (found.first, tuple(found.supplies)) == ("2027-01", held.supplies)


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("2027-02", "一百", "“一百”不是"),
        ("2027-02", "-1", "“-1”不是"),
        ("2027-02", "nan", "“nan”不是"),
        ("2027-02", "1e99", "“1e99”不是"),
        (HEADS["key"], "用地", "“用地”不是代码"),
        (HEADS["name"], "", "名称缺失"),
        (HEADS["kind"], "土地", "“土地”不是要素类别"),
        (HEADS["only_for"], "P9", "没有编码为“P9”的项目"),
        (HEADS["keeps"], "2027-01:50%", "结余不能在"),
        (HEADS["factor"], "energy", "只有专给项目的指标"),
    ],
)
def test_a_fault_names_its_cell(county: County, column: str, text: str, said: str) -> None:
    make_project(county)
    found = read_supplies(changed(rows_of(Book("2027-01", (LAND,))), 2, column, text))
    fault = found.faults[0]
    assert (fault.line, fault.column) == (2, column)
    assert said in fault.message
    assert fault.hint


def test_heads_that_cannot_be(county: County) -> None:
    make_project(county)
    rows = rows_of(Book("2027-01", (LAND,)))
    assert "不连续" in read_supplies(changed(rows, 1, "2027-02", "2027-05")).faults[0].message
    rows = rows_of(Book("2027-01", (LAND,)))
    assert "缺少" in read_supplies(changed(rows, 1, HEADS["key"], "编号")).faults[0].message
    assert read_supplies([]).faults


def test_a_book_is_kept_whole_and_not_overwritten(county: County, now: datetime) -> None:
    make_project(county)
    other = make_project(county)
    bureau = county.actor("bureau")
    held = replace(
        book(exclusions=(("P1", other.code),), prerequisites=(("P1", other.code, 2),)),
        supplies=(LAND, KEPT, STAFF),
    )
    made = factors_set(actor=bureau, now=now, book=held, seen=0)
    made.refresh_from_db()
    assert book_of(made) == held
    with pytest.raises(Refused, match="无需"):
        factors_set(actor=bureau, now=now, book=held, seen=1)
    with pytest.raises(Conflict):
        factors_set(actor=bureau, now=now, book=standard_book("2027-02"), seen=0)
    assert FactorBook.objects.count() == 1


def test_other_months_keep_their_amounts(county: County) -> None:
    held = Book("2027-01", (LAND,))
    start = rules_initial(held, 1, {unit.code: unit.name for unit in county.towns})
    data = {**start, "first": "2026-12", "horizon": 3, "basis": "given", "shares": "青石镇 30"}
    form = RulesForm(data)
    assert form.is_valid(), form.errors
    moved = form.book(held)
    assert moved.months == ["2026-12", "2027-01", "2027-02"]
    assert (moved.supplies[0].months, moved.supplies[0].keeps) == ((0.0, 50.0, 0.0), {2: 0.5})
    assert moved.rules.shares == {"T1": 30.0}


def test_claims_come_back_and_only_differences_are_kept(county: County, now: datetime) -> None:
    four_projects(county)
    held = book()
    projects = list(Project.objects.order_by("code"))
    rows = [head_row(held), *(claim_row(p, newest_claims().get(p.pk), held) for p in projects)]
    found = read_claims(rows, held)
    assert found.faults == []
    bureau = county.actor("bureau")
    with pytest.raises(Refused):
        claims_set(actor=bureau, now=now, claims=found.claims)
    changed(rows, 2, "用地（亩）", "41.5")
    changed(rows, 3, "申请", "否")
    made = claims_set(actor=bureau, now=now, claims=read_claims(rows, held).claims)
    assert [(row.project.code, row.version, row.withdrawn) for row in made] == [
        ("A", 2, False),
        ("B", 2, True),
    ]
    assert made[0].amounts == {"land": "41.5"}
    assert FactorClaim.objects.count() == 6


def test_a_typed_nought_stays_one(county: County, now: datetime) -> None:
    project = four_projects(county)["A"]
    held = book()
    rows = [head_row(held), claim_row(project, newest_claims()[project.pk], held)]
    changed(rows, 2, "用地（亩）", "0")
    made = claims_set(actor=county.actor("bureau"), now=now, claims=read_claims(rows, held).claims)
    again = [head_row(held), claim_row(project, made[0], held)]
    assert again[1][-1] == "0"
    assert read_claims(again, held).claims[0].amounts == {"land": 0.0}


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("项目编码", "Z", "没有编码为“Z”的项目"),
        ("项目编码", "B", "出现两次"),
        ("申请", "也许", "既不是“是”也不是“否”"),
        ("优先级（1至3）", "9", "不是优先级"),
        ("申请日期", "昨天", "“昨天”"),
        ("不早于", "2027-13", "不是月份"),
        ("不晚于", "2026-01", "早于最早月份"),
        ("用地（亩）", "四十", "“四十”不是"),
    ],
)
def test_a_fault_in_a_claim_names_its_cell(
    county: County, column: str, text: str, said: str
) -> None:
    four_projects(county)
    held = book()
    projects = Project.objects.filter(code__in="AB").order_by("code")
    rows = [head_row(held), *(claim_row(p, newest_claims().get(p.pk), held) for p in projects)]
    changed(rows, 2, column, text)
    faults = read_claims(rows, held).faults
    assert column in {fault.column for fault in faults}
    assert any(said in fault.message for fault in faults)


def test_three_rows_cost_as_many_queries_as_one(
    county: County, client: Any, count_queries: Any, now: datetime
) -> None:
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(county.users["office"], backend=backend)
    make_book(county)
    costs: dict[str, list[int]] = {}
    for number in range(1, 4):
        project = make_project(
            county, code=f"Q{number}", stage="signed", land_mu=Decimal(5), due_on=date(2027, 3, 1)
        )
        FactorClaim.objects.create(
            project=project, version=1, arrived_on=date(2026, 9, 1), by_name="甲", at=now
        )
        run = make_run(county, now)
        for path in ("", f"plans/{run.number}/", "claims/", "support/"):
            client.get(f"/projects/factors/{path}")
            with count_queries() as queries:
                assert client.get(f"/projects/factors/{path}").status_code == 200
            costs.setdefault(path[:5], []).append(len(queries))
    assert all(len(set(each)) == 1 for each in costs.values()), costs
