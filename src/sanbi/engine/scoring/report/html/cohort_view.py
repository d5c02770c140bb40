"""What the report computes once for a cohort and every row and sheet then uses."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import round_fraction
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.report.html.charts import BarScale
from sanbi.engine.scoring.report.html.grounds import (
    Figure,
    Naming,
    Revision,
    figures_of,
    gate_hits,
    state_names,
    unranked_reasons,
)
from sanbi.engine.scoring.report.html.numerals import median, shown
from sanbi.engine.scoring.report.html.outline import (
    Entry,
    Floats,
    Worth,
    column_of,
    first_level,
    inferred_marks,
    leaf_entries,
    score_floats,
    worth,
)
from sanbi.engine.scoring.report.html.words import Words
from sanbi.engine.scoring.result.texts import rank_text


@dataclass(frozen=True)
class CohortView:
    """One cohort with everything that is shared by its rows and sheets.

    ``number`` is its place in the report, for ids; sequences run over the cohort's units.
    """

    run: Evaluation
    outcome: CohortOutcome
    naming: Naming
    entries: tuple[Entry, ...]
    revisions: dict[tuple[str, str, str], Revision]
    number: int

    @property
    def words(self) -> Words:
        """The words of the report's language."""
        return self.naming.words

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.outcome.codes)

    @property
    def digits(self) -> int | None:
        """Decimals of totals and nodes."""
        return self.run.scheme.precision

    @cached_property
    def names(self) -> list[str]:
        """Names of the units."""
        return [self.run.names[code] for code in self.outcome.codes]

    @cached_property
    def rank_texts(self) -> list[str]:
        """Places as written, empty without a rank."""
        return [rank_text(float(rank)) for rank in self.outcome.ranks.rank]

    @cached_property
    def ranked(self) -> Any:  # noqa: ANN401 - a mask
        """Mask of the ranked units."""
        return np.asarray(self.outcome.ranks.ranked, dtype=bool)

    @cached_property
    def ranked_order(self) -> tuple[int, ...]:
        """The ranked units as the table shows them."""
        return tuple(place for place in self.outcome.ranks.order if self.ranked[place])

    # scores -----------------------------------------------------------------------------------
    @cached_property
    def total_floats(self) -> Floats:
        """Totals for drawing."""
        published = self.outcome.scores.published
        return np.full(self.size, np.nan) if published is None else score_floats(published)

    def total(self, place: int) -> Any:  # noqa: ANN401 - a number or None
        """The published total of a unit, None where there is none."""
        published = self.outcome.scores.published
        if published is None or not published.present[place]:
            return None
        return published.values[place]

    def total_lost(self, place: int) -> Any:  # noqa: ANN401 - a number or None
        """Full mark of the tree minus the published total; None with bonus or deduction."""
        full, total = float(self.full[0][place]), self.total(place)
        if total is None or np.isnan(full) or self.outcome.scores.adjustments:
            return None
        return self.run.arithmetic.constant(Fraction(str(full))) - total

    @cached_property
    def total_texts(self) -> list[str]:
        """Published totals as the page shows them."""
        totals = [self.total(place) for place in range(self.size)]
        return ["" if total is None else shown(total, self.digits) for total in totals]

    @cached_property
    def drawn(self) -> tuple[Floats, ...]:
        """Scores of every entry for drawing, NaN where there is none."""
        return tuple(score_floats(column_of(self.outcome, entry)) for entry in self.entries)

    @cached_property
    def full(self) -> tuple[Floats, ...]:
        """Full marks of every entry for drawing, NaN where there is none."""
        return inferred_marks(self.outcome, self.entries)

    @cached_property
    def worth(self) -> Worth:
        """What a point of each entry is worth in the total."""
        return worth(self.run, self.outcome, self.entries)

    def entry_digits(self, entry: Entry) -> int | None:
        """Decimals of an entry's score."""
        own = getattr(entry.item, "precision", None)
        return self.digits if own is None else own

    def entry_text(self, entry: Entry, value: Any) -> str:  # noqa: ANN401 - a number
        """A score as shown: a leaf's as published, a node's to the decimals of the total.

        Nodes are mostly not rounded (round_at); their whole numbers stand in the cell's data.
        """
        digits = self.entry_digits(entry)
        if entry.is_leaf or digits is None:
            return shown(value, digits)
        return shown(round_fraction(Fraction(value), digits, self.run.scheme.rounding), digits)

    @cached_property
    def texts(self) -> tuple[list[str], ...]:
        """Scores of every entry as shown, empty where there is none."""
        found = []
        for entry in self.entries:
            column = column_of(self.outcome, entry)
            pairs = zip(column.values.tolist(), column.present.tolist(), strict=True)
            found.append([self.entry_text(entry, value) if held else "" for value, held in pairs])
        return tuple(found)

    @cached_property
    def lost(self) -> tuple[list[Any], ...]:
        """Full mark minus score of every entry, exactly; None without full mark or score."""
        return tuple(
            self._leaf_lost(entry) if entry.is_leaf else self._node_lost(place, entry)
            for place, entry in enumerate(self.entries)
        )

    def _leaf_lost(self, entry: Entry) -> list[Any]:
        result = self.outcome.scores.leaves[entry.key]
        if result.points is None:
            return [None] * self.size
        lost = (result.points - result.score.values).tolist()
        pairs = zip(lost, result.score.present.tolist(), strict=True)
        return [value if held else None for value, held in pairs]

    def _node_lost(self, index: int, entry: Entry) -> list[Any]:
        column, full = column_of(self.outcome, entry), self.full[index]
        if np.isnan(full).any():
            return [None] * self.size
        marks = self.run.arithmetic.array([Fraction(str(mark)) for mark in full])
        pairs = zip((marks - column.values).tolist(), column.present.tolist(), strict=True)
        return [value if held else None for value, held in pairs]

    def node_lost_text(self, entry: Entry, place: int, index: int) -> str:
        """Full mark minus the score of a node as shown, so that the two add up on the page."""
        digits, score = self.entry_digits(entry), self.columns[index].values[place]
        if digits is None:
            return shown(self.lost[index][place], None)
        written = round_fraction(Fraction(score), digits, self.run.scheme.rounding)
        full = Fraction(str(self.full[index][place]))
        return self.entry_text(entry, full - written)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Published scores of every entry."""
        return tuple(column_of(self.outcome, entry) for entry in self.entries)

    @cached_property
    def in_total(self) -> bool:
        """Whether parts are shown in points of the total, because they count by weight."""
        return self.worth.additive and self.worth.weighted

    # columns of the table -----------------------------------------------------------------------
    @cached_property
    def top(self) -> tuple[int, ...]:
        """Entries that the table shows as columns."""
        return first_level(self.entries)

    @cached_property
    def medians(self) -> dict[int, float]:
        """Median score of the ranked units for each column."""
        held = {}
        for place in self.top:
            values = self.drawn[place][self.ranked]
            values = values[~np.isnan(values)]
            held[place] = median(values) if len(values) else float("nan")
        return held

    @cached_property
    def offsets(self) -> dict[int, Floats]:
        """How far each unit lies from the median, in points of the total."""
        return {
            place: (self.drawn[place] - median) * self.worth.factor[place]
            for place, median in self.medians.items()
        }

    @cached_property
    def widest(self) -> float:
        """The largest distance from a median in any column: the end of the one scale."""
        drawn = [values[self.ranked & ~np.isnan(values)] for values in self.offsets.values()]
        sizes = [np.abs(values).max() for values in drawn if len(values)]
        return float(max(sizes, default=0.0))

    # neighbours -------------------------------------------------------------------------------
    @cached_property
    def ahead(self) -> dict[int, int]:
        """For each ranked unit the one of the next better place."""
        found: dict[int, int] = {}
        for before, place in pairwise(self.ranked_order):
            same = self.rank_texts[before] == self.rank_texts[place]
            if same and before in found:
                found[place] = found[before]
            elif not same:
                found[place] = before
        return found

    @cached_property
    def behind(self) -> dict[int, int]:
        """For each ranked unit the one of the next worse place."""
        found: dict[int, int] = {}
        backwards = self.ranked_order[::-1]
        for after, place in pairwise(backwards):
            same = self.rank_texts[after] == self.rank_texts[place]
            if same and after in found:
                found[place] = found[after]
            elif not same:
                found[place] = after
        return found

    @cached_property
    def tied(self) -> dict[str, list[int]]:
        """Units by place as written."""
        held: dict[str, list[int]] = {}
        for place in self.ranked_order:
            held.setdefault(self.rank_texts[place], []).append(place)
        return held

    @cached_property
    def neighbours(self) -> dict[int, tuple[int, ...]]:
        """For each ranked unit up to three in the places around it, two of them better."""
        order = self.ranked_order
        found = {}
        for index, place in enumerate(order):
            start = max(0, min(index - 2, len(order) - 4))
            around = [other for other in order[start : start + 4] if other != place]
            found[place] = tuple(around[:3])
        return found

    @cached_property
    def kinds(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Kinds of data that each leaf takes."""
        results = self.outcome.scores.leaves
        return {
            key: self.naming.kinds(result.leaf, self.figures[key])
            for key, result in results.items()
        }

    @cached_property
    def rewards(self) -> list[list[str]]:
        """Rewards and accountability of each unit, in words."""
        held: list[list[str]] = [[] for _ in self.outcome.codes]
        for place, name, text in self.outcome.consequences:
            head = self.consequence_names.get(name, name)
            held[place].append(text if text == head else f"{head}{self.words('colon')}{text}")
        return held

    @cached_property
    def consequence_names(self) -> dict[str, str]:
        """Consequence id → name."""
        return {item.id: item.name for item in self.run.scheme.consequences}

    # leaves -------------------------------------------------------------------------------------
    @cached_property
    def leaves(self) -> tuple[tuple[int, Entry], ...]:
        """The leaves of the tree with their places in the outline."""
        return tuple(leaf_entries(self.entries))

    @cached_property
    def places(self) -> tuple[list[int | None], ...]:
        """Place of every entry's score among the ranked units; equal scores share it."""
        return tuple(_places(values, self.ranked, self.run.scheme.better) for values in self.drawn)

    @cached_property
    def scale(self) -> BarScale:
        """The one scale of all won/lost bars."""
        low, high = 0.0, 0.0
        shown_units = self.ranked if self.ranked.any() else np.ones(self.size, dtype=bool)
        for place, _ in self.leaves:
            factor = self.worth.factor[place]
            for values in (self.drawn[place] * factor, self.full[place] * factor):
                known = values[~np.isnan(values) & shown_units]
                if len(known):
                    low, high = min(low, float(known.min())), max(high, float(known.max()))
        return BarScale(low, high)

    @cached_property
    def figures(self) -> dict[tuple[str, str], tuple[Figure, ...]]:
        """Names and periods of the figures that each leaf takes."""
        return {
            key: figures_of(self.run, result) for key, result in self.outcome.scores.leaves.items()
        }

    def revised(self, code: str, key: tuple[str, str]) -> bool:
        """Whether a figure of this leaf was revised for the unit."""
        return bool(self.revisions) and any(
            (code, name.removesuffix(".target"), period) in self.revisions
            for name, period in self.figures[key]
        )

    # remarks ------------------------------------------------------------------------------------
    @cached_property
    def hits(self) -> list[Any]:
        """Gates and vetoes that touched each unit."""
        return gate_hits(self.outcome, self.naming)

    @cached_property
    def missing(self) -> list[list[tuple[str, str]]]:
        """Missing leaves of each unit: name and what was done."""
        return state_names(self.outcome, self.naming, "missing")

    @cached_property
    def not_applicable(self) -> list[list[tuple[str, str]]]:
        """Leaves that do not apply to each unit: name and what was done."""
        return state_names(self.outcome, self.naming, "not_applicable")

    @cached_property
    def unranked(self) -> list[str]:
        """Why each unit has no rank, empty for the ranked."""
        return unranked_reasons(self.run, self.outcome, self.naming)

    @cached_property
    def revised_names(self) -> list[list[str]]:
        """Revised leaves of each unit."""
        if not self.revisions:
            return [[] for _ in self.outcome.codes]
        keys = list(self.outcome.scores.leaves)
        return [
            [self.naming.items.get(key[0], key[0]) for key in keys if self.revised(code, key)]
            for code in self.outcome.codes
        ]

    # words --------------------------------------------------------------------------------------
    def entry_name(self, entry: Entry) -> str:
        """The name of an entry, with its period where the same item stands several times."""
        if not entry.dated:
            return entry.item.name
        period = self.words.period(entry.period)
        return f"{entry.item.name} · {period}"


def _places(values: Floats, ranked: Any, better: str) -> list[int | None]:  # noqa: ANN401 - mask
    """Competition places of the ranked units' values."""
    key = -values if better == "high" else values
    known = ranked & ~np.isnan(values)
    ordered = np.sort(key[known])
    found = np.searchsorted(ordered, key, side="left") + 1
    return [int(place) if held else None for place, held in zip(found, known, strict=True)]
