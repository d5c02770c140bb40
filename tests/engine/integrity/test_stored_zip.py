"""The zip layer: exact structures out, and nothing hostile in."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from sanbi.engine.integrity import Limits, PackageError
from sanbi.engine.integrity.stored_zip import (
    StoredPart,
    content_of,
    directory_entry,
    end_record,
    local_header,
    read_directory,
)
from tests.engine.integrity.zip_samples import entry_at, patched, plain_info, zip_of

PARTS: list[tuple[str | zipfile.ZipInfo, bytes]] = [
    ("a.txt", b"alpha"),
    ("数据/b.csv", b""),
    ("c", b"c" * 300),
]
GOOD = zip_of(PARTS)
A_LOCAL, A_ENTRY = entry_at(GOOD, "a.txt")
B_LOCAL, B_ENTRY = entry_at(GOOD, "数据/b.csv")
DIRECTORY = A_ENTRY
END = len(GOOD) - 22


def test_a_good_zip_is_read() -> None:
    parts = read_directory(GOOD)
    assert [(part.name, content_of(GOOD, part)) for part in parts] == PARTS
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        infos = archive.infolist()
    expected = [StoredPart(i.filename, i.file_size, i.CRC, i.header_offset) for i in infos]
    assert parts == expected


def test_structures_are_those_of_the_standard_library() -> None:
    for part in read_directory(GOOD):
        local, entry = entry_at(GOOD, part.name)
        header = local_header(part.name, part.size, part.crc)
        assert GOOD[local : local + len(header)] == header
        written = directory_entry(part)
        assert GOOD[entry : entry + len(written)] == written
    assert GOOD[END:] == end_record(3, END - DIRECTORY, DIRECTORY)


def test_an_empty_zip_has_no_parts() -> None:
    assert read_directory(zip_of([])) == []


def test_what_touches_no_content_is_left_to_the_check_of_bytes() -> None:
    info = plain_info("a.txt")
    info.date_time = (2026, 7, 1, 8, 0, 0)
    info.create_system = 0
    info.external_attr = 0
    info.comment = b"note"
    info.extra = struct.pack("<2H", 0xCAFE, 0)
    data = zip_of([(info, b"alpha"), ("b", b"beta")])
    parts = read_directory(data)
    assert [content_of(data, part) for part in parts] == [b"alpha", b"beta"]


# -- limits, each with the same zip let in where the limit allows it -------------------------------
@pytest.mark.parametrize(
    ("tight", "wide", "message"),
    [
        (Limits(packed=len(GOOD) - 1), Limits(packed=len(GOOD)), "more than the limit of"),
        (Limits(parts=2), Limits(parts=3), "it holds 3 parts, more than the limit of 2"),
        (Limits(unpacked=304), Limits(unpacked=305), "more than the limit of 304 bytes"),
    ],
)
def test_limits(tight: Limits, wide: Limits, message: str) -> None:
    assert len(read_directory(GOOD, wide)) == 3
    with pytest.raises(PackageError, match=message):
        read_directory(GOOD, tight)


def test_limits_by_default() -> None:
    assert Limits() == Limits(packed=20_000_000, unpacked=200_000_000, ratio=100, parts=1_000)
    with pytest.raises(PackageError, match="20,000,001 bytes, more than the limit of 20,000,000"):
        read_directory(bytes(20_000_001))
    many = zip_of([(f"{number}", b"") for number in range(1_001)])
    with pytest.raises(PackageError, match="it holds 1,001 parts"):
        read_directory(many)
    assert len(read_directory(many, Limits(parts=1_001))) == 1_001


def test_a_bomb_is_refused_by_its_directory() -> None:
    bomb = zip_of([("bomb", bytes(10_000_000))], zipfile.ZIP_DEFLATED)
    assert len(bomb) < 20_000
    with pytest.raises(PackageError, match="bomb would unpack to more than 100 times"):
        read_directory(bomb)
    with pytest.raises(PackageError, match=r"bomb is compressed \(zip method 8\)"):
        read_directory(bomb, Limits(ratio=10_000))
    many = zip_of([(f"{n}", bytes(90_000)) for n in range(30)], zipfile.ZIP_DEFLATED)
    with pytest.raises(PackageError, match="more than the limit of"):
        read_directory(stored_by_name(many), Limits(ratio=10_000, unpacked=1_000_000))


def stored_by_name(data: bytes) -> bytes:
    """Return a zip whose directory says stored and twice the big size, whatever lies there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    for name in names:
        _, entry = entry_at(data, name)
        (size,) = struct.unpack_from("<I", data, entry + 24)
        data = patched(patched(data, entry + 10, "H", 0), entry + 20, "I", size)
    return data


