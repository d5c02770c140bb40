"""The workbook as a file: texts stay texts, bytes repeat, both languages, large results."""

import io
import time

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.report.excel import excel_report, report
from sanbi.engine.scoring.report.excel.planning import plan_workbook
from tests.engine.scoring.report.excel import cases

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠a"]


def workbook(result: Result, language: str = "zh") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(excel_report(result, language)))


def of_names(names: list[str]) -> Result:
    """A small result whose units, leaves and grades bear these names."""
    units = [{"unit": f"U{n}", "name": name, "group": name} for n, name in enumerate(names)]
    rows = [
        {"unit": f"U{n}", "indicator": "a", "period": "2026", "value": n + 1.0}
        for n in range(len(names))
    ]
    scheme = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "names",
            "title": names[0],
            "version": names[-1],
            "period": "2026",
            "precision": 1,
            "compare_in": "all",
            "indicators": {"a": {"name": names[0], "measure": names[1]}},
            "tree": {
                "id": "total",
                "name": names[0],
                "children": [{"id": "x", "name": names[2], "input": "a", "rule": "efficacy"}],
            },
            "gates": [
                {
                    "id": "g",
                    "name": names[3],
                    "require": {"fact": "a", "op": ">=", "value": 3},
                    "else": [{"effect": "mark", "text": names[4]}],
                }
            ],
            "grades": {
                "by": "score",
                "bands": [{"grade": "甲", "min": 80}, {"grade": "乙"}],
            },
        }
    )
    return score(scheme, Data.from_rows(units=units, observations=rows))


def texts_of(book: Workbook) -> list[tuple[str, str, str]]:
    """Every cell that holds a text or a formula: type, text, and the mark that keeps it one."""
    return [
        (cell.data_type, str(cell.value), "quoted" if cell.quotePrefix else "")
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]


# -- texts stay texts ------------------------------------------------------------------------------
def test_a_hostile_name_never_becomes_a_formula() -> None:
    found = texts_of(workbook(of_names(HOSTILE)))
    starts = tuple("=+-@\t\r\n＝＋－＠")
    names = [item for item in found if item[1].startswith(starts) and item[0] != "f"]
    held = {text for _, text, _ in names}
    # a carriage return comes back from XML as _x000D_ or a line break; what counts is the type
    assert {name.strip() for name in HOSTILE} <= {text.strip() for text in held} | {"=1"}
    assert {quoted for _, _, quoted in names} == {"quoted"}


def test_a_hostile_name_stands_in_no_formula() -> None:
    result = of_names(HOSTILE)
    formulas = [text for kind, text, _ in texts_of(workbook(result)) if kind == "f"]
    assert formulas
    for name in ("1+1", "SUM(1)", "－1", "＠a"):
        assert not [text for text in formulas if name in text.replace("SUM($", "")]


def test_ordinary_names_are_not_marked() -> None:
    """Negative control: the mark is for dangerous beginnings only."""
    found = texts_of(workbook(of_names(list("甲乙丙丁戊己庚"))))
    assert not [item for item in found if item[2]]


def test_negative_figures_stay_numbers() -> None:
    scheme = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "n",
            "title": "n",
            "version": "1",
            "period": "2026",
            "precision": 1,
            "tree": {"id": "t", "children": [{"id": "x", "input": "a", "rule": "direct"}]},
        }
    )
    rows = [
        {"unit": "A", "indicator": "a", "period": "2026", "value": -5},
        {"unit": "B", "indicator": "a", "period": "2026", "value": -5.2},
    ]
    book = workbook(score(scheme, Data.from_rows(observations=rows)))
    held = {cell.value for row in book["数据"].iter_rows() for cell in row if cell.data_type == "n"}
    assert {-5, -5.2} <= held


# -- the file --------------------------------------------------------------------------------------
def test_the_same_result_gives_the_same_bytes() -> None:
    scheme, data = cases.read(cases.SCHEMES[2])
    first = excel_report(score(scheme, data))
    time.sleep(1.1)  # a time of writing would show in seconds
    assert excel_report(score(scheme, data)) == first


