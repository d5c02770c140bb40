"""The funnel: who came how far, how long it took, who waits, and who carries the year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sanbi.apps.projects.models import Project, StageStep
from sanbi.apps.projects.queries.funnel import funnel_of
from sanbi.apps.projects.queries.map import townships_of
from sanbi.apps.projects.views.map_sheet import summary
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_month, make_plan, make_project

TODAY = date(2026, 10, 9)


def five_projects(county: County) -> None:
    """One started, one signed, a lead, one given up, and one whose start was taken back."""
    started = make_project(county, name="已开工", stage="started")
    make_project(county, name="已签约", stage="signed", unit=county.towns[1])
    make_project(county, name="线索")
    gone = make_project(county, name="退库", stage="capacity")
    gone.dropped_on, gone.dropped_why = TODAY, "退出"
    gone.save()
    revoked = make_project(county, name="撤销开工", stage="started", unit=county.towns[1])
    StageStep.objects.create(
        project=revoked,
        from_stage="started",
        to_stage="signed",
        happened_on=TODAY,
        by_name="甲",
        at=AT,
    )
    revoked.stage, revoked.stage_on = "signed", date(2026, 2, 5)
    revoked.save()
    make_plan(started, total=12_000)
    make_month(started, "2026-09", 9_000)
    make_plan(revoked, total=8_000)
    make_month(revoked, "2026-09", 1_000)


def test_counts_days_and_shares(county: County) -> None:
    five_projects(county)

    found = funnel_of(county.actor("office"), TODAY)

    steps = {step.stage: step for step in found.steps}
    assert [step.reached for step in found.steps] == [4, 3, 1, 0, 0]
    assert [step.here for step in found.steps] == [1, 2, 1, 0, 0]
    assert steps["signed"].passed == 0.75
    assert (steps["lead"].days, steps["lead"].left) == (31, 3)
    assert (steps["signed"].days, steps["signed"].left) == (28, 1)
    assert steps["started"].days is None
    assert [(pace.name, pace.days) for pace in found.quick] == [("已开工", 28)]
    assert [(pace.days, pace.waiting) for pace in found.slow] == [
        (246, True),
        (246, True),
        (28, False),
    ]
    assert [(share.unit, share.done, share.past_half) for share in found.shares] == [
        ("青石镇", Decimal("0.75"), True),
        ("松涛镇", Decimal("0.125"), False),
    ]
    assert found.shares[0].part == Decimal("0.9")
    assert found.whole.done == Decimal("0.5")
    gone = Decimal(282) / 365
    assert [(pace.name, pace.done, pace.ahead) for pace in found.fastest] == [
        ("已开工", Decimal("0.75"), Decimal("0.75") - gone),
        ("撤销开工", Decimal("0.125"), Decimal("0.125") - gone),
    ]
    assert [pace.name for pace in found.slowest] == ["撤销开工", "已开工"]
    own = funnel_of(county.actor("clerk2"), TODAY)
    assert own.whole.projects == 2


def test_who_has_started_and_not_reported_is_missing_and_not_the_slowest(county: County) -> None:
    for name, stage in (("未报", "started"), ("未开工", "signed")):
        make_plan(make_project(county, name=name, stage=stage), total=8_000)
    old = make_project(county, name="往年报过", stage="producing")
    make_plan(old, total=8_000)
    make_month(old, "2025-12", 5_000)
    told = make_project(county, name="已报", stage="started")
    make_plan(told, total=8_000)
    make_month(told, "2026-09", 4_000)

    found = funnel_of(county.actor("office"), TODAY)

    assert [(pace.name, pace.done) for pace in found.paces] == [
        ("已报", Decimal("0.5")),
        ("未开工", Decimal(0)),
    ]
    assert (found.whole.silent, found.whole.completed) == (2, Decimal(4_000))
    town = townships_of(Project.objects.all(), TODAY)[0]
    assert town.silent == 2
    assert summary(town, "progress").endswith(" · 2 个未报")
