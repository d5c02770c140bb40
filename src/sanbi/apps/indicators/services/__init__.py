"""Writes of indicators, targets and reports: each one transaction with one audit entry."""

from sanbi.apps.indicators.services.catalogue import indicator_retire, indicator_save
from sanbi.apps.indicators.services.cells import cells_save
from sanbi.apps.indicators.services.comments import comment_add
from sanbi.apps.indicators.services.corrections import observations_correct
from sanbi.apps.indicators.services.datasets import dataset_save
from sanbi.apps.indicators.services.opening import reports_open
from sanbi.apps.indicators.services.reminders import reports_remind
from sanbi.apps.indicators.services.statistics import statistics_release
from sanbi.apps.indicators.services.steps import (
    report_check,
    report_lock,
    report_return,
    report_sign,
    report_submit,
    reports_check,
    reports_lock,
    reports_sign,
    reports_submit,
)
from sanbi.apps.indicators.services.targets import targets_save

__all__ = [
    "cells_save",
    "comment_add",
    "dataset_save",
    "indicator_retire",
    "indicator_save",
    "observations_correct",
    "report_check",
    "report_lock",
    "report_return",
    "report_sign",
    "report_submit",
    "reports_check",
    "reports_lock",
    "reports_open",
    "reports_remind",
    "reports_sign",
    "reports_submit",
    "statistics_release",
    "targets_save",
]
