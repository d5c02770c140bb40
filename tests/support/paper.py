"""What a browser puts on paper: a page as PDF, sheet by sheet."""

from __future__ import annotations

import subprocess
from pathlib import Path

from playwright.sync_api import Page

from tests.support.programs import require_program

HINT = "Debian: apt-get install poppler-utils."


def sheets(page: Page, path: Path) -> list[str]:
    """The text of each sheet, when the page is printed to the path."""
    program = require_program(["pdftotext"], switch="SANBI_REQUIRE_BROWSER", hint=HINT)
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    said = subprocess.run(
        [str(program), "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    return said.stdout.split("\f")[:-1]
