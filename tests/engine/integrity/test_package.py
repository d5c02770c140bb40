"""The package: same files, same bytes; and nothing but right packages is read."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanbi
from sanbi.engine.integrity import (
    HASH_NAMES,
    HashName,
    Limits,
    PackageError,
    check_bytes,
    csv_bytes,
    digest,
    read_package,
    write_package,
)
from sanbi.engine.integrity import package as package_module
from sanbi.engine.integrity.stored_zip import MAX_BYTES
from tests.engine.integrity.worked_examples import hex_dump, worked_example
from tests.engine.integrity.zip_samples import (
    entry_at,
    manifest_for,
    patched,
    sample_zip,
    zip_of,
)

FILES = {
    "z.csv": b"unit\nA\n",
    "结果/ranking.csv": b"",
    "a/b.json": b"{}\n",
    "B": bytes(range(256)),
}
ABOUT = {"engine": "0.1.0", "name": "云川县"}

part_names = st.text("abcXYZ数据01_- ", min_size=1, max_size=6).map(lambda text: f"f{text}x")
file_sets = st.dictionaries(part_names, st.binary(max_size=40), max_size=6).filter(
    lambda files: len({name.casefold() for name in files}) == len(files)
)


# -- what is written -------------------------------------------------------------------------------
@pytest.mark.parametrize("name", HASH_NAMES)
def test_package_of_the_page(name: HashName) -> None:
    ranking = csv_bytes(["unit", "score"], [["A", "9.5"]])
    about = {"engine": "0.1.0"}
    data = write_package(
        {"result/ranking.csv": ranking}, kind="example", hash_name=name, about=about
    )
    lines = worked_example("package.md", "package-hashes").splitlines()
    expected = {line.split()[0]: line.split()[1:] for line in lines}
    assert [str(len(data)), "bytes", digest(data, name)] == expected[name]
    if name == "sha256":
        assert data == hex_dump("package.md", "package")
    assert read_package(data).files == {"result/ranking.csv": ranking}


def test_the_standard_library_would_write_the_same_bytes() -> None:
    data = write_package(FILES, kind="score", about=ABOUT)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        contents = [(name, archive.read(name)) for name in names]
    assert names == ["manifest.json", "B", "a/b.json", "z.csv", "结果/ranking.csv"]
    assert dict(contents[1:]) == FILES
    assert zip_of(contents) == data


@given(file_sets, st.sampled_from(HASH_NAMES), st.randoms())
def test_round_trip_in_any_order(files: dict[str, bytes], name: HashName, dice: Any) -> None:
    data = write_package(files, kind="score", hash_name=name, about={"n": len(files)})
    package = read_package(data)
    assert package.files == files
    assert list(package.files) == sorted(files)
    assert package.manifest.kind == "score"
    assert package.manifest.hash_name == name
    assert package.manifest.about == {"n": len(files)}
    shuffled = list(files)
    dice.shuffle(shuffled)
    again = {part: files[part] for part in shuffled}
    assert write_package(again, kind="score", hash_name=name, about={"n": len(files)}) == data


def test_kind_hash_and_about_are_in_the_bytes() -> None:
    variants = [
        write_package(FILES, kind="score", about=ABOUT),
        write_package(FILES, kind="ballot", about=ABOUT),
        write_package(FILES, kind="score", about={}),
        write_package(FILES, kind="score", about=ABOUT, hash_name="sm3"),
    ]
    assert len(set(variants)) == len(variants)


@pytest.mark.parametrize("name", ["../a", "/a", "manifest.json", "MANIFEST.json", "nul", "a\\b"])
def test_unsafe_names_are_not_written(name: str) -> None:
    with pytest.raises(PackageError, match="name"):
        write_package({name: b""}, kind="score", about={})


def test_names_that_differ_in_case_are_not_written() -> None:
    with pytest.raises(PackageError, match="one file on some systems"):
        write_package({"a": b"", "A": b""}, kind="score", about={})


def test_floats_in_about_are_not_written() -> None:
    with pytest.raises(PackageError, match=r"manifest\.json: about\.share: a float"):
        write_package({}, kind="score", about={"share": 0.5})


@pytest.mark.slow
def test_too_many_parts_are_not_written() -> None:
    files = {str(number): b"" for number in range(65_534)}
    with pytest.raises(PackageError, match=r"65,535 parts of .* are too much for one zip"):
        write_package(files, kind="score", about={})
    del files["0"]
    data = write_package(files, kind="score", about={})
    assert len(read_package(data, Limits(parts=65_534)).files) == 65_533


def test_too_many_bytes_are_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound itself is 4 GB; it is lowered here to stand just below a small package."""
    files = {"a": bytes(1000)}
    size = len(write_package(files, kind="score", about={}))
    for bound, message in [
        (1000, "2 parts of 1,"),  # the contents alone
        (size - 23, f"{size - 22:,} bytes are"),  # headers and directory with them
    ]:
        monkeypatch.setattr(package_module, "MAX_BYTES", bound)
        with pytest.raises(PackageError, match=f"^{message}.* too much for one zip"):
            write_package(files, kind="score", about={})
    monkeypatch.setattr(package_module, "MAX_BYTES", size)
    assert len(write_package(files, kind="score", about={})) == size
    assert MAX_BYTES == 2**32 - 2


