"""Reads an earlier result to compare ranks with."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from sanbi.engine.integrity import PackageError, read_json, read_package
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.faults import DataFaults, Fault
from sanbi.engine.scoring.package import OWN_LIMITS


def previous_rows(path: Path, period: str | None) -> list[dict[str, Any]]:
    """History rows from a package.zip, or from a ranking.csv of a stated period.

    Raises
    ------
    DataFaults
        when the file is neither, or a ranking.csv comes without a period.
    """
    content = path.read_bytes()
    if content[:2] == b"PK":
        try:
            package = read_package(content, OWN_LIMITS)
            run: Any = read_json(package.files["run.json"])
            period = str(run["period"])
            content = package.files["result/ranking.csv"]
        except (PackageError, KeyError) as error:
            message = Phrase("no package of a run: {error}", error=error)
            raise DataFaults(
                [Fault(path.name, message, "give a package.zip", "previous")]
            ) from error
    if not period:
        hint = "add --previous-period 2026Q2, or give the earlier package.zip"
        raise DataFaults([Fault(path.name, "the period of this ranking is not known", hint)])
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    missing = {"unit", "rank"} - set(rows[0] if rows else ())
    if missing:
        message = Phrase("no column {columns}", columns=sorted(missing))
        raise DataFaults([Fault(path.name, message, "give a ranking.csv of sanbi score")])
    return [
        {
            "unit": row["unit"],
            "group": row.get("group") or "",
            "period": period,
            "score": float(row["score"]) if row.get("score") else None,
            "rank": float(row["rank"]) if row["rank"] else None,
        }
        for row in rows
    ]
