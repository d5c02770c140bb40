"""What lamps show: missing facts, waivers, the overall colour, and properties of all of it."""

import doctest
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import Period
from sanbi.engine.conditions import FactError
from sanbi.engine.scheduling import lamps
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.lamps import (
    PRESETS,
    Colour,
    Judgement,
    LampRules,
    LampWaiver,
    judge,
    preset_data,
    read_lamp_rules,
)

GREEN, YELLOW, RED, NONE = Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.NONE
MONTH = Period.parse("2026-09")
RANK = {GREEN: 0, NONE: 1, YELLOW: 2, RED: 3}


def lamp(**rule: Any) -> LampRules:
    return read_lamp_rules({"name": "t", "lamps": {"start": rule}})


def waiver(key: str, first: str, last: str) -> LampWaiver:
    return LampWaiver(key, Period.parse(first), Period.parse(last), "台风", "县政府")


def colour(rules: LampRules, facts: dict[str, Any], *more: Any) -> Colour:
    return judge(rules, facts, *more, month=MONTH).lamps["start"].colour


def test_example_of_the_package() -> None:
    assert doctest.testmod(lamps).attempted == 2
    assert doctest.testmod(lamps).failed == 0


# -- missing facts -------------------------------------------------------------------------------
DAYS = {
    "yellow": {"fact": "days_behind", "op": ">", "value": 0},
    "red": {"fact": "entry_open_months", "op": ">", "value": 2},
}


@pytest.mark.parametrize(
    ("days", "months", "shown"),
    [
        (0, 0, GREEN),
        (1, 0, YELLOW),
        (1, 3, RED),
        (None, 3, RED),
        (1, None, YELLOW),
        (0, None, NONE),
        (None, 0, NONE),
        (None, None, NONE),
    ],
)
def test_green_needs_every_fact(days: int | None, months: int | None, shown: Colour) -> None:
    assert colour(lamp(**DAYS), {"days_behind": days, "entry_open_months": months}) is shown


def test_one_condition_alone() -> None:
    assert colour(lamp(yellow=DAYS["yellow"]), {"days_behind": 1}) is YELLOW
    assert colour(lamp(red=DAYS["yellow"]), {"days_behind": 1}) is RED
    assert colour(lamp(red=DAYS["yellow"]), {"days_behind": 0}) is GREEN


def test_a_lamp_that_may_apply_is_to_be_judged() -> None:
    rules = lamp(applies={"fact": "payment_due"}, **DAYS)
    facts = {"days_behind": 9, "entry_open_months": 9}
    assert colour(rules, facts) is NONE
    assert colour(rules, {**facts, "payment_due": True}) is RED
    judged = judge(rules, {**facts, "payment_due": False}, month=MONTH)
    assert (dict(judged.lamps), judged.not_applicable) == ({}, ("start",))
    assert judged.overall.colour is NONE


def test_a_short_history_leaves_a_streak_open() -> None:
    streak = {"streak": {"of": {"fact": "start_missed"}, "at_least": 3}}
    rules = lamp(yellow={"fact": "start_missed"}, red=streak)
    missed = {"start_missed": True}
    assert colour(rules, missed, [missed]) is YELLOW
    assert colour(rules, missed, [missed, missed]) is RED
    assert colour(rules, missed, [missed, {}]) is YELLOW
    assert colour(rules, missed, [missed, {}, missed]) is YELLOW
    assert colour(rules, missed, [{"start_missed": False}, missed]) is YELLOW
    assert colour(lamp(red=streak), missed, [missed]) is NONE
    assert colour(lamp(red=streak), {"start_missed": False}) is GREEN


def test_a_fact_of_another_kind_is_refused() -> None:
    with pytest.raises(FactError, match="days_behind"):
        colour(lamp(**DAYS), {"days_behind": "six", "entry_open_months": 0})


