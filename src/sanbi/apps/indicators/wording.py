"""Words for periods, changes and due dates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanbi.apps.indicators.checking import number, plain, range_text, shown
from sanbi.engine.calendar import Period

SOON = 3  # days before a date within which the hours are told as well
FEW = 100  # below that a count is compared by its difference, not in per cent


def period_words(text: str) -> str:
    """Return a period's name: 2026年9月, or September 2026."""
    period = Period.parse(text, strict=False)
    return period.label_zh() if (get_language() or "zh").startswith("zh") else period.label_en()


def change_words(
    value: Decimal | None, before: Decimal | None, *, rate: bool, measure: str, decimals: int
) -> str:
    """Return how a value differs from an earlier one, in the fewest words.

    Rates differ by percentage points, never by per cent; small counts by their difference;
    everything else in per cent. Empty when one is not known, or the earlier is 0.
    """
    if value is None or before is None:
        return ""
    if value == before:
        return _("unchanged")
    gap = value - before
    if rate:
        words = _("up %(gap)s points") if gap > 0 else _("down %(gap)s points")
        return words % {"gap": shown(abs(gap), max(decimals, 1))}
    if decimals == 0 and max(abs(value), abs(before)) < FEW:
        return _("%(gap)s %(measure)s") % {"gap": signed(gap, 0), "measure": measure}
    if before == 0:
        return ""
    return f"{signed(gap / abs(before) * 100, 1)}%"


def signed(value: Decimal, decimals: int) -> str:
    """Return a difference with its sign: +3.2, −1.4."""
    text = shown(value, decimals)
    return f"+{text}" if value > 0 else text


def time_left(due: datetime, now: datetime) -> str:
    """Return how long there is until a moment, or for how long it has passed."""
    seconds = int((due - now).total_seconds())
    days, hours = divmod(abs(seconds) // 3600, 24)
    if days:
        span = ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        if hours and days < SOON:
            span = _("%(days)s %(hours)s h") % {"days": span, "hours": hours}
    else:
        span = _("%(hours)s h") % {"hours": hours} if hours else _("less than an hour")
    return (_("%(span)s left") if seconds >= 0 else _("%(span)s late")) % {"span": span}


def check_words(kind: str, settings: Mapping[str, Any]) -> str:
    """Return what a check holds a value against, in words; empty when it has no settings."""
    given = {name: number(settings.get(name)) for name in ("percent", "tolerance", "z")}
    told = {name: plain(value) for name, value in given.items() if value is not None}
    if kind == "jump" and "percent" in told:
        if settings.get("against") == "year_ago":
            return _("more than %(percent)s%% from a year ago") % told
        return _("more than %(percent)s%% from the period before") % told
    if kind == "sum" and "tolerance" in told:
        return _("may differ by %(tolerance)s") % told
    if kind == "outlier" and "z" in told:
        return _("robust z above %(z)s") % told
    least, most = number(settings.get("least")), number(settings.get("most"))
    other = settings.get("name") or settings.get("to") or ""
    limits = "" if least is None and most is None else range_text(least, most)
    return " ".join(str(part) for part in (other, limits) if part)
