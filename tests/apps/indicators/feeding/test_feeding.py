"""Bulk feeds: taken in whole, refused whole, resumed without doubling."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanbi.apps.audit.errors import NotAllowed, Refused
from sanbi.apps.audit.models import Entry
from sanbi.apps.indicators.feeding import services
from sanbi.apps.indicators.feeding.services import feed_add, feed_end, take_in
from sanbi.apps.indicators.models import (
    Dataset,
    DatasetLine,
    Feed,
    Indicator,
    Observation,
    Report,
    ReportState,
)
from sanbi.apps.orgs.models import Blob
from tests.apps.factories.orgs import County
from tests.apps.orgs.files.hostile_figures import HOSTILE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HEAD = "单位,指标,期,数值,发布日期,版次,说明\n"


def indicator(county: County, code: str = "gdp", **more: Any) -> Indicator:
    """A monthly official statistic of the statistics bureau, in two decimals."""
    plain = {
        "name": f"指标{code}",
        "measure": "万元",
        "direction": "high",
        "accumulation": "cumulative",
        "decimals": 2,
        "frequency": "month",
        "kind": "statistic",
        "owner": county.statistics,
        "purpose": "考核",
    }
    return Indicator.objects.create(code=code, **(plain | more))


def hand_in(county: County, now: datetime, path: Path, reason: str = "") -> Feed:
    """Queue the file as the statistics bureau."""
    return feed_add(
        actor=county.actor("stats"),
        now=now,
        owner=county.statistics.pk,
        name=path.name,
        content=path.read_bytes(),
        reason=reason,
    )


def fed(county: County, now: datetime, path: Path, reason: str = "") -> Feed:
    """Hand the file in and take it in."""
    feed = hand_in(county, now, path, reason)
    return take_in(county.actor("stats"), now, feed.pk, path)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(HEAD + text, encoding=encoding)
    return path


def values() -> list[tuple[str, str, int, str | None, bool]]:
    """Every version: unit, period, version, value, revised."""
    return [
        (
            row.unit.code,
            row.period,
            row.version,
            None if row.value is None else f"{row.value:f}",
            row.revised,
        )
        for row in Observation.objects.select_related("unit").order_by(
            "unit__code", "period", "version"
        )
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_taken_in(county: County, now: datetime, tmp_path: Path, encoding: str) -> None:
    indicator(county)
    path = write(
        tmp_path / "a.csv",
        'T1,gdp,2026年9月,"1,234.50",2026-10-18,初步,\n松涛镇,指标gdp,2026-09,−3,,,\nT3,gdp,2026-09,不适用,,,撤并\n',
        encoding,
    )
    feed = fed(county, now, path)
    assert (feed.state, feed.rows, feed.done, feed.written) == ("done", 3, 3, 3)
    assert values() == [
        ("T1", "2026-09", 1, "1234.500000", False),
        ("T2", "2026-09", 1, "-3.000000", False),
        ("T3", "2026-09", 1, None, False),
    ]
    row = Observation.objects.get(unit__code="T1")
    assert (str(row.released_on), row.edition, row.source, row.by_name) == (
        "2026-10-18",
        "初步",
        "feed",
        "stats",
    )
    assert Observation.objects.get(unit__code="T3").statement == "撤并"
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["feed.add", "feed.begin", "feed.write", "feed.end"]


@pytest.mark.parametrize("kind", ["xlsx", "parquet"])
def test_other_kinds_of_file_say_the_same(
    county: County, now: datetime, tmp_path: Path, kind: str
) -> None:
    indicator(county)
    table = pl.DataFrame(
        {
            "unit": ["T1", "T2"],
            "indicator": ["gdp"] * 2,
            "period": ["2026-09"] * 2,
            "value": [5.25, 7.0],
        }
    )
    path = tmp_path / f"a.{kind}"
    table.write_excel(path) if kind == "xlsx" else table.write_parquet(path)
    assert fed(county, now, path).state == "done"
    assert [row[3] for row in values()] == ["5.250000", "7.000000"]


def test_only_what_is_new_becomes_a_version(county: County, now: datetime, tmp_path: Path) -> None:
    indicator(county)
    fed(county, now, write(tmp_path / "a.csv", "T1,gdp,2026-09,1,,,\nT2,gdp,2026-09,2,,,\n"))
    feed = fed(
        county, now, write(tmp_path / "b.csv", "T1,gdp,2026-09,1.00,,,\nT2,gdp,2026-09,2.5,,,\n")
    )
    assert (feed.written, feed.done) == (1, 2)
    assert [row[:4] for row in values()] == [
        ("T1", "2026-09", 1, "1.000000"),
        ("T2", "2026-09", 1, "2.000000"),
        ("T2", "2026-09", 2, "2.500000"),
    ]


FAULTS = [
    ("X,gdp,2026-09,1,,,", "unit", "There is no unit 'X'."),
    ("T1,gnp,2026-09,1,,,", "indicator", "There is no indicator 'gnp'."),
    ("T1,roads,2026-09,1,,,", "indicator", "'roads' belongs to another bureau."),
    ("T1,gdp,9月,1,,,", "period", "'9月' is no period; write 2026-09, 2026Q3, 2026H1 or 2026."),
    ("T1,gdp,2026Q3,1,,,", "period", "'2026Q3' does not fit the indicator's frequency."),
    ("T1,gdp,2026-09,,,,x", "value", "The value is empty; write a number, or 不适用."),
    ("T1,gdp,2026-09,1e3,,,", "value", "'1e3' is not a number."),
    ('T1,gdp,2026-09,"1,23",,,', "value", "'1,23' is not a number."),
    ("T1,gdp,2026-09,=1+1,,,", "value", "'=1+1' is not a number."),
    ("T1,gdp,2026-09,1.234,,,", "value", "'1.234' has more decimals than the indicator."),
    ("T1,gdp,2026-09,1,18.10.,,", "released_on", "'18.10.' is no date; write 2026-10-18."),
]


@pytest.mark.parametrize(("line", "column", "message"), FAULTS)
def test_a_fault_refuses_the_whole_file(
    county: County, now: datetime, tmp_path: Path, line: str, column: str, message: str
) -> None:
    from django.utils import translation

    indicator(county)
    indicator(county, "roads", owner=county.bureau)
    with translation.override("en"):
        feed = fed(county, now, write(tmp_path / "a.csv", f"T2,gdp,2026-09,1,,,\n{line}\n"))
    assert (feed.state, feed.fault_count) == ("refused", 1)
    assert feed.faults == [{"row": 3, "column": column, "message": message}]
    assert not Observation.objects.exists()


def test_a_key_that_stands_twice_is_refused(county: County, now: datetime, tmp_path: Path) -> None:
    indicator(county)
    feed = fed(
        county, now, write(tmp_path / "a.csv", "T1,gdp,2026-09,1,,,\n青石镇,gdp,2026年9月,1,,,\n")
    )
    assert [fault["row"] for fault in feed.faults] == [3]
    assert "2" in feed.faults[0]["message"]


NONE = [
    (HEAD, 1, "文件中没有数据行。"),
    ("单位,指标,期\nT1,gdp,2026-09\n", 1, "表头缺少“数值”一列，需要：单位、指标、期次、数值。"),
    ("\n单位,指标,期,数值,单位\n", 2, "表头中“单位”一列出现两次。"),
    (
        HEAD + "T1,gdp,2026-09,1\nT2,gdp,2026-09,1,234.5,2026-10-18,初步,撤并\n",
        3,
        "文件“a.csv”未被接收：第 3 行有 8 格，表头只有 7 格。 含逗号的单元格请加引号。",
    ),
    (
        HEAD + 'T1,gdp,2026-09,"1,,,\n',
        2,
        (
            "文件“a.csv”未被接收：第 2 行的引号不配对。 "
            "请重新另存为 UTF-8 编码的 CSV，或直接上传工作簿。"
        ),
    ),
]


@pytest.mark.parametrize(("text", "row", "message"), NONE)
def test_a_table_that_is_none_is_refused_in_one_sentence(
    county: County, now: datetime, tmp_path: Path, text: str, row: int, message: str
) -> None:
    indicator(county)
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    feed = fed(county, now, path)
    assert (feed.state, feed.fault_count) == ("refused", 1)
    assert (feed.faults[0]["row"], feed.faults[0]["message"]) == (row, message)


def locked_report(county: County, item: Indicator, now: datetime) -> None:
    dataset = Dataset.objects.create(
        code="d", name="月报", owner=county.statistics, reporter="owner", frequency="month"
    )
    DatasetLine.objects.create(dataset=dataset, indicator=item)
    Report.objects.create(
        dataset=dataset,
        unit=county.towns[0],
        period="2026-09",
        state=ReportState.LOCKED,
        due_at=now,
    )


def test_after_the_lock_only_with_a_reason_and_marked(
    county: County, now: datetime, tmp_path: Path
) -> None:
    item = indicator(county)
    path = write(tmp_path / "a.csv", "T1,gdp,2026-09,1,,,\nT2,gdp,2026-09,2,,,\n")
    locked_report(county, item, now)
    refused = fed(county, now, path)
    assert [fault["row"] for fault in refused.faults] == [2]
    assert not Observation.objects.exists()
    assert fed(county, now, path, "更正企业归属地").state == "done"
    assert values() == [
        ("T1", "2026-09", 1, "1.000000", True),
        ("T2", "2026-09", 1, "2.000000", False),
    ]
    assert Observation.objects.get(unit__code="T1").reason == "更正企业归属地"


def test_who_feeds(county: County, now: datetime, tmp_path: Path) -> None:
    asked: dict[str, Any] = {"now": now, "owner": county.statistics.pk, "content": b"a,b"}
    for who in ("clerk", "office", "bureau", "leader", "auditor"):
        with pytest.raises(NotAllowed):
            feed_add(actor=county.actor(who), name="a.csv", **asked)
    with pytest.raises(Refused, match=r"a\.exe"):
        feed_add(actor=county.actor("stats"), name="a.exe", **asked)
    assert not Feed.objects.exists()


@pytest.mark.parametrize("road", ["/indicators/feeds/new/", "/api/v1/feeds"])
@pytest.mark.parametrize("case", ["bomb-cells", "program-as-csv", "3-million-rows", "cut-parquet"])
def test_of_a_hostile_file_nothing_is_kept(
    county: County, client: Client, settings: Any, tmp_path: Path, road: str, case: str
) -> None:
    settings.SANBI_FILES = tmp_path
    name, make, words = next(row[1:] for row in HOSTILE if row[0] == case)
    sent = {"file": SimpleUploadedFile(name, make())}
    owner = county.statistics.pk if road == "/indicators/feeds/new/" else county.statistics.code
    client.force_login(county.users["stats"], BACKEND)
    answer = client.post(road, {**sent, "owner": owner})
    assert answer.status_code == (422 if road.startswith("/api") else 400)
    page = answer.content.decode()
    assert words in (json.loads(page)["error"] if road.startswith("/api") else page)
    assert not Feed.objects.exists()
    assert not Blob.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_crash_is_resumed_without_doubling(
    county: County, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator(county)
    monkeypatch.setattr(services, "ROWS_A_STEP", 2)
    lines = "".join(f"T{n % 3 + 1},gdp,2026-{n // 3 + 1:02d},{n},,,\n" for n in range(9))
    path = write(tmp_path / "a.csv", lines)
    feed = hand_in(county, now, path)
    plain, calls = services.feed_write, []

    def crashing(**asked: Any) -> Feed:
        calls.append(1)
        if len(calls) == 3:
            raise ConnectionError
        return plain(**asked)

    monkeypatch.setattr(services, "feed_write", crashing)
    actor = county.actor("stats")
    with pytest.raises(ConnectionError):
        take_in(actor, now, feed.pk, path)
    feed.refresh_from_db()
    assert (feed.state, feed.done, feed.written) == ("running", 4, 4)
    assert take_in(actor, now, feed.pk, path).state == "done"
    feed.refresh_from_db()
    assert (feed.done, feed.written) == (9, 9)
    assert [row[2] for row in values()] == [1] * 9
    with pytest.raises(Refused):
        feed_end(actor=actor, now=now, feed=feed.pk, of=9)
