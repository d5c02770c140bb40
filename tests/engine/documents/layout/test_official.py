"""A document with a red head: title in two lines, whom it is sent to, day above the copies."""

from __future__ import annotations

import datetime as dt

from sanbi.engine.documents.whole import read_document

NOTICE = """县考核办文件
考〔2026〕1号
关于2026年第三季度“三比三看”
有关情况的通报
各乡镇党委和政府，县直各单位：
现将有关情况通报如下。
一、得分和名次
双泉镇、金坪镇、青石镇列前3位，得分分别为90.53、90.02、89.41分。
二、下一步工作
各乡镇、各单位要对照通报指出的问题，逐项列出清单。
县考核办
2026年10月9日
抄送：县委常委，县政协办公室。
"""


def test_head_title_salutation_and_day() -> None:
    reading = read_document("a.txt", NOTICE.encode())
    (article,) = reading.layout.articles
    text = reading.text.text
    assert article.title is not None
    said = text[article.title.start : article.title.end]
    assert said == "关于2026年第三季度“三比三看”有关情况的通报"
    assert text[article.paragraphs[0].start : article.paragraphs[0].end].startswith("各乡镇党委")
    assert article.published == dt.date(2026, 10, 9)
    assert [row.text for row in reading.layout.dropped] == ["县考核办文件", "考〔2026〕1号"]


def test_a_rank_is_no_order() -> None:
    reading = read_document("a.txt", NOTICE.encode())
    (directive,) = reading.facts[0].directives
    assert directive.quote == "各乡镇、各单位要对照通报指出的问题，逐项列出清单"
