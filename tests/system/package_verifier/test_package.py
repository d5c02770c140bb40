"""The program as a stranger runs it: identical, different, damaged."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from package_verifier.archive import read_archive
from package_verifier.faults import DamagedError
from package_verifier.recompute import verify
from tests.system.package_verifier.builder import PROGRAM, Files, json_bytes, packed, zipped
from tests.system.package_verifier.county import RESULTS, SCHEME, county_files, county_package

COUNTS = "9 leaf scores, 3 nodes, 3 totals, 3 ranks, 3 grades"


def run(package: Path, *options: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program with nothing of this environment on its path."""
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-I", "-S", str(PROGRAM), str(package), *options]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=cwd,
        encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "package.zip"
    path.write_bytes(county_package())
    return path


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_hand_worked_package_is_identical(package: Path, tmp_path: Path) -> None:
    found = run(package, cwd=tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == f"identical 一致 ({COUNTS} recomputed)\n"


def test_verdict_in_chinese_in_json_and_in_silence(package: Path) -> None:
    assert run(package, "--language", "zh").stdout.startswith("identical 一致（重新计算了9个")
    told = json.loads(run(package, "--json").stdout)
    assert told["verdict"] == "identical"
    assert told["recomputed"]["leaf scores"] == 9
    quiet = run(package, "--quiet")
    assert (quiet.returncode, quiet.stdout) == (0, "")


def test_program_needs_only_the_standard_library() -> None:
    folder = PROGRAM.parent / "package_verifier"
    told = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(folder.parent)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split() == ["[]"]


IMPORT_ALL = """
import sys, pathlib, importlib
sys.path.insert(0, sys.argv[1])
for path in sorted(pathlib.Path(sys.argv[1], "package_verifier").glob("*.py")):
    importlib.import_module("package_verifier." + path.stem)
known = sys.stdlib_module_names | {"package_verifier", "__main__"}
print(sorted({name.split(".")[0] for name in sys.modules} - known))
"""


def test_one_changed_score_with_all_hashes_renewed_is_found(tmp_path: Path) -> None:
    changed = RESULTS["working"].replace("27.11,40", "27.12,40").encode()
    found = run(write(tmp_path / "p.zip", county_package(working=changed)))
    assert found.returncode == 1
    assert "result/working.csv, line 8, column score" in found.stdout
    assert "stored '27.12', recomputed '27.11'" in found.stdout
    assert "1 difference in all" in found.stdout


def _cells() -> list[tuple[str, int, int]]:
    """Return every cell that is compared: file, line, column."""
    explained = ("inputs", "substituted")
    found = []
    for name, text in RESULTS.items():
        lines = text.splitlines()
        columns = lines[0].split(",")
        found += [
            (name, line, at)
            for line in range(1, len(lines))
            for at, column in enumerate(columns)
            if column not in explained
        ]
    return found


@pytest.mark.parametrize(("name", "line", "at"), _cells())
def test_any_changed_cell_is_found(name: str, line: int, at: int) -> None:
    lines = RESULTS[name].splitlines()
    cells = lines[line].split(",")
    cells[at] = f"{cells[at]}9"
    lines[line] = ",".join(cells)
    changed = county_package(**{name: ("\n".join(lines) + "\n").encode()})
    assert verify(changed).differences


@pytest.mark.parametrize("name", list(RESULTS))
def test_rows_taken_out_put_in_doubled_or_swapped_are_found(name: str) -> None:
    head, first, *rest = RESULTS[name].splitlines()
    arrangements = (
        [head, *rest],
        [head, first, first, *rest],
        [head, rest[0], first, *rest[1:]],
        [head, first, first.replace("towns", "others"), *rest],
        [f"{head},more", *(f"{row},1" for row in (first, *rest))],
    )
    for lines in arrangements:
        changed = county_package(**{name: ("\n".join(lines) + "\n").encode()})
        assert verify(changed).differences, lines


def test_explanations_are_not_compared() -> None:
    changed = RESULTS["working"].replace("40 × 9 / 8 = 45 → 40", "as you like").encode()
    assert not verify(county_package(working=changed)).differences


def test_changed_data_or_scheme_give_differences() -> None:
    files = county_files()
    data = files["data/observations.csv"].replace(b"A,fai,2026Q3,9,", b"A,fai,2026Q3,7,")
    assert verify(packed(files | {"data/observations.csv": data})).differences
    scheme = json_bytes(SCHEME | {"better": "low"})
    assert verify(packed(files | {"scheme.json": scheme})).differences


def test_any_flipped_bit_is_caught(package: Path) -> None:
    data = package.read_bytes()
    for at in range(len(data)):
        changed = bytearray(data)
        changed[at] ^= 1 << (at % 8)
        with pytest.raises(DamagedError):
            read_archive(bytes(changed))


def _another(files: Files) -> bytes:
    """Return the same files in another order."""
    return zipped({name: files[name] for name in reversed(files)})


DAMAGE = {
    "not a zip": (b"PK is not enough" * 9, "not a zip file"),
    "empty": (b"", "not a zip file"),
    "cut": (county_package()[:-30], "byte"),
    "appended": (county_package() + b"\0", "byte"),
    "half": (county_package()[:3000], "bytes, the manifest says"),
    "order": (_another(county_files()), "first file is not manifest.json"),
}


@pytest.mark.parametrize("name", list(DAMAGE))
def test_damage_is_named_with_status_2(name: str, tmp_path: Path) -> None:
    content, words = DAMAGE[name]
    found = run(write(tmp_path / "p.zip", content))
    assert found.returncode == 2
    assert found.stdout.startswith("damaged 损坏: ")
    assert words in found.stdout
    assert found.stderr == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scheme.json": b"{"}, "scheme.json is not readable JSON"),
        ({"scheme.json": b'{"a": 1, "a": 2}'}, "a key stands twice"),
        ({"scheme.json": json_bytes(SCHEME | {"karma": 1})}, "scheme.json.karma"),
        ({"scheme.json": json_bytes(SCHEME | {"precision": -1})}, "whole number"),
        ({"data/units.csv": b"unit\nA\nA\nB\nC\n"}, "line 3: the unit code A is there twice"),
        ({"data/units.csv": b"unit,name\nA\n"}, "line 2: 1 cells where the header has 2"),
        ({"data/history.csv": b"\xff"}, "data/history.csv, line 1"),
        ({"data/observations.csv": b"unit,indicator,value\nA,fai,7%\n"}, "'7%', not a number"),
        ({"data/observations.csv": b"unit,indicator,value\nZ,fai,7\n"}, "unit Z is not in"),
        ({"data/prices.csv": b"unit\n"}, "unknown to the checker"),
        ({"result/extra.csv": b"unit\n"}, "unknown to the checker"),
    ],
)
def test_what_cannot_be_read_is_named(change: Files, words: str, tmp_path: Path) -> None:
    path = write(tmp_path / "p.zip", packed(county_files() | change))
    found = run(path)
    assert found.returncode == 2
    assert words in found.stdout
    assert run(path, "--language", "zh").stdout.startswith("damaged 损坏：")


