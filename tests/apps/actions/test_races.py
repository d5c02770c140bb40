"""Two at once on one action, or on the numbers of a year: each race with its twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanbi.apps.actions import services
from sanbi.apps.actions.models import Action, Counter, Extension, Reminder, Step
from sanbi.apps.actions.services import Facts, Part
from sanbi.apps.audit.actors import SYSTEM
from tests.apps.factories.actions import make_action, make_extension
from tests.apps.factories.orgs import County, make_county
from tests.support.racing import DONE, REFUSED, Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
ONE = [DONE, REFUSED]


@dataclass(frozen=True)
class Race:
    """Two deeds of which only one may come through, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool]

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether one came through, the other was refused, and all holds."""
        return sorted(at_once(self.deeds, locks=locks)) == ONE and self.holds()


def deed(county: County, name: str, who: str, **given: Any) -> Deed:
    actor = county.actor(who)
    return lambda: getattr(services, name)(actor=actor, now=NOW, **given)


def on(county: County, held: Action, name: str, who: str, **given: Any) -> Deed:
    return deed(county, name, who, action=held.pk, edition=held.edition, **given)


def deeds_of(held: Action) -> list[str]:
    return list(Step.objects.filter(action=held).values_list("deed", flat=True))


def two_who_report(county: County) -> Race:
    held = make_action(county)
    report = [
        on(county, held, "action_report", who, text="已完工") for who in ("clerk", "town_leader")
    ]
    return Race((report[0], report[1]), lambda: deeds_of(held) == ["progress", "reported"])


def verifying_what_is_withdrawn(county: County) -> Race:
    held = make_action(county, "reported")

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "verified") == (held.verified_on is not None)

    return Race(
        (
            on(county, held, "action_verify", "supervisor", quality="good"),
            on(county, held, "action_withdraw", "supervisor", text="重复立项"),
        ),
        holds,
    )


def reporting_what_is_split(county: County) -> Race:
    """The parts of an action that was reported meanwhile would hang in the air."""
    held = make_action(county)
    parts = [Part(county.towns[1].pk, "外墙", date(2026, 10, 14))]

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "reported") != held.children.exists()

    return Race(
        (
            on(county, held, "action_split", "clerk", parts=parts),
            on(county, held, "action_report", "town_leader", text="已完工"),
        ),
        holds,
    )


def two_who_decide_on_more_time(county: County) -> Race:
    row = make_extension(county)

    def decide(*, approve: bool) -> Deed:
        return deed(
            county,
            "extension_decide",
            "supervisor",
            extension=row.pk,
            approve=approve,
            note="理由不足",
        )

    def holds() -> bool:
        found = Extension.objects.select_related("action").get(pk=row.pk)
        return (found.action.due_on == found.until) == found.approved

    return Race((decide(approve=True), decide(approve=False)), holds)


RACES = [
    two_who_report,
    verifying_what_is_withdrawn,
    reporting_what_is_split,
    two_who_decide_on_more_time,
]


@pytest.mark.parametrize("race", RACES)
def test_only_one_comes_through(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


# -- numbers ---------------------------------------------------------------------------------------
def two_who_file(county: County) -> tuple[Deed, Deed]:
    Counter.objects.create(year=2026, last=6)
    facts = Facts(kind="task", title="一", lead_unit=county.towns[0].pk, limit="normal")
    return (
        deed(county, "action_file", "supervisor", facts=facts),
        deed(county, "action_file", "supervisor", facts=facts),
    )


def numbers() -> list[str]:
    return sorted(Action.objects.values_list("number", flat=True))


def test_two_at_once_get_two_numbers_without_a_gap() -> None:
    assert at_once(two_who_file(make_county())) == [DONE, DONE]
    assert numbers() == ["DB-2026-007", "DB-2026-008"]


def test_without_the_lock_one_of_them_is_turned_away() -> None:
    assert sorted(at_once(two_who_file(make_county()), locks=False)) == ONE
    assert numbers() == ["DB-2026-007"]


@pytest.mark.parametrize("locks", [True, False])
def test_the_clock_of_two_workers_reminds_once(locks: bool) -> None:
    county = make_county()
    make_action(county, due_on=date(2026, 10, 8))

    def remind() -> object:
        return services.unit_remind(actor=SYSTEM, now=NOW, unit=county.towns[0].pk)

    at_once([remind, remind], locks=locks)
    assert Reminder.objects.count() == 3
