"""Progress 形象进度: planned and earned value by month, earned schedule, forecast with a range.

Physical work and money are separate series; `disagreement` says where they part.
"""

from sanbi.engine.scheduling.months import month_in_force
from sanbi.engine.scheduling.progress.curves import Curve, earned_curve, planned_curve
from sanbi.engine.scheduling.progress.earning import Point, earned_points, planned_duration
from sanbi.engine.scheduling.progress.forecasting import Forecast, ForecastState, forecast
from sanbi.engine.scheduling.progress.series import Disagreement, Side, disagreement
from sanbi.engine.scheduling.progress.standing import Standing, standing
from sanbi.engine.scheduling.progress.work import Credit, WorkNode, WorkQuantity

__all__ = [
    "Credit",
    "Curve",
    "Disagreement",
    "Forecast",
    "ForecastState",
    "Point",
    "Side",
    "Standing",
    "WorkNode",
    "WorkQuantity",
    "disagreement",
    "earned_curve",
    "earned_points",
    "forecast",
    "month_in_force",
    "planned_curve",
    "planned_duration",
    "standing",
]
