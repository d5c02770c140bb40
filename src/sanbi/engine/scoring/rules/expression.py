"""A rule written as a formula (S8; docs/algorithms/formula-rule.md)."""

from __future__ import annotations

from collections.abc import Callable

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic import Array, Number
from sanbi.engine.scoring.formula import Formula
from sanbi.engine.scoring.inputs.formula_numbers import FormulaNumbers
from sanbi.engine.scoring.rules.context import RuleContext, RuleFault


def formula(context: RuleContext) -> Array:
    """The scheme's own formula of x, target, points, best, worst, mean, count and inputs.

    A value that does not exist (a division by zero) is NaN here and becomes missing.
    """
    expression: Formula = context.params["formula"]
    numbers = FormulaNumbers(context.arithmetic, len(context.x), context.rounding)
    values = {name: context.like_x(_value(name, context)) for name in sorted(expression.names)}
    spread = expression.evaluate(values, numbers)
    known = context.arithmetic.finite(spread)
    if known.all():
        return context.limited(spread)
    limited = context.limited(context.arithmetic.where(known, spread, context.constant(0)))
    limited[~known] = float("nan")
    return limited


def _value(name: str, context: RuleContext) -> Number:
    own: dict[str, Callable[[], Number]] = {
        "x": lambda: context.x,
        "target": lambda: context.target,
        "points": lambda: context.points,
        "best": lambda: context.best,
        "worst": lambda: context.worst,
        "mean": lambda: context.mean,
        "count": lambda: context.constant(len(context.population)),
    }
    if name in own:
        value = own[name]()
        if value is None:
            raise RuleFault(
                Phrase("the formula uses '{name}', which is not given", name=name),
                Phrase("give a {name}", name=name),
            )
        return value
    if context.names is None:
        raise RuleFault(
            Phrase("the formula uses '{name}', which is not known", name=name),
            "declare it as input",
        )
    return context.names(name)
