"""What is ahead of an indicator: forecast, chance and need, on the page of its series."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils.translation import override

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.queries.outlook import outlook_of
from sanbi.apps.orgs.models import Unit
from sanbi.engine.pacing import Series, forecast
from tests.apps.factories.indicators import aim, observe
from tests.apps.indicators.conftest import Work

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUARTERS = (("2023", 20, 45, 70, 100), ("2024", 22, 50, 78, 111), ("2025", 25, 54, 86, 120))


def past(indicator: Indicator, unit: Unit, times: int = 100) -> None:
    """Three whole years by quarter, and the first quarter of a fourth."""
    for year, *reached in QUARTERS:
        for month, value in zip(("03", "06", "09", "12"), reached, strict=True):
            observe(indicator, unit, f"{year}-{month}", value * times)
    observe(indicator, unit, "2026-03", 27 * times)


def test_it_is_the_engines_forecast_of_what_is_seen(work: Work) -> None:
    town = work.county.towns[0]
    past(work["invest"], town)
    aim(work["invest"], town, 2026, 13000, 2600, 6000, 9500)
    found = outlook_of(SYSTEM, work["invest"], town)
    assert found is not None
    assert (found.period, found.own, found.lent, found.few) == ("2026-03", 2, 0, True)
    half, year = found.ends
    years = {
        int(year): dict(zip((3, 6, 9, 12), (100 * value for value in reached), strict=True))
        for year, *reached in QUARTERS
    }
    told = forecast(Series({**years, 2026: {3: 2700}}), 2026, 3, 6)
    assert (half.month, half.middle) == (6, pytest.approx(told.quantile(0.5)))
    assert (half.low, half.high) == pytest.approx(told.interval())
    assert (half.target, year.target) == (Decimal(6000), Decimal(13000))
    assert half.chance is None  # two pairs of years
    assert year.needed is not None
    assert year.needed.needed_a_month == pytest.approx((13000 - 2700) / 9)
    assert found.done == pytest.approx(100 * 2700 / 13000)
    assert found.usual == pytest.approx(100 * (20 / 100 + 22 / 111 + 25 / 120) / 3)


def test_units_beside_it_lend_their_years_to_those_who_see_them(work: Work) -> None:
    for town in work.county.towns[:3]:
        past(work["invest"], town)
    town = work.county.towns[0]
    aim(work["invest"], town, 2026, 12000)
    office = outlook_of(work.actor("office"), work["invest"], town)
    clerk = outlook_of(work.actor("clerk"), work["invest"], town)
    assert office is not None
    assert clerk is not None
    assert (office.lent, clerk.lent) == (4, 0)
    assert office.ends[0].target == 6000  # half of the year's, as no second quarter is set
    assert office.ends[1].chance is not None
    assert 50 < office.ends[1].chance < 100


def test_where_less_is_better_a_target_is_kept_by_staying_below(work: Work) -> None:
    town = work.county.towns[0]
    for unit in work.county.towns[:3]:
        past(work["invest"], unit)
    aim(work["invest"], town, 2026, 20000)
    work["invest"].direction = "low"
    found = outlook_of(SYSTEM, work["invest"], town)
    assert found is not None
    assert found.ends[1].chance == pytest.approx(100, abs=2)
    assert found.ends[1].needed is None


def test_a_rate_stays_where_it_is(work: Work) -> None:
    town = work.county.towns[0]
    for year in range(2022, 2026):
        for month, value in (("03", "6.0"), ("06", "6.2"), ("12", "6.3")):
            observe(work["growth"], town, f"{year}-{month}", value)
    observe(work["growth"], town, "2026-06", "6.4")
    aim(work["growth"], town, 2026, "6.0")
    found = outlook_of(SYSTEM, work["growth"], town)
    assert found is not None
    (year,) = found.ends
    assert year.middle == pytest.approx(6.4)
    assert (found.usual, found.done, year.needed) == (None, None, None)
    assert year.chance is not None
    assert year.chance > 80


def test_nothing_is_told_without_a_value_or_after_the_year(work: Work) -> None:
    town = work.county.towns[0]
    assert outlook_of(SYSTEM, work["invest"], town) is None
    observe(work["invest"], town, "2025-12", 5)
    assert outlook_of(SYSTEM, work["invest"], town) is None


def test_what_carries_no_forecast_says_why_in_the_readers_language(work: Work) -> None:
    town = work.county.towns[0]
    observe(work["invest"], town, "2026-03", 5)
    for language, words in (("zh-hans", "至少要有一个往年"), ("en", "one past year is needed")):
        with override(language):
            found = outlook_of(SYSTEM, work["invest"], town)
        assert found is not None
        assert words in found.refused


@pytest.mark.parametrize("units", [1, 3])
def test_two_queries_however_many_units(
    work: Work, django_assert_num_queries: Callable[..., object], units: int
) -> None:
    for town in work.county.towns[:units]:
        past(work["invest"], town)
    aim(work["invest"], work.county.towns[0], 2026, 12000)
    with django_assert_num_queries(2):
        outlook_of(SYSTEM, work["invest"], work.county.towns[0])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ("走势预测", "八成把握的区间", "完成的可能性", "同级单位 4 组")),
        ("en", ("What is ahead", "Range in four of five cases", "4 of the units beside it")),
    ],
)
def test_the_page_of_the_series_shows_it(
    work: Work, client: Client, language: str, words: tuple[str, ...]
) -> None:
    for town in work.county.towns[:3]:
        past(work["invest"], town)
    aim(work["invest"], work.county.towns[0], 2026, 12000)
    client.force_login(work.county.users["office"], backend=BACKEND)
    client.cookies["django_language"] = language
    address = f"/indicators/series/{work['invest'].pk}/?unit={work.county.towns[0].pk}"
    page = client.get(address).content.decode()
    for word in words:
        assert word in page
    table = page.split('id="outlook"')[1].split("</table>")[0]
    assert table.count("%</td>") == 2  # both chances
