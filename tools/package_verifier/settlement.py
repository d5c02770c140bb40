"""From leaves to the result of one group: gates, adjustments, totals, ranks, grades."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from package_verifier.anchors import Anchors
from package_verifier.conditions import Fact, holds
from package_verifier.consequences import Listed, list_consequences
from package_verifier.effects import UnitEffects, collect, gated_scores
from package_verifier.exact import rounded
from package_verifier.facts import UnitFacts
from package_verifier.faults import RefusedError
from package_verifier.grades import final_grade, first_grades
from package_verifier.leaves import LeafScore, LeafScores
from package_verifier.nodes import LeafSource, Tree
from package_verifier.parts import Adjustment, Leaf, Node, Scheme
from package_verifier.ranking import Contender, Standing, rank
from package_verifier.rule_case import clipped

ZERO = Fraction(0)


@dataclass(frozen=True)
class Total:
    """A unit's total before and after rounding."""

    unrounded: Fraction
    published: Fraction


@dataclass(frozen=True)
class Block:
    """What an adjustment gives to a unit: the sum of its items, and what counts of it."""

    raw: Fraction
    score: Fraction


@dataclass
class Scores:
    """Leaves, nodes and adjustments of a group, before or after gates."""

    tree: Tree
    items: dict[str, dict[str, LeafScore]]
    blocks: dict[str, dict[str, Block]]


@dataclass(frozen=True)
class GroupResult:
    """Everything that the result files hold of one group."""

    group: str
    units: list[str]
    scores: Scores
    totals: Mapping[str, Total]
    standings: Mapping[str, Standing]
    previous: Mapping[str, Fraction | None]
    effects: Mapping[str, UnitEffects]
    grades: Mapping[str, str | None]
    consequences: list[Listed]


