"""What the snapshot of a league table holds, and who may have it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.assessments.models import Appeal, RoundState, RunLeaf
from sanbi.apps.assessments.queries.boards import YEAR, board
from sanbi.apps.assessments.queries.boards_comparing import comparison
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.assessments.queries.boards_schemes import scheme_of
from sanbi.apps.assessments.queries.boards_units import unit_board
from sanbi.apps.assessments.queries.boards_working import leaf_working, part_working
from sanbi.apps.audit.errors import Missing
from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.part_worth import worth_in_total
from tests.apps.factories.boards import Boards, appeal, corrected, make_boards, publish
from tests.apps.factories.orgs import County, make_unit

D = Decimal


def names(held: Any) -> list[str]:
    return [row.name for row in held.rows]


def test_the_board_is_the_ranking_of_the_package(county: County, boards: Boards) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all")
    first = held.rows[0]
    assert (first.name, first.rank, first.score, first.gap) == ("白鹭镇", D(1), D("96.86"), None)
    third = held.rows[2]
    assert (third.name, third.change, third.compared_rank) == ("河湾镇", D(5), D(8))
    assert third.gap == D("1.31")
    assert third.history == (D(8), D(9), D(9), D(5), D(8), D(3))
    assert (held.facts.ranked, held.facts.median, held.facts.spread) == (16, D("84.21"), D("22.61"))
    assert held.facts.full == 100
    assert [(g.name, g.count) for g in held.groups] == [("全县", 16), ("平原", 8), ("山区", 8)]


def test_dimensions_stand_in_the_order_of_the_scheme(county: County, boards: Boards) -> None:
    held = board(county.actor("clerk"), boards.latest.code)
    assert [(d.name, d.points, d.is_leaf) for d in held.dimensions] == [
        ("经济指标", 45, False),
        ("重点项目", 30, False),
        ("重点任务", 15, False),
        ("现场测评", 10, True),
        ("加分", None, False),
    ]
    first = held.rows[0].parts[0]
    assert (first.score, first.difference) == (D("44.78"), D("7.955"))
    assert held.scale == pytest.approx(7.955)
    assert sum(part.score or 0 for part in held.rows[0].parts) == held.rows[0].score


def test_a_year_ago_is_another_comparison(county: County, boards: Boards) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all", YEAR)
    assert held.year is not None
    assert held.year.period == "2025Q3"
    third = held.rows[2]
    assert (third.compared_rank, third.change) == (D(9), D(6))


def test_the_first_round_compares_with_nothing(county: County, boards: Boards) -> None:
    held = board(county.actor("clerk"), boards.rounds[0].code)
    assert (held.compared, held.year, len(held.earlier)) == (None, None, 1)
    assert {row.change for row in held.rows} == {None}


def test_own_unit_is_marked(county: County, settings: Any, tmp_path: Any) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(county.towns, ("2026Q3",))
    held = board(county.actor("clerk"), boards.latest.code)
    assert held.own is not None
    assert held.own.unit == county.towns[0].pk
    assert board(county.actor("office"), boards.latest.code).own is None


@pytest.mark.parametrize("state", [RoundState.FROZEN, RoundState.SCORED])
def test_before_publication_only_office_and_auditor_see_it(
    county: County, settings: Any, tmp_path: Any, state: str
) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(county.towns, ("2026Q2", "2026Q3"), state=state)
    code = boards.latest.code
    for username in ("office", "auditor"):
        held = board(county.actor(username), code)
        assert held.head.published is False
        assert len(held.rows) == 3
    for username in ("clerk", "town_leader", "bureau", "supervisor", "leader", "evaluator"):
        with pytest.raises(Missing):
            board(county.actor(username), code)
        assert [r.code for r in rounds_on_show(county.actor(username))] == [boards.rounds[0].code]
    for username in ("sysadmin", "secadmin", "auditadmin"):
        assert list(rounds_on_show(county.actor(username))) == []


def test_an_unpublished_correction_is_not_shown_to_others(county: County, boards: Boards) -> None:
    corrected(boards)
    seen = board(county.actor("clerk"), boards.latest.code)
    assert (seen.head.number, seen.notes) == (1, ())
    drafted = board(county.actor("office"), boards.latest.code, run=2)
    assert (drafted.head.number, drafted.head.published) == (2, False)
    assert board(county.actor("clerk"), boards.latest.code, run=2).head.number == 1


def test_a_published_correction_is_marked(county: County, boards: Boards) -> None:
    before = board(county.actor("clerk"), boards.latest.code)
    publish(boards.latest, corrected(boards))
    held = board(county.actor("clerk"), boards.latest.code)
    assert held.head.number == 2
    (note,) = held.notes
    unit = boards.units[6].pk
    assert (note.kind, note.unit, note.leaf, note.number) == ("revised", unit, "L-gdp", 1)
    assert (note.before, note.after, note.change) == ("6.2", "6.7", D("0.60"))
    marked = [row for row in held.rows if row.notes]
    assert [(row.name, row.notes) for row in marked] == [("青石镇", (note,))]
    old = next(row for row in before.rows if row.unit == unit)
    assert (marked[0].score or 0) - (old.score or 0) == D("0.60")


def test_appeals_are_marked_and_their_reasons_kept_among_those_concerned(
    county: County, boards: Boards
) -> None:
    filed = appeal(boards, 0, Appeal.State.FILED)
    accepted = appeal(boards, 1, Appeal.State.ACCEPTED)
    appeal(boards, 2, Appeal.State.WITHDRAWN)
    held = board(county.actor("clerk"), boards.latest.code)
    assert [(note.kind, note.unit, note.text) for note in held.notes] == [
        ("review", accepted.unit_id, ""),
        ("appeal", filed.unit_id, ""),
    ]
    told = board(county.actor("office"), boards.latest.code)
    assert [note.text for note in told.notes] == ["口径有误 1", "口径有误 0"]


def test_an_unknown_group_or_round_is_missing(county: County, boards: Boards) -> None:
    actor = county.actor("clerk")
    with pytest.raises(Missing):
        board(actor, boards.latest.code, "coast")
    with pytest.raises(Missing):
        board(actor, "2031q1")
    with pytest.raises(Missing):
        unit_board(actor, boards.latest.code, county.bureau.pk)
    with pytest.raises(Missing):
        leaf_working(actor, boards.latest.code, boards.units[0].pk, "L-none")
    with pytest.raises(Missing):
        part_working(actor, boards.latest.code, boards.units[0].pk, "none")


def test_a_working_has_five_lines_and_the_numbers_of_the_board(
    county: County, boards: Boards
) -> None:
    unit = boards.units[6].pk
    told = leaf_working(county.actor("clerk2"), boards.latest.code, unit, "L-gdp").told
    assert [line.label for line in told.lines] == ["取数", "规则", "代入", "取整", "失分"]
    assert told.line("substitution").text == "12 − (7 − 6.2) × 1.2 = 11.04"
    run = boards.latest.current_run
    stored = RunLeaf.objects.get(run=run, unit=unit, group="all", leaf="L-gdp")
    assert told.score is not None
    assert D(told.score.text) == stored.score


def test_a_part_is_put_together_from_its_children(county: County, boards: Boards) -> None:
    unit = boards.units[6].pk
    code = boards.latest.code
    held = part_working(county.actor("clerk"), code, unit, "economy")
    shown = [(line.part.id, line.part.score.text) for line in held.children if line.part.score]
    assert shown == [
        ("L-gdp", "11.04"),
        ("L-industry", "9.92"),
        ("L-investment", "8.36"),
        ("L-budget", "10.10"),
    ]
    assert held.line is not None
    assert held.line.part.score is not None
    assert held.line.part.score.text == "39.42"
    total = part_working(county.actor("clerk"), code, unit, "total")
    assert [line.part.id for line in total.children] == ["economy", "projects", "tasks", "L-visit"]
    assert [block.id for block in total.adjustments] == ["bonus"]


def test_the_unit_page_says_where_points_were_lost(county: County, boards: Boards) -> None:
    held = unit_board(county.actor("clerk"), boards.latest.code, boards.units[6].pk)
    assert (held.row.rank, held.better.name if held.better else "") == (4, "河湾镇")
    assert held.worse is not None
    assert held.worse.name == "云岭乡"
    assert held.lost == pytest.approx(12.22)
    assert [(loss.line.part.id, round(loss.points, 2)) for loss in held.losses] == [
        ("L-investment", 2.64),
        ("L-started", 2.55),
        ("L-visit", 1.75),
        ("L-closed", 1.24),
        ("L-spent", 1.10),
    ]
    growth = next(line for line in held.lines if line.part.id == "L-gdp")
    assert (growth.got, growth.full, growth.tick) == (11.04, 12.0, 10.92)
    assert held.scale == 18.0
    assert [other.row.name for other in held.neighbours] == ["双泉镇", "河湾镇", "云岭乡"]
    assert [other.total for other in held.neighbours] == [D("-1.49"), D("-0.18"), D("0.35")]
    assert [past.rank for past in held.history] == [2, 3, 3, 2, 5, 4]


def test_two_units_differ_by_what_their_totals_differ(county: County, boards: Boards) -> None:
    one, other = boards.units[6].pk, boards.units[1].pk
    held = comparison(county.actor("clerk"), boards.latest.code, one, other, group="all")
    sizes = [abs(pair.difference or 0) for pair in held.pairs]
    assert sizes == sorted(sizes, reverse=True)
    assert held.pairs[0].first.part.name == "重点项目投资完成率"
    apart = sum(pair.difference or 0 for pair in held.pairs)
    apart += sum(block.difference for block in held.blocks)
    assert apart == pytest.approx(-0.18)
    assert held.against.total == D("-0.18")


FOLDED = """\
sanbi: 1
id: folded
title: folded
precision: 2
tree:
  id: all
  points: 100
  aggregate: fold
  children:
    - {id: party, points: 100, weight: 30, children: [
        {id: a, points: 100, input: a, rule: {type: direct}}]}
    - {id: growth, points: 200, weight: 70, aggregate: weighted, children: [
        {id: b, weight: 40, points: 200, input: b, rule: {type: direct}},
        {id: c, weight: 60, points: 200, input: c, rule: {type: direct}}]}
