"""Tables of indicators and reporting."""

from sanbi.apps.indicators.models.catalogue import Check, Indicator
from sanbi.apps.indicators.models.datasets import Dataset, DatasetLine, DatasetUnit
from sanbi.apps.indicators.models.feeds import Feed
from sanbi.apps.indicators.models.observations import Observation, Target
from sanbi.apps.indicators.models.reports import Cell, Comment, Report, ReportState, ReportStep

__all__ = [
    "Cell",
    "Check",
    "Comment",
    "Dataset",
    "DatasetLine",
    "DatasetUnit",
    "Feed",
    "Indicator",
    "Observation",
    "Report",
    "ReportState",
    "ReportStep",
    "Target",
]
