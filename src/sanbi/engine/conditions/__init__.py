"""AND/OR conditions with thresholds, streaks and waivers, as data.

Lamps, gates, vetoes, rewards and accountability rules are written as such conditions. A fact that
is missing makes a condition unknown, never silently false. Imports no other engine package.
"""

from sanbi.engine.conditions.evaluation import evaluate
from sanbi.engine.conditions.faults import ConditionError, FactError, Fault
from sanbi.engine.conditions.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    Condition,
    FactRef,
    Negation,
    Streak,
    Waivable,
    Waiver,
    condition_data,
    facts_of,
)
from sanbi.engine.conditions.reading import condition_faults, parse_condition
from sanbi.engine.conditions.values import FactValue, exact_value
from sanbi.engine.conditions.verdict import Outcome, Reason, Trace, Verdict
from sanbi.engine.conditions.waivers import parse_waivers, waiver_faults
from sanbi.engine.conditions.wording import condition_text, sentence

__all__ = [
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Comparison",
    "Condition",
    "ConditionError",
    "FactError",
    "FactRef",
    "FactValue",
    "Fault",
    "Negation",
    "Outcome",
    "Reason",
    "Streak",
    "Trace",
    "Verdict",
    "Waivable",
    "Waiver",
    "condition_data",
    "condition_faults",
    "condition_text",
    "evaluate",
    "exact_value",
    "facts_of",
    "parse_condition",
    "parse_waivers",
    "sentence",
    "waiver_faults",
]
