"""Schemes S8, S10 and S11 score the projects of a register inside a round, and are recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sanbi.apps.assessments import services
from sanbi.apps.assessments.models import RunLeaf, RunRow
from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Node, Project, StageStep
from sanbi.apps.projects.services import lamps_read
from sanbi.cli.main import main
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import make_month, make_plan, make_project
from tests.apps.factories.rounds import GROUPING, make_grouping

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 12, 6, tzinfo=UTC)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def county() -> County:
    """Three townships: one ahead of its plan, one behind it, one without projects.

    T1: a new industrial park (12 亿 planned, of which 9 亿 to September, 9.9 亿 completed; started
    in July, a provincial key project, in the statistics) and a continued school (6,000 of
    8,000 万 planned, 4,500 due, 4,500 done). T2: a continued road (20,000 planned, 15,000 due,
    7,500 done) that started in March and is not in the statistics.
    """
    made = make_county()
    make_grouping(made)
    one, two = made.towns[:2]
    park = project(
        made, one, "park", sort="industry", tags=["省重点"], total_wan=500_000, stage="signed"
    )
    StageStep.objects.create(
        project=park,
        from_stage="signed",
        to_stage="started",
        happened_on=date(2026, 7, 6),
        by_name="发改局",
        at=NOW,
    )
    Project.objects.filter(pk=park.pk).update(stage="started", stage_on=date(2026, 7, 6))
    make_plan(park, total=120_000, plan_class="new")
    make_month(park, "2026-09", 99_000, physical="0.75")
    school = project(made, one, "school", sort="livelihood", total_wan=20_000)
    make_plan(school, total=8_000)
    make_month(school, "2026-09", 6_000, physical="0.75")
    road = project(made, two, "road", sort="infrastructure", total_wan=60_000, enter=False)
    make_plan(road, total=20_000)
    make_month(road, "2026-09", 7_500, physical="0.2")
    lamps_read(actor=SYSTEM, now=NOW, period="2026-09")
    return made


def project(county: County, unit: Unit, code: str, *, enter: bool = True, **fields: Any) -> Project:
    more = {"statistics_entry": "entered", "statistics_on": date(2026, 7, 20)} if enter else {}
    plain = {"unit": unit, "code": code, "name": code, "stage": "started"}
    made = make_project(county, **{**plain, **fields, **more})
    Node.objects.create(
        project=made,
        key="a",
        place=1,
        name="施工",
        calendar="construction",
        planned_start=date(2026, 1, 1),
        planned_finish=date(2026, 12, 31),
        duration=200,
    )
    return made


def scored(county: County, scheme: str) -> tuple[Mapping[str, Decimal], Mapping[str, Any], bytes]:
    """Take a round through its life; return scores, leaves of T1 and T2, and the package."""
    office, second = county.actor("office"), county.actor("office2")
    text = (ROOT / "examples" / "schemes" / scheme / "register.yaml").read_text(encoding="utf-8")
    draft = services.scheme_create(
        actor=office, now=NOW, code=scheme, title=scheme, owner=county.root.pk, text=text
    )
    version = services.scheme_adopt(actor=office, now=NOW, version=draft.pk)
    held = services.round_create(
        actor=office,
        now=NOW,
        code=scheme,
        title=scheme,
        period="2026Q3",
        scheme_version=version.pk,
        grouping=GROUPING,
    )
    services.round_open(actor=office, now=NOW, round=held.pk)
    services.round_freeze(actor=office, now=NOW, round=held.pk)
    run = services.run_make(actor=office, now=NOW, round=held.pk)
    asked = services.publication_propose(actor=office, now=NOW, round=held.pk, run=run.pk)
    services.publication_decide(actor=second, now=NOW, publication=asked.pk, approve=True)
    rows = RunRow.objects.filter(run=run).select_related("unit")
    leaves = RunLeaf.objects.filter(run=run).select_related("unit")
    return (
        {row.unit.code: Decimal(str(row.score)) for row in rows},
        {f"{leaf.unit.code} {leaf.leaf}": Decimal(str(leaf.score)) for leaf in leaves},
        blob_read(run.package_id),
    )


def verified(content: bytes, tmp_path: Path) -> str:
    """Recompute a package by the command that a stranger has."""
    file = tmp_path / "package.zip"
    file.write_bytes(content)
    found = CliRunner().invoke(main, ["verify", str(file)])
    assert found.exit_code == 0, found.output
    file.write_bytes(content.replace(b"register", b"registra"))
    assert CliRunner().invoke(main, ["verify", str(file)]).exit_code != 0
    return found.output


def test_s8_gives_points_for_each_project(county: County, tmp_path: Path) -> None:
    scores, leaves, package = scored(county, "s08-yanan")
    assert scores == {"T1": Decimal("167.50"), "T2": Decimal("36.50"), "T3": Decimal(0)}
    assert {name: leaves[f"T1 {name}"] for name in ("新建续建", "年度计划", "项目类别")} == {
        "新建续建": 7,  # a new one and a continued one
        "年度计划": 23,  # 12 亿: 20, and 8,000 万: 3
        "项目类别": 23,  # industry 15, public services 8
    }
    assert leaves["T1 投资完成"] == Decimal("94.50")  # 60 × (99,000/120,000 + 6,000/8,000)
    assert leaves["T1 省级重点"] == 20
    assert leaves["T2 投资完成"] == Decimal("22.50")  # 60 × 7,500/20,000
    verified(package, tmp_path)


def test_s10_adds_and_deducts_up_to_the_base_and_counts_green_lamps(
    county: County, tmp_path: Path
) -> None:
    scores, leaves, package = scored(county, "s10-linear-caps")
    assert leaves == {
        "T1 plan": Decimal("39.38"),  # 105,000 of 96,000: 109.375 %
        "T1 plan_steps": 44,
        "T1 lamps": 10,  # both green
        "T2 plan": 0,  # half of its plan: 50 points off, at most the base
        "T2 plan_steps": 25,
        "T2 lamps": 0,  # red: 55 points behind, and not in the statistics
        "T3 plan": 0,
        "T3 plan_steps": 0,
        "T3 lamps": 0,
    }
    assert scores == {"T1": Decimal("93.38"), "T2": 25, "T3": 0}
    verified(package, tmp_path)


def test_s11_has_slopes_places_starts_and_a_base_without_a_new_project(
    county: County, tmp_path: Path
) -> None:
    scores, leaves, package = scored(county, "s11-key-project-sheet")
    assert leaves == {
        "T1 completion_points": Decimal("26.88"),  # 25 + 0.2 × 9.375
        "T1 amount_place": 7,
        "T1 start_count": 1,
        "T1 start_rate_points": 7,  # all of what was to start: 20 points above 80 %
        "T1 late_entry": 0,
        "T2 completion_points": 20,
        "T2 amount_place": 5,
        "T2 start_count": 2,
        "T2 start_rate_points": 0,
        "T2 late_entry": -3,
        "T3 completion_points": 0,
        "T3 amount_place": 3,
        "T3 start_count": 2,
        "T3 start_rate_points": 0,
        "T3 late_entry": 0,
    }
    assert scores == {"T1": Decimal("41.88"), "T2": 24, "T3": 5}
    verified(package, tmp_path)
