"""A sealed poll in a round: its slips are what the run counts and what its package holds."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from sanbi.apps.assessments import services
from sanbi.apps.assessments.missing import missing_figures
from sanbi.apps.assessments.models import Round, RunRow
from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Refused
from sanbi.apps.ballots import services as ballots
from sanbi.apps.ballots.models import Poll, Voter
from sanbi.apps.orgs.blobs import blob_read
from sanbi.engine.integrity import read_csv, read_package
from sanbi.engine.integrity.ballots import read_box
from tests.apps.factories.ballots import AT, CLASSES, GRADES, cast_as, poll_facts, voter_rows
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import GROUPING, NOW, make_grouping

pytestmark = pytest.mark.django_db
SCHEME = """
sanbi: 1
id: hall
title: 现场测评
version: "1"
effective: {from: 2026-01-01, to: 2026-12-31}
precision: 2
electorates:
  hall:
    kind: grade
    classes: {县领导: 40, 部门: 30, 乡镇: 30}
    grades: {好: 100, 较好: 85, 一般: 70, 较差: 60}
tree:
  id: total
  name: 合计
  points: 100
  children:
    - {id: onsite, name: 现场测评, points: 100, rule: {type: ballot, electorate: hall}}
"""
PLACES = ("好", "较好", "一般")
"""What everybody gives to the first, second and third township."""


def round_of(county: County, text: str = SCHEME) -> Round:
    """A round of the third quarter that is collecting."""
    make_grouping(county)
    office = county.actor("office")
    draft = services.scheme_create(
        actor=office, now=NOW, code="hall", title="测评", owner=county.root.pk, text=text
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


def sealed(county: County, **more: object) -> Poll:
    """A sealed poll of the three townships: leaders and departments by place, towns all 较差."""
    facts = poll_facts(county.towns, electorate="hall", **more)
    made = ballots.poll_prepare(actor=SYSTEM, now=AT, facts=facts)
    rows = voter_rows(county.towns, 8)  # three of one town leave five for its line
    ballots.roll_take_over(actor=SYSTEM, now=AT, poll=made.pk, rows=rows)
    ballots.poll_ready(actor=SYSTEM, now=AT, poll=made.pk)
    ballots.poll_open(actor=SYSTEM, now=AT, poll=made.pk)
    voters = Voter.objects.filter(poll=made).select_related("poll", "poll_class", "unit")
    for voter in voters.order_by("number"):
        towns = voter.poll_class.name == "乡镇"
        cast_as(
            voter,
            {
                unit.code: {"": "较差" if towns else PLACES[place]}
                for place, unit in enumerate(county.towns)
                if unit.pk != voter.unit_id
            },
        )
    ballots.poll_close(actor=SYSTEM, now=AT, poll=made.pk)
    ballots.poll_seal(actor=SYSTEM, now=AT, poll=made.pk)
    return Poll.objects.get(pk=made.pk)


def test_the_run_counts_the_slips_of_the_box(county: County, tmp_path: Path) -> None:
    held, poll = round_of(county), sealed(county)
    office = county.actor("office")
    services.round_freeze(actor=office, now=NOW, round=held.pk)
    run = services.run_make(actor=office, now=NOW, round=held.pk)
    found = {row.unit.code: row.score for row in RunRow.objects.filter(run=run)}
    # 0.7 × (100, 85, 70) + 0.3 × 60, of 100 points
    expected = [Decimal("0.7") * mark + Decimal("0.3") * 60 for mark in (100, 85, 70)]
    assert found == dict(zip(("T1", "T2", "T3"), expected, strict=True))
    box = read_box(bytes(poll.sealed_box.content))
    assert [row.points for row in box.tally] == expected
    package = blob_read(run.package_id)
    rows = read_csv(read_package(package).files["data/ballots.csv"])
    slips = {row[rows.columns.index("ballot")] for row in rows.rows}
    assert slips == {slip.number for slip in box.slips}
    file = tmp_path / "package.zip"
    file.write_bytes(package)
    tool = Path(__file__).resolve().parents[3] / "tools/verify_package.py"
    told = subprocess.run([sys.executable, "-I", str(tool), str(file)], check=False)
    assert told.returncode == 0


def test_a_poll_that_is_not_sealed_is_owed_by_the_office(county: County) -> None:
    held = round_of(county)
    owed = missing_figures(held, NOW)
    assert [(item.unit, item.what, item.why) for item in owed] == [
        (code, "ballots", "测评票尚未封存") for code in ("T1", "T2", "T3")
    ]
    with pytest.raises(Refused, match="测评票尚未封存"):
        services.round_freeze(actor=county.actor("office"), now=NOW, round=held.pk)
    sealed(county)
    assert missing_figures(held, NOW) == []


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"trim": 1}, "两端去掉的票数"),
        ({"classes": [*CLASSES[:2]]}, "测评组类别及权重"),
        ({"grades": [*GRADES[:3], ("较差", Decimal(50))]}, "等次"),
        ({"own_counts": True}, "对本单位的评分"),
    ],
)
def test_a_poll_held_by_other_rules_is_not_counted(
    county: County, more: dict[str, object], word: str
) -> None:
    held = round_of(county)
    facts = poll_facts(county.towns, electorate="hall", **more)
    made = ballots.poll_prepare(actor=SYSTEM, now=AT, facts=facts)
    names = {row.name for row in facts.classes}
    rows = [row for row in voter_rows(county.towns) if row.poll_class in names]
    ballots.roll_take_over(actor=SYSTEM, now=AT, poll=made.pk, rows=rows)
    ballots.poll_ready(actor=SYSTEM, now=AT, poll=made.pk)
    ballots.poll_open(actor=SYSTEM, now=AT, poll=made.pk)
    for voter in Voter.objects.filter(poll=made).select_related("poll"):
        cast_as(voter)
    ballots.poll_close(actor=SYSTEM, now=AT, poll=made.pk)
    ballots.poll_seal(actor=SYSTEM, now=AT, poll=made.pk)
    with pytest.raises(Refused, match=word):
        services.round_freeze(actor=county.actor("office"), now=NOW, round=held.pk)
