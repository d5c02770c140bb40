"""The site's clock is the machine's, and in the demo stands so far from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sanbi.apps.audit.clock import moment


@pytest.mark.parametrize("seconds", [0, -2_937_600, 1_555_201])
def test_the_clock_stands_away(settings: Any, seconds: int) -> None:
    settings.SANBI_CLOCK_SECONDS = seconds
    before = timezone.now()
    apart = moment() - before
    assert timedelta(seconds=seconds) <= apart < timedelta(seconds=seconds + 5)


def test_a_real_site_has_the_machines_clock(settings: Any) -> None:
    assert settings.SANBI_CLOCK_SECONDS == 0
