"""Tables of key projects."""

from sanbi.apps.projects.models.factors import (
    AllocationPublication,
    AllocationRequest,
    AllocationRun,
    FactorBook,
    FactorClaim,
)
from sanbi.apps.projects.models.lamps import LampReading, LampRules, LampWaiver
from sanbi.apps.projects.models.maps import CountyMap
from sanbi.apps.projects.models.nodes import Baseline, ChainTemplate, Node, NodeLink
from sanbi.apps.projects.models.obstacles import (
    Ladder,
    Obstacle,
    ObstacleEvent,
    ObstacleKind,
    ObstacleState,
)
from sanbi.apps.projects.models.progress import (
    MonthReport,
    PlanClass,
    Quantity,
    QuantityReport,
    YearPlan,
)
from sanbi.apps.projects.models.projects import (
    LADDER,
    Entry,
    Keeper,
    Origin,
    Project,
    RecognitionRule,
    Sort,
    Stage,
    StageStep,
)

__all__ = [
    "LADDER",
    "AllocationPublication",
    "AllocationRequest",
    "AllocationRun",
    "Baseline",
    "ChainTemplate",
    "CountyMap",
    "Entry",
    "FactorBook",
    "FactorClaim",
    "Keeper",
    "Ladder",
    "LampReading",
    "LampRules",
    "LampWaiver",
    "MonthReport",
    "Node",
    "NodeLink",
    "Obstacle",
    "ObstacleEvent",
    "ObstacleKind",
    "ObstacleState",
    "Origin",
    "PlanClass",
    "Project",
    "Quantity",
    "QuantityReport",
    "RecognitionRule",
    "Sort",
    "Stage",
    "StageStep",
    "YearPlan",
]
