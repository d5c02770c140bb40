"""Months: versions with reasons, payment with proof, physical work by quantities, never money."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.audit.errors import Conflict, NotAllowed, Refused
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import proof, services
from sanbi.apps.projects.models import MonthReport, Project, Quantity, YearPlan
from sanbi.apps.projects.queries.months import month_rows
from sanbi.apps.projects.services.months import Figures
from sanbi.apps.projects.services.plans import Plan
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, make_month, make_plan, make_project

TODAY = datetime(2026, 10, 9, 6, 32, tzinfo=UTC).date()


def report(county: County, now: datetime, project: Project, **given: Any) -> MonthReport:
    """A report of September of 900 万元, unless something else is given."""
    plain = {"period": "2026-09", "version": 0, "proofs": (), "who": "clerk"}
    more = {**plain, **{name: given.pop(name) for name in plain if name in given}}
    figures = Figures(**{"completed_wan": Decimal(900), **given})
    who = more.pop("who")
    return services.month_report(
        actor=county.actor(who), now=now, project=project.pk, figures=figures, **more
    )


def test_payment_is_shown_by_a_file(county: County, now: datetime) -> None:
    project = make_project(county)
    with pytest.raises(Refused) as refused:
        report(county, now, project, paid_wan=Decimal(500))
    assert refused.value.where == "proofs"
    assert not MonthReport.objects.exists()
    made = report(county, now, project, paid_wan=Decimal(500), proofs=[a_file("回单.pdf")])
    assert (made.version, made.paid_wan, made.reason) == (1, Decimal(500), "")
    key = proof.month_key(project.pk, "2026-09")
    assert [f.name for f in attachments_of(county.actor("clerk"), proof.MONTH, [key])] == [
        "回单.pdf"
    ]
    again = report(county, now, project, version=1, paid_wan=Decimal(600), reason="补报")
    assert again.version == 2, "the file of the month still shows the payment"


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"period": "2026-11"}, "period"),
        ({"period": "2026-9"}, "period"),
        ({"completed_wan": Decimal(-1)}, "completed_wan"),
        ({"completed_wan": Decimal(252_001)}, "completed_wan"),
        ({"physical": Decimal("1.1")}, "physical"),
        ({"completed_wan": Decimal(799)}, "reason"),
        ({"physical": Decimal("0.29")}, "reason"),
        ({"period": "2026-07"}, "reason"),
    ],
)
def test_a_month_is_refused(county: County, now: datetime, given: Any, where: str) -> None:
    project = make_project(county)
    make_month(project, "2026-08", 800, physical=Decimal("0.3"))
    with pytest.raises(Refused) as refused:
        report(county, now, project, **given)
    assert refused.value.where == where
    assert MonthReport.objects.count() == 1


def test_a_closed_month_is_revised(county: County, now: datetime) -> None:
    project = make_project(county)
    report(county, now, project)
    with pytest.raises(Conflict):
        report(county, now, project, reason="更正")
    assert not month_rows(project, 2026, TODAY)[8].revised
    later = datetime(2026, 10, 11, tzinfo=UTC)
    report(county, later, project, version=1, completed_wan=Decimal(950), reason="凭证补齐")
    row = month_rows(project, 2026, later.date())[8]
    assert (row.completed, row.revised, row.versions) == (Decimal(950), True, 2)


def test_only_who_reports_may(county: County, now: datetime) -> None:
    project = make_project(county)
    for who in ("office", "town_leader", "leader"):
        with pytest.raises(NotAllowed):
            report(county, now, project, who=who)
    project.owner = county.users["owner"]
    project.save()
    assert report(county, now, project, who="owner").by_name == "owner"


def test_physical_work_is_counted_from_quantities(county: County, now: datetime) -> None:
    project = make_project(county)
    earth = Quantity.objects.create(project=project, name="土方", measure="m³", planned=1000)
    floors = Quantity.objects.create(
        project=project, name="厂房", measure="m²", planned=400, weight=3
    )

    def done(period: str, **amounts: int) -> None:
        keys = {"earth": earth.pk, "floors": floors.pk}
        services.quantity_report(
            actor=county.actor("clerk"),
            now=now,
            project=project.pk,
            period=period,
            done={keys[name]: Decimal(value) for name, value in amounts.items()},
        )

    done("2026-08", earth=500)
    done("2026-09", floors=100)
    assert report(county, now, project).physical == Decimal("0.3125")
    with pytest.raises(Refused) as refused:
        done("2026-09", earth=499)
    assert refused.value.where == f"done_{earth.pk}"
    with pytest.raises(Refused, match=r"Nothing differs|一致"):
        done("2026-09", floors=100)


def test_a_plan_never_falls_and_keeps_its_versions(county: County, now: datetime) -> None:
    project = make_project(county)
    months = [Decimal(100) * number for number in range(1, 13)]

    def plan(version: int, **given: Any) -> YearPlan:
        return services.year_plan_set(
            actor=county.actor("bureau"),
            now=now,
            project=project.pk,
            year=2026,
            version=version,
            plan=Plan(**{"plan_class": "new", "months": months, **given}),
        )

    assert plan(0).planned_wan == Decimal(1200)
    with pytest.raises(Refused) as refused:
        plan(1, months=[*months[:5], Decimal(1), *months[6:]], reason="x")
    assert refused.value.where == "month_6"
    with pytest.raises(Refused) as refused:
        plan(1)
    assert refused.value.where == "reason"
    with pytest.raises(Conflict):
        plan(0, reason="晚了一步")
    assert plan(1, reason="开工推迟").version == 2
    assert YearPlan.objects.count() == 2


def test_money_that_runs_ahead_of_work_is_said(county: County) -> None:
    project = make_project(county, total_wan=Decimal(10_000))
    make_plan(project, total=6_000)
    make_month(project, "2025-12", 3_000)
    make_month(project, "2026-08", 1_000, physical=Decimal("0.2"))
    make_month(project, "2026-09", 1_100, physical=Decimal("0.2"))
    rows = month_rows(project, 2026, TODAY)
    assert [row.running_ahead for row in rows[7:9]] == [False, True]
    assert (rows[8].planned, rows[8].share) == (Decimal(4_500), Decimal(1_100) / 4_500)


def test_a_program_in_disguise_is_no_proof(county: County, now: datetime) -> None:
    project = make_project(county)
    slip = proof.Sent("回单.pdf", b"MZ\x90\0\x03\0\0\0" * 99)
    with pytest.raises(Refused, match="回单"):
        report(county, now, project, paid_wan=Decimal(500), proofs=[slip])
    assert not MonthReport.objects.exists()
    assert not Attachment.objects.exists()
