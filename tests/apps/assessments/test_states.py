"""The states of a round against a model: nothing moves but by the table."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from sanbi.apps.assessments import services
from sanbi.apps.assessments.models import Publication, Round, RoundStep
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_round

# What each deed does to the state, as the documentation has it.
TABLE = {
    ("draft", "open"): "collecting",
    ("collecting", "freeze"): "frozen",
    ("frozen", "unfreeze"): "collecting",
    ("scored", "unfreeze"): "collecting",
    ("frozen", "score"): "scored",
    ("scored", "score"): "scored",
    ("published", "open_appeals"): "appeals",
    ("appeals", "finish"): "final",
}


class Rounds(RuleBasedStateMachine):
    """A round, and a model of what it must do."""

    county: County  # set by the test: made once
    pk: int

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        stage = make_round(self.county, "draft")
        self.pk = stage.round.pk
        self.state = "draft"
        self.waiting = False
        self.steps = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def attempt(self, verb: str, deed: object, to: str | None) -> None:
        before = Entry.objects.count()
        try:
            deed()  # type: ignore[operator]
            done = True
        except (Refused, NotAllowed):
            done = False
        assert done == (to is not None), (self.state, verb)
        assert Entry.objects.count() == before + 1
        if to is not None:
            self.steps += to != self.state
            self.state = to
        held = Round.objects.get(pk=self.pk)
        assert held.state == self.state
        assert RoundStep.objects.filter(round=held).count() == self.steps

    def office(self, verb: str, service: str, **more: object) -> None:
        later = NOW + timedelta(days=40) if verb == "finish" else NOW
        to = TABLE.get((self.state, verb))
        if self.waiting and verb in {"unfreeze", "finish"}:
            to = None
        self.attempt(
            verb,
            lambda: getattr(services, service)(
                actor=self.county.actor("office"), now=later, round=self.pk, **more
            ),
            to,
        )

    @rule()
    def opens(self) -> None:
        self.office("open", "round_open")

    @rule()
    def freezes(self) -> None:
        self.office("freeze", "round_freeze", reason="继续")

    @rule()
    def goes_back(self) -> None:
        self.office("unfreeze", "round_unfreeze", reason="补数")

    @rule()
    def scores(self) -> None:
        self.office("score", "run_make", reason="复核")

    @rule()
    def opens_appeals(self) -> None:
        self.office("open_appeals", "appeals_open")

    @rule()
    def finishes(self) -> None:
        self.office("finish", "round_finish")

    @rule()
    def proposes(self) -> None:
        held = Round.objects.get(pk=self.pk)
        run = held.runs.first()
        if run is None:
            return
        fits = self.state in {"scored", "published", "appeals"} and not self.waiting
        fits = fits and run.pk != held.current_run_id
        self.attempt(
            "propose",
            lambda: services.publication_propose(
                actor=self.county.actor("office"), now=NOW, round=self.pk, run=run.pk
            ),
            self.state if fits else None,
        )
        self.waiting = self.waiting or fits

    @rule()
    def approves_own(self) -> None:
        self.decide("office", None)

    @rule()
    def approves(self) -> None:
        self.decide("office2", "published" if self.state == "scored" else self.state)

    def decide(self, who: str, to: str | None) -> None:
        waiting = Publication.objects.filter(round=self.pk, approved__isnull=True).first()
        assert (waiting is not None) == self.waiting
        if waiting is None:
            return
        self.attempt(
            "decide",
            lambda: services.publication_decide(
                actor=self.county.actor(who), now=NOW, publication=waiting.pk, approve=True
            ),
            to,
        )
        self.waiting = to is None


@pytest.mark.slow
@pytest.mark.django_db
def test_the_states_follow_the_table(county: County) -> None:
    Rounds.county = county
    run_state_machine_as_test(
        Rounds,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "collecting", "frozen", "scored", "published", "final"])
def test_every_deed_in_every_state(county: County, state: str) -> None:
    held = make_round(county, state).round
    office = county.actor("office")
    deeds = {
        "open": lambda: services.round_open(actor=office, now=NOW, round=held.pk),
        "unfreeze": lambda: services.round_unfreeze(
            actor=office, now=NOW, round=held.pk, reason="补数"
        ),
        "open_appeals": lambda: services.appeals_open(actor=office, now=NOW, round=held.pk),
        "finish": lambda: services.round_finish(actor=office, now=NOW, round=held.pk),
    }
    for verb, deed in deeds.items():
        point = transaction.savepoint()
        wanted = TABLE.get((state, verb))
        if wanted is None:
            with pytest.raises(Refused):
                deed()
        else:
            deed()
            assert Round.objects.get(pk=held.pk).state == wanted
        transaction.savepoint_rollback(point)
