"""Examples of the services of register, ladder and keepers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.projects import services
from sanbi.apps.projects.importing import Row
from sanbi.apps.projects.recognition import Proof
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, facts_of, make_keeper, make_project


def add(county: County, now: datetime, code: str = "P9") -> Deed:
    make_keeper(county)
    return lambda: services.project_add(
        actor=county.actor("bureau"),
        now=now,
        facts=facts_of(county, code),
        lead_on=date(2026, 3, 1),
    )


def add_without_code(county: County, now: datetime) -> Deed:
    return add(county, now, " ")


def of_project(
    service: Any, *, edition: int = 0, who: str = "bureau", fields: Any = None, **given: Any
) -> Any:
    """A call of a service about a fresh project."""

    def deed(county: County, now: datetime) -> Deed:
        project = make_project(county, **(fields or {}))
        more = {name: make(county) if callable(make) else make for name, make in given.items()}
        return lambda: service(
            actor=county.actor(who), now=now, project=project.pk, edition=edition, **more
        )

    return deed


PROOFS = {"contract": [a_file()]}
SIGNED_ON = date(2026, 5, 1)
STARTED = {"stage": "started"}
GONE = {"dropped_on": date(2026, 6, 1), "dropped_why": "资金落空"}
RULE = (Proof("contract", "合同"),)


def rule(county: County, now: datetime, text: str = "签订正式合同") -> Deed:
    make_keeper(county)
    return lambda: services.recognition_set(
        actor=county.actor("bureau"),
        now=now,
        stage="signed",
        text=text,
        proofs=RULE,
        valid_from=date(2026, 10, 1),
    )


def rule_without_words(county: County, now: datetime) -> Deed:
    return rule(county, now, " ")


def appoint(county: County, now: datetime, who: str = "office") -> Deed:
    return lambda: services.keeper_appoint(
        actor=county.actor(who), now=now, unit=county.statistics.pk
    )


def appoint_oneself(county: County, now: datetime) -> Deed:
    return appoint(county, now, "stats")


def dismiss(county: County, now: datetime) -> Deed:
    keeper = make_keeper(county)
    appoint(county, now)()
    return lambda: services.keeper_dismiss(actor=county.actor("office"), now=now, keeper=keeper.pk)


def dismiss_the_last(county: County, now: datetime) -> Deed:
    keeper = make_keeper(county)
    return lambda: services.keeper_dismiss(actor=county.actor("office"), now=now, keeper=keeper.pk)


def take_in(county: County, now: datetime, seen: dict[str, int] | None = None) -> Deed:
    known = make_project(county, code="P1")
    rows = [
        Row(2, facts_of(county, "P1", name="新材料产业园三期"), {}),
        Row(3, facts_of(county, "P2"), {"signed": SIGNED_ON, "started": date(2026, 6, 1)}),
    ]
    return lambda: services.projects_import(
        actor=county.actor("bureau"),
        now=now,
        rows=rows,
        columns={"code", "name", "sort", "unit", "total_wan"},
        seen={known.code: 0} if seen is None else seen,
    )


def take_in_what_changed(county: County, now: datetime) -> Deed:
    return take_in(county, now, {"P1": 5})


change, drop, restore = services.project_change, services.project_drop, services.project_restore
step, revoke, entry = services.stage_step, services.stage_revoke, services.entry_set
EXAMPLES = {
    "project.add": Example(done=add, refused=add_without_code),
    "project.change": Example(
        done=of_project(change, facts=facts_of),
        refused=of_project(change, facts=facts_of, edition=7),
    ),
    "project.drop": Example(
        done=of_project(drop, reason="投资方退出"), refused=of_project(drop, reason=" ")
    ),
    "project.restore": Example(
        done=of_project(restore, reason="重新签约", fields=GONE),
        refused=of_project(restore, reason="重新签约"),
    ),
    "entry.set": Example(
        done=of_project(entry, entry="entered", on=SIGNED_ON, fields=STARTED),
        refused=of_project(entry, entry="entered", on=SIGNED_ON),
    ),
    "stage.step": Example(
        done=of_project(step, happened_on=SIGNED_ON, proofs=PROOFS),
        refused=of_project(step, happened_on=SIGNED_ON, proofs={}),
    ),
    "stage.revoke": Example(
        done=of_project(revoke, reason="合同作废", fields=STARTED),
        refused=of_project(revoke, reason="合同作废"),
    ),
    "recognition.set": Example(done=rule, refused=rule_without_words),
    "projects.import": Example(done=take_in, refused=take_in_what_changed),
    "keeper.appoint": Example(done=appoint, refused=appoint_oneself),
    "keeper.dismiss": Example(done=dismiss, refused=dismiss_the_last),
}
