"""`sanbi found` on an empty database of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import run_server

SANBI = [sys.executable, "-c", "from sanbi.cli import main; main()"]


@pytest.mark.slow
def test_a_county_is_founded_once(tmp_path: Path) -> None:
    with run_server(tmp_path / "servers") as named:
        environment = {**os.environ, **named, "SANBI_SECRET_KEY": "x" * 50}

        def sanbi(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [*SANBI, *words], env=environment, capture_output=True, text=True, check=False
            )

        assert sanbi("migrate").returncode == 0
        done = sanbi("found", "云川县", "330999", "--language", "zh")
        assert done.returncode == 0, done.stderr
        rows = re.findall(r"^  (\w+) +(\S{12})$", done.stdout, re.MULTILINE)
        assert [name for name, _ in rows] == ["sysadmin", "secadmin", "auditadmin"]
        again = sanbi("found", "云川县", "330999", "--language", "zh")
        assert again.returncode == 2
        assert "已有账号" in again.stderr
