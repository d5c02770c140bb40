"""Results that a list for the hall can follow: tables of rounds, and the meeting's own poll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.audit.actors import Actor
from sanbi.apps.ballots.models import PollState
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.meetings.queries.polls import poll_of
from sanbi.engine.integrity.ballots import read_box

ROUNDS = 4
OWN_POLL = "poll"


@dataclass(frozen=True)
class Result:
    """A result by its key: ``poll``, or the code of a round."""

    key: str
    title: str


def results_of(actor: Actor, meeting: Meeting) -> list[Result]:
    """Return the results that the actor may see, the meeting's own poll first."""
    found = [Result(row.code, row.title) for row in rounds_on_show(actor)[:ROUNDS]]
    poll = poll_of(meeting)
    if poll is not None and poll.state == PollState.PUBLISHED:
        found.insert(0, Result(OWN_POLL, poll.title))
    return found


def units_ranked(actor: Actor, meeting: Meeting, key: str) -> Sequence[str]:
    """Return the names of the units, the best first; nothing for a result that is not offered.

    Where a round ranks all units in one group, its order counts; where it ranks by groups alone,
    the first of all groups stand before the second ones.
    """
    if key not in {row.key for row in results_of(actor, meeting)}:
        return []
    if key == OWN_POLL:
        return _of_poll(meeting)
    groups = [
        [row for row in board(actor, key, group.code).rows if row.rank is not None]
        for group in board(actor, key).groups
    ]
    everybody = {row.name for rows in groups for row in rows}
    whole = next((rows for rows in groups if len(rows) == len(everybody)), None)
    ranked = [
        (float(row.rank or 0), place, row.order, row.name)
        for place, rows in enumerate(groups if whole is None else [whole])
        for row in rows
    ]
    return list(dict.fromkeys(name for _rank, _place, _order, name in sorted(ranked)))


def _of_poll(meeting: Meeting) -> list[str]:
    poll = poll_of(meeting)
    if poll is None:
        return []
    box = read_box(bytes(poll.sealed_box.content))
    ranked = [(row.rank, box.names.get(row.subject, row.subject)) for row in box.tally if row.rank]
    return [name for _rank, name in sorted(ranked)]
