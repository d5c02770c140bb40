"""Days, periods and limits of time, resolved only from what the text states."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sanbi.engine.documents.reading.numerals import NUMERAL, whole_number
from sanbi.engine.documents.text import Span

RELATIVE = {"昨天": 1, "昨日": 1, "今天": 0, "今日": 0, "前天": 2, "前日": 2}
VAGUE = ("近日", "日前", "近期", "连日来")
PAST = dt.timedelta(days=45)
"""A limit that lies longer ago than this is meant for the next year: 1月10日 said in December."""

DAY = re.compile(
    r"(?:(?P<year>\d{4}|今|去|明)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:(?:上午|下午|晚|晚上)?(?:至|到|—|－|-|~|"
    r"～)+(?:(?P<to_month>\d{1,2})月)?(?P<to_day>\d{1,2})日)?"
    r"|(?P<relative>昨天|昨日|今天|今日|前天|前日)|(?P<vague>近日|(?<![目以])日前|近期|连日来)"
)
LIMIT = re.compile(
    r"(?<!每月)(?<!每年)(?:于|在)?(?P<said>"
    r"(?:(?P<year>\d{4}|今|明)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日(?:[上下]午)?(?:\d{1,2}[时点])?|(?P<late>底|末))"
    r"(?:之|以)?前|(?:(?P<year2>\d{4}|今|明)年)?(?:(?P<month_end>本月底|月底)|"
    r"(?P<year_end>年底|年末))"
    r"(?:之|以)?前|(?P<in_year>(?:今|本)?年内)(?!容)"
    rf"|(?P<count>{NUMERAL})个?(?P<unit>工作日|日|天|周)(?:之|以)?内"
    r"|(?:与|同)?(?:(?P<year3>\d{4}|今|"
    r"明)年)?(?P<month3>\d{1,2})月(?P<day3>\d{1,2})日(?=[^，。；]{0,8}同步))"
)
QUARTERS = "一二三四"
PERIOD = re.compile(
    r"(?:(?P<year>\d{4})年|(?P<last>去年))?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<first>上半年)"
    r"|(?P<second>下半年)|前(?P<to_quarter>[二三])季度|\d{1,2}(?:—|－|-|至|~|"
    r"～)+(?P<to_month>\d{1,2})月"
    r"|(?P<month>\d{1,2})月份)"
)
YEAR = re.compile(r"(\d{4})年(?:度)?")
WEEKEND = 5
WEEK = 7
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A day in the text: what it resolves to, and the last day of several."""

    span: Span
    day: dt.date | None
    until: dt.date | None = None


def days_said(text: str, span: Span, published: dt.date | None) -> Iterator[Said]:
    """Each day named in a span, in order; those that cannot be resolved have `day=None`."""
    for match in DAY.finditer(text, span.start, span.end):
        place = Span(match.start(), match.end())
        if match["vague"]:
            yield Said(place, None)
        elif match["relative"]:
            back = dt.timedelta(days=RELATIVE[match["relative"]])
            yield Said(place, published - back if published else None)
        else:
            day = _report_day(match["year"], match["month"], match["day"], published)
            yield Said(place, day, _until(match, day))


def _until(match: re.Match[str], day: dt.date | None) -> dt.date | None:
    if not match["to_day"] or day is None:
        return None
    last = _day(day.year, int(match["to_month"] or day.month), int(match["to_day"]))
    return last if last and last >= day else None


def _report_day(
    year: str | None, month: str, day: str, published: dt.date | None
) -> dt.date | None:
    """A report speaks of days that are over: of two years the one that is not to come."""
    if year and year.isdecimal():
        return _day(int(year), int(month), int(day))
    if published is None:
        return None
    if year:
        return _day(published.year + {"今": 0, "去": -1, "明": 1}[year], int(month), int(day))
    found = _day(published.year, int(month), int(day))
    if found and found > published:
        return _day(published.year - 1, int(month), int(day))
    return found


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def limits_said(text: str, span: Span, base: dt.date | None) -> Iterator[tuple[Span, dt.date]]:
    """Each limit of time stated in a span with its last day.

    `base` is the day of the event: years that are not said follow from it, and so do limits of so
    many days (working days are Monday to Friday). Without it such a limit is left out.
    """
    for match in LIMIT.finditer(text, span.start, span.end):
        day = _limit(match, base)
        if day is not None:
            yield Span(match.start("said"), match.end("said")), day


def _limit(match: re.Match[str], base: dt.date | None) -> dt.date | None:
    year = match["year"] or match["year2"] or match["year3"]
    if match["count"]:
        return _after(base, whole_number(match["count"]), match["unit"])
    if year and year.isdecimal():
        number: int | None = int(year)
    elif base is None:
        number = None
    else:
        number = base.year + (1 if year == "明" else 0)
    if number is None:
        return None
    month = match["month"] or match["month3"]
    if month:
        found = _in_month(number, int(month), match["day"] or match["day3"])
        late = found and base and not year and found < base - PAST
        return _in_month(number + 1, int(month), match["day"] or match["day3"]) if late else found
    if match["month_end"]:
        return _in_month(number, base.month, None) if base else None
    return dt.date(number, MONTHS, 31) if 0 < number <= dt.MAXYEAR else None


def _in_month(year: int, month: int, day: str | None) -> dt.date | None:
    if not (1 <= month <= MONTHS and 1 <= year <= dt.MAXYEAR):
        return None
    return _day(year, month, int(day) if day else calendar.monthrange(year, month)[1])


def _after(base: dt.date | None, count: int | None, unit: str) -> dt.date | None:
    if base is None or not count:
        return None
    try:
        if unit != "工作日":
            return base + dt.timedelta(days=count * (WEEK if unit == "周" else 1))
        weeks, rest = divmod(count, WEEKEND)
        day = base + dt.timedelta(days=weeks * WEEK)
        while rest:
            day += dt.timedelta(days=1)
            rest -= day.weekday() < WEEKEND
    except OverflowError:
        return None
    return day


def period_said(said: str, base: dt.date | None) -> str | None:
    """The first period of a text: 2025Q1, 2025H1, 2025-05; `None` where its year is not known."""
    for match in PERIOD.finditer(said):
        year = int(match["year"]) if match["year"] else base and base.year - bool(match["last"])
        if not year:
            continue
        quarter = match["quarter"] or match["to_quarter"]
        if quarter:
            number = int(quarter) if quarter.isascii() else QUARTERS.index(quarter) + 1
            return f"{year}Q{number}"
        if match["first"] or match["second"]:
            return f"{year}H{1 if match['first'] else 2}"
        month = int(match["to_month"] or match["month"])
        if 1 <= month <= MONTHS:
            return f"{year}-{month:02}"
    return None


def year_said(said: str) -> str | None:
    """The first year that a text names."""
    match = YEAR.search(said)
    return match[1] if match else None
