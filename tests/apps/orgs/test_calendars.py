"""The working calendar as the engine reads it."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.apps.orgs.models import Day
from sanbi.apps.orgs.queries import calendar
from sanbi.engine.calendar import YearStatus


@pytest.mark.django_db
def test_the_table_is_the_calendar() -> None:
    assert calendar().is_workday(date(2026, 10, 1))
    Day.objects.create(date=date(2026, 10, 1), kind="holiday", name="国庆节")
    Day.objects.create(date=date(2026, 10, 10), kind="workday", name="国庆节")
    Day.objects.create(date=date(2027, 1, 1), kind="holiday", name="元旦", provisional=True)
    found = calendar()
    assert not found.is_workday(date(2026, 10, 1))
    assert found.is_workday(date(2026, 10, 10))
    assert found.status(2026) is YearStatus.ANNOUNCED
    assert found.status(2027) is YearStatus.PROVISIONAL
