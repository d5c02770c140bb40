"""`sanbi allocate`: a YAML file, a folder of tables, a workbook, and refusals."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from sanbi.cli import main
from tests.engine.scheduling.files.test_allocation_answer import THREE
from tests.engine.scheduling.files.test_allocation_sheets import TABLES


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, ["allocate", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_yaml_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(THREE, encoding="utf-8")
    data = json.loads(run(path, "--json", "--gap", "0").stdout)
    assert [each["key"] for each in data["admitted"]] == ["a", "c"]
    shown = run(path, "--language", "zh").stdout
    assert "缺用地；用地再加 30 亩即可列入" in shown
    assert "3 个项目列入 2 个" in shown
    assert "3 projects admitted" not in shown
    assert "2 of 3 projects admitted" in run(path, "--language", "en").stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="gb18030")
    return folder


def test_a_folder_and_a_workbook_say_the_same(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, text in TABLES.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(text.splitlines()):
                for column, cell in enumerate(line.split(",")):
                    sheet.write(number, column, float(cell) if cell.isdigit() else cell)
    found = [json.loads(run(each, "--json", "--gap", "0").stdout) for each in (folder, path)]
    assert found[0] == found[1]
    assert found[0]["end"] == "proved"


def test_a_broken_workbook_and_a_missing_table_are_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 this is no workbook")
    done = run(path, "--language", "zh")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "broken.xlsx" in done.stderr
    (folder / "节点.csv").unlink()
    done = run(folder, "--language", "zh")
    assert done.exit_code == 2
    assert "没有表“milestones”" in done.stderr


def test_projects_that_must_be_in_and_do_not_fit_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    text = THREE.replace("value: 9,", "value: 9, mandatory: true,")
    text = text.replace("value: 8,", "value: 8, mandatory: true,")
    path.write_text(text, encoding="utf-8")
    done = run(path, "--language", "zh")
    assert done.exit_code == 2
    assert "甲" in done.stderr
    assert "乙" in done.stderr
    assert "用地" in done.stderr


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    done = run(path, "--language", "zh")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "bomb.xlsx" in done.stderr
