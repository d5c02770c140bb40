"""What rules propose of final rounds: kinds as the scheme names them, conjunctions, streaks."""

from __future__ import annotations

import pytest

from sanbi.apps.assessments.models import Measure
from sanbi.apps.assessments.services import measure_rules_save, measures_propose
from sanbi.apps.assessments.services.measures import RuleText
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import NOW, SCHEME, make_round, make_scheme

pytestmark = pytest.mark.django_db

CONSEQUENCES = """\
奖惩:
  - {编号: 红旗, 名称: 组内第一, 选取: {按: rank, 个数: 1, 次序: 最低}, 类别: 奖励, 措施: 流动红旗}
  - 编号: 末位
    名称: 组内末位
    如果: {事实: rank_from_bottom, 比较: 等于, 值: 1}
    类别: 约谈
    措施: 约谈主要负责人
  - {编号: 进位, 如果: {事实: rank, 比较: 等于, 值: 2}, 措施: 通报表扬}
"""
LAST_MISSED = {
    "all": [
        {"fact": "rank_from_bottom", "op": "<=", "value": 3},
        {"fact": "share.投资", "op": "<", "value": 100},
    ]
}
LAST_TWICE = {"streak": {"of": {"fact": "rank_from_bottom", "op": "<=", "value": 1}, "at_least": 2}}


def proposed() -> list[tuple[str, str, str, str]]:
    rows = Measure.objects.order_by("unit__code", "rule").values_list(
        "unit__code", "rule", "kind", "ground"
    )
    return [(str(a), str(b), str(c), str(d)) for a, b, c, d in rows]


def test_the_scheme_names_the_kind_of_what_it_proposes(county: County) -> None:
    version = make_scheme(county, text=SCHEME + CONSEQUENCES)
    stage = make_round(county, "final", version=version)
    measures_propose(actor=county.actor("office"), now=NOW, round=stage.round.pk)
    assert [line[:3] for line in proposed()] == [
        ("T1", "红旗", "award"),
        ("T2", "进位", "notice"),
        ("T3", "末位", "talk"),
    ]
    assert proposed()[2][3] == f"{version}：组内末位（平原乡镇）"


def test_a_conjunction_and_a_streak_over_rounds(county: County) -> None:
    office = county.actor("office")
    version = make_scheme(county)
    rules = [
        RuleText("missed", "末三位且未完成", "notice", LAST_MISSED, "通报"),
        RuleText("twice", "连续两轮末位", "talk", LAST_TWICE, "约谈"),
    ]
    measure_rules_save(actor=office, now=NOW, scheme=version.scheme_id, rules=rules)
    first = make_round(county, "final", period="2026Q2", version=version)
    measures_propose(actor=office, now=NOW, round=first.round.pk)
    # All three stand among the last three; T1 and T3 reached three quarters of the target.
    assert [line[:3] for line in proposed()] == [("T2", "missed", "notice")]
    second = make_round(county, "final", period="2026Q3", version=version)
    measures_propose(actor=office, now=NOW, round=second.round.pk)
    found = Measure.objects.filter(round=second.round).order_by("unit__code")
    assert [(item.unit.code, item.rule) for item in found] == [("T2", "missed"), ("T3", "twice")]
    assert (
        found[0].ground
        == "2026年三季度：倒数第 2 名（末 3 名之内）；固定资产投资得分率 80%，低于 100%。"
    )
    assert found[1].ground == "2026年三季度：倒数第 1 名。2026年二季度：倒数第 1 名。"
    again = measures_propose(actor=office, now=NOW, round=second.round.pk)
    assert again == []
