"""What an action is about, within its kind: problem lists, bottom lines, sorts of requests."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Kind

Choices = tuple[tuple[str, Promise], ...]

LISTS: Choices = (
    ("inspection", _("Disciplinary inspection")),
    ("audit", _("Audit findings")),
    ("supervision", _("Government inspection")),
    ("environment", _("Environmental inspection")),
    ("safety", _("Work safety")),
    ("opinion", _("Public opinion online")),
    ("petition", _("Petitions")),
)
"""七张问题清单."""
BOTTOM_LINES: Choices = (
    ("safety", _("Work safety")),
    ("environment", _("Ecology and environment")),
    ("petition", _("Petitions")),
)
REQUESTS: Choices = (
    ("land", _("Land")),
    ("finance", _("Finance")),
    ("labour", _("Labour")),
    ("utilities", _("Water, power, gas")),
    ("approval", _("Approval")),
    ("policy", _("Policies to be honoured")),
    ("other", _("Other")),
)
CATEGORIES: dict[str, Choices] = {
    Kind.RECTIFICATION: LISTS,
    Kind.RISK: BOTTOM_LINES,
    Kind.REQUEST: REQUESTS,
}


def category_words(kind: str, category: str) -> str:
    """Return the words of a category; nothing where the kind has none."""
    return str(dict(CATEGORIES.get(kind, ())).get(category, ""))


def fits(kind: str, category: str) -> bool:
    """Whether a kind has a category; every kind may go without."""
    return not category or category in dict(CATEGORIES.get(kind, ()))