# -- waivers -------------------------------------------------------------------------------------
STREAK = {
    "waivable": True,
    "yellow": {"fact": "start_missed"},
    "red": {"streak": {"of": {"fact": "start_missed"}, "at_least": 3}},
}
MISSED = {"start_missed": True}


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        (("2026-09", "2026-09"), GREEN),
        (("2026-07", "2026-07"), YELLOW),
        (("2026-08", "2026-08"), YELLOW),
        (("2026-06", "2026-06"), RED),
        (("2026-10", "2026-12"), RED),
        (("2026-01", "2026-12"), GREEN),
    ],
)
def test_waived_months_do_not_count(months: tuple[str, str], shown: Colour) -> None:
    found = judge(
        lamp(**STREAK), MISSED, [MISSED, MISSED], [waiver("start", *months)], month=MONTH
    ).lamps["start"]
    assert (found.colour, found.bare, found.waived) == (shown, RED, shown is not RED)
    reaches = months not in (("2026-06", "2026-06"), ("2026-10", "2026-12"))
    assert len(found.waivers) == reaches


def test_a_waiver_is_for_its_own_lamp_and_for_lamps_that_can_be_waived() -> None:
    other = [waiver("entry", "2026-09", "2026-09")]
    assert colour(lamp(**STREAK), MISSED, [MISSED, MISSED], other) is RED
    own = [waiver("start", "2026-09", "2026-09")]
    strict = judge(lamp(**{**STREAK, "waivable": False}), MISSED, [MISSED] * 2, own, month=MONTH)
    found = strict.lamps["start"]
    assert (found.colour, found.waivers, found.refused) == (RED, (), tuple(own))


def test_a_waiver_does_not_turn_the_unknown_green() -> None:
    own = [waiver("start", "2026-08", "2026-08")]
    assert colour(lamp(**STREAK), {}, [MISSED, MISSED], own) is NONE


def test_a_waiver_reaches_streaks_inside_every_form() -> None:
    streak = STREAK["red"]
    never = {"fact": "started", "op": "==", "value": False}
    facts = {"start_missed": True, "started": False, "days_behind": 1}
    for red in (
        {"all": [streak, never]},
        {"any": [streak]},
        {"at_least": {"count": 2, "of": [streak, never]}},
        {**streak, "waived_by": {"fact": "entered"}},
        {"streak": {"of": {"all": [streak, never]}, "at_least": 2}},
    ):
        rules = lamp(waivable=True, yellow={"fact": "start_missed"}, red=red)
        known = {**facts, "entered": False}
        history = [known] * 4
        assert colour(rules, known, history) is RED
        found = [waiver("start", "2026-08", "2026-08")]
        assert colour(rules, known, history, found) is YELLOW, red


def test_an_excuse_inside_a_negation_does_not_light_the_lamp() -> None:
    rules = lamp(waivable=True, red={"not": STREAK["red"]})
    assert colour(rules, MISSED, [MISSED, MISSED]) is GREEN
    own = [waiver("start", "2026-08", "2026-08")]
    assert colour(rules, MISSED, [MISSED, MISSED], own) is GREEN


def test_a_waiver_names_its_reason_approver_lamp_and_months() -> None:
    with pytest.raises(SchedulingFaults) as refused:
        LampWaiver("strat", Period.parse("2026-09"), Period.parse("2026-08"), " ", "县政府")
    assert [fault.text("en") for fault in refused.value.faults] == [
        (
            "waiver of strat: there is no lamp 'strat' — use one of start, progress, payment, "
            "entry, obstacle"
        ),
        "waiver of strat: a waiver needs its reason and who approved it — write both",
        (
            "waiver of strat: 2026-09 to 2026-08 are not months in order — write the first and the "
            "last month, such as 2026-03 and 2026-05"
        ),
    ]
    assert refused.value.faults[1].text("zh") == "strat 灯的豁免：豁免须有理由和批准人；两项都要写"
    with pytest.raises(SchedulingFaults):
        LampWaiver("start", Period.parse("2026Q3"), Period.parse("2026-09"), "r", "a")
    with pytest.raises(SchedulingFaults):
        LampWaiver("start", MONTH, MONTH, "r", "")


