"""Tables of a PDF by their lines: found in files of two typesetters' manners, and no others."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from sanbi.engine.documents.model import Place, Role
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.sources.ruled import Grid, grids_of
from tests.engine.documents.sources.making import NO_PDF, blocks_of

ROWS = (("名次", "单位", "完成率"), ("1", "青石镇", "98.5%"), ("2", "松涛镇", ""))
HEAD = "".join(f"[{cell}]," for cell in ROWS[0])
BODY = "".join(f"[{cell}]," for row in ROWS[1:] for cell in row)
LINES = f"#table(columns: (3em, 8em, 1fr), table.header({HEAD}), {BODY})"
BOXES = f"#grid(columns: (3em, 8em, 6em), stroke: 0.5pt, inset: 5pt, {HEAD}{BODY})"
CHART = "#line(length: 5cm, angle: 20deg) #rect(width: 4cm)[只有一格] #circle(radius: 3pt)"


def typeset(body: str) -> bytes:
    noto_cjk_sans_otc = pytest.importorskip("noto_cjk_sans_otc", reason=NO_PDF)
    typst = pytest.importorskip("typst", reason=NO_PDF)
    text = f'#set text(font: "Noto Sans CJK SC", size: 12pt, lang: "zh")\n{body}'
    fonts = [str(Path(noto_cjk_sans_otc.__file__).parent)]
    made = typst.compile(text.encode(), font_paths=fonts, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def grids(content: bytes) -> list[Grid]:
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    try:
        return grids_of(page)
    finally:
        page.close()
        document.close()


@pytest.mark.parametrize("body", [LINES, BOXES])
def test_a_ruled_table_is_read_cell_by_cell(body: str) -> None:
    source = open_source("a.pdf", typeset(f"前面一段话。\n\n{body}\n\n后面一段话。"))
    cells = [block for block in source.blocks if block.role is Role.CELL]
    places = [block.place for block in cells]
    assert list(zip(places, blocks_of(source, Role.CELL), strict=True)) == [
        (Place(0, row, column), text)
        for row, line in enumerate(ROWS)
        for column, text in enumerate(line)
        if text
    ]
    assert blocks_of(source, Role.PARAGRAPH) == ["前面一段话。", "后面一段话。"]


def test_a_cell_in_two_lines_is_one() -> None:
    wrapped = "#table(columns: (6em, 6em), [单位], [年度计划 \\ （万元）], [青石镇], [10000])"
    source = open_source("a.pdf", typeset(wrapped))
    assert blocks_of(source, Role.CELL) == ["单位", "年度计划（万元）", "青石镇", "10000"]


def test_boxes_and_slanting_lines_rule_no_table() -> None:
    assert grids(typeset(CHART)) == []


def test_what_goes_on_over_a_page_with_its_head_is_one_table() -> None:
    rows = "".join(f"[{number}], [第{number}村]," for number in range(1, 60))
    table = f"#table(columns: (4em, 8em), table.header([序号], [村名]), {rows})"
    source = open_source("a.pdf", typeset(f"{table}\n\n说明。\n\n{table}"))
    places = [block.place for block in source.blocks if block.place]
    assert {place.table for place in places} == {0, 1}
    for table_number in (0, 1):
        own = [place for place in places if place.table == table_number]
        assert [(place.row, place.column) for place in own] == [
            (row, column) for row in range(60) for column in (0, 1)
        ]


def test_a_place_on_the_page_lies_in_one_cell_or_none() -> None:
    grid = Grid((0.0, 10.0, 30.0), (100.0, 80.0, 50.0))
    assert grid.cell(5, 90) == (0, 0)
    assert grid.cell(29, 51) == (1, 1)
    assert grid.cell(31, 90) is None
    assert grid.cell(5, 49) is None
