"""Leads: the lens over the county's figures, told as questions, for office and auditor alone."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.models import Round
from sanbi.apps.assessments.queries.leads import leads_of
from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.indicators.models import Indicator, Observation
from sanbi.apps.orgs.models import Unit
from sanbi.engine.pacing.lens import LeadKind
from tests.apps.factories.boards import make_boards
from tests.apps.factories.indicators import observe
from tests.apps.indicators.conftest import Work, work

__all__ = ["work"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def grown(indicator: Indicator, unit: Unit, odd: float = 1.0, wave: float = 0.02) -> None:
    """Three years by month, 8 % more each year, wavering; one month of the last year times odd."""
    for year in (2023, 2024, 2025):
        total = 0.0
        for month in range(1, 13):
            growth = 1.08 ** (year - 2023) * (1 + wave * math.sin(7 * month + 3 * year + unit.pk))
            step = 1000 * growth * (odd if (year, month) == (2025, 7) else 1.0)
            total += step
            observe(indicator, unit, f"{year}-{month:02d}", round(total, 2))


def test_a_jump_is_told_with_its_place(work: Work) -> None:
    honest, odd = work.county.towns[:2]
    grown(work["invest"], honest)
    grown(work["invest"], odd, odd=6.0)
    found = [one for one in leads_of(SYSTEM) if one.lead.kind is LeadKind.JUMP]
    assert [(one.unit, one.lead.year, one.lead.month) for one in found] == [(odd, 2025, 7)]
    assert found[0].indicator == work["invest"]


def test_a_ratio_is_looked_at_where_one_is_named(work: Work) -> None:
    town = work.county.towns[0]
    other = next(
        one
        for one in work.indicators.values()
        if one.accumulation == Indicator.Accumulation.CUMULATIVE and one.code != "invest"
    )
    grown(work["invest"], town, odd=5.0)
    grown(other, town)
    assert LeadKind.RATIO not in {one.lead.kind for one in leads_of(SYSTEM)}
    kinds = {(one.lead.kind, one.indicator) for one in leads_of(SYSTEM, beside=other.pk)}
    assert (LeadKind.RATIO, work["invest"]) in kinds


def test_revisions_before_freezing(work: Work, settings: Any, tmp_path: Any) -> None:
    settings.SANBI_FILES = tmp_path
    boards = make_boards(work.county.towns, ("2026Q3",))
    frozen = datetime(2026, 10, 12, 8, tzinfo=UTC)
    Round.objects.filter(pk=boards.latest.pk).update(frozen_at=frozen)
    town = work.county.towns[0]
    codes = [one for one in work.indicators.values() if one.direction != Indicator.Direction.LOW]
    places = [(one, month) for one in codes for month in ("07", "08", "09")][:9]
    for indicator, month in places:
        observe(indicator, town, f"2026-{month}", 100)
        Observation.objects.create(
            unit=town,
            indicator=indicator,
            period=f"2026-{month}",
            version=2,
            value=104,
            source="typed",
            by_name="x",
            at=frozen - timedelta(days=2),
        )
    found = [one for one in leads_of(SYSTEM) if one.lead.kind is LeadKind.LATE_REVISIONS]
    assert [(one.unit, one.indicator) for one in found] == [(town, None)]


def test_zeros_at_the_end_are_digits_as_written(work: Work) -> None:
    """Figures whose last digits are evenly spread, zeros among them, lead to no question."""
    town = work.county.towns[0]
    for place in range(120):
        year, month = 2016 + place // 12, place % 12 + 1
        observe(work["invest"], town, f"{year}-{month:02d}", 1000 + 10 * place + place % 10)
    kinds = {one.lead.kind for one in leads_of(SYSTEM)}
    assert LeadKind.LAST_DIGITS not in kinds
    for place in range(120):
        year, month = 2016 + place // 12, place % 12 + 1
        observe(work["invest"], work.county.towns[1], f"{year}-{month:02d}", 1000 + 10 * place)
    found = [one.unit for one in leads_of(SYSTEM) if one.lead.kind is LeadKind.LAST_DIGITS]
    assert found == [work.county.towns[1]]


@pytest.mark.parametrize(
    ("who", "status"), [("auditor", 200), ("office", 200), ("clerk", 403), ("supervisor", 403)]
)
def test_who_reads_it(work: Work, who: str, status: int) -> None:
    client = Client()
    client.force_login(work.county.users[who], backend=BACKEND)
    assert client.get(reverse("leads")).status_code == status


def test_the_page_asks_and_does_not_judge(work: Work) -> None:
    grown(work["invest"], work.county.towns[0], odd=6.0)
    client = Client()
    client.force_login(work.county.users["auditor"], backend=BACKEND)
    page = client.get(reverse("leads"), {"kind": "jump"})
    text = page.content.decode()
    assert "数据线索" in text
    assert "突跳" in text
    assert "不作结论" in text
    for word in ("造假", "虚报", "作假", "舞弊"):
        assert word not in text
    sheet = client.get(reverse("leads"), {"format": "xlsx"})
    assert sheet["Content-Type"].endswith("sheet")
    assert client.get(reverse("leads"), {"kind": "ratio"}).context["count"] == 0
