"""The code on an attendee's card: a number, and signs that only this site can make.

A code is for one meeting, one person and one issue of the card. It is short enough to be typed at
the desk, and its signs leave out those that are taken for one another (0 O, 1 I L, U).
"""

from __future__ import annotations

import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

from sanbi.apps.meetings.models import Attendee

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
"""30 ** 8 codes for each number: who guesses one a second needs thousands of years."""


def code_of(attendee: Attendee) -> str:
    """Return the code of an attendee's newest card, such as ``023-7KQ2-M4XD``."""
    said = f"{attendee.meeting_id}:{attendee.pk}:{attendee.card}"
    left = int.from_bytes(
        salted_hmac("sanbi.meetings.card", said, algorithm=hashlib.sha256().name).digest(), "big"
    )
    signs = ""
    for _place in range(LENGTH):
        left, rest = divmod(left, len(SIGNS))
        signs += SIGNS[rest]
    return f"{attendee.number:03d}-{signs[:4]}-{signs[4:]}"


def number_in(code: str) -> int | None:
    """Return the number that a code begins with, or None where it is none."""
    number = plain(code).partition("-")[0]
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 7 else None  # noqa: PLR2004 - of a hall


def is_code_of(attendee: Attendee, code: str) -> bool:
    """Whether a code is that of an attendee's newest card; blanks and case do not count."""
    return constant_time_compare(plain(code), code_of(attendee))


def plain(code: str) -> str:
    """Return a code as it was printed: capitals, plain hyphens and digits, no blanks."""
    return "".join(code.split()).upper().translate(str.maketrans("－—–", "---"))
