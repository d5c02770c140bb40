"""Reads: who sees what, newest versions, and the same number of queries for 1 and 3 rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Report
from sanbi.apps.indicators.queries.burdens import burden
from sanbi.apps.indicators.queries.grids import grid
from sanbi.apps.indicators.queries.matrices import matrix
from sanbi.apps.indicators.queries.reports import dataset_progress, reports_waiting
from sanbi.apps.indicators.queries.targets import targets_of
from sanbi.apps.indicators.queries.values import history_of_cell, latest_values, series
from sanbi.apps.orgs.models import Group, GroupMember
from tests.apps.factories.indicators import (
    aim,
    fill,
    make_check,
    make_dataset,
    make_indicator,
    make_report,
    observe,
)
from tests.apps.indicators.conftest import Work

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_the_newest_version_counts(work: Work) -> None:
    town, other = work.county.towns[:2]
    observe(work["invest"], town, "2026-09", 1)
    observe(work["invest"], town, "2026-09", 2, revised=True)
    observe(work["invest"], other, "2026-09", 3)
    asked = {"indicators": [work["invest"].pk], "periods": ["2026-09"]}
    values = latest_values(SYSTEM, **asked)
    assert {key[0]: value.value for key, value in values.items()} == {
        town.pk: Decimal(2),
        other.pk: Decimal(3),
    }
    assert values[town.pk, work["invest"].pk, "2026-09"].revised
    own = latest_values(work.actor("clerk"), **asked)
    assert [key[0] for key in own] == [town.pk]
    assert latest_values(work.actor("sysadmin"), **asked) == {}
    assert len(latest_values(work.actor("bureau"), **asked)) == 2
    assert latest_values(work.actor("stats"), **asked) == {}


def test_released_statistics_are_read_by_all_townships(work: Work) -> None:
    for town in work.county.towns:
        observe(work["growth"], town, "2026-09", "6.4")
    asked = {"indicators": [work["growth"].pk], "periods": ["2026-09"]}
    assert len(latest_values(work.actor("clerk"), **asked)) == 3


def test_series_and_history(work: Work) -> None:
    town = work.county.towns[0]
    observe(work["invest"], town, "2026-08", 18640)
    observe(work["invest"], town, "2026-09", 21385)
    observe(work["invest"], town, "2026-09", 21000, reason="核实", revised=True)
    found = series(work.actor("clerk"), work["invest"].pk, town.pk)
    assert [(value.period, value.value) for value in found] == [
        ("2026-08", Decimal(18640)),
        ("2026-09", Decimal(21000)),
    ]
    history = history_of_cell(work.actor("clerk"), town.pk, work["invest"].pk, "2026-09")
    assert [(row.version, row.reason) for row in history.versions] == [(2, "核实"), (1, "")]
    with pytest.raises(Missing):
        history_of_cell(work.actor("clerk2"), town.pk, work["invest"].pk, "2026-09")


def test_a_grid_says_how_each_line_stands(work: Work) -> None:
    town = work.county.towns[0]
    for code, before, year_ago in (("invest", 18640, 16000), ("industry", 11200, 9000)):
        observe(work[code], town, "2026-08", before)
        observe(work[code], town, "2025-09", year_ago)
    observe(work["growth"], town, "2026-08", "6.0")
    fill(work.report, {work["invest"]: 21385, work["industry"]: 10950})
    held = grid(work.actor("clerk"), work.report.pk)
    rows = {row.indicator.code: row for row in held.rows}
    assert {code: row.look for code, row in rows.items()} == {
        "invest": "ok",
        "industry": "err",
        "starts": "todo",
        "growth": "lock",
    }
    assert rows["invest"].previous == Decimal(18640)
    assert rows["invest"].year_ago == Decimal(16000)
    assert rows["invest"].change == "+14.7%"
    assert (held.filled, held.to_fill, len(held.errors), held.editable) == (2, 3, 1, True)
    assert held.verbs == ("submit",)
    assert grid(work.actor("town_leader"), work.report.pk).verbs == ()


def test_outliers_are_held_against_the_units_own_group(work: Work) -> None:
    group = Group.objects.create(grouping="2026", code="a", name="甲组")
    for town in work.county.towns:
        GroupMember.objects.create(group=group, unit=town)
    make_check(work["invest"], "outlier", "explain", z=3.5)
    fill(work.report, {work["invest"]: 999999})
    rows = {row.indicator.code: row for row in grid(SYSTEM, work.report.pk).rows}
    assert rows["invest"].look == "ok"  # two others are too few to say anything


def test_what_waits_for_whom(work: Work) -> None:
    def waiting(who: str) -> list[int]:
        return list(reports_waiting(work.actor(who)).values_list("unit_id", flat=True))

    towns = [town.pk for town in work.county.towns]
    assert waiting("clerk") == towns[:1]
    assert waiting("town_leader") == []
    Report.objects.filter(unit=towns[0]).update(
        state="submitted", submitted_by=work.county.users["clerk"].pk
    )
    assert (waiting("clerk"), waiting("town_leader"), waiting("bureau")) == ([], towns[:1], [])
    Report.objects.filter(unit=towns[0]).update(state="unit_signed")
    assert (waiting("town_leader"), waiting("bureau"), waiting("stats")) == ([], towns[:1], [])
    Report.objects.filter(unit=towns[0]).update(state="bureau_checked")
    assert (waiting("bureau"), waiting("office"), waiting("auditor")) == (
        towns[:1],
        towns[:1],
        [],
    )


def test_the_board_counts_states_and_late_drafts(work: Work, now: datetime) -> None:
    Report.objects.filter(pk=work.reports[0].pk).update(state="locked")
    board = dataset_progress(work.actor("office"), "2026-09", now + timedelta(days=9))
    assert (board.total, board.done, board.late) == (3, 1, 2)
    assert [row.marks[0].late for row in board.rows if row.marks[0]] == [False, True, True]
    assert len(dataset_progress(work.actor("clerk"), "2026-09", now).rows) == 1


def test_over_layering_is_the_sum_less_the_countys_target(work: Work) -> None:
    for town, value in zip(work.county.towns, (42000, 40000, 38000), strict=True):
        aim(work["invest"], town, 2026, value)
    aim(work["invest"], work.county.root, 2026, 110000)
    sheet = targets_of(work.actor("office"), 2026)[0]
    assert (sheet.total, sheet.over) == (Decimal(120000), Decimal(10000))
    assert round(sheet.over_percent or 0, 1) == Decimal("9.1")
    own = targets_of(work.actor("clerk"), 2026)[0]
    assert [row.unit for row in own.rows] == work.county.towns[:1]


def test_burden_counts_cells_times_frequency(work: Work) -> None:
    make_indicator("twin", work.county.bureau, name="新开工项目")
    found = burden(work.actor("office"))
    assert found.typed == 3 * 3 * 12
    assert [(item.typed, item.fed) for item in found.units] == [(36, 12)] * 3
    assert [item.unit for item in burden(work.actor("clerk")).units] == work.county.towns[:1]
    work["starts"].reported_where = "省项目平台"
    work["starts"].save()
    assert [item.where for item in burden(work.actor("office")).repeats] == ["省项目平台"]


LISTS: dict[str, str] = {
    "indicators": "/indicators/",
    "progress": "/indicators/progress/?period=2026-09",
    "burden": "/indicators/burden/",
    "catalogue": "/indicators/catalogue/",
    "datasets": "/indicators/datasets/",
    "targets": "/indicators/targets/?year=2026",
}


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_list_costs_the_same_queries_for_one_and_three_rows(
    work: Work, count_queries: Callable[[], Any], name: str
) -> None:
    county = work.county
    client = Client()
    client.force_login(county.users["office"], backend=BACKEND)
    Report.objects.exclude(pk=work.reports[0].pk).delete()
    aim(work["invest"], county.towns[0], 2026, 5)
    client.get(LISTS[name])
    with count_queries() as one:
        assert client.get(LISTS[name]).status_code == 200
    for number, town in enumerate(county.towns[1:]):
        indicator = make_indicator(f"more{number}", county.statistics)
        dataset = make_dataset(f"more{number}", county.statistics, [indicator], [town])
        make_report(dataset, town)
        make_report(work.dataset, town)
        aim(indicator, town, 2026, 5)
    with count_queries() as three:
        assert client.get(LISTS[name]).status_code == 200
    assert len(three) == len(one)


def test_a_grid_costs_the_same_queries_for_any_number_of_lines(
    work: Work, count_queries: Callable[[], Any]
) -> None:
    with count_queries() as one:
        grid(work.actor("clerk"), work.report.pk)
    for number in range(3):
        indicator = make_indicator(f"more{number}", work.county.bureau)
        make_check(indicator, "falls")
        work.dataset.lines.create(indicator=indicator, sequence=9)
    fill(work.report, {work["invest"]: 5})
    with count_queries() as more:
        grid(work.actor("clerk"), work.report.pk)
    assert len(more) == len(one)


def test_a_matrix_costs_the_same_queries_for_one_and_three_units(
    work: Work, count_queries: Callable[[], Any]
) -> None:
    county = work.county
    own = make_dataset("own", county.bureau, [work["starts"]], county.towns, reporter="owner")
    make_report(own, county.towns[0])
    actor = county.actor("bureau")
    with count_queries() as one:
        matrix(actor, own.pk, "2026-09")
    for town in county.towns[1:]:
        fill(make_report(own, town), {work["starts"]: 3})
    with count_queries() as three:
        found = matrix(actor, own.pk, "2026-09")
    assert (len(three), len(found.rows)) == (len(one), 3)
    assert found.verbs == {"submit": tuple(row.report.pk for row in found.rows[1:])}
