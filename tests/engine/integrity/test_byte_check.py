"""Every byte counts: each change of a package is caught, and its place named."""

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity import (
    Difference,
    PackageError,
    check_bytes,
    digest,
    read_package,
    write_package,
)
from tests.engine.integrity.zip_samples import (
    entry_at,
    manifest_for,
    patched,
    plain_info,
    sample_zip,
    zip_of,
)

FILES = {"empty": b"", "result/ranking.csv": b"unit,score\nA,9.5\n", "数据.csv": b"a\n1\n"}
GOOD = write_package(FILES, kind="score", about={"engine": "0.1.0"})
NAMES = ["manifest.json", *FILES]


def places(data: bytes) -> list[str]:
    """Name the place of every byte, as the standard library's reader sees the zip."""
    named: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, directory = archive.infolist(), archive.start_dir
    for info in infos:
        assert len(named) == info.header_offset
        named += [f"in the zip header of {info.filename}"] * (30 + len(info.filename.encode()))
        named += [f"in the content of {info.filename}"] * info.file_size
    assert len(named) == directory
    for info in infos:
        size = 46 + len(info.filename.encode())
        named += [f"in the zip directory entry of {info.filename}"] * size
    return named + ["in the zip end record"] * 22


PLACES = places(GOOD)


def test_the_package_itself_is_right() -> None:
    assert len(PLACES) == len(GOOD)
    assert check_bytes(GOOD) is None
    assert read_package(GOOD).files == FILES


def test_a_package_with_sm3_is_right() -> None:
    data = write_package(FILES, kind="score", hash_name="sm3", about={})
    assert check_bytes(data) is None
    assert read_package(data).files == FILES
    assert check_bytes(data.replace(b"A,9.5", b"A,9.6")) is not None


def test_every_flipped_bit_is_caught_and_its_place_named() -> None:
    for at, place in enumerate(PLACES):
        for bit in range(8):
            flipped = bytearray(GOOD)
            flipped[at] ^= 1 << bit
            found = check_bytes(bytes(flipped))
            assert found is not None, (at, bit)
            assert found.place == place, (at, bit)
            assert found.start <= at < found.stop, (at, bit)
            if "content" not in place:
                assert (found.start, found.stop) == (at, at + 1)
                assert found.reason == (
                    f"{flipped[at]:#04x} is there, {GOOD[at]:#04x} belongs there"
                )


def test_no_flipped_bit_changes_what_is_read() -> None:
    package = read_package(GOOD)
    refused = 0
    for at in range(len(GOOD)):
        for bit in range(8):
            flipped = bytearray(GOOD)
            flipped[at] ^= 1 << bit
            try:
                assert read_package(bytes(flipped)) == package, (at, bit)
            except PackageError:
                refused += 1
    assert refused > len(GOOD) * 8 * 0.7  # the rest are dates, versions and permissions


def test_every_cut_is_caught() -> None:
    for length in range(len(GOOD)):
        found = check_bytes(GOOD[:length])
        assert found is not None
        assert found.start <= length <= max(found.stop, length)
        with pytest.raises(PackageError):
            read_package(GOOD[:length])


def test_a_cut_is_named() -> None:
    ranking = GOOD.index(b"unit,score")
    for length, place in [
        (0, "in the zip header of manifest.json"),
        (13, "in the zip header of manifest.json"),
        (28, "in the zip header of manifest.json"),
        (100, "in the content of manifest.json"),
        (ranking - 1, "in the zip header of result/ranking.csv"),
        (ranking + 5, "in the content of result/ranking.csv"),
        (len(GOOD) - 23, "in the zip directory entry of 数据.csv"),
        (len(GOOD) - 1, "in the zip end record"),
    ]:
        found = check_bytes(GOOD[:length])
        assert found is not None
        assert (found.start, found.stop, found.place) == (length, length, place)
        assert found.reason.startswith("the file ends here; at least ")
    assert "at least 12 bytes are missing" in str(check_bytes(GOOD[: ranking + 5]))


@pytest.mark.parametrize("tail", [b"\0", b"\n", b"PK\x05\x06" + bytes(18), GOOD])
def test_bytes_behind_the_end_are_caught(tail: bytes) -> None:
    assert check_bytes(GOOD + tail) == Difference(
        len(GOOD),
        len(GOOD) + len(tail),
        "behind the end of the package",
        f"{len(tail)} bytes too many",
    )
    with pytest.raises(PackageError):
        read_package(GOOD + tail)


def first_other(changed: bytes) -> int:
    """Return the first place where bytes differ from GOOD, a missing or surplus byte included."""
    pairs = enumerate(zip(changed, GOOD, strict=False))
    differ = (at for at, (is_there, belongs) in pairs if is_there != belongs)
    return next(differ, min(len(changed), len(GOOD)))


