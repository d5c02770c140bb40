"""Sentences that several services and pages share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MARKS: tuple[tuple[str, Promise], ...] = (
    ("unsigned", gettext_lazy("Not signed")),
    ("not_started", gettext_lazy("Approved, not started")),
    ("not_built", gettext_lazy("Started, not built")),
    ("not_finished", gettext_lazy("Built, not finished")),
)
"""未签约 and 三未, as pages say them."""
_SPELT = dict(MARKS)


def mark_words(marks: Iterable[str]) -> list[Promise]:
    """Return marks as pages say them."""
    return [_SPELT[mark] for mark in marks]


def who_keeps() -> str:
    """Say who keeps the register."""
    return _("the bureau that keeps the register of projects")


def who_reports() -> str:
    """Say who reports on a project."""
    return _("the owner, the township's clerk, or the bureau that keeps the register")


def who_approves() -> str:
    """Say who approves a plan for the factors."""
    return _("another person of the bureau that keeps the register, or the office")


def who_decides_waivers() -> str:
    """Say who decides on waivers of lamps."""
    return _("another person of the office, or a leader of the county")
