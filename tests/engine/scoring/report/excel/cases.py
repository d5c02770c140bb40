"""Results to make workbooks of: every example scheme, every worked example of the pages."""

from pathlib import Path

from sanbi.engine.scoring import DataFaults, Result, Scheme, score
from sanbi.engine.scoring.data import Data, read_data
from tests.engine.scoring.test_worked_examples import EXAMPLES
from tests.engine.scoring.test_worked_examples import run as run_example

ROOT = Path(__file__).parents[5]
SCHEMES = sorted((ROOT / "examples" / "schemes").rglob("scheme.yaml"))
LARGE = sorted(path for path in (ROOT / "examples").rglob("scheme.yaml") if path not in SCHEMES)


def name_of(path: Path) -> str:
    """Name an example by its folder."""
    return "-".join(path.parent.relative_to(ROOT / "examples").parts)


def read(path: Path) -> tuple[Scheme, Data]:
    """Load an example scheme and its data."""
    scheme = Scheme.load(path)
    folder, file = path.parent / "data", path.parent / "data.csv"
    return scheme, read_data(folder if folder.exists() else file, layout=scheme.layout)


def example_results() -> dict[str, Result]:
    """Score every example that stands in examples/."""
    return {name_of(path): score(*read(path)) for path in (*SCHEMES, *LARGE)}


def page_results() -> dict[str, Result]:
    """Score every worked example of docs/algorithms that the engine accepts."""
    found = {}
    for number, example in enumerate(EXAMPLES):
        if "refused" in example.content["expected"]:
            continue
        try:
            found[f"{number:03}-{example.page}"] = run_example(example.content)
        except DataFaults:  # the page's own test says why
            continue
    return found
