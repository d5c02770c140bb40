#!/usr/bin/env python3
"""Count a sealed ballot box again with Python's standard library alone.

    python3 tools/verify_round.py BOX.zip [--digest HEX] [--receipt XXXX-XXXX] [--json]

Exit status: 0 identical, 1 different, 2 damaged or unreadable. What this proves and what not:
docs/algorithms/ballot_box.md.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # also where Python leaves it out (-P)

from package_verifier.archive import digest, read_hash_name
from round_verifier.box import read_box
from round_verifier.faults import BoxError, DamagedBoxError, DifferentBoxError
from round_verifier.report import (
    DAMAGED,
    DIFFERENT,
    IDENTICAL,
    Verdict,
    fault_json,
    fault_text,
    verdict_json,
    verdict_text,
)
from round_verifier.tally import recount


def verify(data: bytes, published: str | None = None, receipt: str | None = None) -> Verdict:
    """Return the verdict on the bytes of a box that is what it should be.

    Parameters
        published : the digest that was published; None where there is none to compare with.
        receipt : a receipt that must be in the box.
    Raises
        BoxError  for any other box.
    """
    box = read_box(data)
    standings = recount(box)
    method = read_hash_name(data)
    found = digest(method, data)
    if published is not None and published.strip().lower() != found:
        raise DifferentBoxError("digest", method=method.upper(), found=found, wanted=published)
    if receipt is not None and receipt.strip().upper() not in box.receipts:
        raise DifferentBoxError("receipt", receipt=receipt)
    return Verdict(box, standings, found, published is not None, receipt)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Count a sealed ballot box 封存票箱 again and compare the tally.",
        epilog="Exit status: 0 identical, 1 different, 2 damaged or unreadable.",
    )
    parser.add_argument("box", type=Path, metavar="BOX.zip")
    parser.add_argument("--digest", metavar="HEX", help="the digest that was published")
    parser.add_argument("--receipt", metavar="XXXX-XXXX", help="say whether it is in the box")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    return parser.parse_args(arguments)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DamagedBoxError("place", where=path, why=error.strerror or error) from error


def _judge(chosen: argparse.Namespace) -> tuple[int, str]:
    """Return exit status and what to print."""
    try:
        verdict = verify(_read(chosen.box), chosen.digest, chosen.receipt)
    except BoxError as fault:
        status = DAMAGED if isinstance(fault, DamagedBoxError) else DIFFERENT
        tell = fault_json if chosen.json else fault_text
        return status, tell(fault, chosen.language)
    if chosen.json:
        return IDENTICAL, verdict_json(verdict)
    return IDENTICAL, verdict_text(verdict, chosen.language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge one box and return the exit status."""
    status, text = _judge(_arguments(arguments))
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console is one
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
