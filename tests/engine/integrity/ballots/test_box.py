"""The sealed box: there and back, and boxes that somebody laid on purpose."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity.ballots import CountFault, PaperKind, Slip, box_bytes, cut, read_box
from sanbi.engine.integrity.ballots.box import KIND, points_text
from sanbi.engine.integrity.canonical import json_bytes
from sanbi.engine.integrity.faults import PackageError
from sanbi.engine.integrity.package import write_package
from tests.engine.integrity.ballots.rounds import drawn_round

SEED = next(
    seed
    for seed in range(1_000)
    if (paper := drawn_round(seed).paper).kind is PaperKind.SCORE
    and paper.criteria
    and len(paper.subjects) > 2
    and not paper.trim
)
BOX = drawn_round(SEED).box


def parts(box: bytes = BOX) -> dict[str, bytes]:
    """The files of a box but the manifest."""
    with zipfile.ZipFile(io.BytesIO(box)) as held:
        return {name: held.read(name) for name in held.namelist() if name != "manifest.json"}


def laid(files: dict[str, bytes], kind: str = KIND) -> bytes:
    """A package whose hashes all fit."""
    return write_package(files, kind=kind, about={})


def with_paper(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The box after a change of paper.json."""
    about = json.loads(parts()["paper.json"], parse_float=Decimal)
    change(about)
    return laid({**parts(), "paper.json": json_bytes(about)})


@given(st.integers(0, 10**9))
def test_what_is_sealed_is_read(seed: int) -> None:
    held = drawn_round(seed)
    box = read_box(held.box)
    assert box.paper == held.paper
    numbers = iter(slip.number for slip in box.slips)
    assert sorted((s.voter_class, s.subject, s.marks) for s in box.slips) == sorted(
        (s.voter_class, s.subject, s.marks) for s in cut(held.ballots, lambda _size: next(numbers))
    )
    assert sum(box.turnout.cast.values()) == len(held.ballots)
    assert len(box.receipts) == len(held.ballots) + held.void
    assert list(box.names) == list(held.paper.subjects)
    assert drawn_round(seed).box == held.box  # same ballots and lots, same bytes


def test_no_word_of_a_box_joins_receipts_and_slips() -> None:
    files = parts()
    receipts = files["receipts.csv"].decode().split("\n")[1:-1]
    assert receipts != []
    for name in ("slips.csv", "tally.csv", "paper.json"):
        assert not any(receipt in files[name].decode() for receipt in receipts)
    assert len({slip.number for slip in read_box(BOX).slips}) == len(read_box(BOX).slips)


@pytest.mark.parametrize(
    "change",
    [
        lambda about: about.pop("title"),
        lambda about: about["paper"].pop("trim"),
        lambda about: about["paper"].update(kind="applause"),
        lambda about: about["paper"].update(trim=-1),
        lambda about: about["paper"].update(trim=True),
        lambda about: about["paper"].update(whole="no"),
        lambda about: about["paper"].update(top="1/0"),
        lambda about: about["paper"].update(top="1e999999999"),
        lambda about: about["paper"].update(top=None),
        lambda about: about["paper"].update(top="9" * 5_000),
        lambda about: about["paper"]["classes"][0].update(weight=0),
        lambda about: about["paper"]["classes"].append(about["paper"]["classes"][0]),
        lambda about: about["paper"]["subjects"].append(about["paper"]["subjects"][0]),
        lambda about: about["paper"]["criteria"].append(about["paper"]["criteria"][0]),
        lambda about: about["paper"]["subjects"].pop(),
        lambda about: about["turnout"].update(void=1_000),
        lambda about: about["turnout"].update(void=-1),
        lambda about: about["turnout"].update(cast={}),
        lambda about: about["turnout"].update(on_roll={}),
        lambda about: about["turnout"]["cast"].update({"路人": 0}),
        lambda about: about.update(turnout=[]),
        lambda about: about["turnout"].update(cast=[]),
    ],
)
def test_a_hostile_paper_is_refused(change: Callable[[dict[str, Any]], object]) -> None:
    with pytest.raises(PackageError):
        read_box(with_paper(change))


def test_a_number_with_a_huge_exponent_is_refused_at_once() -> None:
    files = parts()
    text = files["paper.json"].decode()
    before = json.loads(text)["paper"]["top"]
    huge = text.replace(f'"top": {before}', '"top": 1e400000000')
    assert huge != text
    with pytest.raises(PackageError):
        read_box(laid({**files, "paper.json": huge.encode()}))


def _rows(files: dict[str, bytes], name: str) -> list[str]:
    return files[name].decode().split("\n")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("slips.csv", lambda rows: [rows[0], *rows[2:]]),  # a criterion is gone
        ("slips.csv", lambda rows: [rows[0], rows[1], *rows[1:]]),  # a mark stands twice
        ("slips.csv", lambda rows: [rows[0], rows[-2], *rows[1:-2], ""]),  # out of order
        ("slips.csv", lambda rows: ["a,b,c,d,e", *rows[1:]]),
        ("receipts.csv", lambda rows: ["number", *rows[1:]]),
        ("receipts.csv", lambda rows: [rows[0], rows[1], *rows[1:]]),
        ("receipts.csv", lambda rows: [rows[0], rows[1], rows[1], *rows[3:]]),
        ("receipts.csv", lambda rows: [rows[0], *rows[2:]]),
        ("tally.csv", lambda rows: [rows[0], *rows[2:]]),
        ("tally.csv", lambda rows: [*rows[:-1], "Z,1,1", ""]),
    ],
)
def test_hostile_tables_are_refused(name: str, change: Callable[[list[str]], list[str]]) -> None:
    files = parts()
    changed = "\n".join(change(_rows(files, name))).encode()
    assert changed != files[name]
    with pytest.raises(PackageError):
        read_box(laid({**files, name: changed}))


def test_a_slip_too_many_is_refused_although_the_tally_follows() -> None:
    """Stuffing: a second slip of a class that marked the unit with every ballot."""
    box = read_box(BOX)
    most = max(box.turnout.cast.values())
    subject, name = box.slips[0].subject, box.slips[0].voter_class
    added = tuple(
        Slip(f"{number:024x}", name, subject, box.slips[0].marks) for number in range(most)
    )
    with pytest.raises(PackageError, match="more slips than ballots"):
        read_box(
            box_bytes(
                title=box.title,
                period=box.period,
                paper=box.paper,
                names=box.names,
                turnout=box.turnout,
                slips=(*box.slips, *added),
                receipts=box.receipts,
            )
        )


def test_another_package_or_other_files_are_no_box() -> None:
    files = parts()
    without = {name: held for name, held in files.items() if name != "receipts.csv"}
    for content, kind in ((files, "scoring-run"), (without, KIND), ({**files, "x": b""}, KIND)):
        with pytest.raises(PackageError):
            read_box(laid(content, kind))


def test_slips_that_do_not_fit_are_never_sealed() -> None:
    box = read_box(BOX)
    with pytest.raises(CountFault):
        box_bytes(
            title="",
            period="",
            paper=box.paper,
            names={},
            turnout=box.turnout,
            slips=[Slip("0" * 24, "路人", "B-0", (("", "80"),))],
            receipts=[],
        )


def test_points_are_printed_exactly() -> None:
    found = [
        points_text(points) for points in (None, Fraction(88), Fraction(1, 3), Fraction("0.5"))
    ]
    assert found == ["", "88", "1/3", "0.5"]
