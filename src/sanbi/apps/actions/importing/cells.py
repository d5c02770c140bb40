"""Cells of a table: texts, days, choices, units and people, each with a fault that helps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.orgs.divisions import TableFault


class UnfitError(Exception):
    """A cell that does not fit: one sentence why, one how to mend."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


Reader = Callable[[str], Any]


@dataclass(frozen=True)
class Row:
    """A row that was read: its line, and its values by field."""

    line: int
    values: Mapping[str, Any]


@dataclass
class Table:
    """Rows, and the faults that stand in the way of all of them."""

    rows: list[Row] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)

    def add_fault(self, line: int, column: str, message: str, hint: str = "") -> None:
        """Note what is wrong with a cell."""
        self.faults.append(TableFault(line, column, message, hint))


def read_table(
    rows: Sequence[Sequence[str]],
    heads: Mapping[str, str],
    readers: Mapping[str, Reader],
    needed: Sequence[str],
) -> Table:
    """Read rows of which the first with all needed heads is the head; titles may stand above.

    Parameters
    ----------
    heads : field → head of its column
    readers : field → what a cell becomes; a cell that is empty and not needed is left out
    needed : fields whose column and cells must be there
    """
    found = Table()
    start, places = _head(rows, heads, needed)
    for name in needed:
        if name not in places:
            message = _("The column “%(name)s” is missing.") % {"name": heads[name]}
            found.add_fault(1, heads[name], message, _("Take the template for download."))
    if found.faults:
        return found
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {n: row[p].strip() if p < len(row) else "" for n, p in places.items()}
        if any(cells.values()):
            _read(found, line, cells, heads, readers, needed)
    order = {head: place for place, head in enumerate(heads.values())}
    found.faults.sort(key=lambda fault: (fault.line, order[fault.column]))
    if not found.rows and not found.faults:
        found.add_fault(1, "", _("There is no row in the table."))
    return found


def _head(
    rows: Sequence[Sequence[str]], heads: Mapping[str, str], needed: Sequence[str]
) -> tuple[int, dict[str, int]]:
    """The head's place: below a title or two, as forms have them; else the first row."""
    first: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:5]):
        words = [cell.strip() for cell in row]
        places = {name: words.index(head) for name, head in heads.items() if head in words}
        if all(name in places for name in needed):
            return number, places
        if len(places) > len(first[1]):
            first = (number, places)
    return first


def _read(
    found: Table,
    line: int,
    cells: Mapping[str, str],
    heads: Mapping[str, str],
    readers: Mapping[str, Reader],
    needed: Sequence[str],
) -> None:
    values: dict[str, Any] = {}
    whole = True
    for name, text in cells.items():
        try:
            if text:
                values[name] = readers[name](text)
            elif name in needed:
                found.add_fault(line, heads[name], _("The cell is empty."), _("Fill it in."))
                whole = False
        except UnfitError as unfit:
            found.add_fault(line, heads[name], unfit.message, unfit.hint)
            whole = False
    if whole:
        found.rows.append(Row(line, values))


def add_doubles(found: Table, name: str, head: str) -> None:
    """Note rows that have the same value in a column."""
    seen: dict[Any, int] = {}
    for row in found.rows:
        value = row.values.get(name)
        if value is None:
            continue
        if value in seen:
            message = _("It stands in line %(line)s too.") % {"line": seen[value]}
            found.add_fault(row.line, head, message, _("Mend one."))
        seen.setdefault(value, row.line)


# -- readers ---------------------------------------------------------------------------------------
def text_up_to(most: int) -> Reader:
    """Return a reader of texts of so many characters at most."""

    def read(text: str) -> str:
        if len(text) > most:
            raise UnfitError(
                _("The text has %(count)d characters, at most %(most)d fit.")
                % {"count": len(text), "most": most},
                _("Shorten it."),
            )
        return text

    return read


def day(text: str) -> date:
    """Return a day, such as 2026-09-30, 2026/9/30 or 2026年9月30日."""
    plain = text.split(" ", maxsplit=1)[0].translate(str.maketrans("年月/.", "----", "日"))
    try:
        year, month, number = (int(part) for part in plain.split("-"))
        return date(year, month, number)
    except ValueError as error:
        raise UnfitError(
            _("“%(text)s” is no day.") % {"text": text[:20]}, _("Write it such as 2026-09-30.")
        ) from error


def day_from(first: date, last: date) -> Reader:
    """Return a reader of days within two others."""

    def read(text: str) -> date:
        found = day(text)
        if not first <= found <= last:
            raise UnfitError(
                _("The day lies before %(first)s or after %(last)s.")
                % {"first": first.isoformat(), "last": last.isoformat()},
                _("Write one between."),
            )
        return found

    return read


def whole_number(most: int) -> Reader:
    """Return a reader of whole numbers from 1."""

    def read(text: str) -> int:
        if text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most:  # noqa: PLR2004 - an int4
            return int(text)
        raise UnfitError(
            _("“%(text)s” is no whole number from 1 to %(most)d.")
            % {"text": text[:20], "most": most},
            _("Write digits, without a unit."),
        )

    return read


def choice(choices: Sequence[tuple[str, Any]]) -> Reader:
    """Return a reader of one of some choices, by key or word."""

    def read(text: str) -> str:
        for value, label in choices:
            if text in {value, str(label)}:
                return value
        names = "、".join(str(label) for _value, label in choices)
        raise UnfitError(
            _("This is not one of the list."), _("One of: %(names)s.") % {"names": names}
        )

    return read


def named(known: Mapping[str, int], message: str) -> Reader:
    """Return a reader of names that are known."""

    def read(text: str) -> int:
        if text not in known:
            raise UnfitError(message, _("Write the code or the name as it is kept here."))
        return known[text]

    return read


def several(one: Reader) -> Reader:
    """Return a reader of parts with commas between, each once."""
    return lambda text: tuple(one(part) for part in parts_of(text))


def parts_of(text: str) -> Iterator[str]:
    """Yield the parts of a text with commas between, each once."""
    parts = text.translate(str.maketrans("，、；;", ",,,,")).split(",")
    yield from dict.fromkeys(part.strip() for part in parts if part.strip())
