"""A deputy's deeds say for whom: in the steps of a report, its remarks, and the audit."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sanbi.apps.audit.actors import Actor, Grant, Role, acting
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.models import ReportStep
from sanbi.apps.indicators.services import comment_add, report_sign
from sanbi.apps.orgs.models import Delegation, User
from tests.apps.factories.indicators import fill, make_dataset, make_indicator, make_report
from tests.apps.factories.orgs import County


@pytest.fixture
def county_with_loan(county: County) -> County:
    """The clerk 张三 stands in for the leader 李四."""
    User.objects.filter(username="clerk").update(name="张三")
    User.objects.filter(username="town_leader").update(name="李四")
    for name in ("clerk", "town_leader"):
        county.users[name].refresh_from_db()
    Delegation.objects.create(
        lender=county.users["town_leader"],
        deputy=county.users["clerk"],
        since=date(2026, 10, 1),
        until=date(2026, 10, 31),
        reason="年休假",
    )
    return county


def test_only_what_a_lent_role_allows_is_done_for_somebody(
    county_with_loan: County, now: datetime
) -> None:
    county = county_with_loan
    growth = make_indicator("gdp", county.bureau)
    dataset = make_dataset("monthly", county.bureau, [growth], [county.towns[0]])
    report = make_report(
        dataset, county.towns[0], state="submitted", submitted_by=county.users["owner"].pk
    )
    fill(report, {growth: 5})
    deputy = county.actor("clerk")

    own = comment_add(actor=deputy, now=now, report=report.pk, text="已核对。")
    assert own.by_name == "张三"  # a clerk remarks by the own role
    report_sign(actor=deputy, now=now, report=report.pk, edition=None)
    step = ReportStep.objects.latest("id")
    assert (step.by, step.by_name) == (county.users["clerk"].pk, "张三（代李四）")
    assert list(Entry.objects.order_by("id").values_list("action", "actor_name")) == [
        ("comment.add", "张三"),
        ("report.sign", "张三（代李四）"),
    ]


def test_a_name_with_its_lender_is_cut_to_what_records_keep() -> None:
    lent = Actor(1, "张" * 40, grants=(Grant(Role.LEADER, 3, "李" * 40),))
    actor = acting(lent)
    assert actor.name == "张" * 40
    assert actor.reading.has(Role.LEADER)
    assert actor.name == "张" * 40  # looking is not acting
    assert actor.has_for(3, Role.LEADER)
    assert len(actor.name) == 80
    plain = Actor(1, "张三", grants=(Grant(Role.LEADER, 3),))
    assert acting(plain) is plain
