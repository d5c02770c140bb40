"""What the polls must hold once the county is loaded up to October 2026."""

from __future__ import annotations

from sanbi.apps.ballots.models import BoxBallot, Poll, PollState, RollMark
from sanbi.engine.integrity.ballots import read_box


def check_polls() -> None:
    """One finished poll with 174 ballots of three classes, and one that is being voted."""
    finished, running = Poll.objects.order_by("period")
    assert finished.state == PollState.PUBLISHED
    box = read_box(bytes(finished.sealed_box.content))
    assert dict(box.turnout.cast) == {"县领导": 30, "部门": 80, "乡镇": 64}
    assert len(box.receipts) == RollMark.objects.filter(poll=finished).count() == 174
    assert {slip.voter_class for slip in box.slips} == {"县领导", "部门", "乡镇"}
    # a township's people mark fifteen, everybody else sixteen
    assert len(box.slips) == 110 * 16 + 64 * 15
    assert min(row.rank or 0 for row in box.tally) == 1
    assert (running.state, running.voters.count(), running.device_allowed) == (
        PollState.OPEN,
        174,
        True,
    )
    assert not BoxBallot.objects.exists()
