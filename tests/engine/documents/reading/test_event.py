from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.model import Event
from tests.engine.documents.reading.reading_of import facts_of


def event(text: str, published: dt.date | None = dt.date(2026, 6, 12)) -> Event:
    found = facts_of(text, published).event
    assert found is not None
    return found


def test_an_exchange_round() -> None:
    row = event(
        "云川县举行乡镇交流活动\n昨天，我县在县会展中心举行活动，县长沈立群主持。县领导陆英出席。"
    )
    assert (row.kind, row.date, row.date_said, row.place, row.host, row.chair) == (
        "exchange_round", dt.date(2026, 6, 11), "昨天", "县会展中心", "云川县", "沈立群",
    )  # fmt: skip


def test_several_days_and_venues() -> None:
    row = event(
        "县委召开务虚会\n6月9日至10日，县委在县委党校召开务虚会，主会场设在报告厅，各乡镇设分会场。"
    )
    assert (row.kind, row.date, row.until) == (
        "retreat", dt.date(2026, 6, 9), dt.date(2026, 6, 10),
    )  # fmt: skip
    assert row.venues == ("报告厅", "分会场")


@pytest.mark.parametrize("where", ["在大榆镇、昆阳镇和鳌江镇", "大榆镇、昆阳镇和鳌江镇"])
def test_sub_venues_that_are_named(where: str) -> None:
    row = event(f"县委召开推进会\n6月9日，县委召开推进会。会议以视频形式召开，{where}设分会场。")
    assert row.venues == ("大榆镇", "昆阳镇", "鳌江镇")


def test_recently_is_no_day_and_a_stated_day_wins() -> None:
    assert event("县里开会\n近日，县里召开会议。").date is None
    row = event("县里开会\n近日，晒单出炉。6月10日，县里召开会议。")
    assert row.date == dt.date(2026, 6, 10)


def test_a_notice_has_no_day_of_its_own() -> None:
    row = event("关于7月份工作的通报\n各单位要于8月12日前上报。", dt.date(2026, 8, 6))
    assert (row.kind, row.date) == ("notice", None)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("县里召开重点项目推进会", "push_meeting"),
        ("县政府召开项目调度会", "dispatch"),
        ("全县开展项目观摩", "tour"),
        ("澄阳县党政代表团来云川考察", "visit"),
        ("关于印发计划的通知", "document"),
        ("沈立群赴望溪乡调研", "field_visit"),
        ("电池项目签约落户", "ceremony"),
        ("今天天气很好", "report"),
    ],
)
def test_kinds(title: str, kind: str) -> None:
    assert event(f"{title}\n正文。").kind == kind


def test_an_empty_text_has_no_event() -> None:
    assert facts_of("").event is None
