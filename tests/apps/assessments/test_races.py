"""Two at once: only one freezes, and no fact slips in behind the freezing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from sanbi.apps.assessments.models import Item, Publication, Round, Snapshot
from sanbi.apps.assessments.services import (
    item_check,
    item_propose,
    moving,
    publication_decide,
    publication_propose,
    register,
    round_freeze,
    round_unfreeze,
    rounds,
)
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import NotAllowed, Refused
from tests.apps.factories.orgs import make_county
from tests.apps.factories.rounds import NOW, Stage, make_round, rate_all

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[str]:
    """Start all deeds at the same moment, each on its own connection; what became of each."""
    gate = Barrier(len(deeds))

    def act(deed: Deed) -> str:
        gate.wait()
        try:
            deed()
        except (Refused, NotAllowed):
            return "refused"
        except Exception as error:  # noqa: BLE001 - a twin without the lock may break anywhere
            return type(error).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(act, deeds))


@pytest.fixture
def stage() -> Stage:
    """A round that collects, with every figure there."""
    made = make_round(make_county(), "collecting")
    rate_all(made)
    return made


def freeze(stage: Stage, who: str) -> Deed:
    actor = stage.county.actor(who)
    return lambda: round_freeze(actor=actor, now=NOW, round=stage.round.pk, reason="继续")


def check_one(stage: Stage, number: int) -> Deed:
    """A bonus that is checked while somebody freezes."""
    item = item_propose(
        actor=stage.county.actor("bureau"),
        now=NOW,
        round=stage.round.pk,
        proposal=Proposal(
            stage.county.towns[0].pk,
            "bonus",
            "表彰",
            "省级表彰",
            document=f"{number}号",
            kind="省级",
            count=Decimal(1),
        ),
    )
    actor = stage.county.actor("bureau2")
    return lambda: item_check(actor=actor, now=NOW, item=item.pk, accept=True)


def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the round's lock away: the twin of each race."""

    def read(actor: Actor, pk: int) -> Round:
        del actor
        return Round.objects.get(pk=pk)

    for module in (moving, rounds, register):
        monkeypatch.setattr(module, "round_locked", read)


def race(stage: Stage, number: int) -> tuple[bool, bool]:
    """Freeze and check at once. Whether the item counts, and whether the snapshot holds it."""
    checking = check_one(stage, number)
    at_once(freeze(stage, "office"), checking)
    snapshot = Snapshot.objects.filter(round=stage.round).first()
    item = Item.objects.order_by("-pk")[0]
    held = snapshot is not None and item.pk in snapshot.versions["items"]
    return item.state == Item.State.CHECKED, held


def test_only_one_of_two_freezers_takes_the_snapshot(stage: Stage) -> None:
    for number in range(1, 6):
        ends = at_once(freeze(stage, "office"), freeze(stage, "office2"))
        assert sorted(ends) == ["done", "refused"]
        assert Snapshot.objects.filter(round=stage.round).count() == number
        round_unfreeze(
            actor=stage.county.actor("office"), now=NOW, round=stage.round.pk, reason="再来"
        )


@pytest.mark.parametrize("turns", [5, pytest.param(500, marks=pytest.mark.slow)])
def test_what_is_checked_is_frozen_or_refused(stage: Stage, turns: int) -> None:
    for turn in range(turns):
        counts, held = race(stage, turn)
        assert counts == held
        round_unfreeze(
            actor=stage.county.actor("office"), now=NOW, round=stage.round.pk, reason="再来"
        )


def test_without_the_lock_two_freezers_get_through(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocked(monkeypatch)
    found: list[Any] = []
    for _turn in range(20):
        found.append(at_once(freeze(stage, "office"), freeze(stage, "office2")))
        if sorted(found[-1]) != ["done", "refused"]:
            return
        Round.objects.filter(pk=stage.round.pk).update(state="collecting")
    pytest.fail(f"the twin without a lock never failed: {found}")


def test_only_one_of_two_people_decides(stage: Stage) -> None:
    make = make_round(stage.county, "scored", period="2026Q2", version=stage.version)
    assert make.run is not None
    publication_propose(
        actor=stage.county.actor("office"), now=NOW, round=make.round.pk, run=make.run.pk
    )
    proposal = Publication.objects.get()
    second = stage.county.actor("office2")

    def decide(approve: bool) -> Deed:
        return lambda: publication_decide(
            actor=second, now=NOW, publication=proposal.pk, approve=approve, reason="核对有误"
        )

    assert sorted(at_once(decide(True), decide(False))) == ["done", "refused"]
    proposal.refresh_from_db()
    with suppress(Round.DoesNotExist):
        published = Round.objects.get(pk=make.round.pk).state == "published"
        assert published == proposal.approved
