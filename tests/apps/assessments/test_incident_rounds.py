"""Incidents in a round: the deduction and the veto of whom it happened to, unless withdrawn."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.actions import services as actions
from sanbi.apps.assessments import services
from sanbi.apps.assessments.models import Round, RunRow
from sanbi.apps.assessments.sources.incidents import CODES, incident_figures
from tests.apps.factories.orgs import County
from tests.apps.factories.risks import make_incident
from tests.apps.factories.rounds import GROUPING, make_grouping

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 12, 6, tzinfo=UTC)
SCHEME = """
sanbi: 1
id: bottom
title: 底线考核
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
precision: 2
indicators:
  actions.late: {name: 逾期, measure: 项, kind: dispatch}
  incidents.safety: {name: 安全事故, measure: 起, kind: dispatch, better: low}
  incidents.safety.larger_up: {name: 较大以上安全事故, measure: 起, kind: dispatch, better: low}
tree:
  id: total
  name: 合计
  points: 100
  children:
    - {id: late, name: 督办, points: 100, input: actions.late,
       rule: {type: linear, target: 0, base: 100, slope: -1}}
adjustments:
  - id: deductions
    name: 扣分
    sign: deduct
    cap: 5
    items:
      - {id: accidents, name: 安全事故, input: incidents.safety,
         rule: {type: formula, formula: 2 * x}}
vetoes:
  - id: safety
    name: 较大以上安全事故
    when: {fact: incidents.safety.larger_up, op: ">", value: 0}
"""


@pytest.fixture
def round_(county: County) -> Round:
    """A round of the third quarter that is collecting."""
    make_grouping(county)
    office = county.actor("office")
    draft = services.scheme_create(
        actor=office, now=NOW, code="bottom", title="底线", owner=county.root.pk, text=SCHEME
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
    return services.round_open(actor=office, now=NOW, round=held.pk)


def scores(county: County, held: Round) -> dict[str, tuple[Decimal, int | None]]:
    """Freeze and score: score and rank by unit."""
    office = county.actor("office")
    services.round_freeze(actor=office, now=NOW, round=held.pk)
    run = services.run_make(actor=office, now=NOW, round=held.pk)
    rows = RunRow.objects.filter(run=run).select_related("unit")
    return {row.unit.code: (Decimal(str(row.score)), row.rank) for row in rows}


def test_each_figure_counts_what_its_page_says(county: County) -> None:
    one = county.towns[0]
    make_incident(county, deaths=2, loss_wan=Decimal("120.50"))
    make_incident(county, title="塌方", grade="larger", deaths=3, injured=4)
    make_incident(county, title="污染", line="environment", grade="major", deaths=0)
    make_incident(county, "recorded", title="未确认", grade="grave")
    make_incident(county, "withdrawn", title="撤销", grade="grave")
    make_incident(county, title="十月", happened_on=date(2026, 10, 1), grade="grave")
    units = {one.pk: "T1", county.towns[1].pk: "T2"}
    rows = list(incident_figures([*CODES, "incidents.song"], ["2026Q3", "全年"], units))
    found = {(row.unit, row.indicator.removeprefix("incidents.")): row.value for row in rows}
    assert {name: value for (unit, name), value in found.items() if unit == "T1" and value} == {
        "deaths": 5,
        "injured": 4,
        "loss_wan": Decimal("120.50"),
        "safety": 2,
        "safety.general": 1,
        "safety.larger": 1,
        "safety.general_up": 2,
        "safety.larger_up": 1,
        "environment": 1,
        "environment.major": 1,
        "environment.general_up": 1,
        "environment.larger_up": 1,
        "environment.major_up": 1,
    }
    assert {value for (unit, _name), value in found.items() if unit == "T2"} == {Decimal(0)}
    assert len(rows) == 2 * len(CODES)


def test_an_incident_makes_the_deduction_and_the_veto(county: County, round_: Round) -> None:
    make_incident(county)
    make_incident(county, title="塌方", grade="larger", deaths=3)
    make_incident(county, unit=county.towns[1], title="高坠")
    make_incident(county, "recorded", unit=county.towns[2], title="未确认", grade="larger")
    assert scores(county, round_) == {
        "T1": (Decimal(96), None),
        "T2": (Decimal(98), 2),
        "T3": (Decimal(100), 1),
    }


def test_a_withdrawn_incident_makes_neither(county: County, round_: Round) -> None:
    held: Any = make_incident(county, grade="larger", deaths=3)
    actions.incident_withdraw(
        actor=county.actor("office2"), now=NOW, incident=held.pk, why="认定有误"
    )
    assert {score for score, _rank in scores(county, round_).values()} == {Decimal(100)}
