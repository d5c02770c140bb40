"""First step of the demo, in a process of its own: migrate, and load the demo county."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import sys

from sanbi.site.serving.migrating import migrate, set_up


def prepare(now: dt.datetime, stage: str) -> None:
    """Bring the demo's database to a stage of the round."""
    set_up()
    migrate(quiet=True)
    if importlib.util.find_spec("sanbi.site.demo") is None:
        return
    importlib.import_module("sanbi.site.demo").load(now=now, stage=stage)


if __name__ == "__main__":
    prepare(dt.datetime.fromisoformat(sys.argv[1]), sys.argv[2])
