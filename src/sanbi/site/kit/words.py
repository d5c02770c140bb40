"""The closed lists of what a lamp, a mark or a step can say."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Mark:
    """A mark's word and the style that it is drawn in."""

    word: str | Promise
    style: str


LAMPS: Final[dict[str, str | Promise]] = {
    "green": _("On schedule"),
    "yellow": _("Slow"),
    "red": _("Behind"),
    "none": _("Not rated yet"),
}
# From best to worst: a unit's own lamp is the worst of its items.
LAMP_ORDER: Final = ("none", "green", "yellow", "red")

MARKS: Final[dict[str, Mark]] = {
    "revised": Mark(_("Revised"), "revised"),
    "recheck": Mark(_("To be rechecked"), "recheck"),
    "appeal": Mark(_("Under appeal"), "appeal"),
    "statistic": Mark(_("Official statistic"), "source"),
    "dispatch": Mark(_("Dispatch figure"), "source"),
    "department": Mark(_("Department's finding"), "source"),
    "supervision": Mark(_("Supervision's finding"), "source"),
    "ballot": Mark(_("Ballot"), "source"),
    "provisional": Mark(_("Provisional"), "grey"),
    "unpublished": Mark(_("Awaiting publication"), "grey"),
    "not_applicable": Mark(_("Not applicable"), "grey"),
    "imported": Mark(_("Imported"), "grey"),
    "inferred": Mark(_("Inferred"), "warn"),
    "missing": Mark(_("Missing"), "warn"),
    "due": Mark(_("Due soon"), "warn"),
    "original": Mark(_("From the original"), "ok"),
    "final": Mark(_("Final"), "ok"),
    "closed": Mark(_("Closed out"), "ok"),
    "overdue": Mark(_("Overdue"), "bad"),
    "obstacle": Mark(_("Obstacle"), "bad"),
    "returned": Mark(_("Returned"), "bad"),
    "veto": Mark(_("Vetoed"), "bad"),
}

STEP_STATES: Final = {
    "done": _("done"),
    "now": _("now"),
    "next": _("still to come"),
    "back": _("returned"),
}


def lamp_word(kind: str) -> str | Promise:
    """The word of a lamp. Raises ValueError for an unknown one, so that no lamp is ever blank."""
    if kind not in LAMPS:
        raise ValueError(f"lamp {kind!r}: expected one of {', '.join(LAMPS)}")
    return LAMPS[kind]


def mark_of(kind: str) -> Mark:
    """The mark. Raises ValueError for an unknown one."""
    if kind not in MARKS:
        raise ValueError(f"mark {kind!r}: expected one of {', '.join(MARKS)}")
    return MARKS[kind]
