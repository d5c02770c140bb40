"""Boards that hardly ever come: each says in one sentence why it is no table of places."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.orgs.models import Unit
from tests.apps.assessments.boards.odd import empty_round, odd_round
from tests.apps.factories.boards import Boards
from tests.apps.factories.orgs import County
from tests.support.programs import require_program

NOBODY = "这次计分没有单位参评。"
UNRANKED = "本组没有单位参加排名，原因见各单位页面。"
ALONE = "本组只有一个单位参加排名，没有可比的单位。"
TIED = "本组参加排名的单位得分相同，名次并列。"
Made = Callable[[list[Unit]], Boards]


def alone(towns: list[Unit]) -> Boards:
    first, *others = towns
    groups = {first: "plain"} | dict.fromkeys(others, "hill")
    return odd_round(groups, dict(zip(towns, (90.0, 80.0, 70.0), strict=True)))


def tied(towns: list[Unit]) -> Boards:
    return odd_round(dict.fromkeys(towns, "plain"), dict.fromkeys(towns, 90.0))


def without_data(towns: list[Unit]) -> Boards:
    *others, last = towns
    return odd_round(dict.fromkeys(others, "plain") | {last: "hill"}, {last: 90.0})


def one_without_data(towns: list[Unit]) -> Boards:
    return odd_round(dict.fromkeys(towns, "plain"), {towns[0]: 90.0, towns[1]: 80.0})


@pytest.fixture
def asked(county: County, settings: Any, tmp_path: Path, signed_in: Any) -> Callable[..., Any]:
    """A page of the board, asked for by the office."""
    settings.SANBI_FILES = tmp_path
    client: Client = signed_in("office")

    def ask(name: str, boards: Boards, *keys: object, **query: str) -> Any:
        answer = client.get(reverse(name, args=[boards.latest.code, *keys]), query)
        assert answer.status_code == 200
        return answer

    return ask


@pytest.mark.parametrize(
    ("make", "said", "ranked", "lines"),
    [
        (empty_round, NOBODY, 0, 0),
        (alone, ALONE, 1, 1),
        (tied, TIED, 3, 3),
        (without_data, UNRANKED, 0, 2),
        (one_without_data, "", 2, 3),
    ],
)
def test_an_odd_board_says_why(
    county: County, asked: Any, make: Made, said: str, ranked: int, lines: int
) -> None:
    boards = make(county.towns[:3])
    answer = asked("board", boards)
    page, board = answer.content.decode(), answer.context["board"]
    assert (board.facts.ranked, len(answer.context["rows"])) == (ranked, lines)
    assert [text for text in (NOBODY, UNRANKED, ALONE, TIED) if text in page] == [said] * bool(said)
    assert ("没有单位带这个标记" in page) is False
    assert (board.facts.spread is None) is (ranked < 2)
    assert ("满格" in page) is (make is one_without_data)
    wall = asked("board-full", boards).content.decode()
    assert (f'<p class="hsub odd">{said}</p>' in wall) is bool(said)
    sheet = openpyxl.load_workbook(io.BytesIO(asked("board", boards, format="xlsx").content))
    texts = [str(cell) for row in sheet.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert said in str(sheet.worksheets[0].oddFooter.left.text)
    assert sum(text in {"青石镇", "松涛镇", "云岭乡"} for text in texts) == lines


@pytest.mark.parametrize(
    ("make", "said"),
    [(empty_round, NOBODY), (alone, ALONE), (tied, TIED), (without_data, UNRANKED)],
)
def test_paper_says_it_too(
    county: County, asked: Any, make: Made, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "board.pdf"
    path.write_bytes(asked("board-paper", make(county.towns[:3])).content)
    program = require_program(
        ["pdftotext"], switch="SANBI_REQUIRE_BROWSER", hint="Debian: apt-get install poppler-utils."
    )
    run = subprocess.run([str(program), str(path), "-"], capture_output=True, check=True)
    assert said in run.stdout.decode().replace("\n", "").replace(" ", "")


def test_a_unit_alone_has_no_neighbours(county: County, asked: Any) -> None:
    boards = alone(county.towns[:3])
    answer = asked("board-unit", boards, boards.units[0].pk)
    page, held = answer.content.decode(), answer.context["held"]
    assert (held.row.rank, held.better, held.worse, held.neighbours) == (1, None, None, ())
    assert ALONE in page
    assert "没有相邻单位" in page
    assert "前面没有单位" in page


def test_tied_units_differ_nowhere(county: County, asked: Any) -> None:
    boards = tied(county.towns[:3])
    held = asked("board-unit", boards, boards.units[1].pk).context["held"]
    assert [(other.row.rank, other.total) for other in held.neighbours] == [(1, 0), (1, 0)]
    assert (held.better, held.worse) == (None, None)
    answer = asked("board-compare", boards, boards.units[0].pk, boards.units[1].pk)
    assert {pair.difference for pair in answer.context["held"].pairs} == {0}


def test_a_unit_without_data_is_shown_without_a_place(county: County, asked: Any) -> None:
    boards = one_without_data(county.towns[:3])
    answer = asked("board-unit", boards, boards.units[2].pk)
    page, held = answer.content.decode(), answer.context["held"]
    assert (held.row.rank, held.row.score, held.better, held.worse) == (None, None, None, None)
    assert (held.lost, held.losses, held.neighbours) == (None, (), ())
    assert page.count("缺数，不参加排名") == 8  # one for each leaf
    assert "参加排名的单位才有相邻单位" in page
    assert "没有失分" not in page
    assert "前面没有单位" not in page


def test_a_unit_of_another_group_opens_without_naming_it(county: County, asked: Any) -> None:
    boards = alone(county.towns[:3])
    second, third = boards.units[1].pk, boards.units[2].pk
    assert asked("board-part", boards, second, "total").context["held"].row.name == "松涛镇"
    assert asked("board-working", boards, second, "L-gdp").context["held"].row.name == "松涛镇"
    held = asked("board-compare", boards, second, third).context["held"]
    assert held.against.total == 1


def test_home_stands_beside_an_empty_board(
    county: County, settings: Any, tmp_path: Path, signed_in: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    empty_round(county.towns[:3])
    for username in ("office", "leader", "clerk"):
        assert signed_in(username).get("/").status_code == 200
