"""The import rules hold, and each of them catches a planted breach."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PURE = "The engine knows no framework, network, clock or command line"
ALONE = "Engine packages stand alone on integrity, calendar and conditions"
WINGS = "Command line > site > apps > engine"
APPS = "Each app imports downward only"
INSIDE = "Inside an app: views > forms, api > services > queries > rules > models"


def _plant(repo: Path, folder: Path, files: dict[str, str]) -> None:
    """Copy the package and its rules to `folder` and add files, each with its parent packages."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(repo / "src/sanbi", folder / "src/sanbi", ignore=ignored)
    shutil.copy(repo / "pyproject.toml", folder)
    for name, source in files.items():
        path = folder / "src/sanbi" / name
        for parent in reversed(path.relative_to(folder / "src").parents[:-1]):
            package = folder / "src" / parent
            package.mkdir(exist_ok=True)
            (package / "__init__.py").touch()
        path.write_text(source, encoding="utf-8")


def _broken(folder: Path) -> set[str]:
    """Run the import rules on the copy; return the names of the broken contracts."""
    program = Path(sys.executable).parent / "lint-imports"
    environ = os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    run = subprocess.run(
        [program, "--no-cache", "--config", "pyproject.toml"],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    broken = set(re.findall(r"^(.+?) BROKEN", run.stdout, flags=re.MULTILINE))
    kept = set(re.findall(r"^(.+?) KEPT", run.stdout, flags=re.MULTILINE))
    assert broken | kept == {PURE, ALONE, WINGS, APPS, INSIDE}, run.stdout + run.stderr
    assert (run.returncode == 0) == (not broken)
    return broken


def test_the_package_as_it_is_keeps_every_rule(repo: Path, tmp_path: Path) -> None:
    _plant(repo, tmp_path, {})
    assert _broken(tmp_path) == set()


def test_downward_imports_are_allowed(repo: Path, tmp_path: Path) -> None:
    files = {
        "engine/scoring/planted.py": "import sanbi.engine.calendar\nimport numpy\n",
        "apps/orgs/planted.py": "import sanbi.apps.audit\nimport sanbi.engine.scoring\n",
        "apps/audit/planted.py": "",
        "site/planted.py": "import sanbi.apps.orgs\n",
    }
    _plant(repo, tmp_path, files)
    assert _broken(tmp_path) == set()


@pytest.mark.parametrize(
    ("contract", "files"),
    [
        (INSIDE, {"apps/orgs/queries/planted.py": "import sanbi.apps.orgs.services\n"}),
        (INSIDE, {"apps/audit/models.py": "import sanbi.apps.audit.services\n"}),
        (PURE, {"engine/scoring/planted.py": "from django.db import models\n"}),
        (PURE, {"engine/scoring/planted.py": "def f():\n    import click\n"}),
        (PURE, {"engine/integrity/planted.py": "from rich.table import Table\n"}),
        (PURE, {"engine/calendar/planted.py": "import time\n"}),
        (PURE, {"engine/conditions/planted.py": "import urllib.request\n"}),
        (PURE, {"engine/scoring/planted.py": "from psycopg import connect\n"}),
        (ALONE, {"engine/integrity/planted.py": "import sanbi.engine.calendar\n"}),
        (ALONE, {"engine/conditions/planted.py": "from sanbi.engine import scoring\n"}),
        (
            ALONE,
            {
                "engine/pacing/planted.py": "",
                "engine/scoring/planted.py": "import sanbi.engine.pacing.planted\n",
            },
        ),
        (ALONE, {"engine/unforeseen/planted.py": ""}),
        (
            WINGS,
            {"apps/orgs/planted.py": "", "engine/scoring/planted.py": "import sanbi.apps.orgs\n"},
        ),
        (WINGS, {"apps/orgs/planted.py": "import sanbi.cli\n"}),
        (
            APPS,
            {
                "apps/audit/planted.py": "import sanbi.apps.screens.planted\n",
                "apps/screens/planted.py": "",
            },
        ),
        (
            APPS,
            {
                "apps/ballots/planted.py": "import sanbi.apps.actions.planted\n",
                "apps/actions/planted.py": "",
            },
        ),
    ],
)
def test_a_planted_breach_is_caught(
    repo: Path, tmp_path: Path, contract: str, files: dict[str, str]
) -> None:
    _plant(repo, tmp_path, files)
    assert contract in _broken(tmp_path)
