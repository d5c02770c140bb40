"""Hostile workbooks: each refused unread, with one clear message, within a second."""

import io
import os
import random
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sanbi.engine.scoring.data import Limits, read_data
from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.refusal import Refused
from sanbi.engine.scoring.faults import DataFaults
from tests.engine.scoring.data.files import make_ods, make_xlsx, ods_row, part_of, with_part

SECOND = 1.0
SHEET = "xl/worksheets/sheet2.xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def in_sheet(path: Path, old: str, new: str) -> Path:
    text = part_of(path, SHEET)
    assert old in text
    return with_part(path, SHEET, text.replace(old, new, 1), replace=True)


def small(path: Path) -> Path:
    return make_xlsx(path)


def bomb(path: Path) -> Path:
    return with_part(small(path), "xl/media/a.xml", b"<a>" + b" " * 100_000_000 + b"</a>")


def tight(path: Path) -> Path:
    return with_part(small(path), "xl/media/a.xml", b"<a>" + b" " * 3_000_000 + b"</a>")


def many_parts(path: Path) -> Path:
    small(path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1000):
            archive.writestr(f"xl/media/{number}.xml", os.urandom(40).hex())
    return path


def huge(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(21_000_000)
    return path


def overlapping(path: Path) -> Path:
    """Many directory entries that share one packed part: small, and huge when unpacked."""
    packed = zlib.compress(b"0" * 1_000_000)[2:-4]
    crc = zlib.crc32(b"0" * 1_000_000)
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 1_000_000, 1, 0
    )
    content = local + b"0" + packed
    entries = b""
    for number in range(900):
        name = str(number).encode()
        entries += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 1_000_000,
            len(name), 0, 0, 0, 0, 0, 0,
        ) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 900, 900, len(entries), len(content), 0)
    path.write_bytes(content + entries + end)
    return path


def lying(path: Path) -> Path:
    """A part that unpacks to more than the directory says."""
    small(path)
    with_part(path, "xl/media/a.txt", b"x" * 500_000)
    content = bytearray(path.read_bytes())
    true, false = struct.pack("<L", 500_000), struct.pack("<L", 1_000)
    assert content.count(true) >= 2
    path.write_bytes(bytes(content).replace(true, false))
    return path


def bad_checksum(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    content = path.read_bytes()
    path.write_bytes(content.replace(b"<Types/>", b"<Tipes/>"))
    return path


def cut(path: Path) -> Path:
    small(path)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def encrypted(path: Path) -> Path:
    """A zip whose parts are flagged as encrypted."""
    small(path)
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(sign, at + 4)
    path.write_bytes(bytes(content))
    return path


def password(path: Path) -> Path:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000)
    return path


def locked_ods(path: Path) -> Path:
    make_ods(path, {"数据": ods_row("a")})
    text = '<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
    return with_part(path, "META-INF/manifest.xml", text, replace=True)


def added(name: str, content: bytes | str = b"x") -> Callable[[Path], Path]:
    return lambda path: with_part(small(path), name, content)


