"""A bulletin as PDF, set by typst with the font that comes along; its charts also as pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from sanbi.apps.bulletins.blocks import Block, Part
from sanbi.apps.bulletins.paper.content import Content

HERE = Path(__file__).resolve().parent
PIXELS_PER_INCH = 200


def bulletin_pdf(content: Content, now: datetime) -> bytes:
    """Return a bulletin on A4; ``now`` is the moment that the file names.

    Raises
    ------
    typst.TypstError
        when the template and the content do not fit each other.
    """
    return _set("bulletin.typ", sheet_of(content), "pdf", timestamp=int(now.timestamp()))


def movement_png(block: Block) -> bytes:
    """Return a chart of movement as a picture, for Word."""
    return _set("picture.typ", {"rows": _rows(block)}, "png", ppi=PIXELS_PER_INCH)


def sheet_of(content: Content) -> dict[str, Any]:
    """Return what the template sets: text alone."""
    return {
        "issuer": content.issuer,
        "sign": content.sign or "（编号签发时生成）",
        "title": content.title,
        "title_lines": list(content.title_lines),
        "recipients": content.recipients,
        "copies": content.copies,
        "dated": content.dated or "（日期签发时生成）",
        "red_head": content.red_head,
        "note": content.note,
        "state": content.state,
        "chapters": [
            {"heading": chapter.heading, "blocks": [_block(block) for block in chapter.blocks]}
            for chapter in content.chapters
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "sort": block.sort,
        "text": "".join(part.text for part in block.parts),
        "caption": block.caption,
        "heads": list(block.heads),
        "aligns": list(block.aligns),
        "widths": list(block.widths),
        "rows": _rows(block),
    }


def _rows(block: Block) -> list[list[str]]:
    return [[_cell(cell) for cell in row] for row in block.rows]


def _cell(cell: Part) -> str:
    return cell.text


def _set(template: str, data: Mapping[str, Any], kind: Any, **more: Any) -> bytes:  # noqa: ANN401
    import typst

    return bytes(
        typst.compile(
            str(HERE / template),
            root=str(HERE),
            font_paths=[str(files("noto_cjk_sans_otc"))],
            ignore_system_fonts=True,
            format=kind,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            **more,
        )
    )
