"""Examples of the services of obstacles and their clock."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects import services
from sanbi.apps.projects.escalation import BUILT_IN
from tests.apps.audit.examples import Deed, Example
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_keeper, make_project


def raised(county: County, now: datetime, kind: str = "land") -> Deed:
    project = make_project(county)
    return lambda: services.obstacle_raise(
        actor=county.actor("clerk"),
        now=now,
        project=project.pk,
        kind=kind,
        title="红线内 32 亩未完成征收",
        unit=county.statistics.pk,
    )


def raised_of_no_kind(county: County, now: datetime) -> Deed:
    return raised(county, now, "weather")


def step(service: Any, who: str, state: str, **given: Any) -> Any:
    """A step of an obstacle in a state."""

    def deed(county: County, now: datetime) -> Deed:
        held = make_obstacle(county, state=state)
        more = {name: make(county) if callable(make) else make for name, make in given.items()}
        return lambda: service(
            actor=county.actor(who), now=now, obstacle=held.pk, edition=0, **more
        )

    return deed


def the_bureau(county: County) -> int:
    return county.bureau.pk


def escalate(county: County, now: datetime, due: date = date(2026, 10, 8)) -> Deed:
    held = make_obstacle(county, due_on=due)
    return lambda: services.obstacle_escalate(actor=SYSTEM, now=now, obstacle=held.pk)


def escalate_too_early(county: County, now: datetime) -> Deed:
    return escalate(county, now, date(2030, 1, 1))


def ladder(county: County, now: datetime, name: str = "县定时限") -> Deed:
    make_keeper(county)
    return lambda: services.ladder_set(
        actor=county.actor("bureau"),
        now=now,
        name=name,
        levels=BUILT_IN,
        working_days=True,
        valid_from=date(2026, 11, 1),
    )


def ladder_without_name(county: County, now: datetime) -> Deed:
    return ladder(county, now, " ")


answer, hand_on = services.obstacle_answer, services.obstacle_hand_on
give_back, verify = services.obstacle_return, services.obstacle_verify
withdraw = services.obstacle_withdraw

EXAMPLES = {
    "obstacle.raise": Example(done=raised, refused=raised_of_no_kind),
    "obstacle.answer": Example(
        done=step(answer, "stats", "open", text="已签协议"),
        refused=step(answer, "stats", "answered", text="已签协议"),
    ),
    "obstacle.hand_on": Example(
        done=step(hand_on, "stats", "open", unit=the_bureau, text="属立项事项"),
        refused=step(hand_on, "stats", "open", unit=the_bureau, text=" "),
    ),
    "obstacle.return": Example(
        done=step(give_back, "town_leader", "answered", text="协议未履行"),
        refused=step(give_back, "town_leader", "open", text="协议未履行"),
    ),
    "obstacle.verify": Example(
        done=step(verify, "town_leader", "answered"),
        refused=step(verify, "clerk", "answered"),
    ),
    "obstacle.withdraw": Example(
        done=step(withdraw, "clerk", "open", text="重复填报"),
        refused=step(withdraw, "clerk", "closed", text="重复填报"),
    ),
    "obstacle.escalate": Example(done=escalate, refused=escalate_too_early),
    "ladder.set": Example(done=ladder, refused=ladder_without_name),
}
