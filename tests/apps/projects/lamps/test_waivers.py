"""Waivers of lamps: one asks, another decides; the lamp always says that it was waived."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import close_old_connections, connection

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.orgs.models import Message
from sanbi.apps.projects import services
from sanbi.apps.projects.models import LampReading, LampWaiver, Project
from tests.apps.factories.lamps import make_rules, make_waiver
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import make_project

NOW = datetime(2026, 10, 12, 6, tzinfo=UTC)


@pytest.fixture
def late(county: County) -> Project:
    """A project that was to start in July; its lamps of July to September were read."""
    project = make_project(county, stage="signed", start_on=date(2026, 7, 10))
    for period in ("2026-07", "2026-08", "2026-09"):
        services.lamps_read(actor=SYSTEM, now=NOW, period=period)
    return project


def ask(county: County, project: Project, who: str = "clerk", **given: str) -> LampWaiver:
    plain = {"lamp": "start", "first": "2026-08", "last": "2026-08", "reason": "征地尚未批复"}
    return services.lamp_waiver_propose(
        actor=county.actor(who), now=NOW, project=project.pk, **{**plain, **given}
    )


def decide(county: County, waiver: LampWaiver, who: str = "office", **given: object) -> LampWaiver:
    return services.lamp_waiver_decide(
        actor=county.actor(who),
        now=NOW,
        waiver=waiver.pk,
        approve=bool(given.get("approve", True)),
        why=str(given.get("why", "")),
    )


def start_lamp(project: Project, period: str) -> LampReading:
    rows = LampReading.objects.filter(project=project, period=period, lamp="start")
    return rows.order_by("-version")[0]


def test_an_approved_waiver_keeps_its_month_from_counting_and_stays_to_be_seen(
    county: County, late: Project
) -> None:
    assert start_lamp(late, "2026-09").colour == "red"
    decide(county, ask(county, late))
    waived, after = start_lamp(late, "2026-08"), start_lamp(late, "2026-09")
    assert (waived.colour, waived.bare, waived.waived, waived.version) == (
        "green", "yellow", True, 2,
    )  # fmt: skip
    assert waived.reason.endswith("本应黄灯，因“征地尚未批复”予以豁免（office批准）。")
    assert (after.colour, after.bare, after.waived) == ("yellow", "red", True)
    assert start_lamp(late, "2026-07").version == 1


def test_what_only_waits_or_is_refused_has_no_effect(county: County, late: Project) -> None:
    waiver = ask(county, late)
    assert services.lamps_read(actor=SYSTEM, now=NOW, period="2026-09") == 0
    decide(county, waiver, approve=False, why="征地已于6月完成")
    assert services.lamps_read(actor=SYSTEM, now=NOW, period="2026-09") == 0
    assert start_lamp(late, "2026-09").colour == "red"


def test_nobody_decides_on_what_one_asked_for(county: County, late: Project) -> None:
    waiver = make_waiver(late, proposed_by=county.users["office2"].pk)
    with pytest.raises(NotAllowed):
        decide(county, waiver, "office2")
    assert decide(county, waiver, "office").decided_by_name == "office"


@pytest.mark.parametrize("who", ["clerk", "town_leader", "bureau", "supervisor", "auditor"])
def test_who_decides(county: County, late: Project, who: str) -> None:
    with pytest.raises(NotAllowed):
        decide(county, make_waiver(late), who)


def test_another_township_does_not_find_it(county: County, late: Project) -> None:
    with pytest.raises(Missing):
        decide(county, make_waiver(late), "clerk2")


def test_both_are_told(county: County, late: Project) -> None:
    waiver = ask(county, late)
    asked = Message.objects.filter(link=f"/projects/lamps/waivers/{waiver.pk}/")
    assert sorted(asked.values_list("user__username", flat=True)) == ["office", "office2"]
    decide(county, waiver)
    assert asked.filter(user__username="clerk").count() == 1


def test_a_decision_is_made_once(county: County, late: Project) -> None:
    waiver = decide(county, ask(county, late))
    with pytest.raises(Refused, match="已批准"):
        decide(county, waiver, "leader", approve=False, why="再议")


def test_a_refusal_says_why(county: County, late: Project) -> None:
    with pytest.raises(Refused):
        decide(county, ask(county, late), approve=False)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"lamp": "obstacle "}, "lamp"),
        ({"lamp": "overall"}, "lamp"),
        ({"first": "2026-8"}, "first"),
        ({"first": "2026"}, "first"),
        ({"last": "2026-13"}, "last"),
        ({"first": "2026-09"}, "last"),
        ({"last": "2028-08"}, "last"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_cannot_be_asked_for(
    county: County, late: Project, given: dict[str, str], where: str
) -> None:
    with pytest.raises(Refused) as found:
        ask(county, late, **given)
    assert found.value.where == where
    assert not LampWaiver.objects.exists()


def test_a_lamp_that_the_rules_let_nobody_waive(county: County, late: Project) -> None:
    make_rules("yinchuan-2025")
    with pytest.raises(Refused):
        ask(county, late, lamp="progress")
    assert ask(county, late).state == "proposed"


def test_whoever_asked_takes_it_back(county: County, late: Project) -> None:
    waiver = ask(county, late)
    with pytest.raises(NotAllowed):
        services.lamp_waiver_withdraw(actor=county.actor("town_leader"), now=NOW, waiver=waiver.pk)
    held = services.lamp_waiver_withdraw(actor=county.actor("clerk"), now=NOW, waiver=waiver.pk)
    assert held.state == "withdrawn"
    with pytest.raises(Refused):
        decide(county, waiver)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do things at the same moment in connections of their own; return results or errors."""
    gate, found = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        try:
            gate.wait()
            found.append(deed())
        except Exception as error:  # noqa: BLE001 - what went wrong is what is looked at
            found.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told() -> None:
    county = make_county()
    project = make_project(county, stage="signed", start_on=date(2026, 7, 10))
    waiver = make_waiver(project)
    yes, no = county.actor("office"), county.actor("office2")
    found = at_once(
        lambda: services.lamp_waiver_decide(actor=yes, now=NOW, waiver=waiver.pk, approve=True),
        lambda: services.lamp_waiver_decide(
            actor=no, now=NOW, waiver=waiver.pk, approve=False, why="不予批准"
        ),
    )
    assert sorted(type(item).__name__ for item in found) == ["LampWaiver", "Refused"]


@pytest.mark.django_db(transaction=True)
def test_of_two_readings_at_once_one_writes() -> None:
    county = make_county()
    make_project(county, stage="signed", start_on=date(2026, 7, 10))
    make_rules()
    reads = [lambda: services.lamps_read(actor=SYSTEM, now=NOW, period="2026-09")] * 2
    assert sorted(map(str, at_once(*reads))) == ["0", "1"]
    assert LampReading.objects.filter(lamp="overall").count() == 1
