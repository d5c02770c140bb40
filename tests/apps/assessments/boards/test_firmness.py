"""How firm the ranks are: kept with each run, shown on the board, repeatable from the package."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from django.db import DatabaseError, transaction
from django.urls import reverse

from sanbi.apps.assessments.firmness import ALIKE, LEVEL, REPLICATIONS, SEED, SHARE
from sanbi.apps.assessments.models import Run, RunStudy
from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_results import result_of
from sanbi.engine.scoring.robustness import Assumptions, SharedWeights, robustness
from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db


def test_a_board_shows_what_the_package_gives_again(county: County, boards: Boards) -> None:
    """Anybody who has the package gets the same ranges and the same bands."""
    held = board(county.actor("clerk"), boards.latest.code, "plain")
    study = held.study
    assert study is not None
    found = robustness(
        result_of(held.head),
        Assumptions(weights=SharedWeights(float(study.share))),
        replications=study.replications,
        seed=study.seed,
        group="plain",
    ).standing
    by_code = dict(zip(found.units, found.intervals(float(study.level)).tolist(), strict=True))
    units = {unit.pk: unit.code for unit in boards.units}
    for row in held.rows:
        assert row.firm is not None
        assert [row.firm.low, row.firm.high] == by_code[units[row.unit]]
        assert sum(row.firm.chances.values()) == pytest.approx(1)
    bands = [band.units for band in found.bands(float(study.alike)) if len(band.units) > 1]
    assert [tuple(units[row.unit] for row in band) for band in held.bands] == bands


def test_units_of_a_band_name_each_other(county: County, boards: Boards) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all")
    assert held.bands, "sixteen units under weights that move by a quarter: some are alike"
    for band in held.bands:
        for row in band:
            assert held.alike(row) == [other for other in band if other != row]
    apart = [row for row in held.rows if not any(row in band for band in held.bands)]
    assert all(held.alike(row) == [] for row in apart)


def test_the_table_and_the_unit_say_it(county: County, boards: Boards, signed_in: Any) -> None:
    held = board(county.actor("clerk"), boards.latest.code, "all")
    first, second = held.bands[0][:2]
    page = signed_in("clerk").get(reverse("board", args=[held.head.code]), {"group": "all"})
    text = page.content.decode()
    assert "稳健性" in text
    assert f"第{float(second.rank or 0):g}" in text
    assert "≈第" in text
    unit = reverse("board-unit", args=[held.head.code, first.unit])
    said = signed_in("clerk").get(unit, {"group": "all"}).content.decode()
    assert first.firm is not None
    assert f"名次可能为第{first.firm.words}名" in said


def test_every_place_of_every_unit(county: County, boards: Boards, signed_in: Any) -> None:
    address = reverse("board-firmness", args=[boards.latest.code])
    page = signed_in("clerk").get(address, {"group": "plain"})
    held = board(county.actor("clerk"), boards.latest.code, "plain")
    assert page.context["places"] == list(range(1, held.facts.ranked + 1))
    for row, chances in page.context["rows"]:
        assert sum(chances) == pytest.approx(1)
        assert row.firm.low <= row.firm.mean <= row.firm.high
    moved = [len(found.moved) for found, _name, _count, _most in page.context["deciding"]]
    assert all(moved)
    sheet = signed_in("clerk").get(address, {"group": "plain", "format": "xlsx"}).content
    rows = python_calamine.load_workbook(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert len(rows) == len(held.rows) + 1
    assert rows[1][1] == held.rows[0].name


@pytest.mark.usefixtures("_before_studies")
def test_a_run_from_before_has_none(county: County, signed_in: Any) -> None:
    code = make_boards().latest.code
    held = board(county.actor("clerk"), code)
    assert (held.study, held.bands) == (None, [])
    page = signed_in("clerk").get(reverse("board", args=[code]))
    assert "稳健性" not in page.content.decode()
    firmness = signed_in("clerk").get(reverse("board-firmness", args=[code]))
    assert "没有稳健性分析" in firmness.content.decode()


@pytest.fixture
def _before_studies(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """The county's runs are stored as they were before studies were kept with them."""
    settings.SANBI_FILES = tmp_path
    monkeypatch.setattr("tests.apps.factories.boards.study_rows", lambda *_given: [])


def test_a_study_is_never_changed(boards: Boards) -> None:
    study = RunStudy.objects.filter(run__round=boards.latest).first()
    assert study is not None
    assert (study.replications, study.seed) == (REPLICATIONS, SEED)
    assert (study.share, study.level, study.alike) == (SHARE, LEVEL, ALIKE)
    for change in ({"replications": 1}, {"content": {}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            RunStudy.objects.filter(pk=study.pk).update(**change)
    assert Run.objects.filter(studies__isnull=False).exists()
