"""The invented county: the same everywhere, and as plausible as it says."""

import itertools
import subprocess
import sys
from collections import Counter
from decimal import Decimal

import pytest

from sanbi.site.demo.chance import share, swing
from sanbi.site.demo.county import SEED, county, scheme_text
from sanbi.site.demo.model import County, Spot
from sanbi.site.demo.story import ROUNDS

DIGEST = "8cc87604875f274cc1a9808ab276f8ad10abbeeccae89dae9fa367c589677b01"
PARTS = {
    "fai": ("fai_ind", "fai_inf", "fai_oth"),
    "revenue": ("tax", "nontax"),
    "proj_inv": ("proj_ind", "proj_inf"),
}


@pytest.fixture(scope="module")
def whole() -> County:
    return county()


def test_the_county_is_the_same_on_every_machine(whole: County) -> None:
    assert whole.digest() == DIGEST


def test_another_process_with_other_hashes_makes_the_same_county() -> None:
    code = "from sanbi.site.demo.county import county; print(county().digest())"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == DIGEST


def test_another_seed_makes_another_county(whole: County) -> None:
    other = county(SEED + 1)
    assert other.digest() != DIGEST
    assert other.figures.keys() == whole.figures.keys()


def test_chance_is_spread_evenly() -> None:
    drawn = [share(1, "x", turn) for turn in range(4000)]
    assert 0 <= min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1
    assert abs(sum(drawn) / 4000 - 0.5) < 0.02
    assert abs(sum(swing(1, "y", turn) for turn in range(4000)) / 4000) < 0.02


def test_what_is_there(whole: County) -> None:
    assert Counter(place.kind for place in whole.places) == {
        "county": 1,
        "township": 16,
        "department": 22,
        "firm": 3,
    }
    assert Counter(place.group for place in whole.townships) == {
        "plain": 6,
        "hills": 5,
        "mountain": 5,
    }
    assert Counter(measure.kind for measure in whole.measures) == {
        "statistic": 16,
        "dispatch": 14,
        "recognised": 10,
    }
    periods = {spot.period for spot in whole.figures if "Q" not in spot.period}
    assert (min(periods), max(periods), len(periods)) == ("2024-07", "2026-09", 27)
    assert len(whole.figures) == 12384


def test_people_have_names_of_their_own_and_units_that_exist(whole: County) -> None:
    units = {place.code for place in whole.places}
    assert len({person.name for person in whole.people}) == len(whole.people)
    assert len({person.username for person in whole.people}) == len(whole.people)
    assert {person.unit for person in whole.people} <= units
    listed = [person for person in whole.people if person.look]
    assert {person.role for person in listed} == {
        "office",
        "bureau",
        "clerk",
        "owner",
        "supervisor",
        "leader",
        "evaluator",
        "auditor",
        "sysadmin",
        "secadmin",
        "auditadmin",
    }


def test_every_indicator_is_reported_and_every_line_exists(whole: County) -> None:
    known = {measure.code for measure in whole.measures}
    lines = Counter(
        line for form in whole.forms for line in form.lines if line not in form.imported
    )
    assert lines == dict.fromkeys(known, 1)
    for form in whole.forms:
        assert {m.frequency for m in whole.measures if m.code in form.lines} == {form.frequency}


def test_no_figure_is_negative_and_none_has_too_many_decimals(whole: County) -> None:
    decimals = {measure.code: measure.decimals for measure in whole.measures}
    for spot, value in whole.figures.items():
        assert value >= 0, spot
        assert value == round(value, decimals[spot.indicator]), spot


def test_cumulative_figures_never_fall_within_a_year(whole: County) -> None:
    for measure in whole.measures:
        if measure.accumulation != "cumulative":
            continue
        for place in whole.townships:
            spots = [
                s for s in whole.figures if (s.indicator, s.unit) == (measure.code, place.code)
            ]
            for before, after in itertools.pairwise(spots):
                if before.period[:4] == after.period[:4]:
                    assert whole.figures[before] <= whole.figures[after], after


@pytest.mark.parametrize("total", PARTS)
def test_parts_add_up_exactly_first_and_revised(whole: County, total: str) -> None:
    for spot in whole.figures:
        if spot.indicator == total:
            parts = [spot._replace(indicator=part) for part in PARTS[total]]
            assert sum(whole.figures[part] for part in parts) == whole.figures[spot], spot
            assert sum(whole.first(part) for part in parts) == whole.first(spot), spot


