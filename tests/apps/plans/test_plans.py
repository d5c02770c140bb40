"""The life of a plan: drafted, adopted by another, changed by versions, closed with its result."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.apps.plans import services
from sanbi.apps.plans.models import Node, Plan
from sanbi.apps.plans.queries import node_get, nodes_for, plans_for
from sanbi.apps.plans.queries.reviews import outcomes_of, tally_of
from sanbi.apps.plans.queries.trees import Branch, branches_of, tree_of, walk
from sanbi.apps.plans.services import NodeFacts
from tests.apps.factories.actions import make_action
from tests.apps.factories.indicators import aim, make_indicator, observe
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import make_node, make_plan, make_standing, make_target
from tests.apps.factories.projects import make_month, make_project
from tests.apps.factories.projects import make_plan as make_year_plan

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)


def add(county: County, plan: Plan, parent: Node | None = None, **facts: Any) -> Node:
    plain: dict[str, Any] = {"title": "一", "theme": "" if parent else "projects"}
    if parent:
        plain["unit"] = county.towns[0].pk
    return services.plan_node_add(
        actor=county.actor("office"),
        now=NOW,
        plan=plan.pk,
        parent=parent.pk if parent else None,
        facts=NodeFacts(**{**plain, **facts}),
    )


def branch_of(node: Node) -> Branch:
    found = walk(branches_of(node.plan, NOW))
    return next(branch for branch in found if branch.node.pk == node.pk)


def test_a_plan_is_drafted_adopted_by_another_and_closed(county: County) -> None:
    office = county.actor("office")
    plan = services.plan_draft(actor=office, now=NOW, year=2026, title=" 2026年工作目标 ")
    theme = add(county, plan)
    target = add(county, plan, theme)
    measure = add(county, plan, target)
    assert [(n.level, n.sequence) for n in (theme, target, measure)] == [
        ("theme", 1),
        ("target", 1),
        ("measure", 1),
    ]
    with pytest.raises(NotAllowed):
        services.plan_adopt(actor=office, now=NOW, plan=plan.pk)
    with pytest.raises(NotAllowed):  # a bureau reads no draft, and adopts none
        services.plan_adopt(actor=county.actor("supervisor"), now=NOW, plan=plan.pk)
    plan = services.plan_adopt(actor=county.actor("office2"), now=NOW, plan=plan.pk)
    assert (plan.title, plan.state, plan.adopted_on) == (
        "2026年工作目标",
        "adopted",
        date(2026, 10, 9),
    )
    assert [node.versions.count() for node in (theme, target, measure)] == [1, 1, 1]
    december = datetime(2026, 12, 1, 2, tzinfo=UTC)
    plan = services.plan_close(actor=office, now=december, plan=plan.pk)
    assert (plan.state, sorted(plan.result)) == (
        "closed",
        sorted(str(node.pk) for node in (theme, target, measure)),
    )
    with pytest.raises(Refused):
        add(county, plan, theme)


def test_who_wrote_last_does_not_adopt_either(county: County) -> None:
    plan = make_plan("draft", by=county.users["office"].pk)
    target = make_target(county, plan)
    services.plan_node_change(
        actor=county.actor("office2"),
        now=NOW,
        node=target.pk,
        facts=NodeFacts("二", unit=county.towns[0].pk),
    )
    for who in ("office", "office2"):
        with pytest.raises(NotAllowed):
            services.plan_adopt(actor=county.actor(who), now=NOW, plan=plan.pk)
    assert services.plan_adopt(actor=county.actor("leader"), now=NOW, plan=plan.pk).edition == 2


def test_a_change_after_the_adoption_is_a_new_version_with_its_reason(county: County) -> None:
    held = make_target(county)
    facts = NodeFacts("固定资产投资进前三", unit=county.towns[0].pk, weight=Decimal(2))
    given: dict[str, Any] = {"actor": county.actor("office"), "now": NOW, "node": held.pk}
    with pytest.raises(Refused, match="修改须说明理由"):
        services.plan_node_change(**given, facts=facts, reason="  ")
    services.plan_node_change(**given, facts=facts, reason="市里目标调整", edition=0)
    held.refresh_from_db()
    last = held.versions.last()
    assert last is not None
    assert (held.title, held.edition, last.version, last.reason) == (
        "固定资产投资进前三",
        1,
        2,
        "市里目标调整",
    )
    assert (last.facts["title"], last.facts["weight"]) == ("固定资产投资进前三", "2")
    with pytest.raises(Conflict):
        services.plan_node_change(**given, facts=facts, reason="再改", edition=0)


@pytest.mark.parametrize(
    ("where", "facts"),
    [
        ("title", {"title": " "}),
        ("unit", {"unit": None}),
        ("weight", {"weight": Decimal(0)}),
        ("rank_among", {"rank_wanted": 3}),
        ("rank_of", {"rank_wanted": 3, "rank_among": "全市", "rank_of": 2}),
        ("indicators", {"goal": Decimal(5)}),
        ("meeting_link", {"meeting_link": "//elsewhere.example"}),
        ("actions", {"actions": [999]}),
        ("leader", {"leader": 999}),
    ],
)
def test_a_fact_that_does_not_fit_is_refused(
    county: County, where: str, facts: dict[str, Any]
) -> None:
    theme = make_node(county, make_plan("draft"))
    with pytest.raises(Refused) as caught:
        add(county, theme.plan, theme, **facts)
    assert caught.value.where == where
    assert theme.children.count() == 0


def test_findings_link_to_rectifications_alone(county: County) -> None:
    theme = make_node(county, make_plan("draft"), theme="findings")
    task, finding = make_action(county), make_action(county, kind="rectify")
    with pytest.raises(Refused):
        add(county, theme.plan, theme, actions=[task.pk])
    made = add(county, theme.plan, theme, actions=[finding.pk])
    assert [link.action_id for link in made.links.all()] == [finding.pk]


def test_an_indicator_says_its_completion_beside_what_is_due(county: County) -> None:
    item = make_indicator("fai", county.bureau, kind="statistic")
    aim(item, county.root, 2026, 1000, 200, 480, 760)
    for town, value in zip(county.towns, (300, 250, 200), strict=True):
        observe(item, town, "2026-09", value)
    observe(item, county.towns[0], "2026-10", 400)  # the others have none yet
    target = make_target(county, links=[("indicator", item)])
    found = branch_of(target)
    said = found.said[0]
    assert (str(said.value), str(said.goal)) == ("750.000000", "1000.000000")
    assert (said.period, said.summed) == ("2026-09", True)
    assert (found.progress.share, found.progress.due) == (Decimal("0.7500"), Decimal("0.7600"))
    assert (found.progress.gap, found.lamp) == (Decimal("-1.0"), "green")
    observe(item, county.root, "2026-09", 700)  # the county's own figure goes first
    said = branch_of(target).said[0]
    assert (said.value, said.summed) == (Decimal(700), False)
    assert said.part.share == Decimal("0.7000")


def test_an_own_goal_goes_before_the_target_and_is_held_against_time(county: County) -> None:
    item = make_indicator("fai", county.bureau, kind="statistic")
    aim(item, county.root, 2026, 1000, 200, 480, 760)
    observe(item, county.root, "2026-09", 600)
    target = make_target(county, goal=800, links=[("indicator", item)])
    found = branch_of(target).progress
    assert (found.share, found.due) == (Decimal("0.7500"), Decimal("0.7500"))


def test_figures_that_do_not_add_up_are_not_added(county: County) -> None:
    item = make_indicator("air", county.bureau, kind="statistic", accumulation="rate", measure="%")
    aim(item, county.root, 2026, 95)
    for town in county.towns:
        observe(item, town, "2026-09", 90)
    found = branch_of(make_target(county, links=[("indicator", item)]))
    assert (found.progress.share, found.progress.silent, found.lamp) == (None, 1, "none")


def test_projects_say_money_and_actions_their_end(county: County) -> None:
    project = make_project(county, stage="started")
    make_year_plan(project, 2026, 12_000)
    make_month(project, "2026-09", 6_000)
    done = make_action(county, "closed")
    late = make_action(county, due_on=date(2026, 10, 8))
    target = make_target(county, links=[("project", project)])
    measure = make_node(
        county, parent=target, weight=Decimal(3), links=[("action", done), ("action", late)]
    )
    below, above = branch_of(measure).progress, branch_of(target).progress
    assert (below.share, below.due, below.lamp) == (Decimal("0.5"), Decimal(1), "red")
    # (0.5 × 1 + 0.5 × 3) / 4, and due (10/12 × 1 + 1 × 3) / 4
    assert (above.share, above.due) == (Decimal("0.5000"), Decimal("0.9583"))


def test_a_place_lights_its_lamp_and_moves(county: County) -> None:
    target = make_target(county, rank_wanted=3, rank_of=12, rank_among="全市")
    make_standing(target, "2026-08", 7)
    make_standing(target, "2026-09", 6)
    make_standing(target, "2026-09", 5)  # a correction
    found = branch_of(target)
    assert found.place is not None
    assert (found.place.place, found.moved, found.lamp) == (5, 2, "yellow")
    assert branch_of(target.parent or target).lamp == "yellow"
    outcome = outcomes_of(walk(branches_of(target.plan, NOW)))
    assert [(row.theme, row.verdict) for row in outcome] == [("项目建设", "near")]
    assert tally_of(outcome) == {"all": 1, "reached": 0, "near": 1, "missed": 0, "unknown": 0}


def test_what_a_closed_year_reached_stays(county: County) -> None:
    action = make_action(county, "closed")
    target = make_target(county, links=[("action", action)])
    december = datetime(2026, 12, 31, 2, tzinfo=UTC)
    services.plan_close(actor=county.actor("office"), now=december, plan=target.plan_id)
    action.state = "progress"
    action.closed_on = None
    action.save()
    target.refresh_from_db()
    assert branch_of(target).progress.share == 1


def test_a_unit_reads_themes_and_what_concerns_it(county: County) -> None:
    draft = make_plan("draft", 2027)
    make_target(county, draft)
    theme = make_node(county)
    own = make_node(county, parent=theme)
    part = make_node(county, parent=own, unit=county.towns[1])
    other = make_node(county, parent=theme, unit=county.towns[2])
    for who, plans, nodes in (
        ("office", 2, {theme, own, part, other}),
        ("clerk", 1, {theme, own, part}),
        ("clerk2", 1, {theme, own, part}),  # its measure, and what stands above it
        ("bureau", 1, {theme}),
        ("evaluator", 0, set()),
        ("sysadmin", 0, set()),
    ):
        actor = county.actor(who)
        assert plans_for(actor).count() == plans
        assert set(nodes_for(actor).filter(plan=theme.plan)) == nodes
    with pytest.raises(Missing):
        node_get(county.actor("clerk2"), other.pk)


def test_the_tree_costs_the_same_for_more_nodes(county: County) -> None:
    plan, counts = make_plan(), []
    for _round in range(2):
        for place in range(2):
            item = make_indicator(f"i{_round}{place}", county.bureau)
            links = [("indicator", item), ("action", make_action(county))]
            target = make_target(county, plan, links=[*links, ("project", make_project(county))])
            make_standing(target, "2026-09", 3)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            tree = tree_of(county.actor("clerk"), plan, NOW)
        counts.append(len(caught))
    assert len(tree.rows) == 8
    assert counts[0] == counts[1]
