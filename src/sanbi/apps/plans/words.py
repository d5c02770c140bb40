"""Sentences that several services and pages share."""

from __future__ import annotations

from django.utils.translation import gettext as _


def who_writes() -> str:
    """Say who writes plans."""
    return _("the assessment office")


def who_adopts() -> str:
    """Say who adopts a draft."""
    return _("the assessment office or a leader of the county; not who wrote the draft")


def unit_words() -> str:
    """Say who speaks for a unit."""
    return _("people of the unit")
