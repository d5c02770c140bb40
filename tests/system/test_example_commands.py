"""Every `sanbi score` that a README of the examples shows runs as it stands."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = [f"examples/{name}/README.md" for name in ("asem", "hdi", "zhejiang", "cases")]
COMMAND = re.compile(r"(?:^|`)(sanbi score [^`\n]+)", re.MULTILINE)


def commands_of(readme: str) -> list[str]:
    return COMMAND.findall((ROOT / readme).read_text(encoding="utf-8"))


def without_output(command: str) -> str:
    return re.sub(r" -o \S+", "", command)


SHOWN = sorted({without_output(c) for readme in READMES for c in commands_of(readme)})


def test_each_readme_shows_a_command() -> None:
    assert [readme for readme in READMES if not commands_of(readme)] == []


@pytest.mark.slow
@pytest.mark.parametrize("command", SHOWN)
def test_a_shown_command_runs(command: str, tmp_path: Path) -> None:
    words = shlex.split(command)
    program = str(Path(sys.executable).with_name("sanbi"))
    only = ["--only", "ranking.csv", "--only", "package.zip"]  # reports have tests of their own
    arguments = [program, *words[1:], "-o", str(tmp_path / "out"), *only]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"ranking.csv", "package.zip"} <= written
