"""From frozen data to a package that anyone can recompute."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from sanbi.apps.assessments.models import RunLeaf, RunNode, RunRow
from sanbi.apps.assessments.services import run_make
from sanbi.apps.assessments.services.runs import scored
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.blobs import blob_read
from sanbi.engine.scoring.package import build_package, verify_package
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_round

pytestmark = pytest.mark.django_db


def test_a_run_holds_the_hand_worked_scores(county: County) -> None:
    # 投资: 50·completion/75, at most 50. 工业: 30·(x − 3.1)/(8.1 − 3.1). 营商: 20·mark/100.
    run = make_round(county, "scored").run
    rows = RunRow.objects.filter(run=run)
    assert [
        (row.unit.code, row.order, row.score, row.rank, row.gap, row.grade) for row in rows
    ] == [
        ("T1", 1, Decimal("88.20"), 1, None, "良好"),
        ("T2", 2, Decimal("87.00"), 2, Decimal("1.20"), "良好"),
        ("T3", 3, Decimal("65.60"), 3, Decimal("21.40"), "良好"),
    ]
    leaves = RunLeaf.objects.filter(run=run, unit=county.towns[0])
    assert [(leaf.leaf, leaf.node, leaf.score, leaf.points, leaf.lost) for leaf in leaves] == [
        ("投资", "经济", Decimal("50.00"), 50, 0),
        ("工业", "经济", Decimal("19.80"), 30, Decimal("10.20")),
        ("营商", "评价", Decimal("18.40"), 20, Decimal("1.60")),
        ("表彰", "加分", 0, None, None),
        ("事故", "事故扣分", 0, None, None),
    ]
    nodes = RunNode.objects.filter(run=run, unit=county.towns[0])
    assert [(node.node, node.depth, node.score, node.points) for node in nodes] == [
        ("总分", 0, Decimal("88.20"), 100),
        ("经济", 1, Decimal("69.80"), 80),
        ("评价", 1, Decimal("18.40"), 20),
        ("加分", 1, 0, None),
        ("事故扣分", 1, 0, None),
    ]


def test_recomputing_from_the_stored_snapshot_gives_the_published_bytes(county: County) -> None:
    stage = make_round(county, "published")
    run = stage.run
    package = build_package(scored(stage.round, run.snapshot))
    assert package == blob_read(run.package_id)
    assert stage.again().current_run_id == run.pk


def test_the_package_passes_both_verifiers(county: County, repo: Path, tmp_path: Path) -> None:
    run = make_round(county, "scored").run
    content = blob_read(run.package_id)
    found = verify_package(content)
    assert (found.identical, found.counts["totals"], found.digest) == (True, 3, run.digest)
    file = tmp_path / "package.zip"
    file.write_bytes(content)
    checker = [sys.executable, "-I", str(repo / "tools/verify_package.py"), str(file)]
    assert subprocess.run(checker, check=False, capture_output=True).returncode == 0
    file.write_bytes(content.replace(b"88.20", b"88.30"))
    assert subprocess.run(checker, check=False, capture_output=True).returncode != 0


def test_a_second_run_before_publication_needs_a_reason(county: County) -> None:
    stage = make_round(county, "scored")
    with pytest.raises(Refused, match=r"原因|reason"):
        run_make(actor=county.actor("office"), now=NOW, round=stage.round.pk)
    second = run_make(actor=county.actor("office"), now=NOW, round=stage.round.pk, reason="复核")
    assert (second.number, second.digest) == (2, stage.run.digest)


@pytest.mark.parametrize(
    "statement",
    [
        "update assessments_run set digest = 'x'",
        "delete from assessments_runrow",
        "update assessments_runleaf set score = 100",
        "update assessments_snapshot set digest = 'x'",
        "update assessments_schemeversion set text = 'x'",
        "delete from assessments_schemeversion",
        "update assessments_schemeversion set adopted_at = null",
    ],
)
def test_the_database_refuses_to_change_what_was_scored(county: County, statement: str) -> None:
    make_round(county, "scored")
    with transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match=r"only ever added|is refused|permission denied"):
            cursor.execute(statement)
        transaction.set_rollback(True)
