"""Codes of voters and receipts of ballots.

A code is made from the site's key, the poll, the voter and the number of the card, so that a card
can be printed again and no list of codes is kept. Only its digest is stored. The live service uses
this module as well, without Django.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

CODE_DIGITS = 8
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs of a receipt: none that is taken for another when read aloud or typed."""
HALF = 4


def code_of(key: str, poll: int, voter: int, card: int) -> str:
    """Return the code on a voter's card: eight digits."""
    made = _made(key, "code", f"{poll}:{voter}:{card}")
    return f"{int.from_bytes(made[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def digest_of_code(key: str, poll: int, code: str) -> str:
    """Return what is stored of a code."""
    return _made(key, "digest", f"{poll}:{code}").hex()


def spaced(code: str) -> str:
    """Return a code as it is printed: 4821 7730."""
    return f"{code[:HALF]} {code[HALF:]}"


def receipt_drawn() -> str:
    """Return a receipt drawn by lot, such as K7MP-4Q82."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(2 * HALF))
    return f"{drawn[:HALF]}-{drawn[HALF:]}"


def _made(key: str, purpose: str, text: str) -> bytes:
    secret = f"sanbi-ballots:{key}".encode()
    return hmac.new(secret, f"{purpose}:{text}".encode(), hashlib.sha256).digest()
