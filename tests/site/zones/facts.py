"""Prints what the platform makes of awkward moments, one fact a line; run once in each time zone.

``python -m tests.site.zones.facts`` needs no database.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbi.site.settings")
os.environ.setdefault("SANBI_SECRET_KEY", "for tests only, and known to everyone " * 2)
os.environ.setdefault("SANBI_DATABASE_URL", "postgresql://nobody@localhost/none")
django.setup()

from django.utils import timezone  # noqa: E402 - once Django is set up

from sanbi.apps.audit.contents import digest_of  # noqa: E402
from sanbi.apps.audit.models import Entry  # noqa: E402
from sanbi.apps.indicators.models import Dataset  # noqa: E402
from sanbi.apps.indicators.services.opening import due_at  # noqa: E402
from sanbi.apps.indicators.wording import time_left  # noqa: E402
from sanbi.engine.calendar import Period, seed_calendar, time_progress  # noqa: E402

DAYS = seed_calendar(range(2023, 2029))
LAST = time(23, 59, 59, 999000)
# Ends of a day and of a year in UTC and in Shanghai, the leap day, days of work on weekends,
# and the hours in which clocks in New York are put back or forward.
MOMENTS = [
    datetime(2025, 12, 31, 15, 59, 59, 999000, UTC),
    datetime(2025, 12, 31, 16, 0, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 59, 59, 999000, UTC),
    datetime(2026, 1, 1, 0, 0, tzinfo=UTC),
    datetime(2024, 2, 28, 16, 0, tzinfo=UTC),
    datetime(2024, 2, 29, 15, 59, 59, 999000, UTC),
    datetime(2024, 2, 29, 16, 0, tzinfo=UTC),
    datetime(2026, 2, 28, 15, 59, 59, 999000, UTC),
    datetime(2026, 3, 8, 7, 0, tzinfo=UTC),
    datetime(2026, 9, 19, 16, 0, tzinfo=UTC),
    datetime(2026, 10, 9, 15, 59, 59, 999000, UTC),
    datetime(2026, 11, 1, 6, 0, tzinfo=UTC),
]
# The Sunday before and the Saturday after the National Day of 2026 are worked.
WORKED = [date(2026, 9, 20), date(2026, 10, 10), date(2024, 2, 29), date(2025, 12, 31)]


def facts() -> Iterator[str]:
    """Each fact with its name."""
    for moment in MOMENTS:
        day = timezone.localdate(moment)
        yield f"{moment.isoformat()} is {day} here, worked {DAYS.is_workday(day)}"
        yield f"five working days later: {DAYS.add_workdays(day, 5)}"
        for text in (f"{day:%Y}", f"{day:%Y}Q{(day.month + 2) // 3}", f"{day:%Y-%m}"):
            share = time_progress(Period.parse(text), day, "workdays", DAYS)
            yield f"of {text} have passed: {share}"
        entry = Entry(at=moment, actor_name="李敏", action="a.b", outcome="done")
        yield f"digest {digest_of(entry)}"
        # Even this: the site sets its own zone for the whole process.
        yield f"the machine says {datetime.fromtimestamp(moment.timestamp())}"  # noqa: DTZ006
    for text in ("2025-12", "2024-01", "2026-09", "2025Q4", "2024"):
        dataset = Dataset(due_day=10, due_time=LAST)
        due = due_at(dataset, Period.parse(text), DAYS)
        yield f"{text} is due {due.astimezone(UTC).isoformat()}"
        for late in (timedelta(0), timedelta(milliseconds=1), timedelta(days=1, hours=1)):
            yield f"then {time_left(due, due + late)}; before, {time_left(due, due - late)}"
    for day in WORKED:
        yield f"{day} worked {DAYS.is_workday(day)}, after it {DAYS.next_workday(day)}"


if __name__ == "__main__":
    sys.stdout.write("\n".join([*facts(), ""]))
