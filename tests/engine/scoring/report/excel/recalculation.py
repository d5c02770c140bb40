"""Recalculates workbooks with LibreOffice, without trusting the values that they carry."""

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
AT_ONCE = 100  # it gives up silently on several hundred files


def recalculated(books: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Return the workbooks with every formula calculated anew, by as few starts as it bears."""
    program = require_libreoffice()
    source, target, profile = folder / "source", folder / "target", folder / "profile"
    for path in (source, target, profile / "user"):
        path.mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    for name, content in books.items():
        (source / f"{name}.xlsx").write_bytes(content)
    paths = sorted(str(path) for path in source.glob("*.xlsx"))
    told = ""
    for start in range(0, len(paths), AT_ONCE):
        told += _convert(program, profile, target, paths[start : start + AT_ONCE])
    found = {path.stem: path for path in target.glob("*.xlsx")}
    assert found.keys() == books.keys(), told
    return {name: openpyxl.load_workbook(path, data_only=True) for name, path in found.items()}


def _convert(program: Path, profile: Path, target: Path, paths: list[str]) -> str:
    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(target),
        *paths,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.stdout + done.stderr
