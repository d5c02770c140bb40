"""The parts of a unit's total: nodes, leaves, and blocks of bonus or deduction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.arithmetic import round_fraction
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.cohort import AdjustmentResult
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.explain.contribution import (
    times,
    worth_of_children,
    worth_of_periods,
)
from sanbi.engine.scoring.explain.explanation import AdjustmentPart, GateHit, Part, Shown
from sanbi.engine.scoring.explain.figures import Sources
from sanbi.engine.scoring.explain.leaf_words import state_label
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.phrasing import difference, figure, published, scored
from sanbi.engine.scoring.explain.standing import Standing, number_at, value_at
from sanbi.engine.scoring.explain.substitution.numerals import MINUS
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.scheme.model import Adjustment, Leaf, Node
from sanbi.engine.scoring.scheme.rule_fields import RULES

Worth = Any  # points of the total for one point of a part, None where that is not known
MARK_KINDS = {"events": "event", "ratings": "rating", "ballots": "ballot"}


@dataclass(frozen=True, eq=False)
class PartTeller:
    """Lists the parts of one unit's total."""

    standing: Standing
    naming: Naming
    sources: Sources
    gates: Sequence[GateHit]

    def parts(self) -> tuple[Part, ...]:
        """Return every node and leaf in file order, periods of a roll-up below their node."""
        run = self.standing.run
        return tuple(self._walk(run.scheme.tree, run.period, 0, Fraction(1)))

    def _walk(self, part: Node | Leaf, period: str, depth: int, worth: Worth) -> Iterator[Part]:
        """List a part and all below it; ``worth`` is what its points count in the total."""
        scores = self.standing.outcome.scores
        if isinstance(part, Leaf):
            yield self.leaf(scores.leaves[part.id, period], depth, worth)
            return
        yield self._node(part, period, depth, worth)
        if part.over is None:
            yield from self._below(part, period, depth + 1, worth)
            return
        held = part.over.periods
        labels = sub_periods(period, held) if isinstance(held, str) else held
        for label, share in worth_of_periods(part, labels).items():
            if label != period:
                yield self._node(part, label, depth + 1, times(worth, share))
            yield from self._below(part, label, depth + 2, times(worth, share))

    def _below(self, node: Node, period: str, depth: int, worth: Worth) -> Iterator[Part]:
        shares = worth_of_children(self.standing, node, period)
        for child in node.children:
            yield from self._walk(child, period, depth, times(worth, shares[child.id]))

    def _node(self, node: Node, period: str, depth: int, worth: Worth) -> Part:
        column = self.standing.outcome.scores.nodes[node.id, period].score
        digits = self.standing.run.scheme.precision
        words = self.naming.words
        combined = node.over is not None and period == self.standing.run.period
        key = "over" if combined else node.aggregate
        return self._part(
            node,
            "node",
            period,
            depth,
            worth,
            points=node.points,
            column=column,
            digits=digits,
            state="scored" if column.present[self.standing.row] else "absent",
            aggregate=words.say(f"aggregate.{key}"),
            kinds=(),
            revised=False,
        )

    def leaf(self, result: LeafResult, depth: int, worth: Worth) -> Part:
        """Return a leaf as a part."""
        leaf, row = result.leaf, self.standing.row
        run = self.standing.run
        digits = run.scheme.precision if leaf.precision is None else leaf.precision
        kinds, revised = self._kinds(leaf, result.period)
        points = number_at(result.points, row)
        return self._part(
            leaf,
            "leaf",
            result.period,
            depth,
            worth,
            points=points,
            column=result.score,
            digits=digits,
            state=result.state[row],
            aggregate="",
            kinds=kinds,
            revised=revised,
        )

    def _kinds(self, leaf: Leaf, period: str) -> tuple[tuple[str, ...], bool]:
        """Return the marks of a leaf's data, and whether a figure of this unit was revised."""
        reads = RULES[leaf.rule.type].reads
        kinds = [MARK_KINDS[reads]] if reads in MARK_KINDS else []
        revised = False
        item = self.standing.run.scheme.input_of(leaf)
        codes = (
            [] if item is None else [item.indicator, *(item.formula.names if item.formula else ())]
        )
        for code in filter(None, codes):
            kinds.append(self.naming.told(code, "kind"))
            release = self.sources.releases.get((self.standing.code, code, period))
            revised = revised or (release is not None and release.revised)
        labels = (self.naming.kind_label(kind) for kind in kinds if kind)
        return tuple(dict.fromkeys(label for label in labels if label)), revised

    def _part(
        self,
        part: Node | Leaf,
        kind: Any,  # noqa: ANN401 - node or leaf
        period: str,
        depth: int,
        worth: Worth,
        *,
        points: Any,  # noqa: ANN401 - a number or None
        column: Column,
        digits: int | None,
        state: str,
        aggregate: str,
        kinds: tuple[str, ...],
        revised: bool,
    ) -> Part:
        standing = self.standing
        score = value_at(column, standing.row)
        lost = None
        counted = part.id not in self.naming.signs and standing.run.scheme.better == "high"
        if counted and points is not None and score is not None:
            lost = difference(points, score)
        place, _ = standing.place_of(column)
        words = self.naming.words
        label = words.say("state.absent") if state == "absent" else ""
        return Part(
            id=part.id,
            name=part.name,
            kind=kind,
            depth=depth,
            period=period,
            period_label=words.period(period) if period != standing.run.period else "",
            points=None if points is None else figure(points),
            weight=None if part.weight is None else figure(part.weight),
            score=None if score is None else scored(score, digits),
            lost=None if lost is None else scored(lost, digits),
            lost_in_total=self._in_total(lost, worth),
            state=state,
            state_label=label or state_label(words, state, self.gates),
            aggregate=aggregate,
            kinds=kinds,
            revised=revised,
            place=place,
            versus=tuple(self._versus(column, row, score, digits) for row in self.neighbours()),
        )

    def _in_total(self, lost: Any, worth: Worth) -> Shown | None:  # noqa: ANN401 - number or None
        """Return a loss in points of the total, rounded as published."""
        cost = times(lost, worth)
        if cost is None:
            return None
        digits = self.standing.run.scheme.precision
        if digits is None:
            return figure(cost)
        rounded = round_fraction(Fraction(cost), digits, self.standing.run.scheme.rounding)
        return Shown(cost, published(rounded, digits))

    def neighbours(self) -> list[int]:
        """Return the positions of the units of the next better and the next worse place."""
        return [row for row in (self.standing.better, self.standing.worse) if row is not None]

    def _versus(self, column: Column, row: int, score: Any, digits: int | None) -> Shown | None:  # noqa: ANN401
        other = value_at(column, row)
        return None if other is None or score is None else scored(difference(score, other), digits)

    # bonus and deduction ----------------------------------------------------------------------
    def adjustments(self) -> tuple[AdjustmentPart, ...]:
        """Return the blocks of bonus and deduction in file order."""
        found = self.standing.outcome.scores.adjustments
        return tuple(self._block(result) for result in found.values())

    def _block(self, result: AdjustmentResult) -> AdjustmentPart:
        row, block = self.standing.row, result.adjustment
        digits = self.standing.run.scheme.precision
        raw, counted = result.raw.tolist()[row], result.score.tolist()[row]
        sign = 1 if block.sign == "add" else -1
        leaves = self.standing.outcome.scores.leaves
        period = self.standing.run.period
        signed = scored(sign * counted, digits)
        text = signed.text if signed.text.startswith(MINUS) or not counted else f"+{signed.text}"
        return AdjustmentPart(
            id=block.id,
            name=block.name,
            sign=block.sign,
            raw=scored(raw, digits),
            counted=scored(counted, digits),
            signed=Shown(signed.value, text),
            note=self._note(block, raw, counted, applied=bool(result.applied[row])),
            items=tuple(self.leaf(leaves[leaf.id, period], 0, None) for leaf in block.items),
        )

    def _note(self, block: Adjustment, raw: Any, counted: Any, *, applied: bool) -> str:  # noqa: ANN401
        """Say why less was counted than the items sum to."""
        if raw == counted:
            return ""
        words = self.naming.words
        if not applied:
            return words.say("adjustment.not_applied")
        cap = "" if block.cap is None else words.points(figure(block.cap).text)
        return words.say("adjustment.capped", cap=cap)
