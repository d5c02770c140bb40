"""Lamp rules as written: every fault at once, in both languages."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scheduling.catalogue import CHINESE
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.lamps import (
    PRESETS,
    Base,
    LampRules,
    Series,
    lamp_rule_faults,
    preset_data,
    read_lamp_rules,
)

START = {"yellow": {"fact": "start_missed"}}

IN_CHINESE = """
名称: 云川县红黄绿灯规则
版本: 1
出处: 云发改〔2026〕8号
灯:
  堵点:
    适用: {事实: obstacles_open, 比较: 高于, 值: 0}
    红: {事实: obstacles_overdue, 比较: 高于, 值: 0}
  进度:
    基准: 占时序比例
    口径: 投资
    可豁免: true
    程度: investment_done_pct
    黄: {事实: investment_of_time_pct, 比较: 低于, 值: 80}
    红: {事实: investment_of_time_pct, 比较: 低于, 值: 60}
总灯:
  黄: {事实: progress_lamp, 比较: 等于, 值: yellow}
  红:
    或:
      - {事实: progress_lamp, 比较: 等于, 值: red}
      - {事实: obstacle_lamp, 比较: 属于, 值: [red]}
"""
IN_ENGLISH = """
name: 云川县红黄绿灯规则
version: 1
source: 云发改〔2026〕8号
lamps:
  obstacle:
    applies: {fact: obstacles_open, op: ">", value: 0}
    red: {fact: obstacles_overdue, op: ">", value: 0}
  progress:
    base: share_of_time
    series: investment
    waivable: true
    size: investment_done_pct
    yellow: {fact: investment_of_time_pct, op: "<", value: 80}
    red: {fact: investment_of_time_pct, op: "<", value: 60}
overall:
  yellow: {fact: progress_lamp, op: "==", value: yellow}
  red:
    any:
      - {fact: progress_lamp, op: "==", value: red}
      - {fact: obstacle_lamp, op: in, value: [red]}
