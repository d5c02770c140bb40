"""Boards as PDF, set by typst with the font that comes along: the same page on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def board_pdf(data: Mapping[str, Any], now: datetime) -> bytes:
    """A league table on A4 or A3 across, with its foot.

    Parameters
    ----------
    data : what `views.boards_paper.sheet_of` makes of a board; all of it is text or numbers.
    now : the moment that the file says it was made.

    Raises
    ------
    typst.TypstError
        when the template and the data do not fit each other.
    """
    import typst

    return bytes(
        typst.compile(
            str(HERE / "board.typ"),
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
