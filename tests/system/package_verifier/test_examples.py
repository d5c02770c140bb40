"""Every example that the engine scores, recomputed by the checker; and one score changed in it."""

import csv
import io
from pathlib import Path

import pytest

from package_verifier.archive import read_archive
from package_verifier.recompute import verify
from tests.system.package_verifier.builder import packed
from tests.system.package_verifier.engine_packages import engine_package

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
WORKING = "result/working.csv"
LEAST_EXAMPLES = 15


def _data(folder: Path) -> Path | None:
    return next((path for name in ("data", "data.csv") if (path := folder / name).exists()), None)


SCHEMES = sorted(path for path in EXAMPLES.rglob("scheme.yaml") if _data(path.parent) is not None)


def _with_one_score_changed(package: bytes) -> bytes:
    """Return the package with the last digit of its first leaf score changed, hashes renewed."""
    files = read_archive(package)
    rows = list(csv.reader(io.StringIO(files[WORKING].decode())))
    at = rows[0].index("score")
    row = next(row for row in rows[1:] if row[at] and "e" not in row[at])
    head, last = row[at][:-1], row[at][-1]
    # in float64 the last digit may be within the tolerance: change the first one there
    row[at] = head + str((int(last) + 1) % 10) if len(row[at]) < 8 else f"9{row[at]}"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return packed(files | {WORKING: out.getvalue().encode()})


def test_there_are_examples() -> None:
    assert len(SCHEMES) >= LEAST_EXAMPLES


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", SCHEMES, ids=[str(path.parent.relative_to(EXAMPLES)) for path in SCHEMES]
)
def test_example_is_identical_and_a_changed_score_is_found(path: Path) -> None:
    data = _data(path.parent)
    assert data is not None
    package = engine_package(path, data)
    verdict = verify(package)
    assert verdict.differences == []
    assert verdict.counts["leaf scores"] > 0
    assert verdict.counts["ranks"] > 0
    changed = verify(_with_one_score_changed(package)).differences
    assert [(one.file, one.column) for one in changed[:1]] == [(WORKING, "score")]
