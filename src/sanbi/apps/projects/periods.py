"""Months of reports: 2026-09, when each closes, and which lie in a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused

CLOSES_ON = 10
"""A month is open for reports until the end of this day of the next month; then 已修订."""
_MONTH = re.compile(r"(2[01][0-9]{2})-(0[1-9]|1[0-2])")


def month_of(day: date) -> str:
    """Return the month of a day, such as 2026-09."""
    return f"{day:%Y-%m}"


def month_before(period: str) -> str:
    """Return the month before."""
    return month_of(date.fromisoformat(f"{period}-01") - timedelta(days=1))


def closes_on(period: str) -> date:
    """Return the last day on which a month's report is no revision."""
    after = date.fromisoformat(f"{period}-28") + timedelta(days=4)
    return after.replace(day=CLOSES_ON)


def is_closed(period: str, today: date) -> bool:
    """Whether what is reported now for the month is a revision."""
    return today > closes_on(period)


def closed_last(today: date) -> str:
    """Return the last month that is closed.

    >>> closed_last(date(2026, 10, 10)), closed_last(date(2026, 10, 11))
    ('2026-08', '2026-09')
    """
    month = month_before(month_of(today))
    return month if is_closed(month, today) else month_before(month)


def require_month(period: str, today: date) -> None:
    """Go on only with a month that has begun.

    Raises
    ------
    Refused
        for what is no month, or one to come.
    """
    if not _MONTH.fullmatch(period):
        raise Refused(
            _("“%(period)s” is no month.") % {"period": period[:20]},
            _("Write it such as 2026-09."),
            "period",
        )
    if period > month_of(today):
        raise Refused(_("This month has not come yet."), _("Choose an earlier one."), "period")
