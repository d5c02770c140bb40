"""Two at once on one project: of two that exclude each other one comes through.

Each race has its twin without the locks of rows, in which the harm shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.orgs.models import Attachment
from sanbi.apps.projects import services
from sanbi.apps.projects.models import (
    Baseline,
    Keeper,
    MonthReport,
    Node,
    Obstacle,
    ObstacleEvent,
    Project,
    Quantity,
    StageStep,
)
from sanbi.apps.projects.services.months import Figures, QuantityLine
from sanbi.apps.projects.services.nodes import NodeFacts
from tests.apps.factories.nodes import START, make_nodes
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import a_file, make_keeper, make_project
from tests.support.racing import DONE, REFUSED, Deed, at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
LATE = datetime(2026, 10, 17, 6, 32, tzinfo=UTC)  # the day after the first level's days
ONE = [DONE, REFUSED]


@dataclass(frozen=True)
class Race:
    """Two deeds of which only one may come through, and what must hold afterwards."""

    deeds: tuple[Deed, Deed]
    holds: Callable[[], bool]

    def fair(self, *, locks: bool = True) -> bool:
        """Run it: whether one came through, the other was refused, and all holds."""
        return sorted(at_once(self.deeds, locks=locks)) == ONE and self.holds()


def deed(county: County, name: str, who: str, *, at: datetime = NOW, **given: Any) -> Deed:
    """A service by its name, asked for by somebody."""
    actor = county.actor(who)
    return lambda: getattr(services, name)(actor=actor, now=at, **given)


def on_project(county: County, project: Project, name: str, who: str, **given: Any) -> Deed:
    """A service on a project as it was just looked at."""
    project.refresh_from_db()
    return deed(county, name, who, project=project.pk, edition=project.edition, **given)


def steps(project: Project) -> list[str]:
    """The ladder of a project: stage after stage."""
    return list(StageStep.objects.filter(project=project).values_list("to_stage", flat=True))


# -- plans -----------------------------------------------------------------------------------------
def planned(county: County) -> Project:
    """A project with three nodes and no plan yet."""
    project = make_project(county, stage="signed")
    make_nodes(project)
    return project


def two_who_sign_a_baseline(county: County) -> Race:
    project = planned(county)

    def sign(who: str, due: date) -> Deed:
        return on_project(county, project, "replan_sign", who, reason="编排", due_on=due)

    def holds() -> bool:
        project.refresh_from_db()
        return [project.due_on] == list(Baseline.objects.values_list("due_on", flat=True))

    return Race((sign("bureau", date(2026, 12, 1)), sign("bureau2", date(2026, 12, 31))), holds)


def signing_what_is_being_changed(county: County) -> Race:
    """A plan is signed while a node of it gets another length."""
    project = planned(county)
    node = Node.objects.get(project=project, key="b")
    facts = NodeFacts(node.unit_id, 90, "natural")

    def holds() -> bool:
        node.refresh_from_db()
        return (node.duration == 90) != Baseline.objects.exists()

    return Race(
        (
            on_project(county, project, "replan_sign", "bureau", reason="编排"),
            on_project(county, project, "node_change", "bureau2", node=node.pk, facts=facts),
        ),
        holds,
    )


def two_who_lay_out_nodes(county: County) -> Race:
    project = make_project(county, stage="signed")

    def lay_out(who: str) -> Deed:
        return on_project(county, project, "chain_apply", who, chain="short", start=START)

    return Race(
        (lay_out("bureau"), lay_out("bureau2")),
        lambda: Node.objects.filter(place=1).count() == 1,
    )


def two_who_finish_a_node(county: County) -> Race:
    project = planned(county)
    node = Node.objects.get(project=project, key="a")

    def finish(who: str, day: int) -> Deed:
        return deed(
            county,
            "node_finish",
            who,
            project=project.pk,
            node=node.pk,
            on=date(2026, 10, day),
            files=[a_file(f"{day}.pdf")],
        )

    def holds() -> bool:
        node.refresh_from_db()
        names = list(Attachment.objects.values_list("name", flat=True))
        return node.finished_on is not None and names == [f"{node.finished_on.day}.pdf"]

    return Race((finish("bureau", 8), finish("clerk", 9)), holds)


# -- the ladder ------------------------------------------------------------------------------------
def step_up(county: County, project: Project, who: str) -> Deed:
    proofs = {"contract": [a_file()]}
    return on_project(
        county, project, "stage_step", who, happened_on=date(2026, 10, 8), proofs=proofs
    )


def two_who_recognise_a_stage(county: County) -> Race:
    project = make_project(county)
    return Race(
        (step_up(county, project, "bureau"), step_up(county, project, "bureau2")),
        lambda: steps(project) == ["lead", "signed"],
    )


def recognising_what_is_given_up(county: County) -> Race:
    project = make_project(county)

    def holds() -> bool:
        project.refresh_from_db()
        return (project.dropped_on is None) == (project.stage == "signed")

    drop = on_project(county, project, "project_drop", "bureau2", reason="企业撤回")
    return Race((step_up(county, project, "bureau"), drop), holds)


def two_who_revoke_a_stage(county: County) -> Race:
    project = make_project(county, stage="started")

    def revoke(who: str) -> Deed:
        return on_project(county, project, "stage_revoke", who, reason="手续不全")

    return Race(
        (revoke("bureau"), revoke("bureau2")),
        lambda: steps(project) == ["lead", "signed", "started", "signed"],
    )


# -- obstacles -------------------------------------------------------------------------------------
def on_obstacle(county: County, held: Obstacle, verb: str, who: str, **given: Any) -> Deed:
    more = {"text": "已办理", **given}
    return deed(county, f"obstacle_{verb}", who, obstacle=held.pk, edition=held.edition, **more)


def deeds_of(held: Obstacle) -> list[str]:
    """What happened to an obstacle."""
    return list(ObstacleEvent.objects.filter(obstacle=held).values_list("deed", flat=True))


def two_who_answer_an_obstacle(county: County) -> Race:
    held = make_obstacle(county)
    return Race(
        (
            on_obstacle(county, held, "answer", "stats"),
            on_obstacle(county, held, "answer", "stats2"),
        ),
        lambda: deeds_of(held) == ["raised", "answered"],
    )


def answering_what_is_handed_on(county: County) -> Race:
    held = make_obstacle(county)

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "answered") == (held.unit_id == county.statistics.pk)

    away = on_obstacle(county, held, "hand_on", "stats2", unit=county.bureau.pk)
    return Race((on_obstacle(county, held, "answer", "stats"), away), holds)


def returning_what_is_verified(county: County) -> Race:
    project = make_project(county, stage="signed", owner_unit=county.towns[0])
    held = make_obstacle(county, project=project, state="answered")

    def holds() -> bool:
        held.refresh_from_db()
        return (held.state == "closed") == (held.closed_on is not None)

    return Race(
        (
            on_obstacle(county, held, "return", "town_leader"),
            on_obstacle(county, held, "verify", "owner"),
        ),
        holds,
    )


def the_clock_twice(county: County) -> Race:
    """Two nightly runs find the same obstacle over its days."""
    held = make_obstacle(county)

    def take_up() -> object:
        return services.obstacle_escalate(actor=SYSTEM, now=LATE, obstacle=held.pk)

    def holds() -> bool:
        held.refresh_from_db()
        return held.level == 1 and deeds_of(held) == ["raised", "escalated"]

    return Race((take_up, take_up), holds)


# -- keepers and quantities ------------------------------------------------------------------------
def two_who_dismiss_the_last_keepers(county: County) -> Race:
    keepers = [make_keeper(county), Keeper.objects.create(unit=county.statistics, since=START)]

    def dismiss(who: str, keeper: Keeper) -> Deed:
        return deed(county, "keeper_dismiss", who, keeper=keeper.pk)

    return Race(
        (dismiss("office", keepers[0]), dismiss("office2", keepers[1])),
        lambda: Keeper.objects.count() == 1,
    )


def two_lists_of_quantities(county: County) -> Race:
    project = make_project(county, stage="started")

    def name(who: str, *names: str) -> Deed:
        lines = [QuantityLine(item, "立方米", Decimal(100)) for item in names]
        return on_project(county, project, "quantities_set", who, lines=lines)

    return Race(
        (name("clerk", "土方"), name("bureau", "桩基", "主体")),
        lambda: Quantity.objects.count() in {1, 2},
    )


RACES = [
    two_who_sign_a_baseline,
    signing_what_is_being_changed,
    two_who_finish_a_node,
    two_who_recognise_a_stage,
    recognising_what_is_given_up,
    two_who_revoke_a_stage,
    two_who_answer_an_obstacle,
    answering_what_is_handed_on,
    returning_what_is_verified,
    the_clock_twice,
    two_who_dismiss_the_last_keepers,
    two_lists_of_quantities,
]


@pytest.mark.parametrize("race", RACES)
def test_only_one_comes_through(race: Callable[[County], Race]) -> None:
    assert race(make_county()).fair()


@pytest.mark.parametrize("race", RACES)
def test_without_the_lock_both_come_through(race: Callable[[County], Race]) -> None:
    assert not race(make_county()).fair(locks=False)


# -- what a constraint guards, with the locks or without -----------------------------------------
@pytest.mark.parametrize("locks", [True, False])
def test_nodes_are_laid_out_once(locks: bool) -> None:
    assert two_who_lay_out_nodes(make_county()).fair(locks=locks)


@pytest.mark.parametrize("locks", [True, False])
def test_of_two_versions_of_a_month_one_is_kept(locks: bool) -> None:
    county = make_county()
    project = make_project(county, stage="started")

    def report(who: str, wan: int) -> Deed:
        return deed(
            county,
            "month_report",
            who,
            project=project.pk,
            period="2026-09",
            version=0,
            figures=Figures(Decimal(wan)),
        )

    said = at_once([report("clerk", 800), report("bureau", 900)], locks=locks)
    assert sorted(said) == ONE
    kept = MonthReport.objects.get(project=project)
    assert kept.completed_wan == (800 if said[0] == DONE else 900)
