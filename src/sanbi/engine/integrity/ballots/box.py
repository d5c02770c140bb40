"""The sealed box 封存票箱: a package of slips, receipts and the tally that anyone can recount.

Its three lists are ordered by numbers that were drawn by lot and share no column, so that neither
a receipt nor a place in a list leads to a mark. It holds no time and no name of a voter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sanbi.engine.integrity.ballots.counting import CountFault, Standing, counted
from sanbi.engine.integrity.ballots.paper import Paper, PaperKind, VoterClass
from sanbi.engine.integrity.ballots.slips import FEWEST, Slip
from sanbi.engine.integrity.canonical import json_bytes, read_json
from sanbi.engine.integrity.csv_table import csv_bytes, read_csv
from sanbi.engine.integrity.faults import NotCanonical, PackageError
from sanbi.engine.integrity.hashes import DEFAULT_HASH, HashName
from sanbi.engine.integrity.numerals import fraction_text
from sanbi.engine.integrity.package import read_package, write_package
from sanbi.engine.phrases import Phrase

KIND = "ballot-box"
PAPER_FILE, SLIPS_FILE, RECEIPTS_FILE, TALLY_FILE = (
    "paper.json",
    "slips.csv",
    "receipts.csv",
    "tally.csv",
)
SLIP_COLUMNS = ("slip", "class", "subject", "criterion", "mark")
TALLY_COLUMNS = ("subject", "points", "rank")
RECEIPT_COLUMNS = ("receipt",)
NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40}|/[1-9][0-9]{0,39})?")
"""A number of a paper; a longer one, or one with an exponent, only keeps the reader busy."""
LONGEST = 40
TURNOUT_KEYS = ("on_roll", "cast")


@dataclass(frozen=True)
class Turnout:
    """Voters on the roll, ballots cast and ballots that were void, by class as counted."""

    on_roll: Mapping[str, int]
    cast: Mapping[str, int]
    void: int = 0


@dataclass(frozen=True)
class Box:
    """A sealed box as read and recounted."""

    title: str
    period: str
    paper: Paper
    turnout: Turnout
    names: Mapping[str, str]  # subject → name
    slips: tuple[Slip, ...]
    receipts: tuple[str, ...]
    tally: tuple[Standing, ...]


def box_bytes(
    *,
    title: str,
    period: str,
    paper: Paper,
    names: Mapping[str, str],
    turnout: Turnout,
    slips: Iterable[Slip],
    receipts: Iterable[str],
    hash_name: HashName = DEFAULT_HASH,
) -> bytes:
    """Return the bytes of a sealed box.

    Raises
    ------
    CountFault
        when the slips do not fit the paper, or trimming leaves a class without a mark.
    """
    held = sorted(slips)
    tally = counted(paper, held)
    files = {
        PAPER_FILE: json_bytes(
            {
                "title": title,
                "period": period,
                "paper": _paper_value(paper, names),
                "turnout": {
                    "on_roll": dict(turnout.on_roll),
                    "cast": dict(turnout.cast),
                    "void": turnout.void,
                },
            }
        ),
        SLIPS_FILE: csv_bytes(SLIP_COLUMNS, _slip_rows(held)),
        RECEIPTS_FILE: csv_bytes(RECEIPT_COLUMNS, ([text] for text in sorted(receipts))),
        TALLY_FILE: csv_bytes(TALLY_COLUMNS, _tally_rows(tally)),
    }
    return write_package(files, kind=KIND, hash_name=hash_name, about={"title": title})


def read_box(data: bytes) -> Box:
    """Return a sealed box after counting its slips anew.

    Raises
    ------
    PackageError
        when a byte is damaged, a file is missing or too many, the tally is not that of the slips,
        or they are more or fewer than the ballots that were cast can give.
    """
    package = read_package(data)
    if package.manifest.kind != KIND:
        raise PackageError(
            Phrase(
                "this is no ballot box, but a package of kind '{kind}'", kind=package.manifest.kind
            )
        )
    files = package.files
    wrong = {PAPER_FILE, SLIPS_FILE, RECEIPTS_FILE, TALLY_FILE} ^ set(files)
    if wrong:
        raise PackageError(Phrase("the box lacks {file}, or should not hold it", file=min(wrong)))
    try:
        about: Any = read_json(files[PAPER_FILE])
        paper, names = _paper(about["paper"])
        slips = _slips(files[SLIPS_FILE])
        tally = counted(paper, slips)
        same = csv_bytes(TALLY_COLUMNS, _tally_rows(tally)) == files[TALLY_FILE]
        receipts = _receipts(files[RECEIPTS_FILE])
        turnout = _turnout(about["turnout"], paper)
        _require_turnout(turnout, slips, receipts)
        _require_whole(paper, slips)
        title, period = str(about["title"]), str(about["period"])
    except (NotCanonical, CountFault) as error:
        raise PackageError(Phrase("the box cannot be counted: {error}", error=error)) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackageError("the box cannot be counted: a value is missing or wrong") from error
    if not same:
        raise PackageError(
            Phrase("{tally} is not what {slips} gives", tally=TALLY_FILE, slips=SLIPS_FILE)
        )
    return Box(title, period, paper, turnout, names, slips, receipts, tally)


def _slip_rows(slips: Sequence[Slip]) -> Iterable[tuple[str, ...]]:
    for slip in slips:
        for criterion, mark in slip.marks:
            yield slip.number, slip.voter_class, slip.subject, criterion, mark


def _tally_rows(tally: Iterable[Standing]) -> Iterable[tuple[str | Fraction | int | None, ...]]:
    return ((row.subject, row.points, row.rank) for row in tally)


def _slips(data: bytes) -> tuple[Slip, ...]:
    table = read_csv(data)
    if table.columns != SLIP_COLUMNS:
        raise CountFault(Phrase("{file}: other columns", file=SLIPS_FILE))
    marks: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for number, voter_class, subject, criterion, mark in table.rows:
        key = str(number), voter_class or "", str(subject)
        marks.setdefault(key, []).append((criterion or "", str(mark)))
    found = tuple(Slip(*key, tuple(held)) for key, held in marks.items())
    if len({slip.number for slip in found}) < len(found) or list(found) != sorted(found):
        raise CountFault(Phrase("{file}: a line stands twice, or not in order", file=SLIPS_FILE))
    return found


def _receipts(data: bytes) -> tuple[str, ...]:
    table = read_csv(data)
    if table.columns != RECEIPT_COLUMNS:
        raise CountFault(Phrase("{file}: other columns", file=RECEIPTS_FILE))
    found = tuple(str(row[0]) for row in table.rows)
    if list(found) != sorted(set(found)):
        raise CountFault(Phrase("{file}: a line stands twice, or not in order", file=RECEIPTS_FILE))
    return found


def _turnout(value: Any, paper: Paper) -> Turnout:  # noqa: ANN401 - JSON
    known = {item.name for item in paper.classes}
    on_roll, cast = (
        {name: _count(count) for name, count in value[key].items()} for key in TURNOUT_KEYS
    )
    if not known.issuperset({*on_roll, *cast}):
        raise CountFault(Phrase("the turnout names a class that is not on the paper"))
    return Turnout(on_roll, cast, _count(value["void"]))


def _require_whole(paper: Paper, slips: Sequence[Slip]) -> None:
    if paper.whole and any(len(slip.marks) < len(paper.criterion_names) for slip in slips):
        raise CountFault(Phrase("a slip lacks a criterion"))


def _require_turnout(turnout: Turnout, slips: Sequence[Slip], receipts: Sequence[str]) -> None:
    """Refuse more slips of a class and subject than ballots, and other receipts than ballots."""
    by_line = Counter((slip.voter_class, slip.subject) for slip in slips)
    for (name, subject), count in by_line.items():
        if count > turnout.cast.get(name, 0):
            raise CountFault(
                Phrase(
                    "{subject}, class {name}: more slips than ballots", subject=subject, name=name
                )
            )
    if len(receipts) != sum(turnout.cast.values()) + turnout.void:
        raise CountFault(Phrase("receipts and ballots differ in number"))
    for name, count in turnout.cast.items():
        if count > turnout.on_roll.get(name, 0):
            raise CountFault(Phrase("class {name}: more ballots than people", name=name))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def _number(value: object) -> Fraction:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if isinstance(value, Decimal):
        text = format(value, "f") if abs(value.adjusted()) < LONGEST else ""
    if not NUMBER.fullmatch(text):
        raise ValueError("a number of the paper is none")
    return Fraction(text)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _paper_value(paper: Paper, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kind": str(paper.kind),
        "subjects": [{"code": code, "name": names.get(code, code)} for code in paper.subjects],
        "classes": [{"name": item.name, "weight": item.weight} for item in paper.classes],
        "criteria": [{"name": name, "weight": weight} for name, weight in paper.criteria.items()],
        "grades": [{"name": name, "points": points} for name, points in paper.grades.items()],
        "top": paper.top,
        "step": paper.step,
        "trim": paper.trim,
        "whole": paper.whole,
        "own_counts": paper.own_counts,
        "fewest": FEWEST,
    }


def _paper(value: Any) -> tuple[Paper, dict[str, str]]:  # noqa: ANN401 - JSON
    paper = Paper(
        kind=PaperKind(value["kind"]),
        subjects=tuple(row["code"] for row in value["subjects"]),
        classes=tuple(VoterClass(row["name"], _number(row["weight"])) for row in value["classes"]),
        criteria={row["name"]: _number(row["weight"]) for row in value["criteria"]},
        grades={row["name"]: _number(row["points"]) for row in value["grades"]},
        top=_number(value["top"]),
        step=_number(value["step"]),
        trim=_count(value["trim"]),
        whole=_flag(value["whole"]),
        own_counts=_flag(value["own_counts"]),
    )
    for key, held in (
        ("subjects", set(paper.subjects)),
        ("classes", {item.name for item in paper.classes}),
        ("criteria", paper.criteria),
        ("grades", paper.grades),
    ):
        if len(held) < len(value[key]):
            raise CountFault(Phrase("paper, {key}: a name stands twice", key=key))
    if min((*(item.weight for item in paper.classes), *paper.criteria.values())) <= 0:
        raise CountFault(Phrase("a weight of the paper is not above zero"))
    return paper, {row["code"]: row["name"] for row in value["subjects"]}


def points_text(points: Fraction | None) -> str:
    """Return points as the tally prints them: a decimal, or p/q where none ends; empty for none."""
    return "" if points is None else fraction_text(points)
