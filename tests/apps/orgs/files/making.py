"""Makes files: plain ones that must be taken, and pieces of hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

TYPES = b'<?xml version="1.0"?><Types/>'
RELS = b'<?xml version="1.0"?><Relationships/>'
XLSX = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELS,
    "xl/workbook.xml": b"<workbook/>",
    "xl/worksheets/sheet1.xml": b'<worksheet><c r="A1"/></worksheet>',
}
DOCX = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": RELS,
    "word/document.xml": b"<w:document/>",
}
OFD = {"OFD.xml": b"<ofd:OFD/>", "Doc_0/Document.xml": b"<ofd:Document/>"}
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
ODS = {"mimetype": ODS_TYPE, "content.xml": b"<office:document-content/>"}


def packed(parts: Mapping[str, bytes], **more: bytes) -> bytes:
    """A zip of parts; `mimetype` is stored, as its format asks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **more}.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def with_part(parts: Mapping[str, bytes], name: str, content: bytes = b"x") -> bytes:
    """The same with one part more, or another one."""
    return packed({**parts, name: content})


def workbook() -> bytes:
    """A real workbook, as xlsxwriter makes it."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "账号", "单位"])
    sheet.write_row(1, 0, ["曾敏", "zengmin", 330999101])
    sheet.write_url(2, 0, "https://example.test/", string="说明")
    book.close()
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int = 2, height: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def jpg(width: int = 2, height: int = 2) -> bytes:
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    scan = b"\x01\x01\0\0\x3f\0"
    return (
        b"\xff\xd8"
        b"\xff\xe0"
        + struct.pack(">H", 16)
        + b"JFIF\0"
        + b"\0" * 9
        + b"\xff\xc0"
        + struct.pack(">H", 2 + len(frame))
        + frame
        + b"\xff\xda"
        + struct.pack(">H", 2 + len(scan))
        + scan
        + b"\x12\x34\xff\xd9"
    )


def pdf(inner: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog " + inner + b">>endobj\ntrailer<<>>\n%%EOF\n"


def lying_size(content: bytes, part: str, size: int) -> bytes:
    """The same zip, its directory claiming another size for a part."""
    name = part.encode()
    at = content.find(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(name)] != name:
        at = content.find(b"PK\x01\x02", at + 4)
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def renamed_inside(content: bytes, part: str, other: str) -> bytes:
    """The same zip, one part called otherwise in its own header than in the directory."""
    return content.replace(part.encode(), other.encode(), 1)


def overlapping() -> bytes:
    """A zip whose directory names the same bytes twice."""
    content = packed(XLSX)
    end = content.rfind(b"PK\x05\x06")
    start = struct.unpack("<I", content[end + 16 : end + 20])[0]
    first = content[start : content.find(b"PK\x01\x02", start + 4)]
    twin = first.replace(b"[Content_Types].xml", b"[Content_Typez].xml")
    count, size = struct.unpack("<H4xI", content[end + 10 : end + 20])[0:1][0], end - start
    record = (
        content[end : end + 8]
        + struct.pack("<HHII", count + 1, count + 1, size + len(twin), start)
        + content[end + 20 :]
    )
    return content[:end] + twin + record


def encrypted() -> bytes:
    content = bytearray(packed(XLSX))
    content[6] |= 1
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)
