"""Who gets which answer at the routes of plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.models import Unit
from sanbi.apps.plans.models import Node, Plan, Practice
from tests.apps.access.declaring import (
    BUREAU,
    COUNTY,
    OFFICE,
    OTHER_TOWN,
    STATISTICS,
    STATISTICS_LEADER,
    Access,
)
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
)

OWN = frozenset({"clerk", "town_leader"})
OF_UNITS = BUREAU | STATISTICS | STATISTICS_LEADER | OTHER_TOWN
READERS = OFFICE | COUNTY | OWN | OF_UNITS
SEE = OFFICE | COUNTY | OWN
NOMINATE = OWN | OF_UNITS | frozenset({"leader"})
ALL_SEE = "themes and what is shared are for whoever reads plans"


def own_node(county: County) -> Mapping[str, Any]:
    """A target of the first township in this year's plan, with places."""
    found = Node.objects.filter(title="乡镇目标").first()
    if found is None:
        plan = Plan.objects.filter(year=2026).first() or make_plan()
        found = make_node(
            county,
            parent=make_node(county, plan),
            title="乡镇目标",
            rank_wanted=3,
            rank_of=12,
            rank_among="全市",
        )
        make_standing(found, "2026-08", 6)
        make_standing(found, "2026-09", 4)
    return {"node": found.pk}


def plan_in(state: str, year: int) -> Callable[[County], Mapping[str, Any]]:
    """A plan in a state."""

    def make(county: County) -> Mapping[str, Any]:
        plan = Plan.objects.filter(year=year).first()
        if plan is None:
            plan = make_plan(state, year)
            make_node(county, parent=make_node(county, plan))
        return {"plan": plan.pk}

    return make


def an_indicator(county: County) -> Mapping[str, Any]:
    """An indicator of the bureau with figures of a peer."""
    found = Indicator.objects.filter(code="peered").first()
    if found is None:
        found = make_indicator("peered", county.bureau, name="工业投资")
        for month, own in (("2026-08", 90), ("2026-09", 100)):
            observe(found, county.root, month, own)
            make_peer_figure(make_peer(), found, month, own + 20)
    return {"indicator": found.pk}


def practice_in(state: str) -> Callable[[County], Mapping[str, Any]]:
    """A practice of the first township in a state."""

    def make(county: County) -> Mapping[str, Any]:
        found = Practice.objects.filter(state=state).first() or make_practice(county, state)
        return {"practice": found.pk}

    return make


def a_takeover(county: County) -> Mapping[str, Any]:
    """What the first township took over of the second."""
    found = Practice.objects.filter(unit=county.towns[1]).first()
    found = found or make_practice(county, unit=county.towns[1])
    row = found.takeovers.first() or make_takeover(county, found, unit=county.towns[0])
    return {"practice": found.pk, "takeover": row.pk}


def written(**form: str) -> Access:
    """A form of the office about a node."""
    return Access(
        reads=OFFICE,
        changes=OFFICE,
        things=own_node,
        form={"edition": "0", "title": "一", **form},
        of_no_unit="only the office comes so far",
    )


ACCESS = {
    "plans": Access(reads=READERS, exports=True),
    "plan-review": Access(reads=READERS, exports=True),
    "plan-new": Access(reads=OFFICE, changes=OFFICE, form={"year": "2028", "title": "一"}),
    "plan-adopt": Access(
        reads=OFFICE | frozenset({"leader"}),
        changes=OFFICE | frozenset({"leader"}),
        hidden=READERS - OFFICE - COUNTY,
        things=plan_in("draft", 2027),
        form={"edition": "0"},
    ),
    "plan-close": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=plan_in("adopted", 2026),
        form={"edition": "0"},
        of_no_unit=ALL_SEE,
    ),
    "plan-node-new": Access(
        reads=OFFICE,
        changes=OFFICE,
        things=plan_in("adopted", 2026),
        form={"title": "一"},
        of_no_unit="only the office comes so far",
    ),
    "plan-node": Access(reads=SEE, hidden=READERS - SEE, things=own_node),
    "plan-node-edit": written(),
    "plan-node-drop": written(reason="并入"),
    "plan-standing": Access(
        reads=OFFICE | OWN,
        changes=OFFICE | OWN,
        hidden=READERS - SEE,
        things=own_node,
        form={"period": "2026-09"},
    ),
    "peers": Access(reads=READERS, exports=True),
    "peer-new": Access(reads=OFFICE, changes=OFFICE, form={"name": "望湖县"}),
    "peer-figures": Access(
        reads=OFFICE | BUREAU,
        changes=OFFICE | BUREAU,
        things=an_indicator,
        form={"rows": "一"},
        of_no_unit="indicators are for whoever reads figures",
    ),
    "peer-table": Access(
        reads=OFFICE | BUREAU,
        changes=OFFICE | BUREAU,
        things=an_indicator,
        form={"source": "一"},
        of_no_unit="indicators are for whoever reads figures",
    ),
    "practices": Access(reads=READERS, exports=True),
    "practice-new": Access(reads=NOMINATE, changes=NOMINATE, form={"title": "一"}),
    "practice": Access(reads=SEE, hidden=READERS - SEE, things=practice_in("nominated")),
    "practice-decide": Access(
        reads=OFFICE,
        changes=OFFICE,
        hidden=READERS - SEE,
        things=practice_in("nominated"),
        form={"approve": "yes"},
    ),
    "practice-take": Access(
        reads=NOMINATE,
        changes=NOMINATE,
        things=practice_in("shared"),
        form={"taken": "一"},
        of_no_unit=ALL_SEE,
    ),
    "takeover-result": Access(
        reads=OWN,
        changes=OWN,
        things=a_takeover,
        form={"result": "一"},
        of_no_unit=ALL_SEE,
    ),
}


def canary(county: County, unit: Unit, text: str) -> None:
    """Write the text into every field that the app keeps for the unit."""
    plan = Plan.objects.filter(year=2026).first() or make_plan()
    node = make_node(
        county,
        parent=make_node(county, plan),
        unit=unit,
        title=text,
        wording=text,
        meeting_text=text,
        rank_wanted=3,
        rank_among=text,
    )
    make_standing(node, "2026-09", 4, source=text)
    make_practice(county, "nominated", unit=unit, title=text, content=text, effect=text)
