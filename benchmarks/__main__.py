"""`python -m benchmarks`: every case, or `--only` some, at full or (`--quick`) small size."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import DifferentRanksError, Report
from benchmarks.reporting import machine, show, write_json


def cohort(runs: int, *, quick: bool) -> Report:
    from benchmarks.one_cohort import measure

    # milliseconds each: more runs cost nothing and steady the medians
    return measure(300, 20, runs) if quick else measure(5_000, 100, 5 * runs)


def long_file(runs: int, *, quick: bool) -> Report:
    from benchmarks.long_file import measure

    return measure(200, 10, 3, runs) if quick else measure(41_000, 100, 12, runs)


def kernel(runs: int, *, quick: bool) -> Report:
    from benchmarks.kernel import measure

    return measure(400, 20, 3, runs) if quick else measure(41_000, 100, 12, runs)


def county(runs: int, *, quick: bool) -> Report:
    from benchmarks.county_round import measure

    return measure(1 if quick else runs)


def feed(runs: int, *, quick: bool) -> Report:
    from benchmarks.feeding import measure

    return measure(20, 3, runs) if quick else measure(100, 56, max(2, runs // 2))


def audit(runs: int, *, quick: bool) -> Report:
    from benchmarks.audit_check import measure

    return measure(20_000, 1) if quick else measure(1_000_000, max(1, runs // 3))


def pages(runs: int, *, quick: bool) -> Report:
    from benchmarks.pages import measure

    return measure(20, 40, 3, 10) if quick else measure(100, 200, 36, 20 * runs)


def projects(runs: int, *, quick: bool) -> Report:
    from benchmarks.projects import measure

    return measure(120, 10) if quick else measure(5_000, 12 * runs)


def actions(runs: int, *, quick: bool) -> Report:
    from benchmarks.actions import measure

    return measure(400, 10) if quick else measure(20_000, 12 * runs)


def back_scheduling(runs: int, *, quick: bool) -> Report:
    from benchmarks.back_scheduling import measure

    return measure(200 if quick else 5_000, runs)


def allocation(runs: int, *, quick: bool) -> Report:
    from benchmarks.allocation import measure

    return measure(1 if quick else min(runs, 3), quick=quick)


def shared_resources(_runs: int, *, quick: bool) -> Report:
    from benchmarks.shared_resources import measure

    return measure(quick=quick)


def hall(_runs: int, *, quick: bool) -> Report:
    from benchmarks.hall.load import load_report

    return load_report(quick=quick)


def studies(runs: int, *, quick: bool) -> Report:
    from benchmarks.robustness import measure

    return measure(200, 10, 700, runs) if quick else measure(5_000, 100, 10_000, runs)


def studies_peer(runs: int, *, quick: bool) -> Report:
    from benchmarks.robustness import measure_peer

    return measure_peer(20, 10, 60, runs) if quick else measure_peer(100, 60, 1_000, runs)


def plans(runs: int, *, quick: bool) -> Report:
    from benchmarks.advice import measure

    return measure(6, 6, runs, None) if quick else measure(20, 60, runs, None)


def plans_rounded(runs: int, *, quick: bool) -> Report:
    from benchmarks.advice import measure

    return measure(6, 6, runs, 2) if quick else measure(20, 60, runs, 2)


CASES: dict[str, Callable[..., Report]] = {
    "cohort": cohort,
    "kernel": kernel,
    "long-file": long_file,
    "county": county,
    "feed": feed,
    "audit": audit,
    "pages": pages,
    "projects": projects,
    "actions": actions,
    "allocation": allocation,
    "back-scheduling": back_scheduling,
    "shared-resources": shared_resources,
    "hall": hall,
    "robustness": studies,
    "robustness-peer": studies_peer,
    "advice": plans,
    "advice-rounded": plans_rounded,
}


def main() -> int:
    """Run the cases and print the reports; 1 when two contenders rank differently."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it works")
    parser.add_argument("--runs", type=int, help="runs of each contender (5; with --quick 2)")
    parser.add_argument("--only", nargs="+", choices=CASES, help="leave out the other cases")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    given = parser.parse_args()
    runs = given.runs or (2 if given.quick else 5)
    print(machine())
    if given.quick:
        print("small sizes: the goals are stated for the full ones, and may be missed here")
    reports = []
    for name in given.only or CASES:
        try:
            reports.append(CASES[name](runs, quick=given.quick))
        except DifferentRanksError as error:
            print(f"\n{name}: {error}")
            return 1
        show(reports[-1])
    goals = [goal for report in reports for goal in report.goals]
    met = sum(goal.met for goal in goals)
    print(f"\n{met} of {len(goals)} goals met.")
    if given.json:
        write_json(given.json, reports)
    return 0


if __name__ == "__main__":
    sys.exit(main())
