"""The benchmarks run at small sizes, take turns, and refuse contenders that rank differently."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.__main__ import CASES
from benchmarks.index_task import competition_ranks, made_up, ranks_by_numpy, scheme_of, units_of
from benchmarks.measuring import DifferentRanksError, Timing, no_slower, rotated, side_by_side
from sanbi.engine.scoring import score

SMALL = ["--quick", "--runs", "2"]


@pytest.mark.slow
def test_every_case_runs_at_small_size(repo: Path, tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", *SMALL, "--json", str(out)]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    reports = json.loads(out.read_text(encoding="utf-8"))["reports"]
    assert len(reports) == len(CASES)
    names = [timing["name"] for report in reports for timing in report["timings"]]
    for peer in ("scikit-criteria", "pymcdm", "pandas", "Polars", "DuckDB", "NumPy, by hand"):
        assert peer in names
    assert all(len(timing["seconds"]) >= 1 for report in reports for timing in report["timings"])
    assert "goals met." in done.stdout


def test_sanbi_ranks_as_numpy_does() -> None:
    dense = made_up(200, 7, 2)
    scheme, data = scheme_of(7), units_of(dense.units)
    for number, period in enumerate(dense.labels):
        ranks = score(scheme, data, period, source=dense).outcomes[0].ranks.rank
        assert ranks.tolist() == ranks_by_numpy(dense.cube[number]).tolist()


def test_equal_scores_share_the_better_place() -> None:
    assert competition_ranks(np.array([5.0, 9.0, 5.0, 1.0])).tolist() == [2, 1, 2, 4]


def test_contenders_take_turns() -> None:
    order: list[str] = []

    def contender(name: str) -> np.ndarray:
        order.append(name)
        return np.array([1, 2])

    side_by_side({name: lambda name=name: contender(name) for name in "abc"}, 3)
    assert "".join(order) == "abc" + "abc" + "bca" + "cab"
    assert rotated(["a", "b"], 5) == ["b", "a"]


def test_other_ranks_are_refused() -> None:
    contenders = {"one": lambda: np.array([1, 2, 3]), "other": lambda: np.array([1, 3, 2])}
    with pytest.raises(DifferentRanksError, match="other gives 2 other ranks of 3"):
        side_by_side(contenders, 1)
    with pytest.raises(DifferentRanksError):
        side_by_side({"one": lambda: np.array([1]), "more": lambda: np.array([1, 2])}, 1)


def test_a_goal_compares_medians_with_the_fastest_peer() -> None:
    timings = [Timing("own", [3, 1, 2]), Timing("slow", [9]), Timing("fast", [1, 2, 90])]
    assert no_slower(timings, "own", ["slow", "fast"], "x").met
    timings[2].seconds = [1, 1.5, 90]
    goal = no_slower(timings, "own", ["slow", "fast"], "x")
    assert not goal.met
    assert goal.outcome == "1.33 × fast"
