"""Rounds drawn from a seed: papers of every kind, ballots, and the box that the engine seals."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.integrity.ballots import (
    Marks,
    Paper,
    PaperKind,
    Turnout,
    VoterClass,
    box_bytes,
    checked,
    cut,
)

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GRADES = {"好": Fraction(100), "较好": Fraction(85), "一般": Fraction(70), "差,另附": Fraction(40)}
WEIGHTS = ("1", "0.3", "0.25", "2", "1/3")


@dataclass(frozen=True)
class Round:
    """A paper, its valid ballots as (class, marks), and the sealed box."""

    paper: Paper
    ballots: list[tuple[str, Marks]]
    void: int
    box: bytes


def drawn_round(seed: int) -> Round:
    """Return the round of a seed: the same on every machine."""
    draw = random.Random(seed)  # noqa: S311 - to be drawn again
    paper = _paper(draw)
    units = [*paper.subjects, *([""] * len(paper.subjects))]
    ballots: list[tuple[str, Marks]] = []
    fewest = 2 * paper.trim + 3  # one more than trimming and the own unit take away
    for held in paper.classes:
        for _ in range(draw.randint(fewest, fewest + 6) if draw.random() < 0.9 else 0):
            own = draw.choice(units) if len(paper.subjects) > 1 and not paper.trim else ""
            ballots.append((held.name, _ballot(draw, paper, own)))
    if not ballots:
        ballots = [(paper.classes[0].name, _ballot(draw, paper, "")) for _ in range(fewest)]
    void = draw.choice((0, 0, 2))
    return Round(paper, ballots, void, sealed(draw, paper, ballots, void))


def sealed(draw: random.Random, paper: Paper, ballots: list[tuple[str, Marks]], void: int) -> bytes:
    """Return the box that the engine seals of these ballots."""
    cast = Counter(name for name, _marks in ballots)
    roll = {name: count + 3 for name, count in cast.items()}
    receipts: set[str] = set()
    while len(receipts) < len(ballots) + void:
        signs = "".join(draw.choices(SIGNS, k=8))
        receipts.add(f"{signs[:4]}-{signs[4:]}")
    return box_bytes(
        title="三季度现场测评",
        period="2026Q3",
        paper=paper,
        names={code: f"{code}镇" for code in paper.subjects},
        turnout=Turnout(roll, dict(cast), void),
        slips=cut(ballots, lambda size: draw.randbytes(size).hex()),
        receipts=receipts,
        hash_name=draw.choice(("sha256", "sm3")),
    )


def _paper(draw: random.Random) -> Paper:
    kind = draw.choice(list(PaperKind))
    classes = draw.sample(["县领导", "部门", "乡镇", "代表"], draw.randint(1, 4))
    names = draw.sample(["速度", "质量", "后劲"], draw.choice((0, 0, 2, 3)))
    whole = draw.random() < 0.6
    return Paper(
        kind=kind,
        subjects=tuple(f"B-{number}" for number in range(draw.randint(1, 7))),
        classes=tuple(VoterClass(name, Fraction(draw.choice(WEIGHTS))) for name in classes),
        criteria={name: Fraction(draw.choice(WEIGHTS)) for name in names},
        grades=GRADES if kind is PaperKind.GRADE else {},
        top=Fraction(draw.choice(("100", "95.5"))),
        step=Fraction(draw.choice(("3", "0.7"))),
        trim=draw.choice((0, 0, 1, 2)) if whole else 0,
        whole=whole,
        own_counts=draw.random() < 0.3,
    )


def _ballot(draw: random.Random, paper: Paper, own: str) -> Marks:
    """Return a valid ballot; few marks to choose from, so that ties are common."""
    barred = own if not paper.own_counts else ""
    subjects = [code for code in paper.subjects if code != barred]
    if not paper.whole:
        subjects = draw.sample(subjects, draw.randint(1, len(subjects)))
    marks: dict[str, dict[str, str]] = {code: {} for code in subjects}
    for name in paper.criterion_names:
        places = draw.sample(range(1, len(paper.subjects) + 1), len(subjects))
        for code, place in zip(subjects, places, strict=True):
            marks[code][name] = {
                PaperKind.RANK: str(place),
                PaperKind.SCORE: draw.choice(("80", "85.5", "90", "100", "0")),
                PaperKind.GRADE: draw.choice(list(GRADES)),
            }[paper.kind]
    return checked(paper, marks, own)
