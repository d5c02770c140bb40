"""From frozen data to a package that anyone can recompute."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sanbi.apps.assessments.models import RunRow
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_round

pytestmark = pytest.mark.django_db


def test_a_run_holds_the_hand_worked_scores(county: County) -> None:
    stage = make_round(county, "scored")
    rows = RunRow.objects.filter(run=stage.run).order_by("order")
    assert [(row.unit.code, row.score, row.rank, row.grade) for row in rows] == [
        ("T2", Decimal("87.00"), 1, "良好"),
        ("T1", Decimal("88.20"), 2, "良好"),
        ("T3", Decimal("65.60"), 3, "良好"),
    ]
