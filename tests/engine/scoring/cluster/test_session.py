"""A session that cannot start says what is missing and how to mend it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[4] / "src"
START = """
from sanbi.engine.scoring.cluster import ClusterFaults, spark_session
try:
    spark_session({master!r})
except ClusterFaults as error:
    print(error.faults[0].text("en"))
    print(error.faults[0].text("zh"))
"""


def said(master: str, hidden: str = "", **env: str) -> list[str]:
    blocked = f"import sys; sys.modules[{hidden!r}] = None\n" if hidden else ""
    done = subprocess.run(
        [sys.executable, "-c", blocked + START.format(master=master)],
        env={"PYTHONPATH": str(SOURCE), **env},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return done.stdout.strip().splitlines()


def test_without_spark() -> None:
    english, chinese = said("local[1]", hidden="pyspark", PATH=os.environ["PATH"])
    assert "Apache Spark is not installed — install it with" in english
    assert "没有安装 Apache Spark" in chinese


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None, reason="pyspark is not installed here"
)
def test_without_java(tmp_path: Path) -> None:
    english, chinese = said("local[1]", PATH=str(tmp_path))
    assert "Java is not installed" in english
    assert "没有安装 Java" in chinese
