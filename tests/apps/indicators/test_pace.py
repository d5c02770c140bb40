"""The pace board: targets beside the time, lamps, chances, and the fan of what is ahead."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.queries.outlook import fan_of, outlook_of
from sanbi.apps.indicators.queries.pace import Clock, pace_of_indicator, pace_of_unit
from sanbi.apps.indicators.views.pace import BAR, MOST, bar_of, fan_drawing
from sanbi.apps.orgs.models import Unit
from tests.apps.factories.indicators import aim, observe
from tests.apps.indicators.conftest import Work

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
QUARTERS = (("2023", 20, 45, 70, 100), ("2024", 22, 50, 78, 111), ("2025", 25, 54, 86, 120))


def past(indicator: Indicator, unit: Unit, now: int = 27, times: int = 100) -> None:
    for year, *reached in QUARTERS:
        for month, value in zip(("03", "06", "09", "12"), reached, strict=True):
            observe(indicator, unit, f"{year}-{month}", value * times)
    observe(indicator, unit, "2026-03", now * times)


@pytest.fixture
def towns(work: Work) -> list[Unit]:
    """Three towns: well ahead, a little behind, far behind."""
    found = work.county.towns[:3]
    for unit, now in zip(found, (40, 18, 9), strict=True):
        past(work["invest"], unit, now)
        aim(work["invest"], unit, 2026, 10000)
    return list(found)


def test_lamps_and_the_worst_first(work: Work, towns: list[Unit]) -> None:
    lines = pace_of_indicator(SYSTEM, work["invest"], 2026, Clock.USUAL)
    assert [(line.unit, line.lamp) for line in lines] == [
        (towns[2], "red"),
        (towns[1], "yellow"),
        (towns[0], "green"),
    ]
    assert [line.done for line in lines] == pytest.approx([9, 18, 40])
    usual = 100 * (20 / 100 + 22 / 111 + 25 / 120) / 3
    assert lines[0].asked == pytest.approx(usual)


def test_the_time_is_told_by_the_clock_asked_for(work: Work, towns: list[Unit]) -> None:
    days = pace_of_unit(SYSTEM, towns[0], 2026, Clock.DAYS)[0]
    work_days = pace_of_unit(SYSTEM, towns[0], 2026, Clock.WORKDAYS)[0]
    assert days.asked == pytest.approx(100 * 90 / 365)  # to the end of March
    assert work_days.asked is not None
    assert 20 < work_days.asked < 26
    assert days.by is Clock.DAYS


def test_without_past_years_the_calendar_tells_the_time(work: Work) -> None:
    town = work.county.towns[0]
    observe(work["invest"], town, "2026-03", 500)
    aim(work["invest"], town, 2026, 1000)
    line = pace_of_unit(SYSTEM, town, 2026, Clock.USUAL)[0]
    assert line.by is Clock.DAYS
    assert line.outlook is not None
    assert line.outlook.refused


def test_a_target_without_figures_has_no_lamp(work: Work) -> None:
    town = work.county.towns[1]
    aim(work["invest"], town, 2026, 100)
    lines = pace_of_unit(SYSTEM, town, 2026, Clock.USUAL)
    assert [(line.lamp, line.done) for line in lines] == [(None, None)]
    assert bar_of(lines[0]).done is None


def test_bars_share_one_scale(work: Work, towns: list[Unit]) -> None:
    line = pace_of_unit(SYSTEM, towns[0], 2026, Clock.DAYS)[0]
    bar = bar_of(line)
    assert bar.done == pytest.approx(40 / MOST * BAR, abs=0.1)
    assert bar.whole == pytest.approx(100 / MOST * BAR, abs=0.1)
    assert bar.low is not None
    assert bar.high is not None
    assert bar.low <= bar.high <= BAR


def test_the_fan_is_the_forecast_at_every_month_there_is(work: Work, towns: list[Unit]) -> None:
    fan = fan_of(SYSTEM, work["invest"], towns[0])
    outlook = outlook_of(SYSTEM, work["invest"], towns[0])
    assert fan is not None
    assert outlook is not None
    assert [point.month for point in fan.ahead] == [6, 9, 12]  # past years are by quarter
    last = fan.ahead[-1]
    assert (last.low80, last.middle, last.high80) == pytest.approx(
        (outlook.ends[-1].low, outlook.ends[-1].middle, outlook.ends[-1].high)
    )
    for point in fan.ahead:
        tails = [point.low95, point.low80, point.low50, point.middle]
        tails += [point.high50, point.high80, point.high95]
        assert tails == sorted(tails)
    assert fan.targets[12] == Decimal(10000)
    drawn = fan_drawing(fan)
    assert len(drawn.bands) == 3
    assert all(band.startswith("M") and band.endswith("Z") for band in drawn.bands)


@pytest.mark.parametrize("by", ["usual", "workdays", "nonsense"])
def test_the_pages(work: Work, towns: list[Unit], by: str) -> None:
    client = Client()
    client.force_login(work.county.users["office"], backend=BACKEND)
    asked = {"year": "2026", "indicator": work["invest"].pk, "by": by}
    page = client.get(reverse("pace"), asked)
    assert page.status_code == 200
    assert "2026年双过半进度" in page.content.decode()
    assert next(line.lamp for line, _, _ in page.context["lines"]) == "red"
    sheet = client.get(reverse("pace"), {**asked, "format": "xlsx"})
    assert sheet["Content-Type"].endswith("sheet")
    address = reverse("series", args=[work["invest"].pk])
    series = client.get(address, {"unit": towns[0].pk}).content.decode()
    assert 'class="fan"' in series
    assert "逐月走势与预测" in series


def test_a_clerk_sees_the_own_town(work: Work, towns: list[Unit]) -> None:
    client = Client()
    client.force_login(work.county.users["clerk"], backend=BACKEND)
    page = client.get(reverse("pace"), {"year": "2026"})
    assert page.status_code == 200
    shown = {line.unit for line, _, _ in page.context["lines"]}
    assert shown <= set(towns)
    assert len(shown) <= 1
