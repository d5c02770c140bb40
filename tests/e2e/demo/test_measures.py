"""A talk that a rule proposed, from the proposal to its close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import Measure
from sanbi.site.demo.county import county as invented

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Opener = Callable[..., Page]


def take(page: Page, url: str, measure: Measure, verb: str, button: str, **texts: str) -> None:
    page.goto(url + reverse("measure-do", args=[measure.pk, verb]))
    for name, text in texts.items():
        page.locator(f"#id_{name}").fill(text)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**" + reverse("measure", args=[measure.pk]))


def test_a_talk_from_proposal_to_close(
    county: SimpleNamespace,
    open_page: Opener,
    picture: Callable[[Page, str], Path],
    axe: Callable[[Page], list[str]],
) -> None:
    talk = Measure.objects.get(round__code="2026Q2", rule="连续两轮末位")
    missed = Measure.objects.filter(rule="末三位且未达标").values_list("round__code", "unit__code")
    assert sorted(missed) == [
        *(("2025Q4", unit) for unit in ("jinping", "nanping", "tongpo")),
        *(("2026Q1", unit) for unit in ("chashan", "longtan", "shuangquan", "wangjiang")),
        ("2026Q2", "tongpo"),
    ]
    address = reverse("measure", args=[talk.pk])
    unit = talk.unit.code
    leader = next(p.username for p in invented().people if (p.role, p.unit) == ("leader", unit))
    office = open_page(reverse("measures"), "office")
    url = office.url.removesuffix(reverse("measures"))
    picture(office, "measures-1366")
    assert axe(office) == []
    take(office, url, talk, "hear", "已听取陈述", note="镇长陈述：两个项目征地受阻")
    picture(office, "measure-heard-1366")
    second = open_page(address, "office2")
    take(second, url, talk, "approve", "核准", document="云考核〔2026〕15号")
    take(office, url, talk, "deliver", "已送达", document="云考核〔2026〕15号")
    theirs = open_page(address, leader, width=390)
    expect(theirs.locator("main")).to_contain_text("约谈乡镇主要负责人")
    picture(theirs, "measure-unit-390")
    take(office, url, talk, "close", "办结", note="9月复查：项目已开工")
    picture(office, "measure-closed-1366")
    talk.refresh_from_db()
    assert (talk.state, talk.restricted) == (Measure.State.CLOSED, True)
    assert talk.approved_by == county.users["office2"].pk
    steps = list(talk.steps.order_by("pk").values_list("to_state", flat=True))
    assert steps == ["proposed", "heard", "approved", "delivered", "closed"]


def test_an_exemption_by_another_person_and_who_does_not_see_it(
    county: SimpleNamespace,
    open_page: Opener,
    picture: Callable[[Page, str], Path],
    axe: Callable[[Page], list[str]],
) -> None:
    measure = Measure.objects.get(round__code="2026Q2", rule="末三位且未达标")
    assert (measure.unit.code, measure.state, measure.restricted) == ("tongpo", "proposed", True)
    address = reverse("measure", args=[measure.pk])
    office = open_page(address, "office")
    expect(office.get_by_role("link", name="豁免")).to_have_count(0)
    expect(office.locator("main")).to_contain_text("须由考核办另一人或县领导办理")
    picture(office, "measure-proposed-1366")
    second = open_page(address, "office2")
    second.get_by_role("link", name="豁免").click()
    second.get_by_role("button", name="豁免").click()
    expect(second.locator("#id_note_error")).to_be_visible()
    picture(second, "measure-exempt-1366")
    second.get_by_label("原因").fill("七月洪灾致三个项目停工，县防指有认定")
    second.get_by_label("文号").fill("云考核〔2026〕18号")
    second.get_by_role("button", name="豁免").click()
    second.wait_for_url("**" + address)
    expect(second.locator("main")).to_contain_text("已豁免")
    picture(second, "measure-exempted-1366")
    faults = axe(second)
    measure.refresh_from_db()
    assert (measure.state, measure.approved_by) == ("exempted", county.users["office2"].pk)
    assert measure.proposed_by != measure.approved_by
    step = measure.steps.last()
    assert step is not None
    assert (step.to_state, step.document) == ("exempted", "云考核〔2026〕18号")
    own = person("leader", "tongpo")
    theirs = open_page(address, own, width=390)
    expect(theirs.locator("main")).to_contain_text("七月洪灾致三个项目停工")
    picture(theirs, "measure-exempted-390")
    assert signed_in(county, own).get(address).status_code == 200
    for stranger in (person("leader", "nanping"), person("clerk", "tongpo"), "clerk", "township"):
        client = signed_in(county, stranger)
        assert client.get(address).status_code == 404, stranger
        assert address not in client.get(reverse("measures")).content.decode()
    nobody = Client().get(address)
    assert (nobody.status_code, nobody["Location"].partition("?")[0]) == (
        302,
        reverse("account_login"),
    )
    assert faults == []


def person(role: str, unit: str) -> str:
    """The user name of somebody of the demo county."""
    return next(p.username for p in invented().people if (p.role, p.unit) == (role, unit))


def signed_in(county: SimpleNamespace, username: str) -> Client:
    """A client of somebody's, signed in as the site signs people in."""
    client = Client()
    client.force_login(county.users[username], BACKEND)
    return client