"""


def test_worth_follows_folds_and_weights() -> None:
    worth = worth_in_total(Scheme.from_text(FOLDED))
    found = {name: float(value) for name, value in worth.items() if value is not None}
    assert found == {
        "all": 1.0,
        "party": 0.3,
        "a": 0.3,
        "growth": 0.35,
        "b": pytest.approx(0.14),
        "c": pytest.approx(0.21),
    }


def test_the_number_of_queries_does_not_grow(
    county: County, settings: Any, tmp_path: Any, count_queries: Any
) -> None:
    settings.SANBI_FILES = tmp_path
    actor = county.actor("clerk")
    actor.roles  # noqa: B018 - everything about the actor is known before
    more = [make_unit(f"M{place}") for place in range(6)]
    small = make_boards(county.towns[:2], ("2026Q2", "2026Q3"), seed=1)
    large = make_boards(more, ("2026Q1", "2026Q2", "2026Q3"), seed=2)
    appeal(large, 0, Appeal.State.FILED)
    counted = []
    for boards in (small, large):
        scheme_of(boards.version)
        unit = boards.units[0].pk
        with count_queries() as league:
            held = board(actor, boards.latest.code, "plain")
        with count_queries() as sheet:
            unit_board(actor, boards.latest.code, unit, "plain")
        counted.append((len(held.rows), len(league), len(sheet)))
    assert counted == [(1, 9, 12), (3, 9, 12)]
