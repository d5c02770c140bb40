"""The schemas agree with each other and with the reference page."""

import re
from pathlib import Path

from sanbi.engine.scoring.data.schemas import NEEDED, SCHEMAS, TABLES, empty_frame, key_of


def test_schemas_have_the_columns_of_their_tables() -> None:
    assert list(SCHEMAS) == list(TABLES) == list(NEEDED)
    for name, columns in TABLES.items():
        assert list(SCHEMAS[name]) == list(columns)
        assert dict(empty_frame(name).schema) == SCHEMAS[name]


def test_keys_are_columns_that_are_required_or_have_a_default() -> None:
    for name in TABLES:
        for column in key_of(name):
            spec = TABLES[name][column]
            assert spec.required or spec.default == ""


def test_the_reference_page_lists_the_same_columns(repo: Path) -> None:
    page = (repo / "docs/mechanisms/scheme.md").read_text(encoding="utf-8")
    page = page.partition("## 3. Data")[2].partition("## 4.")[0]
    for name, columns in TABLES.items():
        (row,) = re.findall(rf"^\| {name} \S+ \| (.+) \|$", page, re.MULTILINE)
        listed = [part.split()[0] for part in row.split(", ")]
        assert [word for word in listed if word in columns] == list(columns)
