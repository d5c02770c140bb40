"""Check published scores and ranks: examples/cases, and the on-site ballot of 2015."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data, read_data

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
CASES = EXAMPLES / "cases"
AIR_PERIODS = ("2019-08", "累计2019-08", "2020-07", "2021-05")

Row = Mapping[str, str]


def rows_of(path: Path, **where: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if all(row[name] == value for name, value in where.items())]


def run(scheme: Scheme, data: Path, period: str | None = None) -> Result:
    return score(scheme, read_data(data, layout=scheme.layout), period)


def ranking(result: Result) -> dict[str, Row]:
    return {row["unit"]: row for row in csv.DictReader(result.ranking_csv().splitlines())}


def changed(path: Path, **changes: object) -> Scheme:
    plain = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Scheme.from_mapping({**plain, **changes})


# -- 1: ballots ------------------------------------------------------------------------------------
def test_on_site_ballot_from_other_ballots_with_the_same_sums(shared: Path) -> None:
    """The paper printed no ballots; any that fit its scores must give them back."""
    folder = shared / "data" / "cases" / "case_1_ballot_rank_points"
    ballots = [
        {"electorate": "观摩评分", "ballot": row["ballot"], "unit": unit, "mark": place}
        for row in rows_of(folder / "constructed_ballots.csv")
        for place in range(1, 14)
        for unit in [row[f"place_{place}"]]
    ]
    assert len(ballots) == 42 * 13
    scheme = Scheme.load(EXAMPLES / "schemes" / "s01-jining" / "scheme.yaml")
    found = ranking(score(scheme, Data.from_rows(ballots=ballots)))
    published = rows_of(folder / "published.csv")
    assert len(published) == 13
    for row in published:
        assert float(found[row["unit"]]["score"]) == float(row["score"])
        assert found[row["unit"]]["rank"] == row["rank"]


# -- 2: an index whose parts are rounded -----------------------------------------------------------
def air_quality(scheme: Scheme) -> tuple[int, int, list[tuple[str, str, str]]]:
    """Count equal values and ranks of 32, and list (period, unit, ours) of the other values."""
    path = CASES / "air-quality" / "data.csv"
    values, ranks, other = 0, 0, []
    for period in AIR_PERIODS:
        found = ranking(run(scheme, path, period))
        for row in rows_of(path, 期=period):
            ours = found[row["单位"]]
            ranks += ours["rank"] == row["公布排名"]
            if float(ours["score"]) == float(row["公布指数"]):
                values += 1
            else:
                other.append((period, row["单位"], ours["score"]))
    return values, ranks, other


def test_air_quality_with_each_part_rounded_half_even() -> None:
    scheme = Scheme.load(CASES / "air-quality" / "scheme.yaml")
    values, ranks, other = air_quality(scheme)
    assert (values, ranks) == (31, 32)
    assert other == [("2021-05", "佛冈县", "2.78")]  # printed 2.79: its inputs are rounded too


@pytest.mark.parametrize(
    ("changes", "values", "ranks"),
    [
        ({"取整方式": "四舍五入"}, 20, 30),
        ({"取整环节": ["总分"], "排名依据": "未取整分"}, 12, 28),
        ({"并列": "并列不占位"}, 31, 23),
    ],
)
def test_air_quality_by_another_rule_differs(
    changes: dict[str, object], values: int, ranks: int
) -> None:
    scheme = changed(CASES / "air-quality" / "scheme.yaml", **changes)
    assert air_quality(scheme)[:2] == (values, ranks)


# -- 3: three keys ---------------------------------------------------------------------------------
def three_keys(scheme: Scheme) -> int:
    path = CASES / "three-keys" / "data.csv"
    equal = 0
    for period in ("2023-03", "2022-09"):
        found = ranking(run(scheme, path, period))
        for row in rows_of(path, 期=period):
            equal += found[row["单位"]]["rank"] == row["公布排名"]
    return equal


def test_ranks_by_three_keys() -> None:
    assert three_keys(Scheme.load(CASES / "three-keys" / "scheme.yaml")) == 16


def test_ranks_by_the_first_key_alone_differ() -> None:
    assert three_keys(changed(CASES / "three-keys" / "scheme.yaml", 并列="并列占位")) == 13


# -- 5: eligibility --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "period"), [("data.csv", "2018-04"), ("data-2017-08.csv", "2017-08")]
)
def test_cities_by_index(name: str, period: str) -> None:
    path = CASES / "eligibility" / name
    found = ranking(run(Scheme.load(CASES / "eligibility" / "index.yaml"), path, period))
    published = rows_of(path)
    assert len(published) == len(found) == 21
    for row in published:
        assert found[row["城市"]]["rank"] == row["公布指数排名"]


def change_column(result: Result) -> dict[str, str]:
    """The published column: a rank, the word 改善 for a fall, a dash for who takes no part."""
    marks = csv.DictReader(result.csv_files()["result/grades.csv"].decode().splitlines())
    improved = {row["unit"] for row in marks if "mark=改善" in row["effects"]}
    return {
        unit: row["rank"] or ("改善" if unit in improved else "—")
        for unit, row in ranking(result).items()
    }


def test_cities_by_change_without_those_that_meet_the_standard() -> None:
    path = CASES / "eligibility" / "data.csv"
    scheme = Scheme.load(CASES / "eligibility" / "change.yaml")
    published = {row["城市"]: row["公布变幅排名"] for row in rows_of(path)}
    assert len(published) == 21
    assert change_column(run(scheme, path)) == published


def test_cities_by_change_without_the_filter_differ() -> None:
    path = CASES / "eligibility" / "data.csv"
    found = change_column(run(changed(CASES / "eligibility" / "change.yaml", 不参评=[]), path))
    published = {row["城市"]: row["公布变幅排名"] for row in rows_of(path)}
    ranked = [city for city, text in published.items() if text.isdigit()]
    assert (len(ranked), sum(found[city] == published[city] for city in ranked)) == (9, 8)


# -- 8: two groups ---------------------------------------------------------------------------------
def test_townships_and_areas_by_score() -> None:
    path = CASES / "township-scores" / "data.csv"
    found = ranking(run(Scheme.load(CASES / "township-scores" / "scheme.yaml"), path))
    equal = {"武穴": 0, "咸宁": 0}
    for row in rows_of(path):
        assert found[row["单位"]]["group"] == row["分组"]
        assert float(found[row["单位"]]["score"]) == float(row["公布得分"])
        equal[row["分组"]] += found[row["单位"]]["rank"] == row["公布排名"]
    assert equal == {"武穴": 12, "咸宁": 7}


def test_the_examples_hold_what_was_published(shared: Path) -> None:
    folder = shared / "data" / "cases"
    air = rows_of(folder / "case_2_inverse_composite_index" / "published.csv")
    here = rows_of(CASES / "air-quality" / "data.csv")
    assert [(row["unit"], row["index"], row["rank"]) for row in air] == [
        (row["单位"], row["公布指数"], row["公布排名"]) for row in here
    ]
    cities = rows_of(folder / "case_5_rank_with_eligibility" / "published.csv")
    here = rows_of(CASES / "eligibility" / "data.csv")
    assert [(row["unit"], row["rank_index"], row["change_rank_or_word"]) for row in cities] == [
        (row["城市"], row["公布指数排名"], row["公布变幅排名"]) for row in here
    ]
