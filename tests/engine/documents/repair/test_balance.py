"""Marks that open and close."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.repair.balance import UNBALANCED, opened, unbalanced


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("", ""),
        ("会议强调，要“稳中求进", "“"),
        ("会议强调，要“稳中求进”。", ""),
        ("本报讯(记者 王五", "（"),
        ("《关于“一老一小”", "《"),
        ("（甲）\n《乙", "《"),
    ],
)
def test_what_stands_open(line: str, left: str) -> None:
    assert opened(line) == frozenset(left)


@pytest.mark.parametrize(
    ("line", "reading", "wrong"),
    [
        ("本报讯（记者王五", "）7月2日", 0),
        ("本报讯（记者王五", "（7月2日", 1),
        ("保护生态环境", "”", 1),
        ("保护“生态环境", "”", 0),
        ("会议指出", "“双过半”", 0),
        ("会议指出", "）“甲”》", 2),
        ("要（甲", "\n（乙", 0),
    ],
)
def test_what_cannot_stand_there(line: str, reading: str, wrong: int) -> None:
    assert unbalanced(reading, opened(line)) == wrong * UNBALANCED
