"""The page that examines a scheme: the engine's figures, words for what is odd, an export."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_results import result_of
from sanbi.engine.scoring.designing import design_of
from tests.apps.factories.boards import Boards
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def test_the_page_shows_what_the_engine_found(
    county: County, boards: Boards, signed_in: Any
) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all")
    design = design_of(result_of(held.head), "all")
    page = signed_in("clerk").get(
        reverse("board-design", args=[boards.latest.code]), {"group": "all"}
    )
    lines = page.context["lines"]
    assert {line.weight for line in lines} == set(design.weights)
    nominal = [line.weight.nominal for line in lines]
    assert nominal == sorted(nominal, reverse=True)
    text = page.content.decode()
    assert "方案体检" in text
    for weight in design.weights:
        assert weight.name in text
    assert sum(weight.effective for weight in design.weights) == pytest.approx(1)


def test_it_is_exported_and_linked(boards: Boards, signed_in: Any) -> None:
    address = reverse("board-design", args=[boards.latest.code])
    client = signed_in("clerk")
    sheet = client.get(address, {"group": "all", "format": "xlsx"})
    assert sheet["Content-Type"].endswith("sheet")
    league = client.get(reverse("board", args=[boards.latest.code])).content.decode()
    assert address in league
