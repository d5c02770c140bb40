"""CSV: encodings, separators, line breaks within cells, and faults by line and column."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring.data import Limits, read_data
from sanbi.engine.scoring.faults import DataFaults
from tests.engine.scoring.data.files import noted, refused

TEXT = "单位代码,指标,期,值\nA,gdp,2026Q3,6.4\nB,gdp,2026Q3,5.9\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf_8_is_read_with_or_without_bom(tmp_path: Path, encoding: str, end: str) -> None:
    data = read_data(write(tmp_path / "数据.csv", TEXT.replace("\n", end), encoding))
    assert data.observations["value"].to_list() == [6.4, 5.9]
    assert data.notes == ()


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_gb18030_is_read_with_a_note(tmp_path: Path, encoding: str) -> None:
    data = read_data(write(tmp_path / "数据.csv", TEXT, encoding))
    assert data.observations.height == 2
    assert noted(data) == [("数据.csv", "gb18030")]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_other_separators_are_seen(tmp_path: Path, sign: str) -> None:
    data = read_data(write(tmp_path / "数据.tsv", TEXT.replace(",", sign)))
    assert data.observations.height == 2


def test_every_fault_has_its_line_and_column(tmp_path: Path) -> None:
    text = (
        '单位代码,指标,期,值,来源\nA,gdp,2026Q3,约6,\n\nA,pop,2026Q9,1,"一\n二"\n'
        'A,gdp,2026Q3,"1,234",\n,gdp,2026Q3,5,\n'
    )
    assert refused(write(tmp_path / "observations.csv", text)) == [
        ("observations.csv:2 column 值", "text-in-number"),
        ("observations.csv:4 column 期", "bad-period"),
        ("observations.csv:6 column 单位代码", "duplicate-version"),
        ("observations.csv:6 column 值", "thousands"),
        ("observations.csv:7 column 单位代码", "missing-cell"),
    ]
    found = refused(tmp_path / "observations.csv", language="zh")
    assert found[0] == ("observations.csv:2 列 值", "text-in-number")


def test_a_plain_number_is_no_note_because_all_cells_are_text(tmp_path: Path) -> None:
    text = TEXT.replace("6.4", " 6.4").replace("5.9", "５.9")
    data = read_data(write(tmp_path / "数据.csv", text))
    assert noted(data) == [
        ("数据.csv:2 column 值", "spaces"),
        ("数据.csv:3 column 值", "full-width"),
    ]


def test_titles_and_notes_may_stand_above(tmp_path: Path) -> None:
    text = "云川县数据,,,\n" + TEXT.replace("A,", "※ 说明,,,\nA,", 1)
    data = read_data(write(tmp_path / "数据.csv", text))
    assert data.place("observations", 0, "value") == "数据.csv:4 column 值"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"unit,indicator\0,value\n", "not-text"),
        (b"unit,indicator,value\nA,\xff\xff,1\n", "bad-encoding"),
        (b'unit,indicator,value\nA,"gdp,1\n', "bad-csv"),
        (b'unit,indicator,value\nA,"gdp"x,1\n', "bad-csv"),
        (b"unit,indicator,value\nA," + b"x" * 200_000 + b",1\n", "bad-csv"),
        (b"," * 1_000_000 + b"\n", "too-many-columns"),
        (b"unit,indicator,value\n" + b"," * 1_000_000 + b"\n", "too-many-columns"),
        (b"<html><table></table></html>", "missing-column"),
        (b"", "empty-sheet"),
    ],
    ids=range(10),
)
def test_what_is_no_csv_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "observations.csv"
    path.write_bytes(content)
    assert {found for _, found in refused(path)} == {code}


def test_a_large_file_is_refused_unless_the_caller_allows_it(tmp_path: Path) -> None:
    path = write(tmp_path / "数据.csv", TEXT)
    assert refused(path, limits=Limits(packed=50)) == [("数据.csv", "file-too-large")]
    assert read_data(path, limits=Limits(packed=500)).observations.height == 2


def test_a_row_that_is_longer_than_the_headings_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "数据.csv", TEXT.replace("6.4", "6.4,7"))
    assert refused(path) == [("数据.csv:2", "no-heading")]


def test_a_short_row_lacks_its_last_cells(tmp_path: Path) -> None:
    data = read_data(write(tmp_path / "数据.csv", TEXT.replace(",6.4", "")))
    assert data.observations["value"].to_list() == [None, 5.9]


@settings(max_examples=150)
@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("csv") / "observations.csv"
    for head in (b"", b"unit,indicator,period,value\n"):
        path.write_bytes(head + content)
        with contextlib.suppress(DataFaults):
            assert read_data(path).observations.height >= 0
