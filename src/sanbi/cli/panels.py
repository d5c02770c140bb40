"""Large panels: a long Parquet file that is streamed into a dense cube, not into tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanbi.engine.scoring import Result, Scheme
    from sanbi.engine.scoring.cubes import CubeFigures
    from sanbi.engine.scoring.data import Data

PANEL_ROWS = 2_000_000  # below, tables do as well and carry versions, sources and targets
PARQUET = b"PAR1"
COLUMNS = ("unit", "indicator", "period", "value")


def is_panel(path: Path, layout: Mapping[str, Any] | None) -> bool:
    """Whether data are one long Parquet file of millions of rows."""
    if not path.is_file() or (layout is not None and layout["layout"] != "long"):
        return False
    with path.open("rb") as file:
        if file.read(len(PARQUET)) != PARQUET:
            return False
    import pyarrow.parquet as pq

    return int(pq.read_metadata(path).num_rows) >= PANEL_ROWS


def score_panel(
    scheme: Scheme, path: Path, period: str | None, against: str | None, language: str
) -> Result:
    """Score one period of a panel, compared with an earlier one if asked."""
    from sanbi.engine.scoring import score

    source, data, wanted = panel_of(scheme, path, period, language)
    earlier = None if against is None else score(scheme, data, against, source=source)
    return score(scheme, data, wanted, previous=earlier, source=source)


def panel_of(
    scheme: Scheme, path: Path, period: str | None, language: str
) -> tuple[CubeFigures, Data, str | None]:
    """Read a panel: its figures, its units as data, and the period to score."""
    from sanbi.engine.scoring.cubes import CubeFigures, units_of_cube
    from sanbi.engine.scoring.data.cube import read_cube

    columns = {
        key: (scheme.layout or {}).get(key) for key in ("unit", "indicator", "period", "value")
    }
    named = {key: str(value) for key, value in columns.items() if value}
    cube = read_cube(path, indicators=scheme.used_indicators, language=language, **named)  # type: ignore[arg-type]
    source, data = CubeFigures(cube), units_of_cube(cube)
    wanted = period or scheme.period or (cube.periods[-1] if len(cube.periods) == 1 else None)
    return source, data, wanted
