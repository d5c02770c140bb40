"""A cluster of two worker processes gives the tables of one machine, bit by bit."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.scoring.cluster.on_cluster import CHECKS
from tests.support.programs import require_program

REPO = Path(__file__).parents[4]
HINT = "Debian: apt-get install openjdk-17-jre-headless."


def test_the_tables_are_those_of_one_machine() -> None:
    """Every check in ``on_cluster`` holds: processes, packages, history, cubes, faults."""
    if importlib.util.find_spec("django") is None:
        pytest.skip("only the engine's own packages are installed here, and pyspark is none")
    require_program(["java"], switch="SANBI_REQUIRE_JAVA", hint=HINT)
    done = subprocess.run(
        [sys.executable, "-m", "tests.engine.scoring.cluster.on_cluster"],
        cwd=REPO,
        env={**os.environ, "PYTHONPATH": f"{REPO / 'src'}:{REPO}", "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    held = [line.removeprefix("held: ") for line in done.stdout.splitlines() if "held: " in line]
    assert held == [check.__name__ for check in CHECKS], done.stderr[-4000:]
    assert done.returncode == 0
