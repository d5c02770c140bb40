"""The engine runs where nothing but its own four packages is installed.

A folder of links to those packages stands for the bare machine; Python starts with -I -S, so that
neither the environment's packages nor any variable can be seen. `make engine-alone` does the same
with a real environment and runs all of tests/engine in it.
"""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE_NEEDS = (
    *("numpy", "polars", "polars-runtime-32", "pyarrow", "pyyaml"),
    *("opencc", "pypdfium2", "pypinyin", "rapidfuzz"),
)

# The one module that subclasses a file library's class, and so cannot load it later.
FILE_WRITERS = {"sanbi.engine.scoring.report.excel.writing": "xlsxwriter"}

IMPORT_ALL = f"""
import importlib, pkgutil, sys
sys.path[:0] = sys.argv[1:]
writers = {FILE_WRITERS!r}
import sanbi.engine
names = [m.name for m in pkgutil.walk_packages(sanbi.engine.__path__, "sanbi.engine.")]
for name in names:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if writers.get(name) != error.name:
            raise
print(len(names))
"""

IMPORT_ONE = """
import importlib, sys
*folders, name = sys.argv[1:]
sys.path[:0] = folders
importlib.import_module(name)
"""


SCORE = """
import sys
sys.path[:0] = sys.argv[1:]
from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.package import build_package, verify_package
leaf = {"id": "gdp", "points": 8, "input": "gdp",
        "rule": {"type": "linear", "target": 9, "slope": 0.8}}
scheme = Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "period": "2026Q3",
                              "precision": 2, "tree": {"children": [leaf]}})
rows = [{"unit": "A", "indicator": "gdp", "value": 6.4},
        {"unit": "B", "indicator": "gdp", "value": 9.3}]
result = score(scheme, Data.from_rows(observations=rows, period="2026Q3"))
print(result.ranking_csv().split()[2], verify_package(build_package(result)).identical)
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds links to the engine's packages and nothing else."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ENGINE_NEEDS:
        distribution = importlib.metadata.distribution(name)
        tops = {file.parts[0] for file in distribution.files or ()} - {"..", "__pycache__"}
        for top in tops:
            (folder / top).symlink_to(Path(str(distribution.locate_file(top))).resolve())
    return folder


def _run(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_engine_module_imports(repo: Path, bare: Path) -> None:
    run = _run(IMPORT_ALL, repo / "src", bare)
    assert run.returncode == 0, run.stderr
    modules = [p for p in (repo / "src/sanbi/engine").rglob("*.py") if p.stem != "__init__"]
    assert int(run.stdout) >= len(modules)


def test_it_scores_and_verifies(repo: Path, bare: Path) -> None:
    run = _run(SCORE, repo / "src", bare)
    assert run.stdout.split() == ["A,A,all,5.92,2,,,2.08", "True"], run.stderr


@pytest.mark.parametrize("name", ["click", "rich", "openpyxl", "xlsxwriter", "django", "pytest"])
def test_the_bare_machine_is_bare(bare: Path, name: str) -> None:
    run = _run(IMPORT_ONE, bare, name)
    assert f"No module named '{name}'" in run.stderr


def test_a_module_that_needs_more_is_found_out(bare: Path, tmp_path: Path) -> None:
    package = tmp_path / "sanbi/engine"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "planted.py").write_text("import numpy\nimport click\n")
    run = _run(IMPORT_ALL, tmp_path, bare)
    assert run.returncode != 0
    assert "No module named 'click'" in run.stderr
