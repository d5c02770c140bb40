"""The cell that is being read, also in a table within a cell."""

from __future__ import annotations

import io

from docx import Document

from sanbi.engine.documents.model import Place, Role
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.sources.cells import Cells


def test_places_count_rows_and_columns_of_the_innermost_table() -> None:
    cells = Cells()
    assert cells.place is None
    cells.begin_table()
    assert cells.place is None
    cells.begin_row()
    cells.begin_cell()
    cells.begin_cell()
    assert cells.place == Place(0, 0, 1)
    cells.begin_table()
    cells.begin_row()
    cells.begin_cell()
    assert cells.place == Place(1, 0, 0)
    cells.end_table()
    assert cells.place == Place(0, 0, 1)
    cells.begin_row()
    assert cells.place is None
    cells.end_table()
    cells.end_table()
    assert cells.place is None


def test_word_and_pages_of_the_web_tell_their_cells() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2)
    for number, cell in enumerate(table._cells):
        cell.text = f"第{number}格"
    held = io.BytesIO()
    document.save(held)
    rows = "<tr><th>第0格</th><th>第1格</th></tr><tr><td>第2格</td><td>第3格</td></tr>"
    markup = f"<p>文</p><table>{rows}</table>"
    for name, raw in (("a.docx", held.getvalue()), ("a.html", markup.encode())):
        source = open_source(name, raw)
        found = [block.place for block in source.blocks if block.role is Role.CELL]
        assert found == [Place(0, 0, 0), Place(0, 0, 1), Place(0, 1, 0), Place(0, 1, 1)], name


PROSE = "<p>十月九日，云川县召开重点项目调度会，各乡镇和县直有关单位负责人参加。</p>"
MENU = "<tr><td>首页</td><td>新闻</td></tr>"


def test_a_page_that_is_laid_out_by_tables_is_text() -> None:
    page = f"<table>{MENU}<tr><td>栏目</td><td>{PROSE * 4}</td></tr></table>"
    roles = [block.role for block in open_source("a.html", page.encode()).blocks]
    assert roles == [Role.PARAGRAPH] * 7


def test_a_cell_with_several_paragraphs_does_not_make_a_frame() -> None:
    page = f"<table>{MENU}<tr><td>{PROSE * 2}</td><td>{PROSE * 2}</td></tr></table>"
    roles = [block.role for block in open_source("a.html", page.encode()).blocks]
    assert roles == [Role.CELL] * 6
