"""A first table of holidays, to be edited afterwards."""

from collections.abc import Iterable

from sanbi.engine.calendar.errors import CalendarError
from sanbi.engine.calendar.statutory import statutory_days
from sanbi.engine.calendar.working import CalendarDay, DayKind, WorkingCalendar

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


def seed_from_chinesecalendar(years: Iterable[int]) -> WorkingCalendar:
    """Return the announced holidays and make-up workdays of the years as a plain table.

    Parameters
        years : the years wanted; each must be covered by the package chinesecalendar.
    Returns
        WorkingCalendar, all these years announced.
    Raises
        CalendarError  when the package is not installed, or does not cover a year yet.
    """
    wanted = sorted(set(years))
    rows = _announced_days()
    covered = {row.day.year for row in rows}
    unknown = [year for year in wanted if year not in covered]
    if unknown:
        raise CalendarError(
            f"chinesecalendar does not cover {', '.join(map(str, unknown))} "
            f"(it covers {min(covered)} to {max(covered)}); use seed_calendar for a provisional "
            "year, or a newer version once the arrangement is announced",
        )
    days = tuple(row for row in rows if row.day.year in wanted)
    return WorkingCalendar(days, frozenset(wanted))


def seed_calendar(years: Iterable[int]) -> WorkingCalendar:
    """Return a calendar for the years: announced where known, else provisional 暂定.

    A year that chinesecalendar does not cover gets its statutory days only and counts as
    provisional, so that plans can be made and are marked.

    Raises
        CalendarError  when the package is not installed.
    """
    wanted = sorted(set(years))
    covered = {row.day.year for row in _announced_days()}
    calendar = seed_from_chinesecalendar(year for year in wanted if year in covered)
    for year in wanted:
        if year not in covered:
            calendar = calendar.edited(put=statutory_days(year))
    return calendar


def _announced_days() -> tuple[CalendarDay, ...]:
    # Imported here: the engine must load, and count days from a table, without this package.
    try:
        import chinese_calendar
    except ImportError as missing:
        raise CalendarError(
            "The package chinesecalendar is not installed; install it, "
            "or read a table of your own with read_calendar",
        ) from missing
    tables = (
        (DayKind.HOLIDAY, chinese_calendar.holidays),
        (DayKind.WORKDAY, chinese_calendar.workdays),
    )
    return tuple(
        CalendarDay(day, kind, _NAMES.get(name, name))
        for kind, table in tables
        for day, name in table.items()
    )
