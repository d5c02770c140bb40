"""A package, recomputed as a whole and compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from package_verifier.anchors import Anchors
from package_verifier.archive import read_archive
from package_verifier.cohorts import Cohorts
from package_verifier.comparison import (
    Difference,
    compare_all,
    count_figures,
    foothold_rows,
    read_results,
)
from package_verifier.faults import DamagedError
from package_verifier.inputs import Inputs
from package_verifier.leaves import LeafScores
from package_verifier.marks import Marks
from package_verifier.result_rows import ResultFile, expected_files
from package_verifier.scheme import read_scheme
from package_verifier.sections import Section, read_json
from package_verifier.settlement import Settlement
from package_verifier.tables import read_tables

FOOTHOLDS = {
    "result/working.csv": ("group", "unit", "leaf", "period"),
    "result/nodes.csv": ("group", "unit", "node", "period"),
    "result/ranking.csv": ("group", "unit"),
}


@dataclass(frozen=True)
class Verdict:
    """What came of it: figures recomputed by kind, and every difference."""

    counts: dict[str, int]
    differences: list[Difference]


@dataclass(frozen=True)
class Run:
    """What run.json says that the computation needs."""

    period: str
    previous_period: str | None


def _read_run(content: bytes, default_period: str) -> Run:
    section = Section(read_json("run.json", content), "run.json")
    return Run(section.text("period", default_period), section.optional_text("previous_period"))


def _needed(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise DamagedError("needed", file=name)
    return files[name]


def recompute(files: Mapping[str, bytes]) -> dict[str, ResultFile]:
    """Return the result files that follow from scheme.json and data/*.csv.

    Raises
        DamagedError  for what cannot be read or is not understood.
        RefusedError  for data for which the contract allows no result.
    """
    scheme = read_scheme(_needed(files, "scheme.json"))
    run = _read_run(_needed(files, "run.json"), scheme.period)
    tables = read_tables(files, scheme.period)
    cohorts = Cohorts(scheme, tables)
    stored = foothold_rows(read_results(files), FOOTHOLDS) if scheme.precision is None else {}
    anchors = Anchors(stored, exact=scheme.precision is not None)
    leaves = LeafScores(scheme, Inputs(scheme, tables, cohorts), Marks(scheme, tables), anchors)
    results = [
        Settlement(scheme, leaves, anchors, group, run.period, run.previous_period).result()
        for group in cohorts.members
    ]
    return expected_files(scheme, tables.units, results, run.period)


def verify(data: bytes) -> Verdict:
    """Recompute a package and compare every figure.

    Parameters
        data : the bytes of the zip file.
    Raises
        DamagedError  when the package is damaged or not understood.
        RefusedError  when the contract allows no result for its data.
    """
    files = read_archive(data)
    try:
        expected = recompute(files)
        differences = compare_all(read_results(files), expected)
    except RecursionError as error:
        raise DamagedError(
            "scheme", where="scheme.json", why="nested too deep, or in a circle"
        ) from error
    return Verdict(count_figures(expected), differences)
