"""Workbooks: what is read, and every fault with its sheet and cell."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.faults import DataFaults
from tests.engine.scoring.data.files import (
    DATA,
    HEADINGS,
    UNITS,
    make_xlsx,
    noted,
    part_of,
    refused,
    with_part,
)


def with_value(path: Path, value: object, number_format: str | None = None) -> Path:
    """Write the usual workbook with this in 数据!D3."""

    def tweak(book: Any) -> None:
        book["数据"]["D3"] = value
        if number_format:
            book["数据"]["D3"].number_format = number_format

    return make_xlsx(path, tweak=tweak)


def test_a_plain_workbook_is_read(tmp_path: Path) -> None:
    data = read_data(make_xlsx(tmp_path / "a.xlsx"))
    assert data.units.rows() == [("A", "甲镇", "", True, ""), ("B", "乙镇", "", True, "")]
    assert data.observations.rows() == [
        ("A", "gdp", "2026Q3", 6.4, 6.0, 1, "", False),
        ("B", "gdp", "2026Q3", 5.9, 6.0, 1, "", False),
    ]
    assert data.notes == ()
    assert data.place("observations", 1, "target") == "数据!E3"


def test_every_table_is_found_under_its_english_or_chinese_name(tmp_path: Path) -> None:
    chinese = {
        "单位": [["单位代码", "名称", "分组", "参评", "曾用代码", "难度系数"],
               ["A", "甲镇", "山区;全县", "否", "Z", 1.2]],
        "数据": [["单位代码", "指标", "期", "值", "目标", "版本", "来源"],
               ["A", "gdp", "2026年三季度", 6.4, 6, 2, "统计局"]],
        "评分": [["单位代码", "指标项", "期", "评分单位", "评分", "理由"],
               ["A", "work", "2026Q3", "县委办", 9, "好"]],
        "事项": [["单位代码", "事项项", "期", "类别", "次数", "金额", "文号", "说明"],
               ["A", "bonus", "2026Q3", "省级", 2, 3.5, "3号", "注"]],
        "测评票": [["测评组", "期", "票号", "类别", "投票人单位", "单位代码", "评项", "票面"],
                ["hall", "2026Q3", 7, "领导", "B", "A", "实绩", "优"]],
        "历史": [["单位代码", "分组", "期", "得分", "名次", "等次"],
               ["A", "山区", "2026Q2", 88.5, 2, "良好"]],
    }  # fmt: skip
    english = {
        "units": [["unit", "name", "group", "participates", "formerly", "难度系数"]],
        "observations": [["unit", "indicator", "period", "value", "target", "version", "source"]],
        "ratings": [["unit", "leaf", "period", "assessor", "rating", "reason"]],
        "events": [["unit", "item", "period", "kind", "count", "amount", "document", "note"]],
        "ballots": [
            ["electorate", "period", "ballot", "class", "voter_unit", "unit", "criterion", "mark"]
        ],
        "history": [["unit", "group", "period", "score", "rank", "grade"]],
    }
    for (name, headings), rows in zip(english.items(), chinese.values(), strict=True):
        english[name] = [*headings, rows[1]]
    first = read_data(make_xlsx(tmp_path / "zh.xlsx", chinese))
    second = read_data(make_xlsx(tmp_path / "en.xlsx", english))
    for table in english:
        frame = getattr(first, table)
        assert frame.height == 1
        assert frame.equals(getattr(second, table)), table
    assert first.units.row(0) == ("A", "甲镇", "山区;全县", False, "Z", 1.2)
    assert first.ballots.row(0) == ("hall", "2026Q3", "7", "领导", "B", "A", "实绩", "优")


def test_titles_notes_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    rows = [
        ["云川县2026年数据表"], [], ["单位*", "指 标", "期次", "完成值（亿元）", "目标值"],
        ["※ 从下拉表中选", "", "", "※ 亿元"], ["A", "gdp", "2026Q3", 1, 2], ["　", ""], [],
        ["A", "pop", "2026Q3", 3, None],
    ]  # fmt: skip
    data = read_data(make_xlsx(tmp_path / "a.xlsx", {"附表1：数据（第三季度）": rows}))
    assert data.observations["value"].to_list() == [1.0, 3.0]
    assert data.place("observations", 1, "value") == "附表1：数据（第三季度）!D8"
    assert data.notes == ()


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        ("6.4亿", "text-in-number", "6.4亿"),
        ("约6", "text-in-number", "约6"),
        (True, "text-in-number", "TRUE"),
        ("6.4%", "percent-text", "write 6.4 without"),
        ("６．４％", "percent-text", "write 6.4 without"),
        ("5‰", "percent-text", "write 0.5 without"),
        ("1,234.5", "thousands", "write 1234.5"),
        ("１，２３４", "thousands", "write 1234"),
        ("—", "missing-mark", "leave the cell empty"),
        ("无", "missing-mark", "leave the cell empty"),
        ("NaN", "not-finite", "not a finite number"),
        ("1e999", "not-finite", "not a finite number"),
        ("2026-07-01", "date-number", "is a date"),
        (date(2026, 7, 1), "date-number", "2026-07-01 is a date"),
        (datetime(2026, 7, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None), "date-number", "09:30"),
        ("#DIV/0!", "formula-error", "#DIV/0!"),
        ("=1/0", "formula-uncached", "no stored result"),
    ],
)
def test_what_is_no_number_is_refused_with_its_cell(
    tmp_path: Path, value: object, code: str, words: str
) -> None:
    path = with_value(tmp_path / "a.xlsx", value)
    assert refused(path) == [("数据!D3", code)]
    with pytest.raises(DataFaults, match=words):
        read_data(path)


@pytest.mark.parametrize(
    ("value", "number", "code"),
    [
        ("6.4", 6.4, "text-number"),
        ("６．４", 6.4, "full-width"),
        ("−6.4", -6.4, "minus-sign"),
        ("－６", -6.0, "full-width"),
        (" 6.4 ", 6.4, "spaces"),
        ("6.4\u200b", 6.4, "spaces"),
        ("\xa06.4", 6.4, "spaces"),
        ("1.5e3", 1500.0, "text-number"),
    ],
)
def test_a_number_in_odd_clothes_is_accepted_and_noted(
    tmp_path: Path, value: str, number: float, code: str
) -> None:
    data = read_data(with_value(tmp_path / "a.xlsx", value))
    assert data.observations["value"].to_list() == [6.4, number]
    assert noted(data) == [("数据!D3", code)]


def test_an_empty_cell_is_a_missing_number(tmp_path: Path) -> None:
    data = read_data(with_value(tmp_path / "a.xlsx", None))
    assert data.observations["value"].to_list() == [6.4, None]
    assert data.notes == ()


@pytest.mark.parametrize("number_format", ["0.0%", "0%", "#,##0.00%;[Red]-0.0%"])
def test_a_percent_format_is_refused_naming_both_readings(
    tmp_path: Path, number_format: str
) -> None:
    path = with_value(tmp_path / "a.xlsx", 0.064, number_format)
    assert refused(path) == [("数据!D3", "percent-format")]
    with pytest.raises(DataFaults, match=r"holds 0\.064 and shows 6\.4%"):
        read_data(path)


@pytest.mark.parametrize("number_format", ["#,##0.00", '0.0"%"', "0.0\\%", "[$-804]0.0"])
def test_other_number_formats_are_only_dress(tmp_path: Path, number_format: str) -> None:
    data = read_data(with_value(tmp_path / "a.xlsx", 1234.5, number_format))
    assert data.observations["value"].to_list() == [6.4, 1234.5]
    assert data.notes == ()


def test_a_column_of_coefficients_in_percent_is_refused_too(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        for row, value in enumerate(["系数", 0.9, 1.1], start=1):
            book["单位"].cell(row, 3, value).number_format = "0%"

    found = refused(make_xlsx(tmp_path / "a.xlsx", tweak=tweak))
    assert found == [("单位!C2", "percent-format"), ("单位!C3", "percent-format")]


def test_errors_of_formulas_are_named(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, HEADINGS)
        for row, shown in enumerate(["#REF!", "#DIV/0!", 12.5, "#N/A", ""], start=1):
            sheet.write_row(row, 0, ["A", f"i{row}", "2026Q3"])
            sheet.write_formula(row, 3, "=B1*2", None, shown)
        sheet.write_formula(2, 0, "=A2", None, "#NAME?")
    assert refused(path) == [
        ("数据!D2", "formula-error"),
        ("数据!A3", "formula-error"),
        ("数据!D3", "formula-error"),
        ("数据!D5", "formula-error"),
        ("数据!D6", "formula-uncached"),
    ]


def test_a_formula_with_a_stored_result_is_its_result(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["A", "gdp", "2026Q3"])
        sheet.write_formula(1, 3, "=5+1", None, 6)
        sheet.write_formula(1, 4, '=IF(1,"","")', None, "x")
    text = "xl/worksheets/sheet1.xml"
    with_part(path, text, part_of(path, text).replace("<v>x</v>", "<v></v>"), replace=True)
    data = read_data(path)
    assert data.observations.row(0)[3:5] == (6.0, None)


def test_merged_cells_among_the_data_are_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", tweak=lambda book: book["数据"].merge_cells("A2:A3"))
    assert ("数据!A2", "merged") in refused(path)


def test_merged_titles_are_only_dress(tmp_path: Path) -> None:
    rows = [["云川县"], *DATA]
    path = make_xlsx(
        tmp_path / "a.xlsx", {"数据": rows}, lambda book: book["数据"].merge_cells("A1:E1")
    )
    assert read_data(path).observations.height == 2


def test_hidden_rows_and_columns_with_data_are_refused(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        book["数据"].row_dimensions[3].hidden = True
        book["数据"].column_dimensions["E"].hidden = True

    assert refused(make_xlsx(tmp_path / "a.xlsx", tweak=tweak)) == [
        ("数据!E1", "hidden-column"),
        ("数据!3", "hidden-row"),
    ]


def test_hidden_rows_and_columns_without_data_do_not_matter(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        book["数据"].row_dimensions[9].hidden = True
        book["数据"].column_dimensions["K"].hidden = True

    assert read_data(make_xlsx(tmp_path / "a.xlsx", tweak=tweak)).observations.height == 2


def test_a_hidden_sheet_with_data_is_refused(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        book["数据"].sheet_state = "hidden"

    assert refused(make_xlsx(tmp_path / "a.xlsx", tweak=tweak)) == [("数据", "hidden-sheet")]


def test_a_hidden_sheet_of_lists_does_not_matter(tmp_path: Path) -> None:
    def tweak(book: Any) -> None:
        book.create_sheet("下拉表").append(["甲"])
        book["下拉表"].sheet_state = "hidden"

    assert read_data(make_xlsx(tmp_path / "a.xlsx", tweak=tweak)).notes == ()


def test_stray_signs_in_codes_are_removed_and_noted(tmp_path: Path) -> None:
    rows = [HEADINGS, ["A\u200b", " gdp", "2026Q3", 1], ["Ｂ", "gdp\xa0", "2026Q3", 2]]
    data = read_data(make_xlsx(tmp_path / "a.xlsx", {"单位": UNITS, "数据": rows}))
    assert data.observations.select("unit", "indicator").rows() == [("A", "gdp"), ("B", "gdp")]
    assert noted(data) == [
        ("数据!A2", "spaces"), ("数据!B2", "spaces"), ("数据!A3", "full-width"),
    ]  # fmt: skip


def test_a_code_that_is_a_number_is_its_digits(tmp_path: Path) -> None:
    sheets = {
        "单位": [["单位代码", "名称"], [330326, "甲县"]],
        "数据": [HEADINGS, ["330326", "gdp", 2026, 1]],
    }
    data = read_data(make_xlsx(tmp_path / "a.xlsx", sheets))
    assert data.observations.row(0)[:4] == ("330326", "gdp", "2026", 1.0)


def test_a_period_that_the_workbook_made_a_date_is_its_month(tmp_path: Path) -> None:
    rows = [HEADINGS, ["A", "gdp", date(2026, 7, 1), 1]]
    data = read_data(make_xlsx(tmp_path / "a.xlsx", {"数据": rows}))
    assert data.observations["period"].to_list() == ["2026-07"]
    assert noted(data) == [("数据!C2", "date-period")]


@pytest.mark.parametrize("period", ["2026Q5", "2026-13", date(2026, 7, 2), "2026年1-9月", 20260701])
def test_a_period_that_cannot_be_read_is_refused(tmp_path: Path, period: object) -> None:
    rows = [HEADINGS, ["A", "gdp", period, 1]]
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"数据": rows})) == [("数据!C2", "bad-period")]


def test_units_and_keys_are_checked_with_their_cells(tmp_path: Path) -> None:
    rows = [*DATA, ["C", "gdp", "2026Q3", 1], ["A", "gdp", "2026Q3", 1], ["", "gdp", "2026Q3", 1]]
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"单位": UNITS, "数据": rows})) == [
        ("数据!A4", "unknown-unit"),
        ("数据!A5", "duplicate-version"),
        ("数据!A6", "missing-cell"),
    ]


def test_a_name_beside_the_code_must_be_its_name(tmp_path: Path) -> None:
    rows = [["单位代码", "单位名称", "指标", "值"], ["A", "甲镇", "i", 1], ["B", "甲镇", "i", 1]]
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"单位": UNITS, "数据": rows})) == [
        ("数据!A3", "name-differs")
    ]


def test_columns_are_checked(tmp_path: Path) -> None:
    rows = [["单位代码", "指标", "数"], ["A", "gdp", 1]]
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"数据": rows})) == [
        ("数据!A1", "missing-column")
    ]
    rows = [[*HEADINGS, "数值"], ["A", "gdp", "2026Q3", 1, 1, 2]]
    assert refused(make_xlsx(tmp_path / "b.xlsx", {"数据": rows})) == [("数据!F1", "heading-twice")]
    rows = [[*HEADINGS, "", "备忘"], ["A", "gdp", "2026Q3", 1, 1, 2, "x"]]
    assert refused(make_xlsx(tmp_path / "c.xlsx", {"数据": rows})) == [("数据!F2", "no-heading")]
    rows = [[*HEADINGS, "备忘"], ["A", "gdp", "2026Q3", 1, 1, "x"]]
    assert noted(read_data(make_xlsx(tmp_path / "d.xlsx", {"数据": rows}))) == [
        ("数据!F1", "column-unread")
    ]


def test_an_empty_sheet_is_refused_and_one_without_rows_is_noted(tmp_path: Path) -> None:
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"单位": UNITS, "数据": []})) == [
        ("数据", "empty-sheet")
    ]
    sheets = {"单位": UNITS[:1], "数据": DATA, "评分": [["单位代码", "指标项", "评分"]]}
    data = read_data(make_xlsx(tmp_path / "b.xlsx", sheets))
    assert noted(data) == [("单位", "no-rows")]
    assert data.units["unit"].to_list() == ["A", "B"]


def test_a_negative_version_is_refused(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "版本"], ["A", "gdp", "2026Q3", 1, 1, -1]]
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"数据": rows})) == [
        ("数据!F2", "negative-version")
    ]


def test_a_sheet_is_known_by_its_headings_when_no_name_tells(tmp_path: Path) -> None:
    data = read_data(make_xlsx(tmp_path / "a.xlsx", {"Sheet1": DATA}))
    assert data.observations.height == 2
    assert noted(data) == [("Sheet1", "read-as")]


def test_other_sheets_are_noted_as_unread(tmp_path: Path) -> None:
    data = read_data(
        make_xlsx(
            tmp_path / "a.xlsx", {"填写说明": [["x"]], "数据": DATA, "图表": [["x"]], "空": []}
        )
    )
    assert noted(data) == [("图表", "sheet-unread")]


def test_two_sheets_of_one_table_are_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", {"数据": DATA, "observations": DATA})
    assert refused(path) == [("observations", "table-twice")]


def test_a_workbook_without_tables_is_refused(tmp_path: Path) -> None:
    assert refused(make_xlsx(tmp_path / "a.xlsx", {"图表": [["x"]]})) == [("a.xlsx", "no-tables")]


def test_faults_come_in_the_order_of_sheets_and_cells(tmp_path: Path) -> None:
    sheets = {
        "数据": [HEADINGS, ["A", "gdp", "2026Q9", "约6"], ["X", "gdp", "2026Q3", "6%", "无"]],
        "单位": UNITS,
        "评分": [["单位代码", "指标项", "评分"], ["A", "work", "好"]],
    }
    assert refused(make_xlsx(tmp_path / "a.xlsx", sheets)) == [
        ("数据!C2", "bad-period"), ("数据!D2", "text-in-number"), ("数据!A3", "unknown-unit"),
        ("数据!D3", "percent-text"), ("数据!E3", "missing-mark"), ("评分!C2", "text-in-number"),
    ]  # fmt: skip
