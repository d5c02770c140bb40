"""Kill storm: workers, back-ends and the whole database die while people vote; and the twins."""

from __future__ import annotations

import os

import pytest

from benchmarks.hall.storm import Strikes, storm

BALLOTS = int(os.environ.get("SANBI_STORM", "3000"))


@pytest.mark.slow
def test_no_confirmed_ballot_is_lost_and_none_doubled() -> None:
    wanted = Strikes(workers=15, backends=4, servers=2)
    outcome = storm(BALLOTS, wanted)
    assert outcome.struck == wanted
    assert outcome.acknowledged == BALLOTS
    assert (outcome.lost, outcome.doubled, outcome.missing) == (0, 0, 0), outcome
    assert outcome.repeated >= BALLOTS // 10  # every tenth did not hear the first answer


@pytest.mark.slow
def test_twin_without_the_key_doubles_what_is_sent_again() -> None:
    outcome = storm(400, Strikes(0, 0, 0), target="benchmarks.hall.twins:make_keyless")
    assert outcome.acknowledged == 400
    assert outcome.doubled >= 20


@pytest.mark.slow
def test_twin_that_confirms_before_the_disk_loses_ballots() -> None:
    outcome = storm(
        1_500, Strikes(0, 0, 3), target="benchmarks.hall.twins:make_forgetful", unsafe=True
    )
    assert outcome.lost > 0
