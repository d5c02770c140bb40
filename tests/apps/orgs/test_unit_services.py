"""Units: made, moved, closed, taken in from a table."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.divisions import read_divisions
from sanbi.apps.orgs.models import Day, GroupMember, Unit, UnitChange
from sanbi.apps.orgs.services.calendars import calendar_import, calendar_seed
from sanbi.apps.orgs.services.divisions import differences, units_import
from sanbi.apps.orgs.services.groups import GroupDraft, grouping_set
from sanbi.apps.orgs.services.units import unit_create, unit_move, unit_rename
from tests.apps.factories.orgs import ON, County, make_unit

TABLE = """\ufeff名称,编码,类别,统计用区划代码,行政区划代码,上级
青石镇,T1,乡镇,330999101,330999101000,
松涛新镇,T2,乡镇,330999102,330999112000,
茶山乡,T9,乡镇,330999201,330999215000,C
"""


def test_a_unit_gets_its_pinyin_key(county: County, now: datetime) -> None:
    unit = unit_create(
        actor=county.actor("sysadmin"),
        now=now,
        code="T9",
        name="青石镇",
        kind="township",
        parent=county.root.pk,
    )
    assert unit.pinyin == "qing shi zhen"
    renamed = unit_rename(
        actor=county.actor("sysadmin"), now=now, unit=unit.pk, name="长桥镇", on=ON
    )
    assert renamed.pinyin == "chang qiao zhen"
    change = UnitChange.objects.get(unit=unit)
    assert (change.what, change.before, change.after) == ("rename", "青石镇", "长桥镇")


def test_a_unit_never_stands_below_itself(county: County, now: datetime) -> None:
    zone = make_unit("Z", kind="zone", parent=county.root)
    inner = make_unit("Z1", kind="zone", parent=zone)
    for below in (zone, inner):
        with pytest.raises(Refused) as error:
            unit_move(actor=county.actor("sysadmin"), now=now, unit=zone.pk, parent=below.pk, on=ON)
        assert error.value.where == "parent"


def test_a_table_shows_its_changes_first(county: County, now: datetime) -> None:
    found = read_divisions(TABLE)
    assert found.faults == []
    shown = {change.row.code: change.fields for change in differences(found.rows)}
    assert shown["T2"] == (
        ("name", "松涛镇", "松涛新镇"),
        ("statistics_code", "", "330999102"),
        ("civil_code", "", "330999112000"),
    )
    assert shown["T9"] == ()
    assert Unit.objects.filter(code="T9").count() == 0
    units_import(actor=county.actor("sysadmin"), now=now, rows=found.rows, on=ON)
    made = Unit.objects.get(code="T9")
    assert (made.name, made.pinyin, made.parent, made.statistics_code, made.civil_code) == (
        "茶山乡",
        "cha shan xiang",
        county.root,
        "330999201",
        "330999215000",
    )
    assert differences(found.rows) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("名称\n青石镇\n", (1, "code")),
        ("名称,编码\n,T1\n", (2, "name")),
        ("名称,编码\n青石镇,a b\n", (2, "code")),
        ("名称,编码,类别\n青石镇,T1,村\n", (2, "kind")),
        ("名称,编码,统计代码\n青石镇,T1,3.3E+08\n", (2, "statistics_code")),
        ("名称,编码\n青石镇,T1\n松涛镇,T1\n", (3, "code")),
        ("", (1, "name")),
    ],
)
def test_faults_of_a_table_name_their_cell(text: str, fault: tuple[int, str]) -> None:
    found = read_divisions(text)
    assert fault in [(item.line, item.column) for item in found.faults]


def test_a_code_of_another_unit_is_refused(county: County) -> None:
    Unit.objects.filter(code="T2").update(civil_code="330999101000")
    with pytest.raises(Refused, match="2"):
        differences(read_divisions(TABLE).rows)


def test_a_grouping_is_replaced_whole(county: County, now: datetime) -> None:
    first, second, third = (unit.pk for unit in county.towns)
    for groups in (
        [GroupDraft("a", "甲", (first, second)), GroupDraft("b", "乙", (third,))],
        [GroupDraft("b", "乙组", (second, third))],
    ):
        grouping_set(actor=county.actor("office"), now=now, grouping="2026", groups=groups)
    members = GroupMember.objects.values_list("group__name", "unit__code")
    assert sorted(members) == [("乙组", "T2"), ("乙组", "T3")]


def test_years_of_the_calendar(county: County, now: datetime) -> None:
    office = county.actor("office")
    assert calendar_seed(actor=office, now=now, years=[2025]) == Day.objects.count()
    assert Day.objects.get(date=date(2025, 10, 1)).name == "国庆节"
    assert not Day.objects.filter(provisional=True).exists()
    calendar_seed(actor=office, now=now, years=[2031])
    assert Day.objects.filter(date__year=2031, provisional=True).exists()
    text = "日期,类别,名称\n2031,已公布,\n2031-10-01,休,国庆节\n"
    assert calendar_import(actor=office, now=now, text=text) == 1
    assert list(Day.objects.filter(date__year=2031).values_list("date", "provisional")) == [
        (date(2031, 10, 1), False)
    ]
