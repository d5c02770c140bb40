"""Pages: with and without a script, and in both languages."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.indicators.models import Cell, Indicator, Observation, Report, Target
from sanbi.apps.indicators.queries.series import series_of
from sanbi.apps.indicators.views.values import _chart
from tests.apps.factories.indicators import aim, fill, make_dataset, make_report, observe
from tests.apps.indicators.conftest import SignIn, Work, place


def test_without_a_script_the_form_saves_and_leads_on(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    sent = {
        f"e-{report.pk}": "0",
        f"v-{place(work, 'invest')}": "２１，３８５",
        f"s-{place(work, 'invest')}": "",
        f"v-{place(work, 'starts')}": "",
        f"n-{place(work, 'starts')}": "1",
        f"s-{place(work, 'starts')}": "本月无项目",
        "submit": "1",
    }
    answer = client.post(f"/indicators/report/{report.pk}/", sent)
    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/indicators/report/{report.pk}/step/submit/",
    )
    held = {cell.indicator.code: cell for cell in Cell.objects.select_related("indicator")}
    assert held["invest"].value == Decimal(21385)
    assert (held["starts"].applicable, held["starts"].statement) == (False, "本月无项目")


def test_a_fault_keeps_what_was_typed_and_saves_the_rest(work: Work, signed_in: SignIn) -> None:
    report = work.report
    sent = {
        f"e-{report.pk}": "0",
        f"v-{place(work, 'invest')}": "21385",
        f"v-{place(work, 'industry')}": "一万",
    }
    answer = signed_in("clerk").post(f"/indicators/report/{report.pk}/", sent)
    assert answer.status_code == 400
    assert "“一万”" in answer.content.decode()
    assert 'value="一万"' in answer.content.decode()
    assert Cell.objects.get().value == Decimal(21385)


def test_who_may_not_fill_it_in_sees_a_report_without_boxes(work: Work, signed_in: SignIn) -> None:
    fill(work.report, {work["invest"]: "21385"})
    address = f"/indicators/report/{work.report.pk}/"
    filled = signed_in("clerk").get(address).content.decode()
    cell = re.compile(r'<(?:a|span) class="cell ([a-z ]+)"')
    assert "ok" in cell.findall(filled)
    assert 'class="read-only"' not in filled
    read = signed_in("office").get(address).content.decode()
    assert "<b>只读</b> 单位正在填报。" in read
    assert f'name="v-{place(work, "invest")}"' not in read
    assert set(cell.findall(read)) <= {"plain read", "lock", "imp"}


def say(client: Client, editions: dict[str, int], cells: dict[str, Any], asked: str = "") -> Any:
    """Send what the script sends."""
    body = json.dumps({"editions": editions, "cells": cells})
    return client.post(f"/indicators/cells/{asked}", body, content_type="application/json")


def test_an_overtaken_window_is_told_what_the_draft_holds(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    key = f"{report.pk}:{work['invest'].pk}"
    fill(report, {work["invest"]: 1200}, saved_by=work.county.users["bureau"].pk, statement="乙")
    Report.objects.filter(pk=report.pk).update(edition=4)
    answer = say(client, {str(report.pk): 0}, {key: {"value": "100"}})
    told = answer.json()
    assert (answer.status_code, told["editions"]) == (409, {str(report.pk): 4})
    assert set(told["now"]) == {place(work, code) for code in ("invest", "industry", "starts")}
    held = {"value": "1,200", "statement": "乙", "applicable": True}
    assert told["now"][place(work, "invest")] == held
    assert told["by"] == work.county.users["bureau"].name
    Report.objects.filter(pk=report.pk).update(state="submitted")
    closed = say(client, {str(report.pk): 0}, {key: {"value": "100"}}).json()
    assert ("now" in closed, "不是草稿" in closed["message"]) == (False, True)
    hidden = say(signed_in("clerk2"), {str(report.pk): 0}, {key: {"value": "100"}})
    assert hidden.status_code == 404
    assert Cell.objects.get().value == Decimal(1200)


def test_the_answer_holds_the_lines_that_were_typed_in(work: Work, signed_in: SignIn) -> None:
    report, key = work.report, f"{work.report.pk}:{work['starts'].pk}"
    answer = say(signed_in("clerk"), {str(report.pk): 0}, {key: {"value": "8"}}).json()
    assert list(answer["rows"]) == [place(work, "starts")]


def test_a_matrix_asks_for_the_statements_of_each_unit(work: Work, signed_in: SignIn) -> None:
    county, starts = work.county, work["starts"]
    own = make_dataset("own", county.bureau, [starts], county.towns, reporter="owner")
    first, second, third = (make_report(own, town) for town in county.towns)
    observe(starts, county.towns[0], "2026-08", 2)
    cells = {
        f"{first.pk}:{starts.pk}": {"value": "８"},
        f"{second.pk}:{starts.pk}": {"value": "不适用", "statement": "没有<项目>"},
        f"{third.pk}:{starts.pk}": {"value": "1.5"},
    }
    client = signed_in("bureau")
    editions = {str(report.pk): 0 for report in (first, second, third)}
    answer = say(client, editions, cells, "?as=matrix").json()
    looks = [
        answer["rows"][f"{report.pk}-{starts.pk}"]["look"] for report in (first, second, third)
    ]
    assert looks == ["warn", "na", "err"]
    said = answer["statements"]
    assert f'name="s-{first.pk}-{starts.pk}"' in said[str(first.pk)]
    assert "没有&lt;项目&gt;" in said[str(second.pk)]
    assert "<input" not in said[str(third.pk)]
    address = f"/indicators/matrix/{own.pk}/2026-09/"
    page = client.get(address).content.decode()
    assert 'value="不适用"' in page
    wrong = {f"e-{third.pk}": "1", f"v-{third.pk}-{starts.pk}": "1.5"}
    refused = client.post(address, wrong)
    assert (refused.status_code, 'value="1.5"' in refused.content.decode()) == (400, True)
    explained = {
        f"e-{first.pk}": "1",
        f"v-{first.pk}-{starts.pk}": "8",
        f"s-{first.pk}-{starts.pk}": "集中开工",
    }
    assert client.post(address, explained).status_code == 302
    assert Cell.objects.get(report=first).statement == "集中开工"


def test_the_script_is_told_how_each_line_stands(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    observe(work["invest"], work.county.towns[0], "2026-08", 18640)
    key = f"{report.pk}:{work['invest'].pk}"
    answer = say(client, {str(report.pk): 0}, {key: {"value": "100"}}).json()
    assert answer["editions"] == {str(report.pk): 1}
    assert answer["rows"][place(work, "invest")]["look"] == "err"
    assert "18,640" in answer["rows"][place(work, "invest")]["html"]
    assert "1 / 3" in answer["state"]
    assert answer["ready"] is False
    bad = say(client, {str(report.pk): 1}, {key: {"value": "12a"}}).json()
    assert "12a" in bad["faults"][place(work, "invest")]
    assert Cell.objects.get().value == Decimal(100)


def test_saving_and_signing_beside_a_released_statistic(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    observe(work["growth"], work.county.towns[0], "2026-09", "6.4")
    key = f"{report.pk}:{work['invest'].pk}"
    answer = say(client, {str(report.pk): 0}, {key: {"value": "100"}}, "?all=1").json()
    assert "6.4" not in answer["rows"][place(work, "growth")]["html"]
    assert "10-08" in answer["rows"][place(work, "growth")]["html"]
    page = client.get(f"/indicators/report/{report.pk}/step/sign/")
    assert page.status_code == 200


def test_the_second_window_is_told(work: Work, signed_in: SignIn) -> None:
    report, client = work.report, signed_in("clerk")
    key = f"{report.pk}:{work['invest'].pk}"
    assert say(client, {str(report.pk): 0}, {key: {"value": "1"}}).status_code == 200
    answer = say(client, {str(report.pk): 0}, {key: {"value": "2"}})
    assert answer.status_code == 409
    assert answer.json()["hint"]
    assert Cell.objects.get().value == Decimal(1)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"editions": {}, "cells": {}}', '{"editions": [1], "cells": {"a": 1}}'],
)
def test_what_no_grid_sends_is_refused(work: Work, signed_in: SignIn, body: str) -> None:
    answer = signed_in("clerk").post("/indicators/cells/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"]


def pages(work: Work) -> list[tuple[str, str]]:
    """Every page of the app with somebody who may open it."""
    report, invest, growth = work.report, work["invest"], work["growth"]
    town = work.county.towns[0]
    own = make_dataset("own", work.county.bureau, [work["starts"]], [town], reporter="owner")
    make_report(own, town)
    aim(invest, town, 2026, 5)
    for period in ("2026-07", "2026-08"):
        observe(invest, town, period, 5)
    observe(invest, town, "2026-08", 6, revised=True, reason="核实")
    observe(growth, town, "2026-08", "6.0")
    return [
        ("clerk", "/indicators/"),
        ("office", "/indicators/progress/"),
        ("office", "/indicators/burden/"),
        ("clerk", f"/indicators/report/{report.pk}/"),
        ("clerk", f"/indicators/report/{report.pk}/step/submit/"),
        ("office", f"/indicators/report/{report.pk}/step/lock/"),
        ("clerk", f"/indicators/report/{report.pk}/upload/"),
        ("bureau", f"/indicators/report/{report.pk}/correct/"),
        ("bureau", f"/indicators/matrix/{own.pk}/2026-09/"),
        ("clerk", "/indicators/catalogue/"),
        ("bureau", f"/indicators/catalogue/{invest.pk}/"),
        ("bureau", f"/indicators/catalogue/{invest.pk}/edit/"),
        ("office", "/indicators/catalogue/new/"),
        ("clerk", "/indicators/datasets/"),
        ("bureau", f"/indicators/datasets/{work.dataset.pk}/"),
        ("bureau", f"/indicators/datasets/{work.dataset.pk}/edit/"),
        ("office", "/indicators/datasets/new/"),
        ("clerk", "/indicators/targets/?year=2026"),
        ("bureau", f"/indicators/targets/{invest.pk}/2026/"),
        ("clerk", f"/indicators/series/{invest.pk}/"),
        ("stats", f"/indicators/release/{growth.pk}/?period=2026-08"),
        ("clerk", f"/indicators/history/{town.pk}/{invest.pk}/2026-08/"),
    ]


def test_every_page_in_both_languages(work: Work, signed_in: SignIn) -> None:
    for who, address in pages(work):
        for language, word in (("zh-hans", "指标"), ("en", "Indicators")):
            answer = signed_in(who, language).get(address)
            assert answer.status_code == 200, address
            assert word in answer.content.decode(), (address, language)


def test_the_way_to_a_form_is_not_called_a_rank_change(work: Work, signed_in: SignIn) -> None:
    page = signed_in("bureau").get(f"/indicators/catalogue/{work['invest'].pk}/").content.decode()
    assert ">修改</a>" in page
    assert "升降" not in page


def test_indicators_and_data_sets_are_kept_by_forms(work: Work, signed_in: SignIn) -> None:
    client, bureau = signed_in("bureau"), work.county.bureau
    sent = {
        "code": "land",
        "name": "新增用地供应",
        "measure": "亩",
        "kind": "dispatch",
        "accumulation": "cumulative",
        "direction": "high",
        "frequency": "month",
        "decimals": "1",
        "owner": str(bureau.pk),
        "purpose": "县项目调度会",
        "jump1-severity": "explain",
        "jump1-percent": "50",
    }
    bad = client.post("/indicators/catalogue/new/", {**sent, "jump1-percent": "half"})
    assert bad.status_code == 400
    assert client.post("/indicators/catalogue/new/", {**sent, "code": "invest"}).status_code == 400
    assert client.post("/indicators/catalogue/new/", sent).status_code == 302
    made = Indicator.objects.get(code="land")
    assert made.checks.get().settings == {"against": "previous", "percent": 50}
    form = {
        "code": "more",
        "name": "要素保障",
        "owner": str(bureau.pk),
        "reporter": "units",
        "frequency": "month",
        "due_day": "8",
        "due_time": "17:30",
        "active": "on",
        "units": [str(town.pk) for town in work.county.towns],
        "line1": str(made.pk),
        "required1": "on",
    }
    assert client.post("/indicators/datasets/new/", form).status_code == 302
    assert client.post("/indicators/datasets/new/", form).status_code == 400


def test_targets_and_releases_are_typed_in_tables(work: Work, signed_in: SignIn) -> None:
    town, other = work.county.towns[:2]
    address = f"/indicators/targets/{work['invest'].pk}/2026/"
    sent = {f"value-{town.pk}": "42,000", f"q1-{town.pk}": "8000", f"value-{other.pk}": "1"}
    assert signed_in("bureau").post(address, sent).status_code == 302
    assert Target.objects.get(unit=town).q1 == Decimal(8000)
    address = f"/indicators/release/{work['growth'].pk}/"
    sent = {"period": "2026-09", "released_on": "2026-10-08", "edition": "1"}
    assert signed_in("stats").post(address, {**sent, f"v-{town.pk}": "6.4"}).status_code == 302
    assert Observation.objects.get().value == Decimal("6.4")
    assert signed_in("stats").post(address, sent).status_code == 400


def test_targets_are_shown_by_indicator(work: Work, signed_in: SignIn) -> None:
    town = work.county.towns[0]
    for code in ("invest", "starts"):
        aim(work[code], town, 2026, 40)
    client = signed_in("bureau")

    def shown(asked: str) -> list[str]:
        page = client.get(f"/indicators/targets/?year=2026{asked}").content.decode()
        return re.findall(r'<section id="i-(\d+)"', page)

    first, *others = shown("&indicator=all")
    assert {first, *others} == {str(work["invest"].pk), str(work["starts"].pk)}
    assert shown("") == [first]
    assert shown(f"&indicator={others[0]}") == others
    assert shown("&indicator=nonsense") == [first]


def test_lists_are_exported(work: Work, signed_in: SignIn) -> None:
    for address in ("/indicators/", "/indicators/catalogue/", "/indicators/burden/"):
        answer = signed_in("office").get(f"{address}?format=xlsx")
        assert openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].max_row > 1


def test_a_series_breaks_at_gaps_and_at_the_new_year(work: Work) -> None:
    town = work.county.towns[0]
    for period, value in (("2025-11", 90), ("2025-12", 100), ("2026-02", 20), ("2026-03", 30)):
        observe(work["invest"], town, period, value)
    chart = _chart(series_of(SYSTEM, work["invest"], town))
    assert chart["labels"] == ["2025-11", "2025-12", "2026-01", "2026-02", "2026-03"]
    assert [line["values"] for line in chart["series"]] == [
        [90, 100, None, None, None],
        [None, None, None, 20, 30],
    ]
    assert {line["source"] for line in chart["series"]} == {"dispatch"}
    observe(work["growth"], town, "2025-12", "6.0")
    observe(work["growth"], town, "2026-01", "6.4")
    chart = _chart(series_of(SYSTEM, work["growth"], town))
    assert [line["values"] for line in chart["series"]] == [[6.0, 6.4]]
    assert "source" not in chart["series"][0]
