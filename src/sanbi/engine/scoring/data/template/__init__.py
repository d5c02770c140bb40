"""The workbook to fill in for a scheme."""

from sanbi.engine.scoring.data.template.plan import (
    PlanElectorate,
    PlanIndicator,
    PlanItem,
    PlanRating,
    PlanUnit,
    TemplatePlan,
)
from sanbi.engine.scoring.data.template.writer import template_bytes, write_template

__all__ = [
    "PlanElectorate",
    "PlanIndicator",
    "PlanItem",
    "PlanRating",
    "PlanUnit",
    "TemplatePlan",
    "template_bytes",
    "write_template",
]
