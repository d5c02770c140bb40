"""What the polls must hold once the county is loaded up to October 2026."""

from __future__ import annotations

from datetime import date

from sanbi.apps.ballots.models import BoxBallot, Poll, PollState, RollMark
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.queries.clock import ClockState, clocks_of
from sanbi.apps.meetings.queries.polls import lists_beside, poll_of
from sanbi.engine.integrity.ballots import read_box
from sanbi.site.demo.desk import moment


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
    _check_meetings(finished, running)


def _check_meetings(finished: Poll, running: Poll) -> None:
    """Each poll belongs to a meeting in two venues, whose roster is the roll of the poll."""
    held, under_way = Meeting.objects.filter(sort="round").order_by("begins_at")
    assert (held.state, under_way.state) == ("closed", "open")
    for meeting, poll in ((held, finished), (under_way, running)):
        assert poll_of(meeting) == poll
        beside = lists_beside(meeting, poll)
        assert (beside.roster_alone, beside.roll_alone) == ([], [])
        assert [venue.role for venue in meeting.venues.all()] == ["main", "sub"]
        assert meeting.attendees.filter(presence="present").count() == 174
        assert meeting.contributions.filter(state="handed_in").count() == 2
    assert held.decisions.filter(state="done").count() == 2
    clocks = clocks_of(held, held.closed_at)
    assert {clock.state for clock in clocks} == {ClockState.ENDED}
    speaking = clocks_of(under_way, moment(date(2026, 10, 19), 14, 32))
    running_now = [clock.item.kind for clock in speaking if clock.state == ClockState.RUNNING]
    assert running_now == ["speech"]
    assert (under_way.show.scene, under_way.show.poll) == ("turnout", running)
