"""One example for each service of the app."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.plans import services
from sanbi.apps.plans.services import NodeFacts, PeerRow
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.indicators import make_indicator
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import (
    make_node,
    make_peer,
    make_plan,
    make_practice,
    make_takeover,
    make_target,
)

DECEMBER = datetime(2026, 12, 28, 2, tzinfo=UTC)
PUBLISHED = date(2026, 10, 8)


def draft(year: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        office = county.actor("office")
        return lambda: services.plan_draft(actor=office, now=now, year=year, title="工作目标")

    return deed


def adopt(*, full: bool) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        plan = make_plan("draft")
        if full:
            make_target(county, plan)
        return lambda: services.plan_adopt(
            actor=county.actor("leader"), now=now, plan=plan.pk, edition=0
        )

    return deed


def close(moment: datetime | None) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        plan = make_target(county).plan
        return lambda: services.plan_close(
            actor=county.actor("office"), now=moment or now, plan=plan.pk
        )

    return deed


def add(**given: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        above = make_node(county)
        item = make_indicator("fai", county.bureau)
        facts = NodeFacts("固定资产投资", unit=county.towns[0].pk, indicators=[item.pk])
        return lambda: services.plan_node_add(
            actor=county.actor("office"),
            now=now,
            plan=above.plan_id,
            parent=above.pk,
            facts=facts,
            **given,
        )

    return deed


def change(reason: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_target(county)
        facts = NodeFacts("固定资产投资", unit=county.towns[1].pk)
        return lambda: services.plan_node_change(
            actor=county.actor("office"), now=now, node=held.pk, facts=facts, reason=reason
        )

    return deed


def drop(*, below: bool) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_target(county)
        if below:
            make_node(county, parent=held)
        return lambda: services.plan_node_drop(
            actor=county.actor("office"), now=now, node=held.pk, reason="并入另一项"
        )

    return deed


def stand(place: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_target(county, rank_wanted=3, rank_of=12, rank_among="全市")
        return lambda: services.standing_record(
            actor=county.actor("clerk"),
            now=now,
            node=held.pk,
            period="2026-09",
            place=place,
            source="市统计月报",
            published_on=PUBLISHED,
        )

    return deed


def peer(name: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        make_peer("临江县")
        return lambda: services.peer_add(actor=county.actor("office"), now=now, name=name)

    return deed


def figures(period: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        item = make_indicator("fai", county.bureau)
        rows = [PeerRow(make_peer().pk, period, Decimal(100))]
        return lambda: services.peer_figures_record(
            actor=county.actor("bureau"),
            now=now,
            indicator=item.pk,
            rows=rows,
            source="市统计月报",
            published_on=PUBLISHED,
        )

    return deed


def nominate(title: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        clerk, unit = county.actor("clerk"), county.towns[0].pk
        return lambda: services.practice_nominate(
            actor=clerk, now=now, unit=unit, title=title, content="一", effect="二"
        )

    return deed


def decide(state: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_practice(county, state)
        return lambda: services.practice_decide(
            actor=county.actor("office"), now=now, practice=held.pk, approve=True
        )

    return deed


def take_over(who: str, unit: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_practice(county)
        return lambda: services.practice_take_over(
            actor=county.actor(who),
            now=now,
            practice=held.pk,
            unit=county.towns[unit].pk,
            taken="设两名帮办员",
        )

    return deed


def tell_result(text: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_takeover(county)
        return lambda: services.takeover_tell(
            actor=county.actor("clerk2"), now=now, takeover=held.pk, result=text
        )

    return deed


EXAMPLES = {
    "plan.draft": Example(done=draft(2027), refused=draft(2040)),
    "plan.adopt": Example(done=adopt(full=True), refused=adopt(full=False)),
    "plan.close": Example(done=close(DECEMBER), refused=close(None)),
    "plan_node.add": Example(done=add(reason="补充"), refused=add()),
    "plan_node.change": Example(done=change("调整"), refused=change(" ")),
    "plan_node.drop": Example(done=drop(below=False), refused=drop(below=True)),
    "standing.record": Example(done=stand(4), refused=stand(13)),
    "peer.add": Example(done=peer("望湖县"), refused=peer("临江县")),
    "peer_figures.record": Example(done=figures("2026-09"), refused=figures("2026-11")),
    "practice.nominate": Example(done=nominate("帮办代办"), refused=nominate(" ")),
    "practice.decide": Example(done=decide("nominated"), refused=decide("shared")),
    "practice.take_over": Example(done=take_over("clerk2", 1), refused=take_over("clerk", 0)),
    "takeover.tell": Example(done=tell_result("缩短二十天"), refused=tell_result("")),
}
