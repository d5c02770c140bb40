"""First step of the demo, in a process of its own: migrate, and load the demo county."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import sys
from collections.abc import Iterable

from sanbi.site.serving.migrating import migrate, set_up

SHOWN = ("username", "password", "role", "unit", "look")


def prepare(now: dt.datetime, stage: str) -> None:
    """Bring the demo's database to a stage of the round, and print the log-ins."""
    set_up()
    migrate(quiet=True)
    if importlib.util.find_spec("sanbi.site.demo") is None:
        return
    demo = importlib.import_module("sanbi.site.demo")
    if hasattr(demo, "load"):
        demo.load(now=now, stage=stage)
    if hasattr(demo, "accounts"):
        print_accounts(demo.accounts())


def print_accounts(accounts: Iterable[object]) -> None:
    """One line for each log-in: name, password, and who that is."""
    rows = [tuple(str(getattr(account, name, "")) for name in SHOWN) for account in accounts]
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, wide, strict=True)]
        sys.stdout.write(f"  {'  '.join(cells).rstrip()}\n")


if __name__ == "__main__":
    prepare(dt.datetime.fromisoformat(sys.argv[1]), sys.argv[2])