# -- hostile zips ----------------------------------------------------------------------------------
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compressed_parts_are_refused(method: int) -> None:
    with pytest.raises(PackageError, match="is compressed"):
        read_directory(zip_of([("a", b"text of some length" * 3)], method))


@pytest.mark.parametrize(
    "name", ["../up", "/etc/passwd", "a/../../up", "C:/a", "a\\b", "con", "a/"]
)
def test_unsafe_names_are_refused(name: str) -> None:
    info = plain_info("placeholder")
    info.filename = name  # the constructor would mend some of them
    with pytest.raises(PackageError, match="rename the part"):
        read_directory(zip_of([(info, b"")]))


@pytest.mark.parametrize("names", [("a", "a"), ("a", "A"), ("a", "a/b")])
def test_repeated_names_are_refused(names: tuple[str, str]) -> None:
    with pytest.raises(PackageError, match=r"are one file|is a file and the folder"):
        read_directory(zip_of([(names[0], b"1"), (names[1], b"2")]))


def test_bytes_around_the_zip_are_refused() -> None:
    with pytest.raises(PackageError, match="no zip end record in the last 22 bytes"):
        read_directory(GOOD + b"\0")
    with pytest.raises(PackageError, match="no zip end record"):
        read_directory(zip_of(PARTS, comment=b"hello"))
    with pytest.raises(PackageError, match="should end at byte"):
        read_directory(b"#!/bin/sh\n" + GOOD)
    shell = b"#!/bin/sh\n"
    moved = patched(shell + GOOD, -6, "I", DIRECTORY + len(shell))
    with pytest.raises(PackageError, match=r"header of a\.txt contradicts"):
        read_directory(moved)
    at = A_ENTRY + len(shell) + 42
    with pytest.raises(PackageError, match=r"a\.txt does not begin at byte 0"):
        read_directory(patched(moved, at, "I", len(shell)))


def test_a_comment_that_looks_like_an_end_is_refused() -> None:
    hidden = GOOD[END:]
    with pytest.raises(PackageError, match="should end at byte"):
        read_directory(zip_of([("other", b"")], comment=hidden))


def test_every_length_cut_short_is_refused() -> None:
    for length in range(len(GOOD)):
        with pytest.raises(PackageError):
            read_directory(GOOD[:length])


def test_a_gap_between_parts_is_refused() -> None:
    gap = GOOD[:B_LOCAL] + b"hidden" + GOOD[B_LOCAL:]
    gap = patched(gap, -6, "I", DIRECTORY + 6)
    with pytest.raises(PackageError, match=r"数据/b\.csv does not begin at byte"):
        read_directory(patched(gap, B_ENTRY + 6 + 42, "I", B_LOCAL + 6))


def test_a_gap_before_the_directory_is_refused() -> None:
    gap = patched(GOOD[:DIRECTORY] + b"hidden" + GOOD[DIRECTORY:], -6, "I", DIRECTORY + 6)
    with pytest.raises(
        PackageError, match=f"bytes {DIRECTORY} to {DIRECTORY + 5} belong to no part"
    ):
        read_directory(gap)


def end(layout: str, at: int, *values: int) -> Callable[[], bytes]:
    return lambda: patched(GOOD, END + at, layout, *values)


def entry(layout: str, at: int, *values: int) -> Callable[[], bytes]:
    return lambda: patched(GOOD, A_ENTRY + at, layout, *values)


