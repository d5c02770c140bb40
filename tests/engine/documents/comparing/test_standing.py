"""Reports are told from shuffled sentences and from stories, each by itself alone."""

from __future__ import annotations

from sanbi.engine.documents.comparing import Standing, standing_of
from tests.engine.documents.comparing.events_made import copy_of, events, shuffled

STORY = (
    "第三章 雨夜\n雨下了一整夜，老槐树的影子在窗纸上晃。她把灯芯挑亮，听见门外有脚步声。\n"
    "“你怎么来了？”她问。他没有回答，只把湿透的斗笠放在桌上，慢慢坐下。\n"
    "两个人谁也不说话，炉子上的水却开了，壶盖一下一下地跳。\n"
)


def test_reports_of_both_outlets_are_bulletins() -> None:
    for event in events(24, seed=11):
        for text in (event.first, event.second):
            judged = standing_of(copy_of("a", text, event.published))
            assert (judged.standing, judged.grounds) == (Standing.BULLETIN, ())


def test_shuffled_sentences_are_told() -> None:
    told = [
        standing_of(copy_of("s", shuffled(event.first, seed), event.published)).standing
        for seed, event in enumerate(events(60, seed=11))
    ]
    assert told.count(Standing.BULLETIN) <= 6


def test_a_story_is_no_report() -> None:
    assert standing_of(copy_of("n", STORY)).standing is Standing.OTHER


def test_a_byline_at_the_end_and_a_note_above_break_no_order() -> None:
    text = events(1)[0].first
    title, body = text.split("\n", 1)
    signed = body.replace("本报讯（记者 钟一诺）", "").rstrip() + "（记者 钟一诺）"
    noted = f"编者按：本期介绍各地抓项目的做法。\n{body}"
    for other in (signed, noted):
        assert standing_of(copy_of("a", f"{title}\n{other}")).standing is Standing.BULLETIN
