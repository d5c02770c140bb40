"""Sentences that several services and pages share."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanbi.apps.actions.clock import Clock


def who_supervises() -> str:
    """Say who files and follows actions."""
    return _("the supervision office")


def who_keeps_firms() -> str:
    """Say who keeps the firms of a township and files what they ask for."""
    return _("the firm's township, or the supervision office")


def clock_words(clock: Clock) -> str:
    """Say how much time is left, or by how much it was missed; nothing without a due date."""
    if clock.days is None:
        return ""
    if clock.late:
        return _("%(days)d working days overdue") % {"days": clock.days_late}
    if not clock.runs:
        return _("in time")
    if clock.days == 0:
        return _("due today")
    return _("%(days)d working days left") % {"days": clock.days}
