"""Examples do not depend on what else is imported; the twin without the pin shows that they did."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
sys.path.insert(0, {root!r})
if {pinned}:
    from tests.support.repeatable import load_profile
    load_profile()
from hypothesis import given, settings, strategies as st
for name in {modules}:
    __import__(name)
seen = []

@settings(max_examples=400, derandomize=True, database=None, deadline=None)
@given(st.integers(), st.text())
def draw(number, text):
    seen.append((number, text))

draw()
print(seen)
"""


def examples(repo: Path, *modules: str, pinned: bool) -> bytes:
    """What is drawn in a new process that has imported these modules before."""
    script = SCRIPT.format(root=str(repo), modules=modules, pinned=pinned)
    words = [sys.executable, "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(repo / "src"), "PYTHONHASHSEED": "1"}
    done = subprocess.run(words, capture_output=True, check=True, cwd=repo, env=environment)
    return done.stdout


def test_examples_are_the_same_whatever_is_imported(repo: Path) -> None:
    alone = examples(repo, pinned=True)
    assert alone.count(b"(") >= 400
    assert examples(repo, "sanbi.engine.calendar", "sanbi.engine.scoring", pinned=True) == alone


@pytest.mark.slow
def test_without_the_pin_they_differ(repo: Path) -> None:
    alone = examples(repo, pinned=False)
    assert examples(repo, "sanbi.engine.calendar", "sanbi.engine.scoring", pinned=False) != alone
