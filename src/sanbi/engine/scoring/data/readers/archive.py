"""Opens a workbook's zip without trusting it.

A zip says how large its parts are, and may lie. So the directory is checked first, and then every
part is inflated with a hard stop at the size it claims, before any other program reads the file.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from struct import Struct

from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.refusal import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_LOCAL = Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_UTF8 = 0x800
_XML = (".xml", ".rels", ".vml")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_CLAIM = re.compile(rb"""ount\s*=\s*["']([^"'<>]*)["']""")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


class Archive:
    """The parts of a zip file, each inflated within its limits.

    Parameters
        path : Path, of the file.
        limits : Limits
    Raises
        Refused  for whatever a workbook of an office has no reason to be.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        size = path.stat().st_size
        if size > limits.packed:
            raise Refused("file-too-large", size=_megabytes(size), limit=_megabytes(limits.packed))
        self.content = path.read_bytes()
        if not self.content.startswith(ZIP):
            raise Refused("not-a-workbook")
        try:
            with zipfile.ZipFile(path) as archive:
                self._infos = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise Refused("damaged-file", reason=str(error)) from error
        self._check_directory(size)
        self._by_name = {info.filename: info for info in self._infos}

    @property
    def names(self) -> list[str]:
        """Names of the parts, in the order of the directory."""
        return [info.filename for info in self._infos]

    def _check_directory(self, size: int) -> None:
        limits = self._limits
        if len(self._infos) > limits.parts:
            raise Refused("too-many-parts", count=len(self._infos), limit=limits.parts)
        unpacked = sum(info.file_size for info in self._infos)
        if unpacked > limits.unpacked:
            raise Refused(
                "unpacks-too-large", size=_megabytes(unpacked), limit=_megabytes(limits.unpacked)
            )
        if unpacked > size * limits.ratio:
            raise Refused("packed-too-tightly", ratio=unpacked // size, limit=limits.ratio)
        seen: set[str] = set()
        for info in self._infos:
            _check_name(info.filename)
            if info.filename.lower() in seen:
                raise Refused("part-twice", name=info.filename)
            seen.add(info.filename.lower())
            if info.flag_bits & _ENCRYPTED:
                raise Refused("encrypted")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("damaged-file", reason=f"compression {info.compress_type}")

    def read(self, name: str) -> bytes:
        """Return one part, inflated; it must be exactly as large as the directory says.

        Raises
            Refused  for a part that is missing, damaged or larger than it claims.
        """
        info = self._by_name.get(name)
        if info is None:
            raise Refused("damaged-file", reason=f"{name} is missing")
        raw = self._raw(info)
        if info.compress_type == zipfile.ZIP_STORED:
            content, ended = raw, len(raw) == info.file_size
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = inflater.decompress(raw, info.file_size + 1)
            except zlib.error as error:
                raise Refused("damaged-file", reason=f"{name}: {error}") from error
            ended = inflater.eof
        if not ended or len(content) != info.file_size:
            raise Refused("part-size-lies", name=name)
        if zlib.crc32(content) != info.CRC:
            raise Refused("damaged-file", reason=f"{name}: checksum")
        return content

    def _raw(self, info: zipfile.ZipInfo) -> bytes:
        start = info.header_offset
        header = self.content[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or not header.startswith(ZIP):
            raise Refused("damaged-file", reason=f"{info.filename}: no header")
        fields = _LOCAL.unpack(header)
        start += _LOCAL.size
        name = self.content[start : start + int(fields[-2])]
        if (
            name.decode("utf-8" if info.flag_bits & _UTF8 else "cp437", "replace")
            != info.orig_filename
        ):
            raise Refused("damaged-file", reason=f"{info.filename}: two names")
        start += int(fields[-2]) + int(fields[-1])
        raw = self.content[start : start + info.compress_size]
        if len(raw) != info.compress_size:
            raise Refused("damaged-file", reason=f"{info.filename}: cut short")
        return raw

    def check_parts(self) -> None:
        """Inflate every part once and refuse what does not belong in a workbook.

        Raises
            Refused  for a lying size, an archive or program within, a DOCTYPE, macros.
        """
        for info in self._infos:
            if info.is_dir():
                continue
            _check_purpose(info.filename)
            content = self.read(info.filename)
            if content.startswith((ZIP, OLE, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ")):
                raise Refused("file-within", name=info.filename)
            if info.filename.lower().endswith(_XML):
                _check_xml(info.filename, content)


def _check_name(name: str) -> None:
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
        raise Refused("part-outside", name=name)


def _check_purpose(name: str) -> None:
    lower = name.lower()
    if "vbaproject" in lower or lower.startswith(("basic/", "scripts/", "xl/macrosheets/")):
        raise Refused("macros")
    if lower.startswith("xl/externallinks/"):
        raise Refused("external-links")
    if lower.startswith(("xl/activex/", "xl/embeddings/")) or lower.endswith((".bin", ".exe")):
        # Excel stores printer settings as .bin: they are read by nobody here and do no harm.
        if "printersettings" in lower or lower.startswith("customxml"):
            return
        raise Refused("binary-workbook" if lower == "xl/workbook.bin" else "file-within", name=name)


def _check_xml(name: str, content: bytes) -> None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in content[:64]:
        raise Refused("xml-encoding", name=name)
    declared = _DECLARED.match(content.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and declared.group(1).lower() not in _ENCODINGS:
        raise Refused("xml-encoding", name=name)
    # A reader that believes how many entries a part claims would set memory aside for them.
    for claim in _CLAIM.findall(content):
        if not claim.isdigit() or int(claim[:20]) > len(content):
            raise Refused("damaged-file", reason=f"{name}: count {claim[:20].decode('latin-1')}")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused("doctype", name=name)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
