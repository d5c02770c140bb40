"""Plans, peers and good practice by the API: each key reads what its holder sees."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.apps.factories.indicators import make_indicator, observe
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import (
    make_node,
    make_peer,
    make_peer_figure,
    make_plan,
    make_practice,
    make_standing,
    make_takeover,
    make_target,
)
from tests.site.api.test_actions import get

pytestmark = pytest.mark.django_db


def test_drafts_are_for_who_reads_everything(county: County, now: datetime) -> None:
    make_plan()
    make_plan("draft", 2027)
    for who, query, years in (
        ("clerk", "", [2026]),
        ("office", "", [2027, 2026]),
        ("office", "?state=adopted", [2026]),
        ("evaluator", "", []),
        ("sysadmin", "", []),
    ):
        rows = get(county, who, f"/plans{query}", now).json()["items"]
        assert [row["year"] for row in rows] == years


def test_nodes_are_those_of_the_own_unit_with_what_is_above(county: County, now: datetime) -> None:
    target = make_target(county, rank_wanted=3, rank_of=12, rank_among="全市")
    make_standing(target, "2026-09", 4)
    other = make_node(county, parent=target.parent, title="另一个目标", unit=county.towns[1])
    plan = target.plan_id
    seen = {
        who: get(county, who, f"/plans/{plan}/nodes", now).json() for who in ("clerk", "office")
    }
    assert seen["office"]["total"] == 3
    assert [row["title"] for row in seen["clerk"]["items"]] == ["项目建设", target.title]
    _theme, own = seen["clerk"]["items"]
    assert (own["unit"], own["place"], own["place_period"], own["rank_wanted"]) == (
        *("T1", 4, "2026-09", 3),
    )
    assert (own["parent"], own["lamp"]) == (target.parent_id, "yellow")
    assert other.pk not in {row["id"] for row in seen["clerk"]["items"]}
    page = get(county, "office", f"/plans/{plan}/nodes?size=1&page=2", now).json()
    assert ([row["id"] for row in page["items"]], page["total"]) == ([target.pk], 3)
    assert get(county, "evaluator", f"/plans/{plan}/nodes", now).status_code == 404


def test_a_peer_stands_beside_the_own_figure(county: County, now: datetime) -> None:
    item = make_indicator("fai", county.bureau, kind="statistic")
    for month, own, theirs in (("2026-08", 90, 110), ("2026-09", 100, 115)):
        observe(item, county.root, month, own)
        make_peer_figure(make_peer(), item, month, theirs)
    rows = get(county, "clerk", "/peers/fai", now).json()["items"]
    told = [(row["period"], row["peer"], float(row["gap"]), row["trend"]) for row in rows]
    assert told[0] == ("2026-08", "临江县", 20.0, None)
    assert told[1][:3] == ("2026-09", "临江县", 15.0)
    assert float(rows[1]["trend"]) == -5.0
    assert get(county, "clerk", "/peers/none", now).status_code == 404
    assert get(county, "evaluator", "/peers/fai", now).status_code == 404


def test_good_practice_is_shared_with_its_takeovers(county: County, now: datetime) -> None:
    shared = make_practice(county)
    make_takeover(county, shared)
    nominated = make_practice(county, "nominated", title="网格化招商")
    for who, titles in (
        ("clerk2", [shared.title]),
        ("clerk", [nominated.title, shared.title]),
        ("evaluator", []),
    ):
        rows = get(county, who, "/practices", now).json()["items"]
        assert [row["title"] for row in rows] == titles
    (row,) = get(county, "clerk2", "/practices?state=shared", now).json()["items"]
    assert (row["unit"], row["taken"], row["state"]) == ("T1", 1, "shared")
    (taken,) = get(county, "clerk2", f"/practices/{shared.pk}/takeovers", now).json()["items"]
    assert (taken["unit"], taken["result"]) == ("T2", "")
    assert get(county, "clerk2", f"/practices/{nominated.pk}/takeovers", now).status_code == 404
