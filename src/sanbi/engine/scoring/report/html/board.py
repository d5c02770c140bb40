"""The league table of one cohort: its facts, columns and rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanbi.engine.scoring.report.html.charts import Drawing, deviation_bar, rank_line
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.grounds import Mark, gate_mark
from sanbi.engine.scoring.report.html.marks import mark_or_weight
from sanbi.engine.scoring.report.html.notes import NoteList, data_notes, gate_notes, reward_notes
from sanbi.engine.scoring.report.html.numerals import fixed, median, plain, shown, signed
from sanbi.engine.scoring.report.html.trend import Trend
from sanbi.engine.scoring.result.texts import rank_text

MOST_ROWS = 5000
MOST_A4_COLUMNS = 12


@dataclass(frozen=True)
class Fact:
    """One field of the fact strip."""

    label: str
    value: str
    small: str


@dataclass(frozen=True)
class Move:
    """Change of place: way (up, down, same, none), its words, and the number to sort by."""

    way: str
    text: str
    places: float | None


@dataclass(frozen=True)
class PartCell:
    """A unit's score on one column: text, full number, and the bar from the median."""

    text: str
    value: str
    bar: Drawing


@dataclass(frozen=True)
class Row:
    """One unit of the table."""

    place: int
    code: str
    name: str
    rank: str
    move: Move
    score: str
    value: str
    gap: str
    trend: Drawing | None
    parts: tuple[PartCell, ...]
    adjustments: tuple[str, ...]
    grade: str
    grade_level: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Head:
    """The head of a column of parts: name and full mark or weight."""

    name: str
    small: str


@dataclass(frozen=True)
class Board:
    """A cohort's table."""

    number: int
    group: str
    name: str
    size: int
    ranked: int
    facts: tuple[Fact, ...]
    heads: tuple[Head, ...]
    adjustments: tuple[Head, ...]
    rows: tuple[Row, ...]
    has_change: bool
    change_head: str
    has_grades: bool
    has_marks: bool
    trend: Trend | None
    page: str
    part_width: int
    notes: NoteList
    hits: NoteList | None
    rewards: NoteList | None

    @property
    def cut(self) -> bool:
        """Whether the table leaves units out."""
        return len(self.rows) < self.size


def build_board(view: CohortView, trend: Trend | None) -> Board:
    """The table of a cohort."""
    scheme, words, outcome = view.run.scheme, view.words, view.outcome
    moves = [_move(view, place) for place in range(view.size)]
    marks = [_marks(view, place) for place in range(view.size)]
    order = outcome.ranks.order[:MOST_ROWS]
    has_change = any(move.places is not None for move in moves)
    rows = tuple(_row(view, place, moves[place], marks[place], trend) for place in order)
    heads = tuple(
        Head(view.entry_name(view.entries[place]), mark_or_weight(view, place))
        for place in view.top
    )
    blocks = tuple(
        Head(block.name, "" if block.cap is None else words("cap_is", n=plain(block.cap)))
        for block in scheme.adjustments
    )
    before = previous_label(view)
    columns = 6 + len(heads) + len(blocks) + bool(trend) + (scheme.grades is not None)
    return Board(
        number=view.number,
        group=outcome.cohort.group,
        name=group_name(view),
        size=view.size,
        ranked=len(view.ranked_order),
        facts=_facts(view, moves if has_change else [], marks),
        heads=heads,
        adjustments=blocks,
        rows=rows,
        has_change=has_change,
        change_head=words("change_of", period=before) if before else words("change"),
        has_grades=scheme.grades is not None,
        has_marks=any(marks),
        trend=trend,
        page="A3" if columns > MOST_A4_COLUMNS else "A4",
        part_width=max((len(part.text) for row in rows for part in row.parts), default=4),
        notes=data_notes(view),
        hits=gate_notes(view) if scheme.gates else None,
        rewards=reward_notes(view) if scheme.consequences else None,
    )


def group_name(view: CohortView) -> str:
    """The group's name; the group of all units in the reader's language."""
    cohort = view.outcome.cohort
    if cohort.group == "all" and not view.run.scheme.groups:
        return view.words("all_units")
    return cohort.name


def previous_label(view: CohortView) -> str:
    """The period that ranks are compared with, for readers; empty without one."""
    from sanbi.engine.scoring.evaluation.outcome import run_previous

    label = run_previous(view.run)
    return "" if label is None else view.words.period(label)


