"""Sealing: what keeps a box open, and what is left once it is burnt."""

from __future__ import annotations

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import BoxBallot, PaperEntry, Poll, RollMark, SealedBox
from sanbi.engine.integrity.ballots import read_box
from tests.apps.factories.ballots import AT, cast_as, make_poll, marks_of

pytestmark = pytest.mark.django_db


def closed(voted: int, **more: object) -> Poll:
    """A closed poll in which so many have voted."""
    held = make_poll("open", **more)
    for voter in held.voters.select_related("poll", "unit").order_by("number")[:voted]:
        cast_as(voter)
    services.poll_close(actor=SYSTEM, now=AT, poll=held.pk)
    return held


def seal(held: Poll) -> SealedBox:
    return services.poll_seal(actor=SYSTEM, now=AT, poll=held.pk)


def test_below_the_quorum_nothing_is_sealed() -> None:
    held = closed(8)  # of 18, half is needed
    with pytest.raises(Refused, match="不足50%"):
        seal(held)
    assert BoxBallot.objects.count() == 8


def test_four_ballots_are_not_sealed() -> None:
    held = closed(4, quorum=0)
    with pytest.raises(Refused, match="不足五票"):
        seal(held)
    services.poll_extend(actor=SYSTEM, now=AT, poll=held.pk, why="再等一人")
    cast_as(held.voters.select_related("poll", "unit").order_by("number")[4])
    services.poll_close(actor=SYSTEM, now=AT, poll=held.pk)
    assert read_box(bytes(seal(held).content)).turnout.cast == {"县领导": 5, "部门": 0, "乡镇": 0}


def test_a_class_of_fewer_than_five_is_not_told_apart() -> None:
    box = read_box(bytes(seal(closed(14)).content))  # six leaders, six departments, two towns
    assert {slip.voter_class for slip in box.slips} == {"县领导", "部门"}
    assert sum(box.turnout.cast.values()) == 14


def test_five_of_whom_each_leaves_out_a_unit_are_not_told_apart() -> None:
    """Five of the towns: for a town's own line four slips would be left."""
    held = make_poll("open", quorum=0)
    voters = held.voters.select_related("poll", "unit", "poll_class").order_by("number")
    towns = [voter for voter in voters if voter.poll_class.name == "乡镇"]
    others = [voter for voter in voters if voter.poll_class.name != "乡镇"]
    for voter in [*others[:8], *towns[:5]]:
        cast_as(voter)
    services.poll_close(actor=SYSTEM, now=AT, poll=held.pk)
    assert "乡镇" not in {slip.voter_class for slip in read_box(bytes(seal(held).content)).slips}


def test_five_ballots_with_an_own_unit_among_them_are_not_sealed() -> None:
    held = make_poll("open", quorum=0)
    voters = held.voters.select_related("poll", "unit", "poll_class").order_by("number")
    for voter in [voter for voter in voters if voter.poll_class.name == "乡镇"][:5]:
        cast_as(voter)
    services.poll_close(actor=SYSTEM, now=AT, poll=held.pk)
    with pytest.raises(Refused, match="不足五人"):
        seal(held)


def test_paper_that_was_handed_out_is_waited_for() -> None:
    held = make_poll("open")
    voters = list(held.voters.select_related("poll", "unit").order_by("number"))
    for voter in voters[:10]:
        cast_as(voter)
    services.paper_hand_out(actor=SYSTEM, now=AT, poll=held.pk, voter=voters[10].pk)
    services.poll_close(actor=SYSTEM, now=AT, poll=held.pk)
    with pytest.raises(Refused, match="缺1张"):
        seal(held)
    services.papers_unreturned(actor=SYSTEM, now=AT, poll=held.pk, count=1)
    assert len(read_box(bytes(seal(held).content)).receipts) == 10


def test_a_box_that_holds_more_than_the_roll_is_not_sealed() -> None:
    held = closed(12)
    voter = held.voters.select_related("poll", "unit").first()
    BoxBallot.objects.create(poll=held, poll_class=voter.poll_class, marks=marks_of(voter))
    with pytest.raises(Refused, match="票箱中有13票"):
        seal(held)


def test_sealing_burns_the_box_of_this_poll_alone() -> None:
    other = make_poll("open", period="2026Q4")
    cast_as(other.voters.select_related("poll", "unit").first())
    held = closed(12)
    seal(held)
    assert list(BoxBallot.objects.values_list("poll", flat=True)) == [other.pk]
    assert RollMark.objects.filter(poll=held).count() == 12
    assert not PaperEntry.objects.exists()


def test_a_void_poll_is_burnt_uncounted() -> None:
    held = closed(12)
    services.poll_void(actor=SYSTEM, now=AT, poll=held.pk, why="名册有误")
    assert not BoxBallot.objects.exists()
    assert not SealedBox.objects.exists()
    with pytest.raises(Refused):
        seal(held)
