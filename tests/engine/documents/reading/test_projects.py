from __future__ import annotations

import pytest

from sanbi.engine.documents.reading import Names
from tests.engine.documents.reading.reading_of import facts_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("实地察看石磨岭整村搬迁安置房项目。", ["石磨岭整村搬迁安置房项目"]),
        ("加快县第三中学迁建工程建设。", ["县第三中学迁建工程"]),
        ("要紧盯重点项目、重大项目和在建工程。", []),
        ("石磨岭搬迁安置房项目开工，安置房项目总投资1亿元。", ["石磨岭搬迁安置房项目"]),
    ],
)
def test_named_projects(text: str, names: list[str]) -> None:
    assert [row.name for row in facts_of(f"题\n{text}").projects] == names


def test_known_projects() -> None:
    rows = facts_of(
        "题\n云岭高速通车，云岭高速好走。", names=Names(projects=("云岭高速",))
    ).projects
    assert [(row.name, len(row.mentions)) for row in rows] == [("云岭高速", 2)]


def test_the_first_mention_is_quoted_as_it_stands() -> None:
    text = "题\n安置房项目已封顶。石磨岭搬迁安置房项目总投资1亿元。"
    (row,) = facts_of(text).projects
    assert (row.name, row.quote) == ("石磨岭搬迁安置房项目", "安置房项目")
    assert text[row.span.start : row.span.end] == row.quote