def nested(path: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", "b")
    return with_part(small(path), "xl/media/picture.png", inner.getvalue())


def macro_type(path: Path) -> Path:
    name = "[Content_Types].xml"
    text = part_of(small(path), name)
    ordinary = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"
    assert ordinary in text
    text = text.replace(ordinary, "vnd.ms-excel.sheet.macroEnabled.main")
    return with_part(path, name, text, replace=True)


def linked(path: Path) -> Path:
    text = (
        '<Relationships><Relationship Id="r1" TargetMode="External" '
        f'Type="{RELATION}/externalLinkPath" Target="file:///secret.xlsx"/></Relationships>'
    )
    return with_part(small(path), "xl/worksheets/_rels/sheet1.xml.rels", text)


def twice(path: Path) -> Path:
    small(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/Workbook.xml", "<workbook/>")
    return path


def xxe(path: Path) -> Path:
    return in_sheet(small(path), "<worksheet", XXE + "<worksheet")


def xxe_in_ods(path: Path) -> Path:
    make_ods(path, {"数据": ods_row("a")})
    text = part_of(path, "content.xml").replace("<office:document", XXE + "<office:document", 1)
    return with_part(path, "content.xml", text, replace=True)


def sixteen_bits(path: Path) -> Path:
    text = part_of(small(path), SHEET).replace("UTF-8", "UTF-16")
    return with_part(path, SHEET, text.encode("utf-16"), replace=True)


def other_encoding(path: Path) -> Path:
    text = "<?xml version='1.0' encoding='UTF-7'?>+ADw-a/+AD4-"
    return with_part(small(path), SHEET, text, replace=True)


def wide(path: Path) -> Path:
    return in_sheet(small(path), 'r="E3"', 'r="BDWGN3"')


def wide_dimension(path: Path) -> Path:
    cell = '<c r="BDWGN1"><v>1</v></c></row>'
    return in_sheet(small(path), "</row>", cell)


def sparse(path: Path) -> Path:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return in_sheet(small(path), "</sheetData>", row)


def deep_row(path: Path) -> Path:
    return in_sheet(small(path), "</sheetData>", '<row r="99999999"/></sheetData>')


def cell_elsewhere(path: Path) -> Path:
    """A cell that stands in row 3 and says that it stands far below."""
    return in_sheet(small(path), 'r="E3"', 'r="E1048576"')


def cell_nowhere(path: Path) -> Path:
    return in_sheet(small(path), 'r="E3"', 'r="e3"')


def value_outside(path: Path) -> Path:
    return in_sheet(small(path), "<sheetData>", "<sheetData><v>1</v>")


def claiming(path: Path) -> Path:
    """Shared strings that claim to be four thousand million."""
    return with_part(small(path), "xl/more.xml", '<sst count="1" uniqueCount="4294967295"/>')


def no_number(path: Path) -> Path:
    return in_sheet(small(path), '<row r="3"', '<row r="three"')


def repeated_ods(path: Path) -> Path:
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="16384"/>'
    )
    rows = ods_row(cell, attributes='table:number-rows-repeated="1048576"')
    return make_ods(path, {"数据": rows})


def endless_ods(path: Path) -> Path:
    """Small, and a million equal rows by what it says."""
    return make_ods(path, {"数据": ods_row("a", attributes='table:number-rows-repeated="1000000"')})


def overflowing_ods(path: Path) -> Path:
    count = "18446744073709551615"
    return make_ods(
        path, {"数据": ods_row("a", attributes=f'table:number-rows-repeated="{count}"')}
    )


def uncountable_ods(path: Path) -> Path:
    return make_ods(path, {"数据": ods_row("a", attributes='table:number-rows-repeated="many"')})


def wide_ods(path: Path) -> Path:
    cell = (
        '<table:table-cell office:value-type="float" office:value="1" '
        'table:number-columns-repeated="1000000"/>'
    )
    return make_ods(path, {"数据": ods_row(cell)})


def linked_ods(path: Path) -> Path:
    source = '<table:table-source xlink:href="file:///secret.ods" xmlns:xlink="x"/>'
    return make_ods(path, {"数据": source + ods_row("a")})


def broken_xml(path: Path) -> Path:
    return in_sheet(small(path), "</sheetData>", "")


def web_page(path: Path) -> Path:
    path.write_text("<html><table><tr><td>1</td></tr></table></html>", encoding="utf-8")
    return path


def plain_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("数据.csv", "unit,indicator,value\n")
    return path


def document(path: Path) -> Path:
    make_ods(path, {"数据": ods_row("a")})
    return with_part(path, "mimetype", "application/vnd.oasis.opendocument.text", replace=True)


def renamed(path: Path) -> Path:
    """A part that goes by two names."""
    small(path)
    content = path.read_bytes()
    at = content.rfind(SHEET.encode())
    path.write_bytes(content[:at] + SHEET.replace("2", "9").encode() + content[at + len(SHEET) :])
    return path


def without_sheet(path: Path) -> Path:
    small(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def disguised(path: Path) -> Path:
    """A program with a workbook appended."""
    small(path)
    path.write_bytes(b"MZ\x90\0" + b"\0" * 64 + path.read_bytes())
    return path


HOSTILE: list[tuple[Callable[[Path], Path], str]] = [
    (bomb, "packed-too-tightly"),
    (tight, "packed-too-tightly"),
    (overlapping, "unpacks-too-large"),
    (many_parts, "too-many-parts"),
    (huge, "file-too-large"),
    (lying, "part-size-lies"),
    (bad_checksum, "damaged-file"),
    (cut, "damaged-file"),
    (renamed, "damaged-file"),
    (without_sheet, "damaged-file"),
    (encrypted, "encrypted"),
    (password, "old-or-encrypted"),
    (locked_ods, "encrypted"),
    (nested, "file-within"),
    (added("xl/embeddings/a.xlsx"), "file-within"),
    (added("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "file-within"),
    (added("xl/activeX/activeX1.bin"), "file-within"),
    (added("xl/media/run.png", b"MZ\x90\0"), "file-within"),
    (added("xl/vbaProject.bin"), "macros"),
    (added("xl/macrosheets/sheet1.xml", "<a/>"), "macros"),
    (added("Basic/Standard/Module1.xml", "<a/>"), "macros"),
    (added("Scripts/python/a.py"), "macros"),
    (macro_type, "macros"),
    (added("xl/workbook.bin"), "binary-workbook"),
    (added("xl/externalLinks/externalLink1.xml", "<a/>"), "external-links"),
    (linked, "external-links"),
    (linked_ods, "external-links"),
    (added("../../etc/cron.d/x"), "part-outside"),
    (added("/etc/passwd"), "part-outside"),
    (added("xl\\..\\..\\x"), "part-outside"),
    (added("C:/x"), "part-outside"),
    (twice, "part-twice"),
    (xxe, "doctype"),
    (xxe_in_ods, "doctype"),
    (added("docProps/custom.xml", XXE + "<a>&e;</a>"), "doctype"),
    (added("xl/drawings/a.vml", XXE + "<a/>"), "doctype"),
    (sixteen_bits, "xml-encoding"),
    (other_encoding, "xml-encoding"),
    (wide, "too-many-columns"),
    (wide_dimension, "too-many-columns"),
    (wide_ods, "too-many-columns"),
    (sparse, "too-many-cells"),
    (deep_row, "too-many-cells"),
    (repeated_ods, "too-many-cells"),
    (endless_ods, "too-many-cells"),
    (overflowing_ods, "too-many-cells"),
    (uncountable_ods, "damaged-file"),
    (cell_elsewhere, "damaged-file"),
    (cell_nowhere, "damaged-file"),
    (value_outside, "damaged-file"),
    (claiming, "damaged-file"),
    (no_number, "damaged-file"),
    (broken_xml, "damaged-file"),
    (web_page, "not-a-workbook"),
    (plain_zip, "not-a-workbook"),
    (document, "not-a-workbook"),
    (disguised, "not-a-workbook"),
]


@pytest.mark.parametrize(
    ("make", "code"), HOSTILE, ids=[f"{number}-{code}" for number, (_, code) in enumerate(HOSTILE)]
)
def test_a_hostile_file_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / "数据.xlsx")
    begin = time.perf_counter()
    with pytest.raises(DataFaults) as caught:
        read_data(path)
    taken = time.perf_counter() - begin
    assert [fault.code for fault in caught.value.faults] == [code]
    fault = caught.value.faults[0]
    assert fault.where == "数据.xlsx"
    assert fault.message
    assert fault.hint
    assert taken < SECOND


def test_the_same_workbook_without_harm_is_read(tmp_path: Path) -> None:
    path = with_part(small(tmp_path / "a.xlsx"), "xl/media/picture.png", os.urandom(1000))
    with_part(path, "xl/printerSettings/printerSettings1.bin", b"\0" * 100)
    rels = (
        '<Relationships><Relationship Id="r1" TargetMode="External" '
        f'Type="{RELATION}/hyperlink" Target="https://example.org/"/></Relationships>'
    )
    with_part(path, "xl/worksheets/_rels/sheet1.xml.rels", rels)
    assert read_data(path).observations.height == 2


def test_the_caller_may_raise_the_limits(tmp_path: Path) -> None:
    path = tight(tmp_path / "a.xlsx")
    assert read_data(path, limits=Limits(ratio=100_000)).observations.height == 2
    path = many_parts(tmp_path / "b.xlsx")
    assert read_data(path, limits=Limits(parts=2000)).observations.height == 2


def test_every_limit_can_be_lowered_to_refuse_an_ordinary_file(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    for limits, code in (
        (Limits(packed=100), "file-too-large"),
        (Limits(unpacked=100), "unpacks-too-large"),
        (Limits(ratio=1), "packed-too-tightly"),
        (Limits(parts=3), "too-many-parts"),
        (Limits(columns=2), "too-many-columns"),
        (Limits(rows=2), "too-many-cells"),
        (Limits(cells=5), "too-many-cells"),
    ):
        with pytest.raises(DataFaults) as caught:
            read_data(path, limits=limits)
        assert [fault.code for fault in caught.value.faults] == [code]


def test_parts_are_read_exactly(tmp_path: Path) -> None:
    path = small(tmp_path / "a.xlsx")
    archive = Archive(path, Limits())
    with zipfile.ZipFile(path) as trusted:
        for name in archive.names:
            assert archive.read(name) == trusted.read(name)
    with pytest.raises(Refused, match="damaged-file"):
        archive.read("xl/nothing.xml")


def test_every_damaged_byte_of_the_directory_is_survived(tmp_path: Path) -> None:
    """No damage may end in anything but a refusal or the true data."""
    path = small(tmp_path / "a.xlsx")
    content = path.read_bytes()
    right = read_data(path).observations
    start = content.find(b"PK\x01\x02")
    for at in range(start, len(content), 23):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :])
        try:
            data = read_data(path)
        except DataFaults:
            continue
        assert data.observations.equals(right)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbooks_with_mutilated_xml_are_refused_or_read(tmp_path: Path, kind: str) -> None:
    """A thousandfold of this found the cells and counts above that ended the process."""
    rows = ods_row("unit", "indicator", "value") + ods_row("A", "gdp", 6.4)
    made = (
        small(tmp_path / "a.xlsx") if kind == "xlsx" else make_ods(tmp_path / "a", {"数据": rows})
    )
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    words = [b"", b"0", b"-1", b"4294967295", b"18446744073709551615", b'"', b"<", b">", b"A1"]
    words += [b"XFD1048576", b"&#0;", b"NaN", b"\xff", b"\0", b"e", b"2026-13-45"]
    chance = random.Random(7)  # noqa: S311 (no secret: the same mutilations on every run)
    path = tmp_path / "b.zip"
    refusals = 0
    for _ in range(150):
        name = chance.choice(names)
        content = parts[name] + b" "
        at = chance.randrange(len(content))
        end = at + chance.choice([0, 1, 2, 5, 20])
        changed = {**parts, name: content[:at] + chance.choice(words) + content[end:]}
        with zipfile.ZipFile(path, "w") as archive:
            for part, data in changed.items():
                archive.writestr(part, data)
        try:
            read_data(path)
        except DataFaults:
            refusals += 1
    assert 0 < refusals < 150
