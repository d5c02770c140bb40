"""A period's reports, from the first cell to the lock, by the people who would do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Report
from sanbi.apps.indicators.services import (
    cells_save,
    observations_correct,
    report_return,
    reports_check,
    reports_lock,
    reports_open,
    reports_sign,
    reports_submit,
)
from sanbi.engine.calendar import Period, PeriodKind
from sanbi.site.demo.cataloguing import JUMPS
from sanbi.site.demo.chance import share
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.model import Form, Revision, Spot

Deed = Callable[[datetime], object]

LATE = {
    ("livelihood", "jinping", "2026Q2"),
    ("livelihood", "jinping", "2026Q3"),
    ("livelihood", "tongpo", "2026Q3"),
    ("dispatch", "chashan", "2026-09"),
}
"""Handed in two days after the due day."""

UNFINISHED = ("dispatch", "qingshi", "2026-09")
"""The draft with the two planted anomalies: mended and handed in on its due day."""

RETURNED = ("dispatch", "wangjiang", "2026-09", "到位资金与银行回单不符，请核对后再报")
NATIONAL_DAY_ENDS = 8  # nobody reports on the first seven days of October


def reporting(desk: Desk, period: str) -> Iterator[Happening]:
    """Yield what happens with the reports of a period."""
    span = Period.parse(period)
    first = span.end + timedelta(days=1)
    office = desk.named("office")
    yield Happening(
        moment(first, 8, 30), lambda now: reports_open(actor=office, now=now, period=period)
    )
    for form in desk.county.forms:
        if form.frequency == span.kind.value:
            steps = _by_units if form.reporter == "units" else _by_owner
            yield from steps(desk, form, period, span.end)


def _by_owner(desk: Desk, form: Form, period: str, end: date) -> Iterator[Happening]:
    """The bureau fills in for all townships, on the day before it is due."""
    places = [place.code for place in desk.county.townships]
    day = end + timedelta(days=form.due_day - 1)
    task = _Task(desk, form, period)
    yield Happening(moment(day, 10), lambda now: task.hand_in(places, now))
    yield Happening(moment(day, 16), lambda now: task.check(places, now))


def _by_units(desk: Desk, form: Form, period: str, end: date) -> Iterator[Happening]:
    """Each township hands in on a day of its own; the bureau checks in two or three goes."""
    task = _Task(desk, form, period)
    days: dict[date, list[str]] = {}
    for number, place in enumerate(desk.county.townships):
        day = end + timedelta(days=_day(desk, form, place.code, period))
        days.setdefault(day, []).append(place.code)
        at = moment(day, 9 + number % 7, number * 3)
        yield Happening(at, task.handing_in([place.code]))
    due = end + timedelta(days=form.due_day)
    early = [
        code
        for day, codes in days.items()
        for code in codes
        if day < due - timedelta(days=1) and (form.code, code, period) != RETURNED[:3]
    ]
    late = [code for day, codes in days.items() if day > due for code in codes]
    rest = [code for code in (p.code for p in desk.county.townships) if code not in {*early, *late}]
    yield Happening(moment(due - timedelta(days=1), 8, 40), task.checking(early))
    yield Happening(moment(due, 17), task.checking(rest))
    yield Happening(moment(due + timedelta(days=3), 17), task.checking(late))
    if (form.code, period) == (RETURNED[0], RETURNED[2]):
        yield from _returned(task)
    if (form.code, period) == (UNFINISHED[0], UNFINISHED[2]):
        at = moment(due - timedelta(days=1), 9, 10)
        yield Happening(at, lambda now: task.type_in([UNFINISHED[1]], now, draft=True))


def _returned(task: _Task) -> Iterator[Happening]:
    due = Period.parse(task.period).end + timedelta(days=task.form.due_day)
    codes = [RETURNED[1]]

    def send_back(now: datetime) -> None:
        bureau = task.desk.acting(Role.BUREAU, task.form.owner)
        report = task.keys(codes)[0]
        report_return(actor=bureau, now=now, report=report, edition=None, reason=RETURNED[3])

    yield Happening(moment(due - timedelta(days=1), 14, 5), send_back)
    yield Happening(moment(due, 11, 20), task.handing_in(codes))


def _day(desk: Desk, form: Form, place: str, period: str) -> int:
    """On which day after the period's end a township hands in."""
    key = (form.code, place, period)
    if key in LATE:
        return form.due_day + 2
    if key == UNFINISHED:
        return form.due_day
    if key == RETURNED[:3]:
        return form.due_day - 2
    day = form.due_day - 1 - int(4 * share(desk.county.seed, "hand in", *key))
    return max(day, NATIONAL_DAY_ENDS) if period.endswith(("-09", "Q3")) else day


