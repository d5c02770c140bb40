"""Statutory holidays that can be known before a year's arrangement is announced."""

from datetime import date, timedelta

from sanbi.engine.calendar.working import CalendarDay, DayKind

# First day of the first lunar month, Qingming, Dragon Boat and Mid-Autumn: dates that follow from
# the sky, so they may stand here before anything is announced.
_MOVING = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
}
_FIXED = (
    (1, 1, "元旦"),
    (5, 1, "劳动节"),
    (5, 2, "劳动节"),
    (10, 1, "国庆节"),
    (10, 2, "国庆节"),
    (10, 3, "国庆节"),
)


def statutory_days(year: int) -> tuple[CalendarDay, ...]:
    """Return the statutory days off of a year, for a provisional 暂定 calendar.

    Only the thirteen days of the State Council's rule, without the make-up workdays and bridge
    days that the yearly notice adds, because nobody can know those beforehand. The days that
    follow the moon and the sun are known for 2027 to 2031; other years get the six fixed days.

    Returns
        tuple[CalendarDay, ...], in date order.
    Source      全国年节及纪念日放假办法 (State Council Decree 795, in force from 2025)
    """
    days = {date(year, month, day): name for month, day, name in _FIXED}
    if year in _MOVING:
        spring, qingming, dragon, autumn = (date(year, *place) for place in _MOVING[year])
        for offset in range(-1, 3):  # New Year's Eve to the third day
            days[spring + timedelta(days=offset)] = "春节"
        days[qingming] = "清明节"
        days[dragon] = "端午节"
        days[autumn] = f"{days[autumn]}、中秋节" if autumn in days else "中秋节"
    return tuple(CalendarDay(day, DayKind.HOLIDAY, days[day]) for day in sorted(days))
