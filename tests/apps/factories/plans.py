"""Plans, peers and good practice for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sanbi.apps.indicators.models import Indicator
from sanbi.apps.plans.models import (
    Link,
    Node,
    NodeVersion,
    Peer,
    PeerFigure,
    Plan,
    Practice,
    Standing,
    Takeover,
)
from tests.apps.factories.orgs import County

AT = datetime(2026, 1, 20, 2, tzinfo=UTC)
LEVELS = ("theme", "target", "measure")


def make_plan(state: str = "adopted", year: int = 2026, **fields: Any) -> Plan:
    """The plan of a year, drafted by nobody in particular."""
    plain: dict[str, Any] = {"title": f"{year}年工作目标", "state": state, "by_name": "考核办"}
    if state != "draft":
        plain |= {"adopted_on": date(year, 1, 20), "adopted_by_name": "县长"}
    if state == "closed":
        plain["closed_on"] = date(year, 12, 31)
    return Plan.objects.create(year=year, **{**plain, **fields})


def make_node(
    county: County, plan: Plan | None = None, parent: Node | None = None, **fields: Any
) -> Node:
    """A theme, or what stands below a parent: of 青石镇, with weight 1."""
    plan = plan or (parent.plan if parent else make_plan())
    level = LEVELS[LEVELS.index(parent.level) + 1 if parent else 0]
    plain: dict[str, Any] = {
        "level": level,
        "theme": "" if parent else "projects",
        "sequence": plan.nodes.count() + 1,
        "title": {"theme": "项目建设", "target": "固定资产投资进位", "measure": "加快前期"}[level],
        "unit": county.towns[0] if parent else None,
    }
    links = fields.pop("links", ())
    made = Node.objects.create(plan=plan, parent=parent, **{**plain, **fields})
    for name, thing in links:
        Link.objects.create(node=made, **{name: thing})
    if plan.state != "draft":
        NodeVersion.objects.create(node=made, version=1, facts={}, by_name="考核办", at=AT)
    return made


def make_target(county: County, plan: Plan | None = None, **fields: Any) -> Node:
    """A target below a theme of its own."""
    return make_node(county, parent=make_node(county, plan), **fields)


def make_standing(node: Node, period: str, place: int, **fields: Any) -> Standing:
    """The next version of the place of a month."""
    plain: dict[str, Any] = {
        "version": node.standings.filter(period=period).count() + 1,
        "of": node.rank_of,
        "source": "市统计月报",
        "published_on": date(2026, 10, 8),
        "by_name": "发改局",
        "at": AT,
    }
    return Standing.objects.create(node=node, period=period, place=place, **{**plain, **fields})


def make_peer(name: str = "临江县") -> Peer:
    """A place to catch."""
    return Peer.objects.get_or_create(name=name, defaults={"since": date(2026, 1, 1)})[0]


def make_peer_figure(
    peer: Peer, indicator: Indicator, period: str, value: int, **fields: Any
) -> PeerFigure:
    """The next version of a peer's figure."""
    held = peer.figures.filter(indicator=indicator, period=period)
    plain: dict[str, Any] = {
        "version": held.count() + 1,
        "source": "市统计月报",
        "published_on": date(2026, 10, 8),
        "by_name": "发改局",
        "at": AT,
    }
    return PeerFigure.objects.create(
        peer=peer, indicator=indicator, period=period, value=value, **{**plain, **fields}
    )


def make_practice(county: County, state: str = "shared", **fields: Any) -> Practice:
    """A practice of 青石镇, nominated by `clerk`."""
    clerk = county.users["clerk"]
    plain: dict[str, Any] = {
        "unit": county.towns[0],
        "title": "项目审批帮办代办",
        "content": "镇里设帮办员，一次告知、全程代办。",
        "effect": "前期时间由九十天降到六十天",
        "by": clerk.pk,
        "by_name": clerk.name,
        "nominated_on": date(2026, 9, 1),
        "state": state,
    }
    if state != "nominated":
        plain |= {"decided_on": date(2026, 9, 3), "decided_by_name": "考核办"}
    return Practice.objects.create(**{**plain, **fields})


def make_takeover(county: County, practice: Practice | None = None, **fields: Any) -> Takeover:
    """What 松涛镇 took over."""
    plain: dict[str, Any] = {
        "practice": practice or make_practice(county),
        "unit": county.towns[1],
        "taken": "在便民中心设两名帮办员",
        "taken_on": date(2026, 9, 20),
        "by_name": "松涛镇",
    }
    return Takeover.objects.create(**{**plain, **fields})
