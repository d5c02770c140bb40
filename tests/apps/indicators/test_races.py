"""Editors against lockers on real connections: nothing is edited after the lock (TRUST M1)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from unittest import mock

import pytest
from django.db import connection

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Refused
from sanbi.apps.indicators import services
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import (
    Cell,
    Dataset,
    Indicator,
    Observation,
    Report,
    ReportState,
)
from sanbi.apps.indicators.services import cells, locking, steps
from tests.apps.factories.indicators import make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County, make_county

pytestmark = pytest.mark.django_db(transaction=True)
EDITORS, SIGNERS = 6, 2


@contextmanager
def without_locks() -> Iterator[None]:
    """Read reports without locking their rows: the twin of each race."""

    def unlocked(actor: Actor, editions: locking.Editions) -> list[Report]:
        del actor
        found = Report.objects.filter(pk__in=editions).select_related("dataset__owner", "unit")
        return list(found)

    with (
        mock.patch.object(cells, "reports_locked", unlocked),
        mock.patch.object(steps, "reports_locked", unlocked),
    ):
        yield


def run_together(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Start all at the same moment, each on a connection of its own; what broke, not refusals."""
    ready = threading.Barrier(len(deeds))
    broken: list[Exception] = []

    def run(deed: Callable[[], object]) -> None:
        try:
            ready.wait()
            deed()
        except (Refused, Conflict):
            pass
        except Exception as error:  # noqa: BLE001 - told to the test
            broken.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return broken


class Race:
    """One report, handed in by one while others type; who hands in fixes what was said."""

    def __init__(self, county: County, now: datetime) -> None:
        self.now = now
        self.clerk = county.actor("clerk")
        self.indicator: Indicator = make_indicator("race", county.bureau)
        self.dataset: Dataset = make_dataset(
            "race", county.bureau, [self.indicator], county.towns[:1]
        )
        self.unit = county.towns[0]

    def run(self, number: int) -> bool:
        """Race once; whether what was handed in is what the draft says afterwards."""
        report = make_report(self.dataset, self.unit, f"{1900 + number // 12}-{number % 12 + 1:02}")
        Cell.objects.create(
            report=report, indicator=self.indicator, value=Decimal(0), saved_at=self.now
        )

        def edit(value: int) -> Callable[[], object]:
            change = CellChange(report.pk, self.indicator.pk, Decimal(value))
            return lambda: services.cells_save(
                actor=self.clerk, now=self.now, changes=[change], editions={report.pk: None}
            )

        def submit() -> object:
            return services.report_submit(
                actor=self.clerk, now=self.now, report=report.pk, edition=None
            )

        edits = [edit(value) for value in range(1, EDITORS + 1)]
        broken = run_together([*edits[:3], *[submit] * SIGNERS, *edits[3:]])
        report.refresh_from_db()
        handed_in = list(Observation.objects.filter(report=report).values_list("value", flat=True))
        draft = Cell.objects.get(report=report).value
        return not broken and report.state == ReportState.SUBMITTED and handed_in == [draft]


def test_nothing_is_edited_after_it_was_handed_in(now: datetime) -> None:
    race = Race(make_county(), now)
    assert [race.run(number) for number in range(12)] == [True] * 12


@pytest.mark.slow
def test_five_hundred_races(now: datetime) -> None:
    race = Race(make_county(), now)
    assert [race.run(number) for number in range(500)] == [True] * 500


def test_without_the_lock_an_edit_slips_in(now: datetime) -> None:
    race = Race(make_county(), now)

    def slowly(report: Report) -> None:
        plain(report)
        threading.Event().wait(0.02)  # between the look at the state and the write

    plain = cells.require_draft
    with without_locks(), mock.patch.object(cells, "require_draft", slowly):
        assert not all(race.run(number) for number in range(40))
