from __future__ import annotations

from tests.engine.documents.reading.reading_of import facts_of


def test_slogans_once_and_names_not() -> None:
    text = (
        "题\n以“开门红”迎“开门红”，办“三比三看”第一次交流活动，推行“一企一策”。“大家要拼。”他说。"
    )
    assert [row.text for row in facts_of(text).slogans] == ["开门红"]
