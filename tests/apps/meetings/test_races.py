"""Two at once on one meeting: of two that exclude each other one comes through.

Each race has its twin without the locks of rows, in which the harm shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import AgendaItem, Decision, Meeting, Presence
from sanbi.apps.orgs.models import Message
from tests.apps.factories.meetings import (
    BEGINS,
    facts_of,
    item_facts,
    late_project,
    make_decision,
    make_item,
    make_meeting,
)
from tests.apps.factories.orgs import County, make_county
from tests.support.racing import DONE, REFUSED, Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
ONE = [DONE, REFUSED]


@dataclass(frozen=True)
class Race:
    """Two deeds, how they may end, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool]
    ends: tuple[list[str], ...] = (ONE,)

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether it ended as it may, and all holds."""
        return sorted(at_once(self.deeds, locks=locks)) in self.ends and self.holds()


def deed(county: County, name: str, who: str, **given: Any) -> Deed:
    """A service by its name, asked for by somebody."""
    actor = county.actor(who)
    return lambda: getattr(services, name)(actor=actor, now=NOW, **given)


def running(county: County) -> Meeting:
    """A meeting under way, with an item and the first township present."""
    held = make_meeting(county, "open")
    make_item(held)
    held.invitations.filter(unit=county.towns[0]).update(presence=Presence.PRESENT)
    return held


def close(county: County, held: Meeting, who: str = "office") -> Deed:
    return deed(county, "meeting_close", who, meeting=held.pk, edition=held.edition)


def two_who_close(county: County) -> Race:
    held = running(county)
    make_decision(held, county.towns[0])

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state, held.edition) == ("closed", 1)

    return Race((close(county, held), close(county, held, "office2")), holds)


def closing_while_something_is_decided(county: County) -> Race:
    """A decision is in the minutes, and its unit told of it, or it is not written at all."""
    held = running(county)
    unit = county.towns[0].pk
    decide = deed(
        county,
        "decision_record",
        "office2",
        meeting=held.pk,
        text="加快",
        unit=unit,
        working_days=5,
    )

    def decide_slowly() -> None:
        """Its transaction ends after the other's, unless they wait for each other."""
        with transaction.atomic():
            decide()
            with connection.cursor() as cursor:
                cursor.execute("select pg_sleep(0.5)")

    def holds() -> bool:
        decided = Decision.objects.values_list("pk", flat=True)
        told = set(Message.objects.filter(key__startswith="decision:").values_list("key"))
        return told == {(f"decision:{key}",) for key in decided}

    return Race((close(county, held), decide_slowly), holds, (ONE, [DONE, DONE]))


def closing_while_the_agenda_changes(county: County) -> Race:
    held = running(county)
    add = deed(county, "agenda_add", "office2", meeting=held.pk, facts=item_facts(title="临时动议"))

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "closed") == (held.items.count() == 1)

    return Race((close(county, held), add), holds)


def changing_what_is_called_off(county: County) -> Race:
    held = make_meeting(county)
    facts = facts_of(county, begins_at=BEGINS + timedelta(days=1), place="县委会议室")

    def change(name: str, who: str, **given: Any) -> Deed:
        return deed(county, name, who, meeting=held.pk, edition=0, **given)

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "cancelled") == (held.place == "县政府第二会议室")

    return Race(
        (
            change("meeting_cancel", "office", reason="防汛"),
            change("meeting_change", "office2", facts=facts),
        ),
        holds,
    )


def two_who_change(county: County) -> Race:
    held = make_meeting(county)

    def change(who: str, place: str) -> Deed:
        facts = facts_of(county, begins_at=BEGINS + timedelta(days=1), place=place)
        return deed(county, "meeting_change", who, meeting=held.pk, edition=0, facts=facts)

    def holds() -> bool:
        held.refresh_from_db()
        return held.edition == 1

    return Race((change("office", "第一会议室"), change("office2", "第三会议室")), holds)


def two_who_propose_different_projects(county: County) -> Race:
    """Both agendas come through, one after the other: no two items at one place."""
    held, first, second = make_meeting(county), late_project(county), late_project(county)

    def propose(who: str, project: int) -> Deed:
        return deed(county, "agenda_propose", who, meeting=held.pk, projects=[project])

    def holds() -> bool:
        held.refresh_from_db()
        places = AgendaItem.objects.order_by("place").values_list("place", flat=True)
        return (list(places), held.edition) == ([1, 2], 2)

    deeds = (propose("office", first.pk), propose("office2", second.pk))
    return Race(deeds, holds, ([DONE, DONE],))


def two_who_carry_out_a_decision(county: County) -> Race:
    decision = make_decision(make_meeting(county, "closed"), county.towns[0])

    def finish(who: str, note: str) -> Deed:
        return deed(county, "decision_finish", who, decision=decision.pk, note=note)

    deeds = (finish("clerk", "已征收"), finish("office", "已核实"))
    return Race(deeds, lambda: Decision.objects.filter(state="done").count() == 1)


def deciding_on_an_item_that_is_taken_off(county: County) -> Race:
    held = running(county)
    item = held.items.get()
    unit = county.towns[0].pk
    decide = deed(
        county, "decision_record", "office",
        meeting=held.pk, item=item.pk, text="加快", unit=unit, working_days=5,
    )  # fmt: skip
    remove = deed(county, "agenda_remove", "office2", meeting=held.pk, item=item.pk)
    return Race(
        (decide, remove),
        lambda: Decision.objects.count() == AgendaItem.objects.count(),
    )


RACES = [
    two_who_close,
    closing_while_something_is_decided,
    closing_while_the_agenda_changes,
    changing_what_is_called_off,
    two_who_change,
    two_who_propose_different_projects,
    two_who_carry_out_a_decision,
    deciding_on_an_item_that_is_taken_off,
]


@pytest.mark.parametrize("race", RACES)
def test_they_come_through_one_after_the_other(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_the_harm_shows(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


@pytest.mark.parametrize("locks", [True, False])
def test_a_project_is_proposed_once(locks: bool) -> None:
    """What a constraint guards, with the locks or without."""
    county = make_county()
    held, project = make_meeting(county), late_project(county)

    def propose(who: str) -> Deed:
        return deed(county, "agenda_propose", who, meeting=held.pk, projects=[project.pk])

    assert sorted(at_once([propose("office"), propose("office2")], locks=locks)) == ONE
    assert AgendaItem.objects.count() == 1
