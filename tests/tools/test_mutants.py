from pathlib import Path

import pytest

from tools.mutants import ENGINE, FailingTestsError, measure, mirror_of, summary

MODULE = '''"""A mark in percent."""


def passed(mark: int) -> bool:
    """Say whether the mark is enough."""
    return mark >= 60
'''

WEAK = """
from sanbi.engine.marks import passed

def test_passed():
    assert passed(90)
"""

STRICT = WEAK + "    assert passed(60)\n    assert not passed(59)\n"


def _checkout(folder: Path, test: str) -> Path:
    for package in ("src/sanbi", "src/sanbi/engine"):
        (folder / package).mkdir(parents=True, exist_ok=True)
        (folder / package / "__init__.py").touch()
    (folder / ENGINE / "marks.py").write_text(MODULE)
    (folder / "tests/engine").mkdir(parents=True)
    (folder / "tests/engine/test_marks.py").write_text(test)
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\nmarkers = ['slow: long']\n")
    return folder


@pytest.mark.slow
def test_strict_tests_kill_every_planted_fault(tmp_path: Path) -> None:
    stats, survivors = measure(_checkout(tmp_path, STRICT), ENGINE / "marks.py", 60)
    assert survivors == []
    assert stats["killed"] == stats["total"] > 0


@pytest.mark.slow
def test_weak_tests_let_faults_survive(tmp_path: Path) -> None:
    stats, survivors = measure(_checkout(tmp_path, WEAK), ENGINE, 60)
    assert stats["survived"] == len(survivors) > 0


@pytest.mark.slow
def test_failing_tests_are_refused(tmp_path: Path) -> None:
    failing = WEAK + "    assert passed(0)\n"
    with pytest.raises(FailingTestsError, match="must pass before"):
        measure(_checkout(tmp_path, failing), ENGINE, 60)


def test_mirror_of_takes_the_mirror_that_exists(tmp_path: Path) -> None:
    (tmp_path / "tests/engine/scoring").mkdir(parents=True)
    assert mirror_of(ENGINE / "scoring/ranks.py", tmp_path) == Path("tests/engine/scoring")
    assert mirror_of(ENGINE / "scoring", tmp_path) == Path("tests/engine/scoring")
    assert mirror_of(ENGINE / "pacing", tmp_path) == Path("tests/engine")
    assert mirror_of(ENGINE, tmp_path) == Path("tests/engine")


def test_summary_leaves_out_what_was_not_tried() -> None:
    stats = {
        "total": 20,
        "killed": 6,
        "timeout": 1,
        "survived": 2,
        "no_tests": 1,
        "not_checked": 10,
    }
    assert summary(stats) == (
        "mutants: 7 of 10 tried were killed = 70.0 % (2 survived, 1 reached by no test; 20 planted)"
    )
    assert summary({"total": 5, "not_checked": 5}).startswith("mutants: none tried")