# -- the same bytes everywhere ---------------------------------------------------------------------
PROGRAM = """
import hashlib, sys
from sanbi.engine.integrity import json_bytes, csv_bytes, read_json, write_package
from decimal import Decimal
keys = {"%d" % n for n in range(50)}  # a set: its order hangs on the seed of hashing
about = {key: Decimal(key) / 8 for key in keys}
files = {"f" + key: json_bytes({k: key for k in keys}) for key in keys}
files["数据.csv"] = csv_bytes(["a", "名"], [["1", "云川"], [None, 0]])
long = 10**3999 + 1  # some machines allow fewer digits than that in int(text)
assert read_json(json_bytes(long)) == long
for name in ("sha256", "sm3"):
    data = write_package(files, kind="score", hash_name=name, about=about)
    print(hashlib.sha256(data).hexdigest(), len(data))
"""
# Written down once; every machine must come to these.
EXPECTED_RUN = """\
c7d03926404124c499c27da16b9667c559f48eea52dde764c68d4767b2d43bb4 42943
36db9246e04d2b9e12972a2ecd7b65e9c3363857132ef016d1b911fac954f592 42940
"""


def run_program(python: str, **environ: str) -> str:
    source = str(Path(sanbi.__file__).parents[1])
    others = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LC_"))
    }
    return subprocess.run(
        [python, "-W", "error", "-c", PROGRAM],
        env={**others, "PYTHONPATH": source, **environ},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
@pytest.mark.parametrize("seed", ["0", "1", "20261122"])
def test_same_bytes_in_every_time_zone_and_order_of_sets(zone: str, seed: str) -> None:
    found = run_program(sys.executable, TZ=zone, PYTHONHASHSEED=seed)
    assert found == EXPECTED_RUN


@pytest.mark.parametrize(
    "environ",
    [{"LC_ALL": "C"}, {"PYTHONUTF8": "0", "LANG": "zh_CN.GBK"}, {"PYTHONINTMAXSTRDIGITS": "640"}],
)
def test_same_bytes_in_every_locale(environ: dict[str, str]) -> None:
    assert run_program(sys.executable, **environ) == EXPECTED_RUN


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_same_bytes_in_every_python(version: str) -> None:
    python = shutil.which(f"python{version}")
    works = (
        python
        and subprocess.run([python, "-c", ""], check=False, capture_output=True).returncode == 0
    )
    if not python or not works:
        pytest.skip(f"Python {version} is not on this machine")
    assert run_program(python) == EXPECTED_RUN


def test_the_clock_does_not_enter(monkeypatch: pytest.MonkeyPatch) -> None:
    before = write_package(FILES, kind="score", about=ABOUT)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert write_package(FILES, kind="score", about=ABOUT) == before


# -- what is read ----------------------------------------------------------------------------------
def test_a_package_written_by_other_means_is_read() -> None:
    data = sample_zip(("a", b"1"), ("b/c", b"2"))
    package = read_package(data)
    assert package.files == {"a": b"1", "b/c": b"2"}
    assert package.manifest.kind == "sample"
    assert check_bytes(data) is None


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], r"first part is not manifest\.json"),
        ([("a", b"1")], r"first part is not manifest\.json"),
        ([("a", b"1"), ("manifest.json", manifest_for([("a", b"1")]))], "first part is not"),
        ([("manifest.json", b"{}\n")], 'does not say "format"'),
        ([("manifest.json", manifest_for([])), ("a", b"1")], r"a is not in manifest\.json"),
        (
            [("manifest.json", manifest_for([("a", b"1"), ("b", b"2")])), ("a", b"1")],
            r"b is in manifest\.json, but not in the package",
        ),
        (
            [("manifest.json", manifest_for([("a", b"1")])), ("a", b"12")],
            "a has 2 bytes; .* says 1",
        ),
        (
            [("manifest.json", manifest_for([("a", b"1")])), ("a", b"2")],
            "content of a does not have the hash in the manifest",
        ),
        ([("manifest.json", manifest_for([])), ("manifest.json", b"")], "are one file"),
        ([("manifest.json", manifest_for([("../a", b"")])), ("../a", b"")], "may lead out"),
    ],
    ids=range(10),
)
def test_wrong_packages_are_refused(parts: Any, message: str) -> None:
    with pytest.raises(PackageError, match=message):
        read_package(zip_of(parts))


