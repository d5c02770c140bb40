"""The template: what it asks, what it lets pass, and that it reads back."""

import dataclasses
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.data.headings import column_of, table_of
from sanbi.engine.scoring.data.template.guide import row_lines
from sanbi.engine.scoring.data.template.plan import PlanIndicator, PlanUnit, TemplatePlan
from sanbi.engine.scoring.data.template.writer import write_template
from sanbi.engine.scoring.faults import DataFaults
from tests.engine.scoring.data.template.plans import PLAN
from tests.support.programs import require_libreoffice

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")
FIRST = 5  # first row of data in a sheet


def book_of(path: Path, plan: TemplatePlan = PLAN, language: str = "zh") -> Any:
    write_template(plan, path, language)
    return openpyxl.load_workbook(path)


def column(sheet: Any, name: str) -> int:
    """Return the number of the column with this heading, or of this column of the table."""
    table = table_of(sheet.title)
    return next(
        cell.column
        for cell in sheet[3]
        if name in (str(cell.value).rstrip("*"), column_of(table, cell.value))
    )


def fill(sheet: Any, row: int, **cells: object) -> None:
    for heading, value in cells.items():
        sheet.cell(row, column(sheet, heading), value)


def test_an_empty_template_reads_back_with_its_prepared_rows(tmp_path: Path) -> None:
    write_template(PLAN, tmp_path / "t.xlsx")
    data = read_data(tmp_path / "t.xlsx")
    assert data.units.select("unit", "name", "group", "participates").rows() == [
        ("Y01", "青石镇", "山区", True), ("Y02", "云溪街道", "县城", True),
        ("Y03", "东港经济开发区", "县城", False),
    ]  # fmt: skip
    assert data.observations.height == 3 * (3 + 2)
    assert data.observations["value"].null_count() == 15
    assert data.ratings.height == data.events.height == data.ballots.height == 0
    assert data.history.select("unit", "group", "period").row(0) == ("Y01", "山区", "2026Q2")
    assert data.notes == ()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_reads_back_without_a_fault(tmp_path: Path, language: str) -> None:
    path = tmp_path / "t.xlsx"
    book = book_of(path, language=language)
    sheets = {table_of(sheet.title): sheet for sheet in book}
    for row in range(FIRST, FIRST + 3):
        fill(sheets["units"], row, 难度系数=1 + row / 10, 片区="北片")
        fill(sheets["observations"], row, target=10)
    for row in range(FIRST, FIRST + 15):
        fill(sheets["observations"], row, value=row * 1.5)
    fill(sheets["ratings"], FIRST, rating=18.5, reason="好")
    event = {"unit": "Y01", "item": "bonus", "period": "2026Q3", "kind": "省级", "document": "3号"}
    fill(sheets["events"], FIRST, **event)
    ballot = {"electorate": "hall", "ballot": "7", "class": "代表", "unit": "Y02"}
    fill(sheets["ballots"], FIRST, **ballot, criterion="实绩", mark="优秀")
    fill(sheets["history"], FIRST, score=88.5, rank=1, grade="优秀")
    book.save(path)
    data = read_data(path, period="2026Q3")
    assert data.units["难度系数"].to_list() == [1.5, 1.6, 1.7]
    assert data.units["片区"].to_list() == ["北片"] * 3
    assert data.observations["value"].null_count() == 0
    assert sorted(data.observations["value"]) == [row * 1.5 for row in range(FIRST, FIRST + 15)]
    assert data.observations["target"].drop_nulls().to_list() == [10.0] * 3
    assert data.ratings.rows() == [("Y01", "party", "2026Q3", "县委组织部", 18.5, "好")]
    assert data.events.row(0) == ("Y01", "bonus", "2026Q3", "省级", 1.0, None, "3号", "")
    assert data.ballots.row(0) == ("hall", "2026Q3", "7", "代表", "", "Y02", "实绩", "优秀")
    assert data.history.row(0) == ("Y01", "山区", "2026Q2", 88.5, 1.0, "优秀")
    assert data.notes == ()


