"""The register of firms from a table."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sanbi.apps.actions.credit_codes import is_credit_code
from sanbi.apps.actions.importing.cells import (
    Table,
    UnfitError,
    add_doubles,
    choice,
    named,
    read_table,
    text_up_to,
)
from sanbi.apps.actions.models import Firm, Industry, Size
from sanbi.apps.actions.services import FirmFacts
from sanbi.apps.orgs.chosen import people_by_name, units_by_name

HEADS = {
    "name": "企业名称",
    "credit_code": "统一社会信用代码",
    "township": "所在乡镇",
    "industry": "行业",
    "size": "规模",
    "products": "主要产品",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
    "leader": "包联领导",
}
NEEDED = ("name", "credit_code", "township", "industry", "size")
MOST_ROWS = 2000
_PHONE_SIGNS = frozenset("0123456789+- ")


def read_firms(rows: Sequence[Sequence[str]]) -> Table:
    """Read the firms of a table; every fault names its line and column."""
    found = read_table(
        rows,
        HEADS,
        {
            "name": text_up_to(80),
            "credit_code": _credit_code,
            "township": named(units_by_name(), _("There is no such unit.")),
            "industry": choice(Industry.choices),
            "size": choice(Size.choices),
            "products": text_up_to(200),
            "contact_name": text_up_to(40),
            "contact_phone": _phone,
            "leader": named(people_by_name(), _("There is no such person.")),
        },
        NEEDED,
    )
    for name in ("name", "credit_code"):
        add_doubles(found, name, HEADS[name])
    _names_of_others(found)
    return found


def facts_of(table: Table) -> list[FirmFacts]:
    """Return the firms of a table without faults."""
    return [FirmFacts(**row.values) for row in table.rows]


def _credit_code(text: str) -> str:
    code = text.upper()
    if not is_credit_code(code):
        raise UnfitError(
            _("“%(text)s” is no credit code: 18 signs, of which the last checks the others.")
            % {"text": text[:20]},
            _("Compare it with the business licence."),
        )
    return code


def _phone(text: str) -> str:
    if not set(text) <= _PHONE_SIGNS or not 7 <= len(text) <= 20:  # noqa: PLR2004 - of a column
        raise UnfitError(_("This is no telephone number."), _("Digits, with blanks or -."))
    return text


def _names_of_others(found: Table) -> None:
    """A name that another firm of the register has, by another code."""
    names = [row.values["name"] for row in found.rows]
    known = dict(Firm.objects.filter(name__in=names).values_list("name", "credit_code"))
    for row in found.rows:
        if known.get(row.values["name"], row.values["credit_code"]) != row.values["credit_code"]:
            found.add_fault(
                row.line, HEADS["name"], _("Another firm has this name."), _("Look it up.")
            )
