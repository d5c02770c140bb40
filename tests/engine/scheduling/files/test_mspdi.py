"""Microsoft Project's XML: what it says is read, what has no counterpart is noted, and back."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sanbi.engine.calendar import DayKind
from sanbi.engine.scheduling.days import DayCount, MonthDay, Stop, YearlyStop, offset_of
from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files import About, Plan, dated_answer, read_plan, written_plan
from sanbi.engine.scheduling.files.mspdi_calendars import day_type_of, exceptions_of, weekday_of
from sanbi.engine.scheduling.files.mspdi_fields import aliases_of
from sanbi.engine.scheduling.files.mspdi_reading import read_mspdi
from sanbi.engine.scheduling.files.mspdi_values import day_of_text, minutes_of, whole_days
from sanbi.engine.scheduling.files.mspdi_writing import lost_in_mspdi
from sanbi.engine.scheduling.files.mspdi_xml import tree_of
from sanbi.engine.scheduling.files.plans import losses
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task
from tests.engine.scheduling.files.written import plan_of, plans

HEAD = '<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">'
CALENDAR = """
<CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay><Calendars>
<Calendar><UID>1</UID><Name>标准</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>
<WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay>
<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking></WeekDay>
<WeekDay><DayType>7</DayType><DayWorking>1</DayWorking></WeekDay>
<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod>
<FromDate>2026-05-01T00:00:00</FromDate><ToDate>2026-05-03T23:59:00</ToDate></TimePeriod></WeekDay>
</WeekDays><Exceptions>
<Exception><TimePeriod><FromDate>2026-12-01T00:00:00</FromDate><ToDate>2027-02-28T23:59:00</ToDate>
</TimePeriod><Name>冬季</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>
<Exception><TimePeriod><FromDate>2026-05-10T00:00:00</FromDate><ToDate>2026-05-10T23:59:00</ToDate>
</TimePeriod><Name>补班</Name><Type>1</Type><DayWorking>1</DayWorking></Exception>
<Exception><Name>厂庆</Name><Type>2</Type><Month>5</Month><MonthDay>18</MonthDay>
<DayWorking>0</DayWorking></Exception>
<Exception><Name>盘点</Name><Type>4</Type><DayWorking>0</DayWorking></Exception>
</Exceptions></Calendar>
<Calendar><UID>3</UID><Name>工地</Name><BaseCalendarUID>1</BaseCalendarUID><WeekDays>
<WeekDay><DayType>1</DayType><DayWorking>1</DayWorking></WeekDay></WeekDays></Calendar>
</Calendars>"""


def task(uid: int, fields: str = "", name: str = "", hours: int = 16) -> str:
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name or f'任务{uid}'}</Name>"
        f"<OutlineLevel>1</OutlineLevel><Duration>PT{hours}H0M0S</Duration>"
        f"<DurationFormat>7</DurationFormat>{fields}</Task>"
    )


def link(uid: int, kind: int = 1, lag: int = 0, form: int = 7, more: str = "") -> str:
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>{more}</PredecessorLink>"
    )


def project(tasks: str, head: str = "<StartDate>2026-03-02T08:00:00</StartDate>") -> Plan:
    text = f"{HEAD}<Title>甲</Title>{head}{CALENDAR}<Tasks>{tasks}</Tasks></Project>"
    return read_mspdi(text.encode(), "p.xml")


def notes(plan: Plan) -> list[str]:
    return [note.text("zh").partition("：")[2] for note in plan.notes]


# -- calendars -------------------------------------------------------------------------------------
def test_a_calendar_with_old_and_new_exceptions() -> None:
    plan = project(task(1) + task(2, "<CalendarUID>3</CalendarUID>"))
    standard, site = (plan.network.calendars[code] for code in ("标准", "工地"))
    assert standard.working.weekly_rest == {6}
    assert {row.day: row.kind for row in standard.working.days} == {
        date(2026, 5, 1): DayKind.HOLIDAY,
        date(2026, 5, 2): DayKind.HOLIDAY,
        date(2026, 5, 3): DayKind.HOLIDAY,
        date(2026, 5, 10): DayKind.WORKDAY,
    }
    assert standard.stops == (
        Stop("冬季", date(2026, 12, 1), date(2027, 2, 28)),
        YearlyStop("厂庆", MonthDay(6, 18), MonthDay(6, 18)),
    )
    assert site.working.weekly_rest == set()
    assert site.working.days == standard.working.days
    assert not standard.provisional(2060)
    assert "没有读重复的例外日“盘点”" in notes(plan)


@pytest.mark.parametrize("day_type", range(1, 8))
def test_days_of_the_week(day_type: int) -> None:
    assert day_type_of(weekday_of(day_type)) == day_type


def test_a_calendar_without_a_worked_day_is_refused() -> None:
    week = "".join(
        f"<WeekDay><DayType>{number}</DayType><DayWorking>0</DayWorking></WeekDay>"
        for number in range(1, 8)
    )
    text = (
        f"{HEAD}<Calendars><Calendar><UID>1</UID><Name>空</Name><WeekDays>{week}</WeekDays>"
        f"</Calendar></Calendars><Tasks>{task(1)}</Tasks></Project>"
    )
    with pytest.raises(SchedulingFaults, match="calendar 空"):
        read_mspdi(text.encode(), "p.xml")


# -- tasks, links, constraints ---------------------------------------------------------------------
def test_links_of_four_kinds_with_lags() -> None:
    plan = project(
        task(1)
        + task(2, link(1, 0, 4800) + "")
        + task(3, link(1, 1, -9600) + link(2, 2))
        + task(4, link(1, 3, 14400 * 2, 8) + link(2, 1, 50, 19))
    )
    assert plan.network.links == [
        Link("1", "2", LinkKind.FF, 1),
        Link("1", "3", LinkKind.FS, -2),
        Link("2", "3", LinkKind.SF, 0),
        Link("1", "4", LinkKind.SS, 2, "natural"),
        Link("2", "4", LinkKind.FS, 1),
    ]
    assert "“任务4”的百分比间隔折算为天数" in notes(plan)


@pytest.mark.parametrize(
    ("kind", "not_before", "due"),
    [
        (0, None, None),
        (1, None, None),
        (2, date(2026, 3, 12), date(2026, 3, 13)),  # two days from Thursday on
        (3, date(2026, 3, 11), date(2026, 3, 12)),
        (4, date(2026, 3, 12), None),
        (5, None, date(2026, 3, 13)),
        (6, date(2026, 3, 11), None),
        (7, None, date(2026, 3, 12)),
    ],
)
def test_constraints_become_first_days_and_due_dates(
    kind: int, not_before: date | None, due: date | None
) -> None:
    day = "<ConstraintDate>2026-03-12T08:00:00</ConstraintDate>"
    fields = f"<ConstraintType>{kind}</ConstraintType>{day}"
    plan = project(task(1, fields))
    assert plan.network.tasks == [Task("1", 2, "标准", "任务1", not_before, due)]
    assert bool(notes(plan)[1:]) == (kind in (1, 2, 3))


def test_a_deadline_and_what_has_happened() -> None:
    plan = project(
        task(1, "<ActualStart>2026-03-02T08:00:00</ActualStart>"
             "<ActualFinish>2026-03-03T17:00:00</ActualFinish>")
        + task(2, "<ActualStart>2026-03-04T08:00:00</ActualStart>"
               "<RemainingDuration>PT4H0M0S</RemainingDuration>"
               "<Deadline>2026-03-20T17:00:00</Deadline>"),
        "<StatusDate>2026-03-04T17:00:00</StatusDate>",
    )  # fmt: skip
    assert plan.network.tasks == [
        Task("1", 2, "标准", "任务1", started=date(2026, 3, 2), finished=date(2026, 3, 3)),
        Task(
            *("2", 2, "标准", "任务2"),
            due=date(2026, 3, 20),
            started=date(2026, 3, 4),
            remaining=1,
        ),
    ]
    assert (plan.title, plan.start, plan.on) == ("甲", None, date(2026, 3, 4))
    late = project(task(1, "<ActualFinish>2026-03-09T17:00:00</ActualFinish>"),
                   "<StatusDate>2026-03-04T17:00:00</StatusDate>")  # fmt: skip
    assert late.on is None
    assert "没有用状态日期 2026-03-04：此后已有完成情况" in notes(late)


def test_summaries_become_their_parts() -> None:
    plan = project(
        "<Task><UID>0</UID><ID>0</ID><Name>全部</Name><OutlineLevel>0</OutlineLevel>"
        "<Summary>1</Summary><Deadline>2026-09-30T17:00:00</Deadline></Task>"
        "<Task><UID>7</UID><ID>1</ID><Name>审批</Name><OutlineLevel>1</OutlineLevel>"
        "<Summary>1</Summary><Deadline>2026-06-30T17:00:00</Deadline></Task>"
        + task(2).replace("OutlineLevel>1", "OutlineLevel>2")
        + task(3).replace("OutlineLevel>1", "OutlineLevel>2")
        + task(4, link(7, 1, 4800))
        + task(5, "<Active>0</Active>")
        + "<Task><UID>6</UID><IsNull>1</IsNull></Task>"
    )
    assert plan.due == date(2026, 9, 30)
    assert [(each.key, each.due) for each in plan.network.tasks] == [
        ("2", date(2026, 6, 30)),
        ("3", date(2026, 6, 30)),
        ("4", None),
    ]
    assert plan.network.links == [Link("2", "4", lag=1), Link("3", "4", lag=1)]
    assert "没有读停用的任务“任务5”" in notes(plan)


def test_what_is_left_out_is_noted() -> None:
    text = project(
        task(1, "<CalendarUID>9</CalendarUID>" + link(99) + link(1, more="")).replace(
            "16H0", "12H0"
        )
        + task(2, link(1, more="<CrossProject>1</CrossProject>"))
        + task(3).replace("<DurationFormat>7", "<DurationFormat>8")
    )
    assert notes(text)[1:] == [
        "没有日历“9”，改用项目日历",
        "“任务1”有不足一天的部分，按一天计",
        "“任务3”有不足一天的部分，按一天计",
        "“任务1”的前置任务不在文件里",
        "“任务2”的前置任务不在文件里",
    ]
    assert [(each.duration, each.calendar) for each in text.network.tasks] == [
        *((2, "标准"), (2, "标准"), (1, "natural")),
    ]


def test_tasks_by_hand_and_tasks_with_dates_alone() -> None:
    dates = "<Start>2026-03-05T08:00:00</Start><Finish>2026-03-10T17:00:00</Finish>"
    plan = project(
        task(1, "<Manual>1</Manual>" + dates)
        + task(2, dates).replace("<Duration>PT16H0M0S</Duration>", "")
        + "<Task><UID>3</UID><ID>3</ID><Name>上</Name><OutlineLevel>1</OutlineLevel></Task>"
        + task(4).replace("OutlineLevel>1", "OutlineLevel>2")
    )
    assert plan.network.tasks == [
        Task("1", 2, "标准", "任务1", not_before=date(2026, 3, 5)),
        Task("2", 5, "标准", "任务2"),  # Thursday to Tuesday, without Sunday
        Task("4", 2, "标准", "任务4"),
    ]
    assert notes(plan)[1:] == [
        "“任务2”没有写工期：按起止日期计",
        "“任务1”由人工排定：开始日读作最早开始",
    ]


def test_resources_are_noted() -> None:
    text = (
        f"{HEAD}<Tasks>{task(1)}</Tasks><Resources><Resource><UID>1</UID></Resource></Resources>"
        "</Project>"
    )
    plan = read_mspdi(text.encode(), "p.xml")
    assert notes(plan) == ["没有读资源和分配"]
    assert plan.network.tasks[0].calendar == "approval"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<a", "p.xml:1: is no XML: unclosed token"),
        ("", "p.xml:1: is no XML: no element found"),
        (HEAD + "<Tasks></Project>", "p.xml:1: is no XML: mismatched tag"),
        ("<a/>", "p.xml: is no project of Microsoft Project"),
        (HEAD + "</Project>", "p.xml: is no project of Microsoft Project"),
        (HEAD + "<Tasks/></Project>", "p.xml: there is no task"),
        (
            '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
            "p.xml:1: declares a document type or entities",
        ),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "p.xml:1: declares a document type or entities",
        ),
        (
            "<!DOCTYPE a [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
            "p.xml:1: declares a document type or entities",
        ),
        ("<a>" * 50 + "</a>" * 50, "p.xml:1: is nested too deeply, or too long"),
        ("<a>" + "<b/>" * 600_001 + "</a>", "p.xml:1: is nested too deeply, or too long"),
        ("<a>" + "x" * 100_001 + "</a>", "p.xml:1: is nested too deeply, or too long"),
        (
            '<?xml version="1.0" encoding="rot13"?><a/>',
            "p.xml: is no XML: 'rot13' is not a text encoding",
        ),
        (
            f"{HEAD}<Tasks>{task(1).replace('PT16H0M0S', '两天')}</Tasks></Project>",
            "p.xml:1: '两天' is no duration — write one such as PT80H0M0S",
        ),
        (
            f"{HEAD}<Tasks>{task(1, link(2))}{task(2, link(1))}</Tasks></Project>",
            "p.xml (task 1): waits for itself",
        ),
        (
            f"{HEAD}<Tasks>{task(1, hours=999_999)}</Tasks></Project>",
            "p.xml (task 1): the duration",
        ),
    ],
)
def test_hostile_and_broken_files_are_refused(text: str, fault: str) -> None:
    with pytest.raises(SchedulingFaults) as refusal:
        read_plan(text.encode(), "p.xml")
    assert str(refusal.value.faults[0]).startswith(fault)


# -- values ----------------------------------------------------------------------------------------
def test_values() -> None:
    assert day_of_text("2026-03-02T08:00:00") == date(2026, 3, 2)
    assert day_of_text("NA") is None
    assert day_of_text("2026-13-02") is None
    assert minutes_of("PT1H30M0S") == 90
    assert minutes_of("P2DT1H") == 2_940
    assert minutes_of("1 day") is None
    assert [whole_days(Fraction(*parts)) for parts in ((1, 2), (-1, 2))] == [1, -1]


# -- there and back --------------------------------------------------------------------------------
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(plain=True))
def test_yaml_to_xml_and_back_keeps_all_that_has_a_place(plan: Plan) -> None:
    first = read_plan(written_plan(plan, "a.yaml"), "a.yaml")
    assert isinstance(first, Plan)
    middle = read_plan(written_plan(first, "a.xml"), "a.xml")
    assert isinstance(middle, Plan)
    last = read_plan(written_plan(middle, "b.yaml"), "b.yaml")
    assert isinstance(last, Plan)
    tasks = [
        replace(each, shortest=None, crash_cost=1.0, through=None, through_cost=1.0)
        for each in first.network.tasks
    ]
    links = [replace(each, overlap_cost=1.0) for each in first.network.links]
    assert last.network.tasks == tasks
    assert last.network.links == links
    assert (last.title, last.start, last.due) == (first.title, first.start, first.due)
    about = {key: About(each.unit, each.stage) for key, each in first.about.items()}
    assert last.about == {key: each for key, each in about.items() if each != About()}
    assert middle.notes == () or "status date" in str(middle.notes[0])
    first_day, last_day = date(2025, 6, 1), date(2028, 12, 31)
    for code in {each.calendar for each in tasks}:
        counts = [DayCount(each.network.calendars[code]) for each in (first, last)]
        span = slice(offset_of(first_day), offset_of(last_day))
        worked = [
            [count.before[day + 1] - count.before[day] for day in range(span.start, span.stop)]
            for count in counts
        ]
        known = known_years(first)
        kept = [
            day - span.start for day in range(span.start, span.stop) if known[0] <= day < known[1]
        ]
        assert [worked[0][day] for day in kept] == [worked[1][day] for day in kept]


def known_years(plan: Plan) -> tuple[int, int]:
    """The span that calendars are written for, at the least."""
    days = [day for day in (plan.start, plan.due, plan.on) if day]
    for each in plan.network.tasks:
        days += [d for d in (each.not_before, each.due, each.started, each.finished) if d]
    if not days:
        return offset_of(date(2026, 1, 1)), offset_of(date(2026, 12, 31))
    return offset_of(date(min(days).year - 1, 1, 1)), offset_of(date(max(days).year + 1, 12, 31))


def test_the_dates_of_an_example_stay_the_same(repo: Path) -> None:
    plan = plan_of((repo / "examples/projects/pharma-park.yaml").read_text(encoding="utf-8"))
    back = read_plan(written_plan(plan, "a.xml"), "a.xml")
    assert isinstance(back, Plan)
    kept = (
        "key",
        "start",
        "finish",
        "late_start",
        "late_finish",
        "total_float",
        "critical",
        "provisional",
    )
    dates = [
        [[task[name] for name in kept] for task in dated_answer(each).as_json()["tasks"]]
        for each in (plan, back)
    ]
    assert dates[0] == dates[1]
    assert [str(lost) for lost in losses(plan, "a.xml")] == [
        "Microsoft Project gets no the shortest duration",
        "Microsoft Project gets no seasons worked through",
        "Microsoft Project gets no overlaps",
    ]


def test_years_that_are_not_announced_stay_provisional_there_and_back() -> None:
    plan = plan_of(
        """
