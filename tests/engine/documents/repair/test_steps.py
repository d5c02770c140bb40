"""The damage run backwards: places made by hand, and made by the forward model."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Damage, Repaired
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.repair.beam import Writer, begun, joined, pruned
from sanbi.engine.documents.repair.codes import characters, codes_of
from sanbi.engine.documents.repair.ranking import CLEAR, Sisters
from sanbi.engine.documents.repair.search import AFTER, hypotheses
from sanbi.engine.documents.repair.shifts import Given, places
from sanbi.engine.documents.repair.sites import broken_readings, page_of, suspect_marks
from sanbi.engine.documents.repair.steps import LOST_DIGIT, Rules
from sanbi.engine.documents.repair.tokens import tokens_from
from sanbi.engine.documents.text import MappedText


def _mended(text: str, *sisters: str) -> Repaired:
    return repaired(MappedText.decoded(text), official_prose(), sisters=sisters)


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("縣長主持會議?h委書記講話。", "县长主持会议。县委书记讲话。"),
        (
            "集中亮?xí)窳烁鬣l(xiāng)鎮(zhèn)一季度主要經濟指標",
            "集中亮晒了各乡镇一季度主要经济指标",
        ),
        ("把抓經濟作為第一要?jiǎng)?wù),全面激活動力", "把抓经济作为第一要务，全面激活动力"),
        ("強攻快進二季度、調優確!半p過半”", "强攻快进二季度、调优确保“双过半”"),
        ("會議強調,要確!半p過半”目標", "会议强调，要确保“双过半”目标"),
    ],
)
def test_places_with_one_answer(damaged: str, clean: str) -> None:
    assert _mended(damaged).text.text == clean


@pytest.mark.parametrize(
    "text",
    [
        "县委书记张三讲话。怎么办?县长李四说,要抓落实!",
        "本报讯(记者 王五)今年GDP增长6.5%,其中A区8.0%;B区:5.1%?",
        "网址http://www.example.cn/?h=1,邮箱a@b.cn;电话:0577-123",
        "三个(个)字、甲(乙)、重(chóng)庆重大重点",
        "",
        "?",
        "!!!???,,,",
        "\n\n",
        "(xí)",
        "?xí)",
    ],
)
def test_clean_and_odd_text_has_no_shifted_place(text: str) -> None:
    rows = _mended(text).repairs
    assert [row for row in rows if row.kind is Damage.SHIFT] == []


def test_a_lost_digit_is_shown_as_lost() -> None:
    assert LOST_DIGIT == "□"


def test_where_it_looks_damaged() -> None:
    text = "集中亮?xí)窳烁鬣l鎮。會議?h委"
    assert broken_readings(text) == [3]
    assert suspect_marks(page_of(text, official_prose()), hurt=False)[-1] == text.rindex("?")
    found = places(text, Given(official_prose(), frozenset(), traditional=True))
    assert [place.ranked.texts[0] for place in found] == ["曬了各鄉", "。縣"]
    assert all(place.ranked.confidence <= 1 for place in found)


@pytest.mark.parametrize(
    ("text", "foreign", "found"),
    [
        ("信訪局和?渔桃河鎮", "", []),
        ("信訪局和?渔桃河鎮", "渔", [4]),  # a form that no traditional page holds
        ("生態環!9月8日召開", "", [3]),  # "。" lost its second byte before the digit
        ("生態環,9月8日召開", "", []),
    ],
)
def test_what_betrays_a_mark(text: str, foreign: str, found: list[int]) -> None:
    page = page_of(text, official_prose())
    assert suspect_marks(page, hurt=True, foreign=frozenset(foreign)) == found


def test_a_byte_lost_before_a_digit_ends_a_sentence() -> None:
    """保。 is B1A3 A1A3: "!" for the pair in the middle, and A3 is lost before what follows."""
    text = "會(huì)議要求以實(shí)際行動(dòng)加快推進生態環!9月8日召開縣委常委會會議。"
    rows = [row for row in _mended(text).repairs if row.kind is Damage.SHIFT]
    assert [row.before for row in rows] == ["!9"]
    shown = [candidate.text for candidate in rows[0].candidates]
    assert "保。9" in shown
    assert not any("“" in each for each in shown[:2])  # what opens stands before words


def test_a_lost_line_end_waits_for_a_person() -> None:
    text = "會(huì)議要求以實(shí)際行動(dòng)確保完成共同富??縣長對此作出部署。"
    rows = [row for row in _mended(text).repairs if row.kind is Damage.SHIFT]
    ends = [row for row in rows if "\n" in row.candidates[0].text]
    assert [row.accepted for row in ends] == [False]


def test_a_pair_dropped_before_a_lost_byte_is_found() -> None:
    """。可按要求， is A1A3 BFC9 B0B4 D2AA C7F3 and a mark: AAC7 is dropped, F3 lost with it."""
    damaged = "會議聽取了園區建設情況彙報?砂匆?信訪局要會同有關部門。"
    model, start = official_prose(), damaged.index("?")
    writer = Writer(model, codes_of(model, frozenset(), traditional=True), characters())
    before = page_of(damaged, model).before(start)
    tokens = tokens_from(damaged, start, 20)
    found = hypotheses(Rules(writer, frozenset([start])), tokens, before)
    told = {"".join(each.pieces): each for each in found}
    best = next(told[text] for text in told if text.startswith("。可按要求，信訪局"))
    assert (best.dropped, best.lost) == (1, 4)  # "。" cost a byte, 求 one, and the pair two


def test_a_sister_copy_adds_to_what_it_holds() -> None:
    sisters = Sisters(["树牢实干为先、实绩为要的鲜明导向，进一步优化"])
    full = sisters.bonus("持續樹牢實干為先、實績", "為要的鮮", "明導向")
    half = sisters.bonus("持續樹牢實干為先、實績", "為要的鮮", "花怒放")
    assert full > half > sisters.bonus("實績", "為夷鮮", "花怒放") == 0.0
    assert full > CLEAR


def test_hypotheses_as_columns() -> None:
    beam = joined([begun(1, 2, 3), begun(4, 5, 6).changed(score=begun(0, 0, 0).score - 5)])
    assert len(beam) == 2
    assert pruned(beam, 9, 4.0).window.tolist() == [1]
    assert pruned(beam, 1, 9.0).code.tolist() == [3]
    assert AFTER == 4
