"""Grounds that were kept in English are told in Chinese with their values."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.told import told_in


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        ("full-width mark", "全角标点"),
        ("the reading of 县", "“县”的注音"),
        ("bytes moved back, 2 lost ones guessed", "字节移位复原，其中 2 个丢失的字节为推测"),
        ("91 % of the wording is the same", "文字有 91% 相同"),
        ("something new", "something new"),
    ],
)
def test_a_kept_sentence_is_told_in_chinese(kept: str, told: str) -> None:
    assert told_in(kept, "zh") == told
    assert told_in(kept, "en") == kept
