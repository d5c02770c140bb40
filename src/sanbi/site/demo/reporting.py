"""A period's reports, from the first cell to the lock, by the people who would do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from sanbi.apps.audit.actors import Role
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Report, ReportState
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
from sanbi.site.demo import schedule
from sanbi.site.demo.cataloguing import JUMPS
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.model import Form, Revision, Spot

Deed = Callable[[datetime], object]


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
    """The bureau fills in for all townships."""
    codes = tuple(place.code for place in desk.county.townships)
    day = end + timedelta(days=schedule.bureau_day(form, period))
    task = _Task(desk, form, period)
    yield Happening(moment(day, 10), task.handing_in(codes))
    yield Happening(moment(day, 16), task.checking(codes))
    if (form.code, period) == schedule.TYPED:
        yield Happening(moment(day - timedelta(days=1), 10), lambda now: task.type_in(codes, now))


def _by_units(desk: Desk, form: Form, period: str, end: date) -> Iterator[Happening]:
    """Each township hands in on a day of its own; the bureau checks in a few goes."""
    task, seed = _Task(desk, form, period), desk.county.seed
    codes = tuple(place.code for place in desk.county.townships)
    for number, code in enumerate(codes):
        day = end + timedelta(days=schedule.handed_in_on(seed, form, code, period))
        yield Happening(moment(day, 9 + number % 7, 3 * number), task.handing_in((code,)))
    for check in schedule.checks(seed, form, codes, period):
        at = moment(end + timedelta(days=check.day), check.hour, check.minute)
        yield Happening(at, task.checking(check.codes))
    yield from _planted(task, end)


def _planted(task: _Task, end: date) -> Iterator[Happening]:
    """The draft that cannot be handed in, and the report that came back."""
    form, unit, period = schedule.UNFINISHED
    if (task.form.code, task.period) == (form, period):
        at = moment(end + timedelta(days=schedule.DRAFTED_ON), 9, 10)
        yield Happening(at, lambda now: task.type_in((unit,), now, draft=True))
    form, returned, period = schedule.RETURNED
    if (task.form.code, task.period) == (form, period):
        first = end + timedelta(days=schedule.FIRST_TRY)
        back = end + timedelta(days=schedule.SENT_BACK_ON)
        yield Happening(moment(first, 9, 25), task.handing_in((returned,)))
        yield Happening(moment(back, 14, 5), lambda now: task.send_back(returned, now))


class _Task:
    """A data set in a period.

    Each deed takes only the reports that stand where it begins, so that what somebody has done by
    hand meanwhile is left as it is.
    """

    def __init__(self, desk: Desk, form: Form, period: str) -> None:
        self.desk, self.form, self.period = desk, form, period

    def handing_in(self, codes: Sequence[str]) -> Deed:
        """The deed of handing in."""
        return lambda now: self.hand_in(codes, now)

    def checking(self, codes: Sequence[str]) -> Deed:
        """The deed of checking and locking."""
        return lambda now: self.check(codes, now)

    def keys(self, codes: Sequence[str], state: ReportState | None = None) -> dict[str, int]:
        """Primary keys of the reports of some townships by code; of a state, if one is named."""
        dataset = self.desk.datasets[self.form.code]
        found = Report.objects.filter(dataset=dataset, period=self.period)
        if state is not None:
            found = found.filter(state=state)
        known = dict(found.values_list("unit__code", "pk"))
        return {code: known[code] for code in codes if code in known}

    def editions(self, codes: Sequence[str], state: ReportState) -> dict[int, int | None]:
        """The reports in a state, whatever their edition."""
        return dict.fromkeys(self.keys(codes, state).values())

    def hand_in(self, codes: Sequence[str], now: datetime) -> None:
        """Type in, hand in and sign: the unit's people, or the bureau's for all units."""
        reporter = codes[0] if self.form.reporter == "units" else self.form.owner
        clerk, leader = (self.desk.acting(role, reporter) for role in (Role.CLERK, Role.LEADER))
        drafts = self.editions(codes, ReportState.DRAFT)
        if drafts:
            self.type_in(codes, now)
            reports_submit(actor=clerk, now=now, reports=drafts)
        waiting = self.editions(codes, ReportState.SUBMITTED)
        if waiting:
            reports_sign(actor=leader, now=now + timedelta(minutes=40), reports=waiting)

    def check(self, codes: Sequence[str], now: datetime) -> None:
        """Check and lock, both by the bureau."""
        bureau = self.desk.acting(Role.BUREAU, self.form.owner)
        signed = self.editions(codes, ReportState.UNIT_SIGNED)
        if signed:
            reports_check(actor=bureau, now=now, reports=signed)
        checked = self.editions(codes, ReportState.BUREAU_CHECKED)
        if checked:
            reports_lock(actor=bureau, now=now + timedelta(minutes=10), reports=checked)

    def send_back(self, code: str, now: datetime) -> None:
        """Return a report with a reason."""
        report_return(
            actor=self.desk.acting(Role.BUREAU, self.form.owner),
            now=now,
            report=self.keys([code])[code],
            edition=None,
            reason=schedule.SENT_BACK_BECAUSE,
        )

    def type_in(self, codes: Sequence[str], now: datetime, *, draft: bool = False) -> None:
        """Fill in the cells of the drafts among the reports."""
        keys = self.keys(codes, ReportState.DRAFT)
        reporter = codes[0] if self.form.reporter == "units" else self.form.owner
        changes = [
            CellChange(
                key,
                self.desk.indicators[line],
                value,
                statement="" if draft else self.statement(spot),
            )
            for code, key in keys.items()
            for line in self.form.lines
            if line not in self.form.imported
            for spot in [Spot(line, code, self.period)]
            if (value := self.figure(spot, draft=draft)) is not None
        ]
        clerk = self.desk.acting(Role.CLERK, reporter)
        cells_save(actor=clerk, now=now, changes=changes, editions=dict.fromkeys(keys.values()))

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
        if (self.form.code, spot.unit, spot.period) == schedule.UNFINISHED:
            return county.statements.get(spot, "")
        first = spot.period.endswith("-01")
        return "年度首月，累计数重新起算" if first else "年初累计基数小，属正常变化"


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
            report=task.keys([unit])[unit],
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
