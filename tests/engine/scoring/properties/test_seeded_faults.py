"""The properties can fail: each fault planted in the engine is noticed by one of them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.arithmetic import Array
from sanbi.engine.scoring.arithmetic import rounding as rounding_module
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation import cohort, grading, leaf_missing, leaves, ranking, tree
from sanbi.engine.scoring.marks import ballots
from sanbi.engine.scoring.rules import RULE_FUNCTIONS, RuleContext
from tests.engine.scoring.properties import (
    test_absences,
    test_gates,
    test_marks,
    test_numbers,
    test_ranking,
    test_rules,
    test_trees,
)
from tests.engine.scoring.properties.rules import PROMISES

Patch = Callable[[pytest.MonkeyPatch], None]
FAULTS: dict[str, tuple[Patch, Callable[[], None]]] = {}


def promise(name: str, **params: Any) -> Any:
    """The first promise of a rule, or the one with these parameters."""
    held = [p for p in PROMISES if p.name == name and params.items() <= p.params.items()]
    return held[0]


def fault(name: str, caught_by: Callable[[], None]) -> Callable[[Patch], Patch]:
    """Register a planted fault and the property that must notice it."""

    def registered(patch: Patch) -> Patch:
        FAULTS[name] = (patch, caught_by)
        return patch

    return registered


def unshrunk(test: Any, **more: Any) -> Callable[[], None]:
    """The property, stopping at its first failure."""
    return lambda: test.unshrunk(**more)


@fault(
    "proportional without the cap",
    unshrunk(
        test_rules.test_scores_stay_between_floor_and_cap, rule=promise("proportional"), precision=4
    ),
)
def _(patch: pytest.MonkeyPatch) -> None:
    def uncapped(context: RuleContext) -> Array:
        return context.arithmetic.divide(context.x * context.points, context.target)  # type: ignore[no-any-return]

    patch.setitem(RULE_FUNCTIONS, "proportional", uncapped)


@fault(
    "min-max over the greatest alone",
    unshrunk(
        test_rules.test_another_zero_changes_nothing,
        rule=promise("min_max", range=[2, 9]),
        precision=4,
    ),
)
def _(patch: pytest.MonkeyPatch) -> None:
    def from_zero(context: RuleContext) -> Array:
        top = max(abs(value) for value in context.population.tolist()) or 1
        return context.x * context.points / top

    patch.setitem(RULE_FUNCTIONS, "min_max", from_zero)


@fault(
    "efficacy that forgets the direction",
    unshrunk(
        test_rules.test_a_better_input_never_scores_less, rule=promise("efficacy"), precision=4
    ),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = RULE_FUNCTIONS["efficacy"]

    def high_only(context: RuleContext) -> Array:
        held = RuleContext(**{**context.__dict__, "high": True})
        return whole(held)

    patch.setitem(RULE_FUNCTIONS, "efficacy", high_only)


@fault(
    "z-scores of the first unit's mean",
    unshrunk(test_rules.test_order_of_units_changes_nothing, rule=promise("z_score"), precision=4),
)
def _(patch: pytest.MonkeyPatch) -> None:
    def by_first(context: RuleContext) -> Array:
        return context.x - context.x[0]  # type: ignore[no-any-return]

    patch.setitem(RULE_FUNCTIONS, "z_score", by_first)


@fault(
    "halves rounded to even where the scheme says up",
    unshrunk(test_numbers.test_rounding_is_what_decimal_does, mode="half_up"),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = rounding_module.scaled_integer
    patch.setattr(
        rounding_module,
        "scaled_integer",
        lambda value, digits, _: whole(value, digits, "half_even"),
    )


@fault(
    "negatives rounded down instead of towards zero",
    unshrunk(test_numbers.test_rounding_moves_by_half_a_unit_at_most, mode="down"),
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        rounding_module,
        "scaled_integer",
        lambda value, digits, _: (value * 10**digits).__floor__(),
    )


@fault(
    "dense places that skip",
    unshrunk(test_ranking.test_ranks_are_their_definition, method="dense", precision=2),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = ranking._places
    patch.setattr(ranking, "_places", lambda members, keys, _: whole(members, keys, "competition"))


@fault(
    "gaps to the first instead of the next",
    unshrunk(test_ranking.test_gap_is_the_way_to_the_next_better_place, precision=2),
)
def _(patch: pytest.MonkeyPatch) -> None:
    def to_the_first(published: Column, order: tuple[int, ...], rank: Array) -> Column:
        best = published.values[order[0]] if order else 0
        values = published.values.copy()
        values[:] = [abs(best - value) for value in published.values.tolist()]
        return Column(values, np.asarray(rank > 1))

    patch.setattr(ranking, "_gaps", to_the_first)


@fault(
    "a weighted mean over all weights, absent children included",
    unshrunk(
        test_absences.test_an_absent_child_is_as_if_it_were_not_there,
        aggregate="weighted",
        precision=4,
    ),
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tree, "_weight_sum", lambda parts, _: sum(part.weight for part in parts))


@fault(
    "Copeland that counts the wins only",
    unshrunk(test_trees.test_copeland_is_a_contest, precision=4),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = tree._copeland

    def wins(*given: Any) -> Column:
        found = whole(*given)
        return Column(np.maximum(found.values, 0), found.present)

    patch.setattr(tree, "_copeland", wins)


@fault(
    "leaves rounded only in the total",
    unshrunk(test_trees.test_published_parts_add_up_to_the_published_total),
)
def _(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leaves, "_rounded", lambda values, leaf, run: values)  # noqa: ARG005


@fault(
    "group_mean of the scores above zero",
    unshrunk(
        test_absences.test_missing_data_follow_the_declared_option, option="group_mean", precision=4
    ),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = leaf_missing._substitute

    def positive(run: Any, option: Any, raw: Column, donors: Any, points: Any, mask: Any) -> Any:
        return whole(
            run, option, raw, donors & np.asarray(raw.values > 0, dtype=bool), points, mask
        )

    patch.setattr(leaf_missing, "_substitute", positive)


@fault(
    "a cap on the total that also lifts", unshrunk(test_gates.test_gates_only_lower, precision=2)
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = cohort.limited

    def lifted(values: Array, floor: Any, cap: Any, arithmetic: Any) -> Array:
        return whole(values, floor, cap, arithmetic) + arithmetic.constant(Fraction(len(values)))

    def total(self: Any, scores: Any, root: Column) -> None:
        if self._gated is not None:
            root = Column(lifted(root.values, None, None, self.run.arithmetic), root.present)
        own(self, scores, root)

    own = cohort.CohortScorer._total
    patch.setattr(cohort.CohortScorer, "_total", total)


@fault(
    "quotas that take one more",
    unshrunk(test_gates.test_quotas_are_kept_but_for_ties, precision=2),
)
def _(patch: pytest.MonkeyPatch) -> None:
    whole = grading.quota_limits

    def generous(quotas: Any, ranked: int, mode: str) -> list[int | None]:
        return [None if limit is None else limit + 1 for limit in whole(quotas, ranked, mode)]

    patch.setattr(grading, "quota_limits", generous)


@fault(
    "trimming at the top only",
    unshrunk(test_marks.test_the_trimmed_mean_lies_between_the_marks, kind="score"),
)
def _(patch: pytest.MonkeyPatch) -> None:
    def top_only(held: Any, rules: Any, electorate: str, kind: str) -> Any:
        del electorate, kind
        found = {}
        for unit in {unit for marks in held for unit in marks}:
            values = sorted(ballots._of_ballot(m[unit], {}) for m in held if unit in m)
            kept = values[: len(values) - rules["trim"]]
            found[unit] = sum(kept, Fraction(0)) / len(kept)
        return found

    patch.setattr(ballots, "_class_means", top_only)


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, property_of = FAULTS[name]
    property_of()
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        property_of()