class Settlement:
    """Settles one group in one period."""

    def __init__(
        self,
        scheme: Scheme,
        leaves: LeafScores,
        anchors: Anchors,
        group: str,
        period: str,
        previous_period: str | None,
    ) -> None:
        self.scheme = scheme
        self.leaves = leaves
        self.anchors = anchors
        self.cohorts = leaves.cohorts
        self.group = group
        self.period = period
        self.previous_period = previous_period
        self.units = self.cohorts.codes(group)
        self.effects = {unit: UnitEffects() for unit in self.units}
        self.last_period = dict(_last_periods(scheme.tree, period))
        self.no_standing: dict[str, dict[str, Fact]] = {unit: {} for unit in self.units}
        self.ungated: Scores | None = None  # what facts know: scores before all gates
        self.granted: dict[tuple[str, str], bool] = {}

    def result(self) -> GroupResult:
        """Return the result of the group."""
        before = self._scores(self.leaves.scores)
        for unit, facts in self._facts(self.no_standing).items():
            self.effects[unit].hits += collect(self.scheme.gates, facts, late=False)
        scores = before
        if any(hits.of("zero_leaf", "cap_leaf", "no_bonus") for hits in self.effects.values()):
            scores = self._scores(gated_scores(self.leaves, self.effects))
        totals = {
            unit: total for unit in self.units if (total := self._total(scores, unit)) is not None
        }
        previous = {unit: self._previous(unit) for unit in self.units}
        standings = rank(
            self.scheme,
            self._contenders(scores, totals),
            lambda by, unit: self._tie_value(scores, by, unit),
        )
        standing = {unit: self._standing(unit, totals, standings, previous) for unit in self.units}
        grades = self._grades(totals, standings, standing)
        for unit in self.units:
            standing[unit]["grade"] = grades[unit]
        listed = list_consequences(self.scheme.consequences, self._facts(standing))
        return GroupResult(
            self.group,
            self.units,
            scores,
            totals,
            standings,
            previous,
            self.effects,
            grades,
            listed,
        )

    def _scores(self, source: LeafSource) -> Scores:
        tree = Tree(self.scheme, self.cohorts, self.anchors, self.group, source)
        tree.evaluate(self.scheme.tree, self.period)
        items = {
            leaf.id: source(leaf, self.group, self.period)
            for block in self.scheme.adjustments
            for leaf in block.items
        }
        scores = Scores(tree, items, {})
        if self.ungated is None:
            self.ungated = scores
        facts = self._facts(self.no_standing)
        for block in self.scheme.adjustments:
            scores.blocks[block.id] = {
                unit: self._block(block, items, facts[unit]) for unit in self.units
            }
        return scores

    def _block(
        self, block: Adjustment, items: dict[str, dict[str, LeafScore]], facts: UnitFacts
    ) -> Block:
        unit = facts.unit
        scores = (items[leaf.id][unit].score for leaf in block.items)
        raw = sum((score for score in scores if score is not None), ZERO)
        given = clipped(raw, None, block.cap)
        if not self._granted(block, facts) or self.effects[unit].denies(block):
            given = ZERO
        return Block(raw, given)

    def _granted(self, block: Adjustment, facts: UnitFacts) -> bool:
        """Say whether the block's ``when`` holds; decided once, before the gates."""
        if block.when is None:
            return True
        key = (block.id, facts.unit)
        if key not in self.granted:
            truth = holds(block.when, facts)
            if truth is None and block.when_unknown == "error":
                raise RefusedError(f"{block.id}, unit {facts.unit}", "its `when` cannot be decided")
            self.granted[key] = block.when_unknown == "pass" if truth is None else truth
        return self.granted[key]

    def _facts(self, standing: Mapping[str, Mapping[str, Fact]]) -> dict[str, UnitFacts]:
        scope = self.cohorts.scope(self.group, self.scheme.compare_in)
        scores = self.ungated or self._scores(self.leaves.scores)
        return {
            unit: UnitFacts(
                self.leaves.inputs,
                self.leaves.marks,
                unit,
                self.group,
                self.period,
                scope,
                self._score_of(scores, unit),
                self._x_of(scores, unit),
                standing[unit],
            )
            for unit in self.units
        }

    def _leaf_score(self, scores: Scores, leaf_id: str, unit: str) -> LeafScore | None:
        if leaf_id in scores.items:
            return scores.items[leaf_id][unit]
        found = scores.tree.leaves.get((leaf_id, self.last_period.get(leaf_id, self.period)))
        return None if found is None else found[unit]

    def _score_of(self, scores: Scores, unit: str) -> Callable[[str], Fraction | None]:
        def score(name: str) -> Fraction | None:
            if name in scores.blocks:
                return scores.blocks[name][unit].score
            period = self.last_period.get(name, self.period)
            if (name, period) in scores.tree.nodes:
                return scores.tree.nodes[(name, period)][unit].score
            leaf = self._leaf_score(scores, name, unit)
            return None if leaf is None else leaf.score

        return score

    def _x_of(self, scores: Scores, unit: str) -> Callable[[str], Fraction | None]:
        def x(name: str) -> Fraction | None:
            leaf = self._leaf_score(scores, name, unit)
            return None if leaf is None else leaf.x

        return x

    def _total(self, scores: Scores, unit: str) -> Total | None:
        root = scores.tree.nodes[(self.scheme.tree.id, self.period)][unit].score
        if root is None:
            return None
        total = root
        for block in self.scheme.adjustments:
            given = scores.blocks[block.id][unit].score
            total += given if block.sign == "add" else -given
        total = clipped(total, None, self.effects[unit].total_cap())
        total = clipped(total, self.scheme.total_floor, self.scheme.total_cap)
        key = ("result/ranking.csv", self.group, unit)
        total = self.anchors.settle(key, "score", total)
        if self.scheme.precision is None or "total" not in self.scheme.round_at:
            return Total(total, total)
        return Total(total, rounded(total, self.scheme.precision, self.scheme.rounding))

    def _left_out(self, scores: Scores, unit: str) -> bool:
        leaves = [*scores.tree.leaves.values(), *scores.items.values()]
        return any(column[unit].left_out for column in leaves)

    def _contenders(self, scores: Scores, totals: Mapping[str, Total]) -> list[Contender]:
        facts = self._facts(
            {
                unit: {"total": totals[unit].published if unit in totals else None}
                for unit in self.units
            }
        )
        found = []
        for unit, total in totals.items():
            effects = self.effects[unit]
            out = (
                not self.cohorts.takes_part(unit)
                or effects.has("unranked")
                or self._left_out(scores, unit)
                or self._excluded(facts[unit])
            )
            if not out:
                found.append(
                    Contender(unit, total.published, total.unrounded, effects.has("rank_last"))
                )
        return found

    def _excluded(self, facts: UnitFacts) -> bool:
        for rule in self.scheme.exclusions:
            if rule.when is None:
                continue
            truth = holds(rule.when, facts)
            if truth is None and rule.unknown == "error":
                raise RefusedError(f"exclusion, unit {facts.unit}", "a fact is missing")
            if truth is None:
                truth = rule.unknown == "pass"
            if truth:
                return True
        return False

    def _tie_value(self, scores: Scores, by: str, unit: str) -> Fraction:
        known = by in self.scheme.leaves or by in self.last_period
        if known:
            found = self._score_of(scores, unit)(by)
        else:
            scope = self.cohorts.scope(self.group, self.scheme.compare_in)
            found = self.leaves.inputs.named(by, unit, self.period, scope)
        if found is None:
            raise RefusedError(f"ties, unit {unit}", f"{by}, which splits ties, has no value")
        return found

    def _previous(self, unit: str) -> Fraction | None:
        facts = UnitFacts(
            self.leaves.inputs, self.leaves.marks, unit, self.group, self.period, None
        )
        return None if self.previous_period is None else facts.history(self.previous_period).rank

    def _standing(
        self,
        unit: str,
        totals: Mapping[str, Total],
        standings: Mapping[str, Standing],
        previous: Mapping[str, Fraction | None],
    ) -> dict[str, Fact]:
        found: dict[str, Fact] = {
            "previous_rank": previous[unit],
            "group_size": Fraction(len(standings)),
        }
        if unit in totals:
            found["total"] = totals[unit].published
        if unit in standings:
            place, was = standings[unit].rank, previous[unit]
            found |= {
                "rank": place,
                "rank_from_bottom": standings[unit].from_bottom,
                "rank_change": None if was is None else was - place,
            }
        return found

    def _grades(
        self,
        totals: Mapping[str, Total],
        standings: Mapping[str, Standing],
        standing: dict[str, dict[str, Fact]],
    ) -> dict[str, str | None]:
        published = {unit: total.published for unit, total in totals.items()}
        first = first_grades(
            self.scheme.grades, self.group, published, standings, self.scheme.better
        )
        for unit in self.units:
            standing[unit]["grade"] = first.get(unit)
        for unit, facts in self._facts(standing).items():
            self.effects[unit].hits += collect(self.scheme.gates, facts, late=True)
        return {
            unit: final_grade(self.scheme.grades, self.group, first.get(unit), self.effects[unit])
            for unit in self.units
        }


def _last_periods(node: Node | Leaf, period: str) -> list[tuple[str, str]]:
    """Return the period of each score as a fact: the scheme's, below a roll-up maybe its last."""
    if isinstance(node, Leaf):
        return [(node.id, period)]
    labels = (period,) if node.over is None else node.over.labels(period)
    inner = period if period in labels else labels[-1]
    below = [pair for child in node.children for pair in _last_periods(child, inner)]
    return [(node.id, period), *below]
