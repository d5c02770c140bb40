"""Sentences by rules: their wording, their reasons, and a figure for every number."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.apps.bulletins.blocks import FACT, WORDS, Block, blocks_of, facts_in, plain, words
from sanbi.apps.bulletins.sentences.actions import action_blocks
from sanbi.apps.bulletins.sentences.league import Row, league_blocks
from sanbi.apps.bulletins.sentences.practices import practice_blocks
from sanbi.apps.bulletins.sentences.projects import Progress, lamp_blocks, progress_blocks
from tests.apps.bulletins.samples import (
    ALL,
    LAMP,
    LESSONS,
    PROGRESS,
    SIX,
    SUPERVISION,
    d,
    league,
    row,
)


def said(blocks: list[Block]) -> list[str]:
    return ["".join(part.text for part in block.parts) for block in blocks if block.parts]


def test_the_group_is_summed_up_with_its_first_and_last() -> None:
    assert said(league_blocks(league(*SIX)))[0] == (
        "平原组参加排名的单位共6个。乙镇、丙镇、甲镇列前3位，得分分别为89.00、88.00、87.00分；"
        "丁镇、戊镇、己镇列后3位，得分分别为86.00、85.00、84.00分。"
    )


def test_a_movement_is_explained_by_the_parts_of_the_score() -> None:
    lines = said(league_blocks(league(*SIX)))
    assert lines[1:5] == [
        "与上一轮相比，名次变化较大的有：",
        "甲镇由第7位升至第3位，主要是项目建设得分提高5.20分（由18.40分到23.60分）。",
        "戊镇由第4位降至第5位，得分虽提高1.00分，但增幅小于超过它的单位。",
        "丁镇由第3位降至第4位，主要是经济指标得分减少2.50分（由30.50分到28.00分）。",
    ]


def test_without_parts_that_can_be_compared_no_reason_is_given() -> None:
    bare = league(row("甲", 1, 2), row("乙", 2, 1))
    assert said(league_blocks(bare))[2:] == ["甲镇由第2位升至第1位。", "乙镇由第1位降至第2位。"]


def test_lost_points_of_the_last_are_named() -> None:
    assert said(league_blocks(league(*SIX)))[-1] == (
        "己镇失分较多的是固定资产投资（满分50.00分，失20.00分）。"
    )


def test_a_group_of_two_names_no_last_and_nobody_ranked_says_nothing() -> None:
    unranked = Row("甲", "甲镇", None, None, None, None, "")
    assert "列后" not in said(league_blocks(league(row("甲", 1, 1), row("乙", 2, 2))))[0]
    assert said(league_blocks(league(unranked))) == []
    table = league_blocks(league(unranked))[0]
    assert [cell.text for cell in table.rows[0]] == ["—", "甲镇", "—", "—", "—", "—"]


def test_shared_places_keep_their_half() -> None:
    tied = Row("甲", "甲镇", d("80"), d("80"), d("2.5"), d("4"), "")
    lines = said(league_blocks(league(tied)))
    assert lines[-1] == "甲镇由第4位升至第2.5位。"


def test_investment_is_set_beside_the_time_gone_by() -> None:
    assert said(progress_blocks(PROGRESS)) == [
        (
            "截至2026年9月30日，下达年度投资计划并已填报的项目2个，累计完成投资1.15亿元，"
            "完成年度计划的63.9%，时序进度为74.8%，慢于时序进度10.9个百分点。"
        )
    ]
    fast, slow = progress_blocks(PROGRESS)[1:]
    assert [cell.text for cell in fast.rows[0]] == [
        *("1", "新材料产业园二期", "青石镇", "10000", "9500", "95.0"),
    ]
    assert [cell.text for cell in slow.rows[0]] == [
        *("1", "物流港3号库", "松涛镇", "8000", "2000", "25.0")
    ]


def test_without_a_plan_nothing_is_claimed() -> None:
    none = Progress(date(2026, 9, 30), d("0.748"), 0, d("0"), d("0"), (), ())
    assert said(progress_blocks(none)) == ["截至2026年9月30日，没有下达年度投资计划的项目。"]


def test_red_lamps_keep_the_reason_of_their_rule() -> None:
    blocks = lamp_blocks([LAMP], date(2026, 9, 30))
    assert said(blocks) == [
        "截至2026年9月30日，亮红灯的项目共1个，责任单位要逐个说明原因、限期整改。"
    ]
    assert blocks[1].rows[0][3].text == "投资完成25%，落后49个百分点"
    assert said(lamp_blocks([], date(2026, 9, 30))) == ["截至2026年9月30日，没有亮红灯的项目。"]


def test_a_closed_action_says_which_sentence_began_it_and_leads_there() -> None:
    blocks = action_blocks(SUPERVISION)
    assert said(blocks) == [
        (
            "2026年7月1日至2026年10月9日，办结销号督办事项12件，其中按期办结10件；"
            "目前在办30件，其中逾期1件。"
        ),
        "已办结销号的事项有：",
        (
            "完成老旧小区改造扫尾（DB-2026-001），牵头单位青石镇，2026年9月28日销号。"
            "源自《三季度推进会讲话》：“务必于9月底前完成扫尾”"
        ),
    ]
    assert [part.url for part in blocks[2].parts if part.url] == [
        "/actions/1/",
        "/actions/inbox/1/proposals/#p-1-9",
        "/actions/inbox/1/proposals/#p-1-9",
    ]
    assert [cell.text for cell in blocks[3].rows[0]] == [
        *("DB-2026-002", "完成征收扫尾", "松涛镇", "2026-09-30", "6"),
    ]


SINCE, ON = date(2026, 7, 1), date(2026, 10, 9)


def test_good_practice_names_who_found_it_its_effect_and_who_took_it_over() -> None:
    assert said(practice_blocks(LESSONS, SINCE, ON)) == [
        "2026年7月1日至2026年10月9日，经审核推广好经验2条，已有2个单位学习借鉴：",
        (
            "松涛镇“项目审批帮办代办”（2026年7月24日推广），成效：从签约到开工的平均时间由110天"
            "缩短到74天。学习借鉴的有河湾镇、青石镇。"
        ),
        "河湾镇“堵点周碰头、月清零”（2026年8月21日推广）。",
    ]


def test_without_good_practice_none_is_claimed() -> None:
    assert said(practice_blocks((), SINCE, ON)) == [
        "2026年7月1日至2026年10月9日，没有新推广的好经验。"
    ]


def test_no_number_of_a_sentence_lacks_its_figure() -> None:
    parts = [part for block in ALL for part in block.parts]
    assert not [p.text for p in parts if p.sort == WORDS and any(s.isdecimal() for s in p.text)]
    facts = facts_in(ALL)
    assert len(facts) == 66
    assert all(part.key and part.source for part in facts.values())
    cells = [cell for block in ALL for line in block.rows for cell in line]
    assert {cell.key for cell in cells if cell.sort == FACT} <= set(facts)


def test_one_key_is_one_value() -> None:
    values: dict[str, set[str]] = {}
    for block in ALL:
        for part in (*block.parts, *(cell for line in block.rows for cell in line)):
            if part.sort == FACT:
                values.setdefault(part.key, set()).add(part.text)
    assert {key for key, found in values.items() if len(found) > 1} == set()


def test_words_with_a_number_are_refused() -> None:
    with pytest.raises(ValueError, match="a number without a figure: 共3个"):
        words("共3个")


def test_blocks_come_back_as_they_were_kept() -> None:
    assert plain(blocks_of(plain(ALL))) == plain(ALL)
