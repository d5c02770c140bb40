"""What can be taken away from a board, and that it is what was published."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.queries import boards_results
from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.orgs.blobs import place_of
from sanbi.engine.scoring.package import verify_package
from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.orgs import County, make_unit

START = "from sanbi.cli import main; main()"


def fetched(client: Client, name: str, boards: Boards, query: str = "") -> Any:
    answer = client.get(reverse(name, args=[boards.latest.code]) + query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    return answer


def test_the_package_verifies(boards: Boards, signed_in: Any, tmp_path: Path, repo: Path) -> None:
    package = fetched(signed_in("clerk"), "board-package", boards).content
    assert verify_package(package).identical
    place = tmp_path / "package.zip"
    place.write_bytes(package)
    for command in (
        [sys.executable, "-c", START, "verify", str(place)],
        [sys.executable, str(repo / "tools/verify_package.py"), str(place)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=repo)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_changed_package_does_not(boards: Boards, signed_in: Any) -> None:
    package = bytearray(fetched(signed_in("clerk"), "board-package", boards).content)
    package[len(package) // 2] ^= 1
    assert not verify_package(bytes(package)).identical


def test_the_workbook_holds_the_ranking(boards: Boards, signed_in: Any) -> None:
    content = fetched(signed_in("clerk"), "board-workbook", boards).content
    book = python_calamine.load_workbook(io.BytesIO(content))
    league = book.get_sheet_by_name(book.sheet_names[0]).to_python()
    assert any("白鹭镇" in row and 96.86 in row for row in league)


def test_the_table_is_exported_as_it_is_shown(
    county: County, boards: Boards, signed_in: Any
) -> None:
    answer = fetched(signed_in("clerk"), "board", boards, "?group=plain&sort=score&format=csv")
    lines = answer.content.decode("utf-8-sig").split("\r\n")
    assert (
        lines[0] == "名次,单位,升降,得分,距上一名,经济指标,重点项目,重点任务,现场测评,加分,"
        "可能的最好名次,可能的最差名次,不可区分组,等次,标记"
    )
    held = board(county.actor("clerk"), boards.latest.code, "plain")
    assert [line.split(",")[1] for line in lines[1:-1]] == [row.name for row in held.rows[::-1]]
    workbook = fetched(signed_in("clerk"), "board", boards, "?format=xlsx").content
    rows = python_calamine.load_workbook(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert rows[1][:4] == [1.0, "白鹭镇", 0.0, 96.86]


def test_the_pdf_is_one_sheet_with_every_unit(
    boards: Boards, signed_in: Any, tmp_path: Path
) -> None:
    for paper, size in (("a4", "841.89 x 595.28"), ("a3", "1190.55 x 841.89")):
        content = fetched(signed_in("clerk"), "board-paper", boards, f"?paper={paper}").content
        assert content.startswith(b"%PDF-")
        place = tmp_path / f"{paper}.pdf"
        place.write_bytes(content)
        assert text_of(place, "pdfinfo").count(size[:6]) == 1
        said = text_of(place, "pdftotext")
        assert all(unit.name in said for unit in boards.units)
        assert "制表" in said
        assert "1/1" in said.replace(" ", "")


def text_of(place: Path, program: str) -> str:
    from tests.support.programs import require_program

    found = require_program(
        (program,), switch="SANBI_REQUIRE_BROWSER", hint="Debian: apt-get install poppler-utils."
    )
    command = [str(found), str(place)] + (["-"] if program == "pdftotext" else [])
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_what_is_not_published_cannot_be_taken_away(
    county: County, settings: Any, tmp_path: Path, signed_in: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(county.towns, ("2026Q3",), state="scored")
    for name in ("board-package", "board-workbook", "board-paper"):
        url = reverse(name, args=[boards.latest.code])
        assert signed_in("clerk").get(url).status_code == 404
        assert signed_in("auditor").get(url).status_code == 200
    said = fetched(signed_in("office"), "board-paper", boards).content
    (tmp_path / "x.pdf").write_bytes(said)
    assert "未公布" in text_of(tmp_path / "x.pdf", "pdftotext")


def test_a_damaged_package_is_told_and_the_board_stays(boards: Boards, signed_in: Any) -> None:
    assert boards.latest.current_run is not None
    place = place_of(boards.latest.current_run.package_id)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    boards_results._result.cache_clear()  # another test may have read the same package
    boards_results._explainer.cache_clear()
    code, unit = boards.latest.code, boards.units[0].pk
    client = signed_in("clerk")
    assert client.get(reverse("board", args=[code])).status_code == 200
    for name, args in (("board-package", [code]), ("board-unit", [code, unit])):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 400
        assert "从备份恢复" in answer.content.decode()


@pytest.mark.parametrize(
    ("count", "paper", "sheets"), [(40, "a4", 2), (100, "a4", 4), (100, "a3", 3)]
)
def test_a_long_table_runs_over_sheets(
    signed_in: Any, settings: Any, tmp_path: Path, count: int, paper: str, sheets: int
) -> None:
    settings.SANBI_FILES = tmp_path
    tens, ones = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉"
    names = [f"{ten}{one}乡" for ten in tens for one in ones][:count]
    units = [make_unit(f"L{place:03d}", name) for place, name in enumerate(names)]
    boards = make_boards(units, ("2026Q2", "2026Q3"))
    content = fetched(signed_in("clerk"), "board-paper", boards, f"?paper={paper}").content
    place = tmp_path / "long.pdf"
    place.write_bytes(content)
    pages = said_on(place)
    assert len(pages) == sheets
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{sheets}" in page.replace(" ", "")
        assert ("名次" in page, "距上一名" in page) == (True, True)
    named = [unit.name for unit in units if sum(unit.name in page for page in pages) == 1]
    assert len(named) == count


def said_on(path: Path) -> list[str]:
    """The words of each sheet."""
    return text_of(path, "pdftotext").split("\f")[:-1]
