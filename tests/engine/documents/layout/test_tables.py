"""Tables of the clean text: rows of cells, with what is missing, and frames left alone."""

from __future__ import annotations

from sanbi.engine.documents.model import Cell
from sanbi.engine.documents.text import Span
from sanbi.engine.documents.whole import read_document

TITLE = "<h1>关于三季度重点工作情况的通报</h1><p>现将三季度重点工作推进情况通报如下。</p>"
TABLE = (
    "<table><tr><th>单位</th><th>完成率</th></tr>"
    "<tr><td><p>青石镇</p><p>（牵头）</p></td><td>98.5%</td></tr>"
    "<tr><td>松涛镇</td><td></td></tr></table>"
)


def test_rows_have_cells_with_their_spans() -> None:
    reading = read_document("a.html", f"{TITLE}{TABLE}<p>以上请认真落实。</p>".encode())
    (table,) = reading.layout.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["单位", "完成率"],
        ["青石镇 （牵头）", "98.5%"],
        ["松涛镇", ""],
    ]
    assert table.rows[2][1] == Cell(None, "")
    text = reading.text.text
    for cell in (table.rows[0][0], table.rows[1][1]):
        assert cell.span is not None
        assert text[cell.span.start : cell.span.end] == cell.text
    assert table.span == Span(text.index("单位"), text.index("松涛镇") + 3)


def test_a_frame_around_the_text_is_no_table() -> None:
    framed = f"<table><tr><td>{TITLE}{TABLE}<p>以上请认真落实。</p></td></tr></table>"
    reading = read_document("a.html", framed.encode())
    assert [len(table.rows) for table in reading.layout.tables] == [3]
    assert reading.text.text.startswith("关于三季度重点工作情况的通报\n现将三季度")


def test_tables_behind_the_text_and_its_signature_belong_to_it() -> None:
    sign = "<p>云川县督查室</p><p>2026年10月20日</p>"
    page = f"{TITLE}{sign}<p>附件：各单位完成情况</p>{TABLE}{TABLE}"
    reading = read_document("a.html", page.encode())
    assert [len(table.rows) for table in reading.layout.tables] == [3, 3]
    (article,) = reading.layout.articles
    assert article.span.end == len(reading.text.text)
    assert "附件：各单位完成情况" in reading.text.text


def test_a_table_about_the_site_behind_the_text_is_left_out() -> None:
    site = (
        "<table><tr><td>主办单位</td><td>云川县政府办</td></tr>"
        "<tr><td>网站备案</td><td>扫码关注公众号</td></tr></table>"
    )
    reading = read_document("a.html", f"{TITLE}{site}".encode())
    assert reading.layout.tables == ()
    assert reading.text.text.endswith("通报如下。")