# -- overall -------------------------------------------------------------------------------------
def two(overall: Any = "worst") -> LampRules:
    rule = {"red": {"fact": "entered"}, "yellow": {"fact": "started"}}
    other = {"red": {"fact": "start_missed"}, "yellow": {"fact": "month_task_met"}}
    base = {"base": "month_task"}
    return read_lamp_rules(
        {
            "name": "t",
            "lamps": {"start": rule, "progress": {**other, **base}},
            "overall": overall,
        }
    )


def facts_for(start: Colour, progress: Colour) -> dict[str, Any]:
    def pair(shown: Colour) -> tuple[bool | None, bool | None]:
        return {
            GREEN: (False, False), YELLOW: (False, True), RED: (True, None), NONE: (None, None),
        }[shown]  # fmt: skip

    (entered, started), (missed, met) = pair(start), pair(progress)
    return {
        "entered": entered, "started": started, "start_missed": missed, "month_task_met": met,
    }  # fmt: skip


@pytest.mark.parametrize("start", list(Colour))
@pytest.mark.parametrize("progress", list(Colour))
def test_the_worst_lamp_decides(start: Colour, progress: Colour) -> None:
    judged = judge(two(), facts_for(start, progress), month=MONTH)
    assert (judged.lamps["start"].colour, judged.lamps["progress"].colour) == (start, progress)
    worst = max((start, progress), key=RANK.__getitem__)
    assert judged.overall.colour is worst
    assert [reading.lamp for reading in judged.overall.worst] == [
        key for key, shown in (("start", start), ("progress", progress)) if shown is worst
    ]


def test_overall_as_conditions() -> None:
    both = {
        "at_least": {
            "count": 2,
            "of": [
                {"fact": "start_lamp", "op": "in", "value": ["yellow", "red"]},
                {"fact": "progress_lamp", "op": "!=", "value": "green"},
            ],
        }
    }
    red = {"fact": "progress_lamp", "op": "==", "value": "red"}
    rules = two({"yellow": both, "red": red})
    assert rules.overall.is_worst is False
    for (start, progress), shown in {
        (RED, GREEN): GREEN,
        (RED, YELLOW): YELLOW,
        (YELLOW, YELLOW): YELLOW,
        (GREEN, RED): RED,
        (RED, NONE): NONE,
        (GREEN, NONE): NONE,
    }.items():
        judged = judge(rules, facts_for(start, progress), month=MONTH)
        assert judged.overall.colour is shown, (start, progress)
        assert judged.overall.waived is False


def test_overall_says_when_a_waiver_made_it_better() -> None:
    data = {
        "name": "t",
        "lamps": {"start": STREAK, "entry": {"red": {"fact": "entry_open_months", "op": ">",
                                                     "value": 2}}},
        "overall": {
            "yellow": {"fact": "start_lamp", "op": "==", "value": "yellow"},
            "red": {"fact": "start_lamp", "op": "==", "value": "red"},
        },
    }  # fmt: skip
    facts = {**MISSED, "entry_open_months": 0}
    own = [waiver("start", "2026-09", "2026-09")]
    for overall in (data["overall"], "worst"):
        rules = read_lamp_rules({**data, "overall": overall})
        found = judge(rules, facts, [MISSED] * 2, own, month=MONTH).overall
        assert (found.colour, found.bare, found.waived) == (GREEN, RED, True)


def test_a_lamp_that_does_not_apply_is_no_fault_of_the_whole() -> None:
    data = {
        "name": "t",
        "lamps": {
            "start": {"red": {"fact": "start_missed"}},
            "payment": {"applies": {"fact": "payment_due"}, "red": {"fact": "payment_due"}},
        },
        "overall": {
            "yellow": {"fact": "start_lamp", "op": "!=", "value": "green"},
            "red": {"fact": "payment_lamp", "op": "==", "value": "red"},
        },
    }
    judged = judge(
        read_lamp_rules(data), {"start_missed": False, "payment_due": False}, month=MONTH
    )
    assert judged.overall.colour is GREEN


