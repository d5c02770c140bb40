"""Finds in an answer what a hostile text became: an element, an attribute, a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from sanbi.apps.audit.tables import is_risky

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RUNS = re.compile(r"\s*javascript:", re.IGNORECASE)
OBEYED = ("x-", "hx-", "@", ":")  # attributes that a script reads as orders
HIT = re.compile(r"x[_-]hit")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "x-hit":
            self.found.append(f"<{tag}>")
        if tag == "script" and not held.get("src") and held.get("type") != "application/json":
            self.found.append("a script within the page")
        self.found += [
            f"<{tag} {name}={text!r}>" for name, text in held.items() if _is_order(name, text)
        ]


def _is_order(name: str, text: str) -> bool:
    """Whether an attribute runs something that a hostile text said."""
    if name.startswith("on") or name == "srcdoc" or HIT.search(name):
        return True
    if name.startswith(OBEYED):
        return HIT.search(text) is not None
    return name in {"href", "src", "action", "formaction"} and RUNS.match(text) is not None


def in_page(text: str) -> list[str]:
    """Elements and attributes that a hostile text became."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.found


def in_csv(content: bytes) -> list[str]:
    """Cells that a spreadsheet would take for formulas."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [f"cell {cell!r}" for row in rows for cell in row if is_risky(cell)]


def in_workbook(content: bytes, *, live: bool = False) -> list[str]:
    """Formulas (in a live workbook: those with hostile text), and links."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            for node in ET.fromstring(book.read(name)).iter():  # noqa: S314  our own file
                said = node.text or ""
                if node.tag == f"{SHEET}f" and (not live or HIT.search(said)):
                    found.append(f"{name}: formula {said!r}")
                if HIT.search(node.get("Target", "")):
                    found.append(f"{name}: link {node.get('Target')!r}")
    return found
