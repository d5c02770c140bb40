"""The working calendar: a year seeded, days put in and taken out, a table taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Day
from sanbi.apps.orgs.rules import can_group
from sanbi.engine.calendar import (
    CalendarDay,
    CalendarTableError,
    DayKind,
    WorkingCalendar,
    YearStatus,
    read_calendar,
    seed_calendar,
)

EARLIEST, LATEST = 2000, 2100


@service("calendar.seed")
def calendar_seed(*, actor: Actor, now: datetime, years: Sequence[int]) -> int:
    """Fill years with the announced days, or with the statutory ones as provisional 暂定.

    What the years held before is replaced. Returns the number of days written.
    """
    del now
    require(can_group(actor), who_may=Role.OFFICE)
    wanted = sorted(set(years))
    if not wanted or wanted[0] < EARLIEST or wanted[-1] > LATEST:
        raise Refused(_("Name years from %(first)s to %(last)s.") % _SPAN, where="years")
    count = _write(seed_calendar(wanted), wanted)
    tell(None, years=wanted, days=count)
    return count


@service("calendar.import")
def calendar_import(*, actor: Actor, now: datetime, text: str) -> int:
    """Take in a table of days (columns date, kind, name); its years are replaced.

    Raises
    ------
    Refused
        with the first fault of the table, its line and how to mend it.
    """
    del now
    require(can_group(actor), who_may=Role.OFFICE)
    try:
        found = read_calendar(text)
    except CalendarTableError as error:
        first = error.faults[0]
        raise Refused(
            _("Line %(line)s: %(message)s.") % {"line": first.line, "message": first.message},
            first.hint,
            f"{first.line}",
        ) from error
    years = sorted({row.day.year for row in found.days} | found.announced_years)
    if not years:
        raise Refused(_("The table names no day."))
    count = _write(found, years)
    tell(None, years=years, days=count)
    return count


@service("calendar.set")
def calendar_set(
    *, actor: Actor, now: datetime, day: date, kind: str, name: str = "", provisional: bool = False
) -> Day | None:
    """Make a day a holiday or a workday, or (kind empty) leave it to the plain week again."""
    del now
    require(can_group(actor), who_may=Role.OFFICE)
    held = Day.objects.select_for_update().filter(pk=day).first()
    before = held.kind if held else ""
    if not kind:
        if held is None:
            raise Refused(_("The day follows the plain week already."), where="day")
        tell(held, before=before, after="")
        held.delete()
        return None
    if kind not in set(DayKind):
        raise Refused(_("A day is a holiday or a workday."), where="kind")
    made, _new = Day.objects.update_or_create(
        date=day, defaults={"kind": kind, "name": name, "provisional": provisional}
    )
    tell(made, before=before, after=kind, name=name, provisional=provisional)
    return made


def _write(calendar: WorkingCalendar, years: Sequence[int]) -> int:
    Day.objects.filter(date__year__in=years).delete()
    rows = [_row(calendar, row) for row in calendar.days if row.day.year in set(years)]
    return len(Day.objects.bulk_create(rows))


def _row(calendar: WorkingCalendar, row: CalendarDay) -> Day:
    provisional = calendar.status(row.day.year) is YearStatus.PROVISIONAL
    return Day(date=row.day, kind=row.kind.value, name=row.name, provisional=provisional)


_SPAN = {"first": EARLIEST, "last": LATEST}