"""


def rules(**lamp: Any) -> dict[str, Any]:
    return {"name": "t", "lamps": {"start": lamp or START}}


def faults(data: Any) -> list[str]:
    found = lamp_rule_faults(data)
    with pytest.raises(SchedulingFaults) as refused:
        read_lamp_rules(data)
    assert list(refused.value.faults) == found
    for fault in found:
        assert not re.search("[A-Za-z]{3,} [a-z]{2,} ", fault.text("zh")), fault.text("zh")
    return [str(fault) for fault in found]


def test_chinese_and_english_keys_say_the_same() -> None:
    read: LampRules = read_lamp_rules(yaml.safe_load(IN_CHINESE))
    assert read == read_lamp_rules(yaml.safe_load(IN_ENGLISH))
    assert list(read.lamps) == ["progress", "obstacle"]  # in the order of showing
    progress = read.lamps["progress"]
    assert (progress.base, progress.series) == (Base.SHARE_OF_TIME, Series.INVESTMENT)
    assert (progress.waivable, progress.size) == (True, "investment_done_pct")
    assert (read.version, read.source) == ("1", "云发改〔2026〕8号")


def test_what_is_left_out() -> None:
    read = read_lamp_rules(rules())
    lamp = read.lamps["start"]
    assert (lamp.base, lamp.series, lamp.waivable, lamp.applies, lamp.red) == (
        None, Series.PHYSICAL, False, None, None,
    )  # fmt: skip
    assert (lamp.size, read.overall.is_worst) == ("start_days_late", True)
    assert (read.version, read.source) == ("", "")
    assert lamp_rule_faults(rules()) == []


@pytest.mark.parametrize(
    ("base", "series", "fact"),
    [
        ("points_of_plan", "physical", "behind_plan_points"),
        ("points_of_time", "physical", "behind_time_points"),
        ("share_of_plan", "physical", "of_plan_pct"),
        ("share_of_time", "physical", "of_time_pct"),
        ("points_of_plan", "investment", "investment_behind_plan_points"),
        ("points_of_time", "investment", "investment_behind_time_points"),
        ("share_of_plan", "investment", "investment_of_plan_pct"),
        ("share_of_time", "investment", "investment_of_time_pct"),
    ],
)
def test_each_base_has_its_fact(base: str, series: str, fact: str) -> None:
    condition = {"fact": fact, "op": ">", "value": 1}
    sound = rules(base=base, series=series, red=condition)
    assert read_lamp_rules(sound).lamps["start"].size == fact
    wrong = rules(base=base, series=series, red={"fact": "done_pct", "op": ">", "value": 1})
    assert faults(wrong) == [
        (
            f"lamps.start: is measured against {base}, and its conditions look at something else — "
            f"use the fact {fact}, or name another base"
        )
    ]
    unsaid = rules(red=condition)
    assert faults(unsaid) == [
        (
            "lamps.start: does not say what it is measured against — write base: with one of "
            "points_of_plan, points_of_time, share_of_plan, share_of_time, month_task"
        )
    ]


def test_two_bases_in_one_lamp() -> None:
    mixed = rules(
        base="points_of_plan",
        yellow={"fact": "behind_plan_points", "op": ">", "value": 10},
        red={"fact": "of_plan_pct", "op": "<", "value": 50},
    )
    assert faults(mixed) == [
        (
            "lamps.start: is measured against points_of_plan, and its conditions look at "
            "behind_plan_points, of_plan_pct — use the fact behind_plan_points, or name another "
            "base"
        )
    ]


def test_month_task_is_sized_by_its_share() -> None:
    met = rules(base="month_task", red={"fact": "month_task_met", "op": "==", "value": False})
    assert read_lamp_rules(met).lamps["start"].size == "month_task_pct"


NUMBERS = (
    "behind_plan_points, behind_time_points, days_behind, done_pct, entry_open_months, "
    "investment_behind_plan_points, investment_behind_time_points, investment_done_pct, "
    "investment_of_plan_pct, investment_of_time_pct, investment_planned_pct, "
    "investment_time_pct, month_task_pct, obstacle_days_left, obstacles_open, "
    "obstacles_overdue, of_plan_pct, of_time_pct, payment_paid_pct, payment_planned_pct, "
    "payment_short_points, planned_pct, start_days_late, start_months_missed, time_pct"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (3, ["'3' is not a mapping — write name and lamps"]),
        ("x", ["'x' is not a mapping — write name and lamps"]),
        ([], ["a list is not a mapping — write name and lamps"]),
        (None, ["an empty value is not a mapping — write name and lamps"]),
        (
            {},
            [
                "name: has 0 characters — write 1 to 60",
                ("lamps: an empty value is not a mapping — write at least one of start, progress, "
                "payment, entry, obstacle"),
            ],
        ),
        (
            {"name": "x" * 61, "source": "y" * 301, "version": True, "lamps": {}},
            [
                "name: has 61 characters — write 1 to 60",
                "version: 'True' is not a text — write a text of at most 40 characters",
                "source: has 301 characters — write at most 300",
                ("lamps: there is no lamp — write at least one of start, progress, payment, entry, "
                "obstacle"),
            ],
        ),
        (
            {**rules(), "名称": "t", "lmaps": 1, 7: 1},
            [
                "名称: says the same as name — keep one of them",
                "lmaps: 'lmaps' is not known here — did you mean lamps?",
                ("7: '7' is not known here — use one of name, 名称, version, 版本, source, 出处, "
                "lamps, 灯, overall, 总灯"),
            ],
        ),
        (
            {"name": "t", "lamps": {"start": [], "entry": {"waivable": 1}}},
            [
                "lamps.start: a list is not a mapping — write yellow, red or both",
                "lamps.entry.waivable: '1' is neither yes nor no — write true or false",
                ("lamps.entry: says neither when it is yellow nor when it is red — write yellow, "
                "red or both"),
            ],
        ),
        (
            rules(**START, base="time", series=3, size="start_missed"),
            [
                ("lamps.start.base: there is no base 'time' — use one of points_of_plan, "
                "points_of_time, share_of_plan, share_of_time, month_task, 低于计划百分点, "
                "低于时序百分点, 占计划比例, 占时序比例, 当月任务"),
                ("lamps.start.series: there is no series '3' — use one of physical, investment, "
                "实物量, 投资"),
                "lamps.start.size: 'start_missed' is not a fact that is counted — use one of "
                + NUMBERS,
            ],
        ),
        (
            rules(size={}, red={"fact": "x" * 50}),
            [
                f"lamps.start.red: there is no fact '{'x' * 50}' — use one of "
                + ", ".join(sorted([*NUMBERS.split(", "), "entered", "month_task_met",
                                    "payment_due", "start_missed", "started"])),
                "lamps.start.size: a mapping is not a fact that is counted — use one of " + NUMBERS,
            ],
        ),
        (
            rules(red={"fact": "excused"}, yellow={"fact": "start_mised"}),
            [
                "lamps.start.yellow: there is no fact 'start_mised' — did you mean start_missed?",
                "lamps.start.red: there is no fact 'excused' — write waivable: true instead",
            ],
        ),
        (
            rules(red={"fact": "done_pct", "op": "<", "value": {"fact": "plannedpct"}}),
            ["lamps.start.red: there is no fact 'plannedpct' — did you mean planned_pct?"],
        ),
        (
            rules(red={"fact": "done_pct"}, yellow={"fact": "started", "op": ">", "value": 1}),
            [
                ("lamps.start.yellow: started cannot be compared so — it is yes or no: write only "
                "the fact, or == true or false"),
                ("lamps.start.red: done_pct cannot be compared so — done_pct is a number: compare "
                "it with a number"),
            ],
        ),
        (
            rules(red={"fact": "done_pct", "op": "==", "value": "all"},
                  yellow={"fact": "started", "op": "==", "value": {"fact": "done_pct"}}),
            [
                ("lamps.start.yellow: started cannot be compared so — it is yes or no: write only "
                "the fact, or == true or false"),
                ("lamps.start.red: done_pct cannot be compared so — done_pct is a number: compare "
                "it with a number"),
            ],
        ),
        (
            rules(red={"all": [{"fact": "done_pct", "op": "<", "value": "80%"}, 3]}),
            [
                ("lamps.start.red.all[0].value: < compares numbers, not '80%' — write 80 as a bare "
                "number, in the unit of the fact"),
                ("lamps.start.red.all[1]: 3 is not a condition — write {fact: …, op: …, value: …}, "
                "or all, any, not, at_least, streak"),
            ],
        ),
        (
            {**rules(), "overall": "best"},
            ["overall: 'best' is not a mapping — write worst, or the conditions yellow and red"],
        ),
        (
            {**rules(), "overall": {"red": {"fact": "entry_lamp", "op": "==", "value": "red"}}},
            [
                ("overall: needs both yellow and red — write worst, or the conditions yellow "
                "and red"),
                "overall.red: there is no fact 'entry_lamp' — did you mean start_lamp?",
            ],
        ),
        (
            {
                **rules(),
                "总灯": {
                    "红": {"fact": "start_lamp", "op": "==", "value": "rot"},
                    "黄": {"fact": "start_lamp", "op": "<", "value": 1},
                },
            },
            [
                ("总灯.黄: start_lamp cannot be compared so — compare it with == or in and one of "
                "green, yellow, red"),
                ("总灯.红: start_lamp cannot be compared so — compare it with == or in and one of "
                "green, yellow, red"),
            ],
        ),
    ],
)  # fmt: skip
def test_every_fault_is_told_at_once(data: Any, said: list[str]) -> None:
    assert faults(data) == said


def test_missing_is_a_condition_for_every_kind() -> None:
    read_lamp_rules(rules(red={"fact": "started", "op": "is_missing"}))
    read_lamp_rules(rules(red={"fact": "done_pct", "op": "not_missing"}))
    read_lamp_rules(
        rules(red={"fact": "started", "op": "==", "value": {"fact": "entered"}}),
    )


def test_long_and_hostile_words_are_cut_short() -> None:
    (fault,) = lamp_rule_faults({**rules(), "x" * 500: 1})
    assert fault.message == f"'{'x' * 40}…' is not known here"


def test_presets_are_plain_data_that_json_keeps() -> None:
    for name in PRESETS:
        data = preset_data(name)
        assert read_lamp_rules(json.loads(json.dumps(data))) == read_lamp_rules(data)


def test_every_phrase_has_its_chinese(repo: Path) -> None:
    said = set()
    for path in (repo / "src/sanbi/engine/scheduling/lamps").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Phrase":
                assert isinstance(call.args[0], ast.Constant)
                said.add(call.args[0].value)
    assert len(said) > 40
    assert sorted(said - set(CHINESE)) == []
    for english, chinese in CHINESE.items():
        assert set(re.findall(r"\{(\w+)", english)) == set(re.findall(r"\{(\w+)", chinese)), english
    assert phrase_of(Phrase("there is no lamp")).template in CHINESE
