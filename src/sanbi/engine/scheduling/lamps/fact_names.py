"""The facts that lamp rules may look at: what they are called, and in what they are counted."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scheduling.lamps.model import LAMPS, Base, Series

FLAG, POINTS, SHARE, DAYS, MONTHS, COUNT = "flag", "points", "share", "days", "months", "count"
EXCUSED = "excused"
"""Set by `judge` for each month that a waiver covers; nobody else may use the name."""


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact.

    Parameters
    ----------
    zh, en : str
        Its name as people read it.
    kind : str
        What it is counted in; "flag" is yes/no.
    zh_more, en_more, zh_less, en_less : str
        How a size above and below zero reads, with ``{n}``; empty: nothing is said.
    zh_even, en_even : str
        How zero reads.
    """

    zh: str
    en: str
    kind: str
    zh_more: str = ""
    en_more: str = ""
    zh_less: str = ""
    en_less: str = ""
    zh_even: str = ""
    en_even: str = ""


def _behind(zh: str, en: str) -> FactName:
    return FactName(
        f"低于{zh}", f"below {en}", POINTS,
        "落后{n}个百分点", "{n} points behind",
        "超前{n}个百分点", "{n} points ahead",
        "与进度持平", "on schedule",
    )  # fmt: skip


def _share(zh: str, en: str) -> FactName:
    return FactName(
        f"完成{zh}的比例", f"share of {en} reached", SHARE,
        f"为{zh}的{{n}}%", f"{{n}} % of {en}",
        zh_even="尚无完成", en_even="nothing done",
    )  # fmt: skip


def _pct(zh: str, en: str) -> FactName:
    return FactName(zh, en, SHARE, "{n}%", "{n} %", zh_even="0", en_even="0")


_OF_BASE = {
    Base.POINTS_OF_PLAN: ("behind_plan_points", _behind("计划进度", "plan")),
    Base.POINTS_OF_TIME: ("behind_time_points", _behind("时序进度", "time progress")),
    Base.SHARE_OF_PLAN: ("of_plan_pct", _share("计划进度", "the plan")),
    Base.SHARE_OF_TIME: ("of_time_pct", _share("时序进度", "time progress")),
}
_PREFIX = {Series.PHYSICAL: "", Series.INVESTMENT: "investment_"}
_SERIES_ZH = {Series.PHYSICAL: "", Series.INVESTMENT: "投资"}
_SERIES_EN = {Series.PHYSICAL: "", Series.INVESTMENT: "investment "}


def fact_of_base(base: Base, series: Series) -> str:
    """The fact that a base of a series is measured by."""
    if base is Base.MONTH_TASK:
        return "month_task_met"
    return f"{_PREFIX[series]}{_OF_BASE[base][0]}"


def _of_series(series: Series) -> dict[str, FactName]:
    zh, en, prefix = _SERIES_ZH[series], _SERIES_EN[series], _PREFIX[series]
    found = {
        f"{prefix}planned_pct": _pct(f"{zh}计划完成", f"{en}planned"),
        f"{prefix}done_pct": _pct(f"{zh}已完成", f"{en}done"),
        f"{prefix}time_pct": _pct("时序进度", "time progress"),
    }
    for fact, name in _OF_BASE.values():
        said = FactName(f"{zh}{name.zh}", f"{en}{name.en}", name.kind, name.zh_more, name.en_more,
                        name.zh_less, name.en_less, name.zh_even, name.en_even)  # fmt: skip
        found[f"{prefix}{fact}"] = said
    return found


FACTS: dict[str, FactName] = {
    "started": FactName("已开工", "started", FLAG),
    "start_missed": FactName("应开工未开工", "due to start and not started", FLAG),
    "start_months_missed": FactName(
        "应开工未开工的月数", "months of the missed start", MONTHS,
        "应开工{n}个月未开工", "start missed by {n} months",
    ),
    "start_days_late": FactName(
        "应开工未开工的天数", "days of the missed start", DAYS,
        "逾期{n}天未开工", "start {n} days late",
    ),
    **_of_series(Series.PHYSICAL),
    **_of_series(Series.INVESTMENT),
    "days_behind": FactName(
        "落后天数", "days behind", DAYS,
        "偏慢{n}天", "{n} days slow", "偏快{n}天", "{n} days ahead", "按计划", "on schedule",
    ),
    "month_task_met": FactName("完成当月任务", "task of the month met", FLAG),
    "month_task_pct": _share("当月任务", "the month's task"),
    "payment_due": FactName("有应支付资金", "payment due", FLAG),
    "payment_planned_pct": _pct("应支付比例", "payment planned"),
    "payment_paid_pct": _pct("已支付比例", "paid"),
    "payment_short_points": FactName(
        "支付低于要求", "payment below requirement", POINTS,
        "支付少{n}个百分点", "payment {n} points short",
        "支付超出{n}个百分点", "payment {n} points ahead", "支付达到要求", "payment as required",
    ),
    "entered": FactName("已入库", "entered in statistics", FLAG),
    "entry_open_months": FactName(
        "开工后未入库的月数", "months since the start without entry", MONTHS,
        "开工{n}个月未入库", "{n} months without entry",
    ),
    "obstacles_open": FactName("未解决的堵点", "open obstacles", COUNT, "{n}个堵点", "{n} open"),
    "obstacles_overdue": FactName(
        "逾期的堵点", "overdue obstacles", COUNT, "{n}个堵点逾期", "{n} overdue"
    ),
    "obstacle_days_left": FactName(
        "堵点期限所余天数", "days left for an obstacle", DAYS,
        "堵点还剩{n}天", "{n} days left", "堵点逾期{n}天", "obstacle {n} days late",
        "堵点今天到期", "obstacle due today",
    ),
}  # fmt: skip
"""Every fact of a project by its name."""

LAMP_FACTS: dict[str, FactName] = {
    f"{lamp}_lamp": FactName(zh, en, "colour")
    for lamp, (zh, en) in zip(
        LAMPS,
        (
            ("开工灯", "start lamp"),
            ("进度灯", "progress lamp"),
            ("支付灯", "payment lamp"),
            ("入库灯", "entry lamp"),
            ("堵点灯", "obstacle lamp"),
        ),
        strict=True,
    )
}
"""The facts of an overall rule."""

DEFAULT_SIZES = {
    "start": "start_days_late",
    "payment": "payment_short_points",
    "entry": "entry_open_months",
    "obstacle": "obstacle_days_left",
}
"""The fact that says how much, where the rule names none; of progress it is that of its base."""
