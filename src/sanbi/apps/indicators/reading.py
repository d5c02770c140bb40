"""Reading a figure as people type or paste it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

WIDTH = str.maketrans("０１２３４５６７８９．，－＋％　−–", "0123456789.,-+% --")
NOT_APPLICABLE = frozenset({"不适用", "n/a", "na", "not applicable"})
EMPTY = frozenset({"", "—", "--", "-", "待填", "未填"})
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
LARGEST = Decimal(10) ** 18


@dataclass(frozen=True)
class Typed:
    """What somebody typed: a value, nothing (None), or not applicable; or a fault in words."""

    value: Decimal | None = None
    applicable: bool = True
    fault: str = ""


def read_typed(text: str, decimals: int) -> Typed:
    """Read a figure: half- or full-width, with or without thousands commas.

    More decimals than the indicator has are refused rather than rounded: rounding would change
    what the unit said. Trailing zeros do not count.
    """
    plain = text.translate(WIDTH).strip()
    if plain.lower() in NOT_APPLICABLE:
        return Typed(applicable=False)
    if plain in EMPTY:
        return Typed()
    if "," in plain:
        if not GROUPED.fullmatch(plain):
            return Typed(fault=_("“%(text)s” is not a number.") % {"text": text.strip()})
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain.replace(" ", "").removesuffix("%"))
    except InvalidOperation:
        return Typed(fault=_("“%(text)s” is not a number.") % {"text": text.strip()})
    fault = value_fault(value, decimals)
    return Typed(fault=fault) if fault else Typed(value)


def value_fault(value: Decimal, decimals: int) -> str:
    """Return what is wrong with a figure; empty when it can be kept."""
    if not value.is_finite() or abs(value) >= LARGEST:
        return _("It is too large to be kept.")
    if value != round(value, decimals):
        if decimals == 0:
            return _("Whole numbers only.")
        return _("At most %(decimals)s decimals.") % {"decimals": decimals}
    return ""
