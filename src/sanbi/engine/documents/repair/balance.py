"""Marks that open and close: a reading that closes what is not open is hardly right."""

from __future__ import annotations

import re

OPENED_BY = {"）": "（", "”": "“", "》": "《", "】": "【", "’": "‘"}
AS_FULL = str.maketrans("()", "（）")
MARKS = re.compile(f"[()\n{''.join(OPENED_BY)}{''.join(OPENED_BY.values())}]")
UNBALANCED = 3.0  # nats against each mark that closes nothing, or opens what is open already


def opened(line: str) -> frozenset[str]:
    """The marks that stand open at the end of what a line holds so far."""
    open_now: set[str] = set()
    for sign in MARKS.findall(line):
        _taken(sign.translate(AS_FULL), open_now)
    return frozenset(open_now)


def unbalanced(reading: str, open_before: frozenset[str]) -> float:
    """What speaks against a reading by the marks in it that open and close, in nats.

    Parameters
        open_before : the marks that are open where it begins (`opened`).
    """
    signs = MARKS.findall(reading)
    if not signs:
        return 0.0
    open_now = set(open_before)
    return UNBALANCED * sum(_taken(sign.translate(AS_FULL), open_now) for sign in signs)


def _taken(sign: str, open_now: set[str]) -> bool:
    """Take in one sign; whether it cannot stand here."""
    if sign == "\n":
        open_now.clear()
        return False
    if sign in OPENED_BY:
        wrong = OPENED_BY[sign] not in open_now
        open_now.discard(OPENED_BY[sign])
        return wrong
    wrong = sign in open_now
    open_now.add(sign)
    return wrong
