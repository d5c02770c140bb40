"""How grave an incident is at least, by its deaths, injured and loss (decree 493, article 3)."""

from __future__ import annotations

from decimal import Decimal

from sanbi.apps.actions.models import Incident

Grade = Incident.Grade
ORDER = (Grade.GENERAL, Grade.LARGER, Grade.MAJOR, Grade.GRAVE)
"""The mildest first."""
STEPS = (
    (Grade.GRAVE, 30, 100, Decimal(10_000)),
    (Grade.MAJOR, 10, 50, Decimal(5_000)),
    (Grade.LARGER, 3, 10, Decimal(1_000)),
)
"""Grade, from so many deaths, so many injured, or so much direct loss in 万元 on."""


def least_grade(deaths: int, injured: int, loss_wan: Decimal) -> Incident.Grade:
    """Return the grade that the figures ask for."""
    for grade, dead, hurt, loss in STEPS:
        if deaths >= dead or injured >= hurt or loss_wan >= loss:
            return grade
    return Grade.GENERAL


def is_at_least(grade: str, least: str) -> bool:
    """Whether a grade is as grave as another, or graver."""
    return ORDER.index(Grade(grade)) >= ORDER.index(Grade(least))
