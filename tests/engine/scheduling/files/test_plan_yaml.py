"""Plans in YAML: what they say is read, in both languages, and written back unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from sanbi.engine.calendar import DayKind
from sanbi.engine.scheduling.days import SpringStop, Stop, YearlyStop
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files import About, Plan, SharedPool, read_plan, written_plan
from sanbi.engine.scheduling.files.plan import Lack
from sanbi.engine.scheduling.files.plan_yaml_writing import plan_data
from sanbi.engine.scheduling.network import Link, LinkKind, Task
from tests.engine.scheduling.files.written import IN_CHINESE, IN_ENGLISH, plan_of, plans


def test_every_field_is_read() -> None:
    plan = plan_of(IN_CHINESE)
    assert (plan.title, plan.start, plan.due, plan.on) == (
        "云川县冷库",
        date(2026, 3, 2),
        date(2026, 6, 30),
        date(2026, 3, 10),
    )
    assert plan.network.tasks == [
        Task("1", 3, name="备案", started=date(2026, 3, 2), remaining=1),
        Task("2", 20, name="设计", shortest=12, crash_cost=2.5),
        Task("3", 0, name="开工", due=date(2026, 5, 8)),
        Task(
            *("4", 30, "construction", "建设", date(2026, 4, 20)), through="夜班", through_cost=8.0
        ),
    ]
    assert plan.network.links == [
        Link("1", "2", lag=2),
        Link("2", "3"),
        Link("3", "4", LinkKind.SS, -2, "approval"),
        Link("2", "4", overlap=3, overlap_cost=4.0),
    ]
    lack = Lack(date(2026, 4, 1), date(2026, 4, 3), 1)
    assert plan.pools == (SharedPool("审图", 2, "审图员", (lack,)),)
    assert plan.about == {
        "1": About("发展和改革局"),
        "2": About("住建局", "", {"审图": 2}),
        "3": About("住建局", "started"),
        "4": About("住建局"),
    }


def test_calendars_are_the_usual_ones_changed() -> None:
    calendars = plan_of(IN_CHINESE).network.calendars
    assert calendars["construction"].stops == (Stop("高考", date(2026, 6, 5), date(2026, 6, 8)),)
    assert {type(stop) for stop in calendars["natural"].stops} == set()
    night = calendars["夜班"].working
    assert night.weekly_rest == {0}
    assert [(row.day, row.kind, row.name) for row in night.days] == [
        (date(2026, 3, 9), DayKind.WORKDAY, "补")
    ]
    usual = plan_of("开始: 2026-03-02\n节点: [{编号: a, 日历: 施工}]").network.calendars
    assert {type(stop) for stop in usual["construction"].stops} == {SpringStop, YearlyStop}
    assert not usual["approval"].working.is_workday(date(2026, 10, 1))  # a holiday of China
    assert usual["approval"].working.is_workday(date(2026, 10, 10))  # a made-up Saturday


def test_english_and_chinese_say_the_same() -> None:
    assert plan_of(IN_ENGLISH) == plan_of(IN_CHINESE)


def test_json_is_read_as_well() -> None:
    text = '{"start": "2026-03-02", "tasks": [{"key": "a", "days": 3, "name": "甲"}]}'
    plan = plan_of(text, "plan.json")
    assert plan.network.tasks == [Task("a", 3, name="甲")]


def same_calendars(plan: Plan) -> Plan:
    """The plan with only the calendars that it names."""
    network = plan.network
    used = {task.calendar for task in network.tasks} | {task.through for task in network.tasks}
    used |= {link.calendar for link in network.links}
    kept = {code: each for code, each in network.calendars.items() if code in used}
    return replace(plan, network=replace(network, calendars=kept))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_a_written_plan_is_read_back(plan: Plan) -> None:
    written = written_plan(plan, "plan.yaml")
    back = read_plan(written, "plan.yaml")
    assert isinstance(back, Plan)
    by_key = {each.after: [] for each in plan.network.links}  # type: dict[str, list[Link]]
    for link in plan.network.links:
        by_key[link.after].append(link)
    links = [link for task in plan.network.tasks for link in by_key.get(task.key, [])]
    sorted_plan = replace(plan, network=replace(plan.network, links=links))
    assert same_calendars(back) == same_calendars(sorted_plan)
    assert written_plan(back, "plan.yaml") == written


HEAD = "start: 2026-03-02\ntasks:\n"


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (
            HEAD + "  - {key: a, days: 3}\n  - {key: b, days: 2, after: c}\n",
            (
                "plan.yaml:4: waits for 'c', which is no task"
                " — write a task's key, or key, FS and days: 3FS+2"
            ),
            "plan.yaml:4：前置“c”不是已有的节点；请写节点编号，或编号、关系和天数：3FS+2",
        ),
        (
            HEAD + "  - {key: a, after: b}\n  - {key: b, after: a}\n",
            "plan.yaml:3 (task a): waits for itself: a → b → a — take out one of these links",
            "plan.yaml:3（节点 a）：互相等待，成了循环：a → b → a；请去掉其中一条前后关系",
        ),
        (
            HEAD + "  - {key: a, days: -3}\n",
            "plan.yaml:3: '-3' is no number of days — write 0 to 20000",
            "plan.yaml:3：“-3”不是天数；请写 0 到 20000",
        ),
        (
            HEAD + "  - {key: a}\n  - {key: a}\n",
            (
                "plan.yaml:4: the key 'a' stands twice, first at plan.yaml:3"
                " — give each task a key of its own"
            ),
            "plan.yaml:4：编号“a”出现了两次，第一次在 plan.yaml:3；每个节点写一个不同的编号",
        ),
        (
            HEAD + "  - {key: a, stage: 收尾}\n",
            (
                "plan.yaml:3: there is no stage '收尾' — use one of lead, signed, started, "
                "producing, capacity, 在谈, 签约, 开工, 投产, 达产"
            ),
            (
                "plan.yaml:3：没有阶段“收尾”；可用的有：lead、signed、started、producing、"
                "capacity、在谈、签约、开工、投产、达产"
            ),
        ),
        (
            "units: [住建局]\n" + HEAD + "  - {key: a}\n  - {key: b, unit: 住房局}\n",
            (
                "plan.yaml:4: has no responsible unit — use one of 住建局\n"
                "plan.yaml:5: there is no unit '住房局' — use one of 住建局"
            ),
            (
                "plan.yaml:4：没有责任单位；可用的有：住建局\n"
                "plan.yaml:5：没有责任单位“住房局”；可用的有：住建局"
            ),
        ),
        (
            HEAD + "  - {key: a, dates: 3}\n  - {key: b, days: 3, due: 2026-02-30}\n",
            (
                "plan.yaml:3: there is no key 'dates' — did you mean days?\n"
                "plan.yaml:4: '2026-02-30' is no day — write a day such as 2026-10-31"
            ),
            (
                "plan.yaml:3：没有“dates”这个键；是不是“days”？\n"
                "plan.yaml:4：“2026-02-30”不是日期；请写日期，如 2026-10-31"
            ),
        ),
        (
            HEAD + "  - {key: a, days: 9, finished: 2026-03-05, started: 2026-03-08}\n",
            (
                "plan.yaml:3 (task a): is finished on 2026-03-05, before it started on 2026-03-08"
                " — write the earlier day as the start"
            ),
            (
                "plan.yaml:3（节点 a）：完成日 2026-03-05 早于开始日 2026-03-08；"
                "请把较早的一天写作开始"
            ),
        ),
        (
            HEAD + "  - {key: a, calendar: 夜班}\n",
            (
                "plan.yaml:3 (task a): there is no calendar '夜班'"
                " — use one of approval, construction, natural"
            ),
            "plan.yaml:3（节点 a）：没有日历“夜班”；可用的有：approval、construction、natural",
        ),
        (
            HEAD + "  - {key: a, needs: {审图: 1}}\n",
            "plan.yaml:3: there is no pool '审图' — write pools: with its key and capacity",
            "plan.yaml:3：没有共享资源“审图”；请先在 共享资源 里写编号和数量",
        ),
        (
            HEAD + "  - {key: 'a,b'}\n",
            "plan.yaml:3: the key 'a,b' holds a comma or semicolon — write a number or a word",
            "plan.yaml:3：编号“a,b”里有逗号、顿号或分号；请写数字或词",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, english: str, chinese: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        plan_of(text)
    assert str(refusal.value) == english
    assert "\n".join(fault.text("zh") for fault in refusal.value.faults) == chinese


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{rest: [mon, 周八]}", "'周八' is no day of the week"),
        ("{rest: [mon, tue, wed, thu, fri, sat, sun]}", "weekly_rest must leave at least one"),
        ("{off: [2026-05-01..2028-05-01]}", "'2026-05-01..2028-05-01' is no stretch of days"),
        ("{stops: [{name: 冬}]}", "is no season without work"),
        ("{stops: [{from: 2-30, to: 3-1}]}", "2-30 is no day of the year"),
        ("{stops: [{from: 2026-06-08, to: 2026-06-05}]}", "the stop ends on 2026-06-05"),
        ("{holidays: 也许}", "'也许' is neither yes nor no"),
        ("[1]", "is no set of keys and values"),
    ],
)
def test_calendars_are_checked(entry: str, message: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        plan_of(f"start: 2026-03-02\ncalendars:\n  x: {entry}\ntasks: [{{key: a}}]\n")
    assert [message in str(fault) for fault in refusal.value.faults] == [True]
    assert refusal.value.faults[0].where == "plan.yaml:3"


def test_what_is_as_usual_is_not_written() -> None:
    plan = plan_of("start: 2026-03-02\ntasks: [{key: a, days: 3}, {key: b, after: a}]")
    assert plan_data(plan) == {
        "plan": 1,
        "title": "plan.yaml",
        "start": "2026-03-02",
        "tasks": [{"key": "a", "days": 3}, {"key": "b", "days": 0, "after": ["a"]}],
    }
