"""The program whose cheapest answer reaches a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.advice.goals import Barred, Goal, Level, Need
from sanbi.engine.scoring.advice.lines import Lines
from sanbi.engine.scoring.advice.logic import Fact, Logic, Truth
from sanbi.engine.scoring.advice.model import ENDLESS, Model, Solved
from sanbi.engine.scoring.advice.probing import Probed
from sanbi.engine.scoring.advice.walk import ANY, Hit, Walk
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores, score_facts
from sanbi.engine.scoring.evaluation.gating import decide_early, hit, is_late
from sanbi.engine.scoring.evaluation.grading import quota_limits
from sanbi.engine.scoring.figures import Floats
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result

STRICT = 1e-7
SLIGHT = 1e-6  # weight of effort where only nearness counts
UNRANKING = frozenset({"unranked", "rank_last"})
GRADING = frozenset({"cap_grade", "downgrade", "lowest_grade"})


@dataclass(frozen=True)
class Standings:
    """What does not change from try to try: the cohort scored before gates, and their effects."""

    scorer: CohortScorer
    before: Scores

    @staticmethod
    def of(result: Result, group: str) -> Standings:
        """Score the cohort before gates."""
        scorer = CohortScorer(result.run, outcome_of(result, group).cohort, {})
        return Standings(scorer, scorer.score())


class Problem:
    """A program for one unit and goal.

    Raises `Barred` when built where a gate that no figure moves is in the way.
    """

    def __init__(
        self,
        result: Result,
        unit: str,
        group: str,
        probed: Probed,
        standings: Standings,
        goal: Goal,
        level: Level,
        deficit: float = 0.0,
    ) -> None:
        self.result, self.goal, self.level, self.deficit = result, goal, level, deficit
        self.outcome = outcome_of(result, group)
        self.place = self.outcome.codes.index(unit)
        self.probed, self.scorer, self.before = probed, standings.scorer, standings.before
        self.sign = 1.0 if result.scheme.better == "high" else -1.0
        self.model = Model()
        self._levers()
        self.walk = Walk(
            self.model,
            probed,
            self.scorer,
            self.before,
            self.outcome.scores,
            self.place,
            self.anything,
        )
        known = score_facts(self.before, result.run)
        self.logic = Logic(self.model, self.scorer, self.place, known, self.fact)
        self.hits = self._hits() if result.scheme.gates else []
        self.total = self.walk.total(self.hits, self._applied)
        self.caught: dict[int, int] = {}
        self.asked: list[int] = []  # rows that ask for the goal itself
        self._ask()

    @property
    def exact(self) -> bool:
        """Whether the program leaves out no plan: then its bound is proof."""
        return not (
            self.walk.bent
            or self.probed.shared
            or self.logic.held
            or self.result.scheme.ties.method == "dense"
        )

    def solve(self, seconds: float) -> Solved | None:
        """The cheapest plan."""
        return self.model.solve(seconds)

    def nearest(self, seconds: float) -> Solved | None:
        """The plan with the fewest rivals ahead, or the best total; effort hardly counts."""
        cost = [SLIGHT * effort for effort in self.model.cost]
        for column in self.caught.values():
            cost[column] -= 1.0
        if not self.caught:
            for column, by in self.total.terms(self.place, self.model.blocks).items():
                cost[column] -= self.sign * by
        self.model.cost = cost
        return self.model.solve(seconds, gap=1e-4)

    def relax(self) -> None:
        """Let go of the goal itself, so that `nearest` can tell how near it is."""
        for row in self.asked:
            _, upper, terms = self.model.rows[row]
            self.model.rows[row] = (-ENDLESS, upper, terms)

    def _levers(self) -> None:
        for number, (lever, response) in enumerate(
            zip(self.probed.levers, self.probed.responses, strict=True)
        ):
            self.model.lever(number, response.pieces, lever.effort_of_step)
        self.anything: int | None = None
        if self.result.scheme.precision is not None:
            self.anything = self.model.binary()
            for block in self.model.blocks.values():
                for column in block.pieces:
                    self.model.row(0.0, ENDLESS, {self.anything: 1.0, column: -1.0})

    # -- facts and gates -----------------------------------------------------------------------
    @cached_property
    def _scored_lines(self) -> Mapping[str, Lines]:
        """Scores before gates, by id."""
        self.walk.hits = ()
        self.walk.node(self.result.scheme.tree, self.result.period)
        found = dict(self.walk.nodes)
        for (leaf, period), lines in self.walk.leaves.items():
            if period == self.result.period or leaf not in found:
                found[leaf] = lines
        return found

    def fact(self, name: str) -> Fact | None:
        """A fact that levers may move, as lines; None for any other."""
        if name.startswith("score."):
            lines = self._scored_lines.get(name.removeprefix("score."))
            if lines is None:
                return None
            low, high = self.model.spans(lines)
            terms = lines.terms(self.place, self.model.blocks)
            constant = float(lines.constant[self.place])
            return Fact(terms, constant, float(low[self.place]), float(high[self.place]))
        value = self.probed.facts.get(name)
        if value is None:
            return None
        return self._figure_fact(name, value)

    def _figure_fact(self, name: str, value: float) -> Fact | None:
        terms: dict[int, float] = {}
        low = high = value
        for number, response in enumerate(self.probed.responses):
            if name not in response.facts:
                continue
            at = response.facts[name]
            block = self.model.blocks[number]
            ends = [0.0]
            for place, piece in enumerate(response.pieces):
                start, slope = float(piece.at_first[at]), float(piece.slope[at])
                ends += [start, start + slope * (piece.last - piece.first)]
                if place and start:
                    terms[block.pieces[place - 1]] = start
                if block.inside[place] >= 0 and slope:
                    terms[block.inside[place]] = slope
            low, high = low + min(ends), high + max(ends)
        return Fact(terms, value, low, high)

    def _hits(self) -> list[Hit]:
        facts = score_facts(self.before, self.result.run)
        found = []
        for gate in self.result.scheme.gates:
            if is_late(gate.condition):
                continue
            mask = np.asarray(hit(self.scorer, gate, facts), dtype=np.float64)
            met = self.logic.truth(gate.condition, gate.unknown)
            mine = self.logic.opposite(met) if gate.required else met
            found += [Hit(gate.id, effect, mask, mine) for effect in gate.effects]
        return found

    def _applied(self, name: str) -> Truth:
        """Whether an adjustment counts for the unit: its condition, and no gate against it."""
        block = next(item for item in self.result.scheme.adjustments if item.id == name)
        truth = Truth(None, value=True)
        if block.when is not None:
            truth = self.logic.truth(block.when, block.unknown)
        for found in self.hits:
            target = found.effect.target
            if found.effect.effect != "no_bonus":
                continue
            if target == name or (target in {None, "全部", "all"} and block.sign == "add"):
                truth = self.logic.both(truth, self.logic.opposite(found.mine))
        return truth

    # -- the goal ------------------------------------------------------------------------------
    def _ask(self) -> None:
        if self.goal.score is None:
            self._bar(UNRANKING if self.goal.rank is not None else UNRANKING | GRADING)
            self._refuse_unranked()
        need = self._need()
        if need.score is not None:
            self._reach(need.score)
        if need.ahead is not None:
            self._pass_all_but(need.ahead)

    def _bar(self, effects: frozenset[str]) -> None:
        for found in self.hits:
            if found.effect.effect not in effects or not self._harms(found):
                continue
            if found.mine.column is not None:
                self.model.row(0.0, 0.0, {found.mine.column: 1.0})
            elif found.mine.value:
                raise Barred(
                    Phrase("the gate '{gate}' applies, and no figure moves it", gate=found.gate)
                )

    def _harms(self, found: Hit) -> bool:
        """Whether an effect keeps the unit from the grade that it wants."""
        grades = self.result.scheme.grades
        if found.effect.effect != "cap_grade" or grades is None or self.goal.grade is None:
            return True
        return grades.names.index(str(found.effect.to)) > grades.names.index(self.goal.grade)

    def _refuse_unranked(self) -> None:
        """Refuse where the unit has no rank for a reason that is no gate."""
        if self.outcome.ranks.ranked[self.place]:
            return
        gated = decide_early(self.scorer, self.before)
        by_gate = {gate.id for gate in self.result.scheme.gates}
        reasons = [why for mask, why in gated.unranked if mask[self.place]]
        if not reasons or any(why not in by_gate for why in reasons):
            raise Barred(Phrase("the unit is not ranked, and no figure changes that"))

    def _need(self) -> Need:
        if self.goal.rank is not None:
            return Need(ahead=self.goal.rank - 1)
        if self.goal.score is not None:
            return Need(score=self.goal.score)
        grades = self.result.scheme.grades
        if grades is None or self.goal.grade is None:
            raise ValueError("the scheme gives no grades")
        at = grades.names.index(self.goal.grade)
        if grades.by == "score":
            limits = [
                band["min"] if band["min"] is not None else band.get("max") for band in grades.bands
            ]
            limit = limits[at]
            return Need(score=None if limit is None else float(limit))
        quotas = grades.groups.get(self.outcome.cohort.group, grades.quotas)
        ranked = int(self.outcome.ranks.ranked.sum())
        last = quota_limits(quotas, ranked, grades.round)[at]
        least = quotas[at]["min"]
        score = None if least is None else float(least)
        return Need(None if last is None else last - 1, score)

    def _reach(self, score: float) -> None:
        terms = self.total.terms(self.place, self.model.blocks)
        side = {column: self.sign * by for column, by in terms.items()}
        gap = self.sign * (score - float(self.total.constant[self.place]))
        loose, constant = self._slack(self.total.errors, self.total.spare(), [self.place])
        self.asked.append(self._bounded(side, gap, loose, constant, None, ENDLESS))

    def _pass_all_but(self, allowed: int) -> None:
        rivals = self._rivals()
        if self.result.scheme.ties.method == "dense":
            classes: dict[float, list[int]] = {}
            for rival in rivals:
                classes.setdefault(round(float(self.total.constant[rival]), 9), []).append(rival)
        else:
            classes = {float(number): [rival] for number, rival in enumerate(rivals)}
        columns: list[int] = []
        surely = 0
        for members in classes.values():
            caught = self._caught(members)
            if caught is None:
                continue
            if caught < 0:
                surely += 1
            else:
                columns.append(caught)
        need = len(columns) - (allowed - surely)
        if need > 0:
            lower = float(need) if need <= len(columns) else float(len(columns) + 1)
            self.asked.append(self.model.row(lower, ENDLESS, dict.fromkeys(columns, 1.0)))

    def _rivals(self) -> list[int]:
        """Ranked rivals that a total can pass or be passed by: not those put last by a gate."""
        ranked = np.asarray(self.outcome.ranks.ranked, dtype=bool).copy()
        ranked[self.place] = False
        for found in self.hits:
            if found.effect.effect == "rank_last":
                ranked &= found.rivals == 0
        return [int(rival) for rival in np.flatnonzero(ranked)]

    def _caught(self, members: list[int]) -> int | None:
        """A column that says that a class of rivals is caught; None: always, −1: never."""
        low, high = self.model.spans(self.total)
        ends = (low, high) if self.sign > 0 else (-high, -low)
        mine = self.total.terms(self.place, self.model.blocks)
        column: int | None = None
        for rival in members:
            terms = {c: self.sign * by for c, by in mine.items()}
            for c, by in self.total.terms(rival, self.model.blocks).items():
                terms[c] = terms.get(c, 0.0) - self.sign * by
            constant = float(self.total.constant[rival] - self.total.constant[self.place])
            gap = self.sign * constant
            both = [self.place, rival]
            loose, spare = self._slack(self.total.errors, self.total.spare(), both)
            least = float(ends[0][self.place] - ends[1][rival])
            most = float(ends[1][self.place] - ends[0][rival])
            wide = spare + sum(abs(by) for by in loose.values())
            if most + wide < -self.deficit:
                return -1
            if least - wide > STRICT + self.deficit:
                continue
            if column is None:
                column = self.model.binary()
                self.caught[rival] = column
            room = max(0.0, -least) + wide + 1.0 + self.deficit
            self._bounded(terms, gap, loose, spare, column, room)
        return column

    def _slack(
        self, errors: Mapping[int, Floats], spare: Floats, units: list[int]
    ) -> tuple[dict[int, float], float]:
        """Errors of some units together: by column, and in any case."""
        constant = float(sum(spare[unit] for unit in units))
        terms: dict[int, float] = {}
        for lever, row in errors.items():
            wide = float(sum(row[unit] for unit in units))
            if not wide:
                continue
            if lever == ANY and self.anything is not None:
                terms[self.anything] = terms.get(self.anything, 0.0) + wide
            elif lever != ANY and self.model.blocks[lever].moved:
                for column in self.model.blocks[lever].pieces:
                    terms[column] = terms.get(column, 0.0) + wide
            else:
                constant += wide
        return terms, constant

    def _bounded(
        self,
        terms: Mapping[int, float],
        gap: float,
        loose: Mapping[int, float],
        spare: float,
        column: int | None,
        room: float,
    ) -> int:
        """A row: Σ terms ≥ gap, as the level counts errors; only where ``column``, if any, is 1."""
        side = dict(terms)
        if self.level is not Level.PLAIN:
            way = 1.0 if self.level is Level.LOOSE else -1.0
            for c, wide in loose.items():
                side[c] = side.get(c, 0.0) + way * wide
            gap -= way * spare
        gap += self._more()
        if column is not None:
            side[column] = side.get(column, 0.0) - room
            gap -= room
        return self.model.row(gap, ENDLESS, side)

    def _more(self) -> float:
        """How far beyond equal the unit has to be."""
        if self.level is Level.LOOSE:
            return -STRICT / 100
        if self.level is Level.PLAIN:
            return self.deficit
        scheme = self.result.scheme
        equal = scheme.ties.method in {"competition", "dense"} and not scheme.ties.then
        grid = STRICT if scheme.precision is None else 10.0**-scheme.precision / 2
        return self.deficit + (0.0 if equal else grid)
