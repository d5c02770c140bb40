"""Two at once: numbers without gaps, one signature; the harm shows without the locks of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sanbi.apps.bulletins import services
from sanbi.apps.bulletins.models import Bulletin, Counter
from tests.apps.factories.bulletins import make_bulletin
from tests.apps.factories.orgs import County, make_county
from tests.support.racing import DONE, REFUSED, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)


def signing(county: County, held: Bulletin, who: str) -> Callable[[], object]:
    actor = county.actor(who)
    return lambda: services.bulletin_sign(actor=actor, now=NOW, bulletin=held.pk, edition=1)


def two_numbers(*, locks: bool) -> tuple[list[str], list[int | None]]:
    county = make_county()
    first, second = make_bulletin(county, "submitted"), make_bulletin(county, "submitted")
    Counter.objects.create(series=first.series, year=2026, last=4)
    deeds = (signing(county, first, "leader"), signing(county, second, "office2"))
    ends = sorted(at_once(deeds, locks=locks))
    numbers = Bulletin.objects.filter(state="signed").values_list("number", flat=True)
    return ends, sorted(numbers)


def test_two_signatures_draw_two_numbers() -> None:
    assert two_numbers(locks=True) == ([DONE, DONE], [5, 6])


def test_without_the_lock_they_draw_the_same() -> None:
    assert two_numbers(locks=False) != ([DONE, DONE], [5, 6])


def one_bulletin(*, locks: bool) -> tuple[list[str], int]:
    county = make_county()
    held = make_bulletin(county, "submitted")
    deeds = (signing(county, held, "leader"), signing(county, held, "office2"))
    ends = sorted(at_once(deeds, locks=locks))
    return ends, Counter.objects.get(series=held.series).last


def test_one_bulletin_is_signed_once() -> None:
    assert one_bulletin(locks=True) == ([DONE, REFUSED], 1)


def test_without_the_lock_it_is_signed_twice() -> None:
    assert one_bulletin(locks=False) != ([DONE, REFUSED], 1)
