"""What it would take: the page's plan is the engine's, and figures tried are scored again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_advice import Wish, advice_of, tried_of
from sanbi.apps.assessments.queries.boards_results import result_by
from sanbi.apps.orgs.models import Unit
from sanbi.engine.scoring.advice import Rivals, standing_of, tried
from tests.apps.factories.boards import Boards
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def unit_at(county: County, boards: Boards, rank: int) -> int:
    held = board(county.actor("office"), boards.latest.code, "all")
    return next(row.unit for row in held.rows if row.rank == rank)


def advised(county: County, boards: Boards, unit: int, **wish: Any) -> Any:
    code = boards.latest.code
    return advice_of(county.actor("office"), code, unit, group="all", run=None, wish=Wish(**wish))


def test_the_plan_reaches_the_place_when_scored_again(county: County, boards: Boards) -> None:
    unit = unit_at(county, boards, 9)
    for rank in (8, 5):
        held = advised(county, boards, unit, rank=rank)
        assert held.rank == rank
        assert held.advice.reached, held.advice.reasons
        code = Unit.objects.get(pk=unit).code
        result = result_by(held.board.head.package)
        again = standing_of(tried(result, held.advice.changes), code, "all")
        assert again == held.advice.then
        assert again.rank <= rank
        assert held.advice.bound <= held.advice.effort
        assert {move.figure.lever.indicator for move in held.moves} == {
            move.lever.indicator for move in held.advice.moves
        }


def test_the_next_place_is_asked_for_where_none_is_named(county: County, boards: Boards) -> None:
    held = advised(county, boards, unit_at(county, boards, 4))
    assert held.places == (3, 2, 1)
    assert held.rank == 3
    first = advised(county, boards, unit_at(county, boards, 1))
    assert first.rank is None
    assert first.advice is None


def test_no_official_statistic_is_worked_towards(county: County, boards: Boards) -> None:
    held = advised(county, boards, unit_at(county, boards, 9))
    scheme = result_by(held.board.head.package).scheme
    official = {code for code, item in scheme.indicators.items() if item["kind"] == "official"}
    assert not official & {figure.lever.indicator for figure in held.figures}
    assert held.still or not official


def test_limits_and_efforts_are_the_readers(county: County, boards: Boards) -> None:
    unit = unit_at(county, boards, 9)
    free = advised(county, boards, unit, rank=6)
    taken = free.moves[0].figure.lever.indicator
    held = advised(county, boards, unit, rank=6, weights=((taken, 0.0),))
    assert taken not in {move.figure.lever.indicator for move in held.moves}
    assert not held.advice.reached or held.advice.effort >= free.advice.effort - 1e-9
    small = tuple((figure.lever.indicator, 0.0) for figure in free.figures)
    nothing = advised(county, boards, unit, rank=6, limits=small)
    assert not nothing.advice.reached
    assert nothing.advice.reasons


def test_rivals_that_go_on_make_it_dearer(county: County, boards: Boards) -> None:
    unit = unit_at(county, boards, 9)
    still = advised(county, boards, unit)
    best = advised(county, boards, unit, rivals=Rivals.BEST)
    assert best.now.score is not None
    assert best.now.rank is None or best.now.rank >= still.now.rank


def test_figures_tried_are_one_scoring(county: County, boards: Boards) -> None:
    unit = unit_at(county, boards, 9)
    held = advised(county, boards, unit)
    values = tuple(
        (figure.lever.indicator, figure.lever.at(figure.lever.most)) for figure in held.figures
    )
    _, now, then = tried_of(
        county.actor("office"),
        boards.latest.code,
        unit,
        group="all",
        run=None,
        wish=Wish(values=values),
    )
    changes = {
        (Unit.objects.get(pk=unit).code, figure.lever.indicator, figure.lever.period): value
        for figure, (_, value) in zip(held.figures, values, strict=True)
    }
    found = tried(result_by(held.board.head.package), changes)
    assert then == standing_of(found, Unit.objects.get(pk=unit).code, "all")
    assert now == held.now
    assert then.score > now.score


def test_the_pages_say_it_in_chinese(county: County, boards: Boards, signed_in: Any) -> None:
    unit = unit_at(county, boards, 9)
    client = signed_in("clerk")
    code = boards.latest.code
    page = client.get(reverse("board-advice", args=[code, unit]), {"group": "all", "rank": "7"})
    text = page.content.decode()
    assert "争先进位测算" in text
    assert re.search(r'<option value="7" selected>第 ?7 ?名', text)
    assert "进到第 7 名需再得" in text
    panel = client.get(
        reverse("board-advice-panel", args=[code, unit]), headers={"HX-Request": "true"}
    )
    assert "怎样再进一位" in panel.content.decode()
    assert "<html" not in panel.content.decode()
    unit_page = client.get(reverse("board-unit", args=[code, unit])).content.decode()
    assert reverse("board-advice-panel", args=[code, unit]) in unit_page


def test_an_address_that_says_nonsense_counts_as_not_said(
    county: County, boards: Boards, signed_in: Any
) -> None:
    unit = unit_at(county, boards, 9)
    address = reverse("board-advice", args=[boards.latest.code, unit])
    odd = {
        "rank": "900",
        "rivals": "asleep",
        "limit.x": "-4",
        "weight.x": "nan",
        "x.gdp": "1e999",
        "x.none": "4",
    }
    page = signed_in("clerk").get(address, odd)
    assert page.status_code == 200
    assert page.context["held"].rank == 8
    tried_page = signed_in("clerk").get(
        reverse("board-advice-try", args=[boards.latest.code, unit])
    )
    assert tried_page.status_code == 200
    missing = reverse("board-advice", args=[boards.latest.code, 999_999])
    assert signed_in("clerk").get(missing).status_code == 404
