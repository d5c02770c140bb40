"""Forecasts and disagreements in Chinese and English."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sanbi.engine.scheduling.progress.forecasting import WINDOW, Forecast, ForecastState
from sanbi.engine.scheduling.progress.series import Disagreement, Side

_STATES = {
    "zh": {
        ForecastState.FINISHED: "{month}已全部完成。",
        ForecastState.TOO_SHORT: "只有{months}个月的进度，不足{window}个月，不作推算。",
        ForecastState.STALLED: "最近{window}个月没有进展，推算不出完成日。",
        ForecastState.MISSING: "{month}没有进度数据，不作推算。",
    },
    "en": {
        ForecastState.FINISHED: "All was done in {month}.",
        ForecastState.TOO_SHORT: (
            "There are {months} months of progress, fewer than {window}: not enough months."
        ),
        ForecastState.STALLED: "Nothing moved in the last {window} months: no finish can be seen.",
        ForecastState.MISSING: "{month} is not reported: no finish is forecast.",
    },
}
_RANGE = {
    "zh": "按最近{window}个月的进度推算，约{likely}完成；按以往最快的进度{early}，按最慢的{late}。"
    "这是推算，不是承诺。",
    "en": "At the pace of the last {window} months it may be done about {likely}; at the best pace "
    "seen {early}, at the worst {late}. This is a calculation, not a promise.",
}
_NEVER = {"zh": "看不到完成日", "en": "never"}
_APART = {
    ("zh", Side.MONEY): "投资比实物工作量超前{points}个百分点，已{at_least}{streak}个月",
    ("zh", Side.WORK): "实物工作量比投资超前{points}个百分点，已{at_least}{streak}个月",
    ("en", Side.MONEY): "money is {points} points ahead of work, for {at_least}{streak} months",
    ("en", Side.WORK): "work is {points} points ahead of money, for {at_least}{streak} months",
}
_AT_LEAST = {"zh": "至少", "en": "at least "}


def forecast_text(found: Forecast, language: str) -> str:
    """What can be said about the finish, with the range and that it is no promise."""
    if found.state is ForecastState.LIKELY:
        likely, early, late = (
            _day(day, language) for day in (found.likely, found.early, found.late)
        )
        return _RANGE[language].format(window=WINDOW, likely=likely, early=early, late=late)
    month = found.month.label_zh() if language == "zh" else found.month.label_en()
    return _STATES[language][found.state].format(month=month, months=found.months, window=WINDOW)


def disagreement_text(found: Disagreement, language: str) -> str:
    """How far the two lie apart and for how long; empty where they agree."""
    if found.side is Side.NONE:
        return ""
    return _APART[language, found.side].format(
        points=_tenths(abs(found.points)),
        streak=found.streak,
        at_least="" if found.unbroken else _AT_LEAST[language],
    )


def _day(day: date | None, language: str) -> str:
    if day is None:
        return _NEVER[language]
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()


def _tenths(value: Fraction) -> str:
    """One decimal, rounded half up; none where it is 0."""
    tenths = int(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
