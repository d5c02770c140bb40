"""Makes the files that the readers are tested with."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from sanbi.engine.scoring.data import Data, read_data
from sanbi.engine.scoring.faults import DataFaults

Rows = Sequence[Sequence[object]]
Tweak = Callable[[Any], None]

UNITS: Rows = [["单位代码", "名称"], ["A", "甲镇"], ["B", "乙镇"]]
HEADINGS = ["单位代码", "指标", "期", "值", "目标"]
DATA: Rows = [HEADINGS, ["A", "gdp", "2026Q3", 6.4, 6.0], ["B", "gdp", "2026Q3", 5.9, 6.0]]


def make_xlsx(
    path: Path, sheets: Mapping[str, Rows] | None = None, tweak: Tweak | None = None
) -> Path:
    """Write a workbook by openpyxl; `tweak` may change it before it is saved."""
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("python_calamine")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets or {"单位": UNITS, "数据": DATA}).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if tweak is not None:
        tweak(book)
    book.save(path)
    return path


def make_ods(path: Path, sheets: Mapping[str, str]) -> Path:
    """Write an .ods whose sheets hold this XML of rows."""
    pytest.importorskip("python_calamine")
    names = {
        "office": "office", "table": "table", "text": "text",
    }  # fmt: skip
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in names.items()
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {spaces} {calc}>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        mimetype = zipfile.ZipInfo("mimetype")
        archive.writestr(mimetype, "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def ods_row(*cells: object, attributes: str = "") -> str:
    """Return the XML of a row; a cell that is XML already is taken as it is."""
    return f"<table:table-row {attributes}>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if isinstance(cell, str) and cell.startswith("<"):
        return cell
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if cell == "":
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    )


def with_part(path: Path, name: str, content: bytes | str, *, replace: bool = False) -> Path:
    """Add a part to a zip, or put it in place of one."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    assert replace == (name in parts), f"{name} is{'' if replace else ' already'} in {path}"
    parts[name] = content.encode() if isinstance(content, str) else content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return path


def part_of(path: Path, name: str) -> str:
    """Return the text of one part of a zip."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def refused(path: Path, **options: Any) -> list[tuple[str, str]]:
    """Return place and code of each fault for which a file is refused."""
    with pytest.raises(DataFaults) as caught:
        read_data(path, **options)
    for fault in caught.value.faults:
        assert fault.severity == "error"
        assert fault.hint, fault
    return [(fault.where, fault.code) for fault in caught.value.faults]


def noted(data: Data) -> list[tuple[str, str]]:
    """Return place and code of each note."""
    assert all(note.severity == "note" for note in data.notes)
    return [(note.where, note.code) for note in data.notes]
