from __future__ import annotations

import pytest

from sanbi.engine.documents.reading.lists import counts_of, lists_of
from tests.engine.documents.reading.reading_of import facts_of, prose_of


@pytest.mark.parametrize(
    ("sentence", "items", "declared", "agrees"),
    [
        ("昆阳、鳌江、萧江等3个乡镇作交流发言。", ("昆阳", "鳌江", "萧江"), 3, True),
        ("昆阳、鳌江、萧江等8个乡镇作交流发言。", ("昆阳", "鳌江", "萧江"), 8, False),
        ("深入了解企业转型、产业布局等创新实践。", ("企业转型", "产业布局"), None, None),
        ("柏镇、松镇、竹乡3个乡镇按时办结。", ("柏镇", "松镇", "竹乡"), 3, True),
        ("滞后的两个问题是：雨污混接、码头扬尘。", ("雨污混接", "码头扬尘"), 2, True),
        ("围绕新材料、生物医药和高端装备三条产业链。", ("新材料", "生物医药", "高端装备"), 3, True),
        (
            "在“拼经济、争进位”“抓项目、增动能”等方面成效明显。",
            ("拼经济、争进位", "抓项目、增动能"),
            None,
            None,
        ),
    ],
)
def test_enumerations(
    sentence: str, items: tuple[str, ...], declared: int | None, agrees: bool | None
) -> None:
    (row,) = lists_of(prose_of(f"题\n{sentence}"))
    assert (row.items, row.declared, row.agrees) == (items, declared, agrees)
    assert row.is_open is (declared is None)


def test_points_by_semicolons() -> None:
    text = "题\n提出三点要求：一是抓项目，快开工；二是抓服务；三是抓考核。"
    (row,) = lists_of(prose_of(text))
    assert row.items == ("一是抓项目，快开工", "二是抓服务", "三是抓考核")
    assert row.agrees is True


def test_points_by_sentences() -> None:
    text = "题\n抓好两件事：一是抓项目。要快。二是抓服务。"
    (row,) = lists_of(prose_of(text))
    assert (row.items, row.agrees) == (("一是抓项目。要快", "二是抓服务"), True)


@pytest.mark.parametrize(
    "sentence",
    [
        "张三、李四等出席。",
        "大榆镇、县水利局各有2项任务逾期。",
        "等待时机，平等对待。",
        "把项目建设、企业发展作为头等大事。",
        "全年新开工项目31个。",
        "县直有关单位、16个乡镇和3家国有企业负责人参加会议。",
    ],
)
def test_what_is_no_list(sentence: str) -> None:
    assert lists_of(prose_of(f"题\n{sentence}"), {"张三", "李四"}) == ()


def test_focus_and_the_places_of_counts() -> None:
    prose = prose_of("题\n要聚焦项目、安全、党建等三个方面，抓落实。")
    rows = lists_of(prose)
    assert [(row.focus, row.declared) for row in rows] == [(True, 3)]
    assert [prose.said(span) for span in counts_of(prose, rows)] == ["等三"]


def test_quoted_items_begin_at_their_mark() -> None:
    (row,) = facts_of("题\n全县推行“门前三包”、“一户一档”等做法。").lists
    assert row.quote == "“门前三包”、“一户一档”"
    assert row.items == ("门前三包", "一户一档")
