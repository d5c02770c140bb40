"""What gates and vetoes do to a unit (contract section 2.8)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from package_verifier.conditions import Truth, holds
from package_verifier.facts import UnitFacts, is_late
from package_verifier.faults import RefusedError
from package_verifier.leaves import LeafScore, LeafScores
from package_verifier.parts import Adjustment, Effect, Gate, Leaf

ZERO = Fraction(0)


@dataclass(frozen=True)
class Hit:
    """One effect that strikes, with the gate or veto it comes from."""

    gate: str
    effect: Effect


@dataclass
class UnitEffects:
    """All effects on one unit, in the order of the scheme."""

    hits: list[Hit] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Hit]:
        """Return the hits of these kinds."""
        return [hit for hit in self.hits if hit.effect.kind in kinds]

    def has(self, kind: str) -> bool:
        """Say whether any hit is of this kind."""
        return bool(self.of(kind))

    def on_leaf(self, leaf_id: str) -> list[Hit]:
        """Return what strikes a leaf."""
        return [hit for hit in self.of("zero_leaf", "cap_leaf") if hit.effect.target == leaf_id]

    def total_cap(self) -> Fraction | None:
        """Return the lowest cap of the total, or None."""
        caps = [hit.effect.to for hit in self.of("cap_total")]
        return min((cap for cap in caps if isinstance(cap, Fraction)), default=None)

    def denies(self, block: Adjustment) -> bool:
        """Say whether the unit gets nothing from a block of adjustments."""
        targets = {hit.effect.target for hit in self.of("no_bonus")}
        return block.id in targets or ("all" in targets and block.sign == "add")


def strikes(gate: Gate, facts: UnitFacts) -> bool:
    """Say whether the effects of a gate or veto apply.

    Raises
        RefusedError  where a fact is missing and the gate says error.
    """
    truth: Truth = holds(gate.condition, facts)
    if truth is None:
        if gate.unknown == "error":
            raise RefusedError(f"{gate.id}, unit {facts.unit}", "a fact is missing")
        truth = gate.unknown == "pass"
    return truth if gate.veto else not truth


def collect(gates: Iterable[Gate], facts: UnitFacts, *, late: bool) -> list[Hit]:
    """Return the hits of the gates that are decided before (or after) ranking."""
    return [
        Hit(gate.id, effect)
        for gate in gates
        if is_late(gate.condition) == late and strikes(gate, facts)
        for effect in gate.effects
    ]


def gated_scores(
    leaves: LeafScores, effects: dict[str, UnitEffects]
) -> Callable[[Leaf, str, str], dict[str, LeafScore]]:
    """Return the leaf scores of a group with zero_leaf and cap_leaf applied."""

    def scores(leaf: Leaf, group: str, period: str) -> dict[str, LeafScore]:
        found = leaves.scores(leaf, group, period)
        return {
            unit: _struck(score, effects[unit].on_leaf(leaf.id)) for unit, score in found.items()
        }

    return scores


def _struck(found: LeafScore, hits: list[Hit]) -> LeafScore:
    """Return the score after the hits; what it would have had stays as ``unrounded``."""
    for hit in hits:
        if found.score is None:
            break
        score = ZERO
        if hit.effect.kind == "cap_leaf" and isinstance(hit.effect.to, Fraction):
            score = min(found.score, hit.effect.to)
        if score != found.score:
            found = replace(found, score=score, state=f"gated:{hit.gate}")
    return found
