"""What projects ask for, as plain values: the newest claims, and the table they are typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.projects.allocation import cells
from sanbi.apps.projects.allocation.book import Book, Supply
from sanbi.apps.projects.allocation.book_table import number
from sanbi.apps.projects.allocation.cells import UnfitError
from sanbi.apps.projects.models import FactorClaim, Project

OF_REGISTER = {
    "land": "land_mu",
    "energy": "energy_tce",
    "emission": "emission_t",
    "funds": "funds_wan",
}
"""Factor → field of the register that holds it where the claim says nothing."""
HEADS = {
    "code": "项目编码",
    "name": "项目名称",
    "applies": "申请",
    "rank": "优先级（1至3）",
    "mandatory": "必保",
    "arrived_on": "申请日期",
    "first_month": "不早于",
    "last_month": "不晚于",
}
"""Field → head of its column; after them stands a column for each factor."""
CLASSES = 3


@dataclass(frozen=True)
class Claim:
    """What one project asks for; ``amounts`` only where they differ from the register."""

    project: int
    applies: bool = True
    rank: int = 2
    mandatory: bool = False
    arrived_on: date | None = None
    first_month: str = ""
    last_month: str = ""
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass
class ClaimTable:
    """What was read: used only where there is no fault."""

    claims: list[Claim] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)


Keys = Iterable[int] | QuerySet[Any, Any]


def newest_claims(projects: Keys | None = None) -> dict[int, FactorClaim]:
    """Return project → its newest claim, also one that was taken back: one query.

    ``projects`` are primary keys; without them of all.
    """
    return {claim.project_id: claim for claim in _newest(projects)}


def asking(projects: Keys | None = None) -> int:
    """Return how many projects ask for factors: those whose newest claim was not taken back."""
    newest = _newest(projects).values("pk")
    return FactorClaim.objects.filter(pk__in=newest, withdrawn=False).count()


def _newest(projects: Keys | None) -> QuerySet[FactorClaim]:
    found = FactorClaim.objects.order_by("project_id", "-version").distinct("project_id")
    return found if projects is None else found.filter(project__in=projects)


def amount_of(project: Project, claim: FactorClaim | None, factor: str) -> float:
    """Return how much of a factor a project asks for: by its claim, else by the register."""
    said = claim.amounts.get(factor) if claim is not None else None
    if said is not None:
        return float(said)
    kept = getattr(project, OF_REGISTER[factor], None) if factor in OF_REGISTER else None
    return float(kept or 0)


def factor_head(factor: Supply) -> str:
    """Return the head of a factor's column."""
    return f"{factor.name}（{factor.measure}）" if factor.measure else factor.name


def head_row(book: Book) -> list[str]:
    """Return the head of the table."""
    return [*HEADS.values(), *(factor_head(item) for item in book.factors())]


def claim_row(project: Project, claim: FactorClaim | None, book: Book) -> list[str]:
    """Return a project's line of the table."""
    held = claim if claim is not None and not claim.withdrawn else None
    values = {
        "code": project.code,
        "name": project.name,
        "applies": cells.YES[0] if held else cells.NO[0],
        "rank": str(held.rank) if held else "2",
        "mandatory": cells.YES[0] if held and held.mandatory else cells.NO[0],
        "arrived_on": held.arrived_on.isoformat() if held else "",
        "first_month": held.first_month if held else "",
        "last_month": held.last_month if held else "",
    }
    amounts = [_amount(project, claim, item.key) for item in book.factors()]
    return [*(values[name] for name in HEADS), *amounts]


def _amount(project: Project, claim: FactorClaim | None, factor: str) -> str:
    """An amount as its cell; a 0 that was typed in place of the register's amount stays one."""
    said = claim is not None and factor in claim.amounts
    return number(amount_of(project, claim, factor)) or ("0" if said else "")


def read_claims(rows: Sequence[Sequence[str]], book: Book) -> ClaimTable:
    """Read a table of which the first row is the head; every fault names its line and column."""
    found = ClaimTable()
    head = [cell.strip() for cell in rows[0]] if rows else []
    if HEADS["code"] not in head or HEADS["applies"] not in head:
        message = _("The column “%(name)s” is missing.") % {
            "name": HEADS["code" if HEADS["code"] not in head else "applies"]
        }
        found.faults.append(TableFault(1, "", message, _("Take the table for download.")))
        return found
    known = {row.code: row for row in Project.objects.filter(dropped_on__isnull=True)}
    factors = {factor_head(item): item.key for item in book.factors()}
    seen: set[str] = set()
    for line, row in enumerate(rows[1:], start=2):
        texts = {word: row[at].strip() if at < len(row) else "" for at, word in enumerate(head)}
        if not any(texts.values()):
            continue
        code = texts[HEADS["code"]]
        if code not in known or code in seen:
            message = (
                _("The code “%(code)s” stands twice.")
                if code in seen
                else _("There is no project “%(code)s”.")
            ) % {"code": code[:40]}
            hint = _("Write the code as it is in the register.")
            found.faults.append(TableFault(line, HEADS["code"], message, hint))
            continue
        seen.add(code)
        _read(found, line, texts, known[code], factors)
    return found


def _read(
    found: ClaimTable,
    line: int,
    texts: Mapping[str, str],
    project: Project,
    factors: Mapping[str, str],
) -> None:
    values: dict[str, Any] = {}
    faults = []
    for name, word in HEADS.items():
        if name in {"code", "name"} or word not in texts:
            continue
        try:
            values[name] = _value(name, texts[word])
        except UnfitError as unfit:
            faults.append(TableFault(line, word, unfit.message, unfit.hint))
    amounts = {}
    for word, key in factors.items():
        try:
            amount = cells.amount(texts.get(word, ""))
        except UnfitError as unfit:
            faults.append(TableFault(line, word, unfit.message, unfit.hint))
            continue
        if word in texts and texts[word] and amount != amount_of(project, None, key):
            amounts[key] = amount
    first, last = values.get("first_month", ""), values.get("last_month", "")
    if first and last and last < first:
        message = _("It lies before the earliest month.")
        faults.append(TableFault(line, HEADS["last_month"], message, _("Mend one of the months.")))
    found.faults += faults
    if not faults:
        found.claims.append(Claim(project.pk, amounts=amounts, **values))


def _value(name: str, text: str) -> Any:  # noqa: ANN401 - a field's value
    if name in {"applies", "mandatory"}:
        return cells.truth(text)
    if name in {"first_month", "last_month"}:
        return cells.month(text)
    if name == "rank":
        if text not in {"", "1", "2", "3"}:
            raise UnfitError(
                _("“%(text)s” is no class of priority.") % {"text": text[:20]},
                _("Write 1, 2 or 3; 1 comes first."),
            )
        return int(text or 2)
    return _day(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-")[:10])
    except ValueError as error:
        raise UnfitError(
            _("“%(text)s” is no day.") % {"text": text[:20]}, _("Write it such as 2026-09-30.")
        ) from error
