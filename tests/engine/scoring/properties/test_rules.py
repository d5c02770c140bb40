"""What every rule that scores an input promises, with exact and with float64 arithmetic."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from sanbi.engine.scoring.arithmetic import Number
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.properties.cases import (
    CODES,
    POSITIVE,
    SIGNED,
    columns,
    data_of,
    figures,
    holds_for,
    hundredths,
    leaf,
    near,
    run,
    scores,
    table_of,
    unrounded,
)
from tests.engine.scoring.properties.rules import PROMISES, Promise, W, ids

ARITHMETICS = pytest.mark.parametrize("precision", [4, None], ids=["exact", "float64"])
BETTER = st.sampled_from(["high", "low"])


def rules(*, where: Callable[[Promise], bool] = lambda _: True) -> pytest.MarkDecorator:
    """Parametrise over the rules that make a promise."""
    held = tuple(promise for promise in PROMISES if where(promise))
    return pytest.mark.parametrize("rule", held, ids=ids(held))


class Drawn:
    """Figures, targets and direction for one rule; the rule decides their range."""

    def __init__(self, draw: Callable[[Any], Any], rule: Promise, least: int = 1) -> None:
        figure = SIGNED if rule.signed else POSITIVE
        self.rule = rule
        self.draw = draw
        self.figure = figure
        self.values: list[float] = draw(columns(figure, least=least))
        size = len(self.values)
        aims = st.lists(POSITIVE if not rule.signed else SIGNED, min_size=size, max_size=size)
        self.targets: list[float] | None = draw(aims) if rule.target else None
        self.better = "high" if rule.high_only else draw(BETTER)

    def scored(
        self,
        precision: int | None,
        values: list[float] | None = None,
        targets: list[float] | None = None,
        **more: Any,
    ) -> list[Number]:
        """Unrounded scores of these values."""
        held = self.values if values is None else values
        aims = self.targets if targets is None else targets
        data = table_of({"a": held}, None if aims is None else {"a": aims})
        child = self.rule.leaf(more.pop("better", self.better), **more)
        return unrounded(run(data, child, precision=precision), "a")

    def slack(self, precision: int | None) -> Number:
        """What two scores may differ by although they should not."""
        if precision is None:
            return 1e-9
        return 0 if self.rule.digits is None else Fraction(1, 10**self.rule.digits)


def test_every_rule_over_an_input_makes_its_promises_here() -> None:
    reading = {name for name, spec in RULES.items() if spec.reads == "input"}
    assert {promise.name for promise in PROMISES} == reading


@ARITHMETICS
@rules()
@holds_for(6, data=st.data())
def test_order_of_units_changes_nothing(rule: Promise, precision: int | None, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    order = data.draw(st.permutations(range(len(drawn.values))))
    aims = drawn.targets
    straight = drawn.scored(precision)
    turned = drawn.scored(
        precision,
        [drawn.values[place] for place in order],
        None if aims is None else [aims[place] for place in order],
    )
    assert near(turned, [straight[place] for place in order], rule.digits)


@ARITHMETICS
@rules()
@holds_for(6, data=st.data())
def test_a_better_input_never_scores_less(rule: Promise, precision: int | None, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    place = data.draw(st.integers(0, len(drawn.values) - 1))
    other = data.draw(drawn.figure)
    moved = [*drawn.values]
    moved[place] = other
    before, after = drawn.scored(precision)[place], drawn.scored(precision, moved)[place]
    gained = (other > drawn.values[place]) == (drawn.better == "high")
    assume(other != drawn.values[place])
    slack = drawn.slack(precision)
    assert after >= before - slack if gained else after <= before + slack


@ARITHMETICS
# dense places close up when a unit catches another, which lifts those behind them
@rules(where=lambda rule: (rule.ranked or rule.spread) and rule.params.get("ties") != "dense")
@holds_for(6, data=st.data())
def test_a_better_input_never_lifts_a_rival(
    rule: Promise, precision: int | None, data: Any
) -> None:
    drawn = Drawn(data.draw, rule, least=2)
    place = data.draw(st.integers(0, len(drawn.values) - 1))
    sign = 1 if drawn.better == "high" else -1
    moved = [*drawn.values]
    moved[place] += sign * data.draw(hundredths(0, 30))
    assume(rule.signed or min(moved) > 0)
    before, after = drawn.scored(precision), drawn.scored(precision, moved)
    slack = drawn.slack(precision)
    rivals = [there for there in range(len(moved)) if there != place]
    assert all(after[there] <= before[there] + slack for there in rivals)


@ARITHMETICS
@rules(where=lambda rule: rule.low is not None or rule.high is not None)
@holds_for(6, data=st.data())
def test_scores_stay_between_floor_and_cap(rule: Promise, precision: int | None, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    slack = drawn.slack(precision)
    for value in drawn.scored(precision):
        assert rule.low is None or value >= rule.low - slack
        assert rule.high is None or value <= rule.high + slack


LIMITED = {
    name for name, spec in RULES.items() if {"cap", "floor"} <= {f.name for f in spec.fields}
}


@ARITHMETICS
@rules(where=lambda rule: rule.name in LIMITED and "limit" not in rule.params)
@holds_for(5, data=st.data())
def test_cap_and_floor_clip_and_do_nothing_else(
    rule: Promise, precision: int | None, data: Any
) -> None:
    drawn = Drawn(data.draw, rule)
    low, high = sorted(data.draw(st.lists(st.integers(-5, 15), min_size=2, max_size=2)))
    free, clipped = (
        drawn.scored(precision, rule={**rule.leaf(drawn.better)["rule"], "cap": top, "floor": end})
        for top, end in (("none", "none"), (high, low))
    )
    assert near(clipped, [min(max(value, low), high) for value in free])


@ARITHMETICS
@rules(where=lambda rule: rule.scale)
@holds_for(6, data=st.data(), factor=st.sampled_from([3, 10, 1000, Fraction(1, 100)]))
def test_other_units_of_measure_change_nothing(
    rule: Promise, precision: int | None, data: Any, factor: Any
) -> None:
    drawn = Drawn(data.draw, rule)

    def times(held: list[float] | None) -> list[float] | None:
        return None if held is None else [float(Fraction(repr(value)) * factor) for value in held]

    scaled = drawn.scored(precision, times(drawn.values), times(drawn.targets))
    assert near(scaled, drawn.scored(precision), rule.digits)


@ARITHMETICS
@rules(where=lambda rule: rule.shift)
@holds_for(6, data=st.data(), more=st.integers(-50, 50))
def test_another_zero_changes_nothing(
    rule: Promise, precision: int | None, data: Any, more: int
) -> None:
    drawn = Drawn(data.draw, rule)

    def plus(held: list[float] | None) -> list[float] | None:
        return None if held is None else [float(Fraction(repr(value)) + more) for value in held]

    shifted = drawn.scored(precision, plus(drawn.values), plus(drawn.targets))
    if precision is None and "whole_steps" in rule.params:
        return  # a float64 difference may fall on the other side of a step
    assert near(shifted, drawn.scored(precision), rule.digits)


@ARITHMETICS
@rules(where=lambda rule: rule.shift)
@holds_for(5, data=st.data())
def test_less_is_better_mirrors_more_is_better(
    rule: Promise, precision: int | None, data: Any
) -> None:
    drawn = Drawn(data.draw, rule)
    mirrored = drawn.scored(
        precision,
        [-value for value in drawn.values],
        None if drawn.targets is None else [-value for value in drawn.targets],
        better="low" if drawn.better == "high" else "high",
    )
    assert near(mirrored, drawn.scored(precision), rule.digits)


@ARITHMETICS
@rules()
@holds_for(5, data=st.data())
def test_equal_inputs_score_equally(rule: Promise, precision: int | None, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    twin = data.draw(st.integers(0, len(drawn.values) - 1))
    aims = None if drawn.targets is None else [*drawn.targets, drawn.targets[twin]]
    found = drawn.scored(precision, [*drawn.values, drawn.values[twin]], aims)
    assert found[-1] == found[twin]


@rules(where=lambda rule: "whole_steps" not in rule.params)  # a float may miss a step
@holds_for(15, data=st.data())
def test_exact_and_float_arithmetic_agree(rule: Promise, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    one, other = drawn.scored(4), drawn.scored(None)
    assert all(isinstance(value, float) for value in other)
    assert near([float(value) for value in one], other)


@ARITHMETICS
@rules(where=lambda rule: rule.relative)
@holds_for(5, data=st.data())
def test_who_does_not_take_part_moves_nobody(
    rule: Promise, precision: int | None, data: Any
) -> None:
    drawn = Drawn(data.draw, rule)
    outsider = data.draw(drawn.figure)
    assume(rule.signed or outsider > 0)
    rows = [{"unit": code, "participates": True} for code in CODES[: len(drawn.values)]]
    rows.append({"unit": CODES[len(drawn.values)], "participates": False})
    wider = data_of(rows, figures({"a": [*drawn.values, outsider]}))
    found = unrounded(run(wider, rule.leaf(drawn.better), precision=precision), "a")
    assert near(found[:-1], drawn.scored(precision), rule.digits)


@ARITHMETICS
@rules(where=lambda rule: rule.relative)
@holds_for(5, data=st.data())
def test_who_has_no_figure_moves_nobody(rule: Promise, precision: int | None, data: Any) -> None:
    drawn = Drawn(data.draw, rule)
    silent = table_of({"a": [*drawn.values, None]}, {"a": [None] * (len(drawn.values) + 1)})
    child = rule.leaf(drawn.better, missing="zero")
    found = unrounded(run(silent, child, precision=precision), "a")
    assert near(found[:-1], drawn.scored(precision), rule.digits)
    assert found[-1] == 0


WHEN_EQUAL = {
    ("efficacy", "base"): 6,
    ("efficacy", "full"): W,
    ("efficacy", "mid"): 5,
    ("efficacy", "zero"): 0,
    ("min_max", "base"): 0,
    ("min_max", "full"): 9,
    ("min_max", "mid"): Fraction(11, 2),
    ("min_max", "zero"): 0,
    ("z_score", "base"): 0,
    ("z_score", "full"): W,
    ("z_score", "mid"): 50,
    ("z_score", "zero"): 0,
    ("distance_to_reference", "full"): W,
    ("distance_to_reference", "mid"): 5,
    ("distance_to_reference", "zero"): 0,
    ("percentile", "full"): W,
    ("percentile", "mid"): 5,
    ("percentile", "zero"): 0,
}
PARAMS = {
    "min_max": {"range": [2, 9]},
    "z_score": {"mean": 50, "sd": 10},
    "distance_to_reference": {"reference": {"unit": "U0"}},
}


@ARITHMETICS
@pytest.mark.parametrize(("name", "choice"), WHEN_EQUAL)
@holds_for(6, value=SIGNED, size=st.integers(1, 4), better=BETTER)
def test_equal_values_score_as_declared(
    name: str, choice: str, precision: int | None, value: float, size: int, better: str
) -> None:
    rule = {"type": name, "when_equal": choice, **PARAMS.get(name, {})}
    size = 1 if name == "percentile" else size  # several equal values all give 0 there
    data = table_of({"a": [value] * size})
    child = leaf("a", rule, points=W, better=better)
    found = unrounded(run(data, child, precision=precision), "a")
    assert near(found, [WHEN_EQUAL[name, choice]] * size)


@ARITHMETICS
@holds_for(20, values=columns(SIGNED, least=2), points=st.integers(1, 50))
def test_min_max_and_percentile_reach_both_ends(
    precision: int | None, values: list[float], points: int
) -> None:
    assume(len(set(values)) > 1)
    for name in ("min_max", "percentile"):
        found = unrounded(
            run(table_of({"a": values}), leaf("a", name, points=points), precision=precision), "a"
        )
        assert found[values.index(min(values))] == 0
        if name == "min_max" or values.count(max(values)) == 1:
            assert near([found[values.index(max(values))]], [points])


@ARITHMETICS
@holds_for(25, values=columns(SIGNED, least=2))
def test_z_scores_have_the_declared_mean_and_spread(
    precision: int | None, values: list[float]
) -> None:
    assume(len(set(values)) > 1)
    rule = {"type": "z_score", "mean": 100, "sd": 15, "sample": False}
    found = [
        float(v)
        for v in unrounded(run(table_of({"a": values}), leaf("a", rule), precision=precision), "a")
    ]
    mean = sum(found) / len(found)
    spread = sum((value - mean) ** 2 for value in found) / len(found)
    assert near([mean, spread], [100.0, 225.0])


OWN_POINTS = {"slope", "tiers", "otherwise", "range", "points_step", "table", "bands", "mean"}
OF_THE_FULL_MARK = {
    promise.name
    for promise in PROMISES
    if promise.low is not None and not OWN_POINTS & set(promise.params)
} - {"z_score", "rank_value", "direct"}


@ARITHMETICS
@rules(where=lambda rule: rule.name in OF_THE_FULL_MARK and not OWN_POINTS & set(rule.params))
@holds_for(6, data=st.data(), times=st.sampled_from([2, 5, 10]))
def test_rules_of_a_full_mark_grow_with_it(
    rule: Promise, precision: int | None, data: Any, times: int
) -> None:
    drawn = Drawn(data.draw, rule)
    more = drawn.scored(precision, points=W * times)
    assert near(more, [value * times for value in drawn.scored(precision)], rule.digits)


@holds_for(30, values=columns(POSITIVE), rounding=st.sampled_from(["half_up", "half_even", "down"]))
def test_working_shows_what_was_lost(values: list[float], rounding: str) -> None:
    result = run(table_of({"a": values}), leaf("a", "min_max", points=W), rounding=rounding)
    for row in result.working_rows:
        points, lost, score = (Fraction(row[place]) for place in (10, 11, 9))
        assert points - score == lost
        assert lost >= 0
    assert scores(result, "a") == [Fraction(row[9]) for row in result.working_rows]
