"""Cells of tables about factors: numbers, months, lists, with a sentence for what cannot be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isfinite

from django.utils.translation import gettext as _

from sanbi.apps.projects.importing import split_tags

MOST = 1e12
_MONTH = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])")
YES, NO = ("是", "yes", "1", "√"), ("否", "no", "0", "")


class UnfitError(Exception):
    """A cell that cannot be so: what is wrong, and how to mend it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def amount(text: str, *, most: float = MOST) -> float:
    """Return a number from 0; an empty cell is 0."""
    plain = text.replace(",", "").replace("，", "").strip()
    if not plain:
        return 0.0
    try:
        value = float(plain)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not 0 <= value <= most:
        raise UnfitError(
            _("“%(text)s” is no number from 0 to %(most)s.")
            % {"text": text[:20], "most": f"{most:,.0f}"},
            _("Write digits, without a unit."),
        )
    return value


def month(text: str) -> str:
    """Return a month such as 2027-03; an empty cell stays empty."""
    plain = text.strip().replace("/", "-")[:7]
    if plain and not _MONTH.fullmatch(plain):
        raise UnfitError(
            _("“%(text)s” is no month.") % {"text": text[:20]}, _("Write it such as 2027-03.")
        )
    return plain


def months(text: str) -> tuple[str, ...]:
    """Return the months of a list."""
    return tuple(month(part) for part in split_listed(text))


def split_listed(text: str) -> tuple[str, ...]:
    """Return the parts of a list, equal ones kept."""
    parts = text.translate(str.maketrans("，、；;", ",,,,")).split(",")
    return tuple(part.strip() for part in parts if part.strip())


def names(text: str) -> tuple[str, ...]:
    """Return the parts of a list, each once."""
    return split_tags(text)


def truth(text: str) -> bool:
    """Return whether a cell says yes."""
    plain = text.strip().lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise UnfitError(
        _("“%(text)s” is neither yes nor no.") % {"text": text[:20]}, _("Write 是 or 否.")
    )


def expiry(text: str, labels: Sequence[str]) -> dict[int, float]:
    """Return place of a month → share carried over, from a list such as 2027-04:50%."""
    found: dict[int, float] = {}
    for part in split_listed(text):
        label, _sign, share = part.replace("：", ":").partition(":")
        named = month(label)
        if named not in labels[1:]:
            raise UnfitError(
                _("Stock cannot expire in “%(text)s”.") % {"text": part[:20]},
                _("Name a month of the table after its first, such as 2027-04:50%."),
            )
        found[labels.index(named)] = amount(share.strip().rstrip("%") or "0", most=100) / 100
    return found
