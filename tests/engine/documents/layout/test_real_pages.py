"""Three published pages: furniture gone, broken paragraphs whole, articles apart."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sanbi.engine.documents.layout.parting import ABSTRACTED, DETAILS, MENU, RIGHTS
from sanbi.engine.documents.model import Layout
from tests.engine.documents.layout.shown import laid_out, paragraphs, reasons, said, titles

PAGES = Path(__file__).resolve().parents[5] / "shared" / "data" / "documents"


def page(number: str) -> Layout:
    found = sorted(PAGES.glob(f"{number}_*.txt"))
    if not found:
        pytest.skip("the published pages are not in ../shared/data/documents")
    return laid_out(found[0].read_bytes(), rough=True)


def test_the_damaged_report_keeps_its_text_and_loses_the_rights() -> None:
    layout = page("000")
    assert titles(layout) == [("平阳举行2025年乡镇“三比三看”第一次交流活动", None)]
    article = layout.articles[0]
    assert said(layout, article.byline) == "本网讯 (记者 曹文倩/文 陈云散/摄 编辑 郑振国)"
    assert (article.published, article.outlet) == (dt.date(2025, 6, 11), "平阳新闻网")
    assert len(article.paragraphs) == 6
    assert [row.reason for row in layout.dropped] == [DETAILS, DETAILS, RIGHTS, RIGHTS]


def test_the_newspaper_page_has_three_articles_and_a_headline() -> None:
    layout = page("001")
    assert titles(layout) == [
        (
            "平阳举行2025年乡镇“三比三看”第一次交流活动",
            "拼干劲 亮实绩 赛进度 掀起大抓落实大干快上干事热潮",
        ),
        ("台州市仙居县党政代表团来平考察 深化交流合作 共谋发展新篇", None),
        ("陈桂雷赴山门镇调研 做优镇域共富文章 激活乡村振兴动能", None),
        ("汇聚指尖琴韵 点亮传承之光", "首届楚望古琴文化惠民周即将来袭"),
    ]
    assert [len(article.paragraphs) for article in layout.articles] == [6, 11, 5, 0]
    assert {article.published for article in layout.articles} == {dt.date(2025, 6, 13)}
    assert len(layout.dropped) == 15


def test_ten_broken_paragraphs_are_whole_and_no_others_are_joined() -> None:
    layout = page("001")
    whole = layout.text.text
    for seam in (
        "提升发展、重大项目",
        "加力冲刺，推动各项",
        "企业产品展厅",
        "领域的实践经验",
        "文旅高质量发展",
        "共通之处，",
        "共富协作等",
        "更宽领域的",
        "为两地经济高",
        "走出一条具有",
    ):
        assert seam in whole
    texts = [text for number in range(3) for text in paragraphs(layout, number)]
    assert all(text and text[-1] in "。”" for text in texts)


def test_the_portal_page_loses_its_frame_and_the_repeated_abstract() -> None:
    layout = page("003")
    assert titles(layout) == [("经开区召开强攻快进二季度、调优确!半p过半”暨重点项目推进会", None)]
    assert layout.articles[0].published == dt.date(2022, 5, 19)
    assert len(layout.articles[0].paragraphs) == 6
    found = [row.reason for row in layout.dropped]
    assert found[:3] == [MENU, DETAILS, ABSTRACTED]
    assert len(found) == 9
    assert "鲜花" in reasons(layout)