def test_every_byte_put_in_or_taken_out_is_caught() -> None:
    named = [*PLACES, "behind the end of the package"]
    for at in range(len(GOOD)):
        for changed in (GOOD[:at] + b"\0" + GOOD[at:], GOOD[:at] + GOOD[at + 1 :]):
            found = check_bytes(changed)
            assert found is not None
            assert found.place == named[first_other(changed)], at


@given(st.data())
def test_bytes_that_pass_are_those_that_would_be_written(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    cut = data.draw(st.integers(0, 40))
    changed = GOOD[:at] + data.draw(st.binary(max_size=40)) + GOOD[at + cut :]
    assert (check_bytes(changed) is None) == (changed == GOOD)


@given(st.binary(max_size=200))
def test_any_other_bytes_differ(data: bytes) -> None:
    assert check_bytes(data) is not None
    assert check_bytes(GOOD[:43] + data) is not None
    assert check_bytes(data + GOOD[-22:]) is not None


def test_a_renewed_check_sum_does_not_hide_a_changed_file() -> None:
    data = sample_zip(("a", b"1"))
    forged = zip_of([("manifest.json", manifest_for([("a", b"1")])), ("a", b"2")])
    assert check_bytes(data) is None
    found = check_bytes(forged)
    at = data.index(b"PK", 4) + 31
    assert found == Difference(
        at, at + 1, "in the content of a", "it does not have the hash in the manifest"
    )


def test_a_changed_manifest_with_renewed_check_sum_points_to_the_file() -> None:
    manifest = manifest_for([("a", b"1")]).replace(digest(b"1").encode(), digest(b"2").encode())
    found = check_bytes(zip_of([("manifest.json", manifest), ("a", b"1")]))
    assert found is not None
    assert found.place == "in the content of a"


def test_a_manifest_that_is_not_canonical_is_named() -> None:
    manifest = manifest_for([]).replace(b"\n", b"\n\n", 1)
    found = check_bytes(zip_of([("manifest.json", manifest)]))
    assert found is not None
    assert (found.start, found.stop) == (43, 43 + len(manifest))
    assert found.place == "in the content of manifest.json"
    assert "the canonical text is" in found.reason


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"date_time": (2026, 7, 1, 8, 0, 0)}, "in the zip header of a"),
        ({"extra": b"\xfe\xca\0\0"}, "in the zip header of a"),
        ({"comment": b"note"}, "in the zip directory entry of a"),
        ({"create_system": 0}, "in the zip directory entry of a"),
        ({"external_attr": 0}, "in the zip directory entry of a"),
    ],
)
def test_what_the_reader_lets_pass_is_named(change: dict[str, object], place: str) -> None:
    info = plain_info("a")
    for field, value in change.items():
        setattr(info, field, value)
    data = zip_of([("manifest.json", manifest_for([("a", b"1")])), (info, b"1")])
    assert read_package(data).files == {"a": b"1"}
    found = check_bytes(data)
    assert found is not None
    assert found.place == place


def test_parts_in_another_order_differ() -> None:
    manifest = manifest_for([("a", b"1"), ("b", b"2")])
    data = zip_of([("manifest.json", manifest), ("b", b"2"), ("a", b"1")])
    assert read_package(data).files == {"a": b"1", "b": b"2"}
    found = check_bytes(data)
    assert found is not None
    assert found.place == "in the zip header of a"


def test_all_three_copies_of_a_size_are_needed_to_mislead() -> None:
    _, entry = entry_at(GOOD, "manifest.json")
    two = patched(patched(GOOD, 18, "I", 5), 22, "I", 5)
    found = check_bytes(two)
    assert found is not None
    assert (found.start, found.place) == (18, "in the zip header of manifest.json")
    three = patched(two, entry + 24, "I", 5)
    found = check_bytes(three)
    assert found is not None
    assert found.place == "in the content of manifest.json"
    assert found.reason == "it does not have the check sum in its zip header"


def test_a_difference_reads_as_a_sentence() -> None:
    one = Difference(12, 13, "in the zip header of a", "0x20 is there, 0x21 belongs there")
    assert str(one) == "byte 12, in the zip header of a: 0x20 is there, 0x21 belongs there"
    two = Difference(43, 45, "in the content of a", "it does not have the hash in the manifest")
    assert str(two).startswith("bytes 43 to 44, ")
    many = Difference(43, 50, "in the content of a", "it does not have the hash in the manifest")
    assert str(many).startswith("bytes 43 to 49, in the content of a: ")
    empty = Difference(43, 43, "in the content of a", "the file ends here")
    assert str(empty).startswith("byte 43, ")


def test_regions_of_the_sample_do_not_repeat() -> None:
    """Negative control for the exhaustive test: places name one span each."""
    starts = [0] + [at for at, (a, b) in enumerate(pairwise(PLACES), start=1) if a != b]
    assert len(starts) == len(set(PLACES)) == 3 * len(NAMES) + 1 - 1  # one file is empty
