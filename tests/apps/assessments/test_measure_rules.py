"""The office writes the rules that propose measures, and reads what they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.assessments.measure_texts import checked, rules_digest, written
from sanbi.apps.assessments.models import Measure, MeasureRule
from sanbi.apps.assessments.services import measure_rules_save, measures_propose
from sanbi.apps.assessments.services.measures import RuleText
from sanbi.apps.audit.errors import Conflict
from sanbi.engine.conditions import condition_data, parse_condition
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, make_round, make_scheme

LAST = '{fact: rank_from_bottom, op: "<=", value: 1}'
NAMES = {"rank_from_bottom": "倒数名次", "total": "总分"}
DATABASE = pytest.mark.django_db


def signed_in(county: County, who: str) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(county.users[who], "allauth.account.auth_backends.AuthenticationBackend")
    return client


def form(seen: str, **more: str) -> dict[str, str]:
    return {
        "code": "last",
        "name": "末位约谈",
        "kind": "talk",
        "condition": LAST,
        "text": "约谈主要负责人",
        "active": "on",
        "seen": seen,
        **more,
    }


def seen_at(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


@DATABASE
def test_a_rule_is_added_changed_and_put_to_rest_and_the_others_stay(county: County) -> None:
    scheme = make_scheme(county).scheme_id
    office = signed_in(county, "office")
    new, rules = reverse("measure-rule-new", args=[scheme]), reverse("measure-rules", args=[scheme])
    assert "还没有规则" in office.get(rules).content.decode()
    for more in ({}, {"code": "first", "name": "首位通报", "kind": "award", "active": ""}):
        seen = seen_at(office.get(new).content.decode())
        assert office.post(new, form(seen, **more))["Location"] == rules
    page = office.get(rules).content.decode()
    assert page.count("倒数名次 不高于 1") == 2
    assert page.index("末位约谈") < page.index("首位通报")
    last = MeasureRule.objects.get(code="last")
    edit = reverse("measure-rule", args=[last.pk])
    shown = office.get(edit).content.decode()
    assert "fact: rank_from_bottom" in shown
    sent = form(seen_at(shown), code="another", name="末两位约谈", condition=LAST.replace("1", "2"))
    assert office.post(edit, sent).status_code == 302
    assert list(
        MeasureRule.objects.order_by("code").values_list("code", "name", "active", "condition")
    ) == [
        ("first", "首位通报", False, condition_data(parse_condition(data(1)))),
        ("last", "末两位约谈", True, condition_data(parse_condition(data(2)))),
    ]


def data(value: int) -> dict[str, object]:
    return {"fact": "rank_from_bottom", "op": "<=", "value": value}


@DATABASE
def test_what_was_written_in_the_browser_proposes(county: County) -> None:
    stage = make_round(county, "final")
    office = signed_in(county, "office")
    new = reverse("measure-rule-new", args=[stage.version.scheme_id])
    assert office.post(new, form(seen_at(office.get(new).content.decode()))).status_code == 302
    measures_propose(actor=county.actor("office"), now=NOW, round=stage.round.pk)
    assert [(item.unit.code, item.text) for item in Measure.objects.all()] == [
        ("T3", "约谈主要负责人")
    ]


@DATABASE
def test_faults_stand_at_the_condition_and_nothing_is_saved(county: County) -> None:
    scheme = make_scheme(county).scheme_id
    office = signed_in(county, "office")
    new = reverse("measure-rule-new", args=[scheme])
    seen = seen_at(office.get(new).content.decode())
    answer = office.post(new, form(seen, condition="{fact: total, op: about, value: 1}"))
    page = answer.content.decode()
    assert 'id="id_condition_error"' in page
    assert "about" in page
    assert MeasureRule.objects.count() == 0
    assert office.post(new, form(seen)).status_code == 302
    again = office.post(new, form(rules_digest(MeasureRule.objects.all())))
    assert "该办法已有规则使用这个代码。" in again.content.decode()


@DATABASE
def test_two_people_do_not_overwrite_each_other(county: County) -> None:
    scheme = make_scheme(county).scheme_id
    office = county.actor("office")
    before = rules_digest(())
    one = [RuleText("a", "甲", "talk", data(1), "约谈")]
    measure_rules_save(actor=office, now=NOW, scheme=scheme, rules=one, seen=before)
    with pytest.raises(Conflict):
        measure_rules_save(actor=office, now=NOW, scheme=scheme, rules=[], seen=before)
    assert MeasureRule.objects.get().active
    measure_rules_save(actor=office, now=NOW, scheme=scheme, rules=[])  # twin: unguarded
    assert not MeasureRule.objects.get().active


@DATABASE
def test_the_live_check_says_it_in_words(county: County) -> None:
    scheme = make_scheme(county).scheme_id
    office = signed_in(county, "office")
    check = reverse("measure-rule-check", args=[scheme])

    def said(text: str) -> str:
        return office.post(check, {"condition": text}).content.decode()

    assert "固定资产投资得分率 低于 60" in said('{fact: share.投资, op: "<", value: 60}')
    assert "该办法不产生“share.投放”" in said('{fact: share.投放, op: "<", value: 60}')
    assert "请填写条件。" in said(" ")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: [", "YAML"),
        ("all: &x\n- *x\n", "YAML:1:"),
        ("{fact: total, fact: rank}", "fact"),
        ("[" * 3000, "YAML"),
        ("just words", "condition"),
    ],
)
def test_bad_text_is_said_and_never_breaks(text: str, fault: str) -> None:
    found = checked(text, "en", NAMES)
    assert found.faults
    assert fault in found.faults[0]
    assert (found.words, found.unknown) == ("", ())


@pytest.mark.parametrize("value", [0, 7.5, -3, Decimal("0.10"), 10**30])
def test_a_kept_condition_is_edited_as_people_write_it(value: object) -> None:
    kept = condition_data(parse_condition({"fact": "total", "op": "<", "value": value}))
    text = written(kept)
    assert "number" not in text
    assert condition_data(parse_condition(checked(text, "en", NAMES).data)) == kept
