"""Check examples/zhejiang by a second calculation that knows nothing of the scheme file."""

import csv
import importlib.util
import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data, read_data
from sanbi.engine.scoring.report.html import html_report

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "zhejiang"
YEARS = ("2010", "2020")
GROUPS = {"全省": 91, "温州": 12, "丽水": 9, "山区26县": 26}
NEVER_TOGETHER = {"2010": "330383", "2020": "330204"}  # 龙港 has no 2010, 江东 no 2020

Row = dict[str, str]
Figures = dict[str, dict[str, Fraction]]  # unit → indicator → value


# -- the second calculation ------------------------------------------------------------------------
def table(name: str) -> list[Row]:
    with (EXAMPLE / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figures(year: str) -> Figures:
    now = {row["曾用代码"]: row["单位代码"] for row in table("units") if row["曾用代码"]}
    found: Figures = {}
    for row in table("observations"):
        if row["期"] == year:
            unit = now.get(row["单位代码"], row["单位代码"])
            found.setdefault(unit, {})[row["指标"]] = Fraction(row["值"])
    return found


def two_decimals(value: Fraction) -> Fraction:
    hundredths = value * 100
    whole, rest = divmod(hundredths.numerator, hundredths.denominator)  # all scores are positive
    return Fraction(whole + (2 * rest >= hundredths.denominator), 100)


def efficacy(values: dict[str, Fraction], *, low: bool = False) -> dict[str, Fraction]:
    best, worst = max(values.values()), min(values.values())
    if low:
        best, worst = worst, best
    return {
        unit: two_decimals(60 + 40 * (value - worst) / (best - worst))
        for unit, value in values.items()
    }


def crowd(values: dict[str, Fraction]) -> dict[str, Fraction]:
    """Points by place: the first tenth 100, three tenths 90, six tenths 80, the others 70."""
    points = {}
    for unit, value in values.items():
        place = 1 + sum(other > value for other in values.values())
        tenths = Fraction(place, len(values)) * 10
        points[unit] = 100 if tenths <= 1 else 90 if tenths <= 3 else 80 if tenths <= 6 else 70
    return {unit: Fraction(point) for unit, point in points.items()}


def totals(year: str, education: int = 30, structure: int = 20) -> dict[str, Fraction]:
    held = figures(year)

    def each(of: Callable[[dict[str, Fraction]], Fraction]) -> dict[str, Fraction]:
        return {unit: of(values) for unit, values in held.items()}

    population = [
        (15, crowd(each(lambda v: v["常住人口"]))),
        (35, efficacy(each(lambda v: v["城镇人口比重"]))),
        (20, efficacy(each(lambda v: v["劳动年龄人口比重"]))),
        (10, efficacy(each(lambda v: v["少儿人口比重"]))),
        (10, efficacy(each(lambda v: v["老年人口比重"]), low=True)),
        (10, efficacy(each(lambda v: abs(v["性别比"] - 100)), low=True)),
    ]
    schooling = [
        (40, efficacy(each(lambda v: v["平均受教育年限"]))),
        (35, efficacy(each(lambda v: v["每十万人大学人数"]))),
        (25, efficacy(each(lambda v: v["文盲率"]), low=True)),
    ]
    housing = [
        (60, efficacy(each(lambda v: v["人均住房面积"]))),
        (40, efficacy(each(lambda v: v["人均住房面积"] * v["家庭户规模"]))),
    ]
    work = [
        (60, efficacy(each(lambda v: v["农业就业比重"]), low=True)),
        (40, efficacy(each(lambda v: v["制造业就业比重"]))),
    ]
    parts = [(30, population), (education, schooling), (20, housing), (structure, work)]
    return {
        unit: two_decimals(
            sum(
                (
                    Fraction(weight, 100) * Fraction(share, 100) * points[unit]
                    for weight, leaves in parts
                    for share, points in leaves
                ),
                Fraction(0),
            )
        )
        for unit in held
    }


def ranks(scores: dict[str, Fraction], members: set[str]) -> dict[str, int]:
    among = {unit: value for unit, value in scores.items() if unit in members}
    return {unit: 1 + sum(v > value for v in among.values()) for unit, value in among.items()}


def members(group: str) -> set[str]:
    return {row["单位代码"] for row in table("units") if group in row["分组"].split(";")}


# -- the engine ------------------------------------------------------------------------------------
@cache
def data() -> Data:
    return read_data(EXAMPLE / "data")


@cache
def run(year: str) -> Result:
    scheme = Scheme.load(EXAMPLE / "scheme.yaml")
    return score(scheme, data(), year, previous=run("2010") if year == "2020" else None)


def ranking(result: Result) -> dict[tuple[str, str], Row]:
    rows = csv.DictReader(result.ranking_csv().splitlines())
    return {(row["group"], row["unit"]): row for row in rows}


def printed(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize("year", YEARS)
def test_every_score_and_rank_by_a_second_calculation(year: str) -> None:
    found, scores = ranking(run(year)), totals(year)
    assert len(scores) == 90
    for group, size in GROUPS.items():
        expected = ranks(scores, members(group))
        rows = {unit: row for (name, unit), row in found.items() if name == group}
        assert len(rows) == size
        assert {unit for unit, row in rows.items() if row["rank"]} == set(expected)
        for unit, place in expected.items():
            assert rows[unit]["rank"] == str(place)
            assert rows[unit]["score"] == printed(scores[unit])


def test_change_of_rank_is_earlier_less_later() -> None:
    found = ranking(run("2020"))
    for group in GROUPS:
        earlier = ranks(totals("2010"), members(group))
        later = ranks(totals("2020"), members(group))
        for unit in members(group):
            row = found[group, unit]
            assert row["previous_rank"] == str(earlier.get(unit, ""))
            both = unit in earlier and unit in later
            assert row["rank_change"] == (str(earlier[unit] - later[unit]) if both else "")


@pytest.mark.parametrize("year", YEARS)
def test_a_unit_without_figures_stands_in_the_table_without_a_rank(year: str) -> None:
    row = ranking(run(year))["全省", NEVER_TOGETHER[year]]
    assert (row["score"], row["rank"], row["gap"]) == ("", "", "")
    states = {
        line["state"]
        for line in csv.DictReader(run(year).working_csv().splitlines())
        if line["unit"] == NEVER_TOGETHER[year] and line["group"] == "全省"
    }
    assert states == {"missing:leave_out"}


def test_renamed_units_keep_their_figures_of_2010() -> None:
    renamed = {row["曾用代码"]: row["单位代码"] for row in table("units") if row["曾用代码"]}
    assert len(renamed) == 7
    codes = {row["单位代码"] for row in table("observations") if row["期"] == "2010"}
    assert set(renamed) <= codes
    assert not set(renamed.values()) & codes
    for unit in renamed.values():
        assert ranking(run("2010"))["全省", unit]["rank"]
    told = [note.message for note in data().notes if note.code == "renamed"]
    assert len(told) == 7


def test_units_whose_area_changed_are_marked() -> None:
    rows = csv.DictReader(run("2020").csv_files()["result/grades.csv"].decode().splitlines())
    marked = {row["unit"] for row in rows if "位次变化仅供参考" in row["effects"]}
    changed = {row["单位代码"] for row in table("units") if row["区划口径"] == "有调整"}
    assert marked == changed
    assert len(changed) == 10
    for row in table("units"):
        assert bool(row["区划说明"]) == (row["单位代码"] in changed or bool(row["曾用代码"]))


def test_the_change_of_weights_in_the_readme() -> None:
    text = (EXAMPLE / "scheme.yaml").read_text(encoding="utf-8")
    plain = yaml.safe_load(text)
    education, structure = plain["指标体系"]["下级"][1], plain["指标体系"]["下级"][3]
    assert (education["编号"], education["权重"]) == ("教育", 30)
    assert (structure["编号"], structure["权重"]) == ("产业结构", 20)
    education["权重"], structure["权重"] = 40, 10
    found = ranking(score(Scheme.from_mapping(plain), data(), "2020"))
    scores = totals("2020", education=40, structure=10)
    places = ranks(scores, members("全省"))
    moved = 0
    for unit, place in places.items():
        assert found["全省", unit]["rank"] == str(place)
        assert found["全省", unit]["score"] == printed(scores[unit])
        moved += found["全省", unit]["rank"] != ranking(run("2020"))["全省", unit]["rank"]
    assert moved > 60


def test_the_tables_come_from_their_script(shared: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_data", EXAMPLE / "make_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make(shared / "data" / "county" / "zhejiang_census_wide.csv", tmp_path)
    for name in ("units.csv", "observations.csv"):
        assert (tmp_path / name).read_bytes() == (EXAMPLE / "data" / name).read_bytes()


def test_it_says_that_it_is_no_official_assessment() -> None:
    assert "不是任何机构的考核或评价" in (EXAMPLE / "README.md").read_text(encoding="utf-8")
    scheme = Scheme.load(EXAMPLE / "scheme.yaml")
    assert "示范" in scheme.title
    assert "不是官方考核" in str(scheme.settled["source"])


def test_won_and_lost_of_a_part_add_up_on_the_page() -> None:
    row = re.compile(
        r'<tr class="dimr"><th[^>]*>[^<]*</th><td>([\d.]+)</td><td>[^<]*</td>'
        r'<td class="b">([\d.]+)</td><td class="b">([\d.]+)</td>'
    )
    found = row.findall(html_report(run("2020"), language="zh"))
    assert len(found) > 500
    assert all(Decimal(won) + Decimal(lost) == Decimal(full) for full, won, lost in found)
