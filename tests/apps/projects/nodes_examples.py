"""Examples of the services of nodes and plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects import services
from sanbi.apps.projects.models import Node
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.nodes import make_nodes, sign_plan
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, make_keeper, make_project

FACTS = services.NodeFacts(unit=None, duration=8, calendar="natural", note="改由镇里办")
LONG = services.NodeFacts(unit=None, duration=9_999, calendar="natural")
TODAY = date(2026, 10, 9)


def chain(code: str) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        project = make_project(county)
        return lambda: services.chain_apply(
            actor=county.actor("bureau"),
            now=now,
            project=project.pk,
            edition=0,
            chain=code,
            start=date(2026, 10, 12),
        )

    return deed


def template(name: str) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        make_keeper(county)
        rows = [
            ["编号", "节点", "时限（天）", "前置编号"],
            ["1", "备案", "3", ""],
            ["2", "投产", "0", "1"],
        ]
        return lambda: services.chain_set(
            actor=county.actor("bureau"), now=now, name=name, rows=rows
        )

    return deed


def retired(seen: int) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        make_keeper(county)
        return lambda: services.chain_retire(
            actor=county.actor("bureau"), now=now, code="full", seen=seen
        )

    return deed


def of_node(
    service: Any, *, key: str = "a", who: str = "clerk", **given: Any
) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        project = make_project(county)
        node = make_nodes(project)[key]
        return lambda: service(
            actor=county.actor(who), now=now, project=project.pk, node=node.pk, **given
        )

    return deed


def sign(reason: str) -> Callable[[County, datetime], Deed]:
    def deed(county: County, now: datetime) -> Deed:
        project = make_project(county)
        make_nodes(project)
        return lambda: services.replan_sign(
            actor=county.actor("bureau"), now=now, project=project.pk, edition=0, reason=reason
        )

    return deed


def warn(county: County, now: datetime) -> Deed:
    project = make_project(county)
    make_nodes(project)
    sign_plan(county, project, now)
    Node.objects.filter(key="a").update(planned_finish=date(2026, 10, 12))
    return lambda: services.nodes_warn(actor=SYSTEM, now=now)


def warn_by_hand(county: County, now: datetime) -> Deed:
    return lambda: services.nodes_warn(actor=county.actor("office"), now=now)


EXAMPLES = {
    "chain.apply": Example(done=chain("short"), refused=chain("none")),
    "chain.set": Example(done=template("工业项目"), refused=template("")),
    "chain.retire": Example(done=retired(0), refused=retired(1)),
    "node.change": Example(
        done=of_node(services.node_change, who="bureau", edition=0, facts=FACTS),
        refused=of_node(services.node_change, who="bureau", edition=0, facts=LONG),
    ),
    "node.begin": Example(
        done=of_node(services.node_begin, on=TODAY),
        refused=of_node(services.node_begin, on=date(2027, 1, 1)),
    ),
    "node.finish": Example(
        done=of_node(services.node_finish, on=TODAY, files=[a_file()]),
        refused=of_node(services.node_finish, on=TODAY),
    ),
    "node.warn": Example(done=warn, refused=warn_by_hand),
    "replan.sign": Example(done=sign("首次编排"), refused=sign(" ")),
}
