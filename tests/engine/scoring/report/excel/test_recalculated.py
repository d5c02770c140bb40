"""LibreOffice recalculates the workbooks and shows what the engine published."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.workbook import Workbook

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.report.excel import excel_report
from sanbi.engine.scoring.report.excel.planning import plan_workbook
from tests.engine.scoring.report.excel import cases, published
from tests.engine.scoring.report.excel.recalculation import recalculated

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

FACTOR = 1.07
SPOILT = "-carries-noughts"
ENGLISH = "-english"
STEEPER = "-steeper"
SLOPE = ("斜率: 0.5", "斜率: 0.6")


@dataclass(frozen=True)
class Change:
    """One figure of an example, before and after."""

    unit: str
    indicator: str
    period: str
    value: float


@dataclass(frozen=True)
class Recalculated:
    """All workbooks after one start of LibreOffice, with the results that they must show."""

    plain: dict[str, Result]
    changed: dict[str, tuple[Result, Result]]
    books: dict[str, Workbook]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Recalculated:
    plain = {**cases.example_results(), **cases.page_results()}
    books = {name: excel_report(result) for name, result in plain.items()}
    changed = {}
    for name, result in plain.items():
        pair = changed_result(result)
        if pair is not None and not plan_workbook(result).reasons:
            changed[f"{name}-changed"] = (result, pair[0])
            books[f"{name}-changed"] = with_figure(books[name], result, pair[1])
    first = cases.name_of(cases.SCHEMES[0])
    books[first + SPOILT] = without_values(books[first])
    townships = next(name for name in plain if "townships" in name)
    books[townships + ENGLISH] = excel_report(plain[townships], "en")
    books[townships + STEEPER] = with_slope(books[townships])
    folder: Path = tmp_path_factory.mktemp("recalculated")
    return Recalculated(plain, changed, recalculated(books, folder))


def changed_result(before: Result) -> tuple[Result, Change] | None:
    """The result with one figure of the period 7 % higher, and what was changed."""
    table = before.data.observations
    rows = table.filter(
        (pl.col("period") == before.period) & pl.col("value").is_not_null() & (pl.col("value") != 0)
    ).to_dicts()
    if not rows:
        return None
    row = rows[0]
    change = Change(row["unit"], row["indicator"], row["period"], round(row["value"] * FACTOR, 2))
    own = (
        (pl.col("unit") == change.unit)
        & (pl.col("indicator") == change.indicator)
        & (pl.col("period") == change.period)
    )
    value = pl.when(own).then(pl.lit(change.value)).otherwise(pl.col("value")).alias("value")
    other = replace(before.data, observations=table.with_columns(value))
    return score(before.scheme, other, before.period), change


def with_figure(content: bytes, result: Result, change: Change) -> bytes:
    """The workbook with one cell of the sheet of data typed over, as an official would."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["数据"]
    item = result.scheme.indicators.get(change.indicator)
    name = str(item["name"] or change.indicator) if item else change.indicator
    column = next(
        column
        for column in range(1, sheet.max_column + 1)
        if sheet.cell(published.HEAD, column).value == name
        and sheet.cell(published.WHAT, column).value == f"实绩 {change.period}"
    )
    row = next(
        row
        for row in range(published.FIRST, sheet.max_row + 1)
        if sheet.cell(row, 1).value == change.unit
    )
    assert isinstance(sheet.cell(row, column).value, int | float)
    sheet.cell(row, column).value = change.value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_slope(content: bytes) -> bytes:
    """The workbook of the townships with one parameter typed over."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["参数"]
    rows = [row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 4).value == "斜率"]
    assert len(rows) == 1
    assert sheet.cell(rows[0], 5).value == 0.5
    sheet.cell(rows[0], 5).value = 0.6
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def without_values(content: bytes) -> bytes:
    """The workbook with a nought as the carried value of every formula."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for item in old.namelist():
            held = old.read(item)
            if item.startswith("xl/worksheets/sheet"):
                text = held.decode("utf-8")
                text = re.sub(r"(</f><v>)[^<]*(</v>)", r"\g<1>0\g<2>", text)
                held = text.encode("utf-8")
            new.writestr(item, held)
    return stream.getvalue()


def test_every_example_shows_the_published_figures(done: Recalculated) -> None:
    wrong = {
        name: found[:5]
        for name, result in done.plain.items()
        if (found := published.differences(result, done.books[name]))
    }
    assert not wrong


def test_every_formula_gives_the_value_that_it_carries(done: Recalculated) -> None:
    """Inputs, places and other cells on the way, not only what is published."""
    wrong = {
        name: found[:5]
        for name, result in done.plain.items()
        if (found := published.plan_differences(plan_workbook(result), done.books[name]))
    }
    assert not wrong


def test_the_english_workbook_calculates_alike(done: Recalculated) -> None:
    name = next(name for name in done.plain if "townships" in name)
    plan = plan_workbook(done.plain[name], "en")
    assert not published.plan_differences(plan, done.books[name + ENGLISH])


def test_a_changed_parameter_is_followed(done: Recalculated) -> None:
    name = next(name for name in done.plain if "townships" in name)
    path = next(path for path in cases.SCHEMES if cases.name_of(path) == name)
    text = path.read_text(encoding="utf-8")
    assert text.count(SLOPE[0]) == 1
    steeper = Scheme.from_text(text.replace(*SLOPE))
    after = score(steeper, cases.read(path)[1])
    assert not published.differences(after, done.books[name + STEEPER])
    assert published.differences(done.plain[name], done.books[name + STEEPER])


def test_there_are_enough_examples(done: Recalculated) -> None:
    assert len(done.plain) > 80
    assert len(done.changed) > 60


def test_a_changed_figure_is_followed_through_scores_ranks_and_grades(done: Recalculated) -> None:
    wrong = {
        name: found[:5]
        for name, (_, after) in done.changed.items()
        if (found := published.differences(after, done.books[name]))
    }
    assert not wrong


def test_the_changed_figure_made_a_difference(done: Recalculated) -> None:
    """Negative control: the changed workbooks do not show the unchanged figures."""
    moved = [
        name
        for name, (before, after) in done.changed.items()
        if before.csv_files() != after.csv_files()
        and published.differences(before, done.books[name])
    ]
    assert len(moved) > 50


def test_carried_values_are_not_trusted(done: Recalculated) -> None:
    """Negative control of the recalculation: with noughts carried, the true figures come out."""
    name = cases.name_of(cases.SCHEMES[0])
    spoilt = done.books[name + SPOILT]
    assert not published.differences(done.plain[name], spoilt)


def test_no_cell_shows_an_error(done: Recalculated) -> None:
    errors = [
        f"{name} {sheet.title} {cell.coordinate} {cell.value}"
        for name, book in done.books.items()
        for sheet in book
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.value.startswith("#") and cell.value != "#"
    ]
    allowed = [error for error in errors if not error.endswith("#N/A")]
    assert not allowed
