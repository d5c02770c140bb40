"""Sentences that several services and pages share."""

from __future__ import annotations

from django.utils.translation import gettext as _


def who_keeps() -> str:
    """Say who keeps the register."""
    return _("the bureau that keeps the register of projects")


def who_reports() -> str:
    """Say who reports on a project."""
    return _("the owner, the township's clerk, or the bureau that keeps the register")