title: 甲
start: 2026-11-02
tasks:
  - {key: a, name: 审批, duration: 20}
  - {key: b, name: 报批, duration: 300, after: a}
  - {key: c, name: 养护, duration: 900, calendar: natural, after: b}
"""
    )
    text = written_plan(plan, "a.xml")
    back = read_plan(text, "a.xml")
    assert isinstance(back, Plan)
    marks = [
        {task["key"]: task["provisional"] for task in dated_answer(each).as_json()["tasks"]}
        for each in (plan, back)
    ]
    assert marks[0] == {"a": False, "b": True, "c": False}
    assert marks[1] == marks[0]
    years = range(2025, 2029)
    assert [
        [year for year in years if each.network.calendars["approval"].provisional(year)]
        for each in (plan, back)
    ] == [[2027, 2028], [2027, 2028]]
    written = re.findall("<Name>(.* 暂定.*)</Name>", text.decode())
    assert written == ["approval 暂定2027-2032"]
    assert b"<Name>natural</Name>" in text
    unmarked = read_plan(text.replace(" 暂定2027-2032".encode(), b""), "a.xml")
    assert isinstance(unmarked, Plan)
    assert not unmarked.network.calendars["approval"].provisional(2027)


def test_what_is_written_is_what_microsoft_project_expects() -> None:
    plan = plan_of(
        "start: 2026-03-02\ndue: 2026-03-31\nunits: [住建局]\ntasks:\n"
        "- {key: <a>, name: A & B, days: 2, unit: 住建局, stage: started}\n"
        "- {key: b, after: <a>SS+3, unit: 住建局, due: 2026-03-20}\n"
    )
    root = tree_of(written_plan(plan, "a.xml"), "a.xml")
    assert root.told("StartDate") == "2026-03-02T08:00:00"
    assert set(aliases_of(root).values()) == {"key", "unit", "stage"}
    calendars = root.first("Calendars")
    assert calendars is not None
    names = [each.told("Name") for each in calendars.all("Calendar")]
    assert names == ["approval 暂定2027-2028"]
    tasks = root.first("Tasks")
    assert tasks is not None
    whole, first, second = tasks.all("Task")
    assert whole.told("Deadline") == "2026-03-31T17:00:00"
    assert (first.told("Name"), first.told("Duration"), first.told("Milestone")) == (
        *("A & B", "PT16H0M0S", "0"),
    )
    assert (first.told("Start"), first.told("Finish")) == (
        *("2026-03-02T08:00:00", "2026-03-03T17:00:00"),
    )
    told = second.first("PredecessorLink")
    assert told is not None
    assert (told.told("PredecessorUID"), told.told("Type"), told.told("LinkLag")) == (
        *("1", "3", "14400"),
    )
    assert lost_in_mspdi(plan) == []


def test_exceptions_are_joined_under_their_names() -> None:
    plan = plan_of(
        "start: 2026-03-02\ntasks: [{key: a, days: 1}, {key: b, calendar: construction}]"
    )
    holiday = list(
        exceptions_of(plan.network.calendars["approval"], date(2026, 9, 28), date(2026, 10, 11))
    )
    assert holiday == [
        ("国庆节", date(2026, 10, 1), date(2026, 10, 7), False),
        ("国庆节", date(2026, 10, 10), date(2026, 10, 10), True),
    ]
    winter = list(
        exceptions_of(plan.network.calendars["construction"], date(2026, 12, 1), date(2027, 1, 10))
    )
    assert winter == [("冬季停工", date(2026, 12, 20), date(2027, 1, 10), False)]


def test_a_network_needs_no_start() -> None:
    network = Network([Task("a", 3)], [], plan_of("tasks: [{key: a}]").network.calendars)
    back = read_plan(written_plan(Plan("x", network), "a.xml"), "a.xml")
    assert isinstance(back, Plan)
    assert back.start is None
    assert back.network.tasks == [Task("a", 3)]
