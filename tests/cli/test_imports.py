"""A start loads only what it needs: each package costs hundredths of a second."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "schemes" / "s01-jining"
TOLD = (
    *("openpyxl", "pyarrow", "python_calamine", "pandas", "xlsxwriter", "jinja2", "numpy.ma"),
    *("django", "psycopg", "granian", "procrastinate", "sanbi.site"),
)
SCORE = """
import sys
from sanbi.cli import main
main(sys.argv[1:], standalone_mode=False)
print("loaded:", *(name for name in {told!r} if name in sys.modules))
"""


def loaded(*options: str) -> set[str]:
    """Which of the packages are there after the command."""
    program = SCORE.format(told=TOLD)
    command = [sys.executable, "-c", program, "score", EXAMPLE / "scheme.yaml", EXAMPLE / "data"]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize(
    ("only", "needed"),
    [
        (["ranking.csv", "working.csv", "package.zip"], set()),
        (["report.html"], {"jinja2"}),
        (["report.xlsx"], {"xlsxwriter"}),
    ],
)
def test_an_output_loads_only_its_own_packages(
    only: list[str], needed: set[str], tmp_path: Path
) -> None:
    options = [word for name in only for word in ("--only", name)]
    assert loaded("-o", str(tmp_path), *options) == needed
