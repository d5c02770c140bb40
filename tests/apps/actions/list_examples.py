"""One example for each service of rectification lists."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.services import ListFacts, ProblemFacts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.lists import make_list, make_problem
from tests.apps.factories.orgs import County


def list_facts(county: County, **more: Any) -> ListFacts:
    """What a list of problems of the environment says."""
    plain: dict[str, Any] = {
        "kind": "environment",
        "title": "省生态环保督察反馈问题整改清单",
        "issued_by": "省生态环保督察组",
        "issued_on": date(2026, 9, 20),
        "due_on": date(2026, 12, 31),
        "owner": county.bureau.pk,
    }
    return ListFacts(**{**plain, **more})


def problem_facts(county: County, **more: Any) -> ProblemFacts:
    """A problem of 青石镇."""
    plain: dict[str, Any] = {
        "finding": "河道沿线砂石堆场未采取防尘措施。雨季淤泥入河。",
        "lead_unit": county.towns[0].pk,
        "due_on": date(2026, 11, 30),
        "wanted": "现场清零，通过县级验收",
        "measure": "清运砂石，恢复河岸",
    }
    return ProblemFacts(**{**plain, **more})


def create(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        said = list_facts(county, **more)
        return lambda: services.list_create(actor=county.actor("supervisor"), now=now, facts=said)

    return deed


def change(edition: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held, said = make_list(county), list_facts(county, title="改名后的清单")
        return lambda: services.list_change(
            actor=county.actor("supervisor"),
            now=now,
            problem_list=held.pk,
            edition=edition,
            facts=said,
        )

    return deed


def add(*places: int | None) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        held = make_list(county)
        rows = [problem_facts(county, place=place) for place in places]
        return lambda: services.problems_add(
            actor=county.actor("supervisor"), now=now, problem_list=held.pk, rows=rows
        )

    return deed


def spread(*towns: int) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        problem = make_problem(county)
        return lambda: services.problem_spread(
            actor=county.actor("supervisor"),
            now=now,
            action=problem.action_id,
            units=[county.towns[place].pk for place in towns],
            due_on=date(2026, 11, 30),
            text="排查河道沿线堆场",
        )

    return deed


EXAMPLES = {
    "problem_list.create": Example(done=create(), refused=create(kind="song")),
    "problem_list.change": Example(done=change(0), refused=change(7)),
    "problems.add": Example(done=add(None, None), refused=add(3, 3)),
    "problem.spread": Example(done=spread(1, 2), refused=spread(0, 1)),
}
