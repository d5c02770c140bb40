"""Only what is certain counts, and what is missing is told with who owes it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sanbi.apps.assessments.freezing import gather
from sanbi.apps.assessments.missing import missing_figures, missing_for
from sanbi.apps.assessments.models import Item, RunLeaf, Snapshot
from sanbi.apps.assessments.services import item_propose, item_withdraw, round_freeze, run_make
from sanbi.apps.assessments.services.register import Proposal
from sanbi.apps.assessments.sources.indicators import due_by, figures
from sanbi.apps.assessments.sources.periods import native_period
from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.models import Indicator, Observation, Report, Target
from sanbi.apps.orgs.blobs import blob_read
from sanbi.engine.integrity import read_csv, read_package
from sanbi.engine.scoring.package import OWN_LIMITS
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_round, observe, rate_all

pytestmark = pytest.mark.django_db


def figure(county: County, code: str) -> list[tuple[str, Decimal | None, int]]:
    units = {unit.pk: unit.code for unit in county.towns}
    return [
        (item.unit, item.value, item.version)
        for item in sorted(figures([code], ["2026Q3"], units, NOW), key=lambda item: item.unit)
    ]


def test_a_dispatch_figure_counts_once_its_report_is_locked(county: County) -> None:
    make_round(county, "collecting")
    assert figure(county, "investment") == [("T1", 780, 1), ("T2", 600, 1), ("T3", 750, 1)]
    Report.objects.filter(unit=county.towns[1]).update(state="bureau_checked")
    assert figure(county, "investment") == [("T1", 780, 1), ("T3", 750, 1)]


def test_a_correction_after_the_lock_replaces_the_figure(county: County) -> None:
    make_round(county, "collecting")
    item, town = Indicator.objects.get(code="investment"), county.towns[0]
    report = Report.objects.get(unit=town)
    observe(town, item, "2026-09", "800", report=report, revised=True, reason="漏报")
    assert figure(county, "investment")[0] == ("T1", 800, 2)


def test_handed_in_twice_before_the_lock_is_not_revised_and_corrected_is(county: County) -> None:
    stage = make_round(county, "collecting")
    item, (again, corrected, once) = Indicator.objects.get(code="investment"), county.towns
    for town, value, revised in ((again, "790", False), (corrected, "660", True)):
        report = Report.objects.get(unit=town)
        observe(town, item, "2026-09", value, report=report, revised=revised, reason="补计")
    rate_all(stage)
    office = county.actor("office")
    round_freeze(actor=office, now=NOW, round=stage.round.pk)
    run = run_make(actor=office, now=NOW, round=stage.round.pk)
    found = RunLeaf.objects.filter(run=run, leaf="投资").values_list("unit_id", "x")
    assert dict(found) == {again.pk: "79", corrected.pk: "66", once.pk: "75"}
    files = read_package(blob_read(run.package_id), OWN_LIMITS).files
    table = read_csv(files["data/observations.csv"])
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    kept = {
        row["unit"]: (row["version"], row["revised"])
        for row in rows
        if row["indicator"] == "investment" and row["value"] in {"790", "660", "750"}
    }
    assert kept == {
        again.code: ("2", "false"),
        corrected.code: ("2", "true"),
        once.code: ("1", "false"),
    }


def test_a_statistic_counts_from_its_release_on(county: County) -> None:
    make_round(county, "collecting")
    item, town = Indicator.objects.get(code="growth"), county.towns[0]
    tomorrow = NOW.date() + timedelta(days=1)
    observe(town, item, "2026Q3", "6.9", released_on=tomorrow, edition="最终")
    assert figure(county, "growth")[0] == ("T1", Decimal("6.4"), 1)
    # A statistic without a release date, from whatever source, never counts.
    observe(town, item, "2026Q3", "9.9", source="feed")
    assert figure(county, "growth")[0] == ("T1", Decimal("6.4"), 1)


def test_what_is_due_at_the_end_of_a_quarter() -> None:
    goal = Target(value=100, q1=20, q2=45, q3=75)
    found = {label: due_by(goal, label) for label in ("2026Q1", "2026H1", "2026-09", "2026")}
    assert found == {"2026Q1": 20, "2026H1": 45, "2026-09": 75, "2026": 100}
    assert due_by(goal, "2026-08") is None
    assert due_by(goal, "wave-2") is None


def test_the_last_month_answers_for_a_quarter() -> None:
    assert native_period("2026Q3", "month") == "2026-09"
    assert native_period("2026", "quarter") == "2026Q4"
    assert native_period("2026-09", "quarter") == "2026Q3"
    assert native_period("2026-08", "quarter") is None
    assert native_period("wave-2", "month") is None


def test_missing_figures_name_who_owes_them(county: County) -> None:
    held = make_round(county, "collecting").round
    town = county.towns[1]
    Report.objects.filter(unit=town).update(state="submitted")
    found = {(item.unit, item.indicator): item for item in missing_figures(held, NOW)}
    assert sorted(found) == [("T1", "营商"), ("T2", "investment"), ("T2", "营商"), ("T3", "营商")]
    owed = found["T2", "investment"]
    assert (owed.owes, owed.period, owed.report) == (
        town.name,
        "2026Q3",
        Report.objects.get(unit=town).pk,
    )
    assert found["T1", "营商"].owes == "县发改局"
    own = missing_for(county.actor("clerk2"), held, NOW)
    assert {item.unit for item in own} == {"T2"}


def test_freezing_is_refused_with_the_list_and_goes_on_with_a_reason(county: County) -> None:
    held = make_round(county, "collecting").round
    office = county.actor("office")
    with pytest.raises(Refused, match="营商环境"):
        round_freeze(actor=office, now=NOW, round=held.pk)
    assert not Snapshot.objects.exists()
    round_freeze(actor=office, now=NOW, round=held.pk, reason="评价另行组织")
    snapshot = Snapshot.objects.get()
    assert snapshot.reason == "评价另行组织"
    assert len(snapshot.versions["observations"]) == 6
    assert (
        Observation.objects.filter(
            pk__in=[row[4] for row in snapshot.versions["observations"]]
        ).count()
        == 6
    )


def test_the_register_feeds_only_what_was_checked(county: County) -> None:
    stage = make_round(county, "collecting")
    bureau, town = county.actor("bureau"), county.towns[0]
    rate_all(stage)
    item_propose(
        actor=bureau,
        now=NOW,
        round=stage.round.pk,
        proposal=Proposal(town.pk, "bonus", "表彰", "表彰", document="1号", kind="省级"),
    )
    data, versions = gather(stage.again(), NOW)
    assert data.events.height == 0
    assert data.ratings["rating"].to_list() == [92.0, 85.0, 78.0]
    Item.objects.filter(leaf="表彰").update(state="checked")
    data, versions = gather(stage.again(), NOW)
    assert data.events["kind"].to_list() == ["省级"]
    assert len(versions["items"]) == 4
    item = Item.objects.get(leaf="表彰")
    item_withdraw(actor=county.actor("office"), now=NOW, item=item.pk, reason="重复")
    assert gather(stage.again(), NOW)[0].events.height == 0


def test_the_same_fact_is_registered_once(county: County) -> None:
    stage = make_round(county, "collecting")
    proposal = Proposal(county.towns[0].pk, "bonus", "表彰", "表彰", document="1号", kind="省级")
    item_propose(actor=county.actor("bureau"), now=NOW, round=stage.round.pk, proposal=proposal)
    with pytest.raises(Refused) as refused:
        item_propose(actor=county.actor("bureau"), now=NOW, round=stage.round.pk, proposal=proposal)
    assert refused.value.where == "document"


def test_earlier_final_rounds_are_the_history(county: County) -> None:
    first = make_round(county, "final", period="2026Q2")
    stage = make_round(county, "collecting", version=first.version)
    data, versions = gather(stage.again(), NOW)
    assert data.history.select("unit", "period", "rank").rows() == [
        ("T1", "2026Q2", 1.0),
        ("T2", "2026Q2", 2.0),
        ("T3", "2026Q2", 3.0),
    ]
    assert versions["history"] == [[first.round.pk, first.round.current_run_id]]
    assert date(2026, 6, 30) < NOW.date()
