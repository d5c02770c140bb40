"""One voter has one ballot, whoever sends it how often; and what happens reaches everybody."""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.hall.load import EVENTS, rush
from benchmarks.hall.place import Hall, Roll, hall, marks
from benchmarks.hall.voters import Page

AT_ONCE = 100


@pytest.fixture(scope="module")
def place() -> Iterator[Hall]:
    with hall() as held:
        yield held


async def sent_at_once(port: int, sent: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Send all castings over connections of their own at one moment."""
    pages = [Page(port) for _ in sent]
    answers = await asyncio.gather(
        *(page.post("/live/cast", facts) for page, facts in zip(pages, sent, strict=True))
    )
    for page in pages:
        page.close()
    return answers


def castings(roll: Roll, keys: list[str]) -> list[dict[str, Any]]:
    """Castings of the first voter, each with other marks."""
    token = roll.token(roll.voters[0])
    return [{"token": token, "key": key, "marks": marks(number)} for number, key in enumerate(keys)]


def held_by(place: Hall, roll: Roll) -> tuple[int, int]:
    """Marks on the roll, ballots in the box."""
    return (
        place.asked("select count(*) from ballots_rollmark where poll_id = %s", roll.poll)[0][0],
        place.asked("select count(*) from ballots_boxballot where poll_id = %s", roll.poll)[0][0],
    )


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(3))
def test_a_hundred_castings_with_other_keys_give_one_ballot(place: Hall, turn: int) -> None:
    del turn
    roll = place.open_poll(5)
    keys = [str(uuid.uuid4()) for _ in range(AT_ONCE)]
    answers = asyncio.run(sent_at_once(place.port, castings(roll, keys)))
    assert Counter(status for status, _told in answers) == {200: 1, 409: AT_ONCE - 1}
    assert {told["answer"] for status, told in answers if status == 409} == {"voted"}
    assert len({told["receipt"] for _status, told in answers}) == 1
    assert held_by(place, roll) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(3))
def test_a_hundred_castings_with_one_key_give_one_receipt_a_hundred_times(
    place: Hall, turn: int
) -> None:
    del turn
    roll = place.open_poll(5)
    sent = castings(roll, [str(uuid.uuid4())] * AT_ONCE)
    answers = asyncio.run(sent_at_once(place.port, sent))
    assert Counter(status for status, _told in answers) == {200: AT_ONCE}
    assert {told["answer"] for _status, told in answers} == {"recorded"}
    assert len({told["receipt"] for _status, told in answers}) == 1
    assert held_by(place, roll) == (1, 1)


@pytest.mark.slow
def test_twin_without_the_unique_mark_takes_all_of_them() -> None:
    with hall("benchmarks.hall.twins:make_keyless") as twin:
        roll = twin.open_poll(5)
        keys = [str(uuid.uuid4()) for _ in range(AT_ONCE)]
        asyncio.run(sent_at_once(twin.port, castings(roll, keys)))
        assert held_by(twin, roll) == (1, AT_ONCE)


@pytest.mark.slow
def test_events_reach_everybody_while_all_vote(place: Hall) -> None:
    people = 150
    roll = place.open_poll(people)
    record, streams, delays = asyncio.run(rush(place, roll, seconds=5.0))
    assert len(record.acknowledged) == people
    assert record.others == {}
    assert streams.broken == 0
    assert len(delays) == people * EVENTS
    assert all(len(moments) == people for moments in streams.arrived.values())
    assert streams.turnouts > people  # at the beginning, and while people vote
    assert held_by(place, roll) == (people, people)


@pytest.mark.slow
def test_nothing_that_is_written_down_tells_a_vote(place: Hall) -> None:
    """Neither the log of the service nor that of the database holds a mark, key or receipt."""
    roll = place.open_poll(5)
    voter = roll.voters[0]
    sent = castings(roll, [str(uuid.uuid4())])[0]
    (answer,) = asyncio.run(sent_at_once(place.port, [sent]))
    broken = {**sent, "marks": {"H-00": {"": "优秀"}}}
    (refused,) = asyncio.run(sent_at_once(place.port, [broken]))
    assert (answer[0], refused[0]) == (200, 422)
    texts = [path.read_text(errors="replace") for path in place.folder.glob("*.log")]
    assert len(texts) == 2
    for text in texts:
        for secret in ("好", "优秀", sent["key"], sent["token"], answer[1]["receipt"]):
            assert secret not in text
        assert roll.code(voter) not in text


@pytest.mark.slow
def test_who_lost_the_answer_is_told_the_same_after_sealing(place: Hall) -> None:
    roll = place.open_poll(5)
    sent = castings(roll, [str(uuid.uuid4())])
    (first,) = asyncio.run(sent_at_once(place.port, sent))
    place.asked("update ballots_poll set state = 'sealed' where id = %s returning id", roll.poll)
    place.asked("select pg_notify('sanbi_live', %s)", f'{{"kind": "poll", "poll": {roll.poll}}}')
    (again,) = asyncio.run(sent_at_once(place.port, sent))
    assert (first[0], again) == (200, first)
    other = {**sent[0], "token": roll.token(roll.voters[1]), "key": str(uuid.uuid4())}
    (late,) = asyncio.run(sent_at_once(place.port, [other]))
    assert (late[0], late[1]["answer"]) == (409, "not-open")
    assert held_by(place, roll) == (1, 1)


@pytest.mark.slow
def test_a_ballot_that_cannot_be_written_keeps_no_other_out(place: Hall) -> None:
    """A casting of a class that is gone, among forty good ones."""
    roll = place.open_poll(41)
    last = roll.voters.pop()
    gone = {"token": roll.token(last, 10**9), "key": str(uuid.uuid4()), "marks": marks()}
    good = [
        {"token": roll.token(voter), "key": str(uuid.uuid4()), "marks": marks()}
        for voter in roll.voters
    ]
    answers = asyncio.run(sent_at_once(place.port, [*good[:20], gone, *good[20:]]))
    assert Counter(status for status, _told in answers) == {200: 40, 500: 1}
    assert held_by(place, roll) == (40, 40)


@pytest.mark.slow
def test_who_was_given_another_card_casts_with_that_one_only(place: Hall) -> None:
    """A page that had entered with the old card, and a token of somebody who is on no roll."""
    roll = place.open_poll(5)
    (sent,) = castings(roll, [str(uuid.uuid4())])
    place.asked("update ballots_voter set card = 1 where id = %s returning id", roll.voters[0])
    nobody = {**sent, "token": roll.token(10**9), "key": str(uuid.uuid4())}
    answers = asyncio.run(sent_at_once(place.port, [sent, nobody]))
    assert [(status, told["answer"]) for status, told in answers] == [(403, "enter-again")] * 2
    assert held_by(place, roll) == (0, 0)
    place.asked("update ballots_voter set card = 0 where id = %s returning id", roll.voters[0])
    (again,) = asyncio.run(sent_at_once(place.port, [sent]))  # the twin: the card that holds
    assert again[0] == 200
    assert held_by(place, roll) == (1, 1)
