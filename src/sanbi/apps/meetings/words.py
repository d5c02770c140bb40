"""Sentences that several services and pages share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sanbi.apps.projects.queries.dispatch import Ground, Reason


def who_convenes() -> str:
    """Say who calls meetings."""
    return _("the assessment office, or the bureau that keeps the register of projects")


def reason_words(reason: Reason) -> str:
    """Return one reason for the agenda in the reader's language."""
    if reason.ground == Ground.LAMP:
        said, words = reason.about.rstrip("。."), _("red lamp: %(about)s")
        colour = words.partition("%(")[0]  # a reading of several lamps names it already
        return said if said.casefold().startswith(colour.casefold()) else words % {"about": said}
    if reason.ground == Ground.DUE_DATE:
        words = _("expected %(days)d days after its due date %(about)s")
    elif reason.ground == Ground.OBSTACLE:
        words = _("obstacle “%(about)s” overdue for %(days)d days")
    else:
        words = _("node “%(about)s” overdue for %(days)d days")
    return words % {"about": reason.about, "days": reason.days}


def why_words(reasons: Iterable[Reason], longest: int = 500) -> str:
    """Return reasons as one text, cut where the field ends."""
    return _("; ").join(reason_words(reason) for reason in reasons)[:longest]
