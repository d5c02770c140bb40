"""Packages that the engine makes, for the checker to judge."""

from pathlib import Path

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import read_data
from sanbi.engine.scoring.package import build_package


def engine_package(scheme_file: Path, data: Path) -> bytes:
    """Return the package of a scheme file and its data (a folder or a file)."""
    scheme = Scheme.load(scheme_file)
    read = read_data(
        data,
        layout=scheme.layout,
        period=scheme.period,
        indicators=scheme.used_indicators,
        language="en",
    )
    return build_package(score(scheme, read, None, previous=None), "sha256")
