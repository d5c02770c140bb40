"""Each sentence of each place's rule, at its borders."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import (
    PRESETS,
    Colour,
    LampReading,
    LampRules,
    LampWaiver,
    ObstacleDates,
    Series,
    entry_facts,
    judge,
    obstacle_facts,
    payment_facts,
    preset_data,
    progress_facts,
    read_lamp_rules,
    start_facts,
)

SEPTEMBER = Period.parse("2026-09")
GREEN, YELLOW, RED, NONE = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NONE


def rules(name: str) -> LampRules:
    return read_lamp_rules(preset_data(name))  # type: ignore[arg-type]


def reading(name: str, lamp: str, facts: dict[str, object], **more: object) -> LampReading:
    more.setdefault("month", SEPTEMBER)
    return judge(rules(name), facts, **more).lamps[lamp]  # type: ignore[arg-type]


def test_every_preset_can_be_read_and_says_where_it_is_from() -> None:
    assert PRESETS == ("yinchuan-2025", "sanya-2022", "sanya-2022-district", "wuhan", "county")
    for name in PRESETS:
        assert rules(name).source.startswith("http")
        assert len(rules(name).source) <= 300


# -- Yinchuan ------------------------------------------------------------------------------------
def start_months(planned: date, month: Period, months: int) -> tuple[dict, list[dict]]:  # type: ignore[type-arg]
    def facts(of: Period) -> dict[str, object]:
        return dict(start_facts(of.end, planned=planned, started=None))

    return facts(month), [facts(month.previous(back)) for back in range(months, 0, -1)]


@pytest.mark.parametrize(
    ("planned", "colour"),
    [
        (date(2026, 10, 1), GREEN),
        (date(2026, 9, 30), YELLOW),  # 对计划当月开工但未及时开工亮黄灯
        (date(2026, 8, 1), YELLOW),
        (date(2026, 7, 31), RED),  # 对连续3个月应开工未开工亮红灯
        (date(2025, 1, 1), RED),
    ],
)
def test_yinchuan_start(planned: date, colour: Colour) -> None:
    facts, history = start_months(planned, SEPTEMBER, 2)
    assert reading("yinchuan-2025", "start", facts, history=history).colour is colour


def test_yinchuan_start_once_started_is_green() -> None:
    facts = start_facts(SEPTEMBER.end, planned=date(2026, 1, 1), started=SEPTEMBER.end)
    late = [{"start_missed": True}] * 5
    assert reading("yinchuan-2025", "start", dict(facts), history=late).colour is GREEN


def test_yinchuan_good_reason_in_a_month_breaks_the_three() -> None:
    facts, history = start_months(date(2026, 7, 1), SEPTEMBER, 2)
    for month, colour in (("2026-06", RED), ("2026-07", YELLOW), ("2026-09", GREEN)):
        given = LampWaiver("start", Period.parse(month), Period.parse(month), "征地", "县政府")
        found = reading("yinchuan-2025", "start", facts, history=history, waivers=[given])
        assert (found.colour, found.bare) == (colour, RED)
        assert found.waived is (colour is not RED)


@pytest.mark.parametrize(
    ("behind", "colour"),
    [
        (-5, GREEN),
        (0, GREEN),
        (Fraction(999, 100), GREEN),
        (10, YELLOW),  # 10~30个百分点（含10~30个百分点）
        (30, YELLOW),
        (Fraction(3001, 100), RED),  # 超过30个百分点
        (None, NONE),
    ],
)
def test_yinchuan_progress(behind: Fraction | None, colour: Colour) -> None:
    facts: dict[str, object] = {"behind_time_points": behind}
    assert reading("yinchuan-2025", "progress", facts).colour is colour


def test_yinchuan_progress_from_figures() -> None:
    # 273 of 364 days have gone on 30 September: exactly three quarters.
    first, last = date(2026, 1, 1), date(2026, 12, 30)
    for done, colour in ((0.65, YELLOW), (0.6501, GREEN), (0.45, YELLOW), (0.4499, RED)):
        facts = progress_facts(
            SEPTEMBER.end, planned={}, done={SEPTEMBER: done}, first=first, last=last
        )
        assert facts["time_pct"] == 75
        assert reading("yinchuan-2025", "progress", dict(facts)).colour is colour


def test_yinchuan_good_reason_does_not_help_progress() -> None:
    given = LampWaiver("progress", SEPTEMBER, SEPTEMBER, "降雨", "县政府")
    found = reading("yinchuan-2025", "progress", {"behind_time_points": 31}, waivers=[given])
    assert (found.colour, found.waived, found.refused) == (RED, False, (given,))
    assert found.reason("zh").endswith("；办法不允许豁免此灯（“降雨”不计）。")


@pytest.mark.parametrize(("paid", "colour"), [(501, GREEN), (500, GREEN), (499, RED)])
def test_yinchuan_payment(paid: int, colour: Colour) -> None:
    facts = payment_facts(SEPTEMBER.end, planned={SEPTEMBER: 500}, paid={SEPTEMBER: paid})
    assert reading("yinchuan-2025", "payment", dict(facts)).colour is colour


def test_yinchuan_payment_applies_where_funds_are_to_be_paid() -> None:
    facts = payment_facts(SEPTEMBER.end, planned={}, paid={})
    judged = judge(rules("yinchuan-2025"), facts, month=SEPTEMBER)
    assert (judged.not_applicable, "payment" in judged.lamps) == (("payment",), False)


@pytest.mark.parametrize(
    ("started", "colour"),
    [
        (date(2026, 9, 1), GREEN),
        (date(2026, 8, 31), YELLOW),  # September has no 31st: its last day closes the month
        (date(2026, 8, 30), YELLOW),  # 开工后1个月但未入库亮黄灯
        (date(2026, 7, 30), YELLOW),
        (date(2026, 7, 29), RED),  # 开工超2个月但未入库亮红灯
    ],
)
def test_yinchuan_entry(started: date, colour: Colour) -> None:
    facts = entry_facts(SEPTEMBER.end, started=started, entered=None)
    assert reading("yinchuan-2025", "entry", dict(facts)).colour is colour
    entered = entry_facts(SEPTEMBER.end, started=started, entered=SEPTEMBER.end)
    assert reading("yinchuan-2025", "entry", dict(entered)).colour is GREEN
    given = LampWaiver("entry", SEPTEMBER, SEPTEMBER, "名录库更新", "统计局")
    assert reading("yinchuan-2025", "entry", dict(facts), waivers=[given]).colour is GREEN


# -- Sanya ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("done", "colour"),
    [(0.76, GREEN), (0.75, GREEN), (0.7499, YELLOW), (0.375, YELLOW), (0.3749, RED), (0, RED)],
)
def test_sanya_project(done: float, colour: Colour) -> None:
    facts = progress_facts(
        SEPTEMBER.end,
        planned={},
        done={SEPTEMBER: done},
        first=date(2026, 1, 1),
        last=date(2026, 12, 30),
        series=Series.INVESTMENT,
    )
    assert reading("sanya-2022", "progress", dict(facts)).colour is colour


@pytest.mark.parametrize(
    ("before", "now", "colour"),
    [
        (False, True, GREEN),
        (True, False, YELLOW),  # 未完成月度下达任务数的亮黄牌
        (False, False, RED),  # 连续两个月未完成的亮红牌
        (None, False, YELLOW),  # red cannot be told, yellow is certain
        (False, None, NONE),
    ],
)
def test_sanya_district(before: bool | None, now: bool | None, colour: Colour) -> None:
    found = reading(
        "sanya-2022-district",
        "progress",
        {"month_task_met": now},
        history=[{"month_task_met": before}],
    )
    assert found.colour is colour


# -- Wuhan ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("share", "colour"),
    [
        (Fraction(80), GREEN),
        (Fraction(7999, 100), YELLOW),
        (Fraction(60), YELLOW),
        (Fraction(5999, 100), RED),
    ],
)
def test_wuhan(share: Fraction, colour: Colour) -> None:
    assert reading("wuhan", "progress", {"of_time_pct": share}).colour is colour


# -- the general set -----------------------------------------------------------------------------
@pytest.mark.parametrize(("days_left", "colour"), [(4, GREEN), (3, YELLOW), (0, YELLOW), (-1, RED)])
def test_county_obstacle(days_left: int, colour: Colour) -> None:
    due = SEPTEMBER.end + timedelta(days_left)
    facts = obstacle_facts(SEPTEMBER.end, [ObstacleDates(date(2026, 9, 1), due)])
    assert reading("county", "obstacle", dict(facts)).colour is colour


def test_county_obstacle_without_a_limit_is_to_be_judged() -> None:
    facts = obstacle_facts(SEPTEMBER.end, [ObstacleDates(date(2026, 9, 1))])
    assert reading("county", "obstacle", dict(facts)).colour is NONE
    none = obstacle_facts(SEPTEMBER.end, [])
    assert "obstacle" in judge(rules("county"), none, month=SEPTEMBER).not_applicable


@pytest.mark.parametrize(
    ("lamp", "fact", "borders"),
    [
        ("progress", "behind_plan_points", ((9.9, GREEN), (10, YELLOW), (30, YELLOW), (30.1, RED))),
        ("payment", "payment_short_points", ((9.9, GREEN), (10, YELLOW), (30, YELLOW), (31, RED))),
        ("entry", "entry_open_months", ((0.9, GREEN), (1, YELLOW), (2, YELLOW), (2.1, RED))),
    ],
)
def test_county_thresholds(lamp: str, fact: str, borders: tuple[tuple[float, Colour], ...]) -> None:
    for value, colour in borders:
        assert reading("county", lamp, {fact: value, "payment_due": True}).colour is colour