def _row(
    view: CohortView, place: int, move: Move, marks: tuple[Mark, ...], trend: Trend | None
) -> Row:
    outcome = view.outcome
    gap = outcome.ranks.gap.at(place)
    grade = outcome.grades[place] or ""
    grades = view.run.scheme.grades
    line = None
    if trend is not None:
        ranks = trend.ranks[place]
        title = trend.line_words(view, place)
        line = rank_line(ranks, trend.size, title) if len(trend.periods) > 2 else None  # noqa: PLR2004
    return Row(
        place=place,
        code=outcome.codes[place],
        name=view.names[place],
        rank=view.rank_texts[place],
        move=move,
        score=view.total_texts[place],
        value=_full_number(view.total_floats[place]),
        gap="" if gap is None else shown(gap, view.digits),
        trend=line,
        parts=tuple(_part(view, entry, place) for entry in view.top),
        adjustments=tuple(_adjusted(view, name, place) for name in outcome.scores.adjustments),
        grade=grade,
        grade_level=grades.names.index(grade) if grades is not None and grade else 99,
        marks=marks,
    )


def _full_number(value: float) -> str:
    return "" if np.isnan(value) else repr(float(value))


def _part(view: CohortView, entry: int, place: int) -> PartCell:
    words, text = view.words, view.texts[entry][place]
    if not text:
        return PartCell("", "", Drawing(""))
    offset = float(view.offsets[entry][place])
    share = offset / view.widest if view.widest > 0 else 0.0
    key = "median_off_total" if view.in_total else "median_off"
    text_off = fixed(offset, view.digits, sign=True)
    same = text_off[0] not in "+\u2212"
    title = words("median_same") if same else words(key, value=text_off)
    better = (offset >= 0) == (view.run.scheme.better == "high")
    bar = deviation_bar(share, title, better=better)
    return PartCell(text, _full_number(view.drawn[entry][place]), bar)


def _adjusted(view: CohortView, name: str, place: int) -> str:
    block = view.outcome.scores.adjustments[name]
    value = block.score[place]
    if block.adjustment.sign == "deduct":
        value = -value
    return signed(value, view.digits)


def _move(view: CohortView, place: int) -> Move:
    words, before = view.words, view.outcome.previous[place]
    if before is None or not view.ranked[place]:
        return Move("none", "", None)
    change = float(before) - float(view.outcome.ranks.rank[place])
    size = rank_text(abs(change))
    if change > 0:
        return Move("up", words("up", n=size), change)
    if change < 0:
        return Move("down", words("down", n=size), change)
    return Move("same", words("same"), 0.0)


def _marks(view: CohortView, place: int) -> tuple[Mark, ...]:
    words, marks = view.words, []
    marks += [gate_mark(view.naming, gate) for gate in view.hits[place]]
    if view.unranked[place]:
        out = not view.outcome.cohort.scope.participates[place]
        key = "mark_left_out" if out else "mark_unranked"
        marks.append(Mark("gray", words(key), view.unranked[place]))
    counted = (
        ("missing", "off", [name for name, _ in view.missing[place]]),
        ("not_applicable", "off", [name for name, _ in view.not_applicable[place]]),
        ("revised", "rev", view.revised_names[place]),
    )
    for kind, look, names in counted:
        if names:
            title = words(f"mark_{kind}_title", names=words.join(names))
            marks.append(Mark(look, words(f"mark_{kind}", n=len(names)), title))
    return tuple(marks)


def _facts(view: CohortView, moves: list[Move], marks: list[tuple[Mark, ...]]) -> tuple[Fact, ...]:
    words = view.words
    out = view.size - len(view.ranked_order)
    small = words("fact_units_of", group=group_name(view))
    if out:
        small = words("fact_units_excluded", n=out)
    facts = [Fact(words("fact_units"), str(len(view.ranked_order)), small)]
    known = view.total_floats[view.ranked]
    if len(known):
        places = view.digits
        full = view.entries[0].item.points
        unit = (
            words("fact_median_leaf", points=plain(full))
            if full is not None
            else words("fact_score")
        )
        facts.append(Fact(words("fact_median"), fixed(median(known), places), unit))
        high, low = float(known.max()), float(known.min())
        ends = words("fact_span_small", high=fixed(high, places), low=fixed(low, places))
        facts.append(Fact(words("fact_span"), fixed(high - low, places), ends))
    if moves:
        ways = [move.way for move in moves]
        counts = {way: ways.count(way) for way in ("up", "down", "same")}
        moved = counts["up"] + counts["down"]
        text = words("fact_moves_units") + words("fact_moves_small", **counts)
        facts.append(Fact(words("fact_moves"), str(moved), text))
    marked = sum(1 for item in marks if item)
    key = "fact_marks_small" if marked else "fact_marks_none"
    facts.append(Fact(words("fact_marks"), str(marked), words(key)))
    return tuple(facts)
