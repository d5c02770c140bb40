"""Tables of the assessment."""

from sanbi.apps.assessments.models.appeals import Appeal
from sanbi.apps.assessments.models.measure_rules import MeasureRule
from sanbi.apps.assessments.models.measures import Measure, MeasureStep
from sanbi.apps.assessments.models.register import Item
from sanbi.apps.assessments.models.rounds import Publication, Round, RoundState, RoundStep
from sanbi.apps.assessments.models.runs import (
    Run,
    RunLeaf,
    RunNode,
    RunRow,
    RunStudy,
    Snapshot,
)
from sanbi.apps.assessments.models.schemes import Scheme, SchemeVersion

__all__ = [
    "Appeal",
    "Item",
    "Measure",
    "MeasureRule",
    "MeasureStep",
    "Publication",
    "Round",
    "RoundState",
    "RoundStep",
    "Run",
    "RunLeaf",
    "RunNode",
    "RunRow",
    "RunStudy",
    "Scheme",
    "SchemeVersion",
    "Snapshot",
]
