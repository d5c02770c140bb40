"""A package says what it was made from, and every change to it is found."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.integrity import PackageError, digest, read_package, write_package
from sanbi.engine.scoring import FaultsFound, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.package import (
    Verification,
    build_package,
    open_package,
    package_files,
    verify_package,
)
from tests.engine.scoring.properties.cases import leaf, mapping_of

ROOT = Path(__file__).parents[3]
UNITS = [
    {"unit": "A", "name": "东乡"},
    {"unit": "B", "name": "西乡"},
    {"unit": "C", "name": "南乡"},
]
FIGURES = {"p": (3.1, 2.7, 9.9), "q": (0.3, 0.1, 0.7)}


def made(precision: int | None, **more: Any) -> Any:
    """A result with a bit of everything."""
    rows = [
        {"unit": unit["unit"], "indicator": name, "period": "2026Q3", "value": values[place]}
        for name, values in FIGURES.items()
        for place, unit in enumerate(UNITS)
    ]
    extra: Any = {
        "gates": [
            {
                "id": "g",
                "require": {"fact": "p", "op": ">", "value": 3},
                "else": {"effect": "mark", "text": "看"},
            }
        ],
        "adjustments": [
            {
                "id": "j",
                "sign": "add",
                "items": [{"id": "e", "rule": {"type": "events", "each": 2}}],
            }
        ],
        "grades": {"bands": [{"grade": "优", "min": 60}, {"grade": "良"}]},
        "consequences": [
            {"id": "c", "text": "约谈", "when": {"fact": "grade", "op": "==", "value": "良"}}
        ],
        **more,
    }
    parts = [leaf("p", "z_score"), leaf("q", "rank_step", times="1 / 3")]
    text = mapping_of(*parts, precision=precision, **extra)
    events = [{"unit": "A", "item": "e", "period": "2026Q3"}]
    history = [{"unit": "A", "period": "2026Q2", "rank": 2, "score": 60}]
    data = Data.from_rows(units=UNITS, observations=rows, events=events, history=history)
    return score(Scheme.from_mapping(text), data)


EXACT = build_package(made(2))
FLOAT = build_package(made(None))
Change = Callable[[bytes], bytes]


def tampered(package: bytes, changes: dict[str, Change | bytes | None]) -> bytes:
    """The package with files changed (None: taken out), and every hash renewed."""
    held = read_package(package)
    files: dict[str, bytes] = dict(held.files)
    for name, change in changes.items():
        if change is None:
            del files[name]
        else:
            files[name] = change if isinstance(change, bytes) else change(files[name])
    manifest = held.manifest
    return write_package(
        files, kind=manifest.kind, hash_name=manifest.hash_name, about=manifest.about
    )


def places(found: Verification) -> list[str]:
    """Where the findings are."""
    return [finding.where for finding in found.findings]


def replaced(old: str, new: str, count: int = 1) -> Change:
    """A change of text that must be there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), count)

    return change


# -- what it holds ---------------------------------------------------------------------------------
def test_a_package_holds_what_the_contract_lists() -> None:
    files = read_package(EXACT).files
    results = {"ranking", "working", "nodes", "adjustments", "grades", "consequences"}
    assert {name for name in files if name.startswith("result/")} == {
        f"result/{n}.csv" for n in results
    }
    assert {"scheme.yaml", "scheme.json", "run.json", "data/units.csv"} <= set(files)
    run = json.loads(files["run.json"])
    assert run["period"] == "2026Q3"
    assert run["previous_period"] == "2026Q2"
    assert run["counts"] == {
        "units": 3,
        "leaf_scores": 9,
        "nodes": 3,
        "totals": 3,
        "ranks": 3,
        "grades": 3,
    }


def test_its_manifest_says_what_it_is_about() -> None:
    about = read_package(EXACT).manifest.about
    assert (about["scheme"], about["period"], about["version"]) == ("t", "2026Q3", "1")


@pytest.mark.parametrize("package", [EXACT, FLOAT], ids=["exact", "float64"])
def test_a_whole_package_is_identical(package: bytes) -> None:
    found = verify_package(package)
    assert found.identical
    assert found.digest == digest(package)
    assert found.counts["ranks"] == 3