def test_a_wrong_check_sum_is_refused() -> None:
    data = sample_zip(("a", b"1"))
    local, entry = entry_at(data, "a")
    wrong = patched(patched(data, local + 14, "I", 7), entry + 16, "I", 7)
    with pytest.raises(PackageError, match="content of a does not have its zip check sum"):
        read_package(wrong)


def test_compressed_packages_are_refused() -> None:
    with pytest.raises(PackageError, match="is compressed"):
        read_package(sample_zip(("a", b"1" * 50), method=zipfile.ZIP_DEFLATED))


def test_other_files_are_refused() -> None:
    for data in (b"", b"PK\x05\x06", b"%PDF-1.7\n" * 100, bytes(22)):
        with pytest.raises(PackageError, match=r"not an assessment package|one volume"):
            read_package(data)


def test_limits_reach_the_reader() -> None:
    data = write_package(FILES, kind="score", about=ABOUT)
    assert read_package(data, Limits(packed=len(data), parts=5)).files == FILES
    for limits in (Limits(packed=len(data) - 1), Limits(parts=4), Limits(unpacked=500)):
        with pytest.raises(PackageError, match="limit"):
            read_package(data, limits)


def test_a_package_in_a_package_is_just_bytes() -> None:
    inner = write_package(FILES, kind="score", about={})
    bomb = zip_of([("bomb", bytes(10_000_000))], zipfile.ZIP_DEFLATED)
    data = write_package({"inner.zip": inner, "bomb.zip": bomb}, kind="archive", about={})
    assert read_package(data).files == {"inner.zip": inner, "bomb.zip": bomb}


def test_a_manifest_that_is_nested_deeply_is_refused() -> None:
    with pytest.raises(PackageError, match="nested deeper"):
        read_package(zip_of([("manifest.json", b"[" * 1_000_000)]))


def test_a_changed_file_with_all_hashes_renewed_is_a_right_package() -> None:
    """What hashes cannot do: that is for recomputing, and for the published hash."""
    data = write_package({"result.csv": b"A,9.5\n"}, kind="score", about={})
    forged = write_package({"result.csv": b"A,9.9\n"}, kind="score", about={})
    assert check_bytes(forged) is None
    assert read_package(forged).files == {"result.csv": b"A,9.9\n"}
    assert digest(forged) != digest(data)


@pytest.mark.slow
def test_a_hundred_megabytes_in_seconds() -> None:
    block = hashlib.sha256(b"block").digest() * 31_250
    files = {f"f{number}": block * 10 for number in range(10)}
    start = time.perf_counter()
    data = write_package(files, kind="score", about={})
    written = time.perf_counter()
    assert len(data) > 100_000_000
    assert read_package(data, Limits(packed=len(data))).files == files
    read = time.perf_counter()
    assert check_bytes(data) is None
    checked = time.perf_counter()
    assert max(written - start, read - written, checked - read) < 5
