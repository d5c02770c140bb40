"""Puts hostile text into every text column of every table, past all forms and services.

What an old import, a hole in a form or an administrator of the database may have left must not run
either: pages and downloads have to hold on their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

MARK = "x-hit"
SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =", "")
PAYLOADS = (
    "<script>x_hit=1</script>",
    "<ScRiPt >x_hit=1</sCrIpT>",
    "<img src=x onerror=x_hit=1>",
    '"><img src=x onerror=x_hit=1>',
    "'><x-hit>",
    '" onfocus=x_hit=1 autofocus x-hit="',
    "' onmouseover='x_hit=1' x-hit='",
    "x onerror=x_hit=1 x-hit",
    "<svg/onload=x_hit=1>",
    "<svg><script>x_hit=1</script></svg>",
    "</title><x-hit>",
    "</textarea><x-hit>",
    "</script><x-hit>",
    "</style><x-hit>",
    "</select></option><x-hit>",
    "--><x-hit><!--",
    "]]><x-hit>",
    "<iframe srcdoc='<x-hit>'>",
    "<a href=javascript:x_hit=1>x-hit</a>",
    "javascript:x_hit=1//x-hit",
    "<details open ontoggle=x_hit=1>",
    "<x-hit x-data x-init='x_hit=1'>",
    "<x-hit hx-get=/ hx-trigger=load>",
    "{{ 7|add:7 }}{% debug %}<x-hit>",
    "\u202e<x-hit>\u2028x_hit=1",
    "&lt;x-hit&gt;<x-hit>&#60;x-hit&#62;",
)
ROOM = 6  # for the row's number behind a text that no two rows may share
# Columns whose text the site itself makes and looks things up by, never a person's own words.
OWN = frozenset(
    "code username password pinyin language theme session_stamp digest prefix media_type key link"  # noqa: SIM905
    " period group leaf node grouping x state inputs substituted effects engine action entries"
    " previous cluster last_digest statistics_code civil_code rule what".split()
)
OWN_OF_TABLE = {
    "actions_incident": {"line"},
    "orgs_attachment": {"kind"},
    "audit_entry": {"kind", "key"},
    "assessments_item": {"kind"},
    "assessments_schemeversion": {"text"},
}


def text_columns() -> Iterator[tuple[str, str, int | None, bool]]:
    """Table, column, greatest length of every text that people write, and whether it is unique."""
    for model in apps.get_models():
        if not model.__module__.startswith("sanbi."):
            continue
        table = model._meta.db_table
        held_apart = {
            name
            for rule in model._meta.constraints
            if isinstance(rule, models.UniqueConstraint)
            for name in rule.fields
        }
        for field in model._meta.concrete_fields:
            texts = isinstance(field, models.CharField | models.TextField) and not field.choices
            if texts and field.column not in OWN | OWN_OF_TABLE.get(table, set()):
                unique = field.unique or field.name in held_apart
                yield table, field.column, field.max_length, unique


def hostile(place: int, longest: int | None = None) -> str:
    """The text for the n-th place: another sign and another payload each time."""
    text = SIGNS[place % len(SIGNS)] + PAYLOADS[place % len(PAYLOADS)]
    if longest is None or len(text) <= longest:
        return text
    return "=<x-hit>"[:longest]


def plant(owner: psycopg.Connection, turn: int, tables: frozenset[str] = frozenset()) -> int:
    """Write over every text column; one text for each column and row, moved on with each turn.

    Returns how many columns it wrote.
    """
    count = 0
    for place, (table, column, longest, unique) in enumerate(text_columns()):
        if tables and table not in tables:
            continue
        room = longest - ROOM if unique and longest else longest
        texts = [hostile(place + turn + row, room) for row in range(len(PAYLOADS))]
        told_apart = sql.SQL(" || n" if unique else "")
        owner.execute(
            sql.SQL(
                "update {table} t set {column} = (%s::text[])[1 + n %% %s]{told_apart} from"
                " (select ctid, row_number() over () n from {table}) r where r.ctid = t.ctid"
            ).format(
                table=sql.Identifier(table), column=sql.Identifier(column), told_apart=told_apart
            ),
            [texts, len(texts)],
        )
        count += 1
    return count


def hostile_scheme(text: str) -> str:
    """A scheme whose names are all hostile."""
    places = iter(range(10_000))

    def name(found: re.Match[str]) -> str:
        return f"名称: {json.dumps(hostile(next(places)).strip(), ensure_ascii=True)}"

    return re.sub(r"名称: ([^,}\n]+|\"[^\"]*\")", name, text)
