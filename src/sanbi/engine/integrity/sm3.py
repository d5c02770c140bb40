"""SM3 in pure Python, for machines whose OpenSSL was built without it.

Written from GB/T 32905-2016. The names of that text are kept: V the chaining value, W and W' the
expanded message, FF, GG, P0, P1 its functions.
"""

import struct

_WORD = 0xFFFFFFFF
_BLOCK_BYTES = 64
_INITIAL = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
_EARLY_ROUNDS = 16


def sm3_hex(data: bytes | bytearray | memoryview) -> str:
    """Return the SM3 hash of bytes as 64 lower-case hexadecimal digits.

    Cost grows with the length; about half a megabyte a second.

    Source      GB/T 32905-2016; its two examples are in tests/engine/integrity/test_sm3.py
    >>> sm3_hex(b"abc")
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    message = bytes(data)
    chain: tuple[int, ...] = _INITIAL
    padded = message + _padding(len(message))
    for start in range(0, len(padded), _BLOCK_BYTES):
        chain = _compress(chain, struct.unpack_from(">16I", padded, start))
    return struct.pack(">8I", *chain).hex()


def _padding(length: int) -> bytes:
    """Return a one bit, zeros, and the length in bits, up to a full block (clause 5.2)."""
    zeros = (_BLOCK_BYTES - 9 - length) % _BLOCK_BYTES
    return b"\x80" + bytes(zeros) + struct.pack(">Q", length * 8)


def _rotate(word: int, bits: int) -> int:
    return (word << bits | word >> (32 - bits)) & _WORD


# T_j turned left by j, the constant of round j.
_CONSTANTS = tuple(
    _rotate(0x79CC4519 if j < _EARLY_ROUNDS else 0x7A879D8A, j % 32) for j in range(64)
)


def _expand(block: tuple[int, ...]) -> list[int]:
    """Return W_0 … W_67 (clause 5.3.2)."""
    words = list(block)
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _rotate(words[j - 3], 15)
        mixed ^= _rotate(mixed, 15) ^ _rotate(mixed, 23)  # P1
        words.append(mixed ^ _rotate(words[j - 13], 7) ^ words[j - 6])
    return words


def _compress(chain: tuple[int, ...], block: tuple[int, ...]) -> tuple[int, ...]:
    """Return V_{i+1} from V_i and block i (clause 5.3.3)."""
    words = _expand(block)
    a, b, c, d, e, f, g, h = chain
    for j, constant in enumerate(_CONSTANTS):
        turned = _rotate(a, 12)
        ss1 = _rotate((turned + e + constant) & _WORD, 7)
        if j < _EARLY_ROUNDS:
            ff = a ^ b ^ c
            gg = e ^ f ^ g
        else:
            ff = a & b | a & c | b & c
            gg = e & f | ~e & g
        tt1 = (ff + d + (ss1 ^ turned) + (words[j] ^ words[j + 4])) & _WORD
        tt2 = (gg + h + ss1 + words[j]) & _WORD
        d, c, b, a = c, _rotate(b, 9), a, tt1
        h, g, f, e = g, _rotate(f, 19), e, tt2 ^ _rotate(tt2, 9) ^ _rotate(tt2, 17)  # P0
    return tuple(x ^ y for x, y in zip((a, b, c, d, e, f, g, h), chain, strict=True))
