"""Colours and fonts of a template: yellow to fill in, grey to leave alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from sanbi.engine.scoring.data.template.words import Words

_LINE = "#BFBFBF"
_FILLS = {"in": "#FFFBE6", "fixed": "#F2F2F2", "beside": "#E7E6E6"}
_HEADINGS = {"in": "#1F4E79", "fixed": "#5B6B7B", "beside": "#8A8F94"}


class Looks:
    """The formats of one workbook.

    Parameters
        book : xlsxwriter.Workbook
        words : Words, which name the fonts.
    """

    def __init__(self, book: Any, words: Words) -> None:  # noqa: ANN401 (xlsxwriter has no types)
        def make(**properties: object) -> Any:  # noqa: ANN401
            return book.add_format(
                {"font_name": words["font"], "font_size": 11, "valign": "vcenter", **properties}
            )

        self.title = make(font_name=words["title_font"], font_size=15, bold=True)
        self.subtitle = make(font_name=words["title_font"], font_size=12, bold=True)
        self.rule = make(font_size=10, font_color="#9C5700")
        self.text = make(text_wrap=True, valign="top")
        self.link = make(font_color="#1F4E79", underline=1, border=1, border_color=_LINE)
        self.note = make(
            font_size=9, font_color="#595959", bg_color="#F7F7F7", border=1, border_color=_LINE,
            align="center",
        )  # fmt: skip
        self.heading: Mapping[str, Any] = {
            fill: make(
                bold=True, font_color="#FFFFFF", bg_color=colour, border=1, border_color=_LINE,
                align="center",
            )
            for fill, colour in _HEADINGS.items()
        }  # fmt: skip
        self.table = make(border=1, border_color=_LINE, text_wrap=True)
        self.cell: Mapping[tuple[str, bool, bool], Any] = {
            # "@" keeps what is typed as text: 2026-07 must not turn into a date.
            (fill, numeric, first): make(
                bg_color=colour,
                border=1,
                border_color=_LINE,
                num_format="General" if numeric else "@",
                font_color="#000000" if fill == "in" else "#595959",
                **({"top": 2, "top_color": "#7F7F7F"} if first else {}),
            )
            for fill, colour in _FILLS.items()
            for numeric in (True, False)
            for first in (True, False)
        }


def display_width(text: str) -> int:
    """Return the width of a text in characters; Chinese ones take two."""
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
