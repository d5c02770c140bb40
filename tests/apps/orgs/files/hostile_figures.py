"""Files of figures that must be refused, each by its name, and how many seconds they may take."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.apps.orgs.files import making
from tests.apps.orgs.files.making import XLSX, packed, with_part

Make = Callable[[], bytes]
SHEET = "xl/worksheets/sheet1.xml"
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
HEAD = "单位,指标,期,数值\n"
ROW = "T1,gdp,2026-09,1\n"
REPEATED = 3_000_000


def table(**columns: Any) -> bytes:
    """A Parquet file."""
    return of_table(pa.table(columns))


def of_table(held: pa.Table, **more: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(held, out, **more)
    return out.getvalue()


def plain(rows: int = 2) -> bytes:
    """A Parquet file of figures as a bureau writes it."""
    return table(
        unit=["T1"] * rows,
        indicator=["gdp"] * rows,
        period=[f"2026-{place % 12 + 1:02d}" for place in range(rows)],
        value=[float(place) for place in range(rows)],
    )


def repeated(rows: int, length: int) -> bytes:
    """Rows that all hold one long text: kilobytes that unpack to gigabytes."""
    places = pa.array([0], pa.int32()).take(pa.array([0] * 1000)).to_numpy()
    held = pa.chunked_array(
        [pa.DictionaryArray.from_arrays(pa.array(places), pa.array(["x" * length]))]
        * (rows // 1000)
    )
    return of_table(pa.table({"unit": held}), row_group_size=rows)


def nested(depth: int) -> bytes:
    kind: pa.DataType = pa.int32()
    for _level in range(depth):
        kind = pa.list_(kind)
    return of_table(pa.table({"unit": pa.array([None], kind)}))


def with_number(content: bytes, old: int, new: int) -> bytes:
    """The same file with another number of the same length in its footer."""
    length = struct.unpack("<I", content[-8:-4])[0]
    start = len(content) - 8 - length
    footer = content[start:-8]
    changed = footer.replace(_varint(old), _varint(new))
    assert changed != footer
    assert len(changed) == len(footer)
    return content[:start] + changed + content[-8:]


def _varint(number: int) -> bytes:
    left, out = (number << 1) ^ (number >> 63), bytearray()
    while left > 127:
        out.append(left & 127 | 128)
        left >>= 7
    return bytes([*out, left])


def cells(count: int) -> bytes:
    """A workbook whose sheet says the same cell again and again."""
    with zipfile.ZipFile(io.BytesIO(making.workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    row = b"<row>" + b"<c><v>1</v></c>" * 7 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * (count // 7) + b"</sheetData></worksheet>"
    return packed({**parts, SHEET: sheet})


def _footer_said(length: int) -> bytes:
    content = plain()
    return content[:-8] + struct.pack("<I", length) + b"PAR1"


def _twice() -> bytes:
    """A file whose columns all lie on the same bytes."""
    content = table(unit=["T" * 500], indicator=["T" * 500])
    found = pq.read_metadata(io.BytesIO(content)).row_group(0)
    first, second = (found.column(place) for place in range(2))
    return with_number(content, second.data_page_offset, first.data_page_offset + 64)


def _unpacking(megabytes: int) -> bytes:
    """Numbers that take so much room unpacked, yet little packed."""
    column = pa.array(np.zeros(megabytes * 131_072 // 40))
    held = pa.table({f"c{place}": column for place in range(40)})
    return of_table(held, use_dictionary=False, write_statistics=False)


def _fewer_rows() -> bytes:
    """A file that says 70,000 rows in all while its only group says 70,001."""
    content = plain(70_000)
    said = _varint(70_000)
    at = content.rfind(said, len(content) - 8 - struct.unpack("<I", content[-8:-4])[0])
    return content[:at] + _varint(70_001) + content[at + len(said) :]


HOSTILE: list[tuple[str, str, Make, str]] = [
    ("bomb-cells", "a.xlsx", lambda: cells(2_000_000), "膨胀百倍"),
    ("bomb-201-mb", "a.xlsx", lambda: packed(XLSX, **{"a.xml": b"x" * 211_000_000}), "200 MB"),
    ("nested-zip", "a.xlsx", lambda: with_part(XLSX, "xl/a.zip", packed({"a": b"b"})), "a.zip"),
    ("zip-slip", "a.xlsx", lambda: with_part(XLSX, "../../etc/cron.d/x"), "指向"),
    ("xxe", "a.xlsx", lambda: with_part(XLSX, SHEET, XXE), "实体"),
    ("macro", "a.xlsx", lambda: with_part(XLSX, "xl/vbaProject.bin"), "宏"),
    ("polyglot", "a.xlsx", lambda: packed(XLSX) + b"<script>alert(1)</script>", "夹带"),
    (
        "million-columns-xlsx",
        "a.xlsx",
        lambda: with_part(XLSX, SHEET, b'<c r="BDWGO1"/>'),
        "行列数",
    ),
    ("parts-1001", "a.xlsx", lambda: packed(XLSX, **{f"{n}.xml": b"" for n in range(999)}), "个"),
    ("cut-xlsx", "a.xlsx", lambda: packed(XLSX)[:-30], "损坏"),
    ("program-as-xlsx", "a.xlsx", lambda: b"MZ\x90\0" * 99, "内容"),
    ("page-as-xlsx", "a.xlsx", lambda: b"<html><script>alert(1)</script>", "内容"),
    ("parquet-as-xlsx", "a.xlsx", plain, "内容"),
    ("21-mb-xlsx", "a.xlsx", lambda: packed(XLSX) + b"x" * 21 * 1024 * 1024, "20 MB"),
    ("page-as-csv", "a.csv", lambda: b"<html><script>alert(1)</script>", "网页"),
    ("program-as-csv", "a.csv", lambda: b"MZ,a,b", "程序"),
    ("zip-as-csv", "a.csv", lambda: packed(XLSX), "不是文本"),
    ("zeros-as-csv", "a.csv", lambda: (HEAD + ROW).encode() + b"\0" * 9, "不是文本"),
    ("damaged-gb18030", "a.csv", lambda: HEAD.encode("gb18030") + b"\xff\xff,1\n", "编码"),
    ("utf16-csv", "a.csv", lambda: (HEAD + ROW).encode("utf-16"), "不是文本"),
    ("3-million-rows-csv", "a.csv", lambda: HEAD.encode() + ROW.encode() * 3_000_000, "2,000,000"),
    ("3-million-empty-csv", "a.csv", lambda: b"\n" * 3_000_000, "2,000,000"),
    ("million-columns-csv", "a.csv", lambda: b"," * 1_000_000, "16 KB"),
    ("300-columns-csv", "a.csv", lambda: b"," * 300, "256"),
    ("201-mb-csv", "a.csv", lambda: b"x" * (200 * 1024 * 1024 + 1), "200 MB"),
    ("3-million-rows", "a.parquet", lambda: repeated(REPEATED, 1000), "2,000,000"),
    ("unpacked-600-mb", "a.parquet", lambda: _unpacking(600), "500 MB"),
    ("negative-rows", "a.parquet", lambda: with_number(plain(70_000), 70_000, -70_000), "不符"),
    ("fewer-rows", "a.parquet", _fewer_rows, "不符"),
    ("columns-on-another", "a.parquet", _twice, "不符"),
    ("300-columns", "a.parquet", lambda: table(**{f"c{n}": [1] for n in range(300)}), "256"),
    ("million-columns", "a.parquet", lambda: table(**{f"c{n}": [1] for n in range(20_000)}), "MB"),
    ("nested", "a.parquet", lambda: nested(1), "多个值"),
    ("deeply-nested", "a.parquet", lambda: nested(200), "损坏"),
    ("record", "a.parquet", lambda: table(unit=[{"a": 1, "b": 2}]), "多个值"),
    ("cut-parquet", "a.parquet", lambda: plain()[:-9], "损坏"),
    ("footer-too-long", "a.parquet", lambda: _footer_said(2**31), "损坏"),
    ("footer-too-short", "a.parquet", lambda: _footer_said(40), "损坏"),
    ("footer-garbled", "a.parquet", lambda: b"PAR1" + b"\x15\xff" * 99 + plain()[-8:], "损坏"),
    ("only-magic", "a.parquet", lambda: b"PAR1PAR1", "损坏"),
    ("encrypted", "a.parquet", lambda: b"PARE" + plain()[4:-4] + b"PARE", "密码"),
    ("wrong-magic", "a.parquet", lambda: b"ORC" + plain(), "不是 Parquet"),
    ("xlsx-as-parquet", "a.parquet", making.workbook, "不是 Parquet"),
    ("empty", "a.parquet", lambda: b"", "空"),
    ("exe", "a.exe", lambda: b"MZ", "csv parquet xlsx"),
    ("two-endings", "a.csv.exe", (HEAD + ROW).encode, "csv parquet xlsx"),
    ("macro-ending", "a.xlsm", lambda: packed(XLSX), "csv parquet xlsx"),
    ("attachment", "a.pdf", making.pdf, "csv parquet xlsx"),
]
