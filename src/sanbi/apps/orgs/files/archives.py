"""Zip-based kinds: the directory first, then each part up to the size that it claims."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from sanbi.apps.orgs.files.limits import (
    COLUMNS,
    MEGABYTE,
    PARTS,
    RATIO,
    ROWS,
    SMALL_PART,
    UNPACKED,
)
from sanbi.apps.orgs.files.refusing import refuse, save_again

LOCAL = struct.Struct("<4s5H3L2H")
ENCRYPTED = 0x1
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_UNSAFE = re.compile(r"(^|/)\.\.(/|$)|^/|^[A-Za-z]:|\\|\0")
_PROGRAM = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|(^|/)basic/|(^|/)scripts/|\.(exe|dll|js|vbs|bat|jar)$",
    re.IGNORECASE,
)
_NESTED = re.compile(
    r"\.(zip|rar|7z|gz|tar|docx|xlsx|xlsm|docm|pptx|ods|odt|bin)$|embeddings/", re.IGNORECASE
)
_HARMLESS_BIN = re.compile(r"printerSettings\d*\.bin$|customProperty\d*\.bin$", re.IGNORECASE)
_FOREIGN = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\xd0\xcf\x11")
_MARKUP = (".xml", ".rels", ".vml")
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_HYPERLINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_DDE = re.compile(
    rb"<[a-z0-9:]*instrText[^>]*>[^<]*\bDDE(AUTO)?\b|<ddeLink|ddeService", re.IGNORECASE
)
_FAR_CELL = re.compile(
    rb"""<c\b[^>]{0,80}?\br\s*=\s*["'](?:[A-Z]{4,}|X[G-Z][A-Z]|XF[E-Z]|[YZ][A-Z]{2})\d"""
)
_REPEATED = re.compile(rb"""number-(columns|rows)-repeated\s*=\s*["'](\d+)["']""")


def kind_of(name: str, content: bytes) -> str:
    """The kind: docx, xlsx, ods, ofd, or "" for any other archive."""
    infos = _directory(name, content)
    names = {info.filename for info in infos}
    kind = _kind(content, infos, names)
    if not kind:
        return "zip"
    for info in infos:
        _check_part(name, info, _inflated(name, content, info))
    return kind


def _directory(name: str, content: bytes) -> list[zipfile.ZipInfo]:
    """The parts as the directory claims them, refused before any of them is unpacked."""
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) - end < 22:  # noqa: PLR2004 - the size of the end record
        refuse(name, _("it is damaged or cut off."), save_again())
    claimed = struct.unpack("<H", content[end + 10 : end + 12])[0]
    comment = struct.unpack("<H", content[end + 20 : end + 22])[0]
    if end + 22 + comment != len(content) or not content.startswith(b"PK\x03\x04"):
        refuse(name, _("something else is hidden before or behind it."), save_again())
    if claimed > PARTS:
        refuse(name, _("it has more than %(most)s parts.") % {"most": PARTS}, save_again())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        refuse(name, _("it is damaged or cut off."), save_again())
    _check_directory(name, content, infos)
    return infos


