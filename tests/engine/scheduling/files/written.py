"""Plans made up for the tests: small ones written by hand, and any by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from sanbi.engine.calendar import CalendarDay, DayKind
from sanbi.engine.scheduling.days import MonthDay, SpringStop, Stop, WorkCalendar, YearlyStop
from sanbi.engine.scheduling.files import About, Plan, SharedPool, read_plan
from sanbi.engine.scheduling.files.calendars import usual_calendars
from sanbi.engine.scheduling.files.plan import STAGES, Lack
from sanbi.engine.scheduling.network import Link, LinkKind, Network, Task

IN_CHINESE = """\
计划: 1
名称: 云川县冷库
开始: 2026-03-02
期限: 2026-06-30
截至: 2026-03-10
责任单位: [发展和改革局, 住建局]
日历:
  施工: {停工期: [{名称: 高考, 自: 2026-06-05, 至: 2026-06-08}]}
  夜班: {周休: [周一], 法定节假日: false, 上班日: [补 2026-03-09]}
共享资源:
  - {编号: 审图, 名称: 审图员, 数量: 2, 缺额: [{自: 2026-04-01, 至: 2026-04-03, 数量: 1}]}
节点:
  - {编号: 1, 名称: 备案, 责任单位: 发展和改革局, 工期: 3, 实际开始: 2026-03-02, 剩余工期: 1}
  - {编号: 2, 名称: 设计, 责任单位: 住建局, 工期: 20 天, 前置: 1FS+2, 占用: {审图: 2},
     最短工期: 12, 压缩代价: 2.5}
  - {编号: 3, 名称: 开工, 责任单位: 住建局, 阶段: 开工, 前置: [2], 期限: 2026年5月8日}
  - 编号: 4
    名称: 建设
    责任单位: 住建局
    工期: 30
    日历: 施工
    连续施工日历: 夜班
    连续施工代价: 8
    最早开始: 2026/4/20
    前置: [{节点: 3, 关系: SS, 间隔: -2, 日历: 审批}, {节点: 2, 可搭接: 3, 搭接代价: 4}]
"""
IN_ENGLISH = """\
plan: 1
title: 云川县冷库
start: 2026-03-02
due: 2026-06-30
as_of: 2026-03-10
units: [发展和改革局, 住建局]
calendars:
  construction: {stops: [{name: 高考, from: 2026-06-05, to: 2026-06-08}]}
  夜班: {rest: [mon], holidays: false, work: [补 2026-03-09]}
pools:
  - {key: 审图, name: 审图员, capacity: 2, lacks: [{from: 2026-04-01, to: 2026-04-03, units: 1}]}
tasks:
  - {key: "1", name: 备案, unit: 发展和改革局, days: 3, started: 2026-03-02, remaining: 1}
  - {key: 2, name: 设计, unit: 住建局, days: 20, after: [1FS+2], needs: 审图 2,
     shortest: 12, crash_cost: 2.5}
  - {key: 3, name: 开工, unit: 住建局, stage: started, after: 2, due: 2026-05-08}
  - key: 4
    name: 建设
    unit: 住建局
    days: 30
    calendar: construction
    through: 夜班
    through_cost: 8
    not_before: 2026-04-20
    after:
      - {task: 3, kind: ss, lag: -2, calendar: approval}
      - {task: 2, overlap: 3, overlap_cost: 4}
"""


def plan_of(text: str, name: str = "plan.yaml") -> Plan:
    """The plan of a text."""
    plan = read_plan(text.encode(), name)
    assert isinstance(plan, Plan)
    return plan


# -- any plan --------------------------------------------------------------------------------------
DAYS = st.integers(0, 700).map(lambda number: date(2026, 1, 5) + timedelta(number))
NAMES = st.text("甲乙丙审批 园区-A1：#'\"", max_size=8).map(str.strip)
USUAL = usual_calendars()
COSTS = st.sampled_from([1.0, 0.0, 2.5, 60.0])


@st.composite
def calendars(draw: st.DrawFn) -> dict[str, WorkCalendar]:
    """The usual calendars, and one that is changed in every way."""
    base = draw(st.sampled_from(sorted(USUAL)))
    marked = draw(st.lists(DAYS, max_size=4, unique=True))
    kinds = [draw(st.sampled_from(list(DayKind))) for _ in marked]
    rows = [CalendarDay(day, kind, "自定") for day, kind in zip(marked, kinds, strict=True)]
    working = USUAL[base].working.edited(put=rows)
    first = draw(DAYS)
    stops = draw(
        st.lists(
            st.sampled_from(
                [
                    YearlyStop("冬", MonthDay(12, 10), MonthDay(1, 20)),
                    SpringStop("春", 3, 5),
                    Stop("考", first, first + timedelta(6)),
                ]
            ),
            max_size=2,
            unique=True,
        )
    )
    code = draw(st.sampled_from(["construction", "own"]))
    return {**USUAL, code: WorkCalendar(code, working, tuple(stops))}


@st.composite
def tasks(draw: st.DrawFn, key: str, codes: list[str]) -> Task:
    """A task that is sound by itself."""
    duration = draw(st.integers(0, 40))
    not_before = draw(st.none() | DAYS)
    state = draw(st.sampled_from(["", "", "", "started", "finished"]))
    started = draw(DAYS) if state and duration else None
    length = timedelta(draw(st.integers(0, 30)))
    return Task(
        key,
        duration,
        draw(st.sampled_from(codes)),
        draw(NAMES),
        not_before,
        None if not_before else draw(st.none() | DAYS),
        started,
        (started or date(2026, 1, 5)) + length if state == "finished" else None,
        draw(st.none() | st.integers(0, duration)) if state == "started" else None,
        draw(st.none() | st.integers(0, duration)),
        draw(COSTS),
        draw(st.none() | st.sampled_from(codes)),
        draw(COSTS),
    )


@st.composite
def plans(draw: st.DrawFn, *, plain: bool = False) -> Plan:
    """Any plan; a plain one says only what Microsoft Project has a place for."""
    known = USUAL if plain else draw(calendars())
    codes = sorted(known)
    keys = [f"t{number}" for number in range(draw(st.integers(1, 7)))]
    made = [draw(tasks(key, codes)) for key in keys]
    links = {}
    for later in range(1, len(keys)):
        for earlier in draw(st.sets(st.integers(0, later - 1), max_size=2)):
            kind, lag = draw(st.sampled_from(list(LinkKind))), draw(st.integers(-6, 9))
            calendar = None if plain else draw(st.none() | st.sampled_from(codes))
            overlap = 0 if plain else draw(st.integers(0, 3))
            links[earlier, later] = Link(
                keys[earlier], keys[later], kind, lag, calendar, overlap, draw(COSTS)
            )
    pool = SharedPool("p", 3, "审图员", (Lack(date(2026, 3, 2), date(2026, 3, 6), 1),))
    about = {}
    for key in keys:
        unit, stage = draw(NAMES), draw(st.sampled_from(["", *STAGES]))
        needs = draw(st.sampled_from([{}, {"p": 2}]))
        if unit or stage or needs:
            about[key] = About(unit, stage, needs)
    return Plan(
        draw(NAMES) or "计划",
        Network(made, list(links.values()), known),
        draw(st.none() | DAYS),
        draw(st.none() | DAYS),
        draw(st.none() | DAYS),
        (pool,),
        about,
    )
