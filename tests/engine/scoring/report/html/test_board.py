"""The league table: order, movement, facts, marks, and what the sheets say of neighbours."""

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.report.html.board import Board, build_board
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.grounds import Naming, revisions
from sanbi.engine.scoring.report.html.notes import data_notes, gate_notes, reward_notes
from sanbi.engine.scoring.report.html.outline import outline
from sanbi.engine.scoring.report.html.reasons import Reasons
from sanbi.engine.scoring.report.html.sheet import SheetMaker
from sanbi.engine.scoring.report.html.trend import build_trend
from sanbi.engine.scoring.report.html.words import words_of
from sanbi.engine.scoring.report.html.working import NoWorkings
from tests.engine.scoring.report.html.county import HOSTILE, LONG, result


def view_of(held: Result, number: int = 0) -> CohortView:
    run = held.run
    entries = outline(run.scheme.tree, run.period)
    naming = Naming(run, words_of("zh"))
    return CohortView(run, held.outcomes[number], naming, entries, revisions(run), number)


@pytest.fixture(scope="module")
def view() -> CohortView:
    return view_of(result())


@pytest.fixture(scope="module")
def board(view: CohortView) -> Board:
    return build_board(view, build_trend(view))


def test_rows_are_in_the_order_of_the_ranking(board: Board) -> None:
    assert [row.code for row in board.rows] == ["T1", "T2", "T3", "T4", "T5", "T7", "T6"]
    assert [row.rank for row in board.rows] == ["1", "2", "2", "4", "5", "6", ""]
    assert board.ranked == 6


def test_movement_is_said_by_word(board: Board) -> None:
    moves = {row.code: (row.move.way, row.move.text) for row in board.rows}
    assert moves["T1"] == ("up", "升1")
    assert moves["T2"] == ("down", "降1")
    assert moves["T3"] == ("up", "升2")
    assert moves["T6"] == ("none", "")
    assert board.change_head == "较2026年二季度"


def test_marks_name_what_touched_a_unit(board: Board) -> None:
    marks = {row.code: [mark.text for mark in row.marks] for row in board.rows}
    assert marks["T1"] == ["已修订1项"]
    assert marks["T5"] == ["一票否决"]
    assert marks["T6"] == ["不参评"]
    assert marks["T7"] == ["缺数1项"]
    assert marks["T3"] == []


def test_notes_say_the_same_in_words(view: CohortView) -> None:
    notes = {(note.mark, note.unit): note.text for note in data_notes(view).shown}
    assert notes["不参评", "望江镇"] == "新设单位"
    assert notes["缺数", "柳溪镇"] == "重点任务办结率缺数，按组内最低分计"
    assert notes["已修订", "松涛镇"] == "生产总值增速已修订，采用第 2 版（统计局 10-26）"
    assert [note.text for note in gate_notes(view).shown] == ["任务过少：定为最低等次"]
    assert [(note.mark, note.unit) for note in reward_notes(view).shown] == [("红旗", "松涛镇")]


def test_facts_are_those_of_the_ranked(board: Board) -> None:
    facts = {fact.label: (fact.value, fact.small) for fact in board.facts}
    assert facts["参评单位"] == ("6", "个，另有 1 个不排名")
    assert facts["名次变动"][1].endswith("升 2 · 降 2 · 持平 2")


def test_heads_state_full_marks(board: Board) -> None:
    assert [(head.name, head.small) for head in board.heads] == [
        ("经济", "满分 60"),
        ("任务", "满分 40"),
    ]


def test_equal_scores_share_a_place_and_the_unit_ahead(view: CohortView) -> None:
    codes = view.outcome.codes
    ahead = {codes[place]: codes[other] for place, other in view.ahead.items()}
    behind = {codes[place]: codes[other] for place, other in view.behind.items()}
    assert ahead == {"T2": "T1", "T3": "T1", "T4": "T3", "T5": "T4", "T7": "T5"}
    assert behind == {"T1": "T2", "T2": "T4", "T3": "T4", "T4": "T5", "T5": "T7"}


def test_places_on_a_leaf_are_among_the_ranked(view: CohortView) -> None:
    index = next(place for place, entry in view.leaves if entry.item.id == "tasks")
    places = dict(zip(view.outcome.codes, view.places[index], strict=True))
    assert places == {"T1": 2, "T2": 3, "T3": 3, "T4": 1, "T5": 5, "T6": None, "T7": 5}


def test_sheet_compares_with_neighbours_part_by_part(view: CohortView, board: Board) -> None:
    sheets = SheetMaker(view, NoWorkings(), Reasons(view, None)).sheets(board.rows)
    sheet = next(sheet for sheet in sheets if sheet.code == "T2")
    assert sheet.comparison is not None
    names = [name for name, _ in sheet.comparison.heads]
    assert names == ["松涛镇", "白鹭镇", LONG]
    assert [cell.look for cell in sheet.comparison.total] == ["dn", "eq", "up"]
    assert sheet.name == HOSTILE
    assert sheet.before == "u0-0"
    losses = [loss.text for loss in sheet.losses]
    assert losses == sorted(losses, key=float, reverse=True)


def test_reasons_come_only_where_there_are_any(view: CohortView, board: Board) -> None:
    reasons = Reasons(view, None)
    held = {row.code: reasons.of(row.place) for row in board.rows}
    assert held["T6"] == (("不排名的原因", "新设单位"),)
    assert ("一票否决", "任务过少：定为最低等次") in held["T5"]
    assert held["T3"] == ()