def _check_directory(name: str, content: bytes, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > PARTS:
        refuse(name, _("it has more than %(most)s parts.") % {"most": PARTS}, save_again())
    if sum(info.file_size for info in infos) > UNPACKED:
        most = UNPACKED // MEGABYTE
        refuse(name, _("unpacked it is larger than %(most)s MB.") % {"most": most}, save_again())
    names = [info.filename.lower() for info in infos]
    if len(set(names)) < len(names):
        refuse(name, _("two of its parts have the same name."), save_again())
    for info in infos:
        _check_entry(name, info)
    _check_places(name, content, infos)


def _check_entry(name: str, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & ENCRYPTED:
        refuse(name, _("it has a password."), _("Take the password off and send it again."))
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        refuse(name, _("it is packed in an unusual way."), save_again())
    if info.file_size > max(SMALL_PART, info.compress_size * RATIO):
        refuse(name, _("a part of it grows more than a hundredfold."), save_again())
    if _UNSAFE.search(info.filename) or stat.S_ISLNK(info.external_attr >> 16):
        refuse(name, _("a part of it points outside."), save_again())
    if _PROGRAM.search(info.filename):
        refuse(
            name,
            _("it carries macros or programs (%(part)s).") % {"part": info.filename},
            _("Save it without macros."),
        )
    if _NESTED.search(info.filename) and not _HARMLESS_BIN.search(info.filename):
        refuse(
            name,
            _("it carries other files inside (%(part)s).") % {"part": info.filename},
            _("Send those on their own, or save it as PDF."),
        )


def _check_places(name: str, content: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that overlap, and parts that call themselves otherwise than the directory."""
    last = 0
    for info in sorted(infos, key=lambda item: item.header_offset):
        start = info.header_offset
        header = content[start : start + LOCAL.size]
        if start < last or len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
            refuse(name, _("it is damaged or cut off."), save_again())
        long_name, long_extra = LOCAL.unpack(header)[-2:]
        called = content[start + LOCAL.size : start + LOCAL.size + long_name]
        if called not in {info.orig_filename.encode("utf-8"), _old(info.orig_filename)}:
            refuse(name, _("a part of it has two names."), save_again())
        last = start + LOCAL.size + long_name + long_extra + info.compress_size


def _old(name: str) -> bytes:
    return name.encode("cp437", "replace")


def _kind(content: bytes, infos: list[zipfile.ZipInfo], names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return "docx"
        if "xl/workbook.xml" in names:
            return "xlsx"
    if "OFD.xml" in names:
        return "ofd"
    first = infos[0] if infos else None
    if first is not None and first.filename == "mimetype" and "content.xml" in names:
        return "ods" if ODS in content[:200] else ""
    return ""


def _inflated(name: str, content: bytes, info: zipfile.ZipInfo) -> bytes:
    """A part's content, with a hard stop at the size that it claims."""
    long_name, long_extra = LOCAL.unpack_from(content, info.header_offset)[-2:]
    start = info.header_offset + LOCAL.size + long_name + long_extra
    packed = content[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        plain = packed
    else:
        reader = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            plain = reader.decompress(packed, info.file_size + 1)
        except zlib.error:
            refuse(name, _("it is damaged or cut off."), save_again())
    if len(plain) != info.file_size:
        refuse(name, _("a part of it is not of the size that it claims."), save_again())
    return plain


def _check_part(name: str, info: zipfile.ZipInfo, plain: bytes) -> None:
    if plain.startswith(
        (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\xd0\xcf\x11")
    ):
        refuse(
            name,
            _("it carries other files inside (%(part)s).") % {"part": info.filename},
            _("Send those on their own, or save it as PDF."),
        )
    if info.filename.lower().endswith(_MARKUP):
        _check_markup(name, info, plain)


def _check_markup(name: str, info: zipfile.ZipInfo, plain: bytes) -> None:
    # Without the zeros, so that UTF-16 hides nothing.
    bare = plain.replace(b"\0", b"") if b"\0" in plain[:200] else plain
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        refuse(name, _("it defines entities of its own (%(part)s).") % {"part": info.filename})
    if b"macroEnabled" in bare:
        refuse(name, _("it is made for macros."), _("Save it without macros."))
    if info.filename.lower().endswith(".rels"):
        for found in _OUTSIDE.findall(bare):
            if b"External" in found and not _HYPERLINK.search(found):
                refuse(name, _("it fetches something from elsewhere."), save_again())
    if _DDE.search(bare):
        refuse(name, _("it starts another program."), save_again())
    if _FAR_CELL.search(bare) or any(_is_far(*found) for found in _REPEATED.findall(bare)):
        refuse(name, _("a sheet is wider or longer than a sheet can be."), save_again())


def _is_far(what: bytes, times: bytes) -> bool:
    return len(times) > 9 or int(times) > (COLUMNS if what == b"columns" else ROWS)  # noqa: PLR2004
