"""Recalculates workbooks with LibreOffice, without trusting the values that they carry."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from tests.support.programs import require_libreoffice

# 0 = always: otherwise LibreOffice shows the values that the file carries.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
SECONDS = 240


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Return the workbooks with every formula calculated anew, by one start of LibreOffice."""
    program = require_libreoffice()
    source, target, profile = folder / "source", folder / "target", folder / "profile"
    for path in (source, target, profile / "user"):
        path.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    for name, content in books.items():
        (source / f"{name}.xlsx").write_bytes(content)
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(target),
        *sorted(str(path) for path in source.glob("*.xlsx")),
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env={**os.environ}
    )
    found = {path.stem: path for path in target.glob("*.xlsx")}
    assert found.keys() == books.keys(), done.stderr or done.stdout
    return {name: openpyxl.load_workbook(path, data_only=True) for name, path in found.items()}
