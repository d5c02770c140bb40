"""Editors against lockers on real connections: nothing is edited after the lock (TRUST M1)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.feeding.services import feed_add, feed_begin, feed_end, take_in
from sanbi.apps.indicators.models import (
    Cell,
    Dataset,
    Indicator,
    Observation,
    Report,
    ReportState,
    ReportStep,
)
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report, observe
from tests.apps.factories.orgs import County, make_county
from tests.support.racing import DONE, REFUSED, Deed, at_once

TURNS = int(os.environ.get("SANBI_RACES", "100"))  # make soak: the full number

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS, SIGNERS = 6, 2


class Draft:
    """One report, handed in by one while others type; who hands in fixes what was said."""

    def __init__(self, county: County, now: datetime) -> None:
        self.now = now
        self.clerk = county.actor("clerk")
        self.indicator: Indicator = make_indicator("race", county.bureau)
        self.dataset: Dataset = make_dataset(
            "race", county.bureau, [self.indicator], county.towns[:1]
        )
        self.unit = county.towns[0]

    def run(self, number: int, **how: bool) -> bool:
        """Race once; whether what was handed in is what the draft says afterwards."""
        report = make_report(self.dataset, self.unit, f"{1900 + number // 12}-{number % 12 + 1:02}")
        Cell.objects.create(
            report=report, indicator=self.indicator, value=Decimal(0), saved_at=self.now
        )

        def edit(value: int) -> Deed:
            change = CellChange(report.pk, self.indicator.pk, Decimal(value))
            return lambda: services.cells_save(
                actor=self.clerk, now=self.now, changes=[change], editions={report.pk: None}
            )

        def submit() -> object:
            return services.report_submit(
                actor=self.clerk, now=self.now, report=report.pk, edition=None
            )

        edits = [edit(value) for value in range(1, EDITORS + 1)]
        ends = at_once([*edits[:3], *[submit] * SIGNERS, *edits[3:]], **how)
        report.refresh_from_db()
        handed_in = list(Observation.objects.filter(report=report).values_list("value", flat=True))
        draft = Cell.objects.get(report=report).value
        return (
            set(ends) <= {DONE, REFUSED}
            and report.state == ReportState.SUBMITTED
            and handed_in == [draft]
        )


def test_nothing_is_edited_after_it_was_handed_in(now: datetime) -> None:
    draft = Draft(make_county(), now)
    assert [draft.run(number, meet=number < 6) for number in range(12)] == [True] * 12


@pytest.mark.slow
def test_races_that_nobody_steers(now: datetime) -> None:
    draft = Draft(make_county(), now)
    assert [draft.run(number, meet=False) for number in range(TURNS)] == [True] * TURNS


def test_without_the_lock_an_edit_slips_in(now: datetime) -> None:
    draft = Draft(make_county(), now)
    assert not all(draft.run(number, locks=False) for number in range(5))


# -- two deeds of which only one may come through ------------------------------------------------
@dataclass(frozen=True)
class Race:
    """Two deeds that exclude each other, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool]

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether one came through, the other was refused, and all holds."""
        ends = at_once(self.deeds, locks=locks)
        return sorted(ends) == [DONE, REFUSED] and self.holds()


def one_report(county: County, state: str) -> tuple[Report, Indicator]:
    """A report of the first township in a state, with a value, or more than a draft of it."""
    indicator = make_indicator("race", county.bureau)
    dataset = make_dataset("race", county.bureau, [indicator], county.towns[:1])
    report = make_report(dataset, county.towns[0], state=state)
    observe(indicator, county.towns[0], "2026-09", 5)
    return report, indicator


def two_clerks_on_one_cell(county: County, now: datetime) -> Race:
    """Both looked at the same edition."""
    report, indicator = one_report(county, "draft")

    def save(value: int) -> Deed:
        change = CellChange(report.pk, indicator.pk, Decimal(value))
        edition = Report.objects.get(pk=report.pk).edition
        return lambda: services.cells_save(
            actor=county.actor("clerk"), now=now, changes=[change], editions={report.pk: edition}
        )

    return Race((save(7), save(8)), lambda: Cell.objects.get(report=report).value in {7, 8})


def locking_what_is_returned(county: County, now: datetime) -> Race:
    report, _indicator = one_report(county, "bureau_checked")
    plain = {"now": now, "report": report.pk, "edition": None}

    def lock() -> object:
        return services.report_lock(actor=county.actor("office"), **plain)

    def send_back() -> object:
        return services.report_return(actor=county.actor("bureau"), **plain, reason="口径不符")

    def one_step() -> bool:
        return ReportStep.objects.filter(report=report).count() == 1

    return Race((lock, send_back), one_step)


def two_who_lock(county: County, now: datetime) -> Race:
    report, _indicator = one_report(county, "bureau_checked")

    def lock(who: Actor) -> Deed:
        return lambda: services.report_lock(actor=who, now=now, report=report.pk, edition=None)

    def one_step() -> bool:
        return ReportStep.objects.filter(report=report).count() == 1

    return Race((lock(county.actor("office")), lock(county.actor("bureau"))), one_step)


def two_corrections_of_one_edition(county: County, now: datetime) -> Race:
    """Both saw the same values; the second must look again before it corrects."""
    report, indicator = one_report(county, "locked")
    other = make_indicator("other", county.bureau)
    report.dataset.lines.create(indicator=other, sequence=2)

    def correct(line: Indicator) -> Deed:
        return lambda: services.observations_correct(
            actor=county.actor("bureau"),
            now=now,
            report=report.pk,
            edition=report.edition,
            values={line.pk: Decimal(9)},
            reason="漏报一户",
        )

    def one_version() -> bool:
        return Observation.objects.filter(revised=True).count() == 1

    return Race((correct(indicator), correct(other)), one_version)


def two_who_end_a_feed(county: County, now: datetime) -> Race:
    """Ended once; whoever comes second is told that it has been dealt with."""
    feed = feed_of(county, now)
    actor = county.actor("stats")
    feed_begin(actor=actor, now=now, feed=feed)

    def end() -> object:
        return feed_end(actor=actor, now=now, feed=feed, of=1)

    return Race((end, end), lambda: True)


def feed_of(county: County, now: datetime) -> int:
    """A feed in the queue; its key."""
    return feed_add(
        actor=county.actor("stats"),
        now=now,
        owner=county.statistics.pk,
        name="a.csv",
        content=b"unit,indicator,period,value\nT1,invest,2026-09,1\n",
    ).pk


RACES = [
    two_clerks_on_one_cell,
    locking_what_is_returned,
    two_who_lock,
    two_corrections_of_one_edition,
    two_who_end_a_feed,
]


@pytest.mark.parametrize("race", RACES)
def test_only_one_comes_through(race: Callable[[County, datetime], Race], now: datetime) -> None:
    assert race(make_county(), now).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(
    race: Callable[[County, datetime], Race], now: datetime
) -> None:
    assert not race(make_county(), now).fair(locks=False)


def test_a_file_taken_in_by_two_workers_is_written_once(now: datetime, tmp_path: Path) -> None:
    """The unique version of each figure stands behind it, not a lock; the loser may run again."""
    county = make_county()
    make_indicator("gdp", county.statistics)
    lines = "".join(f"T{n % 3 + 1},gdp,2026-{n // 3 + 1:02d},{n},,,\n" for n in range(9))
    path = tmp_path / "a.csv"
    path.write_text("单位,指标,期,数值,发布日期,版次,说明\n" + lines, encoding="utf-8")
    actor, feed = county.actor("stats"), feed_of(county, now)

    def take() -> object:
        return take_in(actor, now, feed, path)

    assert set(at_once([take, take])) <= {DONE, REFUSED}
    found = Observation.objects.filter(indicator__code="gdp").values_list("version", flat=True)
    assert list(found) == [1] * 9
