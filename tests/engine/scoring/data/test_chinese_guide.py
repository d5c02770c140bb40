"""The columns that the Chinese guide lists are the ones that are read, stars where needed."""

import re
from pathlib import Path

from sanbi.engine.scoring.data.headings import column_of, required_columns, table_of
from sanbi.engine.scoring.data.schemas import TABLES

PAGE = Path(__file__).resolve().parents[4] / "docs" / "mechanisms" / "data.zh-CN.md"


def test_the_columns_of_the_guide() -> None:
    text = PAGE.read_text(encoding="utf-8").split("## 各表的列")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", text, re.MULTILINE)[1:]
    assert [table_of(name) for name, _ in rows] == list(TABLES)
    for name, listed in rows:
        table = table_of(name)
        words = re.sub(r"（[^）]*）|，.*", "", listed).split("、")
        assert [column_of(table, word) for word in words] == list(TABLES[table]), name
        starred = {column_of(table, word) for word in words if word.endswith("*")}
        assert starred == set(required_columns(table)), name
