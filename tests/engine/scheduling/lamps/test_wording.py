"""Sentences and sizes, word for word."""

from typing import Any

import pytest

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import LampReading, LampWaiver, judge, read_lamp_rules

MONTH = Period.parse("2026-09")
MISSED = {"start_missed": True}
STREAK = {"streak": {"of": {"fact": "start_missed"}, "at_least": 3}}


def reading(rule: dict[str, Any], facts: dict[str, Any], *more: Any) -> LampReading:
    rules = read_lamp_rules({"name": "t", "lamps": {"start": rule}})
    return judge(rules, facts, *more, month=MONTH).lamps["start"]


def points(**rule: Any) -> dict[str, Any]:
    return {"base": "points_of_plan", **rule}


@pytest.mark.parametrize(
    ("rule", "facts", "zh", "en"),
    [
        (
            points(red={"fact": "behind_plan_points", "op": ">", "value": 30}),
            {"behind_plan_points": 32},
            "红灯：低于计划进度32个百分点（亮灯线：超过30个百分点）。",
            "red: below plan: 32 points (line: above 30 points).",
        ),
        (
            points(yellow={"fact": "behind_plan_points", "op": "between", "value": [10, 30]}),
            {"behind_plan_points": 12},
            "黄灯：低于计划进度12个百分点（亮灯线：10个百分点至30个百分点）。",
            "yellow: below plan: 12 points (line: 10 points to 30 points).",
        ),
        (
            {"red": {"fact": "days_behind", "op": "<=", "value": 3}},
            {"days_behind": 2.125},
            "红灯：落后天数约2.13天（亮灯线：3天及以下）。",
            "red: days behind: about 2.13 days (line: 3 days or less).",
        ),
        (
            {"red": {"fact": "done_pct", "op": "<", "value": {"fact": "planned_pct"}}},
            {"done_pct": 43, "planned_pct": 60},
            "红灯：已完成43%（亮灯线：不到计划完成60%）。",
            "red: done: 43 % (line: below planned 60 %).",
        ),
        (
            {"red": {"fact": "done_pct", "op": "<", "value": {"fact": "planned_pct"}}},
            {"done_pct": 43},
            "待评：缺“计划完成”。",
            "to be judged: “planned” is missing.",
        ),
        (
            {"yellow": {"fact": "entered", "op": "==", "value": False}},
            {"entered": False},
            "黄灯：并非已入库。",
            "yellow: not entered in statistics.",
        ),
        (
            {"yellow": {"fact": "done_pct", "op": "is_missing"}},
            {},
            "黄灯：已完成 无数据。",
            "yellow: done is missing.",
        ),
        (
            {"red": {"fact": "obstacles_open", "op": "in", "value": [2, 3]}},
            {"obstacles_open": 3},
            "红灯：未解决的堵点 属于 2、3 之一。",
            "red: open obstacles is one of 2, 3.",
        ),
        (
            {"yellow": {"fact": "start_missed"}},
            {"start_missed": False},
            "绿灯：未达到亮灯条件。",
            "green: no condition is met.",
        ),
    ],
)
def test_why(rule: dict[str, Any], facts: dict[str, Any], zh: str, en: str) -> None:
    found = reading(rule, facts)
    assert (found.reason(), found.reason("en")) == (zh, en)


def test_months_running_are_said_once() -> None:
    found = reading({"red": STREAK}, MISSED, [MISSED, MISSED])
    assert found.reason() == "红灯：连续3个月应开工未开工。"
    assert found.reason("en") == "red: 3 months running due to start and not started."


def test_what_is_missing_is_said_with_its_month() -> None:
    rule = {"yellow": {"fact": "start_missed"}, "red": STREAK}
    assert reading(rule, MISSED, [{}, {}]).reason() == (
        "黄灯：应开工未开工；是否红灯尚不能判断（上月缺“应开工未开工”、2个月前缺“应开工未开工”）。"
    )
    assert reading(rule, MISSED).reason("en") == (
        "yellow: due to start and not started; whether it is red cannot be judged "
        "(last month no record)."
    )
    assert reading(rule, {}, [MISSED]).reason() == "待评：缺“应开工未开工”、2个月前没有记录。"


def test_waivers_are_said_with_who_approved_them() -> None:
    given = [LampWaiver("start", MONTH, MONTH, "征地", "县政府")]
    rule = {"waivable": True, "red": {"fact": "start_missed"}}
    assert reading(rule, MISSED, (), given).reason() == (
        "绿灯：未达到亮灯条件；本应红灯，因“征地”予以豁免（县政府批准）。"
    )
    assert reading(rule, MISSED, (), given).reason("en") == (
        "green: no condition is met; it would be red, and is waived because of “征地” "
        "(approved by 县政府)."
    )
    assert reading({**rule, "waivable": False}, MISSED, (), given).reason("en") == (
        "red: due to start and not started; these rules let nobody waive this lamp "
        "(“征地” does not count)."
    )