def local(layout: str, at: int, *values: int) -> Callable[[], bytes]:
    return lambda: patched(GOOD, A_LOCAL + at, layout, *values)


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        (end("H", 4, 1), "one volume"),
        (end("H", 6, 1), "one volume"),
        (end("H", 8, 2), "one volume"),
        (end("H", 20, 1), "one volume"),
        (end("2H", 8, 2, 2), "holds more than its number of parts"),
        (end("2H", 8, 4, 4), "shorter than its number of parts"),
        (end("2H", 8, 0xFFFF, 0xFFFF), "it holds 65,535 parts"),
        (end("I", 12, 0xFFFFFFFF), "should end at byte"),
        (end("I", 16, 0xFFFFFFFF), "should end at byte"),
        (end("2I", 12, END - DIRECTORY - 1, DIRECTORY + 1), "no zip directory entry at byte"),
        (end("2I", 12, END, 0), "no zip directory entry at byte 0"),
        (entry("I", 0, 0), "no zip directory entry"),
        (entry("H", 8, 0x1), r"a\.txt has the zip flags 0x0001"),
        (entry("H", 8, 0x8), "flags 0x0008"),
        (entry("H", 8, 0x800), "flags 0x0800"),
        (entry("H", 10, 99), r"compressed \(zip method 99\)"),
        (entry("I", 16, 0), "contradicts the zip directory"),
        (entry("2I", 20, 0, 5), "more than 100 times its packed size"),
        (entry("2I", 20, 4, 5), "two sizes: 4 and 5"),
        (entry("2I", 20, 5, 4), "two sizes: 5 and 4"),
        (entry("2I", 20, 6, 6), "contradicts the zip directory"),
        (entry("2I", 20, 0xFFFFFFFF, 0xFFFFFFFF), "more than the limit of 200,000,000"),
        (entry("H", 28, 4), "no zip directory entry"),
        (entry("H", 28, 0xFFFF), "longer than|character|no zip directory entry|not UTF-8"),
        (entry("H", 30, 0xFFFF), "shorter than its number of parts"),
        (entry("H", 32, 1), "no zip directory entry"),
        (entry("I", 42, 1), "does not begin at byte 0"),
        (entry("B", 46, 0xFF), "is not UTF-8"),
        (entry("B", 46, ord("z")), "contradicts the zip directory"),
        (local("I", 0, 0), "contradicts the zip directory"),
        (local("H", 6, 1), "contradicts the zip directory"),
        (local("H", 8, 8), "contradicts the zip directory"),
        (local("I", 14, 0), "contradicts the zip directory"),
        (local("I", 18, 6), "contradicts the zip directory"),
        (local("I", 22, 6), "contradicts the zip directory"),
        (local("H", 26, 6), "contradicts the zip directory"),
        (local("H", 28, 6), "does not begin at byte"),
        (local("B", 30, ord("z")), "contradicts the zip directory"),
    ],
    ids=range(38),
)
def test_headers_that_lie_are_refused(sample: Callable[[], bytes], message: str) -> None:
    with pytest.raises(PackageError, match=message):
        read_directory(sample())


def test_overlapping_parts_are_refused() -> None:
    data = zip_of([("a", b"x" * 50), ("b", b"y" * 50)])
    _, second = entry_at(data, "b")
    overlapping = patched(data, second + 42, "I", 0)
    with pytest.raises(PackageError, match="b does not begin at byte 81, where it should"):
        read_directory(overlapping)


def test_a_part_that_reaches_into_the_directory_is_refused() -> None:
    data = zip_of([("a", b"x" * 50)])
    directory = 31 + 50
    longer = patched(patched(data, 18, "2I", 60, 60), directory + 20, "2I", 60, 60)
    with pytest.raises(PackageError, match="belong to no part"):
        read_directory(longer)
    beyond = patched(patched(data, 18, "2I", 5000, 5000), directory + 20, "2I", 5000, 5000)
    with pytest.raises(PackageError, match="reaches beyond the end of the file"):
        read_directory(beyond)


def test_a_part_without_room_for_its_header_is_refused() -> None:
    data = zip_of([("a", b""), ("b", b"")])
    _, second = entry_at(data, "b")
    only = data[second:-22]
    fake = patched(only, 42, "I", 0) + end_record(1, len(only), 0)
    with pytest.raises(PackageError, match="contradicts the zip directory"):
        read_directory(fake)
    with pytest.raises(PackageError, match="b lies beyond the end of the file"):
        read_directory(lies_beyond())


def lies_beyond() -> bytes:
    """Return a zip whose first part fills the file, so that the second has no room left."""
    data = zip_of([("a", b""), ("b", b"")])
    at, first = entry_at(data, "a")
    second_at, second = entry_at(data, "b")
    size = len(data) - 31
    for place in (at + 18, first + 20):
        data = patched(data, place, "2I", size, size)
    assert second_at == 31
    return patched(data, second + 42, "I", len(data))


def test_a_part_in_64_bits_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a", "w", force_zip64=True) as part:
        part.write(b"x")
    with pytest.raises(PackageError, match=r"contradicts the zip directory|zip flags"):
        read_directory(buffer.getvalue())


def test_an_encrypted_part_is_refused() -> None:
    encrypted = patched(patched(GOOD, A_LOCAL + 6, "H", 1), A_ENTRY + 8, "H", 1)
    with pytest.raises(PackageError, match="encrypted"):
        read_directory(encrypted)
