"""What a path holds: files by content, folders by the names of their files."""

from pathlib import Path

import pytest

from sanbi.engine.scoring.data import Expectation, read_data, to_csv_files
from tests.engine.scoring.data.files import make_ods, make_xlsx, noted, ods_row, refused


def folder(path: Path, **files: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_a_folder_of_csv_is_read(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        units="unit,name\nA,甲镇\n",
        数据="单位代码,指标,值\nA,gdp,1\n",
        ratings="unit,leaf,rating\nA,work,9\n",
        notes="x\n",
    )
    (tmp_path / "README.md").write_text("# 说明", encoding="utf-8")
    data = read_data(path, period="2026Q3")
    assert data.observations.row(0)[:4] == ("A", "gdp", "2026Q3", 1.0)
    assert data.ratings.row(0)[:3] == ("A", "work", "2026Q3")
    assert noted(data) == [("notes.csv", "sheet-unread")]


def test_canonical_files_are_read_back_the_same(tmp_path: Path) -> None:
    data = read_data(make_xlsx(tmp_path / "a.xlsx"))
    for name, content in to_csv_files(data).items():
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / name).write_bytes(content)
    again = read_data(tmp_path / "out")
    assert to_csv_files(again) == to_csv_files(data)


def test_faults_of_all_files_come_together(tmp_path: Path) -> None:
    path = folder(tmp_path, units="unit\nA\nA\n", observations="unit,indicator,value\nB,gdp,x\n")
    assert refused(path) == [
        ("observations.csv:2 column unit", "unknown-unit"),
        ("observations.csv:2 column value", "text-in-number"),
        ("units.csv:3 column unit", "duplicate"),
    ]


def test_every_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    folder(tmp_path, observations="unit,indicator,value\nA,gdp,1\n")
    (tmp_path / "ratings.csv").write_bytes(b"\xff\xfe")
    (tmp_path / "events.csv").write_bytes(b"a\0b")
    assert refused(tmp_path) == [("events.csv", "not-text"), ("ratings.csv", "utf-16")]


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx").rename(tmp_path / "数据.csv")
    assert read_data(path).observations.height == 2
    ods = make_ods(tmp_path / "b.xlsx", {"数据": ods_row("unit", "indicator", "value")
                                        + ods_row("A", "gdp", 1)})  # fmt: skip
    assert read_data(ods).observations.height == 1


def test_one_csv_is_known_by_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "2026.csv"
    path.write_text("electorate,ballot,unit,mark\nhall,1,A,2\n", encoding="utf-8")
    data = read_data(path)
    assert data.ballots.height == 1
    assert noted(data) == [("2026.csv", "read-as")]
    path.write_text("unit,rank,score\nA,2,88.5\n", encoding="utf-8")
    assert read_data(path).history.row(0)[3:5] == (88.5, 2.0)


def test_nothing_to_read_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx")[0][1] == "no-file"
    assert refused(tmp_path) == [(tmp_path.name, "no-tables")]
    (tmp_path / "a.docx").write_bytes(b"x")
    assert refused(tmp_path / "a.docx") == [("a.docx", "unknown-format")]


@pytest.mark.parametrize("path_type", [str, Path])
def test_a_path_may_be_text(tmp_path: Path, path_type: type) -> None:
    path = make_xlsx(tmp_path / "a.xlsx")
    assert read_data(path_type(path)).observations.height == 2


def test_names_that_the_scheme_does_not_know_are_told(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        observations="unit,indicator,value\nA,gdp,1\nA,gpd,1\nA,gpd2,1\nA,pop,1\nA,税收,1\n",
        ratings="unit,leaf,rating\nA,work,9\nA,wrok,9\n",
        events="unit,item,kind\nA,bonus,省级\nA,bonus,县级\nA,malus,\n",
        ballots="electorate,ballot,class,unit,mark\nhall,1,领导,A,1\nhall,2,群众,A,1\nhull,1,,A,1\n",
    )
    expected = Expectation(
        indicators=frozenset({"gdp", "pop"}),
        leaves=frozenset({"work"}),
        items={"bonus": frozenset({"省级", "国家级"})},
        electorates={"hall": frozenset({"领导"})},
    )
    assert refused(path, expected=expected) == [
        ("ballots.csv:3 column class", "unknown-kind"),
        ("ballots.csv:4 column electorate", "unknown-name"),
        ("events.csv:3 column kind", "unknown-kind"),
        ("events.csv:4 column item", "unknown-name"),
        ("ratings.csv:3 column leaf", "unknown-name"),
    ]
    folder(tmp_path, ratings="unit,leaf,rating\n", events="unit,item\n",
           ballots="electorate,ballot,unit,mark\n")  # fmt: skip
    data = read_data(path, expected=expected)
    assert [(note.where, note.code) for note in data.notes if note.code != "no-rows"] == [
        ("observations.csv:3 column indicator", "unknown-indicator-like"),
        ("observations.csv:4 column indicator", "unknown-indicator"),
        ("observations.csv:6 column indicator", "unknown-indicator"),
    ]
    assert data.observations.height == 5
