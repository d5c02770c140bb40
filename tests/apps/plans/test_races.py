"""Two at once on one plan, node or practice: each race with its twin without locks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sanbi.apps.plans import services
from sanbi.apps.plans.models import NodeVersion, Standing, Takeover
from sanbi.apps.plans.services import NodeFacts
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.plans import make_plan, make_practice, make_target
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


def two_who_adopt(county: County) -> Race:
    held = make_target(county, make_plan("draft"))

    def adopt(who: str) -> Deed:
        return deed(county, "plan_adopt", who, plan=held.plan_id)

    return Race(
        (adopt("leader"), adopt("leader")),
        lambda: NodeVersion.objects.filter(node=held).count() == 1,
    )


def two_who_change_a_node(county: County) -> Race:
    held = make_target(county)

    def change(who: str, title: str) -> Deed:
        facts = NodeFacts(title, unit=county.towns[0].pk)
        given = {"node": held.pk, "facts": facts, "edition": 0, "reason": "市里调整"}
        return deed(county, "plan_node_change", who, **given)

    return Race(
        (change("office", "固定资产投资"), change("office2", "工业投资")),
        lambda: NodeVersion.objects.filter(node=held).count() == 2,
    )


def dropping_what_gets_something_below(county: County) -> Race:
    held = make_target(county)
    facts = NodeFacts("加快前期", unit=county.towns[0].pk)
    add = deed(
        county,
        "plan_node_add",
        "office",
        plan=held.plan_id,
        parent=held.pk,
        facts=facts,
        reason="补充措施",
    )
    drop = deed(county, "plan_node_drop", "office2", node=held.pk, reason="并入另一项")

    def holds() -> bool:
        held.refresh_from_db()
        return (held.dropped_on is None) == held.children.exists()

    return Race((add, drop), holds)


def two_who_decide_on_a_practice(county: County) -> Race:
    held = make_practice(county, "nominated")

    def decide(who: str, *, approve: bool) -> Deed:
        given = {"practice": held.pk, "approve": approve, "note": "成效待验证"}
        return deed(county, "practice_decide", who, **given)

    return Race((decide("office", approve=True), decide("office2", approve=False)), lambda: True)


def two_who_take_over_for_one_unit(county: County) -> Race:
    held = make_practice(county)
    given = {"practice": held.pk, "unit": county.towns[1].pk, "taken": "帮办代办"}
    return Race(
        (
            deed(county, "practice_take_over", "clerk2", **given),
            deed(county, "practice_take_over", "town_leader2", **given),
        ),
        lambda: Takeover.objects.count() == 1,
    )


BY_THE_TABLE = [two_who_adopt, two_who_take_over_for_one_unit]
RACES = [
    two_who_change_a_node,
    dropping_what_gets_something_below,
    two_who_decide_on_a_practice,
]


@pytest.mark.parametrize("race", [*RACES, *BY_THE_TABLE])
def test_only_one_comes_through(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


@pytest.mark.parametrize("race", BY_THE_TABLE)
def test_the_table_turns_the_second_away_even_without_the_lock(
    race: Callable[[County], Race],
) -> None:
    assert race(make_county()).fair(locks=False)


def test_two_places_of_one_month_are_two_versions() -> None:
    county = make_county()
    held = make_target(county, rank_wanted=3, rank_of=12, rank_among="全市")

    def record(who: str, place: int) -> Deed:
        given = {
            "node": held.pk,
            "period": "2026-09",
            "place": place,
            "source": "市统计月报",
            "published_on": date(2026, 10, 8),
        }
        return deed(county, "standing_record", who, **given)

    assert at_once([record("clerk", 4), record("town_leader", 5)]) == [DONE, DONE]
    assert sorted(Standing.objects.values_list("version", flat=True)) == [1, 2]
