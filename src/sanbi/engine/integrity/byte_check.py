"""Compare a package with what its own manifest and files would be written as, byte by byte.

A zip holds many bytes that no reader looks at: dates, permissions, comments, gaps. Here each byte
has exactly one value that it may have, so that one changed bit is found wherever it is.
"""

import struct
import zlib
from dataclasses import dataclass

from sanbi.engine.integrity.faults import PackageError
from sanbi.engine.integrity.hashes import HashName, digest
from sanbi.engine.integrity.manifest import MANIFEST_NAME, ListedFile, Manifest, parse_manifest
from sanbi.engine.integrity.stored_zip import (
    CENTRAL,
    END,
    LOCAL,
    StoredPart,
    directory_entry,
    end_record,
    local_header,
)
from sanbi.engine.phrases import Phrase, phrase_of

_CRC = slice(14, 18)  # within a local header
_SIZES = slice(14, 26)  # check sum and both sizes


@dataclass(frozen=True)
class Difference:
    """The first place where a package is not what it should be.

    start, stop : the bytes that hold the difference, from 0, stop excluded. One byte where it is
        known; a part's whole content where only its hash tells; empty where bytes are missing.
    place : in words, such as "in the zip header of result/ranking.csv".
    reason : what is there and what should be.
    """

    start: int
    stop: int
    place: str
    reason: str

    @property
    def words(self) -> Phrase:
        """Bytes, place and reason as one phrase."""
        where = Phrase("byte {start}", start=self.start)
        if self.stop - self.start > 1:
            where = Phrase("bytes {start} to {stop}", start=self.start, stop=self.stop - 1)
        return Phrase(
            "{where}, {place}: {reason}", where=where, place=self.place, reason=self.reason
        )

    def __str__(self) -> str:
        return str(self.words)


def check_bytes(data: bytes) -> Difference | None:
    """Return the first place where bytes are not those of a well-written package, or None.

    None says that `write_package` would write exactly these bytes from these files. It does not
    say that the files are true: with a changed file and all hashes renewed the bytes are right
    again, and only recomputing or the published hash of the package tells.

    Parameters
        data : the whole file, of any content; a file that is no package differs at its first byte
            that cannot belong to one.
    Returns
        Difference, or None. Time and memory grow with the size of the file; nothing is unpacked.
    Source      docs/algorithms/package.md, "Every byte counts"
    """
    walk = _Walk(data)
    try:
        manifest = walk.manifest()
        for file in manifest.files:
            walk.part(file, manifest.hash_name)
        walk.directory()
        walk.nothing_more()
    except _FoundDifference as found:
        return found.difference
    return None


class _FoundDifference(Exception):  # noqa: N818  (an exit from the walk, not an error)
    def __init__(self, difference: Difference) -> None:
        super().__init__(str(difference))
        self.difference = difference


