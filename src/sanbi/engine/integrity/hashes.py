"""The two hash functions of the platform, by name: SHA-256 and SM3."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Literal, TypeAlias, get_args

from sanbi.engine.integrity.sm3 import sm3_hex

HashName: TypeAlias = Literal["sha256", "sm3"]
HASH_NAMES: tuple[HashName, ...] = get_args(HashName)
DEFAULT_HASH: HashName = "sha256"

# Both functions give 256 bits.
DIGEST_CHARACTERS = 64

Buffer: TypeAlias = bytes | bytearray | memoryview


def digest(data: Buffer, name: HashName = DEFAULT_HASH) -> str:
    """Return the hash of bytes as 64 lower-case hexadecimal digits.

    Parameters
        data : bytes-like.
        name : "sha256" (FIPS 180-4) or "sm3" (GB/T 32905-2016). SM3 comes from OpenSSL where it
            offers it; else from pure Python, to the same digits, at half a megabyte a second.
    Raises
        ValueError  for any other name.
    Source      docs/algorithms/package.md, "Hash functions"
    >>> digest(b"abc", "sm3")[:16]
    '66c7f0f462eeedd9'
    """
    if name == "sha256":
        return hashlib.sha256(data).hexdigest()
    if name == "sm3":
        return sm3_source()(data)
    raise ValueError(f"unknown hash function {name!r}; use one of {', '.join(HASH_NAMES)}")


def is_digest(text: object) -> bool:
    """Tell whether a value is text of 64 lower-case hexadecimal digits."""
    return (
        isinstance(text, str)
        and len(text) == DIGEST_CHARACTERS
        and not text.strip("0123456789abcdef")
    )


@cache
def sm3_source() -> Callable[[Buffer], str]:
    """Return the SM3 function of this machine: OpenSSL's where it is offered, else our own."""
    try:
        hashlib.new("sm3", usedforsecurity=False)
    except ValueError:
        return sm3_hex
    return _sm3_of_openssl


def _sm3_of_openssl(data: Buffer) -> str:
    return hashlib.new("sm3", data, usedforsecurity=False).hexdigest()
