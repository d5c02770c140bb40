"""Two at once on one round: of two that exclude each other one comes through, and no fact slips in.

Each race has its twin without the locks of rows, in which the harm shows.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from sanbi.apps.assessments.models import Appeal, Item, Publication, Round, Snapshot
from sanbi.apps.assessments.services import (
    appeal_accept,
    appeal_decide,
    appeal_withdraw,
    item_check,
    item_propose,
    item_withdraw,
    publication_decide,
    publication_propose,
    publication_withdraw,
    round_finish,
    round_freeze,
    round_unfreeze,
    run_correct,
)
from sanbi.apps.assessments.services.register import Proposal
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.rounds import NOW, Stage, make_appeal, make_round, rate_all
from tests.support.racing import DONE, REFUSED, Deed, at_once, racers

TURNS = int(os.environ.get("SANBI_RACES", "100"))  # make soak: the full number

pytestmark = pytest.mark.django_db(transaction=True)
ONE = [DONE, REFUSED]


@dataclass(frozen=True)
class Race:
    """Two deeds of which only one may come through, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool] = lambda: True

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether one came through, the other was refused, and all holds."""
        return sorted(at_once(self.deeds, locks=locks)) == ONE and self.holds()


def praise(county: County, number: int) -> Proposal:
    return Proposal(
        county.towns[0].pk,
        "bonus",
        "表彰",
        "省级表彰",
        document=f"{number}号",
        kind="省级",
        count=Decimal(1),
    )


def collecting(county: County) -> Stage:
    """A round that collects, with every figure there."""
    stage = make_round(county, "collecting")
    rate_all(stage)
    return stage


def freeze(stage: Stage, who: str) -> Deed:
    actor = stage.county.actor(who)
    return lambda: round_freeze(actor=actor, now=NOW, round=stage.round.pk, reason="继续")


def unfreeze(stage: Stage, who: str) -> Deed:
    actor = stage.county.actor(who)
    return lambda: round_unfreeze(actor=actor, now=NOW, round=stage.round.pk, reason="再来")


def propose(stage: Stage, who: str, run: int) -> Deed:
    actor = stage.county.actor(who)
    return lambda: publication_propose(actor=actor, now=NOW, round=stage.round.pk, run=run)


def decide(stage: Stage, who: str, publication: int, *, approve: bool) -> Deed:
    actor = stage.county.actor(who)
    return lambda: publication_decide(
        actor=actor, now=NOW, publication=publication, approve=approve, reason="核对有误"
    )


def scored(county: County) -> tuple[Stage, int]:
    """A scored round and the key of its run."""
    stage = make_round(county, "scored")
    assert stage.run is not None
    return stage, stage.run.pk


# -- the races --------------------------------------------------------------------------------
def two_freezers(county: County) -> Race:
    stage = collecting(county)
    return Race(
        (freeze(stage, "office"), freeze(stage, "office2")),
        lambda: Snapshot.objects.filter(round=stage.round).count() == 1,
    )


def two_who_decide_a_publication(county: County) -> Race:
    stage, run = scored(county)
    propose(stage, "office", run)()
    proposal = Publication.objects.get()

    def agrees() -> bool:
        proposal.refresh_from_db()
        return (stage.again().state == "published") == proposal.approved

    return Race(
        (
            decide(stage, "office2", proposal.pk, approve=True),
            decide(stage, "office2", proposal.pk, approve=False),
        ),
        agrees,
    )


def publishing_what_is_taken_back(county: County) -> Race:
    stage, run = scored(county)
    propose(stage, "office", run)()
    proposal = Publication.objects.get()
    office = county.actor("office")

    def withdraw() -> object:
        return publication_withdraw(
            actor=office, now=NOW, publication=proposal.pk, reason="还有一项未核"
        )

    def agrees() -> bool:
        proposal.refresh_from_db()
        return (stage.again().state == "published") == proposal.approved

    return Race((decide(stage, "office2", proposal.pk, approve=True), withdraw), agrees)


def proposing_what_is_opened_again(county: County) -> Race:
    """A run is put forward while another goes back to collecting."""
    stage, run = scored(county)

    def holds() -> bool:
        waits = Publication.objects.filter(round=stage.round, approved__isnull=True).exists()
        return waits != (stage.again().state == "collecting")

    return Race((propose(stage, "office", run), unfreeze(stage, "office2")), holds)


def finishing_while_a_correction_is_proposed(county: County) -> Race:
    stage = make_round(county, "appeals")
    run = run_correct(actor=county.actor("office"), now=NOW, round=stage.round.pk, reason="更正")
    office = county.actor("office2")

    def finish() -> object:
        return round_finish(actor=office, now=NOW + timedelta(days=30), round=stage.round.pk)

    def holds() -> bool:
        waits = Publication.objects.filter(round=stage.round, approved__isnull=True).exists()
        return waits != (stage.again().state == "final")

    return Race((propose(stage, "office", run.pk), finish), holds)


def two_who_take_an_appeal(county: County) -> Race:
    appeal = make_appeal(make_round(county, "appeals"))

    def accept(who: str) -> Deed:
        actor = county.actor(who)
        return lambda: appeal_accept(actor=actor, now=NOW, appeal=appeal.pk)

    return Race((accept("supervisor"), accept("office2")))


def deciding_an_appeal_that_is_taken_back(county: County) -> Race:
    appeal = make_appeal(make_round(county, "appeals"))
    reviewer, clerk = county.actor("supervisor"), county.actor("clerk")
    appeal_accept(actor=reviewer, now=NOW, appeal=appeal.pk)

    def decide_it() -> object:
        return appeal_decide(
            actor=reviewer, now=NOW, appeal=appeal.pk, uphold=True, decision="应当计入"
        )

    def withdraw() -> object:
        return appeal_withdraw(actor=clerk, now=NOW, appeal=appeal.pk, reason="已说明")

    return Race(
        (decide_it, withdraw),
        lambda: Appeal.objects.get(pk=appeal.pk).decision in {"应当计入", "已说明"},
    )


def two_who_check_an_item(county: County) -> Race:
    stage = collecting(county)
    item = item_propose(
        actor=county.actor("bureau"), now=NOW, round=stage.round.pk, proposal=praise(county, 1)
    )

    def check(who: str, *, accept: bool) -> Deed:
        actor = county.actor(who)
        return lambda: item_check(
            actor=actor, now=NOW, item=item.pk, accept=accept, reason="无原件"
        )

    return Race((check("bureau2", accept=True), check("office", accept=False)))


def two_who_take_an_item_back(county: County) -> Race:
    stage = collecting(county)
    bureau, other = county.actor("bureau"), county.actor("bureau2")
    item = item_propose(actor=bureau, now=NOW, round=stage.round.pk, proposal=praise(county, 1))
    item_check(actor=other, now=NOW, item=item.pk, accept=True)

    def withdraw(who: str) -> Deed:
        actor = county.actor(who)
        return lambda: item_withdraw(actor=actor, now=NOW, item=item.pk, reason="重复")

    return Race((withdraw("office"), withdraw("office2")))


def the_same_fact_twice(county: County) -> Race:
    stage = collecting(county)

    def register(who: str) -> Deed:
        actor = county.actor(who)
        return lambda: item_propose(
            actor=actor, now=NOW, round=stage.round.pk, proposal=praise(county, 1)
        )

    return Race(
        (register("bureau"), register("bureau2")),
        lambda: Item.objects.filter(leaf="表彰").count() == 1,
    )


RACES = [
    two_freezers,
    two_who_decide_a_publication,
    publishing_what_is_taken_back,
    proposing_what_is_opened_again,
    finishing_while_a_correction_is_proposed,
    two_who_take_an_appeal,
    deciding_an_appeal_that_is_taken_back,
    two_who_check_an_item,
    two_who_take_an_item_back,
    the_same_fact_twice,
]


@pytest.mark.parametrize("race", RACES)
def test_only_one_comes_through(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


# -- freezing against checking: both may come through, in one order only ------------------------
def check_while_freezing(
    stage: Stage, number: int, race: Callable[..., list[str]] = at_once, **how: object
) -> tuple[bool, bool]:
    """Freeze and check at once. Whether the item counts, and whether the snapshot holds it."""
    item = item_propose(
        actor=stage.county.actor("bureau"),
        now=NOW,
        round=stage.round.pk,
        proposal=praise(stage.county, number),
    )
    checker = stage.county.actor("bureau2")

    def check() -> object:
        return item_check(actor=checker, now=NOW, item=item.pk, accept=True)

    race([freeze(stage, "office"), check], **how)
    snapshot = Snapshot.objects.filter(round=stage.round).first()
    item.refresh_from_db()
    held = snapshot is not None and item.pk in snapshot.versions["items"]
    return item.state == Item.State.CHECKED, held


@pytest.mark.parametrize("turns", [5, pytest.param(TURNS, marks=pytest.mark.slow)])
def test_what_is_checked_is_frozen_or_refused(turns: int) -> None:
    stage = collecting(make_county())
    with racers(2) as ready:
        for turn in range(turns):
            counts, held = check_while_freezing(stage, turn, ready.run, meet=turns < 10)
            assert counts == held
            unfreeze(stage, "office")()


def test_without_the_lock_a_checked_item_is_left_out() -> None:
    stage = collecting(make_county())
    assert check_while_freezing(stage, 1, locks=False) == (True, False)
    assert Round.objects.get(pk=stage.round.pk).state == "frozen"
