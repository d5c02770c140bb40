"""Titles, bylines, dates and signatures are found; paragraphs are joined only where they broke."""

from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.layout.parting import ABSTRACTED, MARKED
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.text import Span
from tests.engine.documents.layout import chrome, later_chrome
from tests.engine.documents.layout.chrome import pages
from tests.engine.documents.layout.measured import measured
from tests.engine.documents.layout.shown import laid_out, paragraphs, reasons, said, titles

TITLE = "云川县召开二季度项目推进会"
LEAD = "4月16日，云川县召开二季度项目推进会，回顾一季度工作，部署下一步任务。"
MORE = "会议强调，要倒排工期、挂图作战，把责任落实到岗到人。"


def test_furniture_of_kinds_that_were_looked_at() -> None:
    found = measured(pages(150, chrome.SEEN, chrome.CLOSINGS, seed=7))
    assert found.precision >= 0.995
    assert found.recall >= 0.99


def test_furniture_of_kinds_that_were_not_looked_at() -> None:
    found = measured(pages(150, later_chrome.UNSEEN, later_chrome.CLOSINGS, seed=7))
    assert found.precision >= 0.99
    assert found.recall >= 0.92


def test_a_page_without_furniture_loses_nothing() -> None:
    layout = laid_out(f"{TITLE}\n{LEAD}\n{MORE}")
    assert layout.text.text == f"{TITLE}\n{LEAD}\n{MORE}"
    assert layout.dropped == ()
    assert titles(layout) == [(TITLE, None)]
    assert paragraphs(layout) == [LEAD, MORE]


def test_each_sign_of_the_clean_text_still_knows_its_bytes() -> None:
    raw = f"首页 | 新闻 | 公开\n{TITLE}\n{LEAD}\n分享到：\n微信".encode("gb18030")
    layout = laid_out(raw)
    start = layout.text.text.index("部署")
    origin = layout.text.origin(Span(start, start + 2))
    assert raw[origin.start : origin.end].decode("gb18030") == "部署"
    assert layout.text.located(origin) == Span(start, start + 2)
    for row in layout.dropped:
        assert raw[row.raw.start : row.raw.end].decode("gb18030") == row.text


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["会议强调，要倒排工期、", "挂图作战，落实责任。"], True),
        (["会议强调要倒排工期并把各项工作的责任落实到岗到", "人，确保年底前全部完工。"], True),
        (["会议强调，要倒排工期。", "要挂图作战，落实责任。"], False),
        (["一、总体情况", "一季度投资增长8.6%，完成年度计划的三成。"], False),
        (["（二）聚焦项目建设，持续扩大全县的有效投资", "完成投资12亿元，同比增长8.6%。"], False),
        (["聚焦项目建设 扩大有效投资", "完成投资12亿元，同比增长8.6%。"], False),
        (["会议要求：", "各乡镇要在5月底前完成整改。"], False),
    ],
)
def test_only_broken_paragraphs_are_joined(lines: list[str], joined: bool) -> None:
    layout = laid_out("\n\n".join([TITLE, LEAD, *lines, MORE]))
    expected = ["".join(lines)] if joined else lines
    assert paragraphs(layout) == [LEAD, *expected, MORE]


def test_the_signature_of_a_notice_stays_and_dates_it() -> None:
    signed = ["云川县人民政府办公室", "2026年4月17日"]
    layout = laid_out("\n".join(["关于一季度工作的通报", LEAD, MORE, *signed]))
    assert paragraphs(layout) == [LEAD, MORE, *signed]
    assert layout.articles[0].published == dt.date(2026, 4, 17)


def test_a_masthead_dates_the_page_only_where_the_weekday_agrees() -> None:
    def dated(weekday: str) -> dt.date | None:
        head = ["云川日报", "2026年4月", weekday, "17", "", TITLE, "本报讯（记者 杜明）" + LEAD]
        return laid_out("\n".join(head)).articles[0].published

    assert dated("星期五") == dt.date(2026, 4, 17)
    assert dated("星期四") is None


def test_an_abstract_that_says_more_stays() -> None:
    repeated = "摘要：云川县召开二季度项目推进会，回顾一季度工作 ..."
    other = "摘要：河源乡的三个水库已经完成除险加固，验收组上周逐一看过。"
    assert reasons(laid_out(f"{TITLE}\n{repeated}\n{LEAD}\n{MORE}")) == {repeated: ABSTRACTED}
    layout = laid_out(f"{TITLE}\n{other}\n{LEAD}\n{MORE}")
    assert paragraphs(layout) == [other, LEAD, MORE]


def test_a_rubric_is_not_the_title() -> None:
    layout = laid_out("\n".join(["【要闻】" + TITLE, "2026-04-17 来源：云川发布", LEAD]))
    assert titles(layout) == [(TITLE, None)]
    assert layout.articles[0].outlet == "云川发布"


def test_the_byline_may_stand_at_the_end() -> None:
    layout = laid_out("\n".join([TITLE, LEAD, MORE[:-1] + "。（记者 江晓月）"]))
    assert said(layout, layout.articles[0].byline) == "（记者 江晓月）"


def test_the_markup_of_a_page_is_believed() -> None:
    page = f"<nav><a>热点专题报道</a></nav><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p>"
    source = open_source("a.html", page.encode())
    assert source.kind == "html"
    layout = laid_out(page)
    assert titles(layout) == [(TITLE, None)]
    assert reasons(layout) == {"热点专题报道": MARKED}
    assert paragraphs(layout) == [LEAD, MORE]


def test_a_page_of_menus_has_no_article() -> None:
    layout = laid_out("首页 | 新闻 | 公开\n云川县\n联系电话：0571-88001234")
    assert layout.articles == ()
    assert layout.text.text == ""
    assert len(layout.dropped) == 3
