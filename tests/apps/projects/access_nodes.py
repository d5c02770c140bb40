"""Who gets which answer at the routes of nodes and of the wall chart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbi.apps.projects.models import Node
from tests.apps.access.declaring import BUREAU, Access
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper
from tests.apps.projects.access import EDITION, HIDDEN, READERS, SEE, kept, project_in, seen

TOWNSHIP = frozenset({"clerk", "town_leader"})


def a_node(county: County) -> Mapping[str, Any]:
    """A node that waits for the first township."""
    project = project_in(county, "started")
    known = Node.objects.filter(project=project, key="a").first()
    node = known or make_nodes(project)["a"]
    return {"project": project.pk, "node": node.pk}


def planned(county: County) -> Mapping[str, Any]:
    """The project of that node."""
    return {"project": a_node(county)["project"]}


def done_by_hand(**form: str) -> Access:
    """A form of a node, of its unit and of the keeper."""
    hands = BUREAU | TOWNSHIP
    return Access(reads=hands, changes=hands, hidden=HIDDEN, things=a_node, form=form)


def a_template(county: County) -> Mapping[str, Any]:
    """A template that comes along."""
    make_keeper(county)
    return {"code": "short"}


def of_the_county(**more: Any) -> Access:
    """A page of a template."""
    return Access(things=a_template, of_no_unit="templates are the county's", **more)


UNTAKEN = {"name": "工业项目", "seen": "0"}  # without a file nothing is taken in

ACCESS = {
    "wall": Access(reads=READERS, exports=True),
    "wall-print": Access(reads=READERS),
    "chains": Access(reads=READERS),
    "chain-template": of_the_county(reads=READERS, exports=True),
    "chain-new": Access(reads=BUREAU, changes=BUREAU, form=UNTAKEN),
    "chain-table": of_the_county(reads=BUREAU, changes=BUREAU, form=UNTAKEN),
    "chain-retire": of_the_county(reads=BUREAU, changes=BUREAU, form={"seen": "9"}),
    "project-nodes": seen(),
    "project-chain": kept(chain="short", start="2026-10-12"),
    "project-replan": Access(
        reads=SEE, changes=BUREAU, hidden=HIDDEN, things=planned, form={**EDITION, "reason": "一"}
    ),
    "node-edit": Access(
        reads=BUREAU,
        changes=BUREAU,
        hidden=HIDDEN,
        things=a_node,
        form={**EDITION, "duration": "6", "calendar": "natural"},
    ),
    "node-begin": done_by_hand(on="2026-10-09"),
    "node-finish": done_by_hand(on="2026-10-09"),
}
