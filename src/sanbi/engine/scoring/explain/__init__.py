"""Says in words and numbers how a score came about.

`explain_leaf` gives the five lines of a working (取数 → 规则 → 代入 → 取整 → 失分), `explain_unit`
place, gap, parts, gates and grade of a unit. Both are made anew from a result whenever they are
asked for.
"""

from sanbi.engine.scoring.explain.explainer import Explainer, explain_leaf, explain_unit
from sanbi.engine.scoring.explain.explanation import (
    AdjustmentPart,
    ExplainError,
    GateHit,
    LeafExplanation,
    Line,
    Neighbour,
    Part,
    Shown,
    SourceFigure,
    Span,
    UnitExplanation,
)

__all__ = [
    "AdjustmentPart",
    "ExplainError",
    "Explainer",
    "GateHit",
    "LeafExplanation",
    "Line",
    "Neighbour",
    "Part",
    "Shown",
    "SourceFigure",
    "Span",
    "UnitExplanation",
    "explain_leaf",
    "explain_unit",
]
