"""Units that were renamed, split or merged: what their old rows count for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import polars as pl

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import Origin

_CHAIN = ">"


@dataclass(frozen=True)
class Renaming:
    """What becomes of old codes.

    Parameters
        renamed : old code to new code; rows of the old code count for the new unit.
        dissolved : old code to the units that took it over by split or merger; its rows are left
            out, because nothing says how to share them.
    """

    renamed: dict[str, str] = field(default_factory=dict)
    dissolved: dict[str, str] = field(default_factory=dict)

    def apply(
        self, table: str, frame: pl.DataFrame, origin: Origin | None, faults: FaultList
    ) -> pl.DataFrame:
        """Return the table with old codes replaced or left out, and note it once per code."""
        if origin is None or not (self.renamed or self.dissolved):
            return frame
        old = frame.filter(pl.col("unit").is_in([*self.renamed, *self.dissolved]))
        for key, rows in old.sort("_row").group_by("unit", maintain_order=True):
            code = str(key[0])
            place = origin.place(int(rows["_row"][0]), "unit")
            facts: dict[str, object] = {"rows": rows.height, "old": code}
            if code in self.renamed:
                new = self.renamed[code]
                faults.note("renamed", place, group=(table, code), unit=new, **facts)
            else:
                units = self.dissolved[code]
                faults.note("not-carried-over", place, group=(table, code), units=units, **facts)
        frame = frame.filter(~pl.col("unit").is_in(list(self.dissolved)))
        columns = [name for name in ("unit", "voter_unit") if name in frame.columns]
        return frame.with_columns(pl.col(columns).replace(self.renamed))


def read_renaming(units: pl.DataFrame, origin: Origin | None, faults: FaultList) -> Renaming:
    """Return what the column `formerly` says.

    One old code: the unit was renamed. `A>B`: renamed twice, first A, then B. `A;B`: A and B were
    merged into this unit. The same old code at two units: it was split.
    """
    if origin is None:
        return Renaming()
    heirs: defaultdict[str, list[str]] = defaultdict(list)
    merged: set[str] = set()
    current = set(units["unit"].drop_nulls())
    for row, unit, text in units.select("_row", "unit", "formerly").iter_rows():
        parts = [part for part in _parts(text) if part]
        merged.update(code for part in parts if len(parts) > 1 for code in part)
        for code in (code for part in parts for code in part):
            heirs[code].append(unit)
            if code in current:
                faults.add("split-code", origin.place(row, "formerly"), old=code, unit=unit)
    renamed = {old: new[0] for old, new in heirs.items() if len(new) == 1 and old not in merged}
    dissolved = {old: ", ".join(new) for old, new in heirs.items() if old not in renamed}
    return Renaming(renamed, dissolved)


def _parts(text: str) -> list[list[str]]:
    """`A>B;C` to [[A, B], [C]]."""
    alternatives = text.replace("；", ";").split(";")
    return [[code.strip() for code in part.split(_CHAIN) if code.strip()] for part in alternatives]
