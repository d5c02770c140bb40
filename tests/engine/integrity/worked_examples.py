"""Reads the worked examples out of the pages in docs/algorithms."""

import re
from pathlib import Path

PAGES = Path(__file__).resolve().parents[3] / "docs" / "algorithms"


def worked_example(page: str, name: str) -> str:
    """Return the fenced block behind `<!-- example: name -->`; fail where it is not there once."""
    text = (PAGES / page).read_text(encoding="utf-8")
    blocks = re.findall(rf"<!-- example: {name} -->\n```\w*\n(.*?)```\n", text, flags=re.DOTALL)
    assert len(blocks) == 1, f"{page} holds {len(blocks)} examples named {name}"
    return str(blocks[0])


def hex_dump(page: str, name: str) -> bytes:
    """Return the bytes of an example that is written as offsets and hexadecimal bytes."""
    lines = worked_example(page, name).splitlines()
    return bytes.fromhex("".join(line.partition("  ")[2] for line in lines))
