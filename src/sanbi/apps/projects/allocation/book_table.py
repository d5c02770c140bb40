"""The grid of quotas and staff: as rows of a table, and read from one with faults by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.projects.allocation import cells
from sanbi.apps.projects.allocation.book import Book, Supply, months_from
from sanbi.apps.projects.allocation.cells import UnfitError
from sanbi.apps.projects.models import Project

HEADS = {
    "name": "要素",
    "key": "代码",
    "measure": "计量单位",
    "kind": "类别",
    "nodes": "在哪个节点占用",
    "factor": "抵用要素",
    "only_for": "专给项目（编码）",
    "opening": "期初结余",
    "ahead": "可预支",
    "keeps": "到期月：结转比例",
    "days": "每个项目人日",
    "earlier": "提前月数",
}
"""Field → head of its column."""
BEFORE_MONTHS = 5
"""How many of them stand before the months; what is seldom filled in stands after."""
AMOUNTS = frozenset({HEADS["opening"], HEADS["ahead"], HEADS["days"], HEADS["earlier"]})
QUOTA, STAFF = "指标", "人手"
MOST_ROWS, MOST_MONTHS, MOST_EARLIER, LONGEST_NAME = 40, 36, 12, 20
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,29}")


@dataclass
class SupplyTable:
    """What was read: used only where there is no fault."""

    first: str = ""
    supplies: list[Supply] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # where each supply stands
    faults: list[TableFault] = field(default_factory=list)


def rows_of(book: Book) -> list[list[str]]:
    """Return the grid with its head, every cell as text."""
    words = list(HEADS.values())
    head = [*words[:BEFORE_MONTHS], *book.months, *words[BEFORE_MONTHS:]]
    return [head, *(_row(item, book) for item in book.supplies)]


def _row(item: Supply, book: Book) -> list[str]:
    keeps = "，".join(f"{book.months[at]}:{share * 100:g}%" for at, share in item.keeps.items())
    values = {
        "key": item.key,
        "name": item.name,
        "measure": item.measure,
        "kind": STAFF if item.staff else QUOTA,
        "nodes": "、".join(item.nodes),
        "factor": item.factor,
        "only_for": "、".join(item.only_for),
        "opening": number(item.opening),
        "ahead": number(item.ahead),
        "keeps": keeps,
        "days": number(item.days),
        "earlier": number(item.earlier),
    }
    texts = [values[name] for name in HEADS]
    months = [number(each) for each in item.months]
    return [*texts[:BEFORE_MONTHS], *months, *texts[BEFORE_MONTHS:]]


def number(value: float) -> str:
    """Return a number as a cell holds it; nothing for 0."""
    return f"{value:.15g}" if value else ""


def read_supplies(rows: Sequence[Sequence[str]]) -> SupplyTable:
    """Read a grid of which the first row is the head; every fault names its line and column."""
    found = SupplyTable()
    head = [cell.strip() for cell in rows[0]] if rows else []
    places = {name: head.index(word) for name, word in HEADS.items() if word in head}
    labels = [cell for cell in head if re.fullmatch(r"[12]\d{3}-\d{2}", cell)]
    _check_head(found, places, labels)
    if found.faults:
        return found
    found.first = labels[0]
    at = [head.index(label) for label in labels]
    known = set(Project.objects.values_list("code", flat=True))
    for line, row in enumerate(rows[1:], start=2):
        if len(found.supplies) >= MOST_ROWS:
            message = _("More than %(most)s rows.") % {"most": MOST_ROWS}
            found.faults.append(TableFault(line, "", message))
            break
        if any(cell.strip() for cell in row):
            _read(found, line, _Row(row, places, at, labels), known)
    _check_together(found)
    return found


def _check_head(found: SupplyTable, places: Mapping[str, int], labels: Sequence[str]) -> None:
    for name in ("key", "name"):
        if name not in places:
            message = _("The column “%(name)s” is missing.") % {"name": HEADS[name]}
            found.faults.append(
                TableFault(1, HEADS[name], message, _("Take the table for download."))
            )
    try:
        wanted = _following(labels)
    except UnfitError as unfit:
        found.faults.append(TableFault(1, "", unfit.message, unfit.hint))
    else:
        if labels != wanted:
            message = _("The months do not follow each other.")
            found.faults.append(TableFault(1, "", message, _("Write them such as 2027-01.")))


def _following(labels: Sequence[str]) -> list[str]:
    if not 1 <= len(labels) <= MOST_MONTHS:
        raise UnfitError(
            _("The table has %(count)s months.") % {"count": len(labels)},
            _("Give 1 to 36 columns such as 2027-01."),
        )
    return months_from(cells.month(labels[0]), len(labels))


@dataclass(frozen=True)
class _Row:
    """Cells of a line by field and month."""

    texts: Sequence[str]
    places: Mapping[str, int]
    at: Sequence[int]
    labels: Sequence[str]

    def text(self, name: str) -> str:
        """The cell of a field; empty where the table has no such column."""
        place = self.places.get(name)
        return self._cell(place) if place is not None else ""

    def _cell(self, place: int) -> str:
        return self.texts[place].strip() if place < len(self.texts) else ""

    def amounts(self) -> list[tuple[str, str]]:
        """(month, cell)."""
        return [
            (label, self._cell(place)) for label, place in zip(self.labels, self.at, strict=True)
        ]


def _read(found: SupplyTable, line: int, row: _Row, known: set[str]) -> None:
    values: dict[str, Any] = {}
    faults: list[TableFault] = []
    for name, word in HEADS.items():
        try:
            values[name] = _value(name, row, known)
        except UnfitError as unfit:
            faults.append(TableFault(line, word, unfit.message, unfit.hint))
    amounts = []
    for label, text in row.amounts():
        try:
            amounts.append(cells.amount(text))
        except UnfitError as unfit:
            faults.append(TableFault(line, label, unfit.message, unfit.hint))
    found.faults += faults
    if not faults:
        staff = values.pop("kind")
        found.lines.append(line)
        found.supplies.append(Supply(months=tuple(amounts), staff=staff, **values))


def _value(name: str, row: _Row, known: set[str]) -> Any:  # noqa: ANN401 - a field's value
    text = row.text(name)
    if name == "key" and not _KEY.fullmatch(text):
        raise UnfitError(
            _("“%(text)s” is no code.") % {"text": text[:20]},
            _("Small letters, digits and - at most 30, such as land."),
        )
    if name == "name" and not 0 < len(text) <= LONGEST_NAME:
        raise UnfitError(_("The name is missing or too long."), _("Use 1 to 20 characters."))
    if name == "kind":
        return _is_staff(text)
    if name == "nodes":
        return cells.names(text)
    if name == "only_for":
        return _projects(text, known)
    if name in {"opening", "ahead", "days"}:
        return cells.amount(text)
    if name == "earlier":
        return int(cells.amount(text, most=MOST_EARLIER))
    return cells.expiry(text, row.labels) if name == "keeps" else text[:20]


def _is_staff(text: str) -> bool:
    if text not in {QUOTA, STAFF, ""}:
        raise UnfitError(
            _("“%(text)s” is no kind of factor.") % {"text": text[:20]}, _("Write 指标 or 人手.")
        )
    return text == STAFF


def _projects(text: str, known: set[str]) -> tuple[str, ...]:
    codes = cells.names(text)
    odd = [code for code in codes if code not in known]
    if odd:
        raise UnfitError(
            _("There is no project “%(code)s”.") % {"code": odd[0][:40]},
            _("Write the code as it is in the register."),
        )
    return codes


def _check_together(found: SupplyTable) -> None:
    """Keys once each, and what a kept quota stands in for is there."""
    keys = [item.key for item in found.supplies]
    for line, item in zip(found.lines, found.supplies, strict=True):
        if keys.count(item.key) > 1:
            message = _("The code “%(code)s” stands twice.") % {"code": item.key}
            found.faults.append(TableFault(line, HEADS["key"], message, _("Keep one.")))
        if item.only_for and item.factor not in keys:
            message = _("A quota for named projects stands in for another factor.")
            hint = _("Write that factor's code, such as land.")
            found.faults.append(TableFault(line, HEADS["factor"], message, hint))
        if not item.staff and not item.only_for and item.factor:
            message = _("Only a quota for named projects stands in for another factor.")
            found.faults.append(
                TableFault(line, HEADS["factor"], message, _("Name the projects, or empty it."))
            )
    if not found.supplies and not found.faults:
        found.faults.append(TableFault(1, "", _("There is no factor in the table.")))
