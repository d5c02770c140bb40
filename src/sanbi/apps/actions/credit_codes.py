"""The social credit code 统一社会信用代码 of a firm (GB 32100): 18 signs, the last a check."""

from __future__ import annotations

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and letters without I, O, S, V, Z."""
LENGTH = 18
_MODULUS = 31
_FACTOR = 3


def check_sign(first: str) -> str:
    """Return the check sign of the first 17 signs.

    Raises
    ------
    ValueError
        for another length, or a sign that no code has.
    """
    if len(first) != LENGTH - 1:
        raise ValueError(first)
    total = sum(
        SIGNS.index(sign) * pow(_FACTOR, place, _MODULUS) for place, sign in enumerate(first)
    )
    return SIGNS[-total % _MODULUS]


def is_credit_code(text: str) -> bool:
    """Whether a text is a code whose check sign fits."""
    if len(text) != LENGTH or any(sign not in SIGNS for sign in text):
        return False
    return check_sign(text[:-1]) == text[-1]
