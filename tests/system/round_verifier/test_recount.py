"""Boxes counted again by the checker for strangers: equal to the engine, to the last byte."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from round_verifier.faults import BoxError, DamagedBoxError, DifferentBoxError
from sanbi.engine.integrity import digest
from sanbi.engine.integrity.ballots import PaperKind, read_box
from sanbi.engine.integrity.package import write_package
from tests.engine.integrity.ballots.rounds import Round, drawn_round
from verify_round import verify

ROUNDS = 1_000
TOOL = Path(__file__).resolve().parents[3] / "tools" / "verify_round.py"


def renewed(box: bytes, file: str, change: Callable[[str], str]) -> bytes:
    """Change one file of a box and renew every size, hash and check sum."""
    with zipfile.ZipFile(io.BytesIO(box)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    before = files[file]
    files[file] = change(before.decode()).encode()
    assert files[file] != before
    return write_package(
        files, kind=manifest["kind"], hash_name=manifest["hash"], about=manifest["about"]
    )


def grade_round() -> Round:
    """A round of grades without criteria in which units are tied for a place."""
    return next(
        held
        for held in map(drawn_round, range(ROUNDS))
        if held.paper.kind is PaperKind.GRADE and not held.paper.criteria
        and len(held.paper.subjects) > 2 and held.paper.whole and not held.paper.trim
    )  # fmt: skip


@pytest.mark.slow
def test_a_thousand_rounds_are_counted_alike() -> None:
    seen: set[tuple[object, ...]] = set()
    ties = 0
    for seed in range(ROUNDS):
        held = drawn_round(seed)
        engine, paper = read_box(held.box), held.paper
        counted = verify(held.box).standings
        assert [(row.subject, row.points, row.place) for row in counted] == [
            (row.subject, row.points, row.rank) for row in engine.tally
        ], seed
        ranks = [row.place for row in counted]
        ties += len(set(ranks)) < len(ranks)
        seen.add((paper.kind, bool(paper.criteria), paper.trim, paper.whole, paper.own_counts))
    assert ties > 50
    assert len(seen) > 30  # 3 kinds, with and without criteria, trims, whole, own unit


@pytest.mark.slow
def test_each_of_a_thousand_changed_bits_is_noticed() -> None:
    draw = random.Random(7)  # noqa: S311 - to be drawn again
    missed = []
    for seed in range(ROUNDS):
        box = bytearray(drawn_round(seed).box)
        at = draw.randrange(8 * len(box))
        box[at // 8] ^= 1 << at % 8
        try:
            verify(bytes(box))
        except DamagedBoxError:
            continue
        missed.append((seed, at))
    assert missed == []


def test_a_changed_slip_with_all_hashes_renewed_is_known_by_the_published_digest_alone() -> None:
    """The twin: a slip is changed, and everything is counted and hashed anew."""
    held = grade_round()
    published = digest(held.box, json_manifest(held.box)["hash"])
    slips = list(read_box(held.box).slips)
    other = next(mark for mark in held.paper.grades if mark != slips[0].marks[0][1])
    forged = _sealed_anew(held, other)
    assert verify(forged).standings != verify(held.box).standings
    with pytest.raises(DifferentBoxError, match="another box"):
        verify(forged, published)
    assert verify(held.box, published.upper()).compared


def _sealed_anew(held: Round, mark: str) -> bytes:
    """Change the first slip, and let the tally follow."""
    from sanbi.engine.integrity.ballots import box_bytes

    box = read_box(held.box)
    first, *others = box.slips
    changed = type(first)(first.number, first.voter_class, first.subject, (("", mark),))
    return box_bytes(
        title=box.title,
        period=box.period,
        paper=box.paper,
        names=box.names,
        turnout=box.turnout,
        slips=[changed, *others],
        receipts=box.receipts,
        hash_name=json_manifest(held.box)["hash"],
    )


def json_manifest(box: bytes) -> dict[str, str]:
    """The manifest of a box."""
    with zipfile.ZipFile(io.BytesIO(box)) as held:
        found: dict[str, str] = json.loads(held.read("manifest.json"))
        return found


def _line_doubled(text: str) -> str:
    """Let the last slip come in once more under another number."""
    last = text.splitlines()[-1]
    return text + "f" * 24 + last[24:] + "\n"


def _first_mark_changed(text: str) -> str:
    lines = text.splitlines()
    lines[1] = lines[1].rsplit(",", 1)[0] + ",一般"
    if lines[1] == text.splitlines()[1]:
        lines[1] = lines[1].rsplit(",", 1)[0] + ",好"
    return "\n".join([*lines, ""])


def _first_line_moved(text: str) -> str:
    head, first, second, *others = text.splitlines()
    return "\n".join([head, second, first, *others, ""])


@pytest.mark.parametrize(
    ("file", "change", "kind", "code"),
    [
        ("slips.csv", _first_mark_changed, DifferentBoxError, "tally"),
        ("slips.csv", _line_doubled, DifferentBoxError, "slips"),
        ("slips.csv", _first_line_moved, DamagedBoxError, "order"),
        ("slips.csv", lambda text: text.replace('"差,另附"', "满意"), DamagedBoxError, "row"),
        ("slips.csv", lambda text: text.replace('""', "", 1), DamagedBoxError, "form"),
        ("slips.csv", lambda text: text + "\n", DamagedBoxError, "row"),
        ("receipts.csv", lambda text: text + "ZZZZ-ZZZZ\n", DifferentBoxError, "receipts"),
        ("receipts.csv", lambda text: text[:8] + text[8:18] * 2 + text[18:], DamagedBoxError,
         "order"),
        ("tally.csv", lambda text: text.replace(",1\n", ",2\n", 1), DifferentBoxError, "tally"),
        ("tally.csv", lambda text: text + "B-9,1,9\n", DifferentBoxError, "tally"),
        ("paper.json", lambda text: text.replace('"trim": 0', '"trim": 9'), DifferentBoxError,
         "trim"),
        ("paper.json", lambda text: text.replace('"trim": 0', '"trim": -1'), DamagedBoxError,
         "archive"),
        ("paper.json", lambda text: text.replace('"void"', '"spoiled"'), DamagedBoxError,
         "archive"),
        ("paper.json", lambda text: text.replace('"top": 1', '"top": 1e9'), DamagedBoxError,
         "archive"),
    ],
)  # fmt: skip
def test_what_does_not_follow_is_named(
    file: str, change: Callable[[str], str], kind: type[BoxError], code: str
) -> None:
    with pytest.raises(kind) as found:
        verify(renewed(grade_round().box, file, change))
    assert found.value.code == code, found.value
    assert found.value.text("zh") != ""


def test_a_package_of_another_kind_and_a_file_too_many_are_no_box() -> None:
    box = grade_round().box
    with zipfile.ZipFile(io.BytesIO(box)) as held:
        files = {name: held.read(name) for name in held.namelist() if name != "manifest.json"}
    for content, kind in ((files, "scoring-run"), ({**files, "x.csv": b"a\n"}, "ballot-box")):
        with pytest.raises(DamagedBoxError):
            verify(write_package(content, kind=kind, about={}))
    with pytest.raises(DamagedBoxError):
        verify(b"")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the checker as a stranger does: this Python, without site packages."""
    command = [sys.executable, "-I", str(TOOL), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_stranger_counts_by_the_command_line(tmp_path: Path) -> None:
    held = grade_round()
    path = tmp_path / "box.zip"
    path.write_bytes(held.box)
    box = read_box(held.box)
    hexed = digest(held.box, json_manifest(held.box)["hash"])
    asked = run(path, "--language", "zh", "--digest", hexed, "--receipt", box.receipts[0].lower())
    assert asked.returncode == 0, asked.stdout + asked.stderr
    assert "identical 一致：三季度现场测评" in asked.stdout
    assert "摘要与公布的一致" in asked.stdout
    assert "回执在票箱中" in asked.stdout
    told = json.loads(run(path, "--json").stdout)
    assert [Fraction(row["points"]) for row in told["tally"]] == [row.points for row in box.tally]
    assert hexed in run(path).stdout
    wrong = run(path, "--digest", "0" * 64)
    assert (wrong.returncode, "another box" in wrong.stdout) == (1, True)
    absent = run(path, "--receipt", "2222-2222", "--language", "zh")
    assert (absent.returncode, "没有回执" in absent.stdout) == (1, True)
    path.write_bytes(held.box[:-1])
    assert run(path, "--json").returncode == 2
    assert run(tmp_path / "none.zip").returncode == 2


def test_the_page_example_is_counted_alike_by_both() -> None:
    from sanbi.engine.integrity.ballots import Paper, Slip, Turnout, VoterClass, box_bytes
    from tests.engine.integrity.worked_examples import worked_example

    slips, tally = (worked_example("ballot_box.md", name) for name in ("slips", "tally"))
    rows = [line.split(",") for line in slips.splitlines()[1:]]
    box = box_bytes(
        title="Worked by hand",
        period="2026Q3",
        paper=Paper(
            kind=PaperKind.GRADE,
            subjects=("A", "B"),
            classes=(
                VoterClass("leaders", Fraction("0.6")),
                VoterClass("departments", Fraction("0.4")),
            ),
            grades={"good": Fraction(100), "fair": Fraction(80), "poor": Fraction(60)},
        ),
        names={},
        turnout=Turnout({"leaders": 3, "departments": 4}, {"leaders": 3, "departments": 2}),
        slips=[Slip(number, kind, unit, (("", mark),)) for number, kind, unit, _, mark in rows],
        receipts=["2222-2222", "3333-3333", "4444-4444", "5555-5555", "6666-6666"],
    )
    with zipfile.ZipFile(io.BytesIO(box)) as held:
        assert held.read("slips.csv").decode() == slips
        assert held.read("tally.csv").decode() == tally
    assert [row.points for row in verify(box).standings] == [88, 76]
