"""Every page opens, for those who may open it, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.models import Appeal, Item, Measure, Publication, Round, SchemeVersion
from sanbi.apps.assessments.services import (
    measure_rules_save,
    measures_propose,
    publication_propose,
    run_make,
    scheme_version_start,
)
from sanbi.apps.assessments.services.measures import RuleText
from sanbi.apps.indicators.models import Report
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, STATES, make_appeal, make_round, make_scheme, rate_all

pytestmark = pytest.mark.django_db
LAST = {"fact": "rank_from_bottom", "op": "<=", "value": 1}


def signed_in(county: County, who: str, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(county.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def opened(client: Client, route: str, *args: object) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, (route, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("state", STATES)
def test_a_round_in_every_state(county: County, state: str, language: str) -> None:
    held = make_round(county, state).round
    for who in ("office", "auditor", "clerk", "leader"):
        client = signed_in(county, who, language)
        if state == "draft" and who in {"clerk", "leader"}:
            assert client.get(reverse("round", args=[held.code])).status_code == 404
            continue
        assert held.title in opened(client, "rounds")
        assert held.title in opened(client, "round", held.code)
        opened(client, "register", held.code)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_form_opens(county: County, language: str) -> None:
    stage = make_round(county, "collecting")
    office = signed_in(county, "office", language)
    code = stage.round.code
    opened(office, "round-new")
    opened(office, "round-missing", code)
    for verb in (
        "open",
        "freeze",
        "unfreeze",
        "score",
        "propose",
        "open_appeals",
        "correct",
        "finish",
        "measures",
    ):
        opened(office, "round-do", code, verb)
    assert office.get(reverse("round-do", args=[code, "explode"])).status_code == 404
    opened(office, "item-new", code)
    item = rate_all(stage)[0]
    for route in ("item", "item-check", "item-withdraw"):
        opened(office, route, item.pk)
    for route in ("scheme-new", "schemes", "appeals", "measures"):
        opened(office, route)
    version = scheme_version_start(
        actor=county.actor("office"), now=NOW, scheme=stage.version.scheme_id
    )
    opened(office, "scheme-next", stage.version.scheme_id)
    for route in ("scheme-version", "scheme-edit", "scheme-adopt"):
        opened(office, route, version.pk)
    opened(office, "scheme-compare", version.pk, stage.version.pk)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_appeal_and_measure_pages(county: County, language: str) -> None:
    stage = make_round(county, "appeals")
    town = county.towns[0]
    clerk = signed_in(county, "clerk", language)
    assert "固定资产投资" in opened(clerk, "appeal-new", stage.round.code, town.pk)
    appeal = make_appeal(stage)
    assert "固定资产投资" in opened(clerk, "appeal", appeal.pk)
    opened(clerk, "appeal-withdraw", appeal.pk)
    reviewer = signed_in(county, "supervisor", language)
    for route in ("appeal", "appeal-accept", "appeal-decide"):
        opened(reviewer, route, appeal.pk)
    opened(clerk, "round-notice", stage.round.code)


def test_a_closed_window_is_told_before_anybody_types(county: County) -> None:
    stage = make_round(county, "published")
    page = opened(signed_in(county, "clerk"), "appeal-new", stage.round.code, county.towns[0].pk)
    assert "申诉窗口未开放：公布。 公布后由考核办开放。" in page
    assert "一项一诉" not in page


def test_a_round_by_its_pages_alone(county: County) -> None:
    stage = make_round(county, "collecting")
    rate_all(stage)
    code = stage.round.code
    office, second = signed_in(county, "office"), signed_in(county, "office2")

    def do(client: Client, route: str, *args: object, **data: str) -> None:
        answer = client.post(reverse(route, args=args), data)
        assert answer.status_code == 302, answer.content.decode()

    do(office, "round-do", code, "freeze")
    do(office, "round-do", code, "score")
    run = Round.objects.get().runs.get()
    do(office, "round-do", code, "propose", run=str(run.pk))
    proposal = Publication.objects.get()
    refused = office.post(reverse("publication-decide", args=[proposal.pk]), {"approve": "yes"})
    assert refused.status_code == 403
    do(second, "publication-decide", proposal.pk, approve="yes")
    do(office, "round-do", code, "open_appeals")
    assert Round.objects.get().state == "appeals"
    clerk = signed_in(county, "clerk")
    do(clerk, "appeal-new", code, county.towns[0].pk, leaf="投资", reason="少计一个项目")
    appeal = Appeal.objects.get()
    reviewer = signed_in(county, "supervisor")
    do(reviewer, "appeal-accept", appeal.pk)
    do(reviewer, "appeal-decide", appeal.pk, uphold="no", decision="报表已核实")
    assert Appeal.objects.get().state == "dismissed"


def test_a_refusal_stands_at_its_field(county: County) -> None:
    held = make_round(county, "collecting").round
    office = signed_in(county, "office")
    answer = office.post(reverse("round-do", args=[held.code, "freeze"]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "营商环境" in page
    assert 'id="id_reason_error"' in page
    assert Round.objects.get().state == "collecting"


def test_the_live_check_names_the_line(county: County) -> None:
    office = signed_in(county, "office")
    version = make_scheme(county)
    broken = version.text.replace("满分: 50", "满分: 五十")
    line = next(n for n, text in enumerate(broken.splitlines(), 1) if "五十" in text)
    page = office.post(reverse("scheme-check"), {"text": broken}).content.decode()
    assert f'data-line="{line}"' in page
    sound = office.post(reverse("scheme-check"), {"text": version.text}).content.decode()
    assert "data-line" not in sound


def test_lists_cost_the_same_for_one_and_three_rows(county: County, count_queries: Any) -> None:
    stage = make_round(county, "appeals")
    office = signed_in(county, "office")
    urls = [reverse("register", args=[stage.round.code]), reverse("appeals")]
    make_appeal(stage)
    Item.objects.filter(pk__in=Item.objects.values("pk")[1:]).delete()
    office.get(urls[0])  # the first visit of a session costs more
    before = []
    for url in urls:
        with count_queries() as found:
            office.get(url)
        before.append(len(found))
    make_appeal(stage, leaf="工业")
    make_appeal(stage, leaf="营商")
    held = Item.objects.get()
    for leaf in ("甲", "乙"):
        Item.objects.create(
            **{
                **{
                    f.attname: getattr(held, f.attname) for f in Item._meta.fields if f.name != "id"
                },
                "document": leaf,
            }
        )
    after = []
    for url in urls:
        with count_queries() as found:
            office.get(url)
        after.append(len(found))
    assert after == before


def test_measures_are_restricted(county: County) -> None:
    stage = make_round(county, "final")
    office = county.actor("office")
    rule = RuleText("last", "末位", "talk", LAST, "约谈主要负责人")
    measure_rules_save(actor=office, now=NOW, scheme=stage.version.scheme_id, rules=[rule])
    (measure,) = measures_propose(actor=office, now=NOW, round=stage.round.pk)
    assert measure.unit.code == "T3"
    for who in ("office", "leader", "supervisor", "auditor"):
        assert "约谈主要负责人" in opened(signed_in(county, who), "measure", measure.pk)
    for who in ("clerk", "town_leader", "bureau", "evaluator"):
        client = signed_in(county, who)
        assert client.get(reverse("measure", args=[measure.pk])).status_code == 404
        assert "约谈主要负责人" not in opened(client, "measures")
    Measure.objects.update(restricted=False)
    assert "约谈主要负责人" in opened(signed_in(county, "clerk"), "measures")


def test_no_page_has_inline_style_or_script(county: County) -> None:
    stage = make_round(county, "appeals")
    office = signed_in(county, "office")
    version = SchemeVersion.objects.get()
    pages = [
        opened(office, "rounds"),
        opened(office, "round", stage.round.code),
        opened(office, "scheme-version", version.pk),
    ]
    for page in pages:
        assert not re.search(r"style=|<style|onclick|<script(?![^>]*src=)", page)


def test_two_runs_can_be_compared_before_one_is_put_forward(county: County) -> None:
    stage = make_round(county, "scored")
    office = county.actor("office")
    second = run_make(actor=office, now=NOW, round=stage.round.pk, reason="复核")
    publication_propose(actor=office, now=NOW, round=stage.round.pk, run=second.pk)
    page = opened(signed_in(county, "office2"), "round", stage.round.code)
    assert reverse("publication-decide", args=[Publication.objects.get().pk]) in page


def test_what_is_missing_stands_by_unit_and_can_be_asked_for(county: County) -> None:
    held = make_round(county, "collecting").round
    waiting = county.towns[:2]
    Report.objects.filter(unit__in=waiting).update(state="submitted")
    reports = [str(Report.objects.get(unit=town).pk) for town in waiting]
    office = signed_in(county, "office")
    page = opened(office, "round-missing", held.code)
    headings = re.findall(r'<th colspan="4" scope="rowgroup">([^<]+)</th>', page)
    assert headings == [town.name for town in county.towns]
    assert page.count(f'href="{reverse("report", args=[reports[0]])}"') == 1
    asked = re.findall(r'name="report" value="(\d+)"', page)
    assert asked == reports
    assert "催报 2 份报表" in page
    back = reverse("round-missing", args=[held.code])
    answer = office.post(reverse("reports-remind"), {"report": asked, "back": back})
    assert (answer.status_code, answer["Location"]) == (302, back)
    assert 'name="report"' not in opened(signed_in(county, "auditor"), "round-missing", held.code)
