"""Wall chart and maps as PDF, set by typst with the font that comes along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def wall_pdf(data: Mapping[str, Any], now: datetime) -> bytes:
    """Return the wall chart, A0 to A3 across, in vectors: 24 pt at least, lamps of 10 mm on A0.

    Smaller papers are the same sheet made smaller, so that a chart is the same everywhere.

    Parameters
    ----------
    data : what `views.wall_sheet.sheet_of` makes; all of it is text or numbers.
    now : the moment that the file says it was made.

    Raises
    ------
    typst.TypstError
        when the template and the data do not fit each other.
    """
    return _set("wall.typ", data, now)


def map_pdf(data: Mapping[str, Any], now: datetime) -> bytes:
    """Return a map of projects, A0 to A3 across, in vectors; smaller papers as `wall_pdf` says.

    Parameters
    ----------
    data : what `views.map_sheet.sheet_of` makes; all of it is text or numbers.
    now : the moment that the file says it was made.

    Raises
    ------
    typst.TypstError
        when the template and the data do not fit each other.
    """
    return _set("map.typ", data, now)


def _set(template: str, data: Mapping[str, Any], now: datetime) -> bytes:
    import typst

    return bytes(
        typst.compile(
            str(HERE / template),
            root=str(HERE),
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(now.timestamp()),
        )
    )


@lru_cache(maxsize=1)
def _fonts() -> str:
    return str(files("noto_cjk_sans_otc"))