def test_sm3_by_option() -> None:
    package = build_package(made(2), "sm3")
    found = verify_package(package)
    assert found.identical
    assert (found.hash_name, found.digest) == ("sm3", digest(package, "sm3"))
    assert package != EXACT


def test_a_package_opens_to_its_result() -> None:
    package, result = open_package(EXACT)
    assert package_files(result) == package.files
    assert result.ranking["unit"].to_list() == ["C", "A", "B"]


# -- tampering with renewed hashes -----------------------------------------------------------------
RESULTS: list[tuple[str, Change, str]] = [
    (
        "result/ranking.csv",
        replaced("A,东乡,all,", "A,东乡,all,1"),
        "result/ranking.csv line 3, score (A)",
    ),
    (
        "result/ranking.csv",
        replaced(",2,2,0,", ",2,1,0,"),
        "result/ranking.csv line 3, previous_rank (A)",
    ),
    ("result/working.csv", replaced("scored", "gated"), "result/working.csv line 2, state (A)"),
    ("result/nodes.csv", replaced("total", "totel"), "result/nodes.csv line 2, node (A)"),
    ("result/adjustments.csv", replaced("2.00", "3.00"), "result/adjustments.csv line 2, raw (A)"),
    ("result/grades.csv", replaced("良", "优"), "result/grades.csv line 2, grade (A)"),
    (
        "result/consequences.csv",
        replaced("约谈", "表彰"),
        "result/consequences.csv line 2, text (A)",
    ),
    ("result/ranking.csv", replaced("gap", "gab"), "result/ranking.csv columns"),
    (
        "result/ranking.csv",
        lambda content: content + content.splitlines(keepends=True)[-1],
        "result/ranking.csv rows",
    ),
    ("result/ranking.csv", lambda _: b"\xff\xfe", "result/ranking.csv"),
    ("result/ranking.csv", lambda _: b"", "result/ranking.csv"),
    ("scheme.json", replaced("competition", "dense"), "scheme.json"),
    ("run.json", replaced('"format": 1', '"format": 2'), "run.json"),
]


@pytest.mark.parametrize(("name", "change", "where"), RESULTS)
def test_a_changed_file_is_named(name: str, change: Change, where: str) -> None:
    found = verify_package(tampered(EXACT, {name: change}))
    assert not found.identical
    assert str(found.findings[0].where) == where


INPUTS: list[tuple[str, Change]] = [
    ("data/observations.csv", replaced("9.9", "9.8")),
    ("data/units.csv", replaced("东乡", "北乡")),
    ("data/events.csv", replaced("2026Q3,,1,", "2026Q3,,2,")),
    ("data/history.csv", replaced("A,,2026Q2,60,2", "A,,2026Q2,60,1")),
    ("scheme.yaml", replaced('"precision": 2', '"precision": 3')),
    ("scheme.yaml", replaced('"title": "t"', '"title": "u"')),
]


@pytest.mark.parametrize(("name", "change"), INPUTS)
def test_a_changed_input_shows_in_the_results(name: str, change: Change) -> None:
    found = verify_package(tampered(EXACT, {name: change}))
    assert not found.identical


@pytest.mark.parametrize("name", sorted(read_package(EXACT).files))
def test_a_file_taken_out_is_noticed(name: str) -> None:
    try:
        found = verify_package(tampered(EXACT, {name: None}))
    except (PackageError, FaultsFound):
        return
    assert any(name in str(where) for where in places(found)) or not found.identical


def test_a_file_more_is_named() -> None:
    found = verify_package(tampered(EXACT, {"note.txt": b"hello"}))
    assert places(found) == ["note.txt"]


def test_another_form_of_the_same_table_is_named() -> None:
    spaced = tampered(EXACT, {"result/nodes.csv": lambda content: content.replace(b"\n", b"\r\n")})
    assert places(verify_package(spaced)) == ["result/nodes.csv"]


UNREADABLE: list[dict[str, Change | bytes | None]] = [
    {"run.json": b"[]\n"},
    {"run.json": b"{\n}\n"},
    {"run.json": b"not json"},
    {"run.json": b'{\n "period": 3\n}\n'},
    {"run.json": None},
    {"scheme.yaml": b"\xff\xfe"},
    {"scheme.yaml": None},
    {"scheme.json": None},
]


