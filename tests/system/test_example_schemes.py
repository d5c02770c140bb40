"""Every public rule under examples/schemes gives the figures that were worked out by hand."""

import csv
import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest
import xlsxwriter

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import read_data

ROOT = Path(__file__).resolve().parents[2] / "examples" / "schemes"
FOLDERS = sorted(path.parent.relative_to(ROOT).as_posix() for path in ROOT.rglob("scheme.yaml"))
JINING = [
    "95.71",
    "91.64",
    "88.14",
    "87.79",
    "86.43",
    "81.50",
    "80.79",
    "80.14",
    "77.93",
    "77.93",
    "75.50",
    "73.43",
    "69.07",
]
# Units that a gate or veto must touch: worked out with the figures, and nobody else.
TOUCHED = {
    "s02-wenzhou": {("counties", "yunling"), ("counties", "qingtan"), ("zones", "beishan")},
    "s12-zones": {("northeast", "N1")},
    "s13-townships": {("工业", "T06")},
    "s14-structures": {("all", unit) for unit in ("V2", "V3", "V4", "V5", "V7")},
}

Row = Mapping[str, str]
Key = tuple[str, ...]


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def run(folder: Path) -> Result:
    scheme = Scheme.load(folder / "scheme.yaml")
    return score(scheme, read_data(folder / "data", layout=scheme.layout))


def result_table(result: Result, name: str) -> list[dict[str, str]]:
    """One of the result tables as texts, as it stands in the package."""
    text = result.csv_files()[f"result/{name}.csv"].decode()
    return list(csv.DictReader(text.splitlines()))


def by(rows: Iterable[Row], keys: Iterable[str], values: Iterable[str]) -> dict[Key, Key]:
    """Key texts → value texts; a second row with the same key is a fault of the table."""
    keys, values = tuple(keys), tuple(values)
    found: dict[Key, Key] = {}
    for row in rows:
        key = tuple(row[name] for name in keys)
        assert key not in found, f"{key} stands twice"
        found[key] = tuple(row[name] for name in values)
    return found


@pytest.fixture(params=FOLDERS)
def folder(request: pytest.FixtureRequest) -> Path:
    return ROOT / str(request.param)


def test_fifteen_public_rules_are_there_and_explained() -> None:
    tops = {name.split("/")[0] for name in FOLDERS}
    assert {top[:3] for top in tops} == {f"s{number:02d}" for number in range(1, 16)}
    for top in tops:
        text = (ROOT / top / "README.md").read_text(encoding="utf-8")
        assert "## 手算 / by hand" in text


def test_scores_and_ranks(folder: Path) -> None:
    expected = by(read_table(folder / "expected.csv"), ("group", "unit"), ("score", "rank"))
    found = result_table(run(folder), "ranking")
    assert by(found, ("group", "unit"), ("score", "rank")) == expected


def test_order_of_the_league_table(folder: Path) -> None:
    expected = [(row["group"], row["unit"]) for row in read_table(folder / "expected.csv")]
    found = [(row["group"], row["unit"]) for row in result_table(run(folder), "ranking")]
    assert found == expected


def test_grades(folder: Path) -> None:
    rows = read_table(folder / "expected.csv")
    found = by(result_table(run(folder), "grades"), ("group", "unit"), ("grade",))
    if "grade" not in rows[0]:
        assert {grade for (grade,) in found.values()} <= {""}
    else:
        expected = by(rows, ("group", "unit"), ("grade",))
        assert {key: found.get(key, ("",)) for key in expected} == expected


def test_every_leaf(folder: Path) -> None:
    rows = read_table(folder / "expected_leaves.csv")
    keys = [name for name in ("group", "unit", "leaf", "period") if name in rows[0]]
    found = by(result_table(run(folder), "working"), keys, ("unrounded", "score"))
    assert found == by(rows, keys, ("unrounded", "score"))


def test_bonus_and_deduction(folder: Path) -> None:
    path = folder / "expected_adjustments.csv"
    found = by(result_table(run(folder), "adjustments"), ("group", "unit", "adjustment"), ["score"])
    expected = read_table(path) if path.exists() else []
    assert found == by(expected, ("group", "unit", "adjustment"), ["score"])


