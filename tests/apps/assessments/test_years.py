"""The new year begins with copies to be looked through."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.assessments.services import year_copy
from sanbi.apps.audit.errors import Refused
from sanbi.apps.indicators.models import Target
from sanbi.apps.orgs.models import GroupMember, Message
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import (
    NOW,
    make_appeal,
    make_figures,
    make_grouping,
    make_round,
    make_scheme,
)

pytestmark = pytest.mark.django_db


def test_groupings_targets_and_scheme_are_carried_over_once(county: County) -> None:
    make_grouping(county)
    make_figures(county)
    adopted = make_scheme(county)
    office = county.actor("office")
    version = year_copy(
        actor=office, now=NOW, from_year=2026, to_year=2027, scheme=adopted.scheme_id
    )
    assert version is not None
    assert (version.number, version.adopted_at) == (2, None)
    assert "施行: {自: 2025-01-01, 至: 2027-12-31}" in version.text
    assert GroupMember.objects.filter(group__grouping="2027年乡镇分组").count() == 3
    goals = Target.objects.filter(year=2027)
    assert [(goal.version, goal.value) for goal in goals] == [(1, 1000)] * 3
    with pytest.raises(Refused, match="没有可结转的内容：2027年所需已齐备"):
        year_copy(actor=office, now=NOW, from_year=2026, to_year=2027)
    assert (goals.count(), GroupMember.objects.count()) == (3, 6)


def test_the_page_says_what_would_be_copied_and_copies_it_once_confirmed(
    county: County, client: Client
) -> None:
    make_grouping(county)
    make_figures(county)
    adopted = make_scheme(county)
    client.force_login(
        county.users["office"], "allauth.account.auth_backends.AuthenticationBackend"
    )
    url, form = reverse("year-copy"), {"from_year": "2026", "to_year": "2027"}
    form["scheme"] = str(adopted.scheme_id)
    plan = client.post(reverse("year-plan"), form).content.decode()
    assert "<b>2027年乡镇分组</b>" in plan
    assert "3 个目标" in plan
    assert "草稿，第 2 版" in plan
    assert '<del class="s12">施行: {自: 2025-01-01, 至: 2026-12-31}</del>' in plan
    assert '<ins class="s12">施行: {自: 2025-01-01, 至: 2027-12-31}</ins>' in plan
    unconfirmed = client.post(url, form)
    assert 'id="id_confirmed_error"' in unconfirmed.content.decode()
    assert not Target.objects.filter(year=2027).exists()
    form["confirmed"] = "on"
    made = client.post(url, form)
    version = SchemeVersion.objects.get(number=2)
    assert made["Location"] == reverse("scheme-edit", args=[version.pk])
    assert Target.objects.filter(year=2027).count() == 3
    again = client.post(url, form).content.decode()
    assert "该办法有未印发的草稿。" in again
    assert "2027年乡镇分组已存在" in again
    backwards = client.post(reverse("year-plan"), {**form, "to_year": "2025"}).content.decode()
    assert "新年度须在原年度之后。" in backwards


def test_people_are_told_what_waits_for_them(county: County) -> None:
    make_appeal(make_round(county, "appeals"))
    told = {message.user.username: str(message) for message in Message.objects.order_by("-pk")}
    assert "提请公布第1次计分" in told["office2"] or "申诉" in told["office2"]
    assert "提出申诉" in told["supervisor"]
    assert "申诉窗口开放" in told["clerk2"]
    assert "bureau" not in told