def test_two_languages_hold_the_same_numbers() -> None:
    result = score(*cases.read(cases.SCHEMES[-2]))
    chinese, english = plan_workbook(result, "zh"), plan_workbook(result, "en")
    assert chinese.counts == english.counts
    for one, other in zip(chinese.sheets[:-1], english.sheets[:-1], strict=True):
        numbers = [
            [cell.value for cell in sheet.cells.values() if isinstance(cell.value, int | float)]
            for sheet in (one, other)
        ]
        assert numbers[0] == numbers[1]
    own = [sheet.name for sheet in english.sheets]
    assert own[:3] == ["League", "Totals", "Scores"]
    labels = [
        str(cell.value)
        for sheet in english.sheets
        for (row, _), cell in sheet.cells.items()
        if cell.style == "head" and row != 3
    ]
    assert not [text for text in labels if any("\u4e00" <= sign <= "\u9fff" for sign in text)]


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        excel_report(of_names(list("甲乙丙丁戊己庚")), "fr")


def test_the_carried_values_are_the_engines() -> None:
    """A viewer that does not recalculate shows the true score."""
    result = score(*cases.read(cases.SCHEMES[0]))
    content = io.BytesIO(excel_report(result))
    sheet = openpyxl.load_workbook(content, data_only=True)["亮晒榜"]
    shown = [
        (sheet.cell(row, 3).value, sheet.cell(row, 2).value, f"{sheet.cell(row, 4).value:.2f}")
        for row in range(5, 5 + result.ranking.height)
    ]
    rows = [(row[1], float(row[4]), row[3]) for row in result.ranking_rows]
    assert shown == rows


def test_units_stand_in_the_same_row_on_every_sheet() -> None:
    result = score(*cases.read(cases.SCHEMES[-3]))
    book = workbook(result)
    codes = [
        [book[name].cell(row, 1).value for row in range(7, 20)] for name in ("总分", "计分", "数据")
    ]
    assert codes[0] == codes[1] == codes[2]


# -- constants -------------------------------------------------------------------------------------
def test_a_constant_says_why() -> None:
    found = cases.page_results()
    name = next(name for name in found if name.endswith("-outliers"))
    plan = plan_workbook(found[name])
    fixed = [
        cell
        for sheet in plan.sheets
        for cell in sheet.cells.values()
        if cell.style == "fixed" and cell.formula is None
    ]
    assert fixed
    assert all(cell.note or cell.value == "" or isinstance(cell.value, str) for cell in fixed)
    assert sum(plan.reasons.values()) == sum(n for (_, live), n in plan.counts.items() if not live)


# -- large results ---------------------------------------------------------------------------------
def made(units: int, leaves: int) -> Result:
    """A result of so many units and leaves."""
    scheme = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "large",
            "title": "大",
            "version": "1",
            "period": "2026",
            "precision": 2,
            "tree": {
                "id": "t",
                "children": [
                    {"id": f"l{n}", "points": 5, "input": f"i{n}", "rule": "efficacy"}
                    for n in range(leaves)
                ],
            },
        }
    )
    rows = [
        {
            "unit": f"U{u:05}",
            "indicator": f"i{n}",
            "period": "2026",
            "value": float((u * 7919 + n * 104729) % 997),
        }
        for u in range(units)
        for n in range(leaves)
    ]
    return score(scheme, Data.from_rows(observations=rows))


def test_a_county_is_written_in_well_under_a_second() -> None:
    result = made(20, 60)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        excel_report(result)
        seconds.append(time.perf_counter() - started)
    assert min(seconds) < 0.9


def test_a_large_result_holds_values_only(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(30, 4)
    assert report.fits_formulas(result)
    monkeypatch.setattr(report, "LIVE_CELLS", 100)
    assert not report.fits_formulas(result)
    book = workbook(result)
    formulas = [text for kind, text, _ in texts_of(book) if kind == "f"]
    assert not formulas
    league = book["亮晒榜"]
    shown = [
        (league.cell(row, 3).value, league.cell(row, 2).value, f"{league.cell(row, 5).value:.2f}")
        for row in range(4, 4 + 30)
    ]
    assert shown == [(row[0], float(row[4]), row[3]) for row in result.ranking_rows]
    assert "数值" in str(book["说明"]["A3"].value)


def test_comparisons_grow_with_the_square_of_a_group(monkeypatch: pytest.MonkeyPatch) -> None:
    result = made(30, 4)
    monkeypatch.setattr(report, "LIVE_COMPARISONS", 30 * 30 * 14)
    assert report.fits_formulas(result)
    monkeypatch.setattr(report, "LIVE_COMPARISONS", 30 * 30 * 14 - 1)
    assert not report.fits_formulas(result)
