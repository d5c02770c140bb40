"""Limits, reminders and cards as data: what holds on a day, and what is built in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Card, Rulebook


class Audience(TextChoices):
    """Whom a reminder goes to, besides the clerks of the lead unit."""

    UNIT = "unit", _("The lead unit")
    SUPPORTING = "supporting", _("The supporting units")
    UNIT_LEADER = "unit_leader", _("The head of the lead unit")
    RESPONSIBLE = "responsible", _("The responsible leader")
    SUPERVISOR = "supervisor", _("The supervision office")
    COUNTY = "county", _("The leaders of the county")


@dataclass(frozen=True)
class Limit:
    """A class of limits: its working days, or between which the supervisor chooses."""

    key: str
    name: str
    least: int
    most: int

    @property
    def fixed(self) -> bool:
        """Whether it leaves no choice."""
        return self.least == self.most


@dataclass(frozen=True)
class Rule:
    """A reminder so many working days after the due date, before it below 0; perhaps a card."""

    days: int
    to: tuple[str, ...]
    card: str = ""


@dataclass(frozen=True)
class Rules:
    """What holds on a day. Version 0 is built in."""

    version: int
    limits: tuple[Limit, ...]
    reminders: tuple[Rule, ...]
    near_days: int

    def limit(self, key: str) -> Limit | None:
        """Return a class of limits by its key."""
        return next((row for row in self.limits if row.key == key), None)


LIMITS = (
    Limit("urgent", "紧急批示", 1, 5),
    Limit("normal", "一般事项", 15, 15),
    Limit("minutes", "会议纪要", 20, 20),
    Limit("hard", "疑难事项", 30, 30),
)
"""Working days, as supervision offices give them (docs/mechanisms/actions.md)."""

REMINDERS = (
    Rule(-3, (Audience.UNIT, Audience.SUPPORTING)),
    Rule(-1, (Audience.UNIT, Audience.UNIT_LEADER)),
    Rule(1, (Audience.UNIT, Audience.UNIT_LEADER, Audience.SUPERVISOR), Card.Colour.YELLOW),
    Rule(
        5,
        (Audience.UNIT, Audience.UNIT_LEADER, Audience.RESPONSIBLE, Audience.SUPERVISOR),
        Card.Colour.RED,
    ),
    Rule(10, (Audience.UNIT_LEADER, Audience.RESPONSIBLE, Audience.COUNTY)),
)
BUILT_IN = Rules(0, LIMITS, REMINDERS, 3)


def rules_on(day: date) -> Rules:
    """Return what holds on a day; what is built in, where the county has no rules of its own."""
    found = Rulebook.objects.filter(valid_from__lte=day).order_by("-version").first()
    return BUILT_IN if found is None else rules_of(found)


def rules_of(book: Rulebook) -> Rules:
    """Return the rules of a version."""
    return Rules(
        book.version,
        tuple(Limit(row["key"], row["name"], row["least"], row["most"]) for row in book.limits),
        tuple(Rule(row["days"], tuple(row["to"]), row["card"]) for row in book.reminders),
        book.near_days,
    )


def limits_data(limits: Sequence[Limit]) -> list[dict[str, Any]]:
    """Return limits as they are kept."""
    return [
        {"key": row.key, "name": row.name, "least": row.least, "most": row.most} for row in limits
    ]


def reminders_data(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return reminders as they are kept."""
    return [
        {"days": row.days, "to": [str(who) for who in row.to], "card": str(row.card)}
        for row in rules
    ]
