"""Wide sheets: one row per unit, one column per indicator."""

from pathlib import Path

import pytest

from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.data.readers.layout import Layout, read_layout
from tests.engine.scoring.data.files import make_xlsx, noted, refused

LAYOUT = {"layout": "wide", "unit": "乡镇", "columns": {"GDP（亿元）": "gdp"}, "ignore": ["备注"]}
TEXT = "乡镇,GDP（亿元）,pop,系数,片区,备注\nA,6.4,10,1.5,山区,x\nB,5.9,,1,县城,\n"


def write(path: Path, text: str = TEXT) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_named_and_used_columns_are_indicators_and_the_rest_belongs_to_units(
    tmp_path: Path,
) -> None:
    data = read_data(write(tmp_path / "a.csv"), LAYOUT, "2026Q3", indicators=["gdp", "pop"])
    assert data.observations.select("unit", "indicator", "period", "value").rows() == [
        ("A", "gdp", "2026Q3", 6.4), ("A", "pop", "2026Q3", 10.0),
        ("B", "gdp", "2026Q3", 5.9), ("B", "pop", "2026Q3", None),
    ]  # fmt: skip
    assert data.units.columns[5:] == ["片区", "系数"]
    assert data.units["系数"].to_list() == [1.5, 1.0]
    assert data.units["片区"].to_list() == ["山区", "县城"]
    assert data.place("observations", 1, "value") == "a.csv:2 column pop"
    assert data.notes == ()


def test_without_knowing_the_scheme_columns_of_numbers_are_indicators(tmp_path: Path) -> None:
    data = read_data(write(tmp_path / "a.csv"), LAYOUT)
    assert sorted(set(data.observations["indicator"])) == ["gdp", "pop", "系数"]
    assert data.units.columns[5:] == ["片区"]
    assert set(data.observations["period"]) == {""}


def test_name_group_and_period_have_their_columns(tmp_path: Path) -> None:
    text = "代码,名字,组,年份,gdp\nA,甲,山区,2025,1\nA,甲,山区,2026,2\nB,乙,县城,2026,3\n"
    layout = {"layout": "wide", "unit": "代码", "name": "名字", "group": "组", "period": "年份"}
    data = read_data(write(tmp_path / "a.csv", text), layout, indicators=["gdp"])
    assert data.units.select("unit", "name", "group").rows() == [
        ("A", "甲", "山区"), ("B", "乙", "县城"),
    ]  # fmt: skip
    assert data.observations.select("unit", "period", "value").rows() == [
        ("A", "2025", 1.0), ("A", "2026", 2.0), ("B", "2026", 3.0),
    ]  # fmt: skip


def test_usual_headings_need_not_be_named(tmp_path: Path) -> None:
    text = "标题,,\n序号,单位,名称,期,gdp\n1,A,甲,2026Q3,1\n"
    data = read_data(write(tmp_path / "a.csv", text), {"layout": "wide"}, indicators=["gdp"])
    assert data.units.row(0)[:2] == ("A", "甲")
    assert data.observations.row(0)[:4] == ("A", "gdp", "2026Q3", 1.0)
    assert len(data.units.columns) == 5


def test_a_column_that_varies_is_no_attribute(tmp_path: Path) -> None:
    text = "单位,期,gdp,rank\nA,2025,1,7\nA,2026,2,8\n"
    path = write(tmp_path / "a.csv", text)
    data = read_data(path, {"layout": "wide"}, indicators=["gdp"])
    assert len(data.units.columns) == 5
    assert noted(data) == [("a.csv:3", "attribute-varies")]
    ignored = read_data(path, {"layout": "wide", "ignore": ["rank"]}, indicators=["gdp"])
    assert ignored.notes == ()


def test_a_unit_may_not_change_its_group(tmp_path: Path) -> None:
    text = "单位,期,分组,gdp\nA,2025,g,1\nA,2026,h,2\n"
    found = refused(write(tmp_path / "a.csv", text), layout={"layout": "wide"}, indicators=["gdp"])
    assert found == [("a.csv:3", "attribute-varies")]


