"""Prints reports as plain tables of ratios."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.measuring import Report, Timing

PACKAGES = ("numpy", "polars", "duckdb", "pandas", "pyarrow", "scikit-criteria", "pymcdm")


def machine() -> str:
    """Say in one line where the figures come from."""
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python = platform.python_version()
    return f"{cpus} processors, {platform.machine()}, Python {python}, {packages}"


def show(report: Report) -> None:
    """Print one case: medians, ratios to the fastest, goals."""
    print(f"\n{report.title}")
    fastest = min((timing.median for timing in report.timings), default=0.0)
    width = max((len(timing.name) for timing in report.timings), default=0)
    for timing in sorted(report.timings, key=lambda timing: timing.median):
        print(_line(timing, fastest, width))
    for note in report.notes:
        print(f"  note: {note}")
    for goal in report.goals:
        print(f"  goal {'met   ' if goal.met else 'MISSED'}  {goal.text}: {goal.outcome}")
    sys.stdout.flush()


def _line(timing: Timing, fastest: float, width: int) -> str:
    spread = f"{_time(min(timing.seconds))} – {_time(max(timing.seconds))}"
    memory = f"  {max(timing.peak_mb):6,.0f} MB" if timing.peak_mb else ""
    cpu = f"  cpu {_time(median(timing.cpu)):>9}" if timing.cpu else ""
    ratio = f"{timing.median / fastest:7.2f} ×"
    text = f"  {timing.name:{width}}  {_time(timing.median):>9}  {ratio}{cpu}{memory}  ({spread})"
    return f"{text}  {timing.note}".rstrip()


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def write_json(path: Path, reports: list[Report]) -> None:
    """Write the figures for another program."""
    held = [
        {
            "title": report.title,
            "timings": [
                {
                    "name": t.name,
                    "median": t.median,
                    "seconds": t.seconds,
                    "cpu": t.cpu,
                    "peak_mb": t.peak_mb,
                }
                for t in report.timings
            ],
            "goals": [
                {"text": goal.text, "outcome": goal.outcome, "met": goal.met}
                for goal in report.goals
            ],
        }
        for report in reports
    ]
    text = json.dumps({"machine": machine(), "reports": held}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
