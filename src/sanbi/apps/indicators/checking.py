"""Checks of a reported value: plain figures in, findings out (docs/mechanisms/checks.md).

A check that lacks a figure that it compares with finds nothing: a first report has no previous
period, and nobody is asked to explain that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

ERROR = "error"
EXPLAIN = "explain"
FEWEST_PEERS = 5  # below that, nothing can be said of an outlier
MAD_TO_SIGMA = Decimal("0.6745")
MEAN_AD_TO_SIGMA = Decimal("0.7979")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Rule:
    """A check as the catalogue has it; ``settings`` as `models.Check` says."""

    kind: str
    severity: str
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What a check says of a value: the fact, and how to mend it."""

    kind: str
    severity: str
    fact: str
    fix: str

    @property
    def blocks(self) -> bool:
        """Whether it must be corrected before the report can be handed in."""
        return self.severity == ERROR


@dataclass(frozen=True)
class Figures:
    """What a value is compared with; None: not known.

    Parameters
        value : Decimal, of this period.
        decimals : int, places that are shown.
        previous, year_ago : Decimal or None, one period and one year earlier.
        same_year : bool, whether the previous period lies in the same year (cumulative values
            begin again in January).
        parts : values of the indicators that this one is the sum of; None where one is empty.
        others : value by indicator code, of the same unit and period.
        peers : values of the other units of the group.
        begins_anew : bool, whether a cumulative value begins again in this period, so that the
            period before says nothing of it.
    """

    value: Decimal
    decimals: int = 0
    previous: Decimal | None = None
    year_ago: Decimal | None = None
    same_year: bool = True
    parts: Sequence[Decimal | None] = ()
    others: Mapping[str, Decimal] = field(default_factory=dict)
    peers: Sequence[Decimal] = ()
    begins_anew: bool = False

    def shown(self, value: Decimal) -> str:
        """Return a figure as the grid shows it."""
        return shown(value, self.decimals)


def findings(rules: Sequence[Rule], figures: Figures) -> tuple[Finding, ...]:
    """Return what the checks find, errors first.

    Raises
        KeyError  for a kind that does not exist.
    """
    found = []
    for rule in rules:
        said = CHECKS[rule.kind](figures, rule.settings)
        if said is not None:
            found.append(Finding(rule.kind, rule.severity, *said))
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


# -- the checks: each gives the fact and the fix, or None ------------------------------------------
Said = tuple[str, str] | None


