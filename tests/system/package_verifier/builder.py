"""Packages built by hand: an own zip writer, manifest and CSV, sharing nothing with the engine."""

import csv
import hashlib
import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
Files = dict[str, bytes]

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "verify_package.py"


def zipped(files: Files) -> bytes:
    """Return a stored zip with fixed dates, as docs/algorithms/package.md lays it out."""
    body, listing = b"", b""
    for name, content in files.items():
        raw = name.encode()
        flags = 0 if name.isascii() else 0x800
        crc = zlib.crc32(content)
        common = struct.pack(
            "<HHHHHIIIHH", 20, flags, 0, 0, 0x21, crc, len(content), len(content), len(raw), 0
        )
        listing += b"PK\x01\x02\x14\x03" + common
        listing += struct.pack("<HHHII", 0, 0, 0, 0x81A40000, len(body)) + raw
        body += b"PK\x03\x04" + common + raw + content
    count = len(files)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(listing), len(body), 0)
    return body + listing + b"PK\x05\x06" + end


def json_bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def packed(files: Files, method: str = "sha256") -> bytes:
    """Return the package of these files, with a manifest whose hashes fit."""
    listed = [
        {
            "name": name,
            "size": len(files[name]),
            "hash": hashlib.new(method, files[name]).hexdigest(),
        }
        for name in sorted(files)
    ]
    manifest = {
        "format": "sanbi-package",
        "format_version": 1,
        "kind": "scoring-run",
        "hash": method,
        "about": {"engine": "test"},
        "files": listed,
    }
    return zipped({"manifest.json": json_bytes(manifest), **{n: files[n] for n in sorted(files)}})


def table(rows: Rows) -> bytes:
    """Return rows as CSV, a column for every key that occurs."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([text(row.get(column)) for column in columns])
    return out.getvalue().encode()


def text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def observations(**indicators: dict[str, Any]) -> Rows:
    """Return rows of this period: ``f={"A": 1, "B": (2, 3)}``, a pair is value and target."""
    rows: Rows = []
    for indicator, values in indicators.items():
        for unit, value in values.items():
            pair = value if isinstance(value, tuple) else (value, None)
            row = {"unit": unit, "indicator": indicator, "period": "2026Q3"}
            rows.append(row | {"value": pair[0], "target": pair[1]})
    return rows


def leaf(name: str, rule: object = "direct", indicator: str | None = "f", **keys: Any) -> Any:
    """Return a canonical leaf on an indicator."""
    taken = None if indicator is None else {"indicator": indicator, "transform": "value"}
    found = {"leaf": name, "points": "100", "input": taken, "better": "high"}
    return found | {"rule": {"type": rule} if isinstance(rule, str) else rule} | keys


def node(*children: Any, name: str = "root", **keys: Any) -> Any:
    """Return a canonical node."""
    return {"node": name, "children": list(children)} | keys


def scheme(*children: Any, **keys: Any) -> Any:
    """Return a canonical scheme; one child that is a node is the tree, else a sum of children."""
    whole = len(children) == 1 and "node" in children[0]
    tree = children[0] if whole else node(*children)
    return {"sanbi": 1, "id": "t", "period": "2026Q3", "precision": 2, "tree": tree} | keys


def source_files(
    canonical: Any, units: Rows | str, run: dict[str, Any] | None = None, **tables: Rows
) -> Files:
    """Return all files but the results; ``units`` may be codes in one text."""
    rows = [{"unit": code} for code in units.split()] if isinstance(units, str) else units
    files = {
        "scheme.yaml": b"# as written\n",
        "scheme.json": json_bytes(canonical),
        "run.json": json_bytes({"period": canonical["period"], "engine": "test"} | (run or {})),
        "data/units.csv": table(rows),
    }
    return files | {f"data/{name}.csv": table(value) for name, value in tables.items() if value}
