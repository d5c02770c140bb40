"""Examples of the services of lamps and their waivers."""

from __future__ import annotations

from datetime import date, datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects import services
from sanbi.apps.projects.lamps.rulebook import as_text
from sanbi.engine.scheduling.lamps import preset_data
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.lamps import make_waiver
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project


def read(county: County, now: datetime, period: str = "2026-09") -> Deed:
    make_project(county, start_on=date(2026, 7, 10))
    return lambda: services.lamps_read(actor=SYSTEM, now=now, period=period)


def read_too_early(county: County, now: datetime) -> Deed:
    return read(county, now, "2026-10")


def rules(county: County, now: datetime, text: str = "") -> Deed:
    make_keeper(county)
    return lambda: services.lamp_rules_set(
        actor=county.actor("bureau"),
        now=now,
        text=text or as_text(preset_data("yinchuan-2025")),
        valid_from=date(2026, 10, 1),
    )


def rules_with_faults(county: County, now: datetime) -> Deed:
    return rules(county, now, "name: 县定\nlamps: {}\n")


def proposed(county: County, now: datetime, lamp: str = "start") -> Deed:
    project = make_project(county)
    return lambda: services.lamp_waiver_propose(
        actor=county.actor("clerk"),
        now=now,
        project=project.pk,
        lamp=lamp,
        first="2026-09",
        last="2026-12",
        reason="征地尚未批复",
    )


def proposed_of_no_lamp(county: County, now: datetime) -> Deed:
    return proposed(county, now, "moon")


def decided(county: County, now: datetime, who: str = "office") -> Deed:
    held = make_waiver(make_project(county), proposed_by=county.users["office2"].pk)
    return lambda: services.lamp_waiver_decide(
        actor=county.actor(who), now=now, waiver=held.pk, approve=True
    )


def decided_by_oneself(county: County, now: datetime) -> Deed:
    return decided(county, now, "office2")


def withdrawn(county: County, now: datetime, who: str = "clerk") -> Deed:
    held = make_waiver(make_project(county), proposed_by=county.users["clerk"].pk)
    return lambda: services.lamp_waiver_withdraw(actor=county.actor(who), now=now, waiver=held.pk)


def withdrawn_by_another(county: County, now: datetime) -> Deed:
    return withdrawn(county, now, "town_leader")


EXAMPLES = {
    "lamps.read": Example(done=read, refused=read_too_early),
    "lamp_rules.set": Example(done=rules, refused=rules_with_faults),
    "lamp_waiver.propose": Example(done=proposed, refused=proposed_of_no_lamp),
    "lamp_waiver.decide": Example(done=decided, refused=decided_by_oneself),
    "lamp_waiver.withdraw": Example(done=withdrawn, refused=withdrawn_by_another),
}
