"""A scheme scores supervision inside a round: on time, quality, returns; and it is recomputed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sanbi.apps.actions.models import Card
from sanbi.apps.assessments import services
from sanbi.apps.assessments.models import RunLeaf, RunRow
from sanbi.apps.assessments.sources.actions import READERS, action_figures
from sanbi.apps.orgs.blobs import blob_read
from sanbi.cli.main import main
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.rounds import GROUPING, make_grouping

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 12, 6, tzinfo=UTC)
SCHEME = """
sanbi: 1
id: supervision
title: 督查督办考核
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
precision: 2
indicators:
  actions.on_time_pct: {name: 按期率, measure: "%", kind: dispatch}
  actions.good_pct: {name: 优良率, measure: "%", kind: dispatch}
  actions.returns: {name: 退回次数, measure: 次, kind: dispatch}
tree:
  id: total
  name: 合计
  points: 100
  children:
    - {id: time, name: 按期率, points: 60, input: actions.on_time_pct, missing: zero,
       rule: {type: proportional, target: 100}}
    - {id: quality, name: 优良率, points: 30, input: actions.good_pct, missing: zero,
       rule: {type: proportional, target: 100}}
    - {id: returns, name: 少退回, points: 10, input: actions.returns, missing: zero,
       rule: {type: linear, target: 0, base: 10, slope: -2, limit: 10}}
"""


@pytest.fixture
def county() -> County:
    """Two townships with what was due in the third quarter, and one without.

    T1: four due; two in time (one done well, one fair after two returns), one late and done well,
    one overdue since August. T2: one in time and done well. What is due in October, withdrawn or
    not yet assigned counts nowhere.
    """
    made = make_county()
    make_grouping(made)
    one, two = made.towns[:2]

    def due(unit: Any, state: str, month: int, day: int, **more: Any) -> Any:
        on = date(2026, month, day)
        return make_action(made, state, lead_unit=unit, due_on=on, first_due_on=on, **more)

    due(one, "closed", 8, 28, reported_on=date(2026, 8, 28))
    due(one, "verified", 9, 30, reported_on=date(2026, 9, 29), quality="fair", returns=2)
    due(one, "closed", 7, 10, reported_on=date(2026, 7, 13))
    overdue = due(one, "progress", 8, 31)
    due(one, "closed", 10, 9, reported_on=date(2026, 10, 8))
    due(one, "withdrawn", 9, 1)
    make_action(made, "filed", lead_unit=one)
    due(two, "closed", 9, 10, reported_on=date(2026, 9, 1))
    for colour, on in (("yellow", date(2026, 9, 1)), ("red", date(2026, 10, 8))):
        Card.objects.create(
            action=overdue, unit=one, colour=colour, on=on, reason="超期", by_name="Sanbi"
        )
    return made


def test_each_figure_counts_what_its_page_says(county: County) -> None:
    units = {town.pk: town.code for town in county.towns}
    codes = [*(f"actions.{name}" for name in READERS), "actions.unheard_of", "工业产值"]
    rows = list(action_figures(codes, ["2026Q3", "全年"], units))
    found = {(row.unit, row.indicator.removeprefix("actions.")): row.value for row in rows}
    assert {name: found["T1", name] for name in READERS} == {
        "due": 4,
        "on_time": 2,
        "late": 2,
        "closed": 2,
        "good": 2,
        "returns": 2,
        "extensions": 0,
        "yellow": 1,
        "red": 0,
        "on_time_pct": 50,
        "good_pct": Decimal(2) / 3 * 100,
    }
    assert found["T2", "on_time_pct"] == 100
    assert [found["T3", name] for name in ("due", "on_time_pct", "good_pct")] == [0, None, None]
    assert len(rows) == 3 * len(READERS)


def test_a_round_scores_supervision_and_anybody_recomputes_it(
    county: County, tmp_path: Path
) -> None:
    office, second = county.actor("office"), county.actor("office2")
    draft = services.scheme_create(
        actor=office,
        now=NOW,
        code="supervision",
        title="督查",
        owner=county.root.pk,
        text=SCHEME,
    )
    version = services.scheme_adopt(actor=office, now=NOW, version=draft.pk)
    held = services.round_create(
        actor=office,
        now=NOW,
        code="r3",
        title="三季度",
        period="2026Q3",
        scheme_version=version.pk,
        grouping=GROUPING,
    )
    services.round_open(actor=office, now=NOW, round=held.pk)
    services.round_freeze(actor=office, now=NOW, round=held.pk)
    run = services.run_make(actor=office, now=NOW, round=held.pk)
    asked = services.publication_propose(actor=office, now=NOW, round=held.pk, run=run.pk)
    services.publication_decide(actor=second, now=NOW, publication=asked.pk, approve=True)
    scores = {
        row.unit.code: Decimal(str(row.score))
        for row in RunRow.objects.filter(run=run).select_related("unit")
    }
    leaves = {
        f"{leaf.unit.code} {leaf.leaf}": Decimal(str(leaf.score))
        for leaf in RunLeaf.objects.filter(run=run).select_related("unit")
    }
    assert {name: value for name, value in leaves.items() if name.startswith("T1")} == {
        "T1 time": 30,
        "T1 quality": 20,
        "T1 returns": 6,
    }
    assert scores == {"T1": 56, "T2": 100, "T3": 10}
    file = tmp_path / "package.zip"
    file.write_bytes(blob_read(run.package_id))
    done = CliRunner().invoke(main, ["verify", str(file)])
    assert done.exit_code == 0, done.output
