"""The papers of a bulletin: what they say, their form, and the same bytes twice."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from sanbi.apps.bulletins.blocks import Block, name
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.paper.content import content_of
from sanbi.apps.bulletins.paper.sheet import bulletin_pdf, movement_png
from sanbi.apps.bulletins.paper.word import bulletin_docx
from tests.apps.factories.boards import make_boards
from tests.apps.factories.bulletins import QUOTE, make_bulletin, make_deeds
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.django_db
SIGNED = datetime(2026, 10, 9, 8, tzinfo=UTC)
OUT = os.environ.get("SANBI_PAPERS")
"""A folder in which people look at the papers; none usually."""


def issued(county: County, towns: int = 8) -> Bulletin:
    make_deeds(county)
    boards = make_boards(towns=towns, periods=("2026Q2", "2026Q3"))
    made = make_bulletin(county, "signed", round=boards.rounds[-1])
    made.copies = "县委常委，县人大常委会、县政协办公室"
    return made


def docx_of(made: Bulletin) -> bytes:
    return kept("bulletin.docx", bulletin_docx(content_of(made), SIGNED))


def pdf_of(made: Bulletin) -> bytes:
    return kept("bulletin.pdf", bulletin_pdf(content_of(made), SIGNED))


def kept(name: str, content: bytes) -> bytes:
    if OUT:
        Path(OUT, name).write_bytes(content)
    return content


def lines(content: bytes) -> list[str]:
    return [row.text for row in Document(io.BytesIO(content)).paragraphs if row.text]


def pages(content: bytes) -> list[str]:
    read = pypdfium2.PdfDocument(content)
    found = [page.get_textpage().get_text_range() for page in read]
    read.close()
    return [re.sub(r"\s", "", text) for text in found]


def tables_of(made: Bulletin) -> list[Block]:
    blocks = [block for part in content_of(made).chapters for block in part.blocks]
    return [block for block in blocks if block.sort == "table"]


def test_word_says_it_in_the_order_of_an_official_paper(county: County) -> None:
    found = lines(docx_of(issued(county)))
    assert found[0] == "县考核办文件"
    assert re.fullmatch("考?云?考〔2026〕1号", found[1])
    assert found[2:6] == [
        "关于2026年第三季度“三比三看”",
        "有关情况的通报",
        "各乡镇党委和政府，县直各单位：",
        "现将2026年第三季度“三比三看”有关情况通报如下。",
    ]
    headings = [line for line in found if re.match("[一二三四五六]、", line)]
    assert headings == [
        *("一、考核得分和名次", "二、重点项目推进情况", "三、亮红灯项目"),
        *("四、督办事项落实情况", "五、好经验好做法", "六、下一步工作要求"),
    ]
    assert any(QUOTE in line for line in found)
    assert found[-3:] == [
        *("县考核办", "2026年10月9日", "抄送：县委常委，县人大常委会、县政协办公室。"),
    ]


def test_word_has_the_measures_and_fonts_of_the_standard(county: County) -> None:
    content = docx_of(issued(county))
    section = Document(io.BytesIO(content)).sections[0]
    margins = ("top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, side).mm) for side in margins] == [37, 35, 28, 26]
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        text = box.read("word/document.xml").decode()
    for font in ("方正小标宋简体", "仿宋_GB2312", "黑体"):
        assert f'w:eastAsia="{font}"' in text
    assert '<w:spacing w:val="-5"/>' in text
    assert text.count("<w:tblHeader/>") == text.count("<w:tbl>") > 1


def test_pdf_says_the_same_and_repeats_the_heads_of_tables(county: County) -> None:
    made = issued(county, towns=16)
    found = pages(pdf_of(made))
    whole = "".join(found)
    for line in lines(docx_of(made)):
        assert re.sub(r"\s", "", line)[:12] in whole
    assert "—1—" in found[0]
    assert f"—{len(found)}—" in found[-1]
    groups = sum(block.caption.endswith("得分和名次") for block in tables_of(made))
    assert whole.count("上轮名次") > groups


def test_the_same_bulletin_gives_the_same_bytes(county: County) -> None:
    made = issued(county, towns=16)
    assert pdf_of(made) == pdf_of(made)
    assert docx_of(made) == docx_of(made)


def test_a_draft_says_that_it_is_one(county: County) -> None:
    draft = content_of(make_bulletin(county))
    assert "（草稿，未签发，不作为依据）" in lines(bulletin_docx(draft, SIGNED))
    assert "草稿，未签发，不作为依据" in pages(bulletin_pdf(draft, SIGNED))[0]


def test_a_recalled_one_says_why(county: County) -> None:
    recalled = content_of(make_bulletin(county, "recalled"))
    assert "（已撤回：数据有误）" in lines(bulletin_docx(recalled, SIGNED))


def test_units_on_the_same_place_share_their_label() -> None:
    rows = (
        (name("青石镇"), name("1"), name("2")),
        (name("松涛镇"), name("2"), name("2")),
        (name("云岭乡"), name("3"), name("1")),
    )
    assert movement_png(Block("chart", caption="名次变化", rows=rows)).startswith(b"\x89PNG")
