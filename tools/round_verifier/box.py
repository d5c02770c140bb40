"""Strict reading of a sealed box: each of its four files has one way of being written."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from package_verifier.archive import read_archive, read_kind
from package_verifier.faults import DamagedError
from package_verifier.sections import Section, read_json
from round_verifier.faults import DamagedBoxError

KIND = "ballot-box"
PAPER, SLIPS, RECEIPTS, TALLY = "paper.json", "slips.csv", "receipts.csv", "tally.csv"
FILES = (PAPER, RECEIPTS, SLIPS, TALLY)
SLIP_COLUMNS = ("slip", "class", "subject", "criterion", "mark")
KINDS = ("rank", "score", "grade")
NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40}|/[0-9]{1,40})?")
SCORE = re.compile(r"100(?:\.0)?|[0-9]{1,2}(?:\.[0-9])?")
SLIP_NUMBER = re.compile(r"[0-9a-f]{24}")
RECEIPT = re.compile(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}")
QUOTED = re.compile(r'[",\r\n]')


@dataclass(frozen=True)
class Paper:
    """What stood on the ballots, and how they are counted; all numbers exact."""

    kind: str
    names: dict[str, str]  # code → name, in the paper's order
    weights: dict[str, Fraction]  # of classes
    criteria: dict[str, Fraction]  # empty: one mark for each unit
    grades: dict[str, Fraction]
    top: Fraction
    step: Fraction
    trim: int
    whole: bool
    own_counts: bool

    def worth(self, mark: str) -> Fraction | None:
        """Return the points of a mark; None for what is no mark."""
        if self.kind == "grade":
            return self.grades.get(mark)
        if self.kind == "score":
            return Fraction(mark) if SCORE.fullmatch(mark) else None
        if not re.fullmatch("[0-9]{1,4}", mark) or not 1 <= int(mark) <= len(self.names):
            return None
        return self.top - (int(mark) - 1) * self.step


@dataclass(frozen=True)
class Slip:
    """One voter's marks for one unit: (criterion, mark) in the paper's order."""

    number: str
    voter_class: str
    subject: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Box:
    """A box as read; nothing is counted yet."""

    title: str
    period: str
    paper: Paper
    on_roll: dict[str, int]
    cast: dict[str, int]
    void: int
    slips: list[Slip]
    receipts: list[str]
    tally: bytes


def read_box(data: bytes) -> Box:
    """Return a box.

    Raises
        DamagedBoxError  for anything that is not exactly as the page says.
    """
    try:
        kind = read_kind(data)
        files = read_archive(data)
    except DamagedError as fault:
        raise DamagedBoxError("archive", why=fault) from fault
    if kind != KIND:
        raise DamagedBoxError("kind", kind=kind)
    if tuple(files) != FILES:
        raise DamagedBoxError("files", found=", ".join(files), wanted=", ".join(FILES))
    try:
        about = Section(read_json(PAPER, files[PAPER]), PAPER)
        title, period = about.text("title"), about.text("period")
        paper = _paper(_inner(about, "paper"))
        turnout = _inner(about, "turnout")
        on_roll, cast = (_counts(turnout, key, paper) for key in ("on_roll", "cast"))
        void = turnout.count("void", 0)
        turnout.done()
        about.done()
    except DamagedError as fault:
        raise DamagedBoxError("archive", why=fault) from fault
    return Box(
        title, period, paper, on_roll, cast, void,
        _slips(files[SLIPS], paper), _receipts(files[RECEIPTS]), files[TALLY],
    )  # fmt: skip


def lay_csv(rows: Iterable[Sequence[str | None]]) -> bytes:
    """Return the one way in which rows are written; None is an empty field."""
    return "".join(",".join(map(_field, row)) + "\n" for row in rows).encode()


def _field(text: str | None) -> str:
    if text is None:
        return ""
    return '"' + text.replace('"', '""') + '"' if not text or QUOTED.search(text) else text


def _inner(section: Section, key: str) -> Section:
    found = section.section(key)
    if found is None:
        raise section.fault(key, "is missing")
    return found


def _paper(section: Section) -> Paper:
    paper = Paper(
        kind=section.word("kind", KINDS, ""),
        names={code: str(name) for code, name in _pairs(section, "subjects", "code", "name")},
        weights=_numbers(section, "classes", "weight"),
        criteria=_numbers(section, "criteria", "weight"),
        grades=_numbers(section, "grades", "points"),
        top=_number(section, "top"),
        step=_number(section, "step"),
        trim=section.count("trim", 0),
        whole=section.flag("whole", default=True),
        own_counts=section.flag("own_counts", default=False),
    )
    section.count("fewest", 0)
    section.done()
    if not paper.names or not paper.weights or min(paper.weights.values()) <= 0:
        raise section.fault("classes", "units and classes of a weight above zero are needed")
    if paper.criteria and min(paper.criteria.values()) <= 0:
        raise section.fault("criteria", "a weight is not above zero")
    return paper


def _pairs(section: Section, key: str, name: str, value: str) -> list[tuple[str, Any]]:
    found = []
    for item in section.sections(key):
        found.append((item.text(name), item.raw(value)))
        item.done()
    if len({first for first, _ in found}) < len(found):
        raise section.fault(key, "a name stands twice")
    return found


def _numbers(section: Section, key: str, value: str) -> dict[str, Fraction]:
    pairs = _pairs(section, key, "name", value)
    return {name: _exact(section, key, given) for name, given in pairs}


def _number(section: Section, key: str) -> Fraction:
    return _exact(section, key, section.raw(key))


def _exact(section: Section, key: str, given: object) -> Fraction:
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not NUMBER.fullmatch(given):
        raise section.fault(key, f"{given!r} is not a number")
    try:
        return Fraction(given)
    except ZeroDivisionError:
        raise section.fault(key, f"{given!r} is not a number") from None


def _counts(section: Section, key: str, paper: Paper) -> dict[str, int]:
    inner = _inner(section, key)
    counts = {name: inner.count(name, 0) for name in inner.value}
    unknown = sorted(set(counts) - set(paper.weights))
    if unknown:
        raise inner.fault(unknown[0], "is no class of the paper")
    return counts


def _table(file: str, content: bytes, columns: tuple[str, ...]) -> list[list[str]]:
    """Return the rows of a table that has no empty field, the header left out."""
    try:
        text = content.decode("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise DamagedBoxError("place", where=file, why=error) from error
    if not rows or tuple(rows[0]) != columns or lay_csv(rows) != content:
        raise DamagedBoxError("form", file=file)
    for line, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise DamagedBoxError("row", file=file, line=line, why=f"{len(row)} fields")
    return rows[1:]


def _slips(content: bytes, paper: Paper) -> list[Slip]:
    slips: list[Slip] = []
    last: tuple[str, str, str] | None = None
    order = {name: place for place, name in enumerate(paper.criteria or [""])}
    for line, (number, kind, subject, criterion, mark) in enumerate(
        _table(SLIPS, content, SLIP_COLUMNS), start=2
    ):
        why = ""
        if not SLIP_NUMBER.fullmatch(number):
            why = f"{number!r} is no number of a slip"
        elif kind not in paper.weights or subject not in paper.names or criterion not in order:
            why = "class, unit or criterion is not on the paper"
        elif paper.worth(mark) is None:
            why = f"{mark!r} is no mark of this paper"
        if why:
            raise DamagedBoxError("row", file=SLIPS, line=line, why=why)
        key = (number, kind, subject)
        if key == last:
            slips[-1] = Slip(*key, (*slips[-1].marks, (criterion, mark)))
        else:
            slips.append(Slip(*key, ((criterion, mark),)))
        last = key
    numbers = [slip.number for slip in slips]
    in_order = all(
        [order[name] for name, _ in slip.marks] == sorted({order[name] for name, _ in slip.marks})
        and (not paper.whole or len(slip.marks) == len(order))
        for slip in slips
    )
    if numbers != sorted(set(numbers)) or not in_order:
        raise DamagedBoxError("order", file=SLIPS)
    return slips


def _receipts(content: bytes) -> list[str]:
    found = [row[0] for row in _table(RECEIPTS, content, ("receipt",))]
    for line, receipt in enumerate(found, start=2):
        if not RECEIPT.fullmatch(receipt):
            why = f"{receipt!r} is no receipt"
            raise DamagedBoxError("row", file=RECEIPTS, line=line, why=why)
    if found != sorted(set(found)):
        raise DamagedBoxError("order", file=RECEIPTS)
    return found