class _Walk:
    """A walk through a package from its first byte; raises at the first difference."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.view = memoryview(data)
        self.position = 0
        self.parts: list[StoredPart] = []

    def manifest(self) -> Manifest:
        """Read the manifest, which is the first part, and step behind it."""
        place = Phrase("in the zip header of {file}", file=MANIFEST_NAME)
        header = local_header(MANIFEST_NAME, 0, 0)
        self.compare(header[: _SIZES.start], 0, place)
        self.compare(header[_SIZES.stop :], _SIZES.stop, place)
        size = self._manifest_size(len(header))
        content = self.data[len(header) : len(header) + size]
        self._step_over(MANIFEST_NAME, size)
        try:
            return parse_manifest(content)
        except PackageError as fault:
            span = (len(header), len(header) + size)
            place = Phrase("in the content of {file}", file=MANIFEST_NAME)
            raise _FoundDifference(Difference(*span, place, phrase_of(fault))) from None

    def _manifest_size(self, start: int) -> int:
        """Return the size that check sum and content confirm, out of the three copies of it."""
        crc, packed, size = struct.unpack_from("<3I", self.data, _SIZES.start)
        for said, sum_said in ((packed, crc), (size, crc), self._manifest_in_directory()):
            content = self.view[start : start + said]
            if len(content) == said and zlib.crc32(content) == sum_said:
                return said
        place = Phrase("in the content of {file}", file=MANIFEST_NAME)
        self._require_length(start, size, place)
        reason = Phrase("it does not have the check sum in its zip header")
        raise _FoundDifference(Difference(start, start + size, place, reason))

    def _manifest_in_directory(self) -> tuple[int, int]:
        """Return size and check sum of the manifest by the directory, or (0, 1) for none."""
        offset = END.unpack_from(self.data, len(self.data) - END.size)[6]
        if offset + CENTRAL.size > len(self.data):
            return 0, 1  # no content is empty and has the check sum 1
        fields = CENTRAL.unpack_from(self.data, offset)
        return fields[9], fields[7]

    def part(self, file: ListedFile, hash_name: HashName) -> None:
        """Step over a part whose size and hash the manifest has told."""
        header = local_header(file.name, file.size, 0)
        start = self.position + len(header)
        content = self.view[start : start + file.size]
        if len(content) == file.size and digest(content, hash_name) == file.hash:
            self._step_over(file.name, file.size)
            return
        place = Phrase("in the zip header of {name}", name=file.name)
        self.compare(header[: _CRC.start], self.position, place)
        self.compare(header[_CRC.stop :], self.position + _CRC.stop, place)
        place = Phrase("in the content of {name}", name=file.name)
        self._require_length(start, file.size, place)
        reason = Phrase("it does not have the hash in the manifest")
        raise _FoundDifference(Difference(start, start + file.size, place, reason))

    def _step_over(self, name: str, size: int) -> None:
        """Compare the header of a part whose content is known to be right; go behind the part."""
        start = self.position + LOCAL.size + len(name.encode())
        crc = zlib.crc32(self.view[start : start + size])
        header = local_header(name, size, crc)
        self.compare(header, self.position, Phrase("in the zip header of {name}", name=name))
        self.parts.append(StoredPart(name, size, crc, self.position))
        self.position = start + size

    def directory(self) -> None:
        """Compare the zip directory and the end record; go behind them."""
        start = self.position
        for part in self.parts:
            entry = directory_entry(part)
            self.compare(
                entry, self.position, Phrase("in the zip directory entry of {name}", name=part.name)
            )
            self.position += len(entry)
        end = end_record(len(self.parts), self.position - start, start)
        self.compare(end, self.position, Phrase("in the zip end record"))
        self.position += len(end)

    def nothing_more(self) -> None:
        """Refuse bytes behind the end."""
        size = len(self.data)
        if size > self.position:
            reason = Phrase("{size:,} bytes too many", size=size - self.position)
            place = Phrase("behind the end of the package")
            raise _FoundDifference(Difference(self.position, size, place, reason))

    def compare(self, expected: bytes, start: int, place: str) -> None:
        """Compare bytes with those that belong there."""
        found = self.data[start : start + len(expected)]
        if found == expected:
            return
        for offset, (is_there, belongs) in enumerate(zip(found, expected, strict=False)):
            if is_there != belongs:
                at = start + offset
                reason = Phrase(
                    "{is_there:#04x} is there, {belongs:#04x} belongs there",
                    is_there=is_there,
                    belongs=belongs,
                )
                raise _FoundDifference(Difference(at, at + 1, place, reason))
        self._require_length(start, len(expected), place)

    def _require_length(self, start: int, size: int, place: str) -> None:
        missing = start + size - len(self.data)
        if missing > 0:
            reason = Phrase(
                "the file ends here; at least {missing:,} bytes are missing", missing=missing
            )
            at = len(self.data)
            raise _FoundDifference(Difference(at, at, place, reason))
