"""Nothing depends on the time zone of the machine (TRUST T1): three zones, the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
DURATION = re.compile(r" in [\d.]+s.*")


def run(zone: str, *words: str) -> str:
    """What a Python prints on a machine in that zone."""
    environment = {**os.environ, "TZ": zone, "PYTHONPATH": "src"}
    command = [sys.executable, *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(autouse=True)
def _in_the_checkout(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)


def test_awkward_moments_are_the_same_everywhere() -> None:
    here, *others = (run(zone, "-m", "tests.site.zones.facts") for zone in ZONES)
    assert others == [here, here]
    lines = here.splitlines()
    assert "2025-12-31T15:59:59.999000+00:00 is 2025-12-31 here, worked True" in lines
    assert "2025-12-31T16:00:00+00:00 is 2026-01-01 here, worked False" in lines
    assert "2024-02-29T15:59:59.999000+00:00 is 2024-02-29 here, worked True" in lines
    assert "2024-02-29T16:00:00+00:00 is 2024-03-01 here, worked True" in lines
    assert "2026-09-19T16:00:00+00:00 is 2026-09-20 here, worked True" in lines
    # 10 October 2026 is a Saturday that is worked: the report is due on it, at its last moment.
    assert "2026-09 is due 2026-10-10T15:59:59.999000+00:00" in lines


def test_the_machines_own_clock_face_would_be_noticed() -> None:
    """The twin: what a program that asks for local time, without the site's settings, finds."""
    naive = "import datetime; print(datetime.datetime.fromtimestamp(0))"
    found = [run(zone, "-c", naive).strip() for zone in ZONES]
    assert found == ["1970-01-01 00:00:00", "1970-01-01 08:00:00", "1969-12-31 19:00:00"]


@pytest.mark.slow
def test_the_days_of_the_engine_are_the_same_everywhere() -> None:
    """Its own tests of days and periods, in a process for each zone, end alike."""
    plain = ["-q", "-rA", "--no-header", "-p", "no:cacheprovider"]
    words = ["-m", "pytest", *plain, "tests/engine/calendar"]
    here, *others = (DURATION.sub("", run(zone, *words)) for zone in ZONES)
    assert others == [here, here]
    assert here.count("PASSED") > 50