def test_faults_have_the_cell_of_the_wide_sheet(tmp_path: Path) -> None:
    rows = [["乡镇", "GDP（亿元）", "pop"], ["A", "约6", 1], ["B", 2, "6%"], ["A", 1, 1]]
    path = make_xlsx(tmp_path / "a.xlsx", {"Sheet1": rows})
    assert refused(path, layout=LAYOUT, indicators=["gdp", "pop"]) == [
        ("Sheet1!B2", "text-in-number"),
        ("Sheet1!C3", "percent-text"),
        ("Sheet1!A4", "duplicate-version"),
        ("Sheet1!A4", "duplicate-version"),
    ]


def test_merged_hidden_and_headless_cells_are_refused_too(tmp_path: Path) -> None:
    def tweak(book: object) -> None:
        sheet = book["数据"]  # type: ignore[index]
        sheet.merge_cells("B2:B3")
        sheet.row_dimensions[3].hidden = True
        sheet["E2"] = 5

    rows = [["乡镇", "GDP（亿元）"], ["A", 1], ["B", 2]]
    path = make_xlsx(tmp_path / "a.xlsx", {"数据": rows}, tweak)
    found = refused(path, layout=LAYOUT, indicators=["gdp"])
    assert found == [("数据!B2", "merged"), ("数据!E2", "no-heading"), ("数据!3", "hidden-row")]


def test_columns_that_the_scheme_names_must_be_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "乡镇,pop\nA,1\n")
    assert refused(path, layout=LAYOUT) == [("a.csv:1", "missing-named-column")]
    path = write(tmp_path / "a.csv", "town,pop\nA,1\n")
    assert refused(path, layout=LAYOUT) == [("a.csv", "missing-named-column")]


def test_other_sheets_stand_beside_a_wide_one(tmp_path: Path) -> None:
    sheets = {
        "数据": [["单位", "gdp", "片区"], ["A", 1, "山区"], ["B", 2, ""]],
        "单位": [["单位代码", "名称", "系数"], ["A", "甲镇", 1.2], ["B", "乙镇", 1]],
        "评分": [["单位代码", "指标项", "评分"], ["A", "work", 9]],
    }
    path = make_xlsx(tmp_path / "a.xlsx", sheets)
    data = read_data(path, {"layout": "wide"}, "2026Q3", indicators=["gdp"])
    assert data.units.columns[5:] == ["系数"]
    assert data.ratings.height == 1
    assert noted(data) == [("数据!C2", "column-unread")]


def test_a_long_layout_names_its_columns(tmp_path: Path) -> None:
    text = "country,code,what,year,score,value\nX,A,gdp,2025,6.4,0\nX,A,gdp,2026,,0\n"
    layout = {
        "layout": "long", "unit": "code", "indicator": "what", "period": "year", "value": "score",
    }  # fmt: skip
    data = read_data(write(tmp_path / "a.csv", text), layout)
    assert data.observations.select("unit", "indicator", "period", "value").rows() == [
        ("A", "gdp", "2025", 6.4), ("A", "gdp", "2026", None),
    ]  # fmt: skip
    layout["value"] = "nothing"
    found = refused(tmp_path / "a.csv", layout=layout)
    assert found == [("a.csv", "missing-named-column")]


@pytest.mark.parametrize(
    "wrong",
    [{"layout": "deep"}, {"layout": "wide", "colums": {}}, {"layout": "long", "columns": {}},
     {"layout": "wide", "columns": ["a"]}, {"layout": "wide", "ignore": "a"}],
)  # fmt: skip
def test_a_layout_that_is_none_is_an_error_of_the_caller(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"layout|columns"):
        read_layout(wrong)


def test_a_layout_is_wide_unless_it_says_otherwise() -> None:
    assert read_layout({}) == Layout(wide=True)
    assert read_layout({"layout": "long", "unit": "u"}).renamed == {"unit": "u"}
