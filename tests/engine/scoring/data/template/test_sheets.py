"""Columns, prepared rows and checks of the sheets, before they are written."""

import dataclasses

import pytest

from sanbi.engine.scoring.data.headings import column_of
from sanbi.engine.scoring.data.template.column_maker import choices
from sanbi.engine.scoring.data.template.looks import display_width
from sanbi.engine.scoring.data.template.plan import PlanElectorate, PlanUnit, TemplatePlan
from sanbi.engine.scoring.data.template.sheet_plan import BLANK_ROWS, Check, SheetPlan
from sanbi.engine.scoring.data.template.sheets import ballots_sheet, sheet_plans, units_sheet
from sanbi.engine.scoring.data.template.words import HEADINGS_BESIDE, WORDS
from tests.engine.scoring.data.template.plans import PLAN


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("plan", [PLAN, dataclasses.replace(PLAN, units=())])
def test_the_reader_knows_every_heading_of_every_sheet(plan: TemplatePlan, language: str) -> None:
    for sheet in sheet_plans(plan, language):
        for column in sheet.columns:
            if column.key not in (*plan.coefficients, *plan.attributes):
                found = column_of(sheet.table, column.heading)
                assert found, (sheet.table, column.heading)
                assert column.fill == "beside" or found == column.key
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        assert sheet.columns[0].note.startswith("※")


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    assert HEADINGS_BESIDE["zh"].keys() == HEADINGS_BESIDE["en"].keys()


def test_a_sheet_without_prepared_rows_has_blank_ones() -> None:
    assert SheetPlan("events", ()).height == BLANK_ROWS
    assert units_sheet(PLAN, "zh").height == 3


def test_periods_of_a_plan_are_listed_once() -> None:
    assert TemplatePlan("x", "2026", previous_periods=("2025", "2026")).periods == ("2026", "2025")
    assert TemplatePlan("x").periods == ()


def test_a_unit_in_two_groups_frees_the_column_of_groups() -> None:
    several = dataclasses.replace(PLAN, units=(PlanUnit("A", "", "山区;县城"),))
    assert units_sheet(PLAN, "zh").columns[2].check is not None
    assert units_sheet(several, "zh").columns[2].check is None


@pytest.mark.parametrize(
    ("kinds", "check"),
    [
        (["rank"], Check("whole", low=1)),
        (["score", "score"], Check("number", low=0, high=100.0)),
        (["grade"], Check("list", ("优", "差"))),
        (["grade", "score"], None),
    ],
)
def test_a_mark_is_checked_by_the_kind_of_the_ballot(kinds: list[str], check: Check) -> None:
    electorates = tuple(
        PlanElectorate(f"e{number}", kind, grades=("优", "差") if kind == "grade" else ())
        for number, kind in enumerate(kinds)
    )
    sheet = ballots_sheet(TemplatePlan("x", electorates=electorates), "zh")
    assert sheet.columns[-1].check == check


def test_chinese_signs_take_two_places() -> None:
    assert display_width("GDP（亿元）") == 11


def test_a_drop_down_needs_choices() -> None:
    assert choices(()) is None
    assert choices(("a", "b")) == Check("list", ("a", "b"))
