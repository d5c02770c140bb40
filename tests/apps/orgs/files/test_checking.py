"""Hostile files are refused within a second; plain ones are taken."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.files import check_upload
from sanbi.apps.orgs.files.checking import clean_name
from tests.apps.orgs.files import making
from tests.apps.orgs.files.making import DOCX, ODS, OFD, XLSX, packed, pdf, with_part

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
OLE = b"\xd0\xcf\x11\xe0" + b"x" * 99
MACROS = b"<Types><Override t='x.document.macroEnabled.main+xml'/></Types>"
SETTINGS = "word/_rels/settings.xml.rels"
UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'
TEMPLATE = (
    b'<Relationships><Relationship Id="r" TargetMode="External" Type="http://x/attachedTemplate"'
    b' Target="http://example.test/t.dotm"/></Relationships>'
)

Make = Callable[[], bytes]

PLAIN: list[tuple[str, Make, str]] = [
    ("表.xlsx", making.workbook, "xlsx"),
    ("表.XLSX", lambda: packed(XLSX), "xlsx"),
    ("文.docx", lambda: packed(DOCX), "docx"),
    ("表.ods", lambda: packed(ODS), "ods"),
    ("文.ofd", lambda: packed(OFD), "ofd"),
    ("图.png", making.png, "png"),
    ("图.jpeg", making.jpg, "jpg"),
    ("文.pdf", pdf, "pdf"),
    ("表.csv", "\ufeff单位,值\n青石镇,1\n".encode, "csv"),
    ("表.csv", lambda: "单位,值\n青石镇,1\n".encode("gb18030"), "csv"),
    (
        "大.xlsx",
        lambda: with_part(XLSX, SHEET, b"".join(b"<v>%d</v>" % n for n in range(400_000))),
        "xlsx",
    ),
]

HOSTILE: list[tuple[str, str, Make]] = [
    ("bomb-100-mb", "a.xlsx", lambda: with_part(XLSX, SHEET, b" " * 100_000_000)),
    (
        "bomb-many",
        "a.xlsx",
        lambda: packed(XLSX, **_parts(5, b" " * 9_000_000)),
    ),
    ("unpacked-201-mb", "a.docx", lambda: _incompressible(201)),
    (
        "lying-small",
        "a.xlsx",
        lambda: making.lying_size(with_part(XLSX, SHEET, b"<a/>" * 30_000), SHEET, 500),
    ),
    ("lying-large", "a.xlsx", lambda: making.lying_size(packed(XLSX), SHEET, 900)),
    ("parts-1001", "a.xlsx", lambda: packed(XLSX, **_parts(1001, b""))),
    ("overlapping", "a.xlsx", making.overlapping),
    (
        "two-names",
        "a.xlsx",
        lambda: making.renamed_inside(packed(XLSX), SHEET, OTHER),
    ),
    ("same-name-twice", "a.xlsx", lambda: packed(XLSX, **{"XL/workbook.xml": b"<w/>"})),
    ("slip-up", "a.xlsx", lambda: with_part(XLSX, "../../etc/cron.d/x")),
    ("slip-root", "a.xlsx", lambda: with_part(XLSX, "/etc/passwd")),
    ("slip-drive", "a.docx", lambda: with_part(DOCX, "C:evil.xml")),
    ("slip-backslash", "a.docx", lambda: with_part(DOCX, "word\\..\\..\\x.xml")),
    ("nested-zip", "a.xlsx", lambda: with_part(XLSX, "xl/media/a.zip", packed({"a": b"b"}))),
    ("nested-unnamed", "a.xlsx", lambda: with_part(XLSX, "xl/media/a.png", packed({"a": b"b"}))),
    (
        "nested-ole",
        "a.docx",
        lambda: with_part(DOCX, "word/media/o.png", OLE),
    ),
    ("embedded-program", "a.docx", lambda: with_part(DOCX, "word/media/a.png", b"MZ" + b"x" * 99)),
    ("embedding", "a.docx", lambda: with_part(DOCX, "word/embeddings/oleObject1.bin")),
    ("macro", "a.xlsx", lambda: with_part(XLSX, "xl/vbaProject.bin")),
    ("macro-sheet", "a.xlsx", lambda: with_part(XLSX, "xl/macrosheets/sheet1.xml")),
    (
        "macro-type",
        "a.docx",
        lambda: with_part(
            DOCX,
            "[Content_Types].xml",
            b"<Types><Override t='x.document.macroEnabled.main+xml'/></Types>",
        ),
    ),
    ("macro-ods", "a.ods", lambda: with_part(ODS, "Basic/Standard/Module1.xml")),
    ("active-x", "a.docx", lambda: with_part(DOCX, "word/activeX/activeX1.xml")),
    ("xxe", "a.xlsx", lambda: with_part(XLSX, SHEET, XXE)),
    ("xxe-rels", "a.docx", lambda: with_part(DOCX, "_rels/.rels", XXE)),
    ("xxe-utf16", "a.xlsx", lambda: with_part(XLSX, SHEET, UTF16)),
    ("laughs", "a.ods", lambda: with_part(ODS, "content.xml", LAUGHS)),
    (
        "remote-template",
        "a.docx",
        lambda: with_part(DOCX, SETTINGS, TEMPLATE),
    ),
    (
        "dde-word",
        "a.docx",
        lambda: with_part(
            DOCX, "word/document.xml", b"<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"
        ),
    ),
    (
        "dde-sheet",
        "a.xlsx",
        lambda: with_part(XLSX, "xl/externalLinks/e.xml", b'<ddeLink ddeService="cmd"/>'),
    ),
    ("wide-sheet", "a.xlsx", lambda: with_part(XLSX, SHEET, b'<row><c r="XFE1"/></row>')),
    ("million-columns", "a.xlsx", lambda: with_part(XLSX, SHEET, b'<row><c r="BDWGO1"/></row>')),
    (
        "wide-ods",
        "a.ods",
        lambda: with_part(ODS, "content.xml", b'<c table:number-columns-repeated="1000000"/>'),
    ),
    (
        "long-ods",
        "a.ods",
        lambda: with_part(ODS, "content.xml", b'<r table:number-rows-repeated="99999999999"/>'),
    ),
    ("password", "a.xlsx", making.encrypted),
    ("old-office", "a.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999),
    ("cut-off", "a.xlsx", lambda: packed(XLSX)[:-30]),
    ("no-office", "a.xlsx", lambda: packed({"a.txt": b"x"})),
    ("html-as-xlsx", "a.xlsx", lambda: b"<html><script>alert(1)</script>"),
    ("polyglot-front", "a.xlsx", lambda: b"GIF89a" + packed(XLSX)),
    ("polyglot-behind", "a.xlsx", lambda: packed(XLSX) + b"<script>alert(1)</script>"),
    ("png-zip", "a.png", lambda: making.png() + packed(XLSX)),
    ("png-html", "a.png", lambda: making.png() + b"<html>"),
    ("png-huge", "a.png", lambda: making.png(60_000, 60_000)),
    ("png-cut", "a.png", lambda: making.png()[:-6]),
    ("jpg-zip", "a.jpg", lambda: making.jpg() + packed(XLSX)),
    ("jpg-huge", "a.jpg", lambda: making.jpg(65_000, 65_000)),
    ("jpg-page", "a.jpg", lambda: b"\xff\xd8\xff<html><script>alert(1)</script>"),
    ("pdf-script", "a.pdf", lambda: pdf(b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    ("pdf-hexed-script", "a.pdf", lambda: pdf(b"/OpenAction<</S/J#61vaScript>>")),
    ("pdf-launch", "a.pdf", lambda: pdf(b"/A<</S/Launch/F(cmd.exe)>>")),
    ("pdf-file-inside", "a.pdf", lambda: pdf(b"/Names<</EmbeddedFiles 2 0 R>>")),
    ("pdf-zip", "a.pdf", lambda: pdf() + packed(XLSX)),
    ("pdf-late", "a.pdf", lambda: b"<html>" + pdf()),
    ("pdf-cut", "a.pdf", lambda: pdf()[:40]),
    ("svg", "a.svg", lambda: b"<svg onload='alert(1)'/>"),
    ("svg-as-png", "a.png", lambda: b"<svg onload='alert(1)'/>"),
    ("page-as-csv", "a.csv", lambda: b" <!DOCTYPE html><script>alert(1)</script>"),
    ("program-as-csv", "a.csv", lambda: b"MZ\x90 a,b"),
    ("zeros-as-csv", "a.csv", lambda: b"a,b\n\0\0\0"),
    ("wide-csv", "a.csv", lambda: b"," * 1_000_000),
    ("long-line-csv", "a.csv", lambda: b"x" * 1_200_000),
    ("long-csv", "a.csv", lambda: b"1\n" * 1_048_580),
    ("program", "a.exe", lambda: b"MZ"),
    ("two-endings", "a.pdf.exe", pdf),
    ("macro-ending", "a.xlsm", lambda: packed(XLSX)),
    ("docx-as-xlsx", "a.xlsx", lambda: packed(DOCX)),
    ("empty", "a.pdf", lambda: b""),
    ("21-mb", "a.pdf", lambda: pdf(b"x" * 21 * 1024 * 1024)),
]


NAMES = [row[0] for row in HOSTILE]


def _parts(count: int, content: bytes) -> dict[str, bytes]:
    return {f"p{number}.xml": content for number in range(count)}


def _incompressible(megabytes: int) -> bytes:
    # Highly regular, yet below the ratio: each part deflates about sixtyfold.
    import random

    line = random.Random(7).randbytes(16_000) * 60  # noqa: S311 - no secret
    return packed(DOCX, **{f"word/media/{n}.png": line for n in range(megabytes * 11 // 10)})


@pytest.mark.parametrize(("name", "make", "kind"), PLAIN)
def test_plain_files_are_taken(name: str, make: Make, kind: str) -> None:
    assert check_upload(name, make()).kind == kind


@pytest.mark.parametrize(
    ("name", "make"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE]
)
def test_hostile_files_are_refused_within_a_second(name: str, make: Make) -> None:
    content = make()
    began = time.perf_counter()
    with pytest.raises(Refused) as error:
        check_upload(name, content)
    assert time.perf_counter() - began < 1
    assert name in error.value.message
    assert error.value.where == "file"


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("D:\\Files\\x\\表.xlsx", "表.xlsx"),
        ("表\u202excod.exe", "表xcod.exe"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("  .. ", "file"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_names_lose_folders_and_unseen_signs(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_kinds_may_be_fewer() -> None:
    with pytest.raises(Refused):
        check_upload("a.pdf", pdf(), kinds=frozenset({"xlsx", "csv"}))