def test_a_slip_in_a_filled_template_is_refused_with_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = book_of(path)
    fill(book["数据"], FIRST + 1, 值="6.4亿", 单位名称="青石镇")
    book.save(path)
    with pytest.raises(DataFaults) as caught:
        read_data(path)
    assert [(f.where, f.code) for f in caught.value.faults] == [
        ("数据!A6", "name-differs"), ("数据!I6", "text-in-number"),
    ]  # fmt: skip


def test_rows_of_one_indicator_stand_together_with_its_unit_of_measure(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "t.xlsx")["数据"]
    rows = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=FIRST, max_row=8)]
    assert rows[0] == [
        "Y01", "青石镇", "gdp", "地区生产总值", "亿元", "统计数据", "县统计局", "2026Q3",
    ]  # fmt: skip
    assert [row[0] for row in rows] == ["Y01", "Y02", "Y03", "Y01"]
    assert rows[3][2:7] == ["complaints", "信访积案", "件", "调度数据", "县信访局"]


def checks(sheet: Any) -> dict[str, Any]:
    """Return the checks of a sheet by their ranges."""
    return {str(each.sqref): each for each in sheet.data_validations.dataValidation}


def test_every_indicator_has_its_check_with_a_message(tmp_path: Path) -> None:
    found = checks(book_of(tmp_path / "t.xlsx")["数据"])
    check = found["I5:I7"]
    assert (check.type, check.operator) == ("decimal", None)
    assert check.promptTitle == "地区生产总值"
    assert check.prompt == "期：2026Q3；计量单位：亿元；责任单位：县统计局"
    assert "只能填数字" in check.error
    assert found["K5:K19"].type == "whole"


def test_drop_downs_offer_what_the_scheme_knows(tmp_path: Path) -> None:
    book = book_of(tmp_path / "t.xlsx")

    def offered(sheet: str, heading: str) -> list[object]:
        letter = openpyxl.utils.get_column_letter(column(book[sheet], heading))
        check = next(c for area, c in checks(book[sheet]).items() if area.startswith(f"{letter}5"))
        assert check.type == "list"
        name, area = check.formula1.replace("$", "").split("!")
        return [cell.value for row in book[name.strip("'")][area] for cell in row]

    assert offered("单位", "分组") == ["山区", "县城"]
    assert offered("单位", "参评") == ["是", "否"]
    assert offered("数据", "单位代码") == ["Y01", "Y02", "Y03"]
    assert offered("数据", "指标") == ["gdp", "complaints", "pop"]
    assert offered("评分", "指标项") == ["party", "safety"]
    assert offered("事项", "类别") == ["国家级", "省级"]
    assert offered("测评票", "票面") == ["优秀", "良好", "较差"]
    assert offered("历史", "等次") == ["优秀", "良好"]
    assert book["下拉表"].sheet_state == "hidden"


def test_a_rating_has_the_range_of_its_leaf(tmp_path: Path) -> None:
    found = checks(book_of(tmp_path / "t.xlsx")["评分"])
    ranges = {area: (c.formula1, c.formula2) for area, c in found.items() if c.type == "decimal"}
    assert list(ranges.values()) == [("0", "20"), ("0", "20"), ("0", "10")]


def test_targets_are_grey_where_none_is_needed(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "t.xlsx")["数据"]
    colours = [sheet.cell(row, 10).fill.fgColor.rgb for row in range(FIRST, FIRST + 15)]
    yellow = sheet.cell(FIRST, 9).fill.fgColor.rgb
    assert [colour == yellow for colour in colours] == [True] * 3 + [False] * 12


def test_sheets_are_ready_to_print_and_unprotected(tmp_path: Path) -> None:
    book = book_of(tmp_path / "t.xlsx")
    for name in ("单位", "数据", "评分", "事项", "测评票", "历史"):
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$3:$4"
        assert sheet.freeze_panes in ("A5", "B5", "C5")
        assert sheet.freeze_panes.endswith("5")
        assert not sheet.protection.sheet
    assert book["数据"].column_dimensions["D"].width > 14


