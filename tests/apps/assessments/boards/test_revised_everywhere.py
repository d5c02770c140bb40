"""One figure corrected after its lock carries 已修订 wherever it is shown."""

from __future__ import annotations

import csv
import io
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.models import Appeal, Round
from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.publications import change_by
from sanbi.apps.assessments.services import (
    appeal_accept,
    appeal_decide,
    publication_decide,
    publication_propose,
    round_freeze,
    run_correct,
    run_make,
)
from sanbi.apps.indicators.models import Indicator, Report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_appeal, make_round, observe, rate_all
from tests.site.api.test_api import API, client, key_of
from tests.support.programs import require_program

pytestmark = pytest.mark.django_db
MARK = "已修订"


def planted(county: County, at: datetime = NOW) -> None:
    """The second township's investment is corrected after its lock: 600 becomes 660."""
    item, town = Indicator.objects.get(code="investment"), county.towns[1]
    report = Report.objects.get(unit=town)
    more = {"report": report, "revised": True, "reason": "补计一个项目", "at": at}
    observe(town, item, "2026-09", "660", **more)


def published(county: County, *, late: bool) -> Round:
    stage = make_round(county, "collecting")
    if late:
        planted(county)
    office, second = county.actor("office"), county.actor("office2")
    rate_all(stage)
    round_freeze(actor=office, now=NOW, round=stage.round.pk)
    run = run_make(actor=office, now=NOW, round=stage.round.pk)
    made = publication_propose(actor=office, now=NOW, round=stage.round.pk, run=run.pk)
    publication_decide(actor=second, now=NOW, publication=made.pk, approve=True)
    return stage.again()


@pytest.fixture
def reader(county: County) -> Client:
    found = Client(headers={"accept-language": "zh-hans"})
    found.force_login(county.users["office"], "allauth.account.auth_backends.AuthenticationBackend")
    return found


def pages(held: Round, county: County) -> dict[str, str]:
    town, other = county.towns[1].pk, county.towns[0].pk
    item = Indicator.objects.get(code="investment").pk
    report = Report.objects.get(unit=town)
    return {
        "league table": reverse("board", args=[held.code]),
        "unit page": reverse("board-unit", args=[held.code, town]),
        "first of two": reverse("board-compare", args=[held.code, town, other]),
        "second of two": reverse("board-compare", args=[held.code, other, town]),
        "working": reverse("board-working", args=[held.code, town, "投资"]),
        "part": reverse("board-part", args=[held.code, town, "经济"]),
        "wall": reverse("board-full", args=[held.code]),
        "history": reverse("history", args=[town, item, "2026-09"]),
        "report": reverse("report", args=[report.pk]),
        "matrix": reverse("matrix", args=[report.dataset_id, "2026-09"]),
    }


def body(page: str) -> str:
    """A page without the legend and the filters, which name every mark."""
    start = page.index("<tbody" if "<tbody" in page else "<main")
    end = page.find('class="legend"')
    return page[start : end if end > 0 else None]


@pytest.mark.parametrize("late", [True, False])
def test_every_page_marks_it(county: County, reader: Client, late: bool) -> None:
    held = published(county, late=late)
    found = {}
    for name, address in pages(held, county).items():
        answer = reader.get(address)
        assert answer.status_code == 200, name
        text = answer.content.decode()
        found[name] = MARK in (body(text) if name != "wall" else text)
    assert found == dict.fromkeys(found, late)


@pytest.mark.parametrize("late", [True, False])
def test_every_file_and_the_interface_mark_it(
    county: County, reader: Client, tmp_path: Path, late: bool
) -> None:
    held = published(county, late=late)
    address = reverse("board", args=[held.code])
    table = reader.get(address + "?format=csv").content.decode("utf-8-sig")
    marks = {row["单位"]: row["标记"] for row in csv.DictReader(io.StringIO(table))}
    told = "已修订（固定资产投资 600.0 → 660.0）" if late else ""
    assert list(marks.values()).count("") == (2 if late else 3)
    assert marks[county.towns[1].name] == told
    path = tmp_path / "board.pdf"
    path.write_bytes(reader.get(reverse("board-paper", args=[held.code])).content)
    program = require_program(
        ("pdftotext",),
        switch="SANBI_REQUIRE_BROWSER",
        hint="Debian: apt-get install poppler-utils.",
    )
    done = subprocess.run(
        [str(program), str(path), "-"], capture_output=True, text=True, check=True
    )
    assert ("已修订①" in done.stdout) is late
    asked = client(key_of(county, "clerk", NOW))
    rows = asked.get(f"{API}/rounds/{held.code}/table").json()["items"]
    assert {row["unit"]: row["revised"] for row in rows} == {
        "T1": [],
        "T2": ["投资"] if late else [],
        "T3": [],
    }
    leaves = asked.get(f"{API}/rounds/{held.code}/leaves").json()["items"]
    revised = [(leaf["unit"], leaf["leaf"]) for leaf in leaves if leaf["revised"]]
    assert revised == ([("T2", "投资")] if late else [])


def test_an_upheld_appeal_stays_under_review_until_its_correction_is_on_show(
    county: County, reader: Client
) -> None:
    stage = make_round(county, "appeals")
    appeal = make_appeal(stage, leaf="投资")
    supervisor, office = county.actor("supervisor"), county.actor("office")
    appeal_accept(actor=supervisor, now=NOW, appeal=appeal.pk)
    appeal_decide(actor=supervisor, now=NOW, appeal=appeal.pk, uphold=True, decision="属实")
    later = NOW + timedelta(days=1)
    planted(county, later)
    run = run_correct(
        actor=office, now=later, round=stage.round.pk, reason="补计", appeals=(appeal.pk,)
    )
    clerk = county.actor("clerk")
    before = board(clerk, stage.round.code)
    assert [(note.kind, note.upheld) for note in before.notes] == [("review", True)]
    assert "待复核" in body(reader.get(reverse("board", args=[stage.round.code])).content.decode())
    proposal = publication_propose(actor=office, now=NOW, round=stage.round.pk, run=run.pk)
    change = change_by(county.actor("office2"), proposal.pk)
    assert (change.run, change.replaced, change.undecided, change.waiting) == (2, 1, 0, 0)
    moved = [
        (s.name, str(s.score_before)[:5], str(s.score)[:5], s.rank_before, s.rank)
        for s in change.shifts
    ]
    assert moved == [
        (county.towns[1].name, "87.00", "91.00", 2, 1),
        (county.towns[0].name, "88.20", "88.20", 1, 2),
    ]
    publication_decide(
        actor=county.actor("office2"), now=NOW, publication=proposal.pk, approve=True
    )
    after = board(clerk, stage.round.code)
    assert [(note.kind, note.unit) for note in after.notes] == [
        ("revised", county.towns[1].pk),
        ("decided", county.towns[0].pk),
    ]
    assert (after.replaced, after.shifts) == (1, change.shifts)
    page = reader.get(reverse("board", args=[stage.round.code])).content.decode()
    assert "更正前后的变动" in page
    assert "第 2 次计分替代第 1 次" in page
    assert Appeal.objects.get().correction_id == run.pk