def added(whole: County, indicator: str, year: int, month: int) -> Decimal:
    """What a month added, over all townships."""
    before = f"{year}-{month - 1:02d}"
    return sum(
        (
            whole.figures[Spot(indicator, place.code, f"{year}-{month:02d}")]
            - (whole.figures[Spot(indicator, place.code, before)] if month > 1 else 0)
            for place in whole.townships
        ),
        Decimal(0),
    )


@pytest.mark.parametrize("indicator", ["fai", "ind_va", "proj_inv", "power"])
def test_works_rest_at_the_spring_festival(whole: County, indicator: str) -> None:
    for year in (2025, 2026):
        months = [added(whole, indicator, year, month) for month in range(1, 10)]
        assert months[1] < min(months[2:])
        assert months[0] + months[1] < months[4] + months[5]
        assert max(months) == months[5]  # June


def test_growth_is_around_what_the_catalogue_says(whole: County) -> None:
    for measure in whole.measures:
        if "flow" not in measure.made:
            continue
        last = "2025-12" if measure.frequency == "month" else "2025Q4"
        first = last.replace("2025", "2024")
        sums = [
            sum(v for s, v in whole.figures.items() if (s.indicator, s.period) == (measure.code, p))
            for p in (first, last)
        ]
        growth = (sums[1] / sums[0] - 1) * 100
        assert abs(float(growth) - measure.made["growth"]) < 3, measure.code


def test_targets_of_townships_add_up_to_a_little_more_than_the_countys(whole: County) -> None:
    for indicator in {goal.indicator for goal in whole.goals}:
        for year in (2025, 2026):
            goals = [g for g in whole.goals if (g.indicator, g.year) == (indicator, year)]
            assert len(goals) == 17
            county_wide = next(goal.value for goal in goals if goal.unit == "yunchuan")
            townships = sum(goal.value for goal in goals if goal.unit != "yunchuan")
            assert Decimal("1.005") < townships / county_wide < Decimal("1.06"), indicator


def test_quarters_of_targets_grow_to_the_year(whole: County) -> None:
    for goal in whole.goals:
        first, second, third = goal.quarters
        assert 0 < first <= second <= third <= goal.value, goal


def test_the_two_planted_anomalies(whole: County) -> None:
    august = Spot("proj_ind", "qingshi", "2026-08")
    fallen = whole.drafts[Spot("proj_ind", "qingshi", "2026-09")]
    assert (whole.figures[august], fallen) == (11200, 10950)
    jump = whole.drafts[Spot("signed", "qingshi", "2026-09")]
    before = whole.figures[Spot("signed", "qingshi", "2026-08")]
    assert round((jump / before - 1) * 100, 2) == Decimal("81.25")
    assert Spot("funds", "qingshi", "2026-09") not in whole.drafts
    others = [spot for spot in whole.drafts if spot.unit != "qingshi"]
    assert others == []


def test_revisions_differ_from_what_stands_now(whole: County) -> None:
    assert len(whole.revisions) == 7
    for item in whole.revisions:
        assert item.first != whole.figures[item.spot]
        assert item.reason
        assert item.first >= 0


def test_the_register_marks_each_township_in_each_round(whole: County) -> None:
    marks = [entry for entry in whole.entries if entry.sort == "rating"]
    assert Counter(entry.round for entry in marks) == dict.fromkeys(ROUNDS, 16)
    assert all(entry.rating is not None and 70 <= entry.rating <= 100 for entry in marks)
    assert all(entry.document for entry in whole.entries)


def test_two_appeals_one_upheld_with_its_correction(whole: County) -> None:
    assert [(plea.upheld, plea.revision is not None) for plea in whole.pleas] == [
        (False, False),
        (True, True),
    ]


def test_everything_says_that_it_is_invented() -> None:
    for name in ("places.yaml", "catalogue.yaml", "datasets.yaml", "people.yaml", "scheme.yaml"):
        assert "虚构" in "\n".join(scheme_text(name).splitlines()[:3]), name
    assert county().places[0].number.startswith("99")
