from __future__ import annotations

import pytest

from sanbi.engine.documents.reading import Names
from tests.engine.documents.reading.reading_of import facts_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("县委副书记、县长陈桂雷主持。", {"陈桂雷": (("县委副书记", "县长"), None)}),
        (
            "县领导曾上俊、陈栋、欧阳岚等出席。",
            dict.fromkeys(("曾上俊", "陈栋", "欧阳岚"), (("县领导",), None)),
        ),
        (
            "澄阳县委书记骆文静、县长施马骏参加，云川县委书记何柏年陪同。",
            {
                "骆文静": (("县委书记",), "澄阳县"),
                "施马骏": (("县长",), "澄阳县"),
                "何柏年": (("县委书记",), "云川县"),
            },
        ),
        ("县发改局局长石磊查看了现场。", {"石磊": (("局长",), "县发改局")}),
        ("县长买买提·艾力到塔木乡检查。", {"买买提·艾力": (("县长",), None)}),
        ("“大家辛苦了。”何柏年说。", {"何柏年": ((), None)}),
    ],
)
def test_roles_and_scope(
    sentence: str, expected: dict[str, tuple[tuple[str, ...], str | None]]
) -> None:
    persons = facts_of(f"一个会\n{sentence}").persons
    assert {row.name: (row.roles, row.scope) for row in persons} == expected


def test_bylines_name_several() -> None:
    text = "一个会\n本网讯 (记者 曹文倩/文 陈云散/摄 编辑 郑振国) 6月11日，我县开会。"
    persons = facts_of(text).persons
    assert [(row.name, row.roles) for row in persons] == [
        ("曹文倩", ("记者",)),
        ("陈云散", ("记者",)),
        ("郑振国", ("编辑",)),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "县委书记高度重视这项工作。",
        "各乡镇党委书记、镇长任务很重。",
        "干部群众安居乐业，主任办公会议要求抓好落实。",
        "会议强调，方案提出，通知要求。",
    ],
)
def test_words_that_look_like_names_are_none(sentence: str) -> None:
    assert facts_of(f"一个会\n{sentence}").persons == ()


def test_known_people_are_found_without_a_title() -> None:
    text = "一个会\n散会后翟小川留了下来。"
    assert facts_of(text).persons == ()
    known = facts_of(text, names=Names(people=("翟小川",))).persons
    assert [row.name for row in known] == ["翟小川"]
