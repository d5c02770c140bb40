"""Makes the columns of one table in one language."""

from __future__ import annotations

from sanbi.engine.scoring.data.headings import COLUMN_NAMES
from sanbi.engine.scoring.data.schemas import TABLES
from sanbi.engine.scoring.data.template.sheet_plan import Check, SheetColumn
from sanbi.engine.scoring.data.template.words import HEADINGS_BESIDE, WORDS

UNIT_CHECK = Check("list", refers=("units", "unit"))
NUMBER = Check("number")
COUNT = Check("number", low=0)
VERSION = Check("whole", low=0)
PLACE = Check("whole", low=1)


class ColumnMaker:
    """Makes columns with the headings and notes of a language.

    Parameters
        table : str
        language : `zh` or `en`.
    """

    def __init__(self, table: str, language: str) -> None:
        self.table = table
        self.language = language
        self.words = WORDS[language]

    def data(
        self,
        key: str,
        note: str | None = None,
        *,
        check: Check | None = None,
        prepared: bool = False,
    ) -> SheetColumn:
        """Return a column of the table, to fill in unless it is prepared."""
        heading = COLUMN_NAMES[key][0] if self.language == "zh" else key
        text = self.words[f"note.{key}"] if note is None else note
        if prepared and note is None:
            text = self.words["note.fixed"]
        fill = "fixed" if prepared else "in"
        return SheetColumn(key, heading, text, fill, TABLES[self.table][key].required, check)

    def beside(self, key: str) -> SheetColumn:
        """Return a column that only helps people."""
        heading = HEADINGS_BESIDE[self.language][key]
        return SheetColumn(key, heading, self.words["note.fixed"], "beside")

    def unit(self, *, prepared: bool) -> SheetColumn:
        """Return the column of unit codes of a table other than units."""
        note = self.words["note.unit.fixed" if prepared else "note.unit"]
        return self.data("unit", note, check=UNIT_CHECK, prepared=prepared)

    def further(self, name: str, kind: str) -> SheetColumn:
        """Return a further column of units: `coefficient` or `attribute`."""
        check = NUMBER if kind == "coefficient" else None
        return SheetColumn(name, name, self.words[f"note.{kind}"], check=check)


def choices(values: tuple[str, ...]) -> Check | None:
    """Return a drop-down of these values, or None when there are none."""
    return Check("list", values) if values else None
