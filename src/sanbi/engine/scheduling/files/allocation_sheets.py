"""Allocations as tables: projects, milestones, factors by month, shares and rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.files.allocation_file import AllocationFile, allocation_of
from sanbi.engine.scheduling.files.allocation_words import (
    ALLOCATION_KEYS,
    CANDIDATE_KEYS,
    FAIRNESS_KEYS,
    MILESTONE_KEYS,
    QUOTA_KEYS,
)
from sanbi.engine.scheduling.files.links import SEPARATORS
from sanbi.engine.scheduling.files.reading import words_of
from sanbi.engine.scheduling.files.sheets import Row, Sheet, rows_of
from sanbi.engine.scheduling.files.spots import Spot
from sanbi.engine.scheduling.files.texts import refusal

TABLES = {
    **dict.fromkeys(("projects", "项目"), "projects"),
    **dict.fromkeys(("milestones", "节点"), "milestones"),
    **dict.fromkeys(("factors", "要素"), "factors"),
    **dict.fromkeys(("shares", "份额"), "shares"),
    **dict.fromkeys(("rules", "规则"), "rules"),
}
LISTS = ("approved", "published", "only_for")  # cells that hold several words
_PROJECT_WORDS = {word: key for word, key in CANDIDATE_KEYS.items() if key != "milestones"}
_MILESTONE_WORDS = {
    **{word: key for word, key in MILESTONE_KEYS.items() if key not in ("uses", "staff")},
    **words_of({"project": ("项目", "项目编号")}),
}
_FACTOR_WORDS = {
    **{word: key for word, key in QUOTA_KEYS.items() if key != "releases"},
    **words_of({"kind": ("类型",)}),
}
_SHARE_WORDS = words_of({"township": ("乡镇",), "share": ("份额",)})
_RULE_WORDS = words_of({"key": ("规则", "名称"), "value": ("值",)})
_STAFF_KINDS = ("staff", "人手")
_MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?")
_AHEAD = re.compile(r"(?P<amount>[^@]+)@\s*(?P<before>\d{1,2})")
Entries = dict[str, tuple[str, Spot]]


def allocation_of_sheets(
    sheets: Sequence[Sheet], name: str, base: Spot | None = None
) -> AllocationFile:
    """Return the allocation problem that tables describe, beside a YAML file where there is one.

    Parameters
    ----------
    sheets : sequence of Sheet
        ``projects`` and ``milestones``; ``factors``, ``shares`` and ``rules`` unless the YAML
        file has them. Chinese names do as well. Others are passed over.
    name : str
        Of the whole, for messages.
    base : Spot, optional
        What a YAML file says.

    Raises
    ------
    SchedulingFaults
        with every fault and its line.
    """
    tables: dict[str, Sheet] = {}
    for sheet in sheets:
        table = TABLES.get(sheet.name.lower())
        if table in tables:
            raise refusal(
                sheet.label,
                Phrase("is the table '{table}' once more", table=table),
                Phrase("keep one"),
            )
        if table:
            tables[table] = sheet
    for needed in ("projects", "milestones"):
        if needed not in tables:
            raise refusal(
                name,
                Phrase("there is no table '{table}'", table=needed),
                Phrase("use one of {codes}", codes=list(TABLES)),
            )
    entries: Entries = dict(base.entries) if base is not None else {}
    factors = rows_of(tables["factors"], _FACTOR_WORDS, "key") if "factors" in tables else []
    entries.update(_factors(factors))
    if "shares" in tables:
        entries.update(_rules_and_shares(tables))
    elif "rules" in tables:
        entries.update(_rules(rows_of(tables["rules"], _RULE_WORDS, "key"), ALLOCATION_KEYS))
    staff = {row.fields["key"].value for row in factors if _is_staff(row)} | _staff_of(base)
    entries["projects"] = (name, _projects(tables, staff))
    return allocation_of(Spot(entries, name), name)


def _staff_of(base: Spot | None) -> set[object]:
    """Keys of the staff that a YAML file names."""
    if base is None:
        return set()
    listed = [
        spot for key, (_, spot) in base.entries.items() if ALLOCATION_KEYS.get(key) == "staff"
    ]
    keys = [
        value.value
        for spot in listed
        for item in spot.items
        for key, (_, value) in item.entries.items()
        if key in ("key", "编号")
    ]
    return set(keys)


# -- projects and milestones -----------------------------------------------------------------------
def _projects(tables: Mapping[str, Sheet], staff: set[object]) -> Spot:
    """The projects as a list of mappings, each with its milestones."""
    projects = rows_of(tables["projects"], _PROJECT_WORDS, "key")
    nodes: dict[object, list[Spot]] = {
        row.fields["key"].value: [] for row in projects if row.fields.get("key")
    }
    for row in rows_of(tables["milestones"], _MILESTONE_WORDS, "project"):
        owner = row.fields.get("project")
        if owner is None or owner.value not in nodes:
            raise refusal(
                row.where,
                Phrase("there is no project '{key}'", key=owner.value if owner else ""),
                Phrase("use its key"),
            )
        nodes[owner.value].append(_milestone(row, staff))
    found = []
    for row in projects:
        entries = _mapped(row.fields)
        key = row.fields.get("key")
        if key is not None:
            entries["milestones"] = (row.where, Spot(nodes[key.value], row.where))
        found.append(Spot(entries, row.where))
    return Spot(found, tables["projects"].label)


def _milestone(row: Row, staff: set[object]) -> Spot:
    """A milestone; its further columns are factors, staff as 5 or, a month before it, 5@1."""
    fields = {key: spot for key, spot in row.fields.items() if key != "project"}
    entries = _mapped(fields)
    uses: Entries = {}
    work: list[Spot] = []
    for head, spot in row.others.items():
        if head not in staff:
            uses[head] = (spot.where, spot)
            continue
        match = _AHEAD.fullmatch(str(spot.value))
        amount = Spot(match["amount"].strip(), spot.where) if match else spot
        told: Entries = {
            "key": (spot.where, Spot(head, spot.where)),
            "amount": (spot.where, amount),
        }
        if match:
            told["before"] = (spot.where, Spot(match["before"], spot.where))
        work.append(Spot(told, spot.where))
    entries["uses"] = (row.where, Spot(uses, row.where))
    entries["staff"] = (row.where, Spot(work, row.where))
    return Spot(entries, row.where)


def _mapped(fields: Mapping[str, Spot]) -> Entries:
    found: Entries = {}
    for key, spot in fields.items():
        value = _listed(spot) if key in LISTS else spot
        found[key] = (spot.where, value)
    return found


def _listed(spot: Spot) -> Spot:
    """A cell with several words as a list."""
    parts = [part.strip() for part in SEPARATORS.split(str(spot.value))]
    return Spot([Spot(part, spot.where) for part in parts if part], spot.where)


# -- factors and rules -----------------------------------------------------------------------------
def _factors(rows: Sequence[Row]) -> Entries:
    """Months, quotas and staff from a table whose further columns are months."""
    if not rows:
        return {}
    where = rows[0].where
    months = sorted({head for row in rows for head in row.others if _MONTH.fullmatch(head)})
    quotas, staffs = [], []
    for row in rows:
        entries = _mapped({key: each for key, each in row.fields.items() if key != "kind"})
        if "keeps" in row.fields:
            entries["keeps"] = (row.where, _pairs(row.fields["keeps"]))
        told = {head: (spot.where, spot) for head, spot in row.others.items()}
        amounts = (row.where, Spot(told, row.where))
        if _is_staff(row):
            staffs.append(Spot({**entries, "months": amounts}, row.where))
        else:
            quotas.append(Spot({**entries, "releases": amounts}, row.where))
    found: Entries = {"quotas": (where, Spot(quotas, where)), "staff": (where, Spot(staffs, where))}
    if months:
        first = Spot(months[0], where)
        count = Spot(str(len(months)), where)
        spans = {"from": (where, first), "count": (where, count)}
        found["months"] = (where, Spot(spans, where))
    return found


def _is_staff(row: Row) -> bool:
    kind = row.fields.get("kind")
    return kind is not None and str(kind.value).strip().lower() in _STAFF_KINDS


def _pairs(spot: Spot) -> Spot:
    """A cell such as 2027-07:0.5 as a mapping."""
    entries: Entries = {}
    for part in SEPARATORS.split(str(spot.value)):
        key, _, value = part.replace("：", ":").partition(":")
        entries[key.strip()] = (spot.where, Spot(value.strip(), spot.where))
    return Spot(entries, spot.where)


def _rules(rows: Iterable[Row], words: Mapping[str, str]) -> Entries:
    """Rows of key and value as entries, those that a mapping of words knows."""
    found: Entries = {}
    for row in rows:
        key, value = row.fields.get("key"), row.fields.get("value")
        if key is None or value is None:
            continue
        meant = words.get(str(key.value).strip())
        if meant is not None:
            found[meant] = (row.where, value)
    return found


def _rules_and_shares(tables: Mapping[str, Sheet]) -> Entries:
    """Rules, and the fairness that shares and rules say together."""
    rules = rows_of(tables["rules"], _RULE_WORDS, "key") if "rules" in tables else []
    where = tables["shares"].label
    shares: Entries = {}
    for row in rows_of(tables["shares"], _SHARE_WORDS, "township"):
        if "township" in row.fields and "share" in row.fields:
            shares[str(row.fields["township"].value)] = (row.where, row.fields["share"])
    fair = _rules(rules, FAIRNESS_KEYS)
    fair["shares"] = (where, Spot(shares, where))
    top = {word: key for word, key in ALLOCATION_KEYS.items() if word not in FAIRNESS_KEYS}
    return {**_rules(rules, top), "fairness": (where, Spot(fair, where))}