# -- properties ----------------------------------------------------------------------------------
numbers = st.one_of(st.none(), st.fractions(-50, 150, max_denominator=20))
flags = st.one_of(st.none(), st.booleans())
project = st.fixed_dictionaries(
    {
        "start_missed": flags,
        "behind_plan_points": numbers,
        "behind_time_points": numbers,
        "of_time_pct": numbers,
        "investment_of_time_pct": numbers,
        "month_task_met": flags,
        "payment_due": flags,
        "payment_short_points": numbers,
        "entry_open_months": st.one_of(st.none(), st.fractions(0, 4, max_denominator=4)),
        "obstacles_open": st.one_of(st.none(), st.integers(0, 3)),
        "obstacles_overdue": st.one_of(st.none(), st.integers(0, 3)),
        "obstacle_days_left": st.one_of(st.none(), st.integers(-5, 9)),
    }
)
ladder = st.sampled_from(PRESETS).map(lambda name: read_lamp_rules(preset_data(name)))
histories = st.lists(project, max_size=3)


def decisions(keys: tuple[str, ...] = lamps.LAMPS) -> st.SearchStrategy[list[LampWaiver]]:
    one = st.builds(
        lambda key, back, length: LampWaiver(
            key, MONTH.previous(back), MONTH.previous(back).next(length), "理由", "县政府"
        ),
        st.sampled_from(keys),
        st.integers(0, 3),
        st.integers(0, 3),
    )
    return st.lists(one, max_size=3)


def shown(judged: Judgement, key: str) -> int:
    return RANK[judged.lamps[key].colour]


@given(ladder, project, histories, decisions())
def test_a_waiver_never_worsens_and_a_waived_month_is_never_red(
    rules: LampRules, facts: dict[str, Any], history: list[Any], waivers: list[LampWaiver]
) -> None:
    without = judge(rules, facts, history, month=MONTH)
    judged = judge(rules, facts, history, waivers, month=MONTH)
    assert judged.lamps.keys() == without.lamps.keys()
    for key, found in judged.lamps.items():
        assert found.bare is without.lamps[key].colour
        known = Colour.NONE not in (found.colour, found.bare)
        assert RANK[found.colour] <= RANK[found.bare] or not known
        covered = any(decision.covers(key, MONTH) for decision in waivers)
        if covered and rules.lamps[key].waivable:
            assert found.colour in (GREEN, NONE)
        assert found.waived is (found.colour is not found.bare)


@given(ladder, project, histories, decisions())
def test_overall_is_never_better_than_the_worst_lamp(
    rules: LampRules, facts: dict[str, Any], history: list[Any], waivers: list[LampWaiver]
) -> None:
    judged = judge(rules, facts, history, waivers, month=MONTH)
    worst = max((shown(judged, key) for key in judged.lamps), default=RANK[NONE])
    assert RANK[judged.overall.colour] == worst


@given(ladder, project, st.fractions(0, 30), st.sampled_from(["zh", "en"]))
def test_more_done_never_worsens_a_lamp(
    rules: LampRules, facts: dict[str, Any], more: Fraction, language: str
) -> None:
    better = dict(facts)
    for name, value in facts.items():
        if value is not None and name.endswith("points"):
            better[name] = value - more
        elif value is not None and name.endswith("of_time_pct"):
            better[name] = value + more
    before, after = (judge(rules, each, month=MONTH) for each in (facts, better))
    for key in before.lamps:
        assert shown(after, key) <= shown(before, key)
    reason = after.overall.reason(language)
    assert reason.endswith(("。", "."))
    assert len(reason) <= 300
    assert all(len(found.size(language)) <= 40 for found in after.lamps.values())


@given(ladder, project, histories, st.data())
def test_a_missing_fact_never_makes_a_lamp_green(
    rules: LampRules, facts: dict[str, Any], history: list[Any], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from(sorted(facts)))
    before = judge(rules, facts, history, month=MONTH)
    after = judge(rules, {**facts, gone: None}, history, month=MONTH)
    for key, found in after.lamps.items():
        if found.colour is GREEN:
            assert before.lamps[key].colour is GREEN
