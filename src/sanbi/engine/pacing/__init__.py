"""Pace: what share of the year's work is usual by now, what is needed, and what will come."""

from sanbi.engine.pacing.backtest import Backtest, Origin, backtest
from sanbi.engine.pacing.breakdown import Layer, Part, break_down, layers
from sanbi.engine.pacing.catch_up import CatchUp, catch_up
from sanbi.engine.pacing.faults import PacingError
from sanbi.engine.pacing.forecasting import Forecast, Start, forecast
from sanbi.engine.pacing.lamp import PaceLamp, pace_lamp
from sanbi.engine.pacing.profile import SeasonalProfile, seasonal_profile
from sanbi.engine.pacing.series import Series

__all__ = [
    "Backtest",
    "CatchUp",
    "Forecast",
    "Layer",
    "Origin",
    "PaceLamp",
    "PacingError",
    "Part",
    "SeasonalProfile",
    "Series",
    "Start",
    "backtest",
    "break_down",
    "catch_up",
    "forecast",
    "layers",
    "pace_lamp",
    "seasonal_profile",
]
