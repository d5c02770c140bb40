"""The keeper of the live service: starts it anew, and lets it end when told to."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

from sanbi.site.live.staying import OFTEN

COUNTS = "import pathlib, sys; p = pathlib.Path(sys.argv[1]); p.open('a').write('x'); "


def keep(script: str, path: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "sanbi.site.live.staying", sys.executable, "-c", script, path]
    return subprocess.Popen(list(map(str, words)))


def test_what_ends_badly_is_started_anew_until_it_ends_well(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    kept = keep(COUNTS + "sys.exit(len(p.read_text()) < 3)", path)
    assert kept.wait(20) == 0
    assert path.read_text() == "xxx"


def test_what_always_ends_at_once_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    kept = keep(COUNTS + "sys.exit(7)", path)
    assert kept.wait(30) == 7
    assert path.read_text() == "x" * OFTEN


def test_it_ends_with_its_child_when_it_is_told_to(tmp_path: Path) -> None:
    path = tmp_path / "starts"
    kept = keep(COUNTS + "import time; time.sleep(60)", path)
    until = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
    kept.send_signal(signal.SIGTERM)
    assert kept.wait(10) == 0
    assert path.read_text() == "x"
