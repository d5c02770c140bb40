"""The working of a leaf: five lines, from the engine's own explanation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Protocol

from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.explain import Explainer, LeafExplanation, Line
from sanbi.engine.scoring.explain.explanation import SpanKind
from sanbi.engine.scoring.report.html.charts import Drawing
from sanbi.engine.scoring.report.html.cohort_view import CohortView
from sanbi.engine.scoring.report.html.words import Words

Key = tuple[str, str]
MARKS: dict[SpanKind, str] = {"plain": "{}", "input": "<u>{}</u>", "result": "<em>{}</em>"}


@dataclass(frozen=True)
class Working:
    """The working of one leaf and unit.

    ``elsewhere`` is the id of the sheet row that has the lines, where they are the same in another
    group; empty where all five stand here.
    """

    title: str
    rule: str
    lines: Sequence[Line]
    elsewhere: str = ""


def working_markup(name: str, working: Working, columns: int) -> Drawing:
    """The row of a table that shows a working: inputs underlined, the result in bold.

    Most of the page is made of these rows; written here instead of in a template they cost a
    quarter.

    Parameters
        name : id of the row.
        columns : of the table that the row spans.
    """
    lines = "".join(_line_markup(line) for line in working.lines)
    return Drawing(
        f'<tr class="wk" id="{escape(name)}"><td colspan="{columns}"><div class="work">'
        f'<p class="wh"><b>{escape(working.title)}</b> <span>{escape(working.rule)}</span></p>'
        f"<ol>{lines}</ol></div></td></tr>"
    )


def _line_markup(line: Line) -> str:
    spans = "".join(MARKS[span.kind].format(escape(span.text)) for span in line.spans)
    notes = "".join(f"<small>{escape(note)}</small>" for note in line.notes)
    return f"<li><b>{escape(line.label)}</b><p>{spans}{notes}</p></li>"


class Workings(Protocol):
    """Gives the working of a unit's leaf, or None where workings are left out."""

    def of(self, view: CohortView, place: int, key: Key, row: str) -> Working | None:
        """The working of a leaf (id and period) of a unit in a group; ``row`` is its row's id."""


class NoWorkings:
    """Leaves the workings out: too many cells for one page."""

    def of(self, view: CohortView, place: int, key: Key, row: str) -> None:
        """Nothing."""
        del view, place, key, row


@dataclass(frozen=True)
class _First:
    """The working as it was first written, and where."""

    working: Working
    state: str
    row: str


@dataclass
class FullWorkings:
    """Workings of every cell; what is the same in several groups is written once.

    The fifth line compares with the next better unit, which is another in each group; the page
    says that from the row itself.
    """

    explainer: Explainer
    words: Words
    _held: dict[tuple[str, Key], _First] = field(default_factory=dict)

    def of(self, view: CohortView, place: int, key: Key, row: str) -> Working | None:
        """The working of a leaf (id and period) of a unit in a group; ``row`` is its row's id."""
        code, result = view.outcome.codes[place], view.outcome.scores.leaves[key]
        first = self._held.get((code, key))
        if first is not None and _independent(result, place, first):
            return Working("", "", (), first.row)
        said = self.explainer.leaf(code, key[0], view.outcome.cohort.group, key[1])
        working = Working(self._title(said), self._rule(said), said.lines)
        if first is None:
            self._held[code, key] = _First(working, result.state[place], row)
        elif list(first.working.lines[:-1]) == list(said.lines[:-1]):
            return Working("", "", (), first.row)
        return working

    def _title(self, said: LeafExplanation) -> str:
        if said.score is None:
            return self.words("working_none")
        return self.words("working_of", score=said.score.text)

    def _rule(self, said: LeafExplanation) -> str:
        rule = self.words("rule_is", rule=said.rule_label) if said.rule_label else ""
        return f"{rule} · {said.clause}" if said.clause else rule


def _independent(result: LeafResult, place: int, first: _First) -> bool:
    """Whether a leaf is scored over all units, so that its working is the same in every group."""
    return result.leaf.compare_in == "all" and result.state[place] == first.state
