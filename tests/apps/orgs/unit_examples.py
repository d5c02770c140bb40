"""Examples of the services for units, groups and the calendar."""

from __future__ import annotations

from datetime import date, datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.divisions import read_divisions
from sanbi.apps.orgs.models import Appointment
from sanbi.apps.orgs.services import calendars, divisions, groups, units
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import ON, County, make_unit


def create(county: County, now: datetime, code: str) -> Deed:
    return lambda: units.unit_create(
        actor=county.actor("sysadmin"),
        now=now,
        code=code,
        name="茶山乡",
        kind="township",
        parent=county.root.pk,
        since=ON,
    )


def rename(county: County, now: datetime, name: str) -> Deed:
    return lambda: units.unit_rename(
        actor=county.actor("sysadmin"), now=now, unit=county.towns[0].pk, name=name, on=ON
    )


def move(county: County, now: datetime, parent: int) -> Deed:
    return lambda: units.unit_move(
        actor=county.actor("sysadmin"), now=now, unit=county.towns[0].pk, parent=parent, on=ON
    )


def close(county: County, now: datetime, *, empty: bool) -> Deed:
    unit = county.towns[0]
    if empty:
        Appointment.objects.filter(unit=unit).delete()
    return lambda: units.unit_close(
        actor=county.actor("sysadmin"), now=now, unit=unit.pk, on=ON, document="云政发〔2026〕1号"
    )


def take_in(county: County, now: datetime, by: str) -> Deed:
    rows = read_divisions("名称,编码,统计代码\n茶山乡,T9,330999201\n青石新镇,T1,330999101\n").rows
    return lambda: divisions.units_import(actor=county.actor(by), now=now, rows=rows, on=ON)


def grouping(county: County, now: datetime, *, twice: bool) -> Deed:
    first, second, third = (unit.pk for unit in county.towns)
    drafts = [
        groups.GroupDraft("a", "平原组", (first, second)),
        groups.GroupDraft("b", "山区组", (third, first) if twice else (third,)),
    ]
    return lambda: groups.grouping_set(
        actor=county.actor("office"), now=now, grouping="2026年", groups=drafts
    )


def seed(county: County, now: datetime, year: int) -> Deed:
    return lambda: calendars.calendar_seed(actor=county.actor("office"), now=now, years=[year])


def take_days(county: County, now: datetime, text: str) -> Deed:
    return lambda: calendars.calendar_import(actor=SYSTEM, now=now, text=text)


def one_day(county: County, now: datetime, kind: str) -> Deed:
    return lambda: calendars.calendar_set(
        actor=county.actor("office"), now=now, day=date(2026, 10, 10), kind=kind, name="国庆节"
    )


EXAMPLES = {
    "unit.create": Example(
        lambda county, now: create(county, now, "T9"),
        lambda county, now: create(county, now, "T1"),
    ),
    "unit.rename": Example(
        lambda county, now: rename(county, now, "青石新镇"),
        lambda county, now: rename(county, now, "青石镇"),
    ),
    "unit.move": Example(
        lambda county, now: move(county, now, make_unit("Z", kind="zone", parent=county.root).pk),
        lambda county, now: move(county, now, county.root.pk),
    ),
    "unit.close": Example(
        lambda county, now: close(county, now, empty=True),
        lambda county, now: close(county, now, empty=False),
    ),
    "unit.import": Example(
        lambda county, now: take_in(county, now, "sysadmin"),
        lambda county, now: take_in(county, now, "office"),
    ),
    "grouping.set": Example(
        lambda county, now: grouping(county, now, twice=False),
        lambda county, now: grouping(county, now, twice=True),
    ),
    "calendar.seed": Example(
        lambda county, now: seed(county, now, 2026),
        lambda county, now: seed(county, now, 1999),
    ),
    "calendar.import": Example(
        lambda county, now: take_days(county, now, "date,kind,name\n2026-10-01,holiday,国庆节\n"),
        lambda county, now: take_days(county, now, "date,kind,name\n2026-10-32,holiday,国庆节\n"),
    ),
    "calendar.set": Example(
        lambda county, now: one_day(county, now, "workday"),
        lambda county, now: one_day(county, now, ""),
    ),
}
