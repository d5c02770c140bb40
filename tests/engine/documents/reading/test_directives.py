from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.model import Directive
from tests.engine.documents.reading.reading_of import facts_of


def directives(text: str) -> tuple[Directive, ...]:
    return facts_of(f"全县工作会议召开\n{text}").directives


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("县长沈立群强调，要抓项目。要抓服务。", ["要抓项目", "要抓服务"]),
        ("县长沈立群强调，项目是第一要务，主要领导重视，需要资金。", []),
        ("会议要求，各乡镇压实责任。", ["各乡镇压实责任"]),
        ("会议强调，一要守底线；二要转作风。", ["一要守底线", "二要转作风"]),
        ("会议强调，既要严管，也要厚爱。", ["既要严管，也要厚爱"]),
        ("会议强调，要抓好统筹，切忌一把抓。", ["要抓好统筹，切忌一把抓"]),
        ("会议强调，对推进不力的单位和个人要严肃问责。", ["对推进不力的单位和个人要严肃问责"]),
        ("会议明确，由县发改局牵头，8月底前完成踏勘。", ["由县发改局牵头，8月底前完成踏勘"]),
        ("会议强调，要紧盯目标；要务实。", ["要紧盯目标", "要务实"]),
        ("会议强调，要不断提高站位。", ["要不断提高站位"]),
        ("会议强调，干部要领会。", ["干部要领会"]),
        ("会议强调，一是进度要快。月底前全部开工。", ["一是进度要快。月底前全部开工"]),
        ("群众要吃水，先要打井。", []),
        (
            "会议强调，县水利局要派人指导，各乡镇于5月10日前报送方案。",
            ["县水利局要派人指导", "各乡镇于5月10日前报送方案"],
        ),
        ("会议强调，二要抓习惯，学校要走在前面。", ["二要抓习惯，学校要走在前面"]),
        ("会议强调，遇到强降雨，各乡镇要果断转移。", ["遇到强降雨，各乡镇要果断转移"]),
        ("会议要求，各乡镇立即自查；确保不漏一户。", ["各乡镇立即自查", "确保不漏一户"]),
        ("县长沈立群讲了三点：一要细化任务；二要强化督查。", ["一要细化任务", "二要强化督查"]),
        ("县长沈立群分析了两个问题：一是进度慢；二是服务差。", []),
        ("县长沈立群走到河边，立即要求县水利局取样检测。", ["县水利局取样检测"]),
        ("恒川公司董事长沈立群说，希望政府多支持，要把产品做好。", []),
    ],
)
def test_what_is_a_directive(text: str, quotes: list[str]) -> None:
    assert [row.quote for row in directives(text)] == quotes


def test_addressee_deadline_and_speaker() -> None:
    (row,) = directives("县长沈立群要求，大榆镇、县水利局要于10月20日前完成整改，报县政府。")
    assert row.speaker == "沈立群"
    assert row.addressees == ("大榆镇", "县水利局")
    assert row.deadline is not None
    assert (row.deadline.day, row.deadline.said) == (dt.date(2026, 10, 20), "10月20日前")
    assert row.actions == ("大榆镇、县水利局要于10月20日前完成整改", "报县政府")


def test_soon_is_no_deadline() -> None:
    (row,) = directives("县长沈立群强调，要尽快开工、早日投产。")
    assert row.deadline is None


def test_the_speaker_holds_over_paragraphs() -> None:
    rows = directives("县长沈立群强调，要加快。\n要做好。\n会议强调，要节省。")
    assert [(row.speaker, row.quote) for row in rows] == [
        ("沈立群", "要加快"),
        ("沈立群", "要做好"),
        ("会议", "要节省"),
    ]


def test_points_after_a_demand_need_no_word_of_order() -> None:
    rows = directives("县长沈立群提出两点要求：一是聚焦产业招商；二是建立包联机制。")
    assert [row.quote for row in rows] == ["一是聚焦产业招商", "二是建立包联机制"]


def test_papers_order_without_a_speaker() -> None:
    text = "关于整改的通报\n二、工作要求\n各单位要建立清单。县水利局须按月报送。"
    rows = facts_of(text).directives
    assert [(row.speaker, row.quote) for row in rows] == [
        (None, "各单位要建立清单"),
        (None, "县水利局须按月报送"),
    ]


def test_a_guest_who_hopes_orders_nothing() -> None:
    text = "澄阳县党政代表团来云川考察\n澄阳县委书记骆文静表示，希望两地常来常往。"
    assert facts_of(text).directives == ()
