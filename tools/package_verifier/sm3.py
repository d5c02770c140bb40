"""The hash SM3 (GB/T 32905-2016), for machines whose hashlib has none."""

import hashlib
import struct

START = (
    0x7380166F,
    0x4914B2B9,
    0x172442D7,
    0xDA8A0600,
    0xA96F30BC,
    0x163138AA,
    0xE38DEE4D,
    0xB0FB0E4E,
)
WORD = 0xFFFFFFFF
BLOCK = 64
EARLY_ROUNDS = 16
ROUNDS = 64


def _turn(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & WORD


def _expand(block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turn(words[j - 3], 15)
        spread = mixed ^ _turn(mixed, 15) ^ _turn(mixed, 23)
        words.append(spread ^ _turn(words[j - 13], 7) ^ words[j - 6])
    return words


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = _expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(ROUNDS):
        early = j < EARLY_ROUNDS
        constant = 0x79CC4519 if early else 0x7A879D8A
        first = _turn((_turn(a, 12) + e + _turn(constant, j)) & WORD, 7)
        second = first ^ _turn(a, 12)
        mix_a = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        mix_e = e ^ f ^ g if early else (e & f) | (~e & WORD & g)
        top = (mix_a + d + second + (words[j] ^ words[j + 4])) & WORD
        low = (mix_e + h + first + words[j]) & WORD
        d, c, b, a = c, _turn(b, 9), a, top
        h, g, f, e = g, _turn(f, 19), e, low ^ _turn(low, 9) ^ _turn(low, 17)
    return tuple(x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def sm3_plain(data: bytes) -> str:
    """Return the SM3 hash of ``data`` in hexadecimal, computed here."""
    padding = b"\x80" + b"\0" * ((BLOCK - 9 - len(data)) % BLOCK)
    padded = data + padding + struct.pack(">Q", 8 * len(data))
    state: tuple[int, ...] = START
    for at in range(0, len(padded), BLOCK):
        state = _compress(state, padded[at : at + BLOCK])
    return "".join(f"{word:08x}" for word in state)


def sm3(data: bytes) -> str:
    """Return the SM3 hash of ``data``, by hashlib where it knows SM3."""
    try:
        return hashlib.new("sm3", data).hexdigest()
    except ValueError:
        return sm3_plain(data)