def test_without_units_the_rows_are_blank_but_checked(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = book_of(path, dataclasses.replace(PLAN, units=()))
    assert [cell.value for cell in book["数据"][3]][:3] == ["单位代码*", "指标*", "期"]
    assert book["数据"]["A5"].value is None
    fill(book["单位"], FIRST, 单位代码="N1", 名称="新镇")
    fill(book["数据"], FIRST, 单位代码="N1", 指标="gdp", 期="2026Q3", 值=5)
    book.save(path)
    data = read_data(path)
    assert data.observations.rows() == [("N1", "gdp", "2026Q3", 5.0, None, 1, "", False)]
    source = checks(book["数据"])["A5:A304"].formula1
    assert source == "'单位'!$A$5:$A$304"


def test_the_guide_lists_what_is_asked_for(tmp_path: Path) -> None:
    sheet = book_of(tmp_path / "t.xlsx")["填写说明"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    assert rows[0] == ["云川县2026年综合考核：填写说明"]
    (gdp,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "gdp")
    assert [cell or "" for cell in gdp] == [
        "gdp", "地区生产总值", "亿元", "县统计局", "统计数据", "越高越好", "√",
        "2026Q3、2025Q3", "", "",
    ]  # fmt: skip
    assert ["hall", "等次：优秀、良好、较差", "县领导、代表", "实绩"] in rows
    assert ["数据", "各单位各指标的数值和目标", 15] in rows


def test_a_row_of_the_guide_is_as_high_as_its_longest_cell() -> None:
    assert row_lines(["gdp", "短"]) == 1
    assert row_lines(["gdp", "很长很长很长很长很长很长很长很长"]) == 2


def test_only_the_sheets_that_are_needed_are_there(tmp_path: Path) -> None:
    plan = TemplatePlan("小方案", "2026", indicators=(PlanIndicator("gdp"),))
    book = book_of(tmp_path / "t.xlsx", plan)
    assert book.sheetnames == ["填写说明", "单位", "数据", "下拉表"]


def test_too_many_rows_are_not_prepared(tmp_path: Path) -> None:
    units = tuple(PlanUnit(f"U{number:05d}") for number in range(20_001))
    plan = TemplatePlan("大", "2026", units=units, indicators=tuple(map(PlanIndicator, "abcde")))
    write_template(plan, tmp_path / "t.xlsx")
    data = read_data(tmp_path / "t.xlsx")
    assert data.units.height == 20_001
    assert data.observations.height == 0


def test_nothing_that_a_scheme_says_becomes_a_formula(tmp_path: Path) -> None:
    bad = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "http://example.org/", "=cmd|'/c'!A1"]
    plan = TemplatePlan(
        "=HYPERLINK(1)&D",
        "2026",
        units=tuple(PlanUnit(f"U{number}", text) for number, text in enumerate(bad)),
        groups=tuple(bad),
        indicators=tuple(PlanIndicator(f"i{n}", text, text, text) for n, text in enumerate(bad)),
        coefficients=("=系数",),
    )
    book = book_of(tmp_path / "t.xlsx", plan)
    kinds = {
        (cell.data_type, cell.hyperlink is None)
        for name in book.sheetnames if name != "填写说明"
        for row in book[name].iter_rows() for cell in row if cell.value is not None
    }  # fmt: skip
    assert kinds == {("s", True)}
    assert book["单位"]["B5"].value == "=1+1"
    assert all(cell.data_type in ("s", "n") for row in book["填写说明"].iter_rows() for cell in row)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    write_template(PLAN, tmp_path / "a.xlsx")
    write_template(PLAN, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_libreoffice_opens_and_saves_it(tmp_path: Path, ending: str) -> None:
    program = require_libreoffice()
    path = tmp_path / "t.xlsx"
    book = book_of(path)
    for row in range(FIRST, FIRST + 15):
        fill(book["数据"], row, 值=row * 1.5)
    book["数据"].cell(FIRST, 10, "=5+5")
    book.save(path)
    subprocess.run(
        [program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", ending, "--outdir", tmp_path / "out", path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    data = read_data(tmp_path / "out" / f"t.{ending}")
    assert data.units.height == len(PLAN.units)
    assert sorted(data.observations["value"]) == [row * 1.5 for row in range(FIRST, FIRST + 15)]
    assert data.observations["target"].drop_nulls().to_list() == [10.0]
    with pytest.raises(DataFaults, match="no stored result"):
        read_data(path)
