"""What an explanation holds: plain parts that a page, a terminal or a sheet lays out.

Numbers come as `Shown`, the number and its text. Texts are in the language asked for and carry a
true minus sign (−); nothing in them needs escaping beyond what every text needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Language = Literal["zh", "en"]
SpanKind = Literal["plain", "input", "result"]
Step = Literal["inputs", "rule", "substitution", "rounding", "loss"]
STEPS: tuple[Step, ...] = ("inputs", "rule", "substitution", "rounding", "loss")


class ExplainError(ValueError):
    """A unit, group, leaf or period that the result does not hold; the text lists what it has."""


@dataclass(frozen=True)
class Shown:
    """A number and how it is written: the score 86.63, the change −1."""

    value: Fraction | float | int
    text: str


@dataclass(frozen=True)
class Span:
    """A piece of a line: plain words, an input (underlined on a page), or the result (bold)."""

    kind: SpanKind
    text: str


@dataclass(frozen=True)
class Line:
    """One of the five lines of a working.

    Parameters
        step : which of the five: inputs 取数, rule 规则, substitution 代入, rounding 取整,
            loss 失分.
        label : the step in the reader's language.
        spans : the line itself, in pieces.
        notes : further sentences in smaller type: source, release, version, why.
    """

    step: Step
    label: str
    spans: tuple[Span, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line as plain text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class SourceFigure:
    """One figure that went into a score.

    Parameters
        code, name : of the indicator, units column, item, assessor or electorate.
        period : canonical label, "" for a units column.
        value : None where it is missing.
        kind : official, dispatch, department, supervision, other, coefficient, target, event,
            rating or ballot.
        kind_label : the same for readers: 统计数据, 调度数据 …; "" where there is nothing to mark.
        version : "" where the data name none.
        revised : whether the data mark it as corrected after it was final.
    """

    code: str
    name: str
    period: str
    period_label: str
    value: Shown | None
    measure: str
    kind: str
    kind_label: str
    owner: str = ""
    version: str = ""
    source: str = ""
    revised: bool = False
    note: str = ""


@dataclass(frozen=True)
class GateHit:
    """A gate or veto that touched the unit.

    Parameters
        kind : gate, veto or exclusion.
        condition : the requirement as written, in words.
        sentence : the verdict with the figures that decided it; "" for a list of units.
        effects : what followed, in words.
    """

    id: str
    name: str
    kind: Literal["gate", "veto", "exclusion"]
    clause: str
    condition: str
    sentence: str
    effects: tuple[str, ...]


@dataclass(frozen=True)
class Neighbour:
    """The unit of the next better (or next worse) place.

    Parameters
        rank : place as written.
        score : its score: of the leaf in a `LeafExplanation`, else its total.
        difference : how far this unit is from it, never negative for a total; for a leaf or part,
            this unit's score minus the neighbour's.
    """

    unit: str
    name: str
    rank: str
    score: Shown | None
    difference: Shown | None


@dataclass(frozen=True)
class LeafExplanation:
    """How one leaf score came about.

    Parameters
        state : scored, missing:OPTION, not_applicable:OPTION or gated:GATE, as in working.csv.
        state_label : the same in a few words, "" when scored.
        lines : the five lines, in order: inputs, rule, substitution, rounding, loss.
        kinds : labels of the kinds of data (统计数据, 测评票 …), each once.
        place, of : competition rank of the leaf's score among the ranked units, and their number;
            place is None where the unit has no score or no rank.
        next_better : the unit of the next better place in the table, with its score on this leaf.
    """

    unit: str
    unit_name: str
    group: str
    group_name: str
    leaf: str
    name: str
    period: str
    period_label: str
    language: Language
    points: Shown | None
    unrounded: Shown | None
    score: Shown | None
    lost: Shown | None
    state: str
    state_label: str
    gates: tuple[GateHit, ...]
    rule: str
    rule_label: str
    clause: str
    kinds: tuple[str, ...]
    figures: tuple[SourceFigure, ...]
    lines: tuple[Line, ...]
    place: int | None
    of: int
    next_better: Neighbour | None

    def line(self, step: Step) -> Line:
        """One of the five lines."""
        return self.lines[STEPS.index(step)]

    def to_text(self) -> str:
        """Write the explanation for a terminal."""
        place = f" · {self.period_label}" if self.period_label else ""
        rows = [f"{self.unit_name} · {self.name}{place}"]
        for line in self.lines:
            rows.append(f"  {line.label}  {line.text}")
            rows += [f"        {note}" for note in line.notes]
        return "\n".join(rows)


@dataclass(frozen=True)
class Part:
    """A node or leaf of the tree in a unit's working, in file order.

    Parameters
        depth : 0 for the root.
        aggregate : how a node is put together, in words; "" for a leaf.
        weight : as stated, None in a plain sum.
        lost : full mark minus score; None without a full mark, and for bonus and deduction.
        lost_in_total : what the loss costs the total, by the weights above the part; None where
            parts are not combined in a straight line (a geometric mean, say).
        versus : for each of `UnitExplanation.neighbours`, this unit's score minus the other's.
        kinds : labels of the data of a leaf; empty for a node.
        place : competition rank of the score among the ranked units of the group.
    """

    id: str
    name: str
    kind: Literal["node", "leaf"]
    depth: int
    period: str
    period_label: str
    points: Shown | None
    weight: Shown | None
    score: Shown | None
    lost: Shown | None
    lost_in_total: Shown | None
    state: str
    state_label: str
    aggregate: str
    kinds: tuple[str, ...]
    revised: bool
    place: int | None
    versus: tuple[Shown | None, ...]


@dataclass(frozen=True)
class AdjustmentPart:
    """A block of bonus or deduction: what its items sum to and what was counted, with the items.

    ``signed`` is what the total gained or lost; ``note`` says why less was counted than scored.
    """

    id: str
    name: str
    sign: Literal["add", "deduct"]
    raw: Shown
    counted: Shown
    signed: Shown
    note: str
    items: tuple[Part, ...]


@dataclass(frozen=True)
class UnitExplanation:
    """How a unit's total, place and grade came about.

    Parameters
        rank : as written; "" for a unit without a rank, then ``unranked`` says why.
        of : number of ranked units in the group.
        change : previous rank minus rank, positive = risen; None when there is nothing before.
        gap : points to the next better place; None for the first.
        neighbours : the unit of the next better place and of the next worse, where they exist.
        parts : every node and leaf in file order, the root first.
        tie : how equal totals were placed; "" where there is no tie.
        grade_reason : the band or quota that gave the grade, and what lowered it.
        consequences : rewards and accountability, in words.
        sentences : all of it as sentences, in reading order.
    """

    unit: str
    name: str
    group: str
    group_name: str
    period: str
    period_label: str
    language: Language
    scheme_title: str
    scheme_version: str
    score: Shown | None
    points: Shown | None
    rank: str
    of: int
    unranked: str
    previous_rank: str
    previous_period_label: str
    change: Shown | None
    gap: Shown | None
    neighbours: tuple[Neighbour, ...]
    parts: tuple[Part, ...]
    adjustments: tuple[AdjustmentPart, ...]
    gates: tuple[GateHit, ...]
    tie: str
    grade: str
    grade_reason: str
    consequences: tuple[str, ...]
    sentences: tuple[str, ...]

    def to_text(self) -> str:
        """Write the explanation for a terminal: one sentence a line."""
        return "\n".join(self.sentences)
