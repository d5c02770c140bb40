"""Why a unit moved: the split of the page is that of the packages, and it adds up."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_movement import movement_of
from tests.apps.factories.boards import Boards, corrected, make_boards, publish
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def moved(county: County, boards: Boards, unit: int, **asked: Any) -> Any:
    wanted = {"group": "all", "compare": "previous", "run": None, **asked}
    code = boards.latest.code
    return movement_of(county.actor("office"), code, boards.units[unit].pk, **wanted)


@pytest.mark.parametrize("compare", ["previous", "year"])
def test_causes_add_up_to_what_the_table_shows(
    county: County, boards: Boards, compare: str
) -> None:
    for unit in (0, 6, 15):
        held = moved(county, boards, unit, compare=compare)
        found = held.found
        assert found is not None, held.why_not
        assert float(found.score[1]) == float(held.row.score)
        assert found.rank == (held.row.compared_rank, held.row.rank)
        points = sum((effect.score for effect in found.effects), Fraction(0))
        places = sum((effect.places for effect in found.effects), Fraction(0))
        assert points == found.score[1] - found.score[0]
        assert places == held.row.change
        assert len(found.effects) > 2


def test_a_correction_stands_as_a_revision(county: County, boards: Boards) -> None:
    before = moved(county, boards, 6).found
    publish(boards.latest, corrected(boards))
    after = moved(county, boards, 6).found
    told = {str(effect.cause.kind): effect.score for effect in after.effects}
    assert told["revision"] == after.score[1] - before.score[1] != 0
    assert "revision" not in {str(effect.cause.kind) for effect in before.effects}


def test_the_page_says_it_in_words(county: County, boards: Boards, signed_in: Any) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all")
    row = max(held.rows, key=lambda row: abs(row.change or 0))
    address = reverse("board-movement", args=[held.head.code, row.unit])
    page = signed_in("clerk").get(address, {"group": "all"})
    text = page.content.decode()
    assert f"由第{float(row.compared_rank or 0):g}名变为第{float(row.rank or 0):g}名" in text
    steps = page.context["steps"]
    assert [steps[0].kind, steps[-1].kind] == ["stand", "stand"]
    assert float(steps[-1].points) == pytest.approx(float(row.score or 0))
    assert "本单位：" in text
    assert "其他单位的变化" in text
    unit = signed_in("clerk").get(
        reverse("board-unit", args=[held.head.code, row.unit]), {"group": "all"}
    )
    assert address in unit.content.decode()


def test_a_first_round_has_nothing_to_compare_with(
    county: County, boards: Boards, signed_in: Any
) -> None:
    alone = make_boards(boards.units, ("2026Q3",), seed=9)
    held = movement_of(
        county.actor("office"),
        alone.latest.code,
        alone.units[0].pk,
        group="all",
        compare="previous",
        run=None,
    )
    assert held.found is None
    address = reverse("board-movement", args=[alone.latest.code, alone.units[0].pk])
    assert "没有可比的上期" in signed_in("clerk").get(address, {"group": "all"}).content.decode()


def test_a_unit_of_another_board_is_not_found(boards: Boards, signed_in: Any) -> None:
    address = reverse("board-movement", args=[boards.latest.code, 999_999])
    assert signed_in("clerk").get(address).status_code == 404
