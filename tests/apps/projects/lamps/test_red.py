"""A lamp that turns red tells those who answer for the project, once; the worker reads on time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from procrastinate.contrib.django import app

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import Message
from sanbi.apps.projects import services, tasks
from sanbi.apps.projects.models import LampReading, Project
from tests.apps.factories.lamps import make_lamp, make_rules, make_waiver
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import make_project
from tests.support.working import work

NIGHT = datetime(2026, 10, 10, 17, tzinfo=UTC)  # one o'clock on the 11th in Shanghai
WHO = ["clerk", "leader", "owner", "town_leader"]


def late(county: County, **fields: Any) -> Project:
    """A signed project that should have started in July: yellow in August, red in September."""
    plain = {
        "start_on": date(2026, 7, 10),
        "leader": county.users["leader"],
        "owner": county.users["owner"],
    }
    return make_project(county, stage="signed", **{**plain, **fields})


def read(period: str = "2026-09", now: datetime = NIGHT) -> int:
    return services.lamps_read(actor=SYSTEM, now=now, period=period)


def told() -> list[str]:
    rows = Message.objects.filter(key__startswith="red:").order_by("user__username")
    return list(rows.values_list("user__username", flat=True))


def test_owner_township_and_responsible_leader_are_told_once(county: County) -> None:
    project = late(county)
    read()
    assert LampReading.objects.get(lamp="overall").colour == "red"
    assert told() == WHO
    line = Message.objects.get(user=county.users["owner"])
    assert line.link == f"/projects/{project.pk}/lamps/"
    with translation.override("zh-hans"):
        assert str(line) == "“新材料产业园二期”2026-09总灯转红，请查看原因。"
    with translation.override("en"):
        assert str(line) == "“新材料产业园二期” turned red in 2026-09: see why."
    assert read() == 0
    assert told() == WHO


def test_the_unit_that_owns_it_is_told_and_no_other_township(county: County) -> None:
    late(county, owner=None, leader=None, unit=county.towns[1], owner_unit=county.towns[0])
    read()
    assert told() == ["clerk2", "owner", "town_leader2"]


def test_a_month_read_anew_tells_nobody_twice(county: County) -> None:
    project = late(county)
    read()
    Project.objects.filter(pk=project.pk).update(start_on=date(2026, 6, 10))
    assert read() == 1
    assert LampReading.objects.filter(lamp="overall", version=2).get().colour == "red"
    assert told() == WHO


@pytest.mark.parametrize(("before", "news"), [("red", []), ("yellow", WHO), ("none", WHO)])
def test_only_what_was_not_red_the_month_before_turns_red(
    county: County, before: str, news: list[str]
) -> None:
    make_lamp(late(county), before, "2026-08")
    read()
    assert told() == news


def test_within_a_month_the_version_before_counts(county: County) -> None:
    project = late(county)
    make_lamp(project, "red", "2026-08")
    make_lamp(project, "green", "2026-09")
    read()
    assert told() == WHO


def test_a_waived_lamp_and_a_month_long_past_tell_nobody(county: County) -> None:
    project = late(county)
    make_waiver(project, first_period="2026-08", state="approved", decided_by_name="赵六")
    read()
    assert LampReading.objects.get(lamp="start").waived
    late(county)
    read("2026-09", datetime(2026, 12, 12, tzinfo=UTC))
    assert LampReading.objects.filter(lamp="overall", colour="red").count() == 1
    assert told() == []


# -- the worker ------------------------------------------------------------------------------------
def test_the_clock_reads_every_night() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    hours = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert hours["projects.lamps_read"] == "0 17 * * *"


@pytest.fixture
def standing(transactional_db: None) -> Iterator[County]:
    """A county in a database whose transactions end, as a worker needs them."""
    yield make_county()
    with connection.cursor() as cursor:  # Django's flush leaves the queue alone
        cursor.execute("delete from procrastinate_jobs")


# A worker that ends leaves the connection of its thread to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_worker_reads_a_month_in_the_first_night_after_its_close(
    standing: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_rules()
    late(standing)

    def night(day: int, hour: int = 17) -> list[str]:
        moment = datetime(2026, 10, day, hour, tzinfo=UTC)
        monkeypatch.setattr(tasks, "moment", lambda: moment)
        app.configure_task("projects.lamps_read").defer(timestamp=int(moment.timestamp()))
        work()
        readings = LampReading.objects.filter(lamp="overall").order_by("period")
        return [f"{row.period} {row.colour}" for row in readings]

    assert night(9) == ["2026-08 yellow"]
    assert night(10, hour=15) == ["2026-08 yellow"]  # an hour before the month closes
    assert told() == []
    assert night(13) == ["2026-08 yellow", "2026-09 red"]  # it stood still for two nights
    assert told() == WHO
    entries = Entry.objects.filter(action="lamps.read").count()
    assert night(14) == ["2026-08 yellow", "2026-09 red"]
    assert (told(), Entry.objects.filter(action="lamps.read").count()) == (WHO, entries)
    late(standing)  # comes into the register after the close
    assert night(15) == ["2026-08 yellow", "2026-09 red", "2026-09 red"]
    assert sorted(told()) == sorted(WHO * 2)
