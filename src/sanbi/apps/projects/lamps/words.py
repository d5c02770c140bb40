"""Lamps and their rules in words, for pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanbi.apps.projects.lamps.rulebook import read
from sanbi.apps.projects.models import LampRules
from sanbi.engine.scheduling.lamps import Base, condition_words
from sanbi.engine.scheduling.lamps import LampRule as Rule

LAMP_WORDS: dict[str, Promise] = {
    "overall": gettext_lazy("Overall lamp"),
    "start": gettext_lazy("Start lamp"),
    "progress": gettext_lazy("Progress lamp"),
    "payment": gettext_lazy("Payment lamp"),
    "entry": gettext_lazy("Lamp of statistics entry"),
    "obstacle": gettext_lazy("Obstacle lamp"),
}


def lamp_named(lamp: str) -> Promise | str:
    """Name a lamp; one that this version does not know keeps its key."""
    return LAMP_WORDS.get(lamp, lamp)


BASE_WORDS: dict[Base, Promise] = {
    Base.POINTS_OF_PLAN: gettext_lazy("percentage points below the plan"),
    Base.POINTS_OF_TIME: gettext_lazy("percentage points below time progress"),
    Base.SHARE_OF_PLAN: gettext_lazy("share of the plan"),
    Base.SHARE_OF_TIME: gettext_lazy("share of time progress"),
    Base.MONTH_TASK: gettext_lazy("task of the month"),
}
PRESET_WORDS: tuple[tuple[str, Promise], ...] = (
    ("county", gettext_lazy("General set with all five lamps")),
    ("yinchuan-2025", gettext_lazy("Yinchuan 2025")),
    ("sanya-2022", gettext_lazy("Sanya 2022, projects")),
    ("sanya-2022-district", gettext_lazy("Sanya 2022, districts")),
    ("wuhan", gettext_lazy("Wuhan")),
)


@dataclass(frozen=True)
class RuleWords:
    """A lamp's rule as a page shows it; an empty text: there is no such condition."""

    lamp: str
    name: str
    applies: str
    yellow: str
    red: str
    base: str
    waivable: bool


def language() -> str:
    """Return the language of the reader as the engine knows it."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def rules_in_words(row: LampRules) -> list[RuleWords]:
    """Return the rules of a set, in the order of the lamps."""
    return [_in_words(rule) for rule in read(row).lamps.values()]


def _in_words(rule: Rule) -> RuleWords:
    tongue = language()
    applies, yellow, red = (
        condition_words(condition, tongue) if condition else ""
        for condition in (rule.applies, rule.yellow, rule.red)
    )
    base = str(BASE_WORDS[rule.base]) if rule.base else ""
    return RuleWords(
        rule.lamp, str(LAMP_WORDS[rule.lamp]), applies, yellow, red, base, rule.waivable
    )


def overall_in_words(row: LampRules) -> str:
    """Return how the lamps become one colour."""
    rule, tongue = read(row).overall, language()
    if rule.is_worst:
        return _("The worst lamp decides; one that cannot be judged keeps it from being green.")
    parts = [(_("Red"), rule.red), (_("Yellow"), rule.yellow)]
    return "; ".join(f"{name}: {condition_words(c, tongue)}" for name, c in parts if c)
