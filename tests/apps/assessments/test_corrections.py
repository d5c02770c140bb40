"""An upheld appeal is answered by a correction that two people publish."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from sanbi.apps.assessments.models import Appeal, Round, RunRow
from sanbi.apps.assessments.queries.rounds import round_page, runs_of
from sanbi.apps.assessments.queries.todo import todo_for
from sanbi.apps.assessments.services import (
    appeal_accept,
    appeal_decide,
    appeal_file,
    publication_decide,
    publication_propose,
    round_finish,
    run_correct,
)
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.indicators.models import Indicator, Report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_appeal, make_round, observe

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def upheld(county: County) -> tuple[Round, Appeal]:
    stage = make_round(county, "appeals")
    appeal = make_appeal(stage, leaf="投资")
    supervisor = county.actor("supervisor")
    appeal_accept(actor=supervisor, now=NOW, appeal=appeal.pk)
    appeal_decide(actor=supervisor, now=NOW, appeal=appeal.pk, uphold=True, decision="属实")
    return stage.round, Appeal.objects.get(pk=appeal.pk)


def test_a_correction_reaches_the_board_by_two_people(county: County) -> None:
    held, appeal = upheld(county)
    office, second = county.actor("office"), county.actor("office2")
    with pytest.raises(Refused, match=r"更正|correction"):
        round_finish(actor=office, now=LATER, round=held.pk)
    # The second township's figure is mended at its source: 600 becomes 660, so 44 points, not 40.
    item, town = Indicator.objects.get(code="investment"), county.towns[1]
    observe(town, item, "2026-09", "660", report=Report.objects.get(unit=town), revised=True)
    run = run_correct(actor=office, now=NOW, round=held.pk, reason="补计项目", appeals=(appeal.pk,))
    assert (run.number, run.snapshot.number) == (2, 2)
    assert Round.objects.get().current_run.number == 1
    assert [line.number for line in runs_of(county.actor("clerk"), Round.objects.get())] == [1]
    with pytest.raises(Refused):
        round_finish(actor=office, now=LATER, round=held.pk)
    proposal = publication_propose(actor=office, now=NOW, round=held.pk, run=run.pk)
    publication_decide(actor=second, now=NOW, publication=proposal.pk, approve=True)
    assert Round.objects.get().current_run_id == run.pk
    rows = RunRow.objects.filter(run=run).values_list("unit__code", "score", "rank")
    assert list(rows) == [
        ("T2", Decimal("91.00000000"), Decimal("1.0")),
        ("T1", Decimal("88.20000000"), Decimal("2.0")),
        ("T3", Decimal("65.60000000"), Decimal("3.0")),
    ]
    assert [line.number for line in runs_of(county.actor("clerk"), Round.objects.get())] == [2, 1]
    round_finish(actor=office, now=LATER, round=held.pk)
    assert Round.objects.get().state == "final"


def test_only_the_own_unit_appeals_and_only_in_the_window(county: County) -> None:
    stage = make_round(county, "appeals")
    first, second = county.towns[0], county.towns[1]
    words = {"leaf": "投资", "reason": "少计"}
    with pytest.raises(Missing):
        appeal_file(
            actor=county.actor("clerk"), now=NOW, round=stage.round.pk, unit=second.pk, **words
        )
    with pytest.raises(Refused):
        appeal_file(
            actor=county.actor("clerk"), now=LATER, round=stage.round.pk, unit=first.pk, **words
        )
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("who", ["office", "bureau", "clerk"])
def test_the_reviewer_had_no_hand_in_the_score(county: County, who: str) -> None:
    # office proposed the run; the bureau put the mark forward; the clerk is of the unit.
    appeal = make_appeal(make_round(county, "appeals"), leaf="营商")
    with pytest.raises(NotAllowed):
        appeal_accept(actor=county.actor(who), now=NOW, appeal=appeal.pk)
    assert Appeal.objects.get().state == "filed"


def test_before_publication_only_office_and_auditor_see_runs(county: County) -> None:
    stage = make_round(county, "scored")
    for who, seen in (("office", 1), ("auditor", 1), ("clerk", 0), ("leader", 0), ("bureau", 0)):
        shown = round_page(county.actor(who), stage.round.code, NOW)
        assert (who, len(shown.runs), len(shown.snapshots)) == (who, seen, seen)


def test_what_waits_for_whom(county: County) -> None:
    stage = make_round(county, "scored")
    publication_propose(
        actor=county.actor("office"), now=NOW, round=stage.round.pk, run=stage.run.pk
    )
    kinds = {who: [item.kind for item in todo_for(county.actor(who))] for who in county.users}
    assert kinds["office2"] == ["publication"]
    assert [who for who, found in kinds.items() if found] == ["office2"]
