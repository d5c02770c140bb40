"""One example for each service of field visits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.services import Facts, VisitFacts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.orgs import County
from tests.apps.factories.visits import make_visit


def visit_facts(county: County, **more: Any) -> VisitFacts:
    """A visit to 青石镇 with two findings."""
    plain: dict[str, Any] = {
        "on": date(2026, 10, 8),
        "unit": county.towns[0].pk,
        "place": "青石工业园",
        "people": "县长",
        "topic": "工业企业用工",
        "findings": ["三家企业缺熟练工。", " ", "园区道路未硬化。"],
    }
    return VisitFacts(**{**plain, **more})


def record(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        said = visit_facts(county, **more)
        return lambda: services.visit_record(actor=county.actor("supervisor"), now=now, facts=said)

    return deed


def file_it(limit: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_visit(county, "三家企业缺熟练工。")
        facts = Facts(kind="task", title="招工", lead_unit=county.towns[0].pk, limit=limit)
        return lambda: services.finding_file(
            actor=county.actor("supervisor"),
            now=now,
            visit=held.pk,
            finding=held.findings.get().pk,
            facts=facts,
        )

    return deed


def leave(why: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_visit(county, "三家企业缺熟练工。")
        return lambda: services.finding_leave(
            actor=county.actor("supervisor"),
            now=now,
            visit=held.pk,
            finding=held.findings.get().pk,
            why=why,
        )

    return deed


EXAMPLES = {
    "visit.record": Example(done=record(), refused=record(on=date(2099, 1, 1))),
    "finding.file": Example(done=file_it("normal"), refused=file_it("")),
    "finding.leave": Example(done=leave("已在办"), refused=leave(" ")),
}
