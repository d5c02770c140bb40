"""Every `sanbi schedule` and `sanbi allocate` that a page shows runs as it stands, and quickly."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scheduling.files import Plan, read_plan
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml

PAGES = (
    "docs/mechanisms/schedule-files.md",
    "docs/start/scheduling.md",
    "examples/projects/README.md",
)
ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"^(sanbi (?:schedule|allocate) [^`\n]+)", re.MULTILINE)
YAML = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECONDS = 1.5  # of processor time, for an example without a solver


def shown() -> list[str]:
    found = [COMMAND.findall((ROOT / page).read_text(encoding="utf-8")) for page in PAGES]
    assert all(found)
    return sorted({command for commands in found for command in commands})


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys\nfrom sanbi.cli import main\nmain(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SANBI_LANGUAGE": "zh", "PYTHONPATH": str(ROOT / "src")},
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", shown())
def test_a_shown_command_runs(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples/projects", tmp_path / "examples/projects")
    done = run(shlex.split(command)[1:], tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or (tmp_path / "plan.xml").exists()


def test_what_the_pages_say_of_the_examples(tmp_path: Path) -> None:
    late = run(["schedule", "examples/projects/cold-store.yaml"], ROOT).stdout
    assert "验收期限 2026-09-30，最早 2026-10-22 完成" in late
    assert "这样各项期限都来得及" in late
    hall = run(["schedule", "examples/projects/review-hall.yaml"], ROOT).stdout
    assert "已证明：没有更好的排程" in hall
    plan = read_plan((ROOT / "examples/projects/pharma-park.yaml").read_bytes(), "p.yaml")
    assert isinstance(plan, Plan)
    assert len(plan.network.tasks) == 42
    assert tmp_path.exists()


def test_the_formats_that_the_page_shows_are_read() -> None:
    texts = YAML.findall((ROOT / PAGES[0]).read_text(encoding="utf-8"))
    plan, calendars, allocation = texts
    others = "".join(f"  - {{key: {key}, unit: 住建局}}\n" for key in ("permit", "survey", "land"))
    whole = plan.replace("calendars: {…}             # 日历\n", calendars) + others
    read = read_plan(whole.encode(), "page.yaml")
    assert isinstance(read, Plan)
    assert [link.before for link in read.network.links] == ["permit", "survey", "land"]
    assert set(yaml.safe_load(calendars)["calendars"]) == {"construction", "夜班"}
    more = (
        "  - {key: b, township: 西乡, value: 3, milestones: [{key: 供地}]}\n"
        "  - {key: c, township: 西乡, value: 3, milestones: [{key: 供地}]}\n"
    )
    problem = read_allocation_yaml((allocation + more).encode(), "page.yaml").problem
    assert [item.key for item in problem.candidates] == ["a", "b", "c"]


def test_an_example_is_answered_at_once() -> None:
    """Cold start: processor time of the whole program, the least of three."""
    program = (
        "import sys, time\nfrom sanbi.cli import main\n"
        "main(['schedule', 'examples/projects/pharma-park.yaml'], standalone_mode=False)\n"
        "print(time.process_time(), file=sys.stderr)"
    )
    took = [
        float(
            subprocess.run(
                [sys.executable, "-c", program],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            ).stderr.splitlines()[-1]
        )
        for _ in range(3)
    ]
    assert min(took) < SECONDS
