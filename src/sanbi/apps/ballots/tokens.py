"""Signed texts that the live service hands out and takes back, so that it need not remember them.

A voter's token says for which poll, as whom and in which way somebody may cast, for some hours; a
terminal's token says that a browser stands in a venue. Both travel in bodies, never in addresses.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

SIGNATURE_BYTES = 16


@dataclass(frozen=True)
class VoterToken:
    """May cast one ballot, until somebody is given another ``card``.

    ``own`` is the code of the voter's unit; ``until`` in seconds of the epoch.
    """

    poll: int
    voter: int
    voter_class: int
    own: str
    way: str
    card: int
    until: int


def voter_token(key: str, token: VoterToken) -> str:
    """Return the text of a voter's token."""
    fields = [
        token.poll,
        token.voter,
        token.voter_class,
        token.own,
        token.way,
        token.card,
        token.until,
    ]
    return _signed(key, "voter", fields)


def read_voter_token(key: str, text: str, now: float) -> VoterToken | None:
    """Return a voter's token; None when it is forged or too old."""
    fields = _read(key, "voter", text)
    if fields is None:
        return None
    token = VoterToken(*fields)
    return token if token.until > now else None


def terminal_token(key: str, poll: int, venue: str, number: int) -> str:
    """Return the text of a terminal's token."""
    return _signed(key, "terminal", [poll, venue, number])


def read_terminal_token(key: str, text: str) -> tuple[int, str, int] | None:
    """Return poll, venue and number of a terminal; None when the token is forged."""
    fields = _read(key, "terminal", text)
    return None if fields is None else (fields[0], fields[1], fields[2])


def _signed(key: str, purpose: str, fields: list[Any]) -> str:
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    return _text(_signature(key, purpose, body) + body)


def _read(key: str, purpose: str, text: str) -> list[Any] | None:
    try:
        held = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return None
    signature, body = held[:SIGNATURE_BYTES], held[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(key, purpose, body)):
        return None
    fields: list[Any] = json.loads(body)
    return fields


def _signature(key: str, purpose: str, body: bytes) -> bytes:
    secret = f"sanbi-live:{purpose}:{key}".encode()
    return hmac.new(secret, body, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def _text(held: bytes) -> str:
    return base64.urlsafe_b64encode(held).decode().rstrip("=")
