"""How figures, amounts and dates are written: UI conventions in one place.

A missing value is never written as zero: callers get None back and say why it is missing.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

MINUS: Final = "\u2212"
TEN_THOUSAND: Final = Decimal(10) ** 4
HUNDRED_MILLION: Final = Decimal(10) ** 8
# Long enough for any amount of yuan with all its decimals.
DIGITS: Final = 60

Number = Decimal | float | int | str | None


def as_decimal(value: Number) -> Decimal | None:
    """The value exactly as it would be written; None for None, an empty text, NaN and infinity.

    Raises ValueError for a text that is not a number.
    """
    if value is None or value == "":
        return None
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value).replace(MINUS, "-"))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error
    return number if number.is_finite() else None


def written(value: Number, decimals: int | None = None, *, sign: bool = False) -> str | None:
    """The number with thousands commas and a true minus, a half rounded up; None if missing.

    Without decimals it keeps those that it has. With sign a rise carries "+"; zero never does.
    """
    number = as_decimal(value)
    if number is None:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        if decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        elif number.as_tuple().exponent > 0:  # type: ignore[operator]  # finite: always an integer
            number = number.quantize(Decimal(1))
        text = f"{abs(number):,f}"
    if number < 0:
        return MINUS + text
    return f"+{text}" if sign and number > 0 else text


def growth(value: Number, decimals: int = 1) -> str | None:
    """A rate of change in per cent with its sign: "+6.4%"; None if missing."""
    text = written(value, decimals, sign=True)
    return None if text is None else f"{text}%"


def points_apart(value: Number, decimals: int = 1) -> str | None:
    """The difference of two rates in words, never as a per cent; None if missing."""
    number = as_decimal(value)
    if number is None:
        return None
    size = written(abs(number), decimals)
    if written(number, decimals) == written(0, decimals):
        return _("level")
    if number > 0:
        return _("%(size)s percentage points higher") % {"size": size}
    return _("%(size)s percentage points lower") % {"size": size}


def money(yuan: Number, unit: str = "") -> tuple[str, str] | None:
    """Figure and unit of an amount in yuan; None if missing.

    The unit is "yi" (hundred million, two decimals), "wan" (ten thousand, none) or, without one,
    what fits the size. Name it for a column, so that the column has one.
    """
    number = as_decimal(yuan)
    if number is None:
        return None
    if unit == "yi" or (not unit and abs(number) >= HUNDRED_MILLION):
        return written(number / HUNDRED_MILLION, 2) or "", _("hundred million yuan")
    return written(number / TEN_THOUSAND, 0) or "", _("ten thousand yuan")


def day(value: date | None, on: date | None = None) -> str | None:
    """2026-10-20, or 10-20 in the year of `on`; None if missing."""
    if value is None:
        return None
    if isinstance(value, datetime):
        value = local(value).date()
    if on is not None and value.year == on.year:
        return f"{value:%m-%d}"
    return value.isoformat()


def moment(value: datetime | None, on: date | None = None) -> str | None:
    """Local day and minute: 2026-10-20 18:00, or without the year of `on`; None if missing."""
    if value is None:
        return None
    here = local(value)
    return f"{day(here, on)} {here:%H:%M}"


def local(value: datetime) -> datetime:
    """The moment in the site's time zone; a moment without a zone is taken as local already."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def months(first: int, last: int) -> str:
    """A span of months in one year: "1 至 9 月" (a dash would read as the character for one)."""
    if first == last:
        return _("month %(month)d") % {"month": first}
    return _("months %(first)d to %(last)d") % {"first": first, "last": last}


def circled(number: int) -> str:
    """A footnote's number: ① to ⑳, then (21)."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else f"({number})"  # noqa: PLR2004