class _Task:
    """A data set in a period."""

    def __init__(self, desk: Desk, form: Form, period: str) -> None:
        self.desk, self.form, self.period = desk, form, period

    def handing_in(self, codes: Sequence[str]) -> Deed:
        return lambda now: self.hand_in(codes, now)

    def checking(self, codes: Sequence[str]) -> Deed:
        return lambda now: self.check(codes, now) if codes else None

    def keys(self, codes: Sequence[str]) -> list[int]:
        """Primary keys of the reports of some townships, in their order."""
        dataset = self.desk.datasets[self.form.code]
        found = Report.objects.filter(dataset=dataset, period=self.period)
        known = dict(found.values_list("unit__code", "pk"))
        return [known[code] for code in codes]

    def hand_in(self, codes: Sequence[str], now: datetime) -> None:
        """Type in, hand in and sign: the unit's people, or the bureau's for all units."""
        keys = self.type_in(codes, now)
        reporter = codes[0] if self.form.reporter == "units" else self.form.owner
        editions = dict.fromkeys(keys)
        clerk, leader = (self.desk.acting(role, reporter) for role in (Role.CLERK, Role.LEADER))
        reports_submit(actor=clerk, now=now, reports=editions)
        reports_sign(actor=leader, now=now + timedelta(minutes=40), reports=editions)

    def type_in(self, codes: Sequence[str], now: datetime, *, draft: bool = False) -> list[int]:
        """Fill in the cells, and return the reports' primary keys."""
        keys = self.keys(codes)
        reporter = codes[0] if self.form.reporter == "units" else self.form.owner
        clerk: Actor = self.desk.acting(Role.CLERK, reporter)
        changes = [
            CellChange(
                key,
                self.desk.indicators[line],
                value,
                statement="" if draft else self.statement(spot),
            )
            for key, code in zip(keys, codes, strict=True)
            for line in self.form.lines
            if line not in self.form.imported
            for spot in [Spot(line, code, self.period)]
            if (value := self.figure(spot, draft=draft)) is not None
        ]
        editions = dict.fromkeys(keys)
        cells_save(actor=clerk, now=now, changes=changes, editions=editions)
        return keys

    def figure(self, spot: Spot, *, draft: bool) -> Decimal | None:
        """What is typed: the planted draft, else the figure as it was first known."""
        return self.desk.county.drafts.get(spot) if draft else self.desk.county.first(spot)

    def statement(self, spot: Spot) -> str:
        """The word of explanation that a jump asks for; none in the planted draft."""
        county = self.desk.county
        before = spot._replace(period=str(Period.parse(spot.period).previous()))
        if spot.indicator not in JUMPS or before not in county.figures:
            return ""
        base, value = county.first(before), county.first(spot)
        if not base or abs(value / base - 1) * 100 <= JUMPS[spot.indicator]:
            return ""
        if (self.form.code, spot.unit, spot.period) == UNFINISHED:
            return county.statements.get(spot, "")
        first = spot.period.endswith("-01")
        return "年度首月，累计数重新起算" if first else "年初累计基数小，属正常变化"

    def check(self, codes: Sequence[str], now: datetime) -> None:
        """Check and lock, both by the bureau."""
        bureau = self.desk.acting(Role.BUREAU, self.form.owner)
        editions = dict.fromkeys(self.keys(codes))
        reports_check(actor=bureau, now=now, reports=editions)
        reports_lock(actor=bureau, now=now + timedelta(minutes=10), reports=editions)


# -- corrections -----------------------------------------------------------------------------------
def correcting(desk: Desk) -> Iterator[Happening]:
    """Yield the corrections after the lock, each data set, unit and day in one."""
    together: dict[tuple[date, str, str, str], list[Revision]] = {}
    for item in desk.county.revisions:
        form = next(
            form.code
            for form in desk.county.forms
            if item.spot.indicator in form.lines and item.spot.indicator not in form.imported
        )
        key = (item.on, form, item.spot.unit, item.spot.period)
        together.setdefault(key, []).append(item)
    for (on, form, unit, period), items in together.items():
        yield Happening(moment(on, 15), _correction(desk, form, unit, period, items))


def _correction(desk: Desk, code: str, unit: str, period: str, items: list[Revision]) -> Deed:
    def correct(now: datetime) -> None:
        task = _Task(desk, desk.forms[code], period)
        observations_correct(
            actor=desk.acting(Role.BUREAU, task.form.owner),
            now=now,
            report=task.keys([unit])[0],
            edition=None,
            values={
                desk.indicators[item.spot.indicator]: desk.county.figures[item.spot]
                for item in items
            },
            reason=items[0].reason,
        )

    return correct


def reported_periods() -> Iterator[str]:
    """Yield every month and quarter that is reported on the platform, in order of their ends."""
    month = Period.parse("2025-10")
    while str(month) <= "2026-09":
        yield str(month)
        quarter = Period.on(month.end, PeriodKind.QUARTER)
        if quarter.end == month.end:
            yield str(quarter)
        month = month.next()
