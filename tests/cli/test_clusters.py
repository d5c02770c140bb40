"""`sanbi score --engine spark`: the same files as on one machine, and clear refusals."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sanbi.cli import main
from sanbi.cli.clusters import cluster_asked
from sanbi.engine.scoring.cluster import TABLES, ClusterFaults
from tests.support.programs import require_program

REPO = Path(__file__).parents[2]
ASEM = REPO / "examples" / "asem"
HINT = "Debian: apt-get install openjdk-17-jre-headless."


def test_the_files_are_those_of_one_machine(tmp_path: Path) -> None:
    require_program(["java"], switch="SANBI_REQUIRE_JAVA", hint=HINT)
    args = ["score", str(ASEM / "scheme.yaml"), str(ASEM / "data"), "--quiet", "-o"]
    files = ("ranking.csv", "working.csv", "package.zip")
    only = [word for name in files for word in ("--only", name)]
    here = CliRunner().invoke(main, [*args, str(tmp_path / "here"), *only])
    assert here.exit_code == 0, here.output
    spark = ["--engine", "spark", "--master", "local[2]", "--conf", "spark.driver.memory=700m"]
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from sanbi.cli import main; main()",
            *args,
            str(tmp_path / "there"),
            *only,
            *spark,
        ],
        env={**os.environ, "PYTHONPATH": str(REPO / "src"), "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for name in files:
        assert (tmp_path / "there" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_settings_and_tables() -> None:
    asked = cluster_asked("yarn", ["spark.executor.memory=4g", "a=b=c"], ["ranking.csv"], "en")
    assert asked.settings == {"spark.executor.memory": "4g", "a": "b=c"}
    assert (asked.master, asked.tables) == ("yarn", ("ranking",))
    assert cluster_asked(None, [], ["package.zip"], "en").tables == TABLES


@pytest.mark.parametrize(
    ("conf", "wanted", "words"),
    [
        (["spark.executor.memory"], ["ranking.csv"], "is no setting of Spark"),
        ([], ["report.html"], "is not made from a cluster"),
    ],
)
def test_what_cannot_be_done_is_told(conf: list[str], wanted: list[str], words: str) -> None:
    with pytest.raises(ClusterFaults, match=words):
        cluster_asked(None, conf, wanted, "en")