def check_range(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a value below ``least`` or above ``most``; either may be left out."""
    least, most = number(settings.get("least")), number(settings.get("most"))
    fix = _("Check the unit of measure and the decimal point.")
    if least is not None and figures.value < least:
        return _("It is less than %(least)s.") % {"least": figures.shown(least)}, fix
    if most is not None and figures.value > most:
        return _("It is more than %(most)s.") % {"most": figures.shown(most)}, fix
    return None


def check_jump(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a change of more than ``percent`` against the ``previous`` period or ``year_ago``.

    Where the base is 0 there is no percentage, and nothing is found; nor against the period before
    where a cumulative value begins anew: January is always less than December.
    """
    yearly = settings.get("against") == "year_ago"
    base = figures.year_ago if yearly else figures.previous
    limit = number(settings.get("percent"))
    if base is None or base == 0 or limit is None or (figures.begins_anew and not yearly):
        return None
    change = (figures.value - base) / abs(base) * HUNDRED
    if abs(change) <= limit:
        return None
    texts = {
        (False, True): _(
            "It rose by %(change)s%% against the period before; the limit is %(limit)s%%."
        ),
        (False, False): _(
            "It fell by %(change)s%% against the period before; the limit is %(limit)s%%."
        ),
        (True, True): _("It rose by %(change)s%% against a year ago; the limit is %(limit)s%%."),
        (True, False): _("It fell by %(change)s%% against a year ago; the limit is %(limit)s%%."),
    }
    said = texts[yearly, change > 0] % {
        "change": shown(abs(change), 1),
        "limit": plain(limit),
    }
    return said, _("If it is right, write one sentence why.")


def check_falls(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a cumulative value that is less than that of the period before, within a year."""
    del settings
    if figures.previous is None or not figures.same_year or figures.value >= figures.previous:
        return None
    return (
        _("It is less than %(previous)s, the period before; a cumulative value does not fall.")
        % {"previous": figures.shown(figures.previous)},
        _("If the earlier value was wrong, ask the bureau to correct that one."),
    )


def check_sum(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a value that differs from the sum of its parts by more than ``tolerance`` (0)."""
    filled = [part for part in figures.parts if part is not None]
    if not figures.parts or len(filled) < len(figures.parts):
        return None
    total = sum(filled, Decimal(0))
    tolerance = number(settings.get("tolerance")) or Decimal(0)
    if abs(figures.value - total) <= tolerance:
        return None
    return (
        _("The parts add up to %(total)s, not to %(value)s.")
        % {"total": figures.shown(total), "value": figures.shown(figures.value)},
        _("Correct the part or the sum that is wrong."),
    )


def check_ratio(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a ratio to another indicator (code ``to``) below ``least`` or above ``most``."""
    other = figures.others.get(str(settings.get("to", "")))
    if other is None or other == 0:
        return None
    ratio = figures.value / other
    least, most = number(settings.get("least")), number(settings.get("most"))
    if (least is None or ratio >= least) and (most is None or ratio <= most):
        return None
    return (
        _("It is %(ratio)s times “%(other)s”; expected is %(range)s.")
        % {
            "ratio": shown(ratio, 3),
            "other": settings.get("name") or settings["to"],
            "range": range_text(least, most),
        },
        _("Look at both values; one of them does not fit."),
    )


def check_outlier(figures: Figures, settings: Mapping[str, Any]) -> Said:
    """Find a value far from its group: a robust z score beyond ``z`` (3.5).

    z = 0.6745 · (x − median) / MAD over the other units; where more than half of them are equal
    (MAD 0), the mean absolute deviation stands in: 0.7979 · (x − median) / mean AD.
    """
    if len(figures.peers) < FEWEST_PEERS:
        return None
    score = robust_z(figures.value, figures.peers)
    limit = number(settings.get("z")) or Decimal("3.5")
    if score is None or abs(score) <= limit:
        return None
    middle = figures.shown(median(figures.peers))
    words = {
        True: _("It is far above the group, whose middle value is %(middle)s."),
        False: _("It is far below the group, whose middle value is %(middle)s."),
    }
    said = words[score > 0] % {"middle": middle}
    return said, _("Check the unit of measure; if it is right, write one sentence why.")


CHECKS: dict[str, Callable[[Figures, Mapping[str, Any]], Said]] = {
    "range": check_range,
    "jump": check_jump,
    "falls": check_falls,
    "sum": check_sum,
    "ratio": check_ratio,
    "outlier": check_outlier,
}


# -- arithmetic ------------------------------------------------------------------------------------
def robust_z(value: Decimal, peers: Sequence[Decimal]) -> Decimal | None:
    """Return the robust z score of a value among its peers; None where all peers are equal."""
    middle = median(peers)
    away = [abs(peer - middle) for peer in peers]
    spread = median(away)
    if spread:
        return MAD_TO_SIGMA * (value - middle) / spread
    mean = sum(away, Decimal(0)) / len(away)
    if mean:
        return MEAN_AD_TO_SIGMA * (value - middle) / mean
    return None


def number(value: object) -> Decimal | None:
    """Return a setting as an exact number; None where it is left out."""
    return None if value is None or value == "" else Decimal(str(value))


def shown(value: Decimal, decimals: int) -> str:
    """Return a figure with thousands commas, fixed decimals and a true minus."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{rounded:,.{decimals}f}"
    if text.startswith("-"):
        return "−" + text[1:] if any(digit in text for digit in "123456789") else text[1:]
    return text


def plain(value: Decimal) -> str:
    """Return a setting without trailing zeros: 50, 0.5."""
    return f"{value.normalize():f}"


def range_text(least: Decimal | None, most: Decimal | None) -> str:
    """Return a range in words."""
    if least is None:
        return _("at most %(most)s") % {"most": plain(most or Decimal(0))}
    if most is None:
        return _("at least %(least)s") % {"least": plain(least)}
    return _("%(least)s to %(most)s") % {"least": plain(least), "most": plain(most)}


def settings_fault(kind: str, settings: Mapping[str, Any]) -> str:
    """Return what is wrong with a check's settings; empty when they can be used."""
    needed = {"jump": ("percent",), "ratio": ("to",)}.get(kind, ())
    allowed = {
        "range": {"least", "most"},
        "jump": {"against", "percent"},
        "falls": set(),
        "sum": {"tolerance"},
        "ratio": {"to", "least", "most", "name"},
        "outlier": {"z"},
    }.get(kind)
    if allowed is None:
        return _("There is no check called %(kind)s.") % {"kind": kind}
    strange = sorted(set(settings) - allowed)
    if strange:
        return _("The check does not know “%(name)s”.") % {"name": strange[0]}
    for name in needed:
        if settings.get(name) in (None, ""):
            return _("The check needs “%(name)s”.") % {"name": name}
    return _number_fault(settings)


def _number_fault(settings: Mapping[str, Any]) -> str:
    for name in ("least", "most", "percent", "tolerance", "z"):
        try:
            value = number(settings.get(name))
        except ArithmeticError:
            return _("“%(name)s” is not a number.") % {"name": name}
        if value is not None and not value.is_finite():
            return _("“%(name)s” is not a number.") % {"name": name}
    if settings.get("against", "previous") not in ("previous", "year_ago"):
        return _("A jump is held against the period before or a year ago.")
    return ""