@pytest.mark.parametrize(
    ("fact", "value", "zh", "en"),
    [
        ("behind_plan_points", 12, "落后12个百分点", "12 points behind"),
        ("behind_plan_points", -3.25, "超前3.3个百分点", "3.3 points ahead"),
        ("behind_time_points", 0.04, "与进度持平", "on schedule"),
        ("of_time_pct", 72, "为时序进度的72%", "72 % of time progress"),
        ("investment_of_plan_pct", 72.25, "为计划进度的72.3%", "72.3 % of the plan"),
        ("of_time_pct", 0, "尚无完成", "nothing done"),
        ("days_behind", 6.4, "偏慢6天", "6 days slow"),
        ("days_behind", -1, "偏快1天", "1 days ahead"),
        ("days_behind", 0, "按计划", "on schedule"),
        ("start_days_late", 12, "逾期12天未开工", "start 12 days late"),
        ("start_days_late", 0, "", ""),
        ("start_months_missed", 2, "应开工2个月未开工", "start missed by 2 months"),
        ("entry_open_months", 2.5, "开工2.5个月未入库", "2.5 months without entry"),
        ("payment_short_points", 8, "支付少8个百分点", "payment 8 points short"),
        ("payment_short_points", -8, "支付超出8个百分点", "payment 8 points ahead"),
        ("payment_short_points", 0, "支付达到要求", "payment as required"),
        ("obstacle_days_left", 2, "堵点还剩2天", "2 days left"),
        ("obstacle_days_left", -2, "堵点逾期2天", "obstacle 2 days late"),
        ("obstacle_days_left", 0, "堵点今天到期", "obstacle due today"),
        ("obstacles_overdue", 2, "2个堵点逾期", "2 overdue"),
        ("done_pct", 40, "40%", "40 %"),
        ("done_pct", None, "", ""),
    ],
)
def test_how_much(fact: str, value: float | None, zh: str, en: str) -> None:
    rule = {"size": fact, "red": {"fact": "start_missed"}}
    found = reading(rule, {"start_missed": True, fact: value})
    assert (found.size(), found.size("en")) == (zh, en)


# -- overall -------------------------------------------------------------------------------------
def overall(facts: dict[str, Any], rule: Any = "worst") -> LampReading:
    lamps = {
        "start": {"yellow": {"fact": "start_missed"}},
        "entry": {
            "applies": {"fact": "started"},
            "yellow": {"fact": "entry_open_months", "op": ">=", "value": 1},
        },
    }
    rules = read_lamp_rules({"name": "t", "lamps": lamps, "overall": rule})
    return judge(rules, facts, month=MONTH).overall


def test_overall_names_its_lamps_and_the_first_reason() -> None:
    late = {"start_missed": True, "start_days_late": 40, "started": True, "entry_open_months": 1}
    found = overall(late)
    assert found.reason() == "黄灯：开工、入库；应开工未开工。"
    assert found.reason("en") == "yellow: start, entry; due to start and not started."
    assert (found.size(), found.size("en")) == ("逾期40天未开工", "start 40 days late")
    fine = overall({"start_missed": False, "started": True, "entry_open_months": 0})
    assert (fine.reason(), fine.size()) == ("绿灯：各灯均为绿灯。", "")
    assert fine.reason("en") == "green: every lamp is green."
    unknown = overall({"start_missed": False})
    assert unknown.reason() == "待评：入库；缺“已开工”、缺“开工后未入库的月数”。"
    assert unknown.size() == ""


def test_overall_without_lamps() -> None:
    rules = read_lamp_rules(
        {
            "name": "t",
            "lamps": {"entry": {"applies": {"fact": "started"}, "red": {"fact": "started"}}},
        }
    )
    found = judge(rules, {"started": False}, month=MONTH).overall
    assert (found.reason(), found.reason("en")) == (
        "待评：没有适用的灯。",
        "to be judged: no lamp applies.",
    )


def test_overall_by_conditions_says_which_lamps_made_it() -> None:
    yellow = {"fact": "entry_lamp", "op": "==", "value": "yellow"}
    red = {"all": [{"fact": "start_lamp", "op": "==", "value": "yellow"}, yellow]}
    rule = {"yellow": yellow, "red": red}
    both = overall({"start_missed": True, "started": True, "entry_open_months": 1}, rule)
    assert both.reason() == "红灯：开工灯为黄灯、入库灯为黄灯。"
    assert both.reason("en") == "red: start lamp is yellow, entry lamp is yellow."
    assert both.size() == ""
