"""The site's clock is the machine's, and in the demo stands so many days from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sanbi.apps.audit.clock import moment


@pytest.mark.parametrize("days", [0, -34, 18])
def test_the_clock_stands_days_away(settings: Any, days: int) -> None:
    settings.SANBI_CLOCK_DAYS = days
    before = timezone.now()
    apart = moment() - before
    assert timedelta(days=days) <= apart < timedelta(days=days, seconds=5)


def test_a_real_site_has_the_machines_clock(settings: Any) -> None:
    assert settings.SANBI_CLOCK_DAYS == 0
