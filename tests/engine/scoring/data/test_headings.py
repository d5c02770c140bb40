"""Names of tables and columns, and the row that holds the headings."""

import pytest

from sanbi.engine.scoring.data.headings import (
    BESIDE,
    COLUMN_NAMES,
    TABLE_NAMES,
    column_of,
    find_headings,
    guess_table,
    normal,
    required_columns,
    table_of,
)
from sanbi.engine.scoring.data.schemas import TABLES


def test_every_column_of_every_table_is_known_by_each_of_its_names() -> None:
    for table, columns in TABLES.items():
        assert table_of(table) == table
        for column in columns:
            for name in (column, column.upper(), *COLUMN_NAMES[column], f" {column}* "):
                assert column_of(table, name) == column, (table, name)


def test_no_name_means_two_tables_or_two_columns_of_one() -> None:
    names = [name for aliases in TABLE_NAMES.values() for name in aliases]
    assert len(names) == len(set(names))
    for table, columns in TABLES.items():
        aliases = [name for column in columns for name in (column, *COLUMN_NAMES[column])]
        assert len(aliases) == len(set(aliases)), table


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("数据", "observations"), ("1.数据", "observations"), ("附表3：测评票（现场）", "ballots"),
        ("指标数据", "observations"), ("Units", "units"), ("填写说明", ""), ("Sheet1", ""),
        ("数据备份", ""),
    ],
)  # fmt: skip
def test_tables_are_known_by_their_sheets(name: str, table: str) -> None:
    assert table_of(name) == table


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("完成值（亿元）", "value"), ("完成值\n（亿元）", "value"), ("目 标 值*", "target"),
        ("Ｖａｌｕｅ", "value"), ("期[季度]", "period"), ("增速", ""), (5, ""), ("", ""),
    ],
)  # fmt: skip
def test_columns_are_known_in_whatever_dress(heading: object, column: str) -> None:
    assert column_of("observations", heading) == column


def test_a_word_means_what_its_table_makes_of_it() -> None:
    assert column_of("events", "类别") == "kind"
    assert column_of("ballots", "类别") == "class"
    assert column_of("units", "名称") == "name"
    assert column_of("observations", "单位名称") == "name"
    assert column_of("observations", "计量单位") in BESIDE
    assert normal("＊单位　代码＊") == "单位代码"


def test_titles_above_are_passed_over_and_the_fullest_row_wins() -> None:
    rows = [["数据", "", ""], ["单位", "指标"], ["单位", "指标", "值", "期"], ["A", "gdp", 1, 2026]]
    assert find_headings("observations", rows) == (2, [])


def test_what_is_missing_is_named() -> None:
    assert find_headings("observations", [["单位", "期"]]) == (0, ["indicator", "value"])
    assert find_headings("observations", [["a"], ["b"]]) == (-1, ["unit", "indicator", "value"])
    assert required_columns("ballots") == ["electorate", "ballot", "unit", "mark"]


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (["unit", "indicator", "value"], "observations"), (["unit", "name"], "units"),
        (["unit", "rank"], "history"), (["unit", "leaf", "rating"], "ratings"),
        (["unit", "item"], "events"), (["a", "b"], ""),
        (["electorate", "ballot", "unit", "mark", "item"], "ballots"),
    ],
)  # fmt: skip
def test_headings_tell_the_table(headings: list[str], table: str) -> None:
    assert guess_table([["title"], headings]) == table
