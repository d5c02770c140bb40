"""Traditional to simplified: names safe, ambiguous characters by their words."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.script.convert import Choice, simplified


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("縣委書記羅運乾出席會議", "县委书记罗运乾出席会议"),
        ("著力推進", "着力推进"),
        ("緊跟著上級部署", "紧跟着上级部署"),
        ("著作權保護", "著作权保护"),
        ("成效顯著", "成效显著"),
        ("陳著同志指出", "陈著同志指出"),
        ("乾淨衛生", "干净卫生"),
        ("乾坤", "乾坤"),
        ("大幹快上，幹部帶頭", "大干快上，干部带头"),
        ("不得干涉", "不得干涉"),
        ("會後向皇后鎮通報", "会后向皇后镇通报"),
        ("城裡城裏二百公里", "城里城里二百公里"),
        ("鬆綁放權，松林防火", "松绑放权，松林防火"),
        ("徵收土地，瞭望瞭解", "征收土地，瞭望了解"),
        ("覆蓋與答覆", "覆盖与答复"),
        ("發展與頭髮", "发展与头发"),
        ("颱風與臺州", "台风与台州"),
        ("甚麼", "什么"),
        ("爲羣眾説話", "为群众说话"),
    ],
)
def test_words(old: str, new: str) -> None:
    assert simplified(old).text == new


def test_a_doubtful_name_is_shown() -> None:
    told = simplified("羅運乾和陳著")
    assert told.text == "罗运乾和陈著"
    assert told.choices[0] == Choice(2, ("乾", "干"), 0.0)
    assert [(choice.place, choice.forms) for choice in told.choices[1:]] in (
        [],
        [(5, ("著", "着"))],
    )


def test_as_many_characters_as_before() -> None:
    text = "平陽縣舉行“三比三看”交流活動。\n各鄉鎮參加,8個單位發言。\n" * 50
    assert len(simplified(text).text) == len(text)


def test_text_that_came_from_big5() -> None:
    raw = "縣政府召開經濟工作會議，強調隨著產業轉型，著力擴大內需。".encode("big5")
    assert simplified(raw.decode("big5")).text == (
        "县政府召开经济工作会议，强调随着产业转型，着力扩大内需。"
    )