def test_consequences(folder: Path) -> None:
    path = folder / "expected_consequences.csv"
    found = result_table(run(folder), "consequences")
    expected = read_table(path) if path.exists() else []
    keys = ("group", "unit", "consequence")
    assert by(found, keys, ()) == by(expected, keys, ())


def test_gates_and_vetoes_touch_whom_they_should(folder: Path) -> None:
    rows = result_table(run(folder), "grades")
    found = {(row["group"], row["unit"]) for row in rows if row["effects"]}
    assert found == TOUCHED.get(folder.relative_to(ROOT).as_posix(), set())


def test_jining_prints_what_the_paper_printed() -> None:
    rows = result_table(run(ROOT / "s01-jining"), "ranking")
    assert [row["score"] for row in rows] == JINING
    places = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9", "11", "12", "13"]
    assert [row["rank"] for row in rows] == places


def test_jining_ballots_come_from_their_script() -> None:
    path = ROOT / "s01-jining" / "make_ballots.py"
    spec = importlib.util.spec_from_file_location("make_ballots", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    orders = [list(order) for order in module.make_ballots()]
    written: dict[str, dict[int, str]] = defaultdict(dict)
    for row in read_table(ROOT / "s01-jining" / "data" / "ballots.csv"):
        written[row["票号"]][int(row["票面"])] = row["单位代码"]
    assert [[ballot[place] for place in sorted(ballot)] for ballot in written.values()] == orders
    for unit, total in module.RANK_SUMS.items():
        assert sum(order.index(unit) + 1 for order in orders) == total


def test_yanan_county_points_are_the_sum_of_its_projects() -> None:
    folder = ROOT / "s08-yanan"
    county = {
        row["单位代码"]: row["所在县区"] for row in read_table(folder / "projects/data/units.csv")
    }
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in result_table(run(folder / "projects"), "ranking"):
        sums[county[row["unit"]]] += Decimal(row["score"])
    stated = {
        row["单位代码"]: Decimal(row["值"]) for row in read_table(folder / "data/observations.csv")
    }
    assert stated == sums


def test_a_changed_figure_changes_the_result(tmp_path: Path) -> None:
    folder = copytree(ROOT / "s05-heilongjiang", tmp_path / "s05")
    path = folder / "data" / "observations.csv"
    text = path.read_text(encoding="utf-8")
    assert "C1,投资总量增幅,2016,23,10" in text
    changed = text.replace("C1,投资总量增幅,2016,23,10", "C1,投资总量增幅,2016,23.1,10")
    path.write_text(changed, encoding="utf-8")
    expected = by(read_table(folder / "expected.csv"), ("group", "unit"), ("score",))
    found = by(result_table(run(folder), "ranking"), ("group", "unit"), ("score",))
    differing = {
        key: (expected[key], found[key]) for key in expected if found[key] != expected[key]
    }
    assert differing == {("all", "C1"): (("110.22",), ("110.27",))}


@pytest.mark.parametrize("name", ["s05-heilongjiang", "s12-zones"])
def test_a_workbook_gives_the_same_as_csv(name: str, tmp_path: Path) -> None:
    book = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(book, {"strings_to_numbers": True}) as workbook:
        for path in sorted((ROOT / name / "data").glob("*.csv")):
            sheet = workbook.add_worksheet(path.stem)
            rows = csv.reader(path.read_text(encoding="utf-8").splitlines())
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    scheme = Scheme.load(ROOT / name / "scheme.yaml")
    result = score(scheme, read_data(book, layout=scheme.layout))
    assert result.csv_files() == run(ROOT / name).csv_files()


def test_tables_are_also_frames() -> None:
    result = run(ROOT / "s05-heilongjiang")
    top = result.ranking.filter(pl.col("rank") == 1)
    assert top["unit"].to_list() == ["C3"]
    assert result.grades.filter(pl.col("unit") == "C2")["grade"].to_list() == ["未达标"]
