"""Walks the scheme's tree in lines: from the leaves' answers to every unit's total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.advice.lines import Lines, Mask
from sanbi.engine.scoring.advice.logic import Truth
from sanbi.engine.scoring.advice.model import Model
from sanbi.engine.scoring.advice.probing import LeafKey, Probed, floats_of
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores
from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.figures import Floats
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.replay.aggregates import combined, rounded_floats
from sanbi.engine.scoring.scheme.model import Effect, Leaf, Node

FEW = 150  # pieces of all levers up to which every rounding is a column of its own
ANY = -1  # the pseudo-lever of errors that count when anything is moved
NUDGE = 1e-6
STRAIGHT = frozenset({"sum", "weighted", "fold"})


@dataclass(frozen=True)
class Hit:
    """An effect of a gate: the rivals it concerns as things stand, and whether the unit."""

    gate: str
    effect: Effect
    rivals: Floats
    mine: Truth


@dataclass(frozen=True)
class Part:
    """A child: its lines, who has it, its weight and points, and whether it stays on the grid."""

    name: str
    lines: Lines
    present: Floats
    weight: Floats
    points: Floats | None
    gridded: bool


class Walk:
    """Lines of leaves, nodes, adjustments and totals of one cohort.

    Parameters
        model : takes the columns that caps and gates need.
        probed : how the leaves answer.
        scorer, before : the cohort as it stands, scored before gates.
        standing : the cohort's scores as they stand, gates put in.
        place : of the unit.
        anything : binary column, 1 where any lever is moved; None where nothing is rounded.
    """

    def __init__(
        self,
        model: Model,
        probed: Probed,
        scorer: CohortScorer,
        before: Scores,
        standing: Scores,
        place: int,
        anything: int | None,
    ) -> None:
        self.model, self.probed, self.scorer, self.before = model, probed, scorer, before
        self.standing, self.place = standing, place
        self.run, self.size = scorer.run, scorer.scope.size
        self.anything = anything
        self.exact = sum(len(found.pieces) for found in probed.responses) <= FEW
        self.hits: Sequence[Hit] = ()
        self.bent: set[str] = set()  # nodes whose mean is no straight function
        self.nodes: dict[str, Lines] = {}
        self.leaves: dict[LeafKey, Lines] = {}
        places = 10.0 ** -(self.run.scheme.precision or 0)
        self.grid = places if self.run.scheme.precision is not None else 0.0

    # -- totals --------------------------------------------------------------------------------
    def total(self, hits: Sequence[Hit], applied: Callable[[str], Truth]) -> Lines:
        """The totals that units are ranked by.

        ``hits`` are the effects of gates; ``applied`` says of an adjustment whether it counts for
        the unit.
        """
        self.hits = hits
        root = self.node(self.run.scheme.tree, self.run.period)
        lines, gridded = root.lines, root.gridded
        for block in self.run.scheme.adjustments:
            sign = 1.0 if block.sign == "add" else -1.0
            added = self._adjustment(block.id, applied(block.id))
            lines = lines.plus(added.times(sign))
        for hit in hits:
            if hit.effect.effect == "cap_total":
                lines = self._hit(lines, hit, float(Fraction(str(hit.effect.to))))
        lines = self._limited(lines, *self.run.scheme.total_limits)
        if self.run.scheme.rank_on == "published" and self.run.scheme.rounds_at("total"):
            return self._rounded(lines, self.standing_total(), gridded=gridded)
        return lines

    def standing_total(self) -> Floats:
        """The published totals as they stand, gates included."""
        if self.standing.published is None:
            raise TypeError("totals come before advice")
        return np.nan_to_num(floats_of(self.standing.published))

    def _adjustment(self, name: str, applied: Truth) -> Lines:
        block = self.before.adjustments[name]
        lines = Lines(np.zeros(self.size))
        for leaf in block.adjustment.items:
            part = self.leaf(leaf, self.run.period)
            lines = lines.plus(part.lines.taken(part.present, np.zeros(self.size)))
        lines = self._limited(lines, None, block.adjustment.cap)
        standing = self.standing.adjustments[name].applied.astype(np.float64)
        keep = standing.copy()
        keep[self.place] = 1.0
        lines = lines.taken(keep, np.zeros(self.size))
        if applied.column is not None:
            return self.model.switched(lines, self.place, applied.column)
        return lines if applied.value else self._without(lines)

    def _without(self, lines: Lines) -> Lines:
        keep = np.ones(self.size)
        keep[self.place] = 0.0
        return lines.taken(keep, np.zeros(self.size))

    # -- nodes ---------------------------------------------------------------------------------
    def node(self, node: Node, period: str) -> Part:
        """A node and everything below it."""
        if node.over is None:
            return self._kept(node, period, *self._children(node, period))
        listed = node.over.periods
        labels = sub_periods(period, listed) if isinstance(listed, str) else listed
        weights = node.over.weights or (Fraction(1),) * len(labels)
        parts = []
        for label, weight in zip(labels, weights, strict=True):
            part = self._kept(node, label, *self._children(node, label), limits=False)
            share = np.full(self.size, float(weight))
            lines = part.lines.times(float(weight)) if node.over.aggregate == "sum" else part.lines
            parts.append(Part(label, lines, part.present, share, share, part.gridded))
        lines, present = self._mean(node.over.aggregate, node, parts)
        gridded = all(part.gridded for part in parts) and node.over.aggregate == "sum"
        return self._kept(node, period, lines, present, gridded)

    def _children(self, node: Node, period: str) -> tuple[Lines, Floats, bool]:
        parts = []
        for child in node.children:
            weight = _row(weight_of(self.run, child, self.scorer.scope), self.size)
            if isinstance(child, Node):
                inner = self.node(child, period)
                points = None if child.points is None else np.full(self.size, float(child.points))
                lines, present, gridded = inner.lines, inner.present, inner.gridded
            else:
                leaf = self.leaf(child, period)
                lines, present, points, gridded = (
                    leaf.lines,
                    leaf.present,
                    leaf.points,
                    leaf.gridded,
                )
            parts.append(Part(child.id, lines, present, weight, points, gridded))
        lines, present = self._mean(node.aggregate, node, parts)
        if node.min_share is not None:
            count = sum((part.present for part in parts), np.zeros(self.size))
            present = present * (count >= float(node.min_share) * len(parts) - NUDGE)
        whole = all(part.present.all() for part in parts)
        gridded = whole and node.aggregate == "sum" and all(part.gridded for part in parts)
        return lines, present, gridded

    def _mean(self, how: str, node: Node, parts: Sequence[Part]) -> tuple[Lines, Floats]:
        present = np.max([part.present for part in parts], axis=0)
        nothing = np.zeros(self.size)
        held = [part.lines.taken(part.present, nothing) for part in parts]
        if how == "sum":
            lines = _total(held)
            if not all(part.present.all() for part in parts):
                points = [nothing if part.points is None else part.points for part in parts]
                whole = sum(points, nothing)
                known = sum((p * q.present for p, q in zip(points, parts, strict=True)), nothing)
                lines = lines.times(np.where(known > 0, whole / np.where(known, known, 1), 0.0))
            return lines, present
        if how not in STRAIGHT:
            self.bent.add(node.id)
            return self._tangent(node, parts), present
        weight = sum((part.weight * part.present for part in parts), nothing)
        share = np.where(weight > 0, 1 / np.where(weight, weight, 1), 0.0)
        scaled = []
        for part, lines in zip(parts, held, strict=True):
            by = part.weight * share
            if how == "fold" and part.points is not None:
                full = float(node.points) if node.points is not None else 100.0
                by = by * full / part.points
            scaled.append(lines.times(by))
        return _total(scaled), present * (weight > 0)

    def _tangent(self, node: Node, parts: Sequence[Part]) -> Lines:
        """The tangent of a curved mean where the unit stands now."""
        values = [np.where(p.present > 0, p.lines.constant, np.nan)[None, :] for p in parts]
        weights = [part.weight[None, :] for part in parts]
        points = [None if part.points is None else part.points[None, :] for part in parts]
        rivals = self.scorer.scope.participates
        base = combined(node, values, weights, points, rivals)[0]
        lines = Lines(np.nan_to_num(base))
        for place, part in enumerate(parts):
            near = list(values)
            near[place] = values[place] + NUDGE
            slope = (combined(node, near, weights, points, rivals)[0] - base) / NUDGE
            change = part.lines.shifted(-part.lines.constant)
            lines = lines.plus(change.times(np.nan_to_num(slope)))
        return lines

    def _kept(
        self,
        node: Node,
        period: str,
        lines: Lines,
        present: Floats,
        gridded: bool,  # noqa: FBT001 - passed on as found
        *,
        limits: bool = True,
    ) -> Part:
        if limits:
            lines = self._limited(lines, node.floor, node.cap)
        if self.run.scheme.rounds_at("node"):
            standing = self.before.nodes[node.id, period].score
            lines = self._rounded(lines, np.nan_to_num(floats_of(standing)), gridded=gridded)
            gridded = True
        if period == self.run.period:
            self.nodes[node.id] = lines
        none = np.zeros(self.size)
        return Part(node.id, lines, present, none, None, gridded)

    # -- leaves --------------------------------------------------------------------------------
    def leaf(self, leaf: Leaf, period: str) -> Part:
        """A leaf's lines, gates put in."""
        key = leaf.id, period
        result = self.before.leaves[key]
        if key not in self.leaves:
            self.leaves[key] = self._leaf_lines(key, floats_of(result.score))
        lines = self.leaves[key]
        for hit in self.hits:
            if hit.effect.target == leaf.id and hit.effect.effect in {"zero_leaf", "cap_leaf"}:
                zero = hit.effect.effect == "zero_leaf"
                lines = self._hit(lines, hit, None if zero else float(Fraction(str(hit.effect.to))))
        points = None if result.points is None else _row(result.points, self.size)
        present = np.asarray(result.score.present, dtype=np.float64)
        none = np.zeros(self.size)
        on_grid = self.run.scheme.rounds_at("leaf") and leaf.precision in {
            None,
            self.run.scheme.precision,
        }
        return Part(leaf.id, lines, present, none, points, on_grid)

    def _leaf_lines(self, key: LeafKey, standing: Floats) -> Lines:
        plain = np.nan_to_num(floats_of(self.probed.outcome.scores.leaves[key].score))
        base = np.nan_to_num(standing)
        rounds = self.run.scheme.rounds_at("leaf")
        digits = self.run.scheme.leaves[key[0]].precision
        grid = self.grid if digits is None else 10.0**-digits
        bent = np.zeros(self.size, dtype=bool)
        lines = Lines(base)
        for lever, response in enumerate(self.probed.responses):
            if key not in response.leaves:
                continue
            where = response.leaves[key]
            answers = np.array([p.at_first[where] for p in response.pieces])
            slopes = np.array([p.slope[where] for p in response.pieces])
            sloped = (slopes != 0).any(axis=0)
            moving = (answers != 0).any(axis=0) | sloped
            if not moving.any():
                continue
            if rounds:
                answers = self._on_grid(answers, plain, base, sloped, digits)
            columns = list(answers[1:])
            columns += [s for s, p in zip(slopes, response.pieces, strict=True) if p.last > p.first]
            wide = np.max([piece.error[where] for piece in response.pieces], axis=0)
            wide = wide + (grid / 2) * sloped if rounds and not self.exact else wide
            block = np.array(columns).T if columns else np.zeros((self.size, 0))
            errors = {lever: wide} if wide.any() else {}
            lines = lines.plus(Lines(np.zeros(self.size), {lever: block}, {}, None, errors))
            bent |= sloped
        if rounds and self.exact and bent.any():
            units = np.flatnonzero(bent).tolist()
            return self.model.rounded(lines, units, grid, self.run.scheme.rounding)
        return lines

    def _on_grid(
        self, answers: Floats, plain: Floats, base: Floats, sloped: Mask, digits: int | None
    ) -> Floats:
        """Answers against the rounded score: rounded where they are flat, else where they begin."""
        places = digits if digits is not None else self.run.scheme.precision or 0
        mode = self.run.scheme.rounding
        down = 10.0**-places / 2 if mode == "down" and not self.exact else 0.0
        flat = rounded_floats(plain + answers, places, mode) - base
        return np.where(sloped, answers + plain - base - down, flat)

    # -- limits, gates, rounding ---------------------------------------------------------------
    def _limited(self, lines: Lines, floor: Fraction | None, cap: Fraction | None) -> Lines:
        everyone = np.ones(self.size)
        if cap is not None:
            lines = self.model.extreme(lines, float(cap), least=True, units=everyone)
        if floor is not None:
            lines = self.model.extreme(lines, float(floor), least=False, units=everyone)
        return lines

    def _hit(self, lines: Lines, hit: Hit, cap: float | None) -> Lines:
        """The lines with an effect put in: a cap, or (None) zero."""
        units = hit.rivals.copy()
        units[self.place] = float(hit.mine.value)
        if cap is None:
            result = lines.taken(units == 0, np.zeros(self.size))
        else:
            result = self.model.extreme(lines, cap, least=True, units=units)
        if hit.mine.column is None:
            return result
        alone = np.zeros(self.size)
        alone[self.place] = 1.0
        if cap is None:
            low = lines.taken(1.0 - alone, np.zeros(self.size))
        else:
            low = self.model.extreme(lines, cap, least=True, units=alone)
        loss = lines.plus(low.times(-1.0)).taken(alone, np.zeros(self.size))
        return result.plus(self.model.switched(loss, self.place, hit.mine.column).times(-1.0))

    def _rounded(self, lines: Lines, standing: Floats, *, gridded: bool) -> Lines:
        """Rounding: what stands while nothing moves, else give or take half a unit."""
        if gridded:
            return lines
        moves = np.asarray(lines.moves(), dtype=np.float64)
        fixed = lines.taken(moves, standing)
        if self.anything is None or not moves.any():
            return fixed
        if self.exact:
            units = np.flatnonzero(moves).tolist()
            return self.model.rounded(fixed, units, self.grid, self.run.scheme.rounding)
        half = self.grid / 2
        offset = (lines.constant - standing) * moves
        if self.run.scheme.rounding == "down":
            offset = offset - half * moves
        more = dict(fixed.more)
        more[self.anything] = more.get(self.anything, np.zeros(self.size)) + offset
        constant = np.where(moves > 0, standing, fixed.constant)
        held = Lines(constant, fixed.blocks, more, fixed.error, fixed.errors)
        return held.wider({ANY: half * moves}, np.zeros(self.size))


def _total(parts: Sequence[Lines]) -> Lines:
    lines = parts[0]
    for part in parts[1:]:
        lines = lines.plus(part)
    return lines


def _row(values: object, size: int | None = None) -> Floats:
    row = np.asarray(values, dtype=np.float64)
    return row if size is None else np.broadcast_to(row, (size,)).copy()
