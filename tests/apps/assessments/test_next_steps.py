"""The office is told the next step of each round, and nobody else."""

from __future__ import annotations

from datetime import datetime

import pytest

from sanbi.apps.assessments.queries.todo import todo_for
from sanbi.apps.assessments.services import publication_propose
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round


def told(county: County, who: str) -> list[str]:
    """The steps of rounds that wait for somebody, in English."""
    from django.utils import translation

    with translation.override("en"):
        return [item.text for item in todo_for(county.actor(who)) if item.kind == "round"]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("collecting", "freeze it when its figures are there"),
        ("frozen", "score it"),
        ("scored", "put a run forward for publication"),
        ("published", "open the window for appeals"),
    ],
)
def test_the_next_step(county: County, state: str, step: str) -> None:
    held = make_round(county, state).round
    assert told(county, "office") == [f"{held.title}: {step}"]
    for who in ("clerk", "bureau", "leader", "auditor", "sysadmin"):
        assert told(county, who) == []


def test_a_run_that_is_put_forward_waits_for_the_second_person(
    county: County, now: datetime
) -> None:
    stage = make_round(county, "scored")
    assert stage.run is not None
    publication_propose(
        actor=county.actor("office"), now=now, round=stage.round.pk, run=stage.run.pk
    )
    assert told(county, "office2") == []