@pytest.mark.parametrize("name", ["scheme.json", "run.json", "data/units.csv"])
def test_missing_file_is_named(name: str, tmp_path: Path) -> None:
    files = county_files()
    del files[name]
    found = run(write(tmp_path / "p.zip", packed(files)))
    assert (found.returncode, f"the package has no {name}" in found.stdout) == (2, True)


def test_missing_result_file_is_damage_where_it_would_hold_something() -> None:
    files = county_files()
    del files["result/grades.csv"]
    with pytest.raises(DamagedError, match="grades"):
        verify(packed(files))


def test_unreadable_path_is_told(tmp_path: Path) -> None:
    found = run(tmp_path / "nothing.zip", "--json")
    assert found.returncode == 2
    assert json.loads(found.stdout)["fault"] == "no_file"


def test_data_that_the_scheme_refuses_are_different_not_damaged(tmp_path: Path) -> None:
    lines = county_files()["data/observations.csv"].decode().splitlines(keepends=True)
    without = "".join(line for line in lines if not line.startswith("C,score")).encode()
    path = write(tmp_path / "p.zip", packed(county_files() | {"data/observations.csv": without}))
    found = run(path)
    assert found.returncode == 1
    assert "leaf service, unit C" in found.stdout


def test_package_hashed_with_sm3_is_identical() -> None:
    assert not verify(packed(county_files(), "sm3")).differences
