"""Examples of the services of plans, months and quantities."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sanbi.apps.projects import services
from sanbi.apps.projects.models import Quantity
from sanbi.apps.projects.services.months import Figures, QuantityLine
from sanbi.apps.projects.services.plans import Plan
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, make_project

MONTHS = [Decimal(1000) * number for number in range(1, 13)]


def plan(county: County, now: datetime, version: int = 0) -> Deed:
    project = make_project(county)
    return lambda: services.year_plan_set(
        actor=county.actor("bureau"),
        now=now,
        project=project.pk,
        year=2026,
        version=version,
        plan=Plan("new", MONTHS),
    )


def plan_of_a_version_that_is_not(county: County, now: datetime) -> Deed:
    return plan(county, now, version=3)


def month(county: County, now: datetime, period: str = "2026-10") -> Deed:
    project = make_project(county)
    return lambda: services.month_report(
        actor=county.actor("clerk"),
        now=now,
        project=project.pk,
        period=period,
        version=0,
        figures=Figures(Decimal(9000), Decimal(8000), Decimal("0.4"), "主体封顶"),
        proofs=[a_file("支付凭证.pdf")],
    )


def month_to_come(county: County, now: datetime) -> Deed:
    return month(county, now, "2026-11")


def quantities(county: County, now: datetime, planned: int = 1200) -> Deed:
    project = make_project(county)
    return lambda: services.quantities_set(
        actor=county.actor("clerk"),
        now=now,
        project=project.pk,
        edition=0,
        lines=[QuantityLine("土方", "立方米", Decimal(planned))],
    )


def quantities_of_nothing(county: County, now: datetime) -> Deed:
    return quantities(county, now, planned=0)


def done(county: County, now: datetime, value: int = 300) -> Deed:
    project = make_project(county)
    earth = Quantity.objects.create(project=project, name="土方", measure="立方米", planned=1200)
    return lambda: services.quantity_report(
        actor=county.actor("clerk"),
        now=now,
        project=project.pk,
        period="2026-10",
        done={earth.pk: Decimal(value)},
    )


def done_too_much(county: County, now: datetime) -> Deed:
    return done(county, now, value=1201)


EXAMPLES = {
    "year_plan.set": Example(done=plan, refused=plan_of_a_version_that_is_not),
    "month.report": Example(done=month, refused=month_to_come),
    "quantities.set": Example(done=quantities, refused=quantities_of_nothing),
    "quantity.report": Example(done=done, refused=done_too_much),
}
