"""Lamps of projects by month: facts from the register, versions, streaks, and judging again."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.projects import services
from sanbi.apps.projects.lamps.facts import facts_of
from sanbi.apps.projects.lamps.judging import judged_again
from sanbi.apps.projects.lamps.known import known_of
from sanbi.apps.projects.models import LampReading, LampRules, Node, Project
from sanbi.apps.projects.queries.lamps import history_of
from sanbi.apps.projects.services.months import Figures
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import facts_from, judge, read_lamp_rules
from tests.apps.factories.lamps import make_rules
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import make_month, make_plan, make_project

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 10, 12, 6, tzinfo=UTC)
SEPTEMBER = Period.parse("2026-09")


@pytest.fixture
def county() -> County:
    return make_county()


def build(county: County, **fields: Any) -> Project:
    """A started project with one construction node over all of 2026, and reports to September."""
    project = make_project(
        county,
        stage="started",
        start_on=date(2026, 3, 1),
        due_on=date(2026, 12, 31),
        statistics_entry="entered",
        statistics_on=date(2026, 3, 20),
        **fields,
    )
    Node.objects.create(
        project=project,
        key="a",
        place=1,
        name="施工",
        calendar="construction",
        duration=200,
        planned_start=date(2026, 1, 1),
        planned_finish=date(2026, 12, 31),
    )
    make_plan(project)
    return project


def read(period: str = "", project: Project | None = None) -> int:
    key = project.pk if project else None
    return services.lamps_read(actor=SYSTEM, now=NOW, period=period, project=key)


def colours(project: Project, period: str = "2026-09") -> dict[str, str]:
    rows = LampReading.objects.filter(project=project, period=period).order_by("version")
    return {row.lamp: row.colour for row in rows}


def test_facts_come_from_the_plan_reports_stages_and_obstacles(county: County) -> None:
    project = build(county, origin="state")
    make_month(project, "2026-08", 7_000, physical="0.6")
    make_month(project, "2026-09", 7_800, physical="0.648219", paid_wan=6_000)
    make_obstacle(county, project=project, raised_on=date(2026, 9, 20), due_on=date(2026, 9, 27))
    facts = facts_of(known_of([project])[0], SEPTEMBER)
    gone = Fraction(273, 365) * 100  # of the node's year, to 30 September
    assert facts["started"] is True
    assert facts["planned_pct"] == gone
    assert facts["done_pct"] == Fraction("64.8219")
    assert facts["behind_plan_points"] == gone - Fraction("64.8219")
    assert facts["investment_done_pct"] == 65
    assert facts["investment_planned_pct"] == 75
    assert facts["month_task_met"] is False  # 800 of 1,000
    assert facts["payment_short_points"] == 25  # 6,000 paid of 9,000 that were due, of 12,000
    assert facts["entry_open_months"] == 0
    assert (facts["obstacles_open"], facts["obstacle_days_left"]) == (1, -3)


def test_what_has_not_started_has_done_nothing_and_what_produces_all(county: County) -> None:
    signed = make_project(county, stage="signed", start_on=date(2026, 7, 10))
    facts = facts_of(known_of([signed])[0], SEPTEMBER)
    assert (facts["done_pct"], facts["start_months_missed"], facts["payment_due"]) == (0, 3, False)
    made = make_project(county, stage="producing")
    assert facts_of(known_of([made])[0], SEPTEMBER)["done_pct"] == 100


def test_a_month_without_a_report_is_to_be_judged(county: County) -> None:
    project = build(county)
    assert read() == 1
    assert colours(project) == {
        "overall": "none",
        "start": "green",
        "progress": "none",
        "entry": "green",
    }


def test_a_reading_is_kept_with_rule_reason_and_what_it_rests_on(county: County) -> None:
    rules = make_rules()
    project = build(county)
    make_month(project, "2026-09", 7_800, physical="0.5")
    read()
    overall = LampReading.objects.get(project=project, lamp="overall")
    assert (overall.colour, overall.rules, overall.version) == ("yellow", rules, 1)
    assert overall.size == "落后24.8个百分点"
    assert overall.reason.startswith("黄灯：进度；低于计划进度约24.79个百分点")
    assert overall.size_en == "24.8 points behind"
    again = judged_again(overall)
    assert again.overall.reason("zh") == overall.reason
    assert {key: one.colour.value for key, one in again.lamps.items()} == {
        row.lamp: row.colour for row in LampReading.objects.exclude(lamp="overall")
    }


def test_read_again_it_writes_nothing_until_something_changes(county: County) -> None:
    project = build(county)
    make_month(project, "2026-09", 7_800, physical="0.5")
    assert read() == 1
    before = LampReading.objects.count()
    assert read() == 0
    assert LampReading.objects.count() == before
    make_month(project, "2026-09", 9_000, physical="0.75", version=2, reason="漏报")
    assert read() == 1
    versions = LampReading.objects.filter(project=project, lamp="overall").order_by("version")
    assert [(row.version, row.colour) for row in versions] == [(1, "yellow"), (2, "green")]


def test_three_months_without_a_start_are_a_streak(county: County) -> None:
    project = make_project(county, stage="signed", start_on=date(2026, 7, 10))
    for period in ("2026-07", "2026-08"):
        read(period)
        assert colours(project, period)["start"] == "yellow"
    read("2026-09")
    assert colours(project)["start"] == "red"
    kept = LampReading.objects.get(project=project, period="2026-09", lamp="overall").facts
    assert sorted(kept["history"]) == ["2026-07", "2026-08"]
    reading = LampReading.objects.get(project=project, period="2026-09", lamp="start")
    assert reading.reason == "红灯：连续3个月应开工未开工。"


def test_a_streak_counts_what_was_kept_not_what_is_known_today(county: County) -> None:
    project = make_project(county, stage="signed", start_on=date(2026, 7, 10))
    read("2026-08")
    Project.objects.filter(pk=project.pk).update(start_on=date(2026, 9, 10))
    read("2026-09")
    kept = LampReading.objects.get(project=project, period="2026-09", lamp="overall").facts
    missed = [kept["history"][m]["start_missed"] for m in ("2026-07", "2026-08")]
    assert missed == [False, True]  # July was never read, so it is looked up as things stand
    assert colours(project)["start"] == "yellow"


def test_a_report_reads_its_project_and_the_months_after(county: County) -> None:
    project = build(county)
    read("2026-08")
    read("2026-09")
    services.month_report(
        actor=county.actor("clerk"),
        now=NOW,
        project=project.pk,
        period="2026-08",
        version=0,
        figures=Figures(Decimal(7_000), physical=Decimal("0.6"), reason="补报"),
    )
    versions = LampReading.objects.filter(project=project, lamp="overall")
    told = [(r.period, r.version, r.colour) for r in versions.order_by("period", "version")]
    assert told == [("2026-08", 1, "none"), ("2026-08", 2, "green"), ("2026-09", 1, "none"),
                    ("2026-09", 2, "none")]  # fmt: skip
    assert Entry.objects.filter(action="month.report").count() == 1


def test_a_report_of_a_month_that_is_not_over_reads_nothing(county: County) -> None:
    project = build(county)
    services.month_report(
        actor=county.actor("clerk"),
        now=NOW,
        project=project.pk,
        period="2026-10",
        version=0,
        figures=Figures(Decimal(9_000), physical=Decimal("0.8")),
    )
    assert not LampReading.objects.exists()


def test_what_was_given_up_has_no_lamps(county: County) -> None:
    project = build(county, dropped_on=date(2026, 9, 15), dropped_why="撤资")
    read()
    assert not LampReading.objects.filter(project=project).exists()
    read("2026-08")
    assert colours(project, "2026-08")["overall"] == "none"


@pytest.mark.parametrize("period", ["2026-10", "2026-13", "2027-01", "9月"])
def test_only_months_that_are_over_are_read(county: County, period: str) -> None:
    build(county)
    with pytest.raises(Refused):
        read(period)
    assert not LampReading.objects.exists()


def test_who_may_read_lamps_anew(county: County) -> None:
    project = build(county)
    assert services.lamps_read(actor=county.actor("bureau"), now=NOW) == 1
    assert services.lamps_read(actor=county.actor("clerk"), now=NOW, project=project.pk) == 0
    with pytest.raises(NotAllowed):
        services.lamps_read(actor=county.actor("clerk"), now=NOW)
    with pytest.raises(NotAllowed):
        services.lamps_read(actor=county.actor("office"), now=NOW)


def test_the_rules_of_the_month_decide(county: County) -> None:
    project = build(county)
    make_month(project, "2026-08", 7_000, physical="0.5")
    make_month(project, "2026-09", 7_800, physical="0.5")
    make_rules("wuhan")
    make_rules("county", version=2, valid_from=date(2026, 9, 1))
    read("2026-08")
    read("2026-09")
    rules = {row.period: row.rules.version for row in LampReading.objects.filter(lamp="overall")}
    assert rules == {"2026-08": 1, "2026-09": 2}
    assert set(colours(project, "2026-08")) == {"overall", "progress"}


def test_without_rules_of_its_own_the_county_begins_with_the_general_ones(county: County) -> None:
    build(county)
    read()
    kept = LampRules.objects.get()
    assert (kept.version, kept.name) == (0, "县级通用规则（参照银川、西安）")


def test_history_shows_months_in_order(county: County) -> None:
    project = build(county)
    make_month(project, "2026-08", 7_000, physical="0.65")
    read("2026-09")
    read("2026-08")
    found = history_of(project)
    assert found.months == ["2026-08", "2026-09"]
    rows = {lamp: [r.colour if r else None for r in row] for lamp, row in found.rows}
    assert rows["progress"] == ["green", "none"]
    assert [row.lamp for row in found.newest] == ["overall", "start", "progress", "entry"]


def test_a_month_is_read_by_a_fixed_number_of_queries(
    county: County, count_queries: Callable[[], Any]
) -> None:
    make_rules()
    build(county)
    with count_queries() as one:
        assert read() == 1
    build(county)
    build(county)
    with count_queries() as three:
        assert read("2026-08") == 3
    assert len(one) == len(three)


def test_a_stranger_judges_again_from_the_file_that_the_page_hands_out(county: County) -> None:
    make_rules()
    project = build(county)
    make_month(project, "2026-09", 7_800, physical="0.5")
    read()
    client = Client()
    client.force_login(county.users["auditor"], backend=BACKEND)
    answer = client.get(reverse("lamp-grounds", args=[project.pk]))
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="lamps-{project.code}-2026-09.json"'
    )
    kept = json.loads(answer.content)
    found = judge(
        read_lamp_rules(kept["rules"]["content"]),
        facts_from(kept["facts"]),
        [facts_from(kept["history"][month]) for month in sorted(kept["history"])],
        month=Period.parse(kept["month"]),
    )
    again = {lit.lamp: (lit.colour.value, lit.reason("zh")) for lit in found.lamps.values()}
    again["overall"] = (found.overall.colour.value, found.overall.reason("zh"))
    assert again == {lamp: (row["colour"], row["reason"]) for lamp, row in kept["shown"].items()}
    assert again["overall"][0] == "yellow"