@pytest.mark.parametrize("changes", UNREADABLE)
def test_what_cannot_be_recomputed_is_refused(changes: dict[str, Change | bytes | None]) -> None:
    with pytest.raises(PackageError):
        verify_package(tampered(EXACT, changes))


def test_a_scheme_or_data_with_faults_are_refused() -> None:
    for name, content in (("scheme.yaml", b"a: ["), ("data/units.csv", b"unit\nA\n")):
        with pytest.raises(FaultsFound):
            verify_package(tampered(EXACT, {name: content}))


def test_another_kind_of_package_is_refused() -> None:
    files = dict(read_package(EXACT).files)
    with pytest.raises(PackageError):
        open_package(write_package(files, kind="other", about={}))


# -- one bit ---------------------------------------------------------------------------------------
def test_a_flipped_bit_anywhere_is_found() -> None:
    step = max(1, len(EXACT) // 400)
    for place in range(0, len(EXACT), step):
        changed = bytearray(EXACT)
        changed[place] ^= 1 << (place % 8)
        try:
            identical = verify_package(bytes(changed)).identical
        except (PackageError, FaultsFound):
            continue
        assert not identical, place


# -- float64 ---------------------------------------------------------------------------------------
def scaled(by: float) -> Change:
    """Every score in the ranking a little off."""

    def change(content: bytes) -> bytes:
        head, *rows = content.decode().splitlines()
        cells = [row.split(",") for row in rows]
        for row in cells:
            row[3] = repr(float(row[3]) * by)
        return "\n".join([head, *(",".join(row) for row in cells), ""]).encode()

    return change


def test_floats_agree_to_twelve_digits() -> None:
    near = tampered(FLOAT, {"result/ranking.csv": scaled(1 + 1e-15)})
    assert near != FLOAT
    assert verify_package(near).identical
    far = verify_package(tampered(FLOAT, {"result/ranking.csv": scaled(1 + 1e-11)}))
    assert len(far.findings) == 3
    assert not verify_package(tampered(EXACT, {"result/ranking.csv": scaled(1 + 1e-15)})).identical


@pytest.mark.parametrize("text", ["abc", "", "nan", "inf"])
def test_what_is_no_number_is_not_near(text: str) -> None:
    def change(content: bytes) -> bytes:
        head, first, *rest = content.decode().splitlines()
        cells = first.split(",")
        cells[3] = text
        return "\n".join([head, ",".join(cells), *rest, ""]).encode()

    found = verify_package(tampered(FLOAT, {"result/ranking.csv": change}))
    assert len(found.findings) == 1


def test_explanations_follow_the_numbers_in_float64() -> None:
    changed = {"result/working.csv": replaced("p@2026Q3=", "p @ 2026Q3=")}
    assert verify_package(tampered(FLOAT, changed)).identical
    assert not verify_package(tampered(EXACT, changed)).identical


# -- another Python --------------------------------------------------------------------------------
def other_pythons() -> list[str]:
    """Pythons of another version on this machine that have the engine's packages."""
    found = []
    for version in (11, 12, 13, 14):
        path = shutil.which(f"python3.{version}")
        if path is None or version == sys.version_info.minor:
            continue
        probe = [path, "-c", "import numpy, polars, pyarrow, yaml"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            found.append(path)
    return found


def test_another_python_makes_the_same_bytes(tmp_path: Path) -> None:
    pythons = other_pythons()
    if not pythons:
        pytest.skip("no other Python with NumPy, Polars, PyArrow and PyYAML is on this machine")
    program = (
        "import sys; from pathlib import Path;"
        "from sanbi.engine.scoring.package import *;"
        "_, result = open_package(Path(sys.argv[1]).read_bytes());"
        "Path(sys.argv[2]).write_bytes(build_package(result))"
    )
    source, target = tmp_path / "a.zip", tmp_path / "b.zip"
    source.write_bytes(EXACT)
    for python in pythons:
        command = [python, "-c", program, str(source), str(target)]
        subprocess.run(command, cwd=ROOT, env={"PYTHONPATH": str(ROOT / "src")}, check=True)
        assert target.read_bytes() == EXACT


def test_what_is_no_package_is_refused() -> None:
    for data in (b"", b"PK", b"sanbi: 1"):
        with pytest.raises(PackageError):
            verify_package(data)
