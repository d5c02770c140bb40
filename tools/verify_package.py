#!/usr/bin/env python3
"""Recompute an assessment package with Python's standard library alone.

    python3 tools/verify_package.py PACKAGE.zip [--quiet] [--json] [--language zh|en]

Exit status: 0 identical, 1 different, 2 damaged or unreadable. What this proves and what not:
docs/algorithms/verify.md.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # also where Python leaves it out (-P)

from package_verifier.faults import DamagedError, PackageError, RefusedError
from package_verifier.recompute import verify
from package_verifier.report import (
    DAMAGED,
    DIFFERENT,
    IDENTICAL,
    fault_json,
    fault_text,
    verdict_json,
    verdict_text,
)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Recompute an assessment package 考核数据包 and compare every figure.",
        epilog="Exit status: 0 identical, 1 different, 2 damaged or unreadable.",
    )
    parser.add_argument("package", type=Path, metavar="PACKAGE.zip")
    parser.add_argument("--quiet", action="store_true", help="print nothing; the status tells")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    return parser.parse_args(arguments)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DamagedError("no_file", why=f"{path}: {error.strerror or error}") from error


def _judge(path: Path, language: str, *, as_json: bool) -> tuple[int, str]:
    """Return exit status and what to print."""
    try:
        verdict = verify(_read(path))
    except PackageError as fault:
        status = DIFFERENT if isinstance(fault, RefusedError) else DAMAGED
        return status, fault_json(fault, language) if as_json else fault_text(fault, language)
    status = DIFFERENT if verdict.differences else IDENTICAL
    return status, verdict_json(verdict) if as_json else verdict_text(verdict, language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge one package and return the exit status."""
    chosen = _arguments(arguments)
    status, text = _judge(chosen.package, chosen.language, as_json=chosen.json)
    if not chosen.quiet:
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # a console is one
        print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
