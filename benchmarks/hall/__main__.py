"""`make bench-hall`: the hall under load, and the kill storm at full size."""

from __future__ import annotations

import argparse
import sys

from benchmarks.hall.load import load_report
from benchmarks.hall.storm import Outcome, Strikes, storm
from benchmarks.measuring import Goal, Report
from benchmarks.reporting import machine, show

FULL = (100_000, Strikes(workers=500, backends=50, servers=20))
SMALL = (2_000, Strikes(workers=6, backends=2, servers=1))


def storm_report(*, quick: bool) -> Report:
    """The storm, and both twins."""
    ballots, strikes = SMALL if quick else FULL
    outcome = storm(ballots, strikes)
    keyless = storm(1_000, Strikes(0, 0, 0), target="benchmarks.hall.twins:make_keyless")
    forgetful = storm(
        2_000, Strikes(0, 0, 3), target="benchmarks.hall.twins:make_forgetful", unsafe=True
    )
    struck = outcome.struck
    told = (
        f"{outcome.acknowledged:,} acknowledged: {outcome.lost} lost, {outcome.doubled} doubled,"
        f" {outcome.missing} on the roll without a ballot"
    )
    return Report(
        f"storm: {struck.workers} workers, {struck.backends} back-ends and {struck.servers}"
        f" servers killed while {ballots:,} people voted",
        [],
        [
            Goal("0 lost, 0 doubled, roll = box", told, _whole(outcome, ballots)),
            Goal("twin without the key doubles", f"{keyless.doubled}", keyless.doubled > 0),
            Goal("twin that does not wait for the disk loses", f"{forgetful.lost}",
                 forgetful.lost > 0),
        ],
        [f"{outcome.seconds:,.0f} s; castings were sent again {outcome.repeated:,} times"],
    )  # fmt: skip


def _whole(outcome: Outcome, ballots: int) -> bool:
    return outcome.clean and outcome.acknowledged == ballots


def main() -> int:
    """Run the parts that are asked for; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hall", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: shows that it works")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    given = parser.parse_args()
    print(machine())
    reports = []
    for name in given.only or PARTS:
        reports.append(PARTS[name](quick=given.quick))
        show(reports[-1])
    return int(not all(goal.met for report in reports for goal in report.goals))


PARTS = {"load": load_report, "storm": storm_report}

if __name__ == "__main__":
    sys.exit(main())
